"""Robustness: which specifications are equivalent, and when an answer holds over them."""

from __future__ import annotations

from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.answer.robustness import holds, same_side
from entente.cases.contract import Lens
from entente.cases.variants import variants
from entente.errors import ScopeError
from entente.finding import Finding

YES = Finding("supports", effect=1.0, p_claimed=0.99)


def lens(**changes: Any) -> Lens:
    held: dict[str, Any] = {
        "id": "a",
        "title": "A",
        "asks": "Supported if.",
        "measure": "vote_agreement",
        "criterion": "rises",
        "matters": 1,
        "proxy": "proxy",
        "blind_to": "much",
        "window": {"from": 2013},
    }
    return Lens.model_validate(held | changes)


def changes(**given_fields: Any) -> list[dict[str, str]]:
    return [changed for changed, _ in variants(lens(**given_fields))]


def test_a_lens_without_specifications_is_its_own_only_one():
    assert changes() == [{}]


def test_every_combination_is_tried_once_and_its_own_first():
    vary = {"window.from": [-1, 0, 1], "options.ends": [3, "line"]}
    found = changes(vary=vary)
    assert found[0] == {}
    assert len(found) == 6
    assert {"window.from": "2012", "options.ends": "line"} in found


def test_a_value_that_is_the_default_is_no_change():
    vary = {"options.ends": [3], "where.set": ["contested"]}
    assert changes(vary=vary) == [{}]


def test_another_measure_is_asked_in_its_place():
    vary = {"measure": ["vote_agreement", "vote_agreement_graded"]}
    assert [found.measure for _, found in variants(lens(vary=vary))] == [
        "vote_agreement",
        "vote_agreement_graded",
    ]


def test_the_lens_itself_is_not_changed():
    own = lens(vary={"window.from": [-1, 0, 1]})
    before = own.model_dump_json()
    variants(own)
    assert own.model_dump_json() == before


def test_a_field_that_a_lens_does_not_have_is_refused():
    with pytest.raises(ScopeError, match=r"varies 'windw\.from'"):
        changes(vary={"windw.from": [1]})


def test_ninety_six_specifications_are_tried_and_one_more_is_refused():
    shifts = [-years for years in range(97)]
    assert len(changes(vary={"window.from": shifts[:96]})) == 96
    with pytest.raises(ScopeError, match="has 97 specifications, more than 96"):
        changes(vary={"window.from": shifts})


@pytest.mark.parametrize(
    ("answers", "chances", "kept"),
    [
        (["supports"] * 2 + ["cannot_tell"], [1, 1, 1], True),
        (["supports", "cannot_tell"], [1, 1], False),
        (["supports"] * 4 + ["cannot_tell"], [1, 1, 1, 0.5, 0.49], True),
        (["supports"] * 3 + ["cannot_tell"], [1, 1, 1, 0.49], False),
        (["supports"] * 3 + ["cannot_tell"], [1, 1, 1, 0.5], True),
        (["supports"] * 2 + ["cannot_tell"], [1, 1, None], True),
        (["supports"], [1], True),
    ],
)
def test_two_thirds_of_the_answers_and_four_fifths_of_the_sides_are_needed(
    answers: list[Any], chances: list[float | None], kept: bool
):
    others = [Finding(a, p_claimed=chance) for a, chance in zip(answers, chances, strict=True)]
    assert holds(YES, others) is kept


findings = st.lists(
    st.tuples(
        st.sampled_from(["supports", "contradicts", "cannot_tell"]),
        st.sampled_from([None, 0.0, 0.49, 0.5, 1.0]),
    ).map(lambda told: Finding(cast("Any", told[0]), p_claimed=told[1])),
    max_size=9,
)


@given(others=findings)
@settings(max_examples=80, deadline=None, derandomize=True)
def test_a_specification_that_agrees_never_breaks_an_answer(others: list[Finding]):
    told = [YES, *others]
    assert 1 <= same_side(YES, told) <= len(told)
    if holds(YES, told):
        assert holds(YES, [*told, YES])
    assert holds(YES, told) == holds(YES, told[::-1])


@given(others=findings)
@settings(max_examples=80, deadline=None, derandomize=True)
def test_a_claim_turned_round_is_as_robust(others: list[Finding]):
    turned = {"supports": "contradicts", "contradicts": "supports", "cannot_tell": "cannot_tell"}

    def mirrored(found: Finding) -> Finding:
        chance = found.p_claimed
        # An even chance is beyond what matters, so it has no mirror of its own.
        other = None if chance is None else 0.25 if chance >= 0.5 else 0.75
        return Finding(turned[found.answer], p_claimed=other)  # type: ignore[arg-type] (one of three)

    told = [YES, *others]
    assert holds(YES, told) == holds(mirrored(YES), [mirrored(found) for found in told])
