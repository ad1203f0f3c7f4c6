from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from entente.drafting.lexicon import read_lexicon
from entente.drafting.phrases import even, find_cues, pattern_of

PHRASES = ["deepen*", "not ... undermin*/weaken*", "in step", "more ... than", "use/uses"]


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("deepen*", "Ties deepened.", ["deepened"]),
        ("deepen*", "Undeepened, the ties.", []),
        ("in step", "They act in step.", ["in step"]),
        ("in step", "They act in\nstep.", ["in\nstep"]),
        ("in step", "They begin stepping.", []),
        (
            "not ... undermin*",
            "It has not yet, so far, undermined it.",
            ["not yet, so far, undermined"],
        ),
        ("not ... undermin*", "It does not. They undermined it.", []),
        ("not ... undermin*", "Not one of the many new things undermines it.", []),
        ("use/uses", "He uses it, they use it, she used it.", ["uses", "use"]),
        ("its", "Russia’s power and its ally’s.", ["its"]),
    ],
)
def test_a_phrase_is_found_where_it_reads(phrase: str, text: str, words: list[str]) -> None:
    assert [cue.words for cue in find_cues(text, [phrase])] == words


def test_of_two_phrases_at_one_place_the_longer_counts() -> None:
    found = find_cues("more useful than before", ["more", "more ... than"])
    assert [cue.words for cue in found] == ["more useful than"]


@examples(deadline=None)
@given(st.text(max_size=200))
def test_offsets_stay_and_cues_are_the_very_words(text: str) -> None:
    assert len(even(text)) == len(text)
    last = 0
    for cue in find_cues(text, PHRASES):
        assert text[cue.start : cue.end] == cue.words
        assert cue.start >= last
        last = cue.end


@pytest.mark.parametrize(
    "hostile", ["not " * 20_000, "-" * 50_000, "not -, " * 9_000, "more " * 20_000]
)
def test_a_hostile_text_is_read_in_good_time(hostile: str) -> None:
    assert find_cues(hostile, PHRASES) == []


def test_no_phrase_is_passed_over_for_how_it_begins() -> None:
    words = read_lexicon().words
    phrases = {phrase for rule in words.forms for phrase in rule.words + rule.unless + rule.also}
    text = " ".join(sorted(phrase.replace("/", " ").replace("*", "ed") for phrase in phrases))
    missed = {
        phrase
        for phrase in phrases
        if not find_cues(text, [phrase]) and pattern_of(phrase).search(text.replace("May", ""))
    }
    assert missed == set()
