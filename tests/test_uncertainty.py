"""How far a sum may be off: known answers of each kind of error, and the laws that all keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t

from entente.uncertainty import NORMAL, Either, Jumps, Reporters, Texts, Uncertainty

if TYPE_CHECKING:
    from collections.abc import Sequence

drawn = settings(max_examples=60, deadline=None, derandomize=True)
LAST_TWO = {2012: 0.5, 2013: 0.5}


def by_year(values: Sequence[float], first: int = 2010) -> dict[int, float]:
    return {first + i: float(value) for i, value in enumerate(values)}


def half(error: Uncertainty, weights: dict[int, float], values: dict[int, float]) -> float:
    found = error.half_width(weights, values)
    assert found is not None
    return found


# ---------------------------------------------------------------- jumps


def students(n: int) -> float:
    """Student's quantile for a spread told by the steps between so many values."""
    return float(t(2 * (n - 1) ** 2 / (3 * n - 4)).ppf(0.95))


def test_the_spread_is_half_of_the_mean_squared_step():
    # Steps of 2, -2 and 3: the variance is 17 / 3 / 2.
    values = by_year([1, 3, 1, 4])
    expected = students(4) * np.sqrt(17 / 6) * np.sqrt(0.5)
    assert half(Jumps(), LAST_TWO, values) == pytest.approx(expected)


def test_a_slow_move_is_hardly_taken_for_spread():
    rise = by_year([0.0, 1.0, 2.0, 3.0, 4.0, 5.0])
    assert half(Jumps(), {2010: 1.0}, rise) == pytest.approx(students(6) * np.sqrt(0.5))
    assert half(Jumps(), {2010: 1.0}, by_year([3.0] * 6)) == 0.0


def test_what_lies_over_a_gap_is_one_step():
    assert half(Jumps(), {2010: 1.0}, {2010: 1.0, 2013: 3.0, 2014: 1.0}) == half(
        Jumps(), {2010: 1.0}, {2010: 1.0, 2011: 3.0, 2012: 1.0}
    )


def test_two_values_tell_no_spread_and_three_do():
    assert Jumps().half_width({2010: 1.0}, by_year([1, 2])) is None
    assert Jumps().half_width({2010: 1.0}, {}) is None
    assert half(Jumps(), {2010: 1.0}, by_year([1, 2, 1])) > 0


def test_more_values_tell_the_same_spread_more_surely():
    short, long = by_year([0, 1] * 3), by_year([0, 1] * 30)
    assert half(Jumps(), {2010: 1.0}, short) > half(Jumps(), {2010: 1.0}, long)
    assert half(Jumps(), {2010: 1.0}, long) > NORMAL * np.sqrt(0.5)


def test_counts_jump_at_least_as_those_of_poisson():
    even = by_year([9, 9, 9, 9])
    assert half(Jumps(), {2010: 1.0}, even) == 0.0
    assert half(Jumps(counts=True), {2010: 1.0}, even) == pytest.approx(students(4) * 3.0)
    # What jumps more than that keeps its own jumps.
    wild = by_year([0, 90, 0, 90])
    assert half(Jumps(counts=True), {2010: 1.0}, wild) == half(Jumps(), {2010: 1.0}, wild)


# ---------------------------------------------------------------- texts


def test_a_text_in_both_periods_cancels_from_their_difference():
    both = Texts({2020: {1: 0.1, 2: -0.1}, 2021: {1: 0.1, 2: -0.1}})
    assert half(both, {2020: -1.0, 2021: 1.0}, {}) == 0.0
    # One that came in the second only does not.
    more = Texts({2020: {1: 0.1, 2: -0.1}, 2021: {1: 0.1, 2: -0.1, 3: 0.05}})
    assert half(more, {2020: -1.0, 2021: 1.0}, {}) == pytest.approx(t(2).ppf(0.95) * 0.05)


def test_a_text_in_both_periods_counts_twice_in_their_sum():
    same, apart = (
        Texts({2020: {1: 0.1, 2: -0.1}, 2021: {i: 0.1, j: -0.1}}) for i, j in [(1, 2), (3, 4)]
    )
    weights = {2020: 0.5, 2021: 0.5}
    # Two texts, each of a whole weight; four texts, each of half.
    assert half(same, weights, {}) == pytest.approx(t(1).ppf(0.95) * np.sqrt(2) * 0.1)
    assert half(apart, weights, {}) == pytest.approx(t(3).ppf(0.95) * np.sqrt(4) * 0.05)


