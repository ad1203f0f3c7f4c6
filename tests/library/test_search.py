from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.errors import EntenteError, QueryError
from entente.library.finding.search import mark, window
from entente.library.record import Record

if TYPE_CHECKING:
    from entente.library.keeping.catalogue import Library


def titles(library: Library, line: str, by: str = "words") -> list[str]:
    return [hit.held.record.title.split(":")[0] for hit in library.search(line, by=by).hits]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("patrol", ["Bombers over the Strait"]),
        ("patrols bombers", ["Bombers over the Strait"]),
        ("the patrols of a bomber", ["Bombers over the Strait"]),
        ('"joint patrols"', ["Bombers over the Strait"]),
        ('"patrols joint"', []),
        ("wheat -drought", []),
        ("wheat NOT drought", []),
        ("bomb*", ["Bombers over the Strait"]),
        ("author:lin*", ["Bombers over the Strait"]),
        ("title:военн*", ["Военное сотрудничество на Дальнем Востоке"]),
        ("wheat OR pipeline", ["How Bread Gets Dear", "Grain and Gas"]),
        ("author:ruiz", ["Bombers over the Strait", "How Bread Gets Dear"]),
        ("author:Ruíz bread", ["How Bread Gets Dear"]),
        ("institution:trade", ["Grain and Gas"]),
        ("place:JPN", ["Bombers over the Strait", "ロシアと中国の共同飛行"]),
        ('place:"United States"', ["Grain and Gas", "中俄關係與東亞安全"]),
        ("place:USA", ["Grain and Gas", "中俄關係與東亞安全"]),
        ("cote", ["How Bread Gets Dear"]),
        ('topic:"energy policy"', ["Grain and Gas"]),
        ("type:working date:2020..2020", ["How Bread Gets Dear"]),
        ("date:2021", ["Grain and Gas"]),
        ("date:2024-09-15", ["Bombers over the Strait"]),
        ("doi:10.1000/GRAIN.7", ["Grain and Gas"]),
        ("關係", ["中俄關係與東亞安全"]),
        ("東亞", ["中俄關係與東亞安全"]),
        ("係關", []),
        ("爆撃機", ["ロシアと中国の共同飛行"]),
        ("учение", ["Военное сотрудничество на Дальнем Востоке"]),
        ("title:сотрудничества", ["Военное сотрудничество на Дальнем Востоке"]),
        ("title:飛行", ["ロシアと中国の共同飛行"]),
    ],
)
def test_a_search_by_words_finds(shelf: Library, line: str, expected: list[str]):
    assert sorted(titles(shelf, line)) == sorted(expected)


def test_nothing_asked_is_everything(shelf: Library):
    assert shelf.search("").total == len(shelf) == 6


def test_meaning_finds_what_no_word_says(shelf: Library):
    assert titles(shelf, "cost of food", "meaning")[:1] == ["How Bread Gets Dear"]
    assert titles(shelf, "cost of food", "words") == []
    [first, *_] = shelf.search("cost of food").hits
    assert first.by == ("meaning",)


def test_narrowing_holds_for_what_meaning_finds(shelf: Library):
    found = shelf.search("military aircraft flying together place:Russia", by="meaning")
    assert all("Russia" in hit.held.record.places for hit in found.hits)
    assert "How Bread Gets Dear" in titles(shelf, "cost of food", "meaning")
    assert "How Bread Gets Dear" not in titles(shelf, "cost of food -wheat", "meaning")


def test_a_hit_by_both_ways_comes_before_one_by_either(shelf: Library):
    first = shelf.search("bombers fly together").hits[0]
    assert first.by == ("words", "meaning")


def test_where_no_record_has_all_words_any_is_enough_and_it_is_said(shelf: Library):
    found = shelf.search("pipelines zeppelin", by="words")
    assert found.relaxed
    assert [hit.held.name for hit in found.hits] == ["park-2021-grain"]


def test_where_some_have_half_of_the_words_those_with_fewer_are_left_out(shelf: Library):
    found = shelf.search("pipelines grain zeppelin bombers", by="words")
    assert [hit.held.name for hit in found.hits] == ["park-2021-grain"]


def test_narrowing_terms_hold_where_any_word_is_enough(shelf: Library):
    assert not shelf.search("pipelines zeppelin author:ruiz", by="words").hits


def test_facets_count_a_state_once_under_one_name(shelf: Library):
    facets = shelf.search("").facets
    assert dict(facets["place"])["United States"] == 2
    assert dict(facets["institution"])["Harbour Institute"] == 3
    assert dict(facets["type"]) == {"Special Report": 1, "Working Paper": 2}
    assert dict(facets["year"])["2024"] == 1


