from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from json_strategies import objects_with, said_in, telling_objects_with, values_with

from entente.errors import BrokenFileError, EntenteError
from entente.library.formats import formats, parse_records, read_records
from entente.library.formats.openalex_json import rebuild_abstract

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = {
    "display_name": "Journal of Ports",
    "issn_l": "0000-0000",
    "host_organization_name": "Harbour Press",
    "type": "journal",
}
WORK: dict[str, Any] = {
    "id": "https://openalex.org/W0",
    "doi": "https://doi.org/10.1000/Sea.4",
    "title": "A Sea Apart",
    "display_name": "A Sea Apart",
    "publication_year": 2024,
    "publication_date": "2024-09-30",
    "language": "en",
    "type": "article",
    "primary_location": {
        "landing_page_url": "https://example.org/sea",
        "pdf_url": "https://example.org/sea.pdf",
        "source": SOURCE,
        "license": "cc-by",
        "version": "publishedVersion",
    },
    "authorships": [
        {
            "author": {"display_name": "Ana R. Ruiz"},
            "raw_author_name": "Ruiz, Ana",
            "raw_affiliation_strings": ["Harbour Institute"],
        },
        {"author": {"display_name": "Bo Lind"}},
    ],
    "biblio": {"volume": "3", "issue": "4", "first_page": "1", "last_page": "20"},
    "is_retracted": False,
    "topics": [{"display_name": "Diplomacy", "score": 0.9}],
    "keywords": [{"keyword": "War"}, {"display_name": "Diplomacy"}],
    "concepts": [{"display_name": "Sea"}],
    "abstract_inverted_index": {"Ties": [0], "grew": [1, 3], "and": [2], "again.": [4]},
}
NAMES = [*WORK, "results", "author", "raw_author_name", "source", "volume", "first_page"]


def read_one(work: object):
    [record] = parse_records(json.dumps(work), "openalex_json")
    return record


def test_a_work_fills_its_fields_and_drops_nothing():
    record = read_one(WORK)
    assert record.title == "A Sea Apart"
    assert record.authors == ("Ana Ruiz", "Bo Lind")
    assert record.published == "2024-09-30"
    assert record.content_type == "Journal Article"
    assert record.institution == "Harbour Press"
    assert record.journal == "Journal of Ports"
    assert record.abstract == "Ties grew and grew again."
    assert record.topics == ("Diplomacy", "War")
    assert record.url == "https://example.org/sea"
    assert record.doi == "10.1000/sea.4"
    assert {label: values for label, values in record.extra.items() if "{" not in values[0]} == {
        "affiliation": ("Ana Ruiz: Harbour Institute",),
        "id": ("https://openalex.org/W0",),
        "language": ("en",),
        "pdf_url": ("https://example.org/sea.pdf",),
        "license": ("cc-by",),
        "version": ("publishedVersion",),
        "ISSN": ("0000-0000",),
        "page": ("1-20",),
        "volume": ("3",),
        "issue": ("4",),
        "is_retracted": ("false",),
    }
    for label in ("authorships", "topics", "keywords", "concepts"):
        assert [json.loads(text) for text in record.extra[label]] == WORK[label]
    assert json.loads(record.extra["primary_location"][0]) == WORK["primary_location"]


def test_works_of_a_list_are_read_in_order():
    works = [{"title": "A"}, {"title": "B"}]
    for value in (works, {"meta": {"count": 2}, "results": works}):
        text = json.dumps(value)
        assert [record.title for record in parse_records(text, "openalex_json")] == ["A", "B"]


def test_new_years_day_stands_for_its_year():
    record = read_one({"title": "A", "publication_date": "2024-01-01", "publication_year": 2024})
    assert record.published == "2024"
    assert record.extra == {"publication_date": ("2024-01-01",)}


def test_the_year_is_taken_where_there_is_no_day():
    record = read_one({"title": "A", "publication_date": "soon", "publication_year": 2024})
    assert record.published == "2024"
    assert record.extra == {"publication_date": ("soon",)}


def test_a_repository_is_neither_journal_nor_publisher():
    source = {**SOURCE, "type": "repository"}
    record = read_one({"title": "A", "primary_location": {"source": source}})
    assert (record.journal, record.institution) == ("", "")
    assert record.extra["repository"] == ("Journal of Ports",)


def test_concepts_are_topics_where_there_is_nothing_else():
    assert read_one({"title": "A", "concepts": [{"display_name": "Sea"}]}).topics == ("Sea",)


@pytest.mark.parametrize(
    "index", [[], "a", {"a": 1}, {"a": ["0"]}, {"a": [True]}, {"a": [-1]}, {"a": [], "b": [0]}]
)
def test_an_index_that_is_none_is_kept_as_it_is(index: object):
    record = read_one({"title": "A", "abstract_inverted_index": index})
    assert record.abstract == ""
    assert bool(record.extra) == bool(index)


def test_an_index_too_long_for_an_abstract_is_none():
    assert rebuild_abstract({"a": list(range(100_001))}) == ""
    assert rebuild_abstract({"a": [10**12], "b": [0]}) == "b a"


@given(st.lists(st.text(min_size=1, max_size=3), min_size=1))
def test_an_abstract_taken_apart_is_put_together_again(words: list[str]):
    index: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        index.setdefault(word, []).append(place)
    assert rebuild_abstract(index) == " ".join(words)


def test_a_work_is_distinguished_from_others_by_its_text(tmp_path: Path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"meta": {}, "results": [WORK]}), "utf-8")
    assert read_records(path)[0].journal == "Journal of Ports"
    recognises = formats["openalex_json"].recognises
    assert recognises
    assert not recognises('[{"type": "report", "title": "A"}]')


def test_a_work_without_a_title_is_kept_beside_the_others():
    works = [{"id": "https://openalex.org/W1", "title": None, "type": "article"}, {"title": "B"}]
    first, second = parse_records(json.dumps({"results": works}), "openalex_json")
    assert (first.title, first.incomplete) == ("", "the file gives no title")
    assert (second.title, second.incomplete) == ("B", "")


def test_markup_and_turned_text_in_a_title_stay_text():
    assert read_one({"title": "<i>A</i> \u202eB"}).title == "<i>A</i> \u202eB"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[\n{,}]", "Is not JSON"),
        ('{"title": "A", "title": "B"}', "'title' is given twice"),
        ('{"title": "A", "score": NaN}', "Holds NaN"),
        ("[" * 100_000, "nested too deep"),
        ("3", "not an object of a work"),
        ('{"results": []}', "Holds no record"),
        ('{"title": null}', "record has no title"),
        ('{"title": "A\\u0007"}', "control character U\\+0007"),
    ],
)
def test_malformed_works_are_refused(text: str, message: str):
    with pytest.raises(BrokenFileError, match=message):
        parse_records(text, "openalex_json")


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(values_with(NAMES) | objects_with(NAMES).map(lambda work: {**WORK, **work}))
def test_any_json_is_read_or_refused_with_a_reason(value: object):
    try:
        records = parse_records(json.dumps(value), "openalex_json")
    except EntenteError as error:
        assert error.what
    else:
        assert all(record.title or record.incomplete for record in records)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(telling_objects_with([name for name in NAMES if name != "results"]))
def test_whatever_a_work_says_is_kept_somewhere(work: dict):
    whole = {**work, "display_name": "T"}
    kept = read_one(whole).model_dump_json().casefold()
    assert all(text.casefold() in kept for text in said_in(whole))
