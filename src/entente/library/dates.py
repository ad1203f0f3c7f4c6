"""Dates as catalogues give them: a year, a month or a day."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from pydantic_core import core_schema

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[0-9]{4})"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}(?P<seam>[-./])(?P<month>[0-9]{{1,2}})(?P=seam)(?P<day>[0-9]{{1,2}})",
        # A first number over 12 is no month. Between hyphens it is refused: it may be a slip.
        rf"(?P<day>1[3-9]|[23][0-9])(?P<seam>[./])(?P<month>[0-9]{{1,2}})(?P=seam){_YEAR}",
        rf"(?:(?P<month>[0-9]{{1,2}})[-/])?(?:(?P<day>[0-9]{{1,2}})[-/])?{_YEAR}",
        rf"{_MONTH}(?:-|,? (?:{_DAY},? )?){_YEAR}",
        rf"{_DAY}(?P<seam>[ -]){_MONTH},?(?P=seam){_YEAR}",
        rf"{_YEAR}(?P<seam>[ -]){_MONTH}(?:(?P=seam){_DAY})?",
    )
)
_MONTHS = {
    name: number
    for number, month in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        start=1,
    )
    for name in (month, month[:3], month[:4] if month == "september" else month)
}


class PartialDate(str):
    """A date known to the year, the month or the day, as ``2024``, ``2024-09`` or ``2024-09-30``.

    It is text, so it compares, sorts and serialises as such.

    Examples:
        >>> PartialDate("2024-09").last_day()
        datetime.date(2024, 9, 30)
        >>> PartialDate("2024-13")
        Traceback (most recent call last):
        ...
        ValueError: '2024-13' is not a date: month must be in 1..12
    """

    __slots__ = ()

    def __new__(cls, text: str) -> PartialDate:
        """Take the text after checking that such a date exists.

        Raises:
            ValueError: The text has another form, or the calendar has no such date.
        """
        match = _PARTIAL.fullmatch(text)
        if match is None:
            raise ValueError(f"{text[:40]!r} is not a date as 2024, 2024-09 or 2024-09-30")
        try:
            dt.date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
        except ValueError as error:
            raise ValueError(f"{text!r} is not a date: {error}") from error
        return super().__new__(cls, text)

    @property
    def parts(self) -> tuple[int, ...]:
        """Year, then month and day as far as they are known.

        Examples:
            >>> PartialDate("2024-09").parts
            (2024, 9)
        """
        return tuple(int(part) for part in self.split("-"))

    def first_day(self) -> dt.date:
        """Return the first day that the date may mean.

        Examples:
            >>> PartialDate("2024").first_day()
            datetime.date(2024, 1, 1)
        """
        year, month, day = (*self.parts, 1, 1)[:3]
        return dt.date(year, month, day)

    def last_day(self) -> dt.date:
        """Return the last day that the date may mean: what was public by then may have been read.

        Examples:
            >>> PartialDate("2024").last_day(), PartialDate("2024-02-03").last_day()
            (datetime.date(2024, 12, 31), datetime.date(2024, 2, 3))
        """
        if len(self.parts) == 3:
            return self.first_day()
        year, month = (*self.parts, 12)[:2]
        return dt.date(year, month, calendar.monthrange(year, month)[1])

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Return how Pydantic checks a value; YAML reads years as numbers and days as dates."""
        checked = core_schema.no_info_after_validator_function(
            cls, core_schema.str_schema(), serialization=core_schema.to_string_ser_schema()
        )
        return core_schema.no_info_before_validator_function(_as_text, checked)


def read_date(text: str) -> PartialDate:
    """Read a date in a form that English-language catalogues use.

    A day written with numbers has the month first (``09-30-2024``), or the year (``2024/9/30``).
    Between slashes or stops a first number over 12 leaves no doubt that it is the day; between
    hyphens it is refused rather than guessed. So are ranges, seasons and, between stops, a first
    number that may be either.

    Args:
        text: ``2024``, ``09-2024``, ``09-30-2024``, ``30/09/2024``, ``2024-09``, ``2024-09-30``,
            ``September 2024``, ``September 30th, 2024``, ``30 September 2024`` or ``2024 Sep 30``.

    Returns:
        The date as far as it is known.

    Raises:
        ValueError: The text has another form, or the calendar has no such date.

    Examples:
        >>> read_date("09-2024"), read_date("Sept. 30, 2024")
        ('2024-09', '2024-09-30')
    """
    text = text.strip()
    if len(text) > 40:
        raise ValueError(f"{text[:40]!r}... is too long for a date")
    if _PARTIAL.fullmatch(text):
        return PartialDate(text)
    for form in _FORMS:
        if match := form.fullmatch(text):
            return _date(match["year"], match["month"], match["day"], text)
    raise ValueError(f"{text!r} is not a date")


def _date(year: str, month: str | None, day: str | None, text: str) -> PartialDate:
    if month is None:
        return PartialDate(year)
    number = int(month) if month.isdigit() else _MONTHS.get(month.lower())
    if number is None:
        raise ValueError(f"{text!r} is not a date: no month is called {month!r}")
    return PartialDate(f"{year}-{number:02}" + (f"-{int(day):02}" if day else ""))


def _as_text(value: Any) -> Any:  # noqa: ANN401 (whatever a file holds comes in)
    if isinstance(value, (bool, dt.datetime)):
        return value
    if isinstance(value, int):
        return f"{value:04}"
    return value.isoformat() if isinstance(value, dt.date) else value
