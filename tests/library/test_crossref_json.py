from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from json_strategies import objects_with, said_in, telling_objects_with, values_with

from entente.errors import BrokenFileError, EntenteError
from entente.library.formats import formats, parse_records, read_records
from entente.library.formats._json import DEEPEST_JSON, MOST_VALUES, read_json
from entente.library.formats.crossref_json import strip_jats

if TYPE_CHECKING:
    from pathlib import Path

WORK: dict[str, Any] = {
    "indexed": {"date-parts": [[2024, 11, 1]], "date-time": "2024-11-01T08:00:00Z"},
    "reference-count": 2,
    "publisher": "Harbour Press",
    "issue": "4",
    "license": [{"URL": "https://example.org/licence", "delay-in-days": 0}],
    "short-container-title": ["J. Ports"],
    "published-print": {"date-parts": [[2024, 10]]},
    "DOI": "10.1000/Sea.3",
    "type": "journal-article",
    "created": {"date-parts": [[2024, 9, 1]], "date-time": "2024-09-01T08:00:00Z"},
    "page": "1-20",
    "title": ["A Sea Apart"],
    "volume": "3",
    "author": [
        {
            "given": "Ana",
            "family": "Ruiz",
            "sequence": "first",
            "affiliation": [{"name": "Harbour Institute"}],
            "ORCID": "https://orcid.org/0000-0000-0000-0000",
        },
        {"given": "Bo", "family": "van der Lind", "suffix": "Jr.", "affiliation": []},
        {"name": "Ministry of Ports", "sequence": "additional"},
    ],
    "container-title": ["Journal of Ports"],
    "abstract": "<jats:title>Abstract</jats:title><jats:p>Ties grew &amp; held.</jats:p>"
    "<jats:p>Patrols <jats:italic>did</jats:italic> not.</jats:p>",
    "subtitle": ["Patrols and Ports"],
    "language": "en",
    "resource": {"primary": {"URL": "https://example.org/sea"}},
    "subject": ["Political Science"],
    "URL": "http://dx.doi.org/10.1000/sea.3",
    "ISSN": ["0000-0000"],
    "published": {"date-parts": [[2024, 9, 30]]},
    "score": None,
}
NAMES = [*WORK, "institution", "group-title", "given", "family", "name", "date-parts", "primary"]


def read_one(work: object):
    [record] = parse_records(json.dumps(work), "crossref_json")
    return record


def test_a_work_fills_its_fields_and_drops_nothing():
    record = read_one({"status": "ok", "message-type": "work", "message": WORK})
    assert record.title == "A Sea Apart: Patrols and Ports"
    assert record.authors == ("Ana Ruiz", "Bo van der Lind, Jr.", "Ministry of Ports")
    assert record.published == "2024-09-30"
    assert record.content_type == "Journal Article"
    assert record.institution == "Harbour Press"
    assert record.journal == "Journal of Ports"
    assert record.abstract == "Ties grew & held.\n\nPatrols did not."
    assert record.topics == ("Political Science",)
    assert record.url == "https://example.org/sea"
    assert record.doi == "10.1000/sea.3"
    assert record.extra == {
        "affiliation": ("Ana Ruiz: Harbour Institute",),
        "ORCID": ("Ana Ruiz: https://orcid.org/0000-0000-0000-0000",),
        "URL": ("http://dx.doi.org/10.1000/sea.3",),
        "indexed": ("2024-11-01T08:00:00Z",),
        "reference-count": ("2",),
        "issue": ("4",),
        "license": ('{"URL": "https://example.org/licence", "delay-in-days": 0}',),
        "short-container-title": ("J. Ports",),
        "published-print": ("2024-10",),
        "created": ("2024-09-01T08:00:00Z",),
        "page": ("1-20",),
        "volume": ("3",),
        "language": ("en",),
        "ISSN": ("0000-0000",),
    }


def test_works_of_a_list_are_read_in_order():
    works = [{"title": ["A"]}, {"title": ["B"]}]
    for value in (
        works,
        {"items": works},
        {"message-type": "work-list", "message": {"items": works}},
    ):
        text = json.dumps(value)
        assert [record.title for record in parse_records(text, "crossref_json")] == ["A", "B"]


def test_the_institution_of_a_report_comes_before_its_publisher():
    record = read_one({
        "title": ["A"],
        "type": "report",
        "publisher": "Depositor",
        "institution": [{"name": "Harbour Institute", "place": ["Harbour City"]}],
    })  # fmt: skip
    assert record.institution == "Harbour Institute"
    assert record.extra["publisher"] == ("Depositor",)
    assert "Harbour City" in record.extra["institution"][0]


def test_the_group_of_posted_content_is_its_journal():
    record = read_one({"title": ["A"], "type": "posted-content", "group-title": "Port Papers"})
    assert (record.content_type, record.journal) == ("Preprint", "Port Papers")


def test_a_date_that_is_not_known_is_missing():
    record = read_one({"title": ["A"], "issued": {"date-parts": [[None]]}})
    assert record.published is None


