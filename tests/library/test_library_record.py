from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library_strategies import texts
from pydantic import ValidationError

from entente.library.dates import PartialDate, read_date
from entente.library.record import Record
from entente.library.sentences import split_sentences


def test_a_date_by_month_ends_on_the_last_day_of_the_month():
    assert PartialDate("2024-09").last_day() == dt.date(2024, 9, 30)


def test_february_of_a_leap_year_ends_on_the_29th():
    assert PartialDate("2024-02").last_day() == dt.date(2024, 2, 29)


def test_a_date_by_year_spans_the_year():
    date = PartialDate("2023")
    assert (date.first_day(), date.last_day()) == (dt.date(2023, 1, 1), dt.date(2023, 12, 31))


@given(st.dates(min_value=dt.date(1, 1, 1)))
def test_a_whole_date_is_its_own_first_and_last_day(day: dt.date):
    date = PartialDate(day.isoformat())
    assert date.first_day() == date.last_day() == day


@pytest.mark.parametrize("text", ["", "24", "2024-13", "2023-02-29", "0000", "2024-9", "２０２４"])
def test_what_is_no_date_is_refused(text: str):
    with pytest.raises(ValueError, match="is not a date"):
        PartialDate(text)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024", "2024"),
        ("09-2024", "2024-09"),
        ("9-2024", "2024-09"),
        ("09-30-2024", "2024-09-30"),
        ("09/30/2024", "2024-09-30"),
        ("2024-09", "2024-09"),
        ("2024-09-30", "2024-09-30"),
        ("September 2024", "2024-09"),
        ("Sept. 30, 2024", "2024-09-30"),
        ("30 September 2024", "2024-09-30"),
        # As saved pages have them: ordinals, a comma behind the month, the year first.
        ("March 3rd, 2021", "2021-03-03"),
        ("1st March 2021", "2021-03-01"),
        ("March, 2021", "2021-03"),
        ("Mar-2021", "2021-03"),
        ("22-Mar-2021", "2021-03-22"),
        ("2021 Mar 22", "2021-03-22"),
        ("2021 March", "2021-03"),
        ("2021/03/22", "2021-03-22"),
        ("2021-3-2", "2021-03-02"),
        ("2021.3.22", "2021-03-22"),
        # What is over 12 is the day.
        ("22/03/2021", "2021-03-22"),
        ("22.3.2021", "2021-03-22"),
        ("13/12/2021", "2021-12-13"),
        ("12/11/2021", "2021-12-11"),
    ],
)
def test_catalogue_dates_are_read(text: str, date: str):
    assert read_date(text) == date


@pytest.mark.parametrize(
    "text",
    [
        *("30-09-2024", "Smarch 2024", "spring 2024", "13-2024", "9" * 99),
        *("12.11.2021", "2021/03", "2021/22", "2021/3-2", "13/13/2021", "22/3.2021", "2021/13/02"),
        *(
            "Mar-Apr 2021",
            "c. 2021",
            "Q2 2021",
            "2020-2021",
            "22 mars, an 2021",
            "March 32nd, 2021",
        ),
        *("Mar-22-2021", "22-Mar 2021", "2021-Mar 22"),
    ],
)
def test_a_catalogue_date_that_is_none_is_refused_and_not_guessed(text: str):
    with pytest.raises(ValueError, match="date"):
        read_date(text)


def test_a_year_and_a_day_from_yaml_become_dates():
    assert Record(title="A", published=2024).published == "2024"  # type: ignore[arg-type]
    day = Record(title="A", published=dt.date(2024, 9, 30)).published  # type: ignore[arg-type]
    assert day == "2024-09-30"


def test_a_record_cannot_be_changed():
    with pytest.raises(ValidationError, match="frozen"):
        Record(title="A").title = "B"


def test_an_unknown_field_is_refused():
    with pytest.raises(ValidationError, match="Extra inputs"):
        Record.model_validate({"title": "A", "subtitle": "B"})


@pytest.mark.parametrize("title", ["", "  ", "bell \x07", "half \ud800"])
def test_an_empty_title_and_control_characters_are_refused(title: str):
    with pytest.raises(ValidationError):
        Record(title=title)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "www.example.org", "https://", "https:// a"]
)
def test_an_address_that_is_not_of_the_web_is_refused(url: str):
    with pytest.raises(ValidationError, match="web address"):
        Record(title="A", url=url)


def test_an_abstract_keeps_its_paragraphs_and_not_its_line_breaks():
    assert Record(title="A", abstract="one\ntwo\n \n\n three").abstract == "one two\n\nthree"


def test_a_record_without_its_abstract_keeps_all_else():
    record = Record(title="A", authors=("B C",), published=PartialDate("2024"), abstract="Long.")
    assert record.without_abstract().with_abstract("Long.") == record
    assert record.without_abstract().sentences() == {}


@pytest.mark.parametrize(
    "sentences",
    [
        ["It is a close U.S. ally.", "The rest is not."],
        ["They met in the U.S.", "However, nothing came of it."],
        ["The U.S. Navy sailed.", "China did not."],
        ["Mr. J. F. Smith Jr. agreed.", "Gen. Li did not."],
        ["States, e.g. Vietnam, i.e. Hanoi, cf. Laos, wait."],
        ["Ships, aircraft, etc. were seen.", "Tanks, etc.", "The end."],
        ["It grew 3.5 percent in 2024.", "5 ships left.", "See No. 5 and No. 6."],
        ["“Will it last?”", "“No!”", "(It may.)", "That is all."],
        ["He said “no limits.”", "Then came war."],
        ["It waited… and left.", "Then it came back..."],
        ["1. The first point.", "2. The second point."],
        ["Toyota Co. Ltd. and Acme Inc. sold it.", "Others bought."],
        ["Das Wort.", "Ёлка стоит.", "Ça va."],
        ["中俄关系改善。", "但是仍有分歧！", "真的吗？"],
        ["One came at 5 a.m. Tokyo time.", "Two came at 6 p.m.", "The third did not."],
    ],
)
def test_sentences_are_those_a_reader_would_count(sentences: list[str]):
    joined = ("" if sentences[0].endswith("。") else " ").join(sentences)
    assert list(split_sentences(joined).values()) == sentences


def test_an_empty_line_ends_a_sentence_and_a_line_break_does_not():
    assert split_sentences("One\ntwo\n\nthree") == {1: "One two", 2: "three"}


@given(texts)
def test_no_word_is_lost_between_sentences(text: str):
    found = split_sentences(text)
    assert list(found) == list(range(1, len(found) + 1))
    assert "".join("".join(found.values()).split()) == "".join(text.split())


@pytest.mark.parametrize("unit", [".", "a. ", "1. ", "e.g. ", ".')", "U.S. ", "\n", " "])
def test_a_hostile_abstract_is_split_in_linear_time(unit: str):
    split_sentences(unit * 100_000)
