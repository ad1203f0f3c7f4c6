"""Periods: years, fiscal years, quarters, months and days."""

from __future__ import annotations

import datetime as dt

Period = int | dt.date

FISCAL_YEAR_BEGINS = 4
MONTHS = {"month": 1, "quarter": 3}
"""Months of the kinds of periods that are named by their first day and last longer than it."""
DATED = ("date", *MONTHS)
"""Kinds of periods that are named by a day."""


def year_holding(day: dt.date, kind: str) -> int:
    """Return the year, or the fiscal year (April to March, named by its first), of a day.

    Examples:
        >>> [year_holding(dt.date(2025, 3, 31), kind) for kind in ("fiscal_year", "year")]
        [2024, 2025]
    """
    return day.year - (kind == "fiscal_year" and day.month < FISCAL_YEAR_BEGINS)


def days_of(period: Period, kind: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a period.

    Examples:
        >>> [day.isoformat() for day in days_of(2024, "fiscal_year")]
        ['2024-04-01', '2025-03-31']
        >>> [day.isoformat() for day in days_of(dt.date(2024, 7, 2), "date")]
        ['2024-07-02', '2024-07-02']
        >>> [day.isoformat() for day in days_of(dt.date(2024, 10, 1), "quarter")]
        ['2024-10-01', '2024-12-31']
    """
    if isinstance(period, dt.date):
        if kind not in MONTHS:
            return period, period
        first = _months_begin(period, MONTHS[kind])
        if first.year == dt.MAXYEAR:
            return first, dt.date.max
        return first, _months_later(first, MONTHS[kind]) - dt.timedelta(days=1)
    first = dt.date(period, FISCAL_YEAR_BEGINS if kind == "fiscal_year" else 1, 1)
    if period == dt.MAXYEAR:
        return first, dt.date.max
    return first, first.replace(year=period + 1) - dt.timedelta(days=1)


def period_holding(day: dt.date, kind: str) -> Period:
    """Return the period of a kind that a day is in.

    Examples:
        >>> period_holding(dt.date(2024, 5, 17), "quarter")
        datetime.date(2024, 4, 1)
    """
    if kind not in DATED:
        return year_holding(day, kind)
    return _months_begin(day, MONTHS[kind]) if kind in MONTHS else day


def period_after(period: Period, kind: str) -> Period:
    """Return the period that follows; of a day the next day.

    Examples:
        >>> period_after(dt.date(2024, 10, 1), "quarter"), period_after(2024, "year")
        (datetime.date(2025, 1, 1), 2025)
    """
    if isinstance(period, int):
        return period + 1
    return days_of(period, kind)[1] + dt.timedelta(days=1)


def _months_begin(day: dt.date, months: int) -> dt.date:
    """Return the first day of the months that a day is in, counted from January."""
    return dt.date(day.year, day.month - (day.month - 1) % months, 1)


def _months_later(first: dt.date, months: int) -> dt.date:
    past = first.month - 1 + months
    return dt.date(first.year + past // 12, past % 12 + 1, 1)


def year_of(period: Period) -> int:
    """Return the year of a period.

    Examples:
        >>> year_of(2024), year_of(dt.date(2024, 9, 30))
        (2024, 2024)
    """
    return period.year if isinstance(period, dt.date) else period


def is_complete(period: Period, kind: str, day: dt.date) -> bool:
    """Whether a period had ended by a day; a day is complete in itself.

    Examples:
        >>> is_complete(2024, "year", dt.date(2024, 9, 30))
        False
        >>> is_complete(2023, "fiscal_year", dt.date(2024, 9, 30))
        True
    """
    return days_of(period, kind)[1] <= day


def years_later(day: dt.date, years: int) -> dt.date:
    """Return the same day of another year; 29 February becomes 28 where there is none.

    Examples:
        >>> years_later(dt.date(2024, 2, 29), -1)
        datetime.date(2023, 2, 28)
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