@pytest.mark.parametrize(
    "parts", [[[2024, 13]], [[2024, 2, 30]], [[0]], [2024], [], [["x"]], [[1, 2, 3, 4]]]
)
def test_a_date_that_is_none_is_kept_as_it_is(parts: list):
    record = read_one({"title": ["A"], "issued": {"date-parts": parts}})
    assert record.published is None
    assert json.loads(record.extra["issued"][0]) == {"date-parts": parts}


def test_a_doi_and_an_address_that_do_not_fit_are_kept():
    record = read_one({"title": ["A"], "DOI": "10.1/x", "URL": "example.org"})
    assert record.extra == {"DOI": ("10.1/x",), "URL": ("example.org",)}


def test_a_work_without_a_title_says_so():
    assert read_one({"DOI": "10.1000/1"}).incomplete == "the file gives no title"


def test_markup_and_entities_are_taken_out_of_titles_and_turned_text_stays():
    work = {
        "title": ["Arms <i>Transfers</i> &amp;\n Alliances \u202eB, a <x and y> b"],
        "subtitle": ["H<sub>2</sub>O"],
        "container-title": ["War &amp; Peace"],
    }
    record = read_one(work)
    assert record.title == "Arms Transfers & Alliances \u202eB, a <x and y> b: H2O"
    assert record.journal == "War & Peace"
    assert read_one({"title": ["<i></i>"]}).title == "<i></i>"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<jats:sec><jats:title>Aim</jats:title><jats:p>Up.</jats:p></jats:sec>", "Aim\n\n\n\nUp."),
        ("<p>p &lt; 0.05</p>", "p < 0.05"),
        ("a <x and y> b", "a <x and y> b"),
        ("Summary of ports", "Summary of ports"),
        ("H<jats:sub>2</jats:sub>O", "H2O"),
        ("<mml:math><mml:mi>x</mml:mi></mml:math>", "x"),
        ("<jats:p", "<jats:p"),
    ],
)
def test_tags_of_jats_are_taken_out_and_other_brackets_stay(written: str, read: str):
    assert strip_jats(written) == read


@given(st.text(st.sampled_from("ab <>/&;p:jats"), max_size=30))
def test_taking_tags_out_never_fails_and_adds_nothing(text: str):
    assert len(strip_jats(text)) <= 2 * len(text)


def test_taking_tags_out_of_a_long_abstract_is_quick():
    for hostile in ("<jats:p " * 200_000, "<" * 1_000_000, "<p>" * 500_000, "&" * 1_000_000):
        assert isinstance(strip_jats(hostile), str)


def test_a_message_is_distinguished_from_csl_by_its_text(tmp_path: Path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(WORK), "utf-8")
    assert read_records(path)[0].journal == "Journal of Ports"
    recognises = formats["crossref_json"].recognises
    assert recognises
    assert not recognises('[{"type": "report", "title": "A", "DOI": "10.1000/1"}]')
    assert recognises('{"message-type": "work-list"')


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[\n{,}]", "Is not JSON: Expecting property name"),
        ('{"title": ["A"], "title": ["B"]}', "'title' is given twice"),
        ('{"title": ["A"], "score": NaN}', "Holds NaN"),
        ('{"title": ["A"], "score": -Infinity}', "Holds -Infinity"),
        ('{"title": ["A"], "score": 1e999}', "Holds the number 1e999"),
        ("[" * 100_000, "nested too deep"),
        ("1" * 10_000, "Is not JSON"),
        ("3", "not an object of a work"),
        ("[[]]", "not an object of a work"),
        ("[]", "Holds no record"),
        ("{}", "record has no title"),
        ('{"title": [" "]}', "record has no title"),
        ('{"title": ["A\\u0007"]}', "control character U\\+0007"),
        ('{"title": ["A"], "x": "\\ud800"}', "control character U\\+D800"),
    ],
)
def test_malformed_messages_are_refused(text: str, message: str):
    with pytest.raises(BrokenFileError, match=message):
        parse_records(text, "crossref_json")


def test_json_is_read_to_the_depth_allowed_and_no_deeper():
    assert read_json("[" * DEEPEST_JSON + "]" * DEEPEST_JSON, "a.json")
    with pytest.raises(BrokenFileError, match="nested too deep"):
        read_json("[" * (DEEPEST_JSON + 1) + "]" * (DEEPEST_JSON + 1), "a.json")


def test_a_crowd_of_values_is_refused_before_any_is_made():
    with pytest.raises(BrokenFileError, match="has at most 5,000,000"):
        read_json("[" + "0," * MOST_VALUES + "0]", "a.json")


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(values_with(NAMES) | objects_with(NAMES).map(lambda work: {**WORK, **work}))
def test_any_json_is_read_or_refused_with_a_reason(value: object):
    try:
        records = parse_records(json.dumps(value), "crossref_json")
    except EntenteError as error:
        assert error.what
    else:
        assert all(record.title or record.incomplete for record in records)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(telling_objects_with([*NAMES, "affiliation", "suffix", "keyword"]))
def test_whatever_a_work_says_is_kept_somewhere(work: dict):
    whole = {**work, "title": ["T"]}
    kept = read_one(whole).model_dump_json().casefold()
    assert all(text.casefold() in kept for text in said_in(whole))
