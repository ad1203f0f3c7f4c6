"""Days, periods and lists in words, for titles, labels and text alternatives of figures."""

from __future__ import annotations

import datetime as dt


def day(date: dt.date) -> str:
    """Write a day, e.g. ``24 February 2022``.

    Examples:
        >>> day(dt.date(2022, 2, 4))
        '4 February 2022'
    """
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def short_day(date: dt.date) -> str:
    """Write a day in a figure, e.g. ``24 Feb 2022``."""
    return f"{date.day} {MONTHS[date.month - 1][:3]} {date.year}"


def period(value: int | dt.date, kind: str) -> str:
    """Write a period: a year, a fiscal year or a day.

    Examples:
        >>> period(2023, "fiscal_year"), period(dt.date(2024, 7, 2), "date")
        ('fiscal 2023', '2 July 2024')
    """
    if isinstance(value, dt.date):
        return day(value)
    return f"fiscal {value}" if kind == "fiscal_year" else str(value)


def listed(words: list[str]) -> str:
    """Join words with commas and a last "and".

    Examples:
        >>> listed(["a", "b", "c"])
        'a, b and c'
    """
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


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
    return listed([_run(run) for run in runs])


def _run(run: list[int]) -> str:
    first, last = run[0], run[-1]
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
