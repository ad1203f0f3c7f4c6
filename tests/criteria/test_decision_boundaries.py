"""The rule that all criteria share, at its boundaries: draws that lie where an answer turns."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

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
from entente.criteria._decision import cannot_tell, exact, judge, quantile
from entente.criteria.rises import Options as RisesOptions
from entente.finding import Finding
from entente.measures import Point

UP = Ask(sign=1, matters=1.0, options=None)
DOWN = replace(UP, sign=-1)


def of_ten(*values: float) -> np.ndarray:
    """Ten draws: the values, and zeros to fill."""
    return np.array([*values, *[0.0] * (10 - len(values))])


def test_a_draw_of_just_what_matters_counts_and_nine_in_ten_are_enough():
    found = judge(of_ten(*[1.0] * 9), UP, effect=1.0, n=9)
    assert (found.answer, found.reason, found.p_claimed) == ("supports", "", 0.9)
    assert judge(of_ten(*[1.0] * 8), UP, effect=1.0, n=9).answer == "cannot_tell"


def test_no_effect_in_nine_of_ten_draws_contradicts():
    held = [*[0.0] * 9, 9.0]
    found = judge(np.array(held), UP, effect=0.0, n=9)
    assert (found.p_none, found.answer) == (0.9, "contradicts")
    found = judge(np.array([*[0.0] * 8, 9.0, 9.0]), UP, effect=0.0, n=9)
    assert (found.p_none, found.reason) == (0.8, "too_noisy")


def test_an_interval_that_reaches_what_matters_is_not_short_of_it():
    assert judge(np.full(20, 0.5), UP, effect=0.5, n=9).answer == "contradicts"
    reaching = judge(np.array([*[0.5] * 18, 1.0, 1.0]), UP, effect=0.5, n=9)
    assert (reaching.high, reaching.answer) == (1.0, "cannot_tell")


@pytest.mark.parametrize(
    ("held", "sense"),
    [
        (np.full(20, -0.5), "no such change"),
        (np.full(20, -1.0), "the opposite"),
        (np.linspace(-1.5, 0.1, 20), "no such change, or the opposite"),
        (np.array([*[-1.0] * 17, *[-0.5] * 3]), "no such change, or the opposite"),
        (np.array([*[-1.0] * 18, *[-0.5] * 2]), "the opposite"),
        # An end of the interval that lies on the margin is not inside it.
        (np.array([*[0.0] * 92, *[1.0] * 8]), "no such change, or the opposite"),
        (np.array([*[0.0] * 92, *[-1.0] * 8]), "no such change, or the opposite"),
    ],
)
def test_a_contradiction_says_which_it_is(held: np.ndarray, sense: str):
    found = judge(held, UP, effect=float(np.median(held)), n=9)
    assert (found.answer, found.sense) == ("contradicts", sense)
    mirrored = judge(-held, DOWN, effect=-float(np.median(held)), n=9)
    assert (mirrored.answer, mirrored.sense) == ("contradicts", sense)


def test_the_interval_is_of_the_effect_and_not_of_the_claim():
    held = np.arange(101.0)
    up, down = (judge(held, ask, effect=50.0, n=9) for ask in (UP, DOWN))
    assert (up.low, up.high) == (down.low, down.high) == (5.0, 95.0)
    assert (up.detectable, down.detectable) == (70.0, 70.0)


def test_power_is_the_share_of_draws_that_would_be_seen_were_the_effect_there():
    # Moved by 40, what lies above 90 is what lay above 50: half of 101 draws, but for the middle.
    ask = replace(UP, matters=40.0)
    found = judge(np.arange(101.0) - 50, ask, effect=0.0, n=9)
    assert found.power == pytest.approx(50 / 101)
    found = judge(np.arange(101.0) - 50, replace(UP, matters=40.5), effect=0.0, n=9)
    assert found.power == pytest.approx(51 / 101)


@pytest.mark.parametrize(("matters", "reason"), [(40.0, "low_power"), (40.5, "")])
def test_an_absence_contradicts_with_an_even_chance_to_see_the_effect(matters: float, reason: str):
    low = np.arange(101.0) - 95  # Zero or less in 96 of 101 draws, never near what matters.
    found = judge(low, replace(UP, matters=matters), effect=-45.0, n=9)
    assert (found.p_none, found.reason) == (pytest.approx(96 / 101), reason)
    even = judge(np.array([-2.0, -1, -1, -1, -1, 0, 0, 0, 0, 0]), UP, effect=0.0, n=9)
    assert (even.power, even.answer) == (0.5, "contradicts")


def test_draws_of_nothing_lean_neither_way():
    assert judge(np.zeros(10), UP, effect=0.0, n=9).lean == 0.5
    assert judge(of_ten(1, 1, -1), UP, effect=0.0, n=9).lean == pytest.approx(0.2 + 0.35)


def test_a_quantile_lies_between_its_neighbours():
    held = np.array([1.0, 2.0, 4.0])
    ends = [quantile(held, share) for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert ends == [1.0, 1.5, 2.0, 3.0, 4.0]


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


def test_a_list_that_is_not_closed_decides_only_for_what_is_in_it():
    assert exact(1.0, UP, n=4, complete=False).answer == "supports"
    found = exact(0.0, UP, n=4, complete=False)
    assert (found.answer, found.sense, found.reason) == ("cannot_tell", "", "list_incomplete")


@pytest.mark.parametrize(
    ("fewer", "rests"),
    [
        # By answer and direction: supports up, supports down, contradicts up, contradicts down.
        ("opposite", [False, True, True, False]),
        ("harm", [True, False, False, True]),
        ("either", [True, True, True, True]),
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
        return Finding("cannot_tell", n=len(evidence.points) + ask.draws)

    held = (plain.name, plain.periodic, plain.instances, plain.counts_acts, plain.drafted)
    assert held == ("plain", True, False, False, True)
    assert plain.title == "Nothing is looked at. Never"
    assert (plain.fewer, plain.ask(matters=1).draws, plain.ask(matters=1).seed) == (
        "opposite",
        2000,
        0,
    )
    own = Criterion("own", "trend", "{unit}", RisesOptions, plain.decide, periodic=False)
    assert (own.instances, own.counts_acts, own.drafted) == (False, False, True)
    assert [own.ask(direction=way, matters=1).sign for way in ("up", "down")] == [1, -1]
    assert (Evidence(()).middle, Evidence(()).complete, UP.seed, UP.draws) == (183, False, 0, 2000)


def test_which_silences_leave_nothing_to_test_and_which_say_more():
    assert {name for name, reason in REASONS.items() if reason.untestable} == {
        "no_rows",
        "too_short",
        "coverage_ended",
    }
    assert {name for name, reason in REASONS.items() if reason.detailed} == {"too_short", "too_few"}


def test_a_reason_is_told_with_its_detail_where_it_has_one():
    assert reason_text(cannot_tell("too_short", "4 periods.")) == "too few periods (4 periods)"
    assert reason_text(cannot_tell("too_short", "")) == "too few periods"
    assert reason_text(cannot_tell("too_noisy", "4 periods.")) == "too noisy"
    assert reason_text(Finding("supports")) == ""
    assert cannot_tell("too_noisy", "").n == 0


def test_one_series_may_have_one_label_and_no_more():
    assert len(one_series((Point(2020, 1.0, label="A"), Point(2021, 1.0, label="A")))) == 2
