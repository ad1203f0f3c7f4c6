"""Verdicts, confidence and robustness at their boundaries."""

from __future__ import annotations

from typing import Any

import pytest
from test_verdicts import SOLID, changed, vote

from entente.answer.robustness import holds, robustness, same_side
from entente.answer.verdicts import Vote, combine, confidence
from entente.finding import Finding

FOR = vote("a", "supports", lean=0.99)
AGAINST = vote("a", "contradicts", lean=0.01, sense="the opposite")


def silent(**facts: Any) -> Vote:
    return vote("b", "cannot_tell", reason="too_noisy", title="B", **facts)


@pytest.mark.parametrize(
    ("facts", "away"),
    [
        ({"lean": 0.5}, False),
        ({"lean": 0.49}, True),
        ({"lean": 0.0, "proxy": "weak"}, False),
        ({"lean": None}, False),
    ],
)
def test_a_silent_lens_lowers_the_confidence_from_a_lean_on(facts: dict[str, Any], away: bool):
    other = silent(**facts)
    answer = combine([SOLID, other])
    assert answer.verdict == "supported"
    assert answer.confidence.level == ("moderate" if away else "high")
    told = "another lens leans the other way (B)" in answer.confidence.reasons
    assert told is away
    turned = None if other.lean is None else 1 - other.lean
    no = changed(SOLID, answer="contradicts", sense="the opposite")
    answer = combine([no, changed(other, lean=turned)])
    assert answer.verdict == "contradicted"
    assert answer.confidence.level == ("moderate" if away else "high")


def test_confidence_steps_down_once_and_not_below_low():
    away = silent(lean=0.1)
    assert confidence([SOLID], [away, changed(away, title="C")]).level == "moderate"
    assert confidence([SOLID], [away, changed(away, title="C")]).reasons[-1].endswith("(B, C)")
    assert confidence([changed(SOLID, producers=("x",))], [away]).level == "low"
    assert confidence([SOLID], [changed(away, title="")]).reasons[-1].endswith("(b)")


@pytest.mark.parametrize(
    ("leans", "lean"),
    [
        ([0.6], "for"),
        ([0.59], ""),
        ([0.5, 0.75], "for"),
        ([0.41], ""),
        ([0.4], "against"),
        ([0.25, 0.5], "against"),
        ([None], ""),
        ([0.0], "against"),
        ([None, 0.75], "for"),
    ],
)
def test_an_open_answer_leans_from_six_in_ten_on(leans: list[float | None], lean: str):
    answer = combine([silent(lean=each) for each in leans])
    assert (answer.verdict, answer.lean) == ("undetermined", lean)


def test_weak_lenses_lean_only_where_no_other_has_an_estimate():
    weak, strong = silent(lean=0.9, proxy="weak"), silent(lean=0.1)
    assert combine([weak, strong]).lean == "against"
    assert combine([weak, silent(lean=None)]).lean == "for"
    assert combine([weak]).lean == ""  # not testable, so that it is not open either


def test_each_way_to_stay_open_says_so():
    assert combine([silent(lean=0.5), silent(lean=0.4)]).reason == (
        "No lens decides: B: the error of measurement is too large to tell."
    )
    both = combine([FOR, AGAINST])
    assert (both.verdict, both.reason, both.decided_by) == (
        "mixed",
        "Lenses that decide disagree.",
        ["a", "a"],
    )
    common = combine([changed(FOR, mark="common")], singles_out=True)
    assert (common.verdict, common.decided_by) == ("mixed", ["a"])
    assert common.reason == "It happened, and it is not special: others moved as much."
    unknown = combine([FOR], singles_out=True)
    assert unknown.reason == "It happened; whether it is special to these states cannot be told."
    assert combine([changed(FOR, mark="unusual")], singles_out=True).reason == ""


def test_a_claim_that_cannot_be_tested_says_why_and_what_would_test_it():
    bare = vote("b", "cannot_tell", reason="too_short", title="B")
    answer = combine([bare, bare])
    assert (answer.verdict, answer.reason) == ("not testable", "B: too few periods.")
    wanted = combine([bare], would_test="Port calls.")
    assert wanted.reason == "B: too few periods. What would test it: Port calls."
    weak = combine([changed(FOR, proxy="weak")], would_test="Port calls.")
    assert weak.reason == (
        "Only weak lenses are held, and they decide nothing. What would test it: Port calls."
    )
    assert combine([changed(FOR, proxy="weak")]).reason.endswith("they decide nothing.")
    assert combine([FOR], would_test="Port calls.").reason == ""


def test_a_silence_is_told_with_the_title_of_its_lens():
    bare = vote("b", "cannot_tell", reason="too_short", title="B")
    noisy = changed(bare, reason="too_noisy")
    assert noisy.reason == "B: the error of measurement is too large to tell"
    assert changed(bare, title="").reason == "too few periods"
    assert vote("b", "supports", title="B").reason == ""


def test_an_error_that_cannot_be_told_leaves_nothing_tested():
    unknown = vote("b", "cannot_tell", reason="no_error")
    assert combine([unknown]).verdict == "not testable"
    assert combine([unknown, silent(lean=0.5)]).verdict == "undetermined"


