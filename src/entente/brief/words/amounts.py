"""Amounts in words: the one way by which texts and figures write a number with its unit.

A minus is a minus sign, thousands are in groups, and zero has no sign. Shares are percent and
points in prose and 0 to 1 in tables. A probability is never "100 %" unless it is exact.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

MINUS = "−"
NO_BREAK = "\N{NO-BREAK SPACE}"
COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 8: "eighth", 10: "tenth"}
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_PLAIN = {
    "USD": "dollars",
    "bn": "billion",
    "mn": "million",
    "TIV": "SIPRI units",
    "bcm": "billion cubic metres",
}
_SHARE = re.compile(r"^(?:difference of )?shares?\b(?: of (?!GDP)\w+)?")


def signed(text: str, value: float, *, plus: bool = False) -> str:
    """Set the sign of a value before its digits; what rounds to zero has none.

    Examples:
        >>> signed("2.9", -2.9), signed("2.9", 2.9, plus=True), signed("0.0", -0.01)
        ('−2.9', '+2.9', '0.0')
    """
    if not text.strip("0.,"):
        return text
    return (MINUS if value < 0 else "+" if plus else "") + text


def fixed(value: float, places: int, *, plus: bool = False) -> str:
    """Write a number with a number of decimals, thousands in groups.

    Examples:
        >>> fixed(-1240.26, 1), fixed(0.04, 1, plus=True), fixed(3, 0, plus=True)
        ('−1,240.3', '0.0', '+3')
    """
    return signed(f"{abs(value):,.{places}f}", value, plus=plus)


def number(value: float, *, sign: bool = False) -> str:
    """Write a number with three significant digits, thousands in groups.

    Examples:
        >>> number(-2.9), number(1234.5), number(0.04567), number(12.0, sign=True), number(-0.0)
        ('−2.9', '1,234', '0.0457', '+12', '0')
    """
    size = abs(value)
    if size >= 100 or size == int(size):
        text = f"{size:,.0f}"
    elif size >= 10:
        text = f"{size:.1f}"
    elif size >= 1:
        text = f"{size:.2f}"
    else:
        text = f"{size:.3g}" if size >= 0.0005 else f"{size:.1g}"
        text = f"{float(text):f}" if "e" in text else text
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return signed(text, value, plus=sign)


def plain(value: float) -> str:
    """Write a number for a table: as held, without grouping.

    Examples:
        >>> plain(0.552), plain(1004.0), plain(-3.0)
        ('0.552', '1004', '−3')
    """
    text = f"{abs(value):.6g}"
    return signed(f"{abs(value):.0f}" if "e" in text else text, value)


def is_share(unit: str) -> bool:
    """Whether a unit is a share, so that prose speaks of percent and points.

    Examples:
        >>> is_share("share (0-1) a year"), is_share("scrambles"), is_share("share of GDP")
        (True, False, True)
    """
    return bool(_SHARE.match(unit))


def is_yes_or_no(unit: str) -> bool:
    """Whether a unit is no number at all: 1 for yes and 0 for no.

    Examples:
        >>> is_yes_or_no("yes or no"), is_yes_or_no("share (0-1)")
        (True, False)
    """
    return unit == "yes or no"


def unit_words(unit: str) -> str:
    """Return the unit of an effect in prose.

    Examples:
        >>> unit_words("share (0-1) a year"), unit_words("share of GDP a year")
        ('points a year', 'points of GDP a year')
        >>> unit_words("difference of shares (-1 to 1) a year, difference of the two sides")
        'points a year, difference of the two sides'
        >>> unit_words("kappa (-1 to 1) a year"), unit_words("share of one, as a ratio")
        ('kappa a year', 'points, as a ratio')
    """
    return _SHARE.sub("points", _BRACKETS.sub("", unit))


def effect(value: float, unit: str, *, low: float | None = None, high: float | None = None) -> str:
    """Write an effect with its unit, and its interval where there is one.

    Examples:
        >>> effect(-0.029, "share (0-1) a year", low=-0.044, high=-0.012)
        '−2.9 points a year (−4.4 to −1.2)'
        >>> effect(3, "instances on record"), effect(1, "instances on record")
        ('3 instances on record', '1 instance on record')
        >>> effect(-0.2, "relative change", low=-0.345, high=-0.02)
        '−20.0 % (−34.5 to −2.0)'
    """
    relative = unit.startswith("relative")
    scale = 100.0 if is_share(unit) or relative else 1.0
    given = [value * scale] + ([] if low is None or high is None else [low * scale, high * scale])
    places = _places(given)
    sign = not unit.startswith("instance")
    words = "" if relative else unit_words(unit)
    if unit.startswith("instances") and value == 1:
        words = words.replace("instances", "instance", 1)
    first, *ends = (fixed(one, places, plus=sign) for one in given)
    if is_share(unit) and first.lstrip("+−") == "1":
        words = words.replace("points", "point", 1)
    text = f"{first} %" if relative else f"{first} {words}"
    if relative:
        text = f"{text} {unit_words(unit).removeprefix('relative change').lstrip(' ,')}".rstrip()
    if not ends or low == high == value:
        return text
    return f"{text} ({' to '.join(ends)})"


def _places(values: list[float]) -> int:
    """Decimals that suit a value and its interval together."""
    largest = max(abs(value) for value in values)
    if largest >= 100 or all(value == int(value) for value in values):
        return 0
    return 1 if largest >= 1 else 2 if largest >= 0.1 else 3


def newspaper(values: Sequence[float], unit: str, period: str = "year") -> tuple[list[str], str]:
    """Write values of one unit as a newspaper does: rounded alike, the unit once and in words.

    Args:
        values: At least one.
        unit: As a measure has it.
        period: What a value is of: a count of a year is so many a year.

    Returns:
        The values, and their unit as it follows the last of them.

    Examples:
        >>> [text.replace(NO_BREAK, " ") for text in newspaper([0.715, 0.706], "share (0-1)")[0]]
        ['72 %', '71 %']
        >>> newspaper([84.1, 238.2], "USD bn"), newspaper([2, 7.33], "acts")
        ((['84', '238'], ' billion dollars'), (['2', '7.3'], ' acts a year'))
        >>> newspaper([3413.7, 366.2], "million TIV in five years")
        (['3,410', '366'], ' million SIPRI units in five years')
        >>> newspaper([0.037, 0.091], "share of GDP")[1]
        ' of GDP'
    """
    if is_yes_or_no(unit):
        said = {0.0: "no", 1.0: "yes"}
        return [said.get(v, f"yes in {v * 100:.0f}{NO_BREAK}%") for v in values], ""
    share = is_share(unit)
    shown = [value * 100 if share else value for value in values]
    largest = max(abs(value) for value in shown)
    whole = all(float(value).is_integer() for value in shown)
    places = 0 if whole or largest >= 10 else 1 if largest >= 1 else 2
    rounded = [_three_digits(value) for value in shown]
    texts = [fixed(value, places) for value in rounded]
    if not share:
        texts = [text.removesuffix(".00").removesuffix(".0") for text in texts]
    if share:
        rest = unit_words(unit).removeprefix("points")
        return [text + NO_BREAK + "%" for text in texts], rest
    words = " ".join(_PLAIN.get(word, word) for word in _BRACKETS.sub("", unit).split())
    words = re.sub(r"^dollars (billion|million)$", r"\1 dollars", words)
    yearly = " a year" if re.fullmatch(r"[a-z]+s", unit) and period.endswith("year") else ""
    return texts, f" {words}{yearly}"


def _three_digits(value: float) -> float:
    return float(f"{value:.3g}") if abs(value) >= 1000 else value


def tens(value: float) -> float:
    """Round to what a reader can use: one decimal from one up, two digits below.

    Examples:
        >>> tens(-2.9412), tens(0.04567), tens(1004.4)
        (-2.9, 0.046, 1004.4)
    """
    return round(value, 1) if abs(value) >= 1 else float(f"{value:.2g}")


def probability(value: float, *, exact: bool = False) -> str:
    """Write a probability.

    Examples:
        >>> probability(0.912), probability(0.9991), probability(1.0), probability(0.001)
        ('91 %', 'over 99 %', 'over 99 %', 'under 1 %')
        >>> probability(1.0, exact=True), probability(0.0, exact=True)
        ('100 %', '0 %')
    """
    if not exact and value > 0.99:
        return "over 99 %"
    if not exact and value < 0.01:
        return "under 1 %"
    return f"{value * 100:.0f} %"


def point(value: float, places: int = 2) -> str:
    """Write a share as statistics do, without the zero.

    Examples:
        >>> point(0.05), point(0.9), point(0.8, 1)
        ('.05', '.90', '.8')
    """
    return f"{value:.{places}f}".removeprefix("0")


def in_words(value: int | Fraction) -> str:
    """Write a small count, or a share of small numbers, in words.

    Examples:
        >>> from fractions import Fraction
        >>> in_words(3), in_words(Fraction(2, 3)), in_words(Fraction(1, 5)), in_words(96)
        ('three', 'two thirds', 'one fifth', '96')
    """
    if isinstance(value, int):
        return COUNTS[value] if value < len(COUNTS) else str(value)
    part = PARTS[value.denominator]
    return f"{in_words(value.numerator)} {part if value.numerator == 1 else part + 's'}"


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
            return signed(f"{abs(number):.2g}", number, plus=plus)
        return fixed(number, decimals, plus=plus)


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
