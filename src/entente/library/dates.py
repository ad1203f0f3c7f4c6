"""Dates as catalogues give them: a year, a month or a day, and what is sure of others."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from pydantic_core import core_schema

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_MONTH = r"(?P<month>[^\W\d_]{3,10})\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|er|\.(?= )|º)?"
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
        # "12 de mayo de 2021", "12 мая 2021 г.", and the signs of East Asia.
        rf"(?:{_DAY} (?:de )?)?{_MONTH} (?:del? )?{_YEAR}(?: г\.?)?",
        rf"{_YEAR} ?[年년](?: ?(?P<month>[0-9]{{1,2}}) ?[月월]"
        r"(?: ?(?P<day>[0-9]{1,2}) ?[日일])?)?",
    )
)
# Names of months in the languages of Europe's catalogues, where one name means one month in all.
_NAMES = """
1 january januar januari jänner janvier enero gennaio janeiro январь января ene janv
2 february februar februari février febrero febbraio fevereiro февраль февраля févr fev
3 march märz mars marzo março maart март марта
4 april avril abril aprile апрель апреля avr abr
5 may mai mayo maggio maio mei maj май мая mag
6 june juni juin junio giugno junho июнь июня giu
7 july juli juillet julio luglio julho июль июля juil lug
8 august août agosto augustus augusti август августа ago aout
9 september septembre septiembre setiembre settembre setembro сентябрь сентября sept set
10 october oktober octobre octubre ottobre outubro октябрь октября okt ott out
11 november novembre noviembre novembro ноябрь ноября
12 december dezember décembre diciembre dicembre dezembro декабрь декабря dez dic déc
"""
_ENGLISH = (*calendar.month_name,)[1:]


def _bare(name: str) -> str:
    """Return a name in lower case and without accents, which many leave out."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


_MONTHS = {
    _bare(name): int(number)
    for number, *names in map(str.split, _NAMES.strip().splitlines())
    for name in (*names, _ENGLISH[int(number) - 1][:3])
}
_SEASON = (
    r"(?:early|mid|late)?[ -]?(?:spring|summer|autumn|fall|winter|q[1-4]|[1-4]q"
    r"|[1-4](?:st|nd|rd|th) quarter|(?:first|second|third|fourth) quarter|h[12]"
    r"|michaelmas|easter|christmas|holiday"
    r"|printemps|été|automne|hiver|frühjahr|frühling|sommer|herbst|primavera|verano|otoño"
    r"|invierno)"
)
# What is sure of a date that says more, or less, than a date can.
_FIRM = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # A season or a quarter, in words or as the months 21 to 41 of ISO 8601-2.
        rf"{_SEASON},? (?:of )?{_YEAR}",
        rf"{_YEAR}[ ,/-]{{1,2}}{_SEASON}",
        rf"{_YEAR}-(?:2[1-9]|3[0-9]|4[01])",
        # Parts that are not known: zeros, or the letters of ISO 8601-2.
        rf"{_YEAR}-(?P<month>[0-9]{{2}})-(?:00|XX|uu)",
        rf"{_YEAR}-(?:00|XX|uu)(?:-(?:00|XX|uu))?",
        # Two months of one year, or two days of one month.
        rf"{_MONTH} ?[-–/] ?(?P<other>[^\W\d_]{{3,10}})\.?,? {_YEAR}",
        rf"{_YEAR} {_MONTH} ?[-–/] ?(?P<other>[^\W\d_]{{3,10}})\.?",
        rf"{_MONTH} [0-9]{{1,2}} ?[-–] ?[0-9]{{1,2}},? {_YEAR}",
        rf"[0-9]{{1,2}} ?[-–] ?[0-9]{{1,2}} {_MONTH},? {_YEAR}",
        # The year of copyright, or one that a cataloguer supplies and is sure of.
        rf"(?:©|\(c\)|c|cop\.) ?{_YEAR}",
        rf"\[{_YEAR}\]",
    )
)


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
    """Read a date in a form that catalogues use.

    Months are known by their names in English, German, French, Spanish, Italian, Portuguese, Dutch,
    the Scandinavian languages and Russian.

    A day written with numbers has the month first (``09-30-2024``), or the year (``2024/9/30``).
    Between slashes or stops a first number over 12 leaves no doubt that it is the day; between
    hyphens it is refused rather than guessed. So are ranges, seasons and, between stops, a first
    number that may be either.

    Args:
        text: ``2024``, ``09-2024``, ``09-30-2024``, ``30/09/2024``, ``2024-09``, ``2024-09-30``,
            ``September 2024``, ``September 30th, 2024``, ``30 September 2024``, ``2024 Sep 30``,
            ``30 de septiembre de 2024`` or ``2024年9月30日``.

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


def firm_date(text: str) -> PartialDate | None:
    """Return what is sure of a date that says more than a date can: a season, a range within it.

    Whoever uses it keeps the text too, for the text says more. Approximate dates, and ranges over
    several years, have nothing that is sure.

    Examples:
        >>> firm_date("Spring 2021"), firm_date("May 12-14, 2021"), firm_date("2021-05-00")
        ('2021', '2021-05', '2021-05')
        >>> firm_date("ca. 2021"), firm_date("2019-2021"), firm_date("forthcoming")
        (None, None, None)
    """
    text = " ".join(text.split())
    if len(text) > 40:
        return None
    for form in _FIRM:
        if match := form.fullmatch(text):
            parts = match.groupdict()
            # Of two months nothing is sure but the year, and both must be months.
            if (other := parts.get("other")) and not {_bare(other), _bare(parts["month"])} <= (
                _MONTHS.keys()
            ):
                continue
            month = None if other else parts.get("month")
            try:
                return _date(parts["year"], month, None, text)
            except ValueError:
                continue
    return None


def _date(year: str, month: str | None, day: str | None, text: str) -> PartialDate:
    if month is None:
        return PartialDate(year)
    number = int(month) if month.isdigit() else _MONTHS.get(_bare(month))
    if number is None:
        raise ValueError(f"{text!r} is not a date: no month is called {month!r}")
    return PartialDate(f"{year}-{number:02}" + (f"-{int(day):02}" if day else ""))


def _as_text(value: Any) -> Any:  # noqa: ANN401 (whatever a file holds comes in)
    if isinstance(value, (bool, dt.datetime)):
        return value
    if isinstance(value, int):
        return f"{value:04}"
    return value.isoformat() if isinstance(value, dt.date) else value
