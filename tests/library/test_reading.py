"""What a program reads of a record: footnote marks go, names keep their digits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.library.reading import read_plainly, reading_text
from entente.library.record import Record

words = st.sampled_from(["ties", "China", "the", "G", "No", "(drills)", "“so”", "F-", "it’s"])
stops = st.sampled_from([" ", ". ", ", ", "; ", ".\n\n", ": "])
texts_without_digits = st.lists(st.tuples(words, stops), max_size=12).map(
    lambda parts: "".join(word + stop for word, stop in parts)
)


def read(abstract: str) -> str:
    return reading_text(Record(title="A", abstract=abstract))


@pytest.mark.parametrize(
    ("written", "as_read"),
    [
        ("Closer ties.12 The rest.", "Closer ties. The rest."),
        ("Closer ties.1", "Closer ties."),
        ("“Closer ties.”3 The rest.", "“Closer ties.” The rest."),
        ("Their cooperation12 grew.", "Their cooperation grew."),
        ("Patrols,4 drills and sales;5,6 all grew.", "Patrols, drills and sales; all grew."),
        ("Closer ties² and trade.³ The rest.", "Closer ties and trade. The rest."),
        ("Closer ties [12] and trade.[3] The rest.", "Closer ties and trade. The rest."),
        ("Exports to China7 and from China.", "Exports to China and from China."),
    ],
)
def test_a_footnote_mark_glued_to_a_word_is_dropped(written: str, as_read: str) -> None:
    assert read(written) == as_read


@pytest.mark.parametrize(
    "text",
    [
        "The G20 met after COVID-19, and AUKUS2030 with an F-35 and a Su-57 in 2024.",
        "Trade rose by 3.5 percent, to 12.4 billion.",
        "See No.5 and vol.2 of the mid1990s, since1991.",
        "Article5 and web3 and Sentinel2 stay.",
        "It cost $5, and 20 of them came at 5pm.",
        "A page at example.com/report12 stays.",
    ],
)
def test_a_number_that_is_part_of_a_name_stays(text: str) -> None:
    assert read(text) == text


def test_a_first_sentence_that_stands_twice_stands_once() -> None:
    assert read("Ties grew. Ties grew. Trade fell.") == "Ties grew. Trade fell."


def test_a_lead_that_is_printed_again_in_place_stands_once() -> None:
    assert read("Ties grew.\n\nTies grew. Trade fell.") == "Ties grew.\n\nTrade fell."


def test_a_copy_is_found_though_one_of_the_two_has_a_mark() -> None:
    assert read("Ties grew. Ties grew.4 Trade fell.") == "Ties grew. Trade fell."


def test_a_later_sentence_that_only_begins_alike_stays() -> None:
    text = "Ties grew. Ties grew. and fell again. Trade fell."
    assert "and fell again" in read(text)


def test_other_sentences_may_repeat() -> None:
    assert read("Ties grew. So what? So what? Trade fell.").count("So what?") == 2


def test_no_abstract_reads_as_nothing() -> None:
    assert read("") == ""


@given(texts_without_digits)
def test_a_text_without_digits_is_read_as_it_is(text: str) -> None:
    assert read_plainly(text) == text


@given(texts_without_digits)
def test_reading_twice_is_reading_once(text: str) -> None:
    marked = text.replace(". ", ".12 ")
    assert read_plainly(read_plainly(marked)) == read_plainly(marked)
