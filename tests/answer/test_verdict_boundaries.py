"""Verdicts, confidence and robustness at their boundaries."""

from __future__ import annotations

from typing import Any

import pytest
from test_verdicts import SOLID, changed, vote

from entente.answer.robustness import holds, robustness, same_sign
from entente.answer.verdicts import Vote, combine, confidence
from entente.finding import Finding

FOR = vote("a", "supports", lean=0.99)
AGAINST = vote("a", "contradicts", lean=0.01, sense="the opposite")


def silent(**facts: Any) -> Vote:
    return vote("b", "cannot_tell", reason="too_noisy", title="B", **facts)


@pytest.mark.parametrize(
    ("facts", "stays"),
    [
        ({"lean": 0.5}, True),
        ({"lean": 0.49}, False),
        ({"lean": 0.49, "proxy": "weak", "claimed": 0.11}, True),
        ({"lean": 0.9, "claimed": 0.10}, False),
        ({"lean": 0.9, "claimed": 0.11}, True),
        ({"lean": 0.9, "proxy": "weak", "claimed": 0.10}, False),
        ({"lean": 0.10, "proxy": "weak"}, False),
        ({"lean": None, "claimed": 0.0}, True),
    ],
)
def test_a_silent_lens_opens_a_support_from_a_lean_or_a_near_exclusion(
    facts: dict[str, Any], stays: bool
):
    answer = combine([FOR, silent(**facts)])
    assert answer.verdict == ("supported" if stays else "undetermined")
    assert stays or answer.reason.endswith("leans the other way: B.")


@pytest.mark.parametrize(
    ("facts", "stays"),
    [
        ({"lean": 0.5}, True),
        ({"lean": 0.51}, False),
        ({"lean": 0.51, "proxy": "weak"}, True),
        ({"lean": 0.1, "claimed": 0.90}, False),
        ({"lean": 0.1, "claimed": 0.89}, True),
        ({"lean": 0.1, "proxy": "weak", "claimed": 0.90}, False),
        ({"lean": 0.90, "proxy": "weak"}, False),
        ({"lean": None, "claimed": 1.0}, True),
    ],
)
def test_a_silent_lens_opens_a_contradiction_from_a_lean_or_near_certainty(
    facts: dict[str, Any], stays: bool
):
    answer = combine([AGAINST, silent(**facts)])
    assert answer.verdict == ("contradicted" if stays else "undetermined")


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


def test_weak_lenses_lean_only_where_there_are_no_others():
    weak, strong = silent(lean=0.9, proxy="weak"), silent(lean=0.1)
    assert combine([weak, strong]).lean == "against"
    assert combine([weak]).lean == "for"
    assert combine([weak, silent(lean=None)]).lean == "for"


def test_each_way_to_stay_open_says_so():
    weak = vote("w", "contradicts", lean=0.01, proxy="weak", sense="the opposite")
    assert combine([FOR, weak]).reason == "A weak lens decides against the others."
    assert combine([weak]).reason.startswith("Only a weak proxy decides")
    assert combine([silent(lean=0.5), silent(lean=0.4)]).reason == (
        "No lens decides: B: too noisy."
    )
    both = combine([FOR, changed(AGAINST, lean=0.01)])
    assert (both.verdict, both.decided_by) == ("mixed", ["a", "a"])
    weak_too = changed(FOR, proxy="weak")
    assert combine([FOR, weak_too]).verdict == "supported"


def test_all_lenses_must_lack_periods_for_a_claim_not_to_be_testable():
    bare = vote("b", "cannot_tell", reason="too_short", title="B")
    answer = combine([bare, bare])
    assert (answer.verdict, answer.reason) == ("not testable", "B: too few periods")
    assert changed(bare, reason="too_noisy").reason == "B: too noisy"
    assert vote("b", "cannot_tell", reason="too_short").reason == "too few periods"
    assert vote("b", "supports", title="B").reason == ""


def test_a_supported_claim_has_no_sense_and_a_contradicted_one_that_of_its_strong_lenses():
    weak = vote("w", "contradicts", lean=0.3, proxy="weak", sense="no such change")
    answer = combine([AGAINST, weak])
    assert (answer.sense, answer.decided_by) == ("the opposite", ["a", "w"])
    assert combine([FOR]).sense == ""