def test_a_supported_claim_has_no_sense_and_a_contradicted_one_that_of_its_strong_lenses():
    weak = vote("w", "contradicts", lean=0.3, proxy="weak", sense="no such change")
    answer = combine([AGAINST, weak])
    assert (answer.sense, answer.decided_by) == ("the opposite", ["a"])
    assert combine([FOR]).sense == ""


@pytest.mark.parametrize(
    ("facts", "level"),
    [
        ({"alike": 0.9}, "high"),
        ({"alike": 0.89}, "moderate"),
        ({"alike": 0.0}, "moderate"),
        ({"mark": "between"}, "moderate"),
        ({"mark": "", "exact": True}, "high"),
        ({"mark": "common", "exact": True}, "high"),
        ({"producers": ("x", "y")}, "moderate"),
        ({"producers": ("x", "y"), "proxy": "proxy", "mark": "", "alike": 0.0}, "moderate"),
        ({"producers": ("x", "y"), "fragile": True}, "low"),
        ({"producers": ("x",)}, "low"),
        ({"producers": ()}, "low"),
        ({"fragile": True}, "low"),
        ({"sources": 3, "producers": ()}, "high"),
        ({"sources": 2, "producers": ("x", "y", "z")}, "moderate"),
        ({"sources": 1, "producers": ("x", "y", "z")}, "low"),
    ],
)
def test_confidence_turns_at_the_printed_numbers(facts: dict[str, Any], level: str):
    assert confidence([changed(SOLID, **facts)]).level == level


def test_confidence_tells_its_reasons():
    assert confidence([SOLID]).reasons == ["3 independent sources", "a direct measure"]
    assert confidence([changed(SOLID, alike=0.9)]).reasons == confidence([SOLID]).reasons
    poor = changed(SOLID, proxy="proxy", mark="", alike=0.89, producers=("x",), fragile=True)
    assert confidence([poor]).reasons == [
        "1 independent source",
        "a proxy, not the thing itself",
        "not shown to be more than usual among others",
        "some equivalent specifications answer otherwise",
        "leaving out one year flips the sign",
    ]
    common = changed(SOLID, mark="common")
    assert confidence([common]).reasons[-1] == "no more than usual among others"
    assert confidence([common, changed(common, mark="")]).reasons[-1] == (
        "no more than usual among others"
    )
    assert confidence([SOLID, changed(SOLID, proxy="proxy")]).reasons[1] == "a direct measure"


def test_independent_sources_are_the_most_of_an_instance_or_all_producers():
    instances, series = changed(SOLID, sources=1), changed(SOLID, producers=("x", "y"))
    # Producers of instances are no sources of their own; those of several series are joined.
    assert confidence([instances]).reasons[0] == "1 independent source"
    assert confidence([instances, series]).level == "moderate"
    assert confidence([series, changed(series, producers=("y", "z"))]).level == "high"
    assert confidence([changed(SOLID, sources=4), series]).reasons[0] == "4 independent sources"


def test_one_lens_may_lift_the_confidence_of_all_or_hold_it_down():
    # One direct measure and one that is more than usual are enough.
    near, far = changed(SOLID, mark=""), changed(SOLID, proxy="proxy")
    assert confidence([near, far]).level == "high"
    # One that rests on a year, or whose specifications split, is enough to miss it.
    assert confidence([SOLID, changed(SOLID, fragile=True)]).level == "low"
    assert confidence([SOLID, changed(SOLID, alike=0.5)]).level == "moderate"


# ---------------------------------------------------------------- robustness

YES = Finding("supports", effect=1.0, low=0.5, high=1.5, p_claimed=0.99)
NO = Finding("contradicts", sense="no such change", effect=0.1, p_claimed=0.01)


def test_a_side_is_that_of_the_smallest_effect_that_matters():
    chances = [0.99, 0.5, 0.49, 0.0, None]
    found = [Finding("cannot_tell", p_claimed=chance) for chance in chances]
    assert [same_side(own, found) for own in (found[0], found[1], found[2])] == [2, 2, 2]
    # No estimate is on no side.
    assert same_side(found[4], found) == 0


def test_effects_of_either_sign_short_of_what_matters_are_on_one_side():
    other = Finding("contradicts", sense="the opposite", effect=-0.1, p_claimed=0.001)
    assert same_side(NO, [NO, other]) == 2
    assert holds(NO, [NO, other])
    assert not holds(NO, [NO, Finding("contradicts", effect=0.2, p_claimed=0.6)])


def test_robustness_counts_what_it_says():
    far = Finding("supports", effect=-2.0, low=-3.0, high=-1.0, p_claimed=0.2)
    others = [
        ({}, YES),
        ({"window.from": "2012"}, far),
        ({"window.from": "2014"}, Finding("cannot_tell", reason="too_short")),
    ]
    held, kept = robustness(YES, others)
    assert (held.total, held.same_answer, held.same_side, held.with_estimate) == (3, 2, 1, 2)
    assert [(s.changed, s.answer, s.effect, s.low, s.high) for s in held.specifications] == [
        ({}, "supports", 1.0, 0.5, 1.5),
        ({"window.from": "2012"}, "supports", -2.0, -3.0, -1.0),
        ({"window.from": "2014"}, "cannot_tell", None, None, None),
    ]
    assert held.fragile_year is None
    assert not kept
    assert robustness(YES, [others[0], others[0], others[2]])[1]
