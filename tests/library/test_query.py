from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.errors import EntenteError, QueryError, UnknownNameError
from entente.library.finding.query import Query, Term, read_query


def test_words_phrases_and_fields_are_distinguished():
    query = read_query('patrols "joint bombers" author:Ruiz place:"South Korea"')
    assert query.wanted == (
        (Term("patrols"),),
        (Term("joint bombers", phrase=True),),
        (Term("Ruiz", "author"),),
        (Term("South Korea", "place", phrase=True),),
    )


def test_or_joins_two_neighbours_and_nothing_more():
    query = read_query("oil OR gas pipeline")
    assert query.wanted == ((Term("oil"), Term("gas")), (Term("pipeline"),))


def test_an_or_at_the_start_or_the_end_is_passed_over():
    assert read_query("OR oil OR").wanted == ((Term("oil"),),)


def test_words_left_out_and_hyphens_within_words_are_distinguished():
    query = read_query("China-Russia -drill -topic:War")
    assert query.wanted == ((Term("China-Russia"),),)
    assert query.unwanted == (Term("drill"), Term("War", "topic"))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("date:2024", 20240101, 20241231),
        ("date:2024-02", 20240201, 20240229),
        ("date:2024-02-03", 20240203, 20240203),
        ("date:2019..2024-06", 20190101, 20240630),
        ("date:2019..", 20190101, None),
        ("date:..2019", None, 20191231),
    ],
)
def test_a_time_is_read_to_its_first_and_last_day(text: str, first: int | None, last: int | None):
    query = read_query(text)
    assert (query.first_day, query.last_day, query.wanted) == (first, last, ())


@pytest.mark.parametrize("text", ["date:soon", "date:2024-13", "date:2024..2019", "date:.."])
def test_a_date_that_is_none_is_refused(text: str):
    with pytest.raises(QueryError):
        read_query(text)


def test_and_is_understood_and_not_leaves_out():
    query = read_query("oil AND gas NOT coal AND")
    assert query.wanted == ((Term("oil"),), (Term("gas"),))
    assert query.unwanted == (Term("coal"),)


def test_a_star_after_three_letters_is_the_beginning_of_a_word():
    assert read_query("bom* title:patr*").wanted == (
        (Term("bom", begins=True),),
        (Term("patr", "title", begins=True),),
    )
    assert read_query("bo*").wanted == ((Term("bo*"),),)


def test_an_unknown_field_is_refused_with_near_ones():
    with pytest.raises(UnknownNameError, match="did you mean author"):
        read_query("athor:ruiz")


def test_an_address_is_no_field():
    assert read_query("https://example.org/a").wanted[0][0].text == "https://example.org/a"


def test_an_open_quote_runs_to_the_end():
    assert read_query('"joint patrols').wanted == ((Term("joint patrols", phrase=True),),)


def test_signs_alone_ask_for_nothing():
    assert read_query(' - "" ! : "?" ') == Query()


def test_filters_keep_what_meaning_cannot_answer():
    query = read_query('patrols "joint bombers" place:Japan -drill date:2024')
    assert query.free_words == "patrols joint bombers"
    kept = query.filters
    assert [term.text for group in kept.wanted for term in group] == ["joint bombers", "Japan"]
    assert (kept.unwanted, kept.first_day) == ((Term("drill"),), 20240101)


@pytest.mark.parametrize("text", ["a" * 1001, " ".join(f"w{i}" for i in range(65))])
def test_a_line_that_is_too_long_is_refused(text: str):
    with pytest.raises(QueryError):
        read_query(text)


@given(st.text(max_size=80))
def test_any_line_is_read_or_refused_with_a_reason(text: str):
    try:
        read_query(text)
    except EntenteError as error:
        assert error.what


@pytest.mark.parametrize("text", ["\udceb", "doi:10.1000/\udcb0", '"sea \ud800"', "patrol\udcff*"])
def test_what_is_no_text_is_refused(text: str):
    with pytest.raises(QueryError, match="is not text"):
        read_query(text)