def test_votes_of_one_text_are_one_witness():
    one = Texts({2020: {1: 0.3}})
    assert half(one, {2020: 1.0}, {}) == pytest.approx(t(1).ppf(0.95) * 0.3)


def test_a_year_of_which_no_text_is_held_counts_as_a_mean_one():
    texts = Texts({2020: {1: 0.3, 2: -0.3}, 2021: {3: 0.1, 4: -0.1}})
    mean = (2 * 0.09 + 2 * 0.01) / 2
    # Two texts at least stand behind it.
    assert half(texts, {2025: 2.0}, {}) == pytest.approx(t(1).ppf(0.95) * 2 * np.sqrt(mean))
    with_a_year = half(texts, {2021: 1.0, 2025: -1.0}, {})
    assert with_a_year == pytest.approx(t(1).ppf(0.95) * np.sqrt(0.02 + mean))


def test_without_any_text_the_error_cannot_be_told():
    assert Texts({}).half_width({2020: 1.0}, {2020: 1.0}) is None


# ---------------------------------------------------------------- reporters

MOVE = {2020: -1.0, 2022: 1.0}


def test_the_error_is_the_largest_gap_of_the_pairs_own_windows():
    # Eight moves over two years: none, but for those into and out of 2005.
    gaps = {year: 3.0 * (year == 2005) for year in range(2000, 2010)}
    assert half(Reporters(gaps), MOVE, {}) == 3.0
    assert half(Reporters(gaps), {2020: -2.0, 2022: 2.0}, {}) == 6.0
    # A gap that both ends share is none of their move.
    assert half(Reporters(dict.fromkeys(gaps, 3.0)), MOVE, {}) == 0.0


def test_eight_windows_are_enough_and_seven_are_not():
    gaps = {year: 0.1 * (year % 4) for year in range(2000, 2010)}
    assert half(Reporters(gaps), MOVE, {}) == pytest.approx(0.2)
    del gaps[2000]
    assert Reporters(gaps).half_width(MOVE, {}) is None
    assert Reporters({}).half_width(MOVE, {}) is None


def test_a_window_counts_where_its_weighed_years_are_held():
    gaps = {year: float(year == 2009) for year in range(2000, 2010)}
    # The year between has no weight: without it the window is whole.
    del gaps[2004]
    assert Reporters(gaps).half_width(MOVE, {}) is None  # 2002 to 2004 and 2004 to 2006 are lost
    gaps[2010] = gaps[2011] = 0.0
    assert half(Reporters(gaps), MOVE, {}) == 1.0


def test_what_weighs_nothing_is_not_off():
    assert half(Reporters({}), {}, {}) == 0.0
    assert half(Reporters({}), {2020: 0.0}, {}) == 0.0


def others(moves: Sequence[float]) -> tuple[list[int], np.ndarray]:
    """Pairs held in two years, whose gap moves so much."""
    return [2020, 2022], np.array([[0.0, move] for move in moves])


def test_without_enough_of_its_own_the_others_nine_in_ten_tell_the_gap():
    seen = Reporters({}, others(range(101)))
    assert half(seen, MOVE, {}) == pytest.approx(90.0)
    # The pair's own gap is always within it.
    assert half(Reporters({2000: 0.0, 2002: 95.0}, others(range(101))), MOVE, {}) == 95.0
    assert half(Reporters({2000: 0.0, 2002: 5.0}, others(range(101))), MOVE, {}) == 90.0


def test_eight_windows_of_others_are_enough_and_seven_are_not():
    assert half(Reporters({}, others([1.0] * 8)), MOVE, {}) == 1.0
    assert Reporters({}, others([1.0] * 7)).half_width(MOVE, {}) is None


def test_what_others_do_not_hold_is_not_compared():
    years, rows = others([1.0] * 8)
    rows[0, 1] = np.nan
    assert Reporters({}, (years, rows)).half_width(MOVE, {}) is None
    rows = np.vstack([rows, [[0.0, 1.0]]])
    assert half(Reporters({}, (years, rows)), MOVE, {}) == 1.0


