"""Periods: years, fiscal years and days."""

from __future__ import annotations

import datetime as dt

FISCAL_YEAR_BEGINS = 4


def year_holding(day: dt.date, kind: str) -> int:
    """Give the year, or the fiscal year (April to March, named by its first), that holds a day.

    Examples:
        >>> [year_holding(dt.date(2025, 3, 31), kind) for kind in ("fiscal_year", "year")]
        [2024, 2025]
    """
    return day.year - (kind == "fiscal_year" and day.month < FISCAL_YEAR_BEGINS)


def days_of(year: int, kind: str) -> tuple[dt.date, dt.date]:
    """Give the first and the last day of a year or fiscal year.

    Examples:
        >>> [day.isoformat() for day in days_of(2024, "fiscal_year")]
        ['2024-04-01', '2025-03-31']
    """
    first = dt.date(year, FISCAL_YEAR_BEGINS if kind == "fiscal_year" else 1, 1)
    return first, first.replace(year=year + 1) - dt.timedelta(days=1)


def year_of(period: dt.date | int) -> int:
    """Give the year of a period.

    Examples:
        >>> year_of(2024), year_of(dt.date(2024, 9, 30))
        (2024, 2024)
    """
    return period.year if isinstance(period, dt.date) else period


def is_complete(period: int | dt.date, kind: str, day: dt.date) -> bool:
    """Tell whether a year or fiscal year had ended by a day; a day is complete in itself.

    Examples:
        >>> is_complete(2024, "year", dt.date(2024, 9, 30))
        False
        >>> is_complete(2023, "fiscal_year", dt.date(2024, 9, 30))
        True
    """
    if isinstance(period, dt.date):
        return period <= day
    return days_of(period, kind)[1] <= day
