"""Tags learnt from a reader's records: what is learnt, when nothing is, and that it is stable."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.library.tagging.learning import LearntTag, learn_tag, suggest_tags

SHIPS = [
    "Frigates and submarines patrol the strait.",
    "A navy orders two frigates.",
    "Submarine crews train for long patrols.",
    "The fleet sails past the islands.",
    "Destroyers escort tankers at sea.",
]
FIELDS = [
    "Wheat harvests fall after a drought.",
    "Farmers sow rice in spring.",
    "Cattle herds move north with the rain.",
    "Bread prices rise in the cities.",
    "Irrigation canals silt up.",
]
TEXTS = [*SHIPS, *FIELDS]
TAGGED = [True] * len(SHIPS) + [False] * len(FIELDS)


def learn(texts: list[str] = TEXTS, tagged: list[bool] = TAGGED) -> LearntTag:
    return learn_tag("fleet", texts, tagged)


def test_a_new_text_of_the_kind_gets_the_tag_and_one_of_another_does_not() -> None:
    learnt = learn()
    assert [one.label for one in suggest_tags("Frigates leave port for a patrol.", [learnt])] == [
        "fleet"
    ]
    assert suggest_tags("Farmers plant wheat and rice.", [learnt]) == []


def test_the_words_that_earned_a_tag_are_as_they_stand_in_the_text() -> None:
    found = suggest_tags("Frigates leave port.", [learn()])
    assert found[0].words == ("Frigates",)
    assert found[0].why == "Learnt from 5 records with this tag."


def test_a_text_like_the_tagged_ones_needs_none_of_their_words() -> None:
    found = suggest_tags("Warships anchored in a naval base.", [learn()])
    assert [one.words for one in found] == [()]
    assert "meaning" in found[0].why


@pytest.mark.parametrize("examples", [0, 1, 2])
def test_too_few_examples_are_said_to_be_too_few(examples: int) -> None:
    learnt = learn(TEXTS, [i < examples for i in range(len(TEXTS))])
    assert learnt.refused == f"too few examples: {examples} of 3"
    assert suggest_tags("Frigates", [learnt]) == []


def test_too_few_records_without_the_tag_are_said_to_be_too_few() -> None:
    learnt = learn(TEXTS, [i < 8 for i in range(len(TEXTS))])
    assert learnt.refused == "too few records without it: 2 of 3"


def test_three_examples_are_enough() -> None:
    texts = [*SHIPS[:3], *FIELDS]
    learnt = learn(texts, [True] * 3 + [False] * 5)
    assert not learnt.refused
    assert suggest_tags("Frigates and submarines", [learnt])


def test_lists_of_two_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="10 texts, but 1 say"):
        learn(TEXTS, [True])


def test_an_empty_text_gets_no_tag() -> None:
    assert suggest_tags(" ", [learn()]) == []


def test_a_telling_word_scores_above_zero_and_one_of_the_others_below() -> None:
    words = learn().words
    assert words
    assert words["frigate"] > 0 > words["wheat"]


def test_learning_twice_gives_the_same_to_the_last_bit() -> None:
    one, two = learn(), learn()
    assert one.meaning is not None
    assert two.meaning is not None
    assert np.array_equal(one.meaning, two.meaning)
    assert (one.words, one.bias) == (two.words, two.bias)


@given(st.permutations(range(len(TEXTS))))
@settings(max_examples=10, deadline=None)
def test_the_order_of_examples_does_not_matter(order: list[int]) -> None:
    shuffled = learn([TEXTS[i] for i in order], [TAGGED[i] for i in order])
    new = "Frigates leave port for a patrol."
    there, here = suggest_tags(new, [shuffled])[0], suggest_tags(new, [learn()])[0]
    assert there.score == pytest.approx(here.score, abs=2e-3)
    assert there.words == here.words


@given(st.lists(st.tuples(st.text(max_size=20), st.booleans()), max_size=9), st.text(max_size=20))
@settings(max_examples=40, deadline=None)
def test_no_texts_break_the_learning(pairs: list[tuple[str, bool]], new: str) -> None:
    learnt = learn([text for text, _ in pairs], [has for _, has in pairs])
    for one in suggest_tags(new, [learnt]):
        assert 0.5 <= one.score <= 1
        assert all(word in new for word in one.words)
