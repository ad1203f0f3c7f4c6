from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.errors import BrokenFileError
from entente.library.formats import parse_records, read_records
from entente.library.record import Record

SAMPLE = Path(__file__).parent / "samples" / "page.txt"
SEED = Path(__file__).parents[2] / ".." / "shared" / "seed" / "record.txt"


def page(text: str) -> list[Record]:
    return parse_records(text, "catalogue_page", where="page.txt")


def test_each_field_of_the_sample_is_read():
    first, second = read_records(SAMPLE)
    assert first.number == 1
    assert first.title == (
        "Lines on the Water: Fishing Fleets, Coast Guards and the Quiet Contest in the Gulf of"
        " Tonkin"
    )
    assert first.authors == (
        "Ana Ruiz",
        "Bo van der Lind, Jr.",
        "Center for Strategic and International Studies",
    )
    assert first.published == "2023-02"
    assert first.published.last_day() == dt.date(2023, 2, 28)
    assert first.content_type == "Working Paper"
    assert first.institution == "Harbour Institute for Made-Up Affairs (HIMA)"
    assert first.topics == (
        "Science and Technology",
        "Kite Flying",
        "Trade and Finance",
        "Cooperation",
    )
    assert first.places == (
        "Vietnam",
        "Bosnia and Herzegovina",
        "Trinidad and Tobago",
        "Southeast Asia",
    )
    assert first.extra == {"Shelf Mark": ("HIMA 12", "second floor")}
    assert first.url == ""
    assert second == Record.model_validate(
        {
            "number": 2,
            "title": "A Record With Little in It",
            "authors": ["Ministry of Economy, Trade and Industry"],
            "published": "2021-03-17",
            "places": ["Japan"],
        }
    )


def test_the_sentences_of_the_sample_are_numbered_over_its_paragraphs():
    sentences = read_records(SAMPLE)[0].sentences()
    assert len(sentences) == 7
    assert sentences[4] == "Dr. Lind of the U.S. branch thinks it a habit."
    assert sentences[6] == "A second part turns to fuel prices in the U.S."


@pytest.mark.skipif(not SEED.exists(), reason="ours: the shared seed record is not beside this")
def test_each_field_of_the_seed_record_is_read():
    [record] = read_records(SEED)
    written = SEED.read_text(encoding="utf-8").splitlines()
    abstract = written[written.index("- Abstract:") + 1].removeprefix("- ")
    assert record.model_dump() == {
        "number": 1,
        "title": written[0].removeprefix("1. "),
        "authors": ("Jacob Stokes", "Evan Wright", "Nathaniel Schochet"),
        "published": "2024-09",
        "content_type": "Special Report",
        "institution": "Center for a New American Security (CNAS)",
        "abstract": abstract,
        "topics": (
            "Foreign Policy",
            "Bilateral Relations",
            "Authoritarianism",
            "Partnerships",
            "Cooperation",
        ),
        "places": ("Russia", "China", "Eurasia", "Asia"),
        "url": "",
        "journal": "",
        "doi": "",
        "incomplete": "",
        "extra": {},
    }


@pytest.mark.skipif(not SEED.exists(), reason="ours: the shared seed record is not beside this")
def test_the_sentences_of_the_seed_record_are_those_a_reader_counts():
    sentences = read_records(SEED)[0].sentences()
    first_words = {number: " ".join(text.split()[:2]) for number, text in sentences.items()}
    assert len(sentences) == 26
    assert sentences[11].startswith("Around Japan, ")
    assert sentences[11].endswith(" close U.S. ally.")
    assert first_words[12] == "China and"
    assert first_words[18] == first_words[23] == "How China"
    assert first_words[26] == "The China-Russia"
    assert " ".join(sentences.values()) == read_records(SEED)[0].abstract


def test_a_line_without_a_dash_goes_on_with_the_line_before():
    [record] = page("1. A Sea\nApart\n- Abstract:\n- One two\nthree.\n\n- Topic:\n- War\n")
    assert (record.title, record.abstract, record.topics) == (
        "A Sea Apart",
        "One two three.",
        ("War",),
    )


