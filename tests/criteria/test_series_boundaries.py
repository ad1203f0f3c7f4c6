"""Criteria of one series at their boundaries: a value just where an answer turns."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from planted import SURE, Known, days, decide, years

from entente.criteria import (
    Ask,
    Evidence,
)
from entente.criteria._series import (
    ratio_of_rates,
    split,
    summed,
    weights_of_ends,
    weights_of_line,
    weights_of_step,
)
from entente.measures import Point
from entente.uncertainty import Jumps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.finding import Finding

UP = Ask(sign=1, matters=1.0, options=None)
DOWN = replace(UP, sign=-1)


def sure(values: Sequence[float], first: int = 2010) -> Evidence:
    """Years that are known without an error."""
    return Evidence(years(values, first), error=SURE)


def test_a_change_of_just_what_matters_supports():
    line = [0.5 * i for i in range(6)]
    assert decide("rises", sure(line), matters=0.5).answer == "supports"
    assert decide("rises", sure(line), matters=0.5001).answer == "contradicts"
    held = Evidence(years(line), error=Known(0.25))
    assert decide("rises", held, matters=0.25).answer == "supports"
    assert decide("rises", held, matters=0.26).answer == "cannot_tell"
    assert decide("rises", held, matters=0.75).answer == "cannot_tell"
    assert decide("rises", held, matters=0.76).answer == "contradicts"


@pytest.mark.parametrize("ends", [1, 2, 3, 9, "line"])
def test_six_periods_make_a_change_and_five_none(ends: Any):
    line = [0.5 * i for i in range(6)]
    found = decide("rises", sure(line), matters=0.25, ends=ends)
    assert (found.effect, found.n) == (pytest.approx(0.5), 6)
    assert found.line == pytest.approx((2010, 0.0, 2015, 2.5))
    short = decide("rises", sure(line[:5]), matters=0.25, ends=ends)
    assert (short.reason, short.n) == ("too_short", 5)


def test_a_change_is_between_the_means_of_the_ends_whatever_lies_between():
    values = [0.0, 1, 2, 50, -50, 7, 6, 8, 10]
    found = decide("rises", sure(values), matters=1)
    assert found.effect == pytest.approx((8 - 1) / 6)
    assert found.detail == (
        "9 periods, 2010 to 2018: from 1 to 8 (means of 3 periods at either end)."
    )
    assert found.line == pytest.approx((2010, 1 - 7 / 6, 2018, 8 + 7 / 6))
    one = decide("rises", sure(values), matters=1, ends=1)
    assert one.effect == pytest.approx(10 / 8)
    # Ends that would overlap are halves.
    halves = decide("rises", sure(values), matters=1, ends=7)
    assert halves.effect == pytest.approx((31 / 4 - 53 / 4) / 5)


def test_a_change_over_a_gap_is_by_the_years_between():
    gap = Evidence(
        tuple(point for point in sure([2.0 * i for i in range(12)]).points if point.period != 2020),
        error=SURE,
    )
    for ends in (1, 3, "line"):
        assert decide("rises", gap, matters=1, ends=ends).effect == pytest.approx(2.0)


def test_a_line_is_that_of_least_squares():
    values = [0.0, 5, 2, 9, 4, 4, 11]
    found = decide("rises", sure(values), matters=1, ends="line")
    slope, level = np.polyfit(np.arange(2010.0, 2017.0), values, 1)
    assert found.effect == pytest.approx(slope)
    ends = (2010, slope * 2010 + level, 2016, slope * 2016 + level)
    assert found.line == pytest.approx(ends)


@pytest.mark.parametrize("ends", [0, -1, "theil_sen", 1.5])
def test_ends_of_no_periods_are_refused(ends: Any):
    with pytest.raises(ValueError, match="ends"):
        decide("rises", sure([1.0] * 6), matters=1, ends=ends)


TIMES = np.array([0.0, 1, 2, 4, 5, 7, 8])
LATE = TIMES > 4


@pytest.mark.parametrize(
    ("weights", "of_line"),
    [
        (weights_of_ends(TIMES, 1), 1.0),
        (weights_of_ends(TIMES, 3), 1.0),
        (weights_of_ends(TIMES, 9), 1.0),
        (weights_of_line(TIMES), 1.0),
        (weights_of_step(TIMES, LATE, trend=False), 20 / 3 - 7 / 4),
        (weights_of_step(TIMES, LATE, trend=True), 0.0),
    ],
)
def test_weights_of_a_change_see_no_level_and_a_line_as_they_should(
    weights: np.ndarray, of_line: float
):
    assert np.sum(weights) == pytest.approx(0.0)
    assert np.sum(weights * TIMES) == pytest.approx(of_line)


def test_the_error_is_asked_of_the_weights_by_period_and_of_all_values():
    asked: list[Any] = []

    class Asked:
        words = "planted"

        def half_width(self, weights: Any, values: Any) -> float:
            asked.append((weights, values))
            return 2.0

    held = Evidence(years([1.0, 5.0, 4.0]), error=Asked())
    assert summed(held, np.array([-1.0, 0.0, 1.0])) == (3.0, (1.0, 5.0))
    assert asked == [({2010: -1.0, 2012: 1.0}, {2010: 1.0, 2011: 5.0, 2012: 4.0})]
    unknown = replace(held, error=Known(None))
    assert summed(unknown, np.array([-1.0, 0.0, 1.0])) == (3.0, None)


@pytest.mark.parametrize("name", ["rises", "shifts_after"])
def test_a_series_that_never_changes_has_no_effect_and_leans_neither_way(name: str):
    options: dict[str, Any] = {"at": AT} if name == "shifts_after" else {}
    found = decide(name, Evidence(years([0.1] * 9)), matters=0.01, **options)
    assert (found.answer, found.sense) == ("contradicts", "no such change")
    assert (found.effect, found.lean) == (0.0, 0.5)


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


@pytest.mark.parametrize("name", ["shifts_after", "holds_within"])
def test_three_years_a_side_are_enough_and_two_are_not(name: str):
    whole = decide(name, sure(FOUR_A_SIDE[1:-1], 2011), matters=1, at=AT)
    assert whole.answer != "cannot_tell"
    for short in (sure(FOUR_A_SIDE[1:-2], 2011), sure(FOUR_A_SIDE[2:-1], 2012)):
        found = decide(name, short, matters=1, at=AT)
        assert (found.reason, found.n) == ("too_short", 5)
        assert "3 a side are needed" in found.detail


def test_a_step_of_just_what_matters_supports():
    found = decide("shifts_after", sure(FOUR_A_SIDE), matters=0.99, at=AT, before="trend")
    assert (found.effect, found.answer) == (pytest.approx(1), "supports")
    assert decide(
        "shifts_after", sure(FOUR_A_SIDE), matters=1.01, at=AT, before="trend"
    ).answer == ("contradicts")
    level = decide("shifts_after", sure([0, 0, 0, 0, 2, 2, 2, 2]), matters=2, at=AT)
    assert (level.effect, level.answer) == (2.0, "supports")
    assert level.detail == "4 periods before, 4 after 2014-01-01: from 0 to 2."


def test_a_line_goes_on_over_a_gap_of_years():
    gap = tuple(point for point in years(2.0 * i for i in range(16)) if point.period != 2020)
    options: dict[str, Any] = {"at": dt.date(2018, 1, 1), "before": "trend"}
    found = decide("shifts_after", Evidence(gap), matters=6, **options)
    assert found.effect == pytest.approx(0, abs=1e-9)
    assert found.answer == "contradicts"
    assert decide("shifts_after", Evidence(gap), matters=6, at=options["at"]).answer == "supports"


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
    held = sure([8.0] * 4 + [8.0 + change] * 4)
    options: dict[str, Any] = {"at": AT, "direction": direction}
    assert decide("holds_within", held, matters=2, **options).answer == answer
    assert decide("holds_within", held, matters=0.25, relative=True, **options).answer == answer


@pytest.mark.parametrize(
    ("half", "answer"),
    [(0.99, "supports"), (1.0, "cannot_tell"), (3.0, "cannot_tell")],
)
def test_no_harm_is_an_interval_all_of_it_short_of_the_margin(half: float, answer: str):
    fallen = Evidence(years([8.0] * 4 + [7.0] * 4), error=Known(half))
    found = decide("holds_within", fallen, matters=2, direction="down", at=AT)
    assert (found.answer, found.effect) == (answer, -1.0)
    assert found.power is found.detectable is None


@pytest.mark.parametrize(
    ("half", "answer"), [(1.0, "contradicts"), (1.01, "cannot_tell"), (9.0, "cannot_tell")]
)
def test_harm_is_an_interval_all_of_it_beyond_the_margin(half: float, answer: str):
    fallen = Evidence(years([8.0] * 4 + [5.0] * 4), error=Known(half))
    found = decide("holds_within", fallen, matters=2, direction="down", at=AT)
    assert found.answer == answer
    assert found.sense == ("the opposite" if answer == "contradicts" else "")


def test_of_no_harm_the_chances_are_those_of_harm_turned():
    fallen = Evidence(years([8.0] * 4 + [7.0] * 4), error=Known(0.5))
    held = decide("holds_within", fallen, matters=2, direction="down", at=AT)
    harm = decide("shifts_after", fallen, matters=2, direction="down", at=AT)
    assert (held.p_claimed, held.p_none) == (1 - (harm.p_claimed or 0), harm.p_claimed)
    assert held.lean == held.p_claimed


def test_a_share_of_an_earlier_mean_of_zero_is_no_margin():
    held = sure([0.0] * 4 + [1.0] * 4)
    found = decide("holds_within", held, matters=0.1, at=AT, relative=True)
    assert (found.answer, found.reason, found.n) == ("cannot_tell", "no_rows", 8)
    assert decide("holds_within", held, matters=0.1, at=AT).answer == "contradicts"


def test_a_margin_is_of_the_size_of_an_earlier_mean_below_zero():
    held = sure([-8.0] * 4 + [-9.0] * 4)
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


def test_counts_above_a_threshold_have_the_noise_of_counts():
    """A hundred a year may be off by ten: ninety are not surely passed by five in six years."""
    even = Evidence(years([100.0] * 6), error=Jumps(counts=True))
    found = decide("exceeds", even, matters=5, threshold=90.0)
    assert found.high is not None
    assert found.effect is not None
    assert found.high - found.effect == pytest.approx(
        Jumps(counts=True).half_width(
            {2010 + i: 1 / 6 for i in range(6)}, {2010 + i: 100.0 for i in range(6)}
        )
    )
    assert found.answer == "cannot_tell"


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


def test_it_is_told_how_many_figures_lie_beyond():
    found = level([4.0] * 15 + [2.0] * 7, threshold=2.0, each=True)
    assert "15 of 22 lie beyond" in found.detail


def test_of_two_figures_it_is_told_that_one_lies_beyond():
    assert level([3, 2.5], threshold=2.0, each=True).detail == (
        "2 periods with a comparison. 1 of 2 lie beyond."
    )


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


ENDS = [0.05, 0.95]


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
