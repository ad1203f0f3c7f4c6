"""Periods: years, fiscal years and days."""

from __future__ import annotations

import datetime as dt

Period = int | dt.date

FISCAL_YEAR_BEGINS = 4


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
    """
    if isinstance(period, dt.date):
        return period, period
    first = dt.date(period, FISCAL_YEAR_BEGINS if kind == "fiscal_year" else 1, 1)
    if period == dt.MAXYEAR:
        return first, dt.date.max
    return first, first.replace(year=period + 1) - dt.timedelta(days=1)


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
