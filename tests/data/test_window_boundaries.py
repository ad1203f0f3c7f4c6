"""Windows and periods at their ends: the first day, the last, and those beside them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from entente.data.window import Window
from entente.errors import ScopeError
from entente.measures import Point
from entente.periods import days_of, year_holding, years_later

FIRST, LAST = dt.date.min, dt.date.max


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def read(window: Window, kind: str, first: int = 2015, last: int = 2024) -> list[Any]:
    points = [Point(year, 1.0) for year in range(first, last + 1)]
    return [point.period for point in window.read(points, kind)]


@pytest.mark.parametrize("edge", [1800, 2200, 0, -1, -400, "2022-01", "2022-12", "2022-02-24"])
def test_an_end_at_the_edge_of_what_is_one_is_taken(edge: Any):
    assert Window.of(edge).from_ is not None


@pytest.mark.parametrize(
    "edge",
    [1799, 2201, 1, -401, "2022-00", "2022-13", "2022-2", "2022", "", False, 2013.0,
     dt.datetime(2022, 2, 24, tzinfo=dt.UTC), [2022]],
)  # fmt: skip
def test_an_end_beyond_it_is_refused(edge: Any):
    with pytest.raises(ValidationError):
        Window.of(edge)


def test_a_refused_end_is_named_as_it_was_written():
    for edge, said in [("x", "'x' is no year"), (1.5, "1.5 is no year"), (9, "9 is neither")]:
        with pytest.raises(ValidationError, match=said):
            Window.of(edge)  # type: ignore[arg-type]


def test_a_window_of_one_day_or_one_year_is_in_order():
    one = day("2022-02-24")
    assert Window.of(one, one).days(2024, "date") == (one, one)
    assert read(Window.of(2020, 2020), "year") == [2020]
    with pytest.raises(ValidationError, match="after it ends"):
        Window.of(one, day("2022-02-23"))


@pytest.mark.parametrize(
    ("ends", "is_open", "slides", "begins"),
    [
        ((None, None), True, False, None),
        ((2020, None), True, False, day("2020-01-01")),
        ((2020, 2021), False, False, day("2020-01-01")),
        (("2020-05", None), True, False, day("2020-05-01")),
        ((-2, 0), True, True, None),
        ((0, 0), True, True, None),
        ((-3, -1), False, True, None),
        ((None, 0), True, False, None),
        ((None, -1), False, False, None),
    ],
)
def test_what_a_window_says_of_its_ends(
    ends: Any, is_open: bool, slides: bool, begins: dt.date | None
):
    window = Window.of(*ends)
    assert (window.is_open, window.slides, window.begins) == (is_open, slides, begins)


@pytest.mark.parametrize(
    ("ends", "last", "kind", "days"),
    [
        ((None, None), 2024, "year", (FIRST, LAST)),
        ((2020, 2022), 2024, "year", (day("2020-01-01"), day("2022-12-31"))),
        ((2020, 2022), 2024, "fiscal_year", (day("2020-04-01"), day("2023-03-31"))),
        ((2020, 2022), day("2024-05-01"), "date", (day("2020-01-01"), day("2022-12-31"))),
        ((-2, 0), 2024, "year", (day("2022-01-01"), LAST)),
        ((-2, -1), day("2024-03-31"), "fiscal_year", (day("2021-04-01"), day("2023-03-31"))),
        ((-2, -1), day("2024-03-31"), "date", (day("2022-01-01"), day("2023-12-31"))),
        (("2020-02", "2020-02"), 2024, "year", (day("2020-02-01"), day("2020-02-29"))),
        ((-400, -299), 300, "year", (FIRST, day("0001-12-31"))),
    ],
)
def test_the_first_and_last_day_of_a_window(ends: Any, last: Any, kind: str, days: Any):
    assert Window.of(*ends).days(last, kind) == days


@pytest.mark.parametrize(
    ("first", "last", "kind", "periods"),
    [
        ("2019-12-31", "2021-01-01", "year", [2019, 2020, 2021]),
        ("2020-01-01", "2020-12-31", "year", [2020]),
        ("2020-03-31", "2021-04-01", "fiscal_year", [2019, 2020, 2021]),
        ("2020-04-01", "2021-03-31", "fiscal_year", [2020]),
    ],
)
def test_a_period_is_read_if_any_of_its_days_lies_in_the_window(
    first: str, last: str, kind: str, periods: list[int]
):
    window = Window.of(day(first), day(last))
    assert read(window, kind) == periods
    assert [year for year in range(2015, 2025) if window.holds(year, kind)] == periods


def test_nothing_is_read_of_nothing():
    assert Window.of(-2, 0).read([], "year") == ()


def test_of_days_each_is_read_that_lies_between_the_ends():
    points = [Point(day(f"2022-02-{number}"), 1.0) for number in (22, 23, 24, 25)]
    held = Window.of(points[1].period, points[2].period).read(points, "date")
    assert held == (points[1], points[2])


@pytest.mark.parametrize(
    ("one", "two", "kind", "last", "shared"),
    [
        ((2010, 2015), (2015, 2020), "year", 2024, True),
        ((2010, 2014), (2015, 2020), "year", 2024, False),
        ((2015, 2020), (2010, 2014), "year", 2024, False),
        # Two days of one year: apart as days, the same year.
        ((None, day("2015-03-01")), (day("2015-03-02"), None), "date", day("2024-01-01"), False),
        ((None, day("2015-03-02")), (day("2015-03-02"), None), "date", day("2024-01-01"), True),
        ((day("2015-03-02"), day("2015-03-02")), (2015, 2015), "date", day("2024-01-01"), True),
        ((None, day("2015-03-01")), (day("2015-03-02"), None), "year", 2024, True),
        ((None, day("2015-03-31")), (day("2015-04-01"), None), "fiscal_year", 2024, False),
        ((None, day("2015-04-01")), (day("2015-04-01"), None), "fiscal_year", 2024, True),
        # The fiscal year begins in April, so that this window has no day, and reads nothing.
        ((2020, day("2020-02-01")), (2010, 2022), "fiscal_year", 2024, False),
        # What begins after the last period known reads nothing, and shares nothing.
        ((2025, None), (2010, None), "year", 2024, False),
        ((2010, None), (2025, None), "year", 2024, False),
        ((2025, None), (2025, None), "year", 2024, False),
        ((2024, None), (2024, None), "year", 2024, True),
        ((-2, 0), (2010, 2022), "year", 2024, True),
        ((-2, 0), (2010, 2021), "year", 2024, False),
        ((-2, 0), (2010, 2021), "year", None, True),
        ((-2, 0), (-5, -3), "year", None, False),
        ((-2, 0), (-5, -2), "year", None, True),
        ((2010, 2014), (2015, None), "year", None, False),
    ],
)
def test_windows_overlap_from_one_common_period_on(
    one: Any, two: Any, kind: str, last: Any, shared: bool
):
    first, second = Window.of(*one), Window.of(*two)
    assert first.overlaps(second, kind, last) is shared
    assert second.overlaps(first, kind, last) is shared


def test_both_ends_of_a_window_can_be_moved():
    assert Window.of(2010, 2015).shifted(start=-1, end=2) == Window.of(2009, 2017)
    assert Window.of(-2, -1).shifted(start=-1, end=-1) == Window.of(-3, -2)
    assert Window.of("2010-05", "2015-12").shifted(end=1) == Window.of("2010-05", "2016-12")
    assert Window.of("2010-05").shifted(start=-1) == Window.of("2009-05")
    assert Window.of(day("2016-02-29")).shifted(start=1) == Window.of(day("2017-02-28"))
    assert Window.of(2010).shifted(start=1, end=5) == Window.of(2011)
    assert Window.of(2010, 2015).shifted() == Window.of(2010, 2015)
    assert Window.of(2010, 2015).widened(5) == Window.of(2005, 2015)


@pytest.mark.parametrize(
    ("window", "shift", "words"),
    [
        (Window.of(2200), {"start": 1}, "2201 is neither a year"),
        (Window.of(2010, 2011), {"start": 2}, "begins .2012. after it ends .2011."),
        (Window.of(-1, 0), {"end": 3}, "3 is neither a year"),
        (Window.of(LAST), {"start": 1}, "year 10000 is out of range"),
    ],
)
def test_a_shift_to_where_there_are_no_periods_is_refused(
    window: Window, shift: dict[str, int], words: str
):
    with pytest.raises(ScopeError, match=f"cannot be shifted so: .*{words}"):
        window.shifted(**shift)


def test_a_window_is_written_as_a_rule_has_it():
    texts = [str(Window.of(*ends)) for ends in [(None, None), (2010, 0), (None, 2011)][::2]]
    assert texts == ["from the first to the last", "from the first to 2011"]
    assert str(Window.of(-2, 0)) == "from -2 to 0"


# ---------------------------------------------------------------- periods


@pytest.mark.parametrize(
    ("text", "year", "fiscal"),
    [
        ("2025-01-01", 2025, 2024),
        ("2025-03-31", 2025, 2024),
        ("2025-04-01", 2025, 2025),
        ("2025-12-31", 2025, 2025),
    ],
)
def test_a_fiscal_year_begins_in_april(text: str, year: int, fiscal: int):
    assert year_holding(day(text), "year") == year
    assert year_holding(day(text), "fiscal_year") == fiscal


def test_the_last_year_of_the_calendar_ends_with_it():
    assert days_of(9999, "fiscal_year") == (day("9999-04-01"), LAST)
    assert days_of(9999, "year") == (day("9999-01-01"), LAST)
    assert days_of(9998, "year") == (day("9998-01-01"), day("9998-12-31"))
    assert days_of(2024, "year") == (day("2024-01-01"), day("2024-12-31"))


def test_the_same_day_of_another_year():
    assert years_later(day("2024-02-29"), 1) == day("2025-02-28")
    assert years_later(day("2024-02-29"), 4) == day("2028-02-29")
    assert years_later(day("2023-05-07"), -3) == day("2020-05-07")
