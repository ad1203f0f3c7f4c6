"""Days, periods and lists in words, one way for text and figures."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from entente.periods import MONTHS as MONTHS_OF
from entente.periods import days_of

if TYPE_CHECKING:
    from collections.abc import Iterable


def date(day: dt.date | str) -> str:
    """Write a date as far as it is known.

    Examples:
        >>> date(dt.date(2024, 9, 30)), date("2024-09"), date("2024"), date("2024-09-02")
        ('30 September 2024', 'September 2024', '2024', '2 September 2024')
    """
    parts = str(day).split("-")
    if len(parts) == 1:
        return parts[0]
    month = MONTHS[int(parts[1]) - 1]
    rest = f"{month} {parts[0]}"
    return f"{int(parts[2])} {rest}" if len(parts) > 2 else rest


def short_day(date: dt.date) -> str:
    """Write a day in a figure, e.g. ``24 Feb 2022``."""
    return f"{date.day} {MONTHS[date.month - 1][:3]} {date.year}"


def short_month(day: dt.date) -> str:
    """Write a month in a few letters.

    Examples:
        >>> short_month(dt.date(2020, 6, 1))
        'Jun 2020'
    """
    return f"{MONTHS[day.month - 1][:3]} {day.year}"


def period(value: float | dt.date | str, kind: str = "year") -> str:
    """Write a period: a year, a fiscal year, a quarter, a month or a day.

    Examples:
        >>> period(2024), period(2024, "fiscal_year"), period(dt.date(2024, 7, 25), "date")
        ('2024', 'fiscal 2024', '25 July 2024')
        >>> period(dt.date(2024, 7, 1), "month"), period(dt.date(2024, 7, 1), "quarter")
        ('July 2024', 'July to September 2024')
    """
    if isinstance(value, dt.date):
        if kind not in MONTHS_OF:
            return date(value)
        first, last = (date(day.isoformat()[:7]) for day in days_of(value, kind))
        return first if first == last else f"{MONTHS[value.month - 1]} to {last}"
    return f"fiscal {value}" if kind == "fiscal_year" else str(value)


def listed(items: Iterable[str], last: str = "and") -> str:
    """Join words as prose does.

    Examples:
        >>> listed(["A"]), listed(["A", "B"]), listed(["A", "B", "C"], last="or")
        ('A', 'A and B', 'A, B or C')
    """
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def spans(years: list[int]) -> str:
    """Write years, runs joined.

    Examples:
        >>> spans([2010, 2011, 2012, 2015])
        '2010–12 and 2015'
    """
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return listed([run(years[0], years[-1]) for years in runs])


def run(first: int, last: int) -> str:
    """Write the years from one to another.

    Examples:
        >>> run(2013, 2015), run(1999, 2001), run(2024, 2024)
        ('2013–15', '1999–2001', '2024')
    """
    if first == last:
        return str(first)
    return f"{first}–{last % 100:02d}" if first // 100 == last // 100 else f"{first}–{last}"


def decimal_year(date: dt.date) -> float:
    """Place a day on an axis of years.

    Examples:
        >>> decimal_year(dt.date(2024, 7, 2))
        2024.5
    """
    start = dt.date(date.year, 1, 1)
    return date.year + (date - start).days / (dt.date(date.year + 1, 1, 1) - start).days


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
