"""The rule that all criteria share, at its boundaries: intervals that end where an answer turns."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.criteria import (
    REASONS,
    Ask,
    Criterion,
    Evidence,
    criteria,
    criterion,
    one_series,
    reason_text,
)
from entente.criteria._decision import cannot_tell, exact, judge
from entente.criteria.rises import Options as RisesOptions
from entente.finding import Finding
from entente.measures import Point
from entente.uncertainty import NORMAL, Jumps

UP = Ask(sign=1, matters=1.0, options=None)
DOWN = replace(UP, sign=-1)


def test_the_unfavourable_end_at_just_what_matters_supports():
    found = judge(2.0, (1.0, 3.0), UP, n=9)
    assert (found.answer, found.reason, found.sense) == ("supports", "", "")
    assert found.p_claimed == pytest.approx(0.95)
    short = judge(2.0, (0.999, 3.0), UP, n=9)
    assert (short.answer, short.reason, short.sense) == ("cannot_tell", "too_noisy", "")


def test_the_favourable_end_at_just_what_matters_contradicts_nothing():
    reaching = judge(0.0, (-1.0, 1.0), UP, n=9)
    assert (reaching.answer, reaching.reason, reaching.sense) == ("cannot_tell", "too_noisy", "")
    assert reaching.p_claimed == pytest.approx(0.05)
    found = judge(0.0, (-0.999, 0.999), UP, n=9)
    assert (found.answer, found.reason) == ("contradicts", "")


@pytest.mark.parametrize(
    ("interval", "sense"),
    [
        ((-0.5, -0.5), "no such change"),
        ((-1.0, -1.0), "the opposite"),
        ((-3.0, -1.5), "the opposite"),
        # It holds zero, however far it reaches the other way.
        ((-3.0, 0.5), "no such change"),
        ((-3.0, 0.0), "no such change"),
        ((-3.0, -0.001), "the opposite"),
        # It does not hold zero and lies inside the margin, on either side.
        ((-0.9, -0.1), "no such change"),
        ((0.1, 0.9), "no such change"),
        # An end of the interval that lies on the margin is not inside it.
        ((-1.0, -0.1), "the opposite"),
    ],
)
def test_a_contradiction_says_which_it_is(interval: tuple[float, float], sense: str):
    low, high = interval
    found = judge((low + high) / 2, interval, UP, n=9)
    assert (found.answer, found.sense) == ("contradicts", sense)
    mirrored = judge(-(low + high) / 2, (-high, -low), DOWN, n=9)
    assert (mirrored.answer, mirrored.sense) == ("contradicts", sense)


numbers = st.integers(-64, 64).map(lambda number: number / 8)


@given(effect=numbers, below=st.integers(0, 40), above=st.integers(0, 40))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_what_is_said_of_a_claim_is_said_of_its_mirror(effect: float, below: int, above: int):
    interval = effect - below / 8, effect + above / 8
    one = judge(effect, interval, UP, n=9)
    other = judge(-effect, (-interval[1], -interval[0]), DOWN, n=9)
    assert replace(other, effect=one.effect, low=one.low, high=one.high) == one
    assert (other.effect, other.low, other.high) == (-effect, -interval[1], -interval[0])


ORDER = ["contradicts", "cannot_tell", "supports"]


@given(
    effect=numbers,
    below=st.integers(0, 40),
    above=st.integers(0, 40),
    more=st.integers(0, 40),
    wider=st.integers(0, 40),
)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_a_larger_effect_never_weakens_and_a_larger_error_never_decides(
    effect: float, below: int, above: int, more: int, wider: int
):
    def found(effect: float, wider: float = 0.0) -> Finding:
        interval = effect - below / 8 - wider, effect + above / 8 + wider
        return judge(effect, interval, UP, n=9)

    one, larger, unsure = found(effect), found(effect + more / 8), found(effect, wider / 8)
    assert ORDER.index(larger.answer) >= ORDER.index(one.answer)
    assert (larger.p_claimed or 0.0) >= (one.p_claimed or 0.0)
    assert unsure.answer in {one.answer, "cannot_tell"}


def test_the_interval_is_of_the_effect_and_not_of_the_claim():
    up, down = (judge(50.0, (5.0, 95.0), ask, n=9) for ask in (UP, DOWN))
    assert (up.low, up.high, up.effect) == (down.low, down.high, down.effect) == (5.0, 95.0, 50.0)
    assert (up.lean, up.p_none) == pytest.approx((1 - (down.lean or 0), 1 - (down.p_none or 0)))


def test_the_chances_are_those_of_a_normal_error_of_the_interval():
    from scipy.stats import norm

    # A standard deviation is 1 on the low side and 2 on the high one.
    found = judge(3.0, (3.0 - NORMAL, 3.0 + 2 * NORMAL), UP, n=9)
    assert found.p_claimed == pytest.approx(norm.cdf(2.0))
    assert (found.lean, found.p_none) == pytest.approx((norm.cdf(3.0), norm.sf(3.0)))
    short = judge(-3.0, (-3.0 - NORMAL, -3.0 + 2 * NORMAL), UP, n=9)
    assert short.p_claimed == pytest.approx(norm.cdf(-2.0))
    assert short.lean == pytest.approx(norm.cdf(-1.5))


def test_power_is_the_chance_to_support_twice_what_matters():
    from scipy.stats import norm

    # Supported is what lies 1.645 deviations beyond 1; of an effect of 2 that is one less.
    found = judge(0.0, (-NORMAL, NORMAL), UP, n=9)
    assert found.power == pytest.approx(norm.cdf(1 - NORMAL))
    assert judge(9.0, (9 - NORMAL, 9 + NORMAL), UP, n=9).power == pytest.approx(found.power)
    assert judge(0.0, (-1.0, 1.0), UP, n=9).power == pytest.approx(0.5)


def test_the_smallest_effect_seen_is_seen_in_four_of_five_cases():
    from scipy.stats import norm

    found = judge(0.0, (-NORMAL, NORMAL), UP, n=9)
    assert found.detectable is not None
    assert norm.cdf(found.detectable - NORMAL - UP.matters) == pytest.approx(0.8)
    assert judge(4.0, (4.0, 4.0), UP, n=9).detectable == 1.0


def test_an_error_that_cannot_be_told_decides_nothing_and_keeps_the_effect():
    line = (2010.0, 0.0, 2018.0, 9.0)
    found = judge(9.0, None, UP, n=9, line=line)
    assert found == Finding("cannot_tell", reason="no_error", effect=9.0, n=9, line=line)
    assert REASONS["no_error"].untestable


def test_an_effect_without_an_error_is_sure():
    yes, no = judge(1.0, (1.0, 1.0), UP, n=9), judge(-1.0, (-1.0, -1.0), UP, n=9)
    assert (yes.answer, yes.p_claimed, yes.p_none, yes.lean) == ("supports", 1.0, 0.0, 1.0)
    assert (no.answer, no.p_claimed, no.p_none, no.lean) == ("contradicts", 0.0, 1.0, 0.0)
    assert judge(0.0, (0.0, 0.0), UP, n=9).lean == 0.5


def test_a_sure_effect_of_zero_is_surely_none():
    assert exact(0.0, UP, n=9).p_none == 1.0
    assert judge(0.0, (0.0, 0.0), UP, n=9).p_none == 1.0


@pytest.mark.parametrize(
    ("effect", "answer", "sense", "lean", "none"),
    [
        (1.0, "supports", "", 1.0, 0.0),
        (0.9, "contradicts", "no such change", 1.0, 0.0),
        (0.0, "contradicts", "no such change", 0.5, 1.0),
        (-0.9, "contradicts", "no such change", 0.0, 1.0),
        (-1.0, "contradicts", "the opposite", 0.0, 1.0),
    ],
)
def test_a_closed_list_decides_at_what_matters(
    effect: float, answer: Any, sense: Any, lean: float, none: float
):
    claimed = 1.0 if answer == "supports" else 0.0
    whole = Finding(
        answer, sense, effect=effect, low=effect, high=effect, p_claimed=claimed, p_none=none,
        lean=lean, n=4, exact=True,
    )  # fmt: skip
    assert exact(effect, UP, n=4) == whole
    mirrored = replace(whole, effect=-effect, low=-effect, high=-effect)
    assert exact(-effect, DOWN, n=4) == mirrored


@pytest.mark.parametrize(
    ("fewer", "rests"),
    [
        # By answer and direction: supports up, supports down, contradicts up, contradicts down.
        ("opposite", [False, True, True, False]),
        ("harm", [True, False, False, True]),
        ("either", [True, True, True, True]),
        ("no change", [False, False, True, True]),
    ],
)
def test_an_answer_of_few_acts_is_known_as_one(fewer: Any, rests: list[bool]):
    rule = replace(criteria["rises"], fewer=fewer)
    asked = [(answer, way) for answer in ("supports", "contradicts") for way in ("up", "down")]
    assert [rule.rests_on_fewer(answer, way) for answer, way in asked] == rests  # type: ignore[arg-type]
    assert not rule.rests_on_fewer("cannot_tell", "up")


def test_a_criterion_has_its_defaults():
    @criterion(form="trend", effect="{unit}", options=RisesOptions)
    def plain(evidence: Evidence, ask: Ask) -> Finding:
        """Nothing is looked at. Never."""
        return Finding("cannot_tell", n=len(evidence.points) + ask.sign)

    held = (plain.name, plain.periodic, plain.instances, plain.counts_acts, plain.drafted)
    assert held == ("plain", True, False, False, True)
    assert plain.title == "Nothing is looked at. Never"
    assert plain.fewer == "opposite"
    assert plain.ask(matters=1) == Ask(sign=1, matters=1, options=RisesOptions())
    own = Criterion("own", "trend", "{unit}", RisesOptions, plain.decide, periodic=False)
    assert (own.instances, own.counts_acts, own.drafted) == (False, False, True)
    assert [own.ask(direction=way, matters=1).sign for way in ("up", "down")] == [1, -1]
    assert Evidence(()) == Evidence((), (), complete=False, middle=183, error=Jumps())


def test_which_silences_leave_nothing_to_test_and_which_say_more():
    assert {name for name, reason in REASONS.items() if reason.untestable} == {
        "no_rows",
        "too_short",
        "coverage_ended",
        "no_error",
    }
    assert {name for name, reason in REASONS.items() if reason.detailed} == {"too_short", "too_few"}


def test_a_reason_is_told_with_its_detail_where_it_has_one():
    assert reason_text(cannot_tell("too_short", "4 periods.")) == "too few periods (4 periods)"
    assert reason_text(cannot_tell("too_short", "")) == "too few periods"
    assert reason_text(cannot_tell("too_noisy", "4 periods.")) == (
        "the error of measurement is too large to tell"
    )
    assert reason_text(Finding("supports")) == ""
    assert cannot_tell("too_noisy", "").n == 0


def test_one_series_may_have_one_label_and_no_more():
    assert len(one_series((Point(2020, 1.0, label="A"), Point(2021, 1.0, label="A")))) == 2
