"""Numbers, units and days in words, for titles, labels and text alternatives of figures."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MINUS = "−"
NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Scale:
    """How the values of one series are written.

    Attributes:
        factor: What values are multiplied with before they are shown.
        unit: The unit of the shown number, in words.
        sign: Short sign behind a number, e.g. ``%``.
        decimals: Decimals of a shown number.
    """

    factor: float
    unit: str
    sign: str
    decimals: int

    def short(self, value: float, *, decimals: int | None = None, plus: bool = False) -> str:
        """Write a value as a label in a figure.

        Examples:
            >>> scale_of("share (0-1)", [0.552, 0.62]).short(0.552)
            '55%'
            >>> scale_of("USD bn", [69.5, 240.1]).short(-1240.2)
            '−1,240'
        """
        shown = self._number(value, self.decimals if decimals is None else decimals, plus)
        return shown + self.sign

    def prose(self, value: float) -> str:
        r"""Write a value as a running text has it.

        Examples:
            >>> scale_of("share (0-1)", [0.552, 0.62]).prose(0.552)
            '55\xa0%'
        """
        shown = self._number(value, self.decimals, plus=False)
        return shown + (NO_BREAK + self.sign if self.sign else "")

    def _number(self, value: float, decimals: int, plus: bool) -> str:
        number = value * self.factor
        if number and (abs(number) < 1e-4 or abs(number) >= 1e15):
            text = f"{abs(number):.2g}"
        else:
            text = f"{abs(number):,.{decimals}f}"
        zero = not text.strip("0.,")
        return ("" if zero else MINUS if number < 0 else "+" if plus else "") + text


def scale_of(unit: str, values: Iterable[float]) -> Scale:
    """Choose how values of a unit are written.

    Shares and differences of shares are written in per cent and percentage points; large numbers
    in thousands of millions.

    Examples:
        >>> scale_of("difference of shares (-1 to 1)", [0.1]).unit
        'percentage points'
        >>> scale_of("USD", [2.4e11]).unit
        'billion USD'
        >>> scale_of("share of GDP a year", [0.01]).unit
        'percentage points of GDP a year'
    """
    largest = max((abs(value) for value in values), default=0.0)
    name, _, rest = unit.partition(" a year")
    yearly = f" a year{rest}" if _ else ""
    name = name.partition(" (")[0]
    if name.startswith("difference of shares") or (name.startswith("share") and yearly):
        tail = name.removeprefix("difference of ").removeprefix("shares").removeprefix("share")
        return Scale(100, f"percentage points{tail}{yearly}", "", _decimals(largest * 100))
    if name.startswith("share"):
        tail = name.removeprefix("share")
        return Scale(100, f"per cent{tail}", "%", _decimals(largest * 100, keep=True))
    unit = unit.replace("(-1 to 1)", f"({MINUS}1 to 1)")
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if largest >= size * 2:
            return Scale(1 / size, f"{word} {unit}", "", _decimals(largest / size))
    return Scale(1.0, unit, "", _decimals(largest))


def _decimals(largest: float, *, keep: bool = False) -> int:
    """Choose decimals so that the largest number has about three digits."""
    if largest >= (9.95 if keep else 100) or largest == 0:
        return 0
    if largest >= (0.995 if keep else 10):
        return 1
    return min(2 if largest >= 0.1 else 1 - math.floor(math.log10(largest)), 5)


def whole_numbers(scale: Scale, values: Iterable[float]) -> Scale:
    """Drop the decimals where every value is a whole number (counts)."""
    if all(float(value * scale.factor).is_integer() for value in values):
        return Scale(scale.factor, scale.unit, scale.sign, 0)
    return scale


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
