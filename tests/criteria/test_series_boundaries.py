"""Criteria of one series at their boundaries: a value just where an answer turns."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from planted import days, decide, years

from entente.criteria import (
    Ask,
    Evidence,
)
from entente.criteria.shifts_after import ratio_of_rates, split
from entente.measures import Point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.finding import Finding

UP = Ask(sign=1, matters=1.0, options=None)
DOWN = replace(UP, sign=-1)


def test_a_slope_of_just_what_matters_supports():
    line = years(0.5 * i for i in range(6))
    assert decide("rises", Evidence(line), matters=0.5).answer == "supports"
    found = decide("rises", Evidence(line), matters=0.5, estimator="least_squares")
    assert (found.effect, found.line) == (pytest.approx(0.5), pytest.approx((2010, 0, 2015, 2.5)))


def test_six_periods_make_a_trend_and_five_none():
    line = [0.5 * i for i in range(6)]
    assert decide("rises", Evidence(years(line)), matters=0.25).line == (2010, 0.0, 2015, 2.5)
    short = decide("rises", Evidence(years(line[:5])), matters=0.25)
    assert (short.reason, short.n) == ("too_short", 5)


def test_the_level_of_a_robust_line_is_the_median_and_one_odd_year_moves_it_not():
    odd = [0.0, 1.0, 2.0, 3.0, 40.0, 5.0, 6.0]
    found = decide("rises", Evidence(years(odd)), matters=0.25)
    assert (found.effect, found.line) == (1.0, (2010, 0.0, 2016, 6.0))


@pytest.mark.parametrize(
    ("at", "middle", "late"),
    [
        (dt.date(2021, 7, 2), 183, [2021, 2022]),
        (dt.date(2021, 7, 3), 183, [2022]),
        (dt.date(2021, 10, 1), 274, [2021, 2022]),
        (dt.date(2021, 10, 2), 274, [2022]),
    ],
)
def test_the_year_of_the_break_lies_on_the_side_of_its_middle_day(
    at: dt.date, middle: int, late: list[int]
):
    before, after_it = split(years([1, 1, 1], first=2020), at, middle)
    assert [point.period for point in after_it] == late
    assert [point.period for point in (*before, *after_it)] == [2020, 2021, 2022]


def test_what_happens_on_the_day_of_the_break_comes_after_it():
    at = dt.date(2022, 2, 24)
    before, after_it = split(days([at - dt.timedelta(days=1), at]), at, 183)
    assert [len(before), len(after_it)] == [1, 1]


FOUR_A_SIDE = [0.0, 1, 2, 3, 5, 6, 7, 8]
AT = dt.date(2014, 1, 1)


def test_four_years_a_side_are_enough_and_three_are_not():
    for name, more in (("shifts_after", {}), ("holds_within", {})):
        whole = decide(name, Evidence(years(FOUR_A_SIDE)), matters=1, at=AT, **more)
        assert whole.reason != "too_short"
        for short in (years(FOUR_A_SIDE[:-1]), years(FOUR_A_SIDE[1:], first=2011)):
            found = decide(name, Evidence(short), matters=1, at=AT, **more)
            assert (found.reason, found.n) == ("too_short", 7)


def test_a_step_off_the_line_of_just_what_matters_supports():
    found = decide("shifts_after", Evidence(years(FOUR_A_SIDE)), matters=1, at=AT)
    assert found.effect == pytest.approx(1)
    assert decide("shifts_after", Evidence(years(FOUR_A_SIDE)), matters=0.99, at=AT).answer == (
        "supports"
    )
    level = decide(
        "shifts_after", Evidence(years([0, 0, 0, 0, 2, 2, 2, 2])), matters=2, at=AT, before="level"
    )
    assert (level.effect, level.answer) == (2.0, "supports")


def test_a_line_goes_on_over_a_gap_of_years():
    gap = tuple(point for point in years(2.0 * i for i in range(16)) if point.period != 2020)
    found = decide("shifts_after", Evidence(gap), matters=1, at=dt.date(2018, 1, 1))
    assert found.effect == pytest.approx(0, abs=1e-9)
    assert found.answer == "contradicts"


@pytest.mark.parametrize(
    ("change", "direction", "answer"),
    [
        (-2.0, "down", "contradicts"),
        (-1.75, "down", "supports"),
        (2.0, "up", "contradicts"),
        (1.75, "up", "supports"),
        (9.0, "down", "supports"),
    ],
)
def test_a_change_of_just_the_margin_is_harm(change: float, direction: Any, answer: str):
    held = Evidence(years([8.0] * 4 + [8.0 + change] * 4))
    options: dict[str, Any] = {"at": AT, "direction": direction}
    assert decide("holds_within", held, matters=2, **options).answer == answer
    assert decide("holds_within", held, matters=0.25, relative=True, **options).answer == answer


NOISY = Evidence(years([8.0, 9, 7, 8, 9, 7, 8, 6, 9, 8, 7, 9]))


@pytest.mark.parametrize(
    ("name", "share", "answer"),
    [
        ("p_claimed", 0.95, "supports"),
        ("p_claimed", 0.9495, "cannot_tell"),
        ("p_none", 0.95, "contradicts"),
        ("p_none", 0.9495, "cannot_tell"),
    ],
)
def test_an_interval_lies_inside_with_ninety_five_in_a_hundred_draws(
    name: str, share: float, answer: str
):
    """The margin is halved until just so many of the draws lie on its side."""
    fallen = Evidence((*NOISY.points[:6], *years([1.0, 0, 2, 1, 0, 2], 2016)))
    held = NOISY if name == "p_claimed" else fallen
    options: dict[str, Any] = {"at": dt.date(2016, 1, 1), "direction": "down"}
    low, high = 1e-6, 30.0
    found = decide("holds_within", held, matters=(low + high) / 2, **options)
    while (told := getattr(found, name)) != share:
        wider = told < share if name == "p_claimed" else told > share
        low, high = ((low + high) / 2, high) if wider else (low, (low + high) / 2)
        assert high - low > 1e-9
        found = decide("holds_within", held, matters=(low + high) / 2, **options)
    assert found.answer == answer


def test_a_share_of_an_earlier_mean_of_zero_is_no_margin():
    held = Evidence(years([0.0] * 4 + [1.0] * 4))
    found = decide("holds_within", held, matters=0.1, at=AT, relative=True)
    assert (found.answer, found.reason, found.n) == ("cannot_tell", "no_rows", 8)
    assert decide("holds_within", held, matters=0.1, at=AT).answer == "contradicts"


def test_a_margin_is_of_the_size_of_an_earlier_mean_below_zero():
    held = Evidence(years([-8.0] * 4 + [-9.0] * 4))
    found = decide("holds_within", held, matters=0.25, direction="down", at=AT, relative=True)
    assert found.answer == "supports"


def level(values: Sequence[float], matters: float = 1, **options: Any) -> Finding:
    return decide("exceeds", Evidence(years(values)), matters=matters, **options)


def test_a_level_needs_three_periods_and_no_more():
    assert level([3, 3, 3], threshold=2.0).answer == "supports"
    assert (level([3, 3], threshold=2.0).reason, level([3, 3], threshold=2.0).n) == ("too_short", 2)
    assert level([], threshold=2.0).reason == "no_rows"


def test_a_threshold_of_zero_is_one():
    assert level([1, 1, 1], threshold=0.0).answer == "supports"


def test_published_figures_need_two_and_all_of_them():
    assert level([3, 4], threshold=2.0, each=True).answer == "supports"
    assert level([3], threshold=2.0, each=True).reason == "too_short"
    split_up = level([3, 2.5], threshold=2.0, each=True)
    assert (split_up.answer, split_up.reason, split_up.p_claimed) == (
        "cannot_tell",
        "too_noisy",
        0.5,
    )
    short = level([2.5, 2], threshold=2.0, each=True)
    assert (short.answer, short.sense, short.p_none, short.lean) == (
        "contradicts",
        "no such change",
        0.5,
        0.5,
    )
    assert (short.low, short.high, short.effect, short.exact) == (0.0, 0.5, 0.25, False)


def test_a_closed_list_is_decided_without_an_interval_and_only_where_it_has_values():
    one = decide("exceeds", Evidence(years([3]), (years([2]),)), matters=1, exact=True)
    assert (one.answer, one.low, one.exact) == ("supports", 1.0, True)
    none = decide("exceeds", Evidence(years([3]), (years([2], first=1990),)), matters=1, exact=True)
    assert (none.answer, none.reason, none.n) == ("cannot_tell", "too_short", 0)


def test_the_comparison_is_the_median_of_the_others_period_by_period():
    others = (years([0, 1, 2]), years([1, 2, 3]), years([50, 60, 70]))
    found = decide("exceeds", Evidence(years([3, 4, 5]), others), matters=2)
    assert (found.effect, found.answer) == (2.0, "supports")


def test_six_acts_are_pooled_and_five_are_not():
    def pooled(acts: int, **options: Any) -> Finding:
        points = (Point(2019, 1.0, n=acts - 3), Point(2020, 0.5, n=2), Point(2021, 0.0, n=1))
        return decide("exceeds", Evidence(points), matters=0.1, pooled=True, **options)

    assert (pooled(5).reason, pooled(5).n) == ("too_short", 5)
    found = pooled(6, threshold=0.25)
    assert (found.effect, found.n) == (pytest.approx(4 / 6 - 0.25), 3)
    assert found.detail == "4 of 6 acts in 3 periods."
    assert pooled(6).effect == pytest.approx(4 / 6)
    unknown = (Point(2019, 1.0), Point(2020, 1.0, n=6))
    found = decide("exceeds", Evidence(unknown), matters=0.1, pooled=True)
    assert found.detail == "6 of 6 acts in 2 periods."


def test_a_pooled_share_has_the_interval_of_jeffreys():
    from scipy.stats import beta

    found = decide("exceeds", Evidence((Point(2019, 0.75, n=40),)), matters=0.1, pooled=True)
    ends = (found.low, found.high)
    assert ends == pytest.approx(beta(30.5, 10.5).ppf(ENDS), abs=1e-6)


def test_three_years_are_compared_with_three_of_the_past():
    def compared(recent: int, past: int) -> Finding:
        held = Evidence(years([200] * recent, first=2015), (years([100] * past),))
        return decide("exceeds", held, matters=0.5, scale="ratio")

    assert (compared(3, 3).answer, compared(3, 3).effect) == ("supports", pytest.approx(1.0))
    assert compared(2, 3).reason == "too_short"
    assert compared(3, 2).reason == "too_short"
    alone = decide("exceeds", Evidence(years([200] * 3)), matters=0.5, scale="ratio")
    assert (alone.reason, alone.n) == ("too_short", 3)


# The ends of the interval, read off two thousand even steps through a distribution.
ENDS = [(share * 1999 + 0.5) / 2000 for share in (0.05, 0.95)]


def rates(recent: Sequence[float], past: Sequence[float], matters: float = 0.5) -> Finding:
    return ratio_of_rates(years(recent), years(past), replace(UP, matters=matters))


def test_a_ratio_has_the_interval_of_students_t_with_the_dispersion_of_the_years():
    from scipy.stats import t

    recent, past = [30.0, 10, 20], [4.0, 16, 10, 10]
    # Pearson's: squares over the mean, within each group, by the degrees of freedom.
    dispersion = (200 / 20 + 72 / 10) / 5
    error = np.sqrt(dispersion * (1 / 60 + 1 / 40))
    found = rates(recent, past)
    assert found.effect == pytest.approx(1.0)
    ends = np.exp(np.log(2) + error * t(5).ppf(ENDS)) - 1
    assert (found.low, found.high) == pytest.approx(tuple(ends), rel=1e-4)
    assert found.n == 7


def test_counts_that_hardly_vary_have_at_least_the_noise_of_counts():
    from scipy.stats import t

    found = rates([10, 10, 10], [10, 10, 10])
    ends = np.exp(np.sqrt(2 / 30) * t(4).ppf(ENDS)) - 1
    assert (found.low, found.high) == pytest.approx(tuple(ends), rel=1e-4)


def test_a_span_that_counts_nothing_is_half_a_count_and_two_are_no_rows():
    assert rates([0, 0], [8, 8]).effect == pytest.approx(0.25 / 8 - 1)
    assert rates([0, 0], [0, 0]).reason == "no_rows"
    assert rates([0, 0], [1, 0]).reason != "no_rows"