def test_enough_windows_of_its_own_ask_no_others():
    gaps = {year: 0.1 * (year % 4) for year in range(2000, 2010)}
    assert half(Reporters(gaps, others([99.0] * 20)), MOVE, {}) == pytest.approx(0.2)


# ---------------------------------------------------------------- either


def test_the_second_kind_answers_only_where_the_first_cannot():
    values = by_year([1, 3, 1, 4])
    unknown, known = Reporters({}), Texts({2012: {1: 0.1}, 2013: {2: 0.1}})
    jumps = half(Jumps(), LAST_TWO, values)
    assert half(Either(unknown, Jumps()), LAST_TWO, values) == jumps
    assert half(Either(known, Jumps()), LAST_TWO, values) == half(known, LAST_TWO, values)
    assert half(Either(known, Jumps()), LAST_TWO, values) != jumps
    assert Either(unknown, unknown).half_width(LAST_TWO, values) is None


def test_a_first_kind_of_no_error_at_all_is_an_answer():
    flat = Either(Texts({2012: {1: 0.0}}), Jumps())
    assert half(flat, {2012: 1.0}, by_year([1, 3, 1])) == 0.0


def test_either_names_both_kinds():
    words = Either(Reporters({}), Jumps()).words
    assert words == f"{Reporters({}).words}, or {Jumps().words}"


# ---------------------------------------------------------------- laws

numbers = st.lists(st.integers(-40, 40).map(float), min_size=12, max_size=12)
KINDS = ["jumps", "counts", "texts", "reporters", "others"]


def of_kind(kind: str, values: Sequence[float]) -> Uncertainty:
    """Draw an error of a kind from numbers."""
    if kind == "texts":
        return Texts({2010 + i: {i % 5: v / 40, i % 3 + 5: -v / 40} for i, v in enumerate(values)})
    if kind == "reporters":
        return Reporters(by_year(values))
    if kind == "others":
        rows = np.array([np.roll(values, i) for i in range(5)])
        return Reporters({}, (list(range(2010, 2022)), rows))
    return Jumps(counts=kind == "counts")


@pytest.mark.parametrize("kind", KINDS)
@given(values=numbers, factor=st.sampled_from([-4.0, -1.0, 0.5, 2.0, 8.0]))
@drawn
def test_a_sum_so_many_times_as_large_is_off_by_so_many_times_as_much(
    kind: str, values: list[float], factor: float
):
    error, level = of_kind(kind, values), by_year([v + 60 for v in values])
    weights = {2012: -1.0, 2014: 0.25, 2015: 0.75}
    scaled = {period: weight * factor for period, weight in weights.items()}
    assert half(error, scaled, level) == pytest.approx(abs(factor) * half(error, weights, level))
    assert half(error, weights, level) >= 0.0


@given(values=numbers, factor=st.sampled_from([-2.0, 0.5, 8.0]), shift=st.integers(-99, 99))
@drawn
def test_the_spread_of_jumps_is_in_the_unit_of_the_values_and_of_no_level(
    values: list[float], factor: float, shift: int
):
    one = half(Jumps(), LAST_TWO, by_year(values))
    other = half(Jumps(), LAST_TWO, by_year([factor * v + shift for v in values]))
    assert other == pytest.approx(abs(factor) * one)
    assert half(Jumps(), LAST_TWO, by_year(values[::-1])) == pytest.approx(one)
    assert half(Jumps(counts=True), LAST_TWO, by_year(values)) >= one


@given(values=numbers, more=st.floats(0.01, 1.0))
@drawn
def test_one_more_text_never_makes_a_sum_surer_than_its_squares(values: list[float], more: float):
    texts = of_kind("texts", values)
    assert isinstance(texts, Texts)
    wider = Texts({year: {**moves, 99: more} for year, moves in texts.moves.items()})
    weights = {2012: 1.0}

    def deviation(error: Texts) -> float:
        held = len(error.moves[2012])
        return half(error, weights, {}) / float(t(max(held, 2) - 1).ppf(0.95))

    assert deviation(wider) ** 2 == pytest.approx(deviation(texts) ** 2 + more**2)
