"""Robustness: which specifications are equivalent, and when an answer holds over them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.answer.robustness import holds, same_sign
from entente.cases.contract import Lens
from entente.cases.variants import variants
from entente.errors import ScopeError
from entente.finding import Finding

YES = Finding("supports", effect=1.0)


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
    vary = {"window.from": [-1, 0, 1], "options.estimator": ["theil_sen", "least_squares"]}
    found = changes(vary=vary)
    assert found[0] == {}
    assert len(found) == 6
    assert {"window.from": "2012", "options.estimator": "least_squares"} in found


def test_a_value_that_is_the_default_is_no_change():
    vary = {"options.estimator": ["theil_sen"], "where.set": ["contested"]}
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
    ("answers", "signs", "kept"),
    [
        (["supports"] * 2 + ["cannot_tell"], [1, 1, 1], True),
        (["supports", "cannot_tell"], [1, 1], False),
        (["supports"] * 4 + ["cannot_tell"], [1, 1, 1, 1, -1], True),
        (["supports"] * 3 + ["cannot_tell"], [1, 1, 1, -1], False),
        (["supports"] * 2 + ["cannot_tell"], [1, 1, None], True),
        (["supports"], [1], True),
    ],
)
def test_two_thirds_of_the_answers_and_four_fifths_of_the_signs_are_needed(
    answers: list[Any], signs: list[float | None], kept: bool
):
    others = [Finding(a, effect=sign) for a, sign in zip(answers, signs, strict=True)]
    assert holds(YES, others) is kept


@given(
    others=st.lists(
        st.tuples(
            st.sampled_from(["supports", "contradicts", "cannot_tell"]),
            st.sampled_from([None, -1.0, 0.0, 1.0]),
        ),
        max_size=9,
    )
)
@settings(max_examples=80, deadline=None, derandomize=True)
def test_a_specification_that_agrees_never_breaks_an_answer(others: list[tuple[Any, Any]]):
    findings = [YES, *(Finding(answer, effect=effect) for answer, effect in others)]
    assert 1 <= same_sign(YES, findings) <= len(findings)
    if holds(YES, findings):
        assert holds(YES, [*findings, YES])
    assert holds(YES, findings) == holds(YES, findings[::-1])
