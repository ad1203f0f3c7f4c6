from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from entente.drafting.atoms import MOST_PARTS, split_atoms

WORDS = [
    *("Beijing", "Moscow", "sells", "and", "defends", "while", "its", "power", "wanes", ",", ";"),
    *("including", "Japan", "Taiwan", "joint", "exercises", "is", "buying", "to", "has", "grown"),
]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "Beijing fuels the war and openly defends it.",
            ["Beijing fuels the war", "defends it."],
        ),
        ("Both are deepening and expanding their ties.", None),
        ("They cooperate from trade to arms and norms.", None),
        ("They act to manage a crisis and coordinate votes.", None),
        (
            "Trade grows, but fears remain.",
            ["Trade grows", "fears remain."],
        ),
        (
            "Seoul buys arms while Tokyo sells chips.",
            ["Seoul buys arms", "Tokyo sells chips."],
        ),
        (
            "Its power wanes and dependence deepens.",
            ["Its power wanes", "dependence deepens."],
        ),
        (
            "They meet in places, including Japan, Taiwan, and the South China Sea.",
            ["They meet in places, including Japan", "Taiwan", "the South China Sea."],
        ),
        ("They sell things, including cars and toys.", None),
        ("Talks stalled; trade has grown.", ["Talks stalled", "trade has grown."]),
    ],
)
def test_a_sentence_is_split_where_each_part_can_stand(
    sentence: str, parts: list[str] | None
) -> None:
    assert [atom.text for atom in split_atoms(sentence)] == (parts or [sentence])


def test_a_leading_place_and_the_subject_hold_for_the_second_verb() -> None:
    _, second = split_atoms("Around Japan, Moscow sends bombers and shares intelligence.")
    assert second.shared == "Around Japan, Moscow"
    assert second.whole == "Around Japan, Moscow shares intelligence."


def test_a_split_says_why() -> None:
    first, second = split_atoms("Seoul buys arms while Tokyo sells chips.")
    assert first.because == ""
    assert "while" in second.because


@examples(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=200))
def test_atoms_are_parts_of_the_sentence_in_order_and_apart(sentence: str) -> None:
    atoms = split_atoms(sentence)
    assert atoms
    last = 0
    for atom in atoms:
        assert sentence[atom.start : atom.end] == atom.text
        assert atom.start >= last
        last = atom.end
        for start, end in atom.spans:
            assert 0 <= start <= end <= atom.start


def test_a_very_long_list_stays_whole() -> None:
    places = ", ".join(["Japan", "Taiwan"] * MOST_PARTS)
    assert len(split_atoms(f"They meet in places, including {places}.")) == 1


@pytest.mark.parametrize("word", ["and ", ", while ", "including ", "sells and ", "Japan, "])
def test_a_hostile_sentence_is_split_in_good_time(word: str) -> None:
    assert split_atoms("Beijing sells " + word * 3_000)