@pytest.mark.parametrize(
    ("facts", "level"),
    [
        ({"power": 0.8, "placebo": 0.05}, "high"),
        ({"power": 0.79}, "moderate"),
        ({"placebo": 0.051}, "moderate"),
        ({"placebo": 0.10, "power": None}, "moderate"),
        ({"placebo": 0.101}, "low"),
        ({"producers": ("x", "y"), "fragile": True}, "low"),
        ({"producers": ("x",), "fragile": True}, "low"),
        ({"fragile": True}, "moderate"),
        ({"exact": True, "proxy": "direct", "sources": 2}, "moderate"),
        ({"exact": True, "proxy": "direct", "sources": 1}, "low"),
        ({"exact": True, "proxy": "direct", "sources": 3, "producers": ()}, "high"),
        ({"exact": True, "proxy": "proxy", "sources": 3}, "moderate"),
        ({"exact": True, "proxy": "proxy", "sources": 1}, "low"),
        (
            {"sources": 2, "exact": True, "producers": ("x", "y", "z"), "proxy": "direct"},
            "moderate",
        ),
    ],
)
def test_confidence_turns_at_the_printed_numbers(facts: dict[str, Any], level: str):
    assert confidence([changed(SOLID, **facts)]).level == level


def test_confidence_tells_its_reasons():
    assert confidence([changed(SOLID, placebo=None, producers=("x",), fragile=True)]).reasons == [
        "1 independent source",
        "not yet compared with other pairs and dates",
        "leaving out one year flips the sign",
    ]
    assert confidence([SOLID]).reasons == ["3 independent sources"]
    counted = changed(SOLID, exact=True, sources=2, proxy="direct")
    assert confidence([counted]).reasons == ["2 independent sources", "a direct measure"]
    proxied = changed(counted, proxy="proxy")
    assert confidence([proxied]).reasons[1] == "a proxy, not the thing itself"
    assert confidence([counted, proxied]).reasons[1] == "a direct measure"


def test_independent_sources_are_the_most_of_an_instance_or_all_producers():
    instances = changed(SOLID, exact=True, sources=1, proxy="direct")
    series = changed(SOLID, producers=("x", "y"))
    # Producers of instances are no sources of their own; those of several series are joined.
    assert confidence([instances]).reasons[0] == "1 independent source"
    assert confidence([instances, series]).level == "moderate"
    assert confidence([series, changed(series, producers=("y", "z"))]).level == "high"
    # A closed list beside a series is not asked for a placebo, the series is.
    closed = changed(SOLID, exact=True, placebo=None, power=None)
    assert confidence([closed, SOLID]).level == "high"
    assert confidence([closed, changed(SOLID, placebo=None)]).level == "low"
    # A series whose power nobody knows has none.
    assert confidence([changed(SOLID, power=None)]).level == "moderate"
    # One that rests on a year is enough to step down.
    assert confidence([SOLID, changed(SOLID, fragile=True)]).level == "moderate"
    # One series short of the bar is enough to miss it.
    assert confidence([SOLID, changed(SOLID, placebo=0.2)]).level == "low"


# ---------------------------------------------------------------- robustness

YES = Finding("supports", effect=1.0, low=0.5, high=1.5)
NONE = Finding("contradicts", sense="no such change", effect=0.1)


def test_zero_has_a_sign_of_its_own():
    effects = [1.0, 0.5, 0.0, -0.5, None]
    found = [Finding("supports", effect=effect) for effect in effects]
    assert [same_sign(own, found) for own in (found[0], found[2], found[3])] == [2, 1, 1]


def test_robustness_counts_what_it_says():
    others = [
        ({}, YES),
        ({"window.from": "2012"}, Finding("supports", effect=-2.0, low=-3.0, high=-1.0)),
        ({"window.from": "2014"}, Finding("cannot_tell", reason="too_short")),
    ]
    held, kept = robustness(YES, others, signed=True)
    assert (held.total, held.same_answer, held.same_sign, held.with_estimate) == (3, 2, 1, 2)
    assert [(s.changed, s.answer, s.effect, s.low, s.high) for s in held.specifications] == [
        ({}, "supports", 1.0, 0.5, 1.5),
        ({"window.from": "2012"}, "supports", -2.0, -3.0, -1.0),
        ({"window.from": "2014"}, "cannot_tell", None, None, None),
    ]
    assert held.fragile_year is None
    assert not kept
    assert robustness(YES, others, signed=False)[1]


@pytest.mark.parametrize(
    ("sense", "kept"),
    [("no such change", True), ("no such change, or the opposite", True), ("the opposite", False)],
)
def test_no_such_change_has_no_sign_to_keep(sense: Any, kept: bool):
    own = Finding("contradicts", sense=sense, effect=0.1)
    other = Finding("contradicts", sense=sense, effect=-0.1)
    assert robustness(own, [({}, own), ({"a": "b"}, other)], signed=True)[1] is kept


def test_of_no_such_change_only_the_answers_are_counted():
    assert holds(NONE, [NONE, Finding("contradicts", effect=-0.1)], signed=False)
    assert not holds(NONE, [NONE, Finding("contradicts", effect=-0.1)])
