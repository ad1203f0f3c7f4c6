"""Windows: the periods that a question reads. Nothing else looks at the ends of a window."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from entente.errors import ScopeError
from entente.periods import DATED, Period, days_of, period_holding, year_holding, years_later

if TYPE_CHECKING:
    from collections.abc import Iterable

    from entente.measures import Point

FIRST_YEAR, LAST_YEAR = 1800, 2200
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


def _edge(value: object) -> object:
    """Read an end as people write it: a year, a month, a day, or a count of years back."""
    said = repr(value) if isinstance(value, str) else str(value)
    odd = isinstance(value, (dt.datetime, bool)) or not isinstance(value, (int, dt.date, str))
    if odd:
        msg = f"{said} is no year, month (2022-02) or day (2022-02-24)"
        raise ValueError(msg)
    if isinstance(value, str):
        try:
            if _MONTH.fullmatch(value):
                dt.date.fromisoformat(f"{value}-01")  # there is no year 0
                return value
            return dt.date.fromisoformat(value)
        except ValueError:
            msg = f"{said} is no year, month (2022-02) or day (2022-02-24)"
            raise ValueError(msg) from None
    back = FIRST_YEAR - LAST_YEAR
    if isinstance(value, int) and not (back <= value <= 0 or FIRST_YEAR <= value <= LAST_YEAR):
        msg = (
            f"{said} is neither a year ({FIRST_YEAR} to {LAST_YEAR}) nor counts back from the "
            "last period (0, -1, -2 ...)"
        )
        raise ValueError(msg)
    return value


Edge = Annotated[int | dt.date | str, BeforeValidator(_edge)]


class Window(BaseModel):
    """The periods that a question reads, both ends included.

    An end is a year (of the measure: a fiscal year where it counts in fiscal years), a month
    (``2022-02``), a day, or a number of years counted back from the last period that the vintage
    knows: ``{from: -2, to: 0}`` is the last three. ``to`` empty: to that last period. A period is
    read if any of its days lies in the window.

    Examples:
        >>> window = Window.of(2013, dt.date(2019, 12, 31))
        >>> window.is_open, window.slides
        (False, False)
        >>> Window.of(-12, -3).days(2024, "year")
        (datetime.date(2012, 1, 1), datetime.date(2021, 12, 31))
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    from_: Annotated[Edge | None, Field(alias="from")] = None
    to: Edge | None = None

    @classmethod
    def of(cls, first: Period | str | None = None, last: Period | str | None = None) -> Window:
        """Make a window from its two ends; an end that is ``None`` is open."""
        return cls.model_validate({"from": first, "to": last})

    @model_validator(mode="after")
    def _in_order(self) -> Window:
        if self.from_ is None or self.to is None:
            return self
        if _counts_back(self.from_) != _counts_back(self.to):
            msg = f"one end counts back and the other does not ({self.from_}, {self.to})"
            raise ValueError(msg)
        first, last = self.days(LAST_YEAR, "year")
        if first > last:
            msg = f"the window begins ({self.from_}) after it ends ({self.to})"
            raise ValueError(msg)
        return self

    @property
    def is_open(self) -> bool:
        """Whether it ends with the last period known, so that it waits for more."""
        return self.to is None or self.to == 0

    @property
    def slides(self) -> bool:
        """Whether its beginning moves with the last period."""
        return _counts_back(self.from_)

    @property
    def begins(self) -> dt.date | None:
        """Its first day by the calendar; ``None`` where it has none, or counts back."""
        if self.from_ is None or self.slides:
            return None
        return self.days(LAST_YEAR, "year")[0]

    @property
    def ends(self) -> dt.date | None:
        """Its last day by the calendar; ``None`` where it has none, or counts back."""
        if self.is_open or self.slides:
            return None
        return self.days(LAST_YEAR, "year")[1]

    def days(self, last: Period, kind: str) -> tuple[dt.date, dt.date]:
        """Return its first and last day.

        Args:
            last: The last period that the vintage knows.
            kind: Kind of the measure's periods: ``year``, ``fiscal_year``, ``quarter``, ``month``
                or ``date``.
        """
        known = last if isinstance(last, int) else year_holding(last, kind)
        first = dt.date.min if self.from_ is None else _days_of_edge(self.from_, known, kind)[0]
        end = dt.date.max if self.is_open else _days_of_edge(self.to, known, kind)[1]
        return first, end

    def holds(self, period: Period, kind: str) -> bool:
        """Whether a period lies in it, where none after that period is known."""
        return _touches(self.days(period, kind), period, kind)

    def read(self, points: Iterable[Point], kind: str) -> tuple[Point, ...]:
        """Return the points that it reads.

        Args:
            points: All points of a series, in the order of their periods.
            kind: Kind of their periods.

        Examples:
            >>> from entente.measures import Point
            >>> years = tuple(Point(year, 1.0) for year in range(2015, 2025))
            >>> [p.period for p in Window.of(-2, 0).read(years, "year")]
            [2022, 2023, 2024]
        """
        held = tuple(points)
        if not held:
            return ()
        days = self.days(held[-1].period, kind)
        return tuple(point for point in held if _touches(days, point.period, kind))

    def overlaps(self, other: Window, kind: str, last: Period | None = None) -> bool:
        """Whether two windows on one series share a period.

        Args:
            other: The other window.
            kind: Kind of the periods.
            last: The last period known; without it, whether they share one for any last period.
        """
        if last is None and self.slides != other.slides:
            # As the last period moves on, the one that slides comes to lie on the other.
            return True
        known = LAST_YEAR if last is None else last
        one, two = self._within(known, kind), other._within(known, kind)
        return one[0] <= two[1] and two[0] <= one[1] and one[0] <= one[1] and two[0] <= two[1]

    def _within(self, last: Period, kind: str) -> tuple[dt.date, dt.date]:
        """First and last day of the periods that it touches, none of them after the last."""
        first, end = self.days(last, kind)
        end = min(end, days_of(last, kind)[1])
        if first > end:
            return first, end
        begins = dt.date.min
        if first > dt.date.min:
            begins = days_of(period_holding(first, kind), kind)[0]
        return begins, days_of(period_holding(end, kind), kind)[1]

    def shifted(self, *, start: int = 0, end: int = 0) -> Window:
        """Return the window with its ends moved by years; an end that is open stays open.

        Raises:
            ScopeError: An end would be moved where there are no periods.
        """
        try:
            return Window.of(_moved(self.from_, start), _moved(self.to, end))
        except (ValueError, OverflowError) as error:
            said = str(error).partition("Value error, ")[2].partition(" [type")[0]
            msg = f"A window cannot be shifted so: {said or error}."
            raise ScopeError(msg, fix="a smaller shift") from None

    def widened(self, years: int) -> Window:
        """Return the window with some earlier years before it."""
        return self.shifted(start=-years)

    def __str__(self) -> str:
        """Write it as a rule has it."""
        first = "the first" if self.from_ is None else self.from_
        return f"from {first} to {'the last' if self.to is None else self.to}"


def _touches(days: tuple[dt.date, dt.date], period: Period, kind: str) -> bool:
    """Whether any day of a period lies between two days, both included."""
    begins, ends = days_of(period, kind)
    return ends >= days[0] and begins <= days[1]


def _counts_back(edge: int | dt.date | str | None) -> bool:
    return isinstance(edge, int) and edge <= 0


def _days_of_edge(
    edge: int | dt.date | str | None, known: int, kind: str
) -> tuple[dt.date, dt.date]:
    if isinstance(edge, int):
        named = known + edge if edge <= 0 else edge
        return days_of(min(max(named, dt.MINYEAR), dt.MAXYEAR), "year" if kind in DATED else kind)
    if isinstance(edge, str):
        year, month = (int(part) for part in edge.split("-"))
        return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
    if edge is None:
        return dt.date.min, dt.date.max
    return edge, edge


def _moved(edge: int | dt.date | str | None, years: int) -> int | dt.date | str | None:
    if edge is None or not years:
        return edge
    if isinstance(edge, int):
        return edge + years
    if isinstance(edge, str):
        year, month = edge.split("-")
        return f"{int(year) + years:04d}-{month}"
    return years_later(edge, years)