def test_facets_count_what_matches_not_what_is_shown(shelf: Library):
    found = shelf.search("place:China", limit=1)
    assert (found.total, len(found.hits)) == (2, 1)
    assert dict(found.facets["place"])["China"] == 2


def test_a_page_follows_the_one_before(shelf: Library):
    whole = [hit.held.id for hit in shelf.search("", limit=6).hits]
    pages = [hit.held.id for at in (0, 2, 4) for hit in shelf.search("", limit=2, offset=at).hits]
    assert pages == whole


def test_the_newest_come_first_where_asked(shelf: Library):
    dates = [hit.held.record.published for hit in shelf.search("", newest=True).hits]
    assert dates == ["2024-09", "2023", "2022", "2021", "2020-03", "2019-05-02"]


@pytest.mark.parametrize(
    ("line", "suggestion"),
    [
        ("patorls", "patrols"),
        ("author:lnid", "author:lind"),
        ("oli", ""),  # too short to tell
        ("istitute harbour", "institute harbour"),
        ("patrols", ""),
        ("qqqqzzzz", ""),
        ("сотрудничиство", "сотрудничество"),
    ],
)
def test_a_word_that_is_not_known_is_respelt(shelf: Library, line: str, suggestion: str):
    assert shelf.search(line, by="words").suggestion == suggestion


def test_what_matched_is_marked_in_title_and_abstract(shelf: Library):
    [hit] = shelf.search("patrol fighter", by="words").hits
    assert [text for text, matched in hit.title if matched] == ["Patrols"]
    assert [text for text, matched in hit.snippet if matched] == ["Fighters"]


def test_east_asian_and_russian_matches_are_marked(shelf: Library):
    [hit] = shelf.search("關係", by="words").hits
    assert [text for text, matched in hit.title if matched] == ["關", "係"]
    [hit] = shelf.search("корабли", by="words").hits
    assert [text for text, matched in hit.snippet if matched] == ["кораблей"]


def test_similar_records_leave_the_record_itself_out(shelf: Library):
    found = shelf.similar("ruiz-2024-bombers")
    assert "ruiz-2024-bombers" not in [held.name for held, _ in found]


def test_a_record_on_the_same_matter_is_the_most_similar(shelf: Library):
    abstract = "Bombers of two air forces on a joint patrol; fighters of the neighbour meet them."
    shelf.add([Record(title="A Second Look at Joint Flights", abstract=abstract)], "tests")
    assert shelf.similar("ruiz-2024-bombers")[0][0].record.title.startswith("A Second Look")


def test_only_whole_words_are_respelt(shelf: Library):
    assert shelf.search("patrls patrlsx", by="words").suggestion == "patrols patrols"


def test_the_beginning_of_a_word_is_marked(shelf: Library):
    [hit] = shelf.search("bomb*", by="words").hits
    assert [text for text, matched in hit.title if matched] == ["Bombers"]


def test_similar_records_come_by_the_figure_shown(shelf: Library):
    figures = [likeness for _, likeness in shelf.similar("ruiz-2024-bombers")]
    assert figures == sorted(figures, reverse=True)
    with pytest.raises(QueryError):
        shelf.similar("ruiz-2024-bombers", -1)


@pytest.mark.parametrize(
    "options",
    [
        {"by": "luck"},
        {"limit": -1},
        {"offset": -1},
        {"limit": 20_000},
        {"newest": True, "by": "meaning"},
    ],
)
def test_what_cannot_be_asked_is_refused(shelf: Library, options: dict[str, str]):
    with pytest.raises(QueryError):
        shelf.search("patrol", **options)  # type: ignore[arg-type] (wrong on purpose)


@pytest.mark.parametrize(
    "line",
    ["*", "a* b?", "(((", "[2019 TO 2024]", "\\", "~", "^3", "field:", "\u202e", "a:b:c" * 9],
)
def test_signs_of_other_query_languages_do_no_harm(shelf: Library, line: str):
    try:
        shelf.search(line)
    except EntenteError as error:
        assert error.what


@given(st.text(max_size=400), st.sets(st.sampled_from(["a", "patrol", "中", "0"])))
def test_marked_pieces_joined_are_the_text(text: str, terms: set[str]):
    assert "".join(piece for piece, _ in mark(text, terms)) == text


@given(st.text(max_size=600), st.integers(10, 300))
def test_a_window_is_a_part_of_the_text(text: str, width: int):
    cut = "".join(piece for piece, _ in window(text, {"a"}, width))
    assert cut.removeprefix("… ").removesuffix("…") in text
    assert len(cut) <= width + 3


def test_a_long_text_of_one_word_is_cut_in_linear_time():
    pieces = window("patrol " * 200_000, {"patrol"})
    assert sum(len(text) for text, _ in pieces) < 300