def test_a_year_that_opens_a_wrapped_line_is_no_title():
    [record] = page("1. A\n- Abstract:\n- It grew until\n2024. Then it fell.\n- Topic:\n- War\n")
    assert record.abstract == "It grew until 2024. Then it fell."


def test_records_follow_each_other_with_and_without_empty_lines():
    found = page("1. A\n- Topic:\n- War\n2. B\n- Topic:\n- Oil\n\n7. C\n")
    assert [(r.number, r.title, r.topics) for r in found] == [
        (1, "A", ("War",)),
        (2, "B", ("Oil",)),
        (7, "C", ()),
    ]


def test_a_mark_at_the_start_and_windows_line_ends_are_read():
    [record] = page("\ufeff1. A\r\n- Topic:\r\n- War\r\n")
    assert (record.title, record.topics) == ("A", ("War",))


def test_labels_are_told_whatever_their_case_and_with_their_value_beside_them():
    [record] = page("1. A\n- AUTHORS: Ana Ruiz\n- url: https://example.org/a\n")
    assert (record.authors, record.url) == (("Ana Ruiz",), "https://example.org/a")


def test_a_paragraph_of_an_abstract_that_ends_in_a_colon_is_no_label():
    [record] = page("1. A\n- Abstract:\n- The paper finds:\n- Topic: this is text.\n- More.\n")
    assert record.abstract == "The paper finds:\n\nTopic: this is text.\n\nMore."


def test_an_unknown_label_without_a_value_is_kept():
    [record] = page("1. A\n- Series:\n- Topic:\n- War\n")
    assert record.extra == {"Series": ()}


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("1. A\n- Ana Ruiz\n", "value 'Ana Ruiz' stands before any label", 2),
        ("1. A\n- Topic:\n- War\n\n2. B\n- Ana Ruiz\n", "stands before any label", 6),
        ("\n- Author:\n- Ana Ruiz\n", "label 'Author:' stands before any title", 2),
        ("- Ana Ruiz\n", "value 'Ana Ruiz' stands before any title", 1),
        ("A Sea Apart\n", "Expected a numbered title", 1),
        ("1.\n- Author:\n- Ana Ruiz\n", "Record 1 has no title", 1),
        (
            "1. A\n- Topic:\n- War\n- Topics:\n- Oil\n",
            "given twice in record 1, first on line 2",
            4,
        ),
        ("1. A\n- Isbn:\n- 1\n- ISBN:\n- 2\n", "'ISBN' is given twice", 4),
        ("1. A\n- Publication Date:\n- 13-2024\n", "is not a date", 3),
        ("1. A\n- Publication Date:\n- soon\n", "'soon' is not a date", 3),
        ("1. A\n- Institution:\n- B\n- C\n", "second value, 'C'", 4),
        ("1. A\n- URL:\n- javascript:x\n", "url: 'javascript:x' is not a web address", 3),
        ("1. A\n- Topic:\n- War\x00\n", "control character U\\+0000", 3),
        ("1. A\n- Topic:\n- War\x1b[31m\n", "control character U\\+001B", 3),
        ("1. A\n- Topic:\n- " + "a," * 60_000, "too long", 3),
    ],
)
def test_a_malformed_page_is_refused_with_its_line(text: str, message: str, line: int):
    with pytest.raises(BrokenFileError, match=message) as caught:
        page(text)
    assert caught.value.where == f"page.txt:{line}"


@given(
    st.lists(st.sampled_from([*"1. -:\nAa", "\n- ", "Topic:", "\n2. "]), max_size=60).map("".join)
)
def test_any_page_is_read_or_refused_with_a_reason(text: str):
    try:
        assert page(text)
    except BrokenFileError as error:
        assert error.what


@pytest.mark.parametrize("unit", ["\n", "1. x\n", "a\n", "- a\n", "2. "])
def test_a_hostile_page_is_read_in_linear_time(unit: str):
    page("1. A\n- Abstract:\n" + unit * 50_000)
