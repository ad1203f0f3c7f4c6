"""Windows: which periods a question reads, whatever way its ends are written."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

import entente
from entente.data.window import Window
from entente.errors import ScopeError
from entente.measures import Point
from entente.periods import days_of

KINDS = ("year", "fiscal_year", "date")
SOURCE = Path(entente.__file__).parent


def series(kind: str, last: int) -> tuple[Point, ...]:
    """Every period of a kind up to a year, without a gap."""
    if kind != "date":
        return tuple(Point(year, 1.0) for year in range(last - 60, last + 1))
    first = dt.date(2004, 1, 1)
    days = (dt.date(last, 12, 31) - first).days
    return tuple(Point(first + dt.timedelta(days=d), 1.0) for d in range(days + 1))


@st.composite
def windows(draw: st.DrawFn, near: int = 2020) -> Window:
    if draw(st.booleans()):
        first = draw(st.integers(-9, 0))
        return Window.of(first, draw(st.none() | st.integers(first, 0)))
    year = st.integers(near - 12, near + 4)
    edge = st.one_of(
        year,
        st.builds(dt.date, year, st.integers(1, 12), st.integers(1, 28)),
        st.builds(lambda y, m: f"{y}-{m:02d}", year, st.integers(1, 12)),
    )
    first, last = draw(edge), draw(st.none() | edge)
    try:
        return Window.of(first, last)
    except ValidationError:
        return Window.of(last, first)


@given(windows(), windows(), st.sampled_from(KINDS), st.integers(2014, 2022))
def test_two_windows_overlap_where_they_read_a_common_period(
    one: Window, two: Window, kind: str, last: int
):
    points = series(kind, last)
    read = {p.period for p in one.read(points, kind)} & {p.period for p in two.read(points, kind)}
    assert one.overlaps(two, kind, points[-1].period) == bool(read)


@given(windows(), windows(), st.sampled_from(KINDS), st.integers(2014, 2022))
def test_windows_that_never_overlap_read_nothing_in_common_whatever_is_the_last_period(
    one: Window, two: Window, kind: str, last: int
):
    assert one.overlaps(two, kind) == two.overlaps(one, kind)
    if not one.overlaps(two, kind):
        points = series(kind, last)
        assert not set(one.read(points, kind)) & set(two.read(points, kind))


@given(windows(), st.sampled_from(KINDS), st.integers(2014, 2022))
def test_what_a_window_reads_has_no_gap_and_lies_between_its_days(
    window: Window, kind: str, last: int
):
    points = series(kind, last)
    read = window.read(points, kind)
    first, end = window.days(points[-1].period, kind)
    inside = [p for p in points if days_of(p.period, kind)[1] >= first]
    assert list(read) == [p for p in inside if days_of(p.period, kind)[0] <= end]


@given(windows(), st.integers(-3, 3))
def test_a_shift_there_and_back_is_no_shift(window: Window, years: int):
    try:
        moved = window.shifted(start=years, end=years)
    except ScopeError:
        return
    assert moved.shifted(start=-years, end=-years) == window


@given(windows(), st.sampled_from(KINDS), st.integers(1, 6))
def test_a_widened_window_reads_all_that_it_did(window: Window, kind: str, years: int):
    points = series(kind, 2020)
    assert set(window.read(points, kind)) <= set(window.widened(years).read(points, kind))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ((-2, 0), (2013, 2024)),
        ((dt.date(2022, 2, 24), None), (2013, 2024)),
        ((dt.date(2022, 2, 24), None), (dt.date(2021, 1, 1), dt.date(2022, 12, 31))),
        (("2022-02", None), ("2021-05", "2022-02")),
    ],
)
def test_a_window_that_may_touch_its_past_is_found_out(one: tuple[Any, Any], two: tuple[Any, Any]):
    assert Window.of(*one).overlaps(Window.of(*two), "year")


def test_windows_that_count_back_and_follow_each_other_are_apart():
    assert not Window.of(-2, 0).overlaps(Window.of(-12, -3), "year")


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        ({"from": 5}, "5 is neither a year"),
        ({"from": 20131}, "20131 is neither a year"),
        ({"from": True}, "True is no year"),
        ({"from": "2022-13"}, "'2022-13' is no year"),
        ({"from": 2013.5}, "2013.5 is no year"),
        ({"from": 2020, "to": 2013}, "begins .2020. after it ends .2013."),
        ({"from": -2, "to": 2024}, "one end counts back"),
        ({"from": 0, "to": -2}, "begins .0. after it ends .-2."),
    ],
)
def test_an_end_that_is_no_period_is_refused(ends: dict[str, Any], words: str):
    with pytest.raises(ValidationError, match=words):
        Window.model_validate(ends)


@pytest.mark.parametrize(
    ("ends", "waits"),
    [
        ((2013, None), True),
        ((-2, 0), True),
        ((-12, -3), False),
        ((2013, 2019), False),
        ((dt.date(2013, 1, 1), dt.date(2019, 12, 31)), False),
        ((2013, "2019-12"), False),
    ],
)
def test_a_window_waits_for_more_only_where_its_end_is_open(ends: tuple[Any, Any], waits: bool):
    assert Window.of(*ends).is_open is waits


def test_a_day_cuts_years_fiscal_years_and_days_each_at_its_place():
    window = Window.of(dt.date(2022, 2, 24))
    firsts = [window.read(series(kind, 2024), kind)[0].period for kind in KINDS]
    assert firsts == [2022, 2021, dt.date(2022, 2, 24)]


def test_nobody_else_looks_at_the_ends_of_a_window():
    seen = [
        f"{path.relative_to(SOURCE)}:{number}"
        for path in SOURCE.rglob("*.py")
        if path.name != "window.py"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if re.search(r"window\.(to|from_)\b", line) and ">>>" not in line
    ]
    assert seen == []


@pytest.mark.parametrize("text", ["0000-02", "２０２４-02", "0000"])
def test_a_month_that_no_calendar_has_is_no_end(text: str):
    with pytest.raises(ValidationError, match="is no year, month"):
        Window.of(text)


def test_a_shift_beyond_every_calendar_is_refused():
    with pytest.raises(ScopeError, match="cannot be shifted"):
        Window.of(dt.date(2024, 2, 29)).shifted(start=10**14)
