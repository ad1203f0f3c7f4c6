from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from json_strategies import objects_with, said_in, telling_objects_with, values_with

from entente.errors import BrokenFileError, EntenteError
from entente.library.formats import formats, parse_records, read_records

SAMPLE = Path(__file__).parent / "samples" / "schema_org.html"
NAMES = [
    "@context", "@graph", "@id", "@type", "@value", "about", "abstract", "author", "creator",
    "datePublished", "description", "doi", "familyName", "givenName", "headline", "identifier",
    "isPartOf", "issueNumber", "keywords", "mainEntity", "mainEntityOfPage", "name", "publisher",
    "spatialCoverage", "url", "value",
]  # fmt: skip


def page(*scripts: str) -> str:
    kind = "application/ld+json"
    return "<html>" + "".join(f"<script type='{kind}'>{each}</script>" for each in scripts)


def read_one(**node: object):
    text = page(json.dumps({"@type": "Report", "name": "A", **node}))
    [record] = parse_records(text, "schema_org", where="a.html")
    return record


def test_a_page_fills_the_fields_and_drops_nothing():
    [record] = read_records(SAMPLE)
    assert record.title == "A Sea Apart"
    assert record.authors == ("Ana Ruiz", "Bo Lind", "Ministry of Ports")
    assert record.published == "2024-09-30"
    assert record.content_type == "Report"
    assert record.institution == "Harbour Institute"
    assert record.journal == "Journal of Ports"
    assert record.abstract == "Ties grew. <b>Patrols</b> did not."
    assert record.topics == ("Diplomacy", "War", "ports", "patrols")
    assert record.places == ("Japan",)
    assert record.url == "https://example.org/sea"
    assert record.doi == "10.1000/sea.5"
    extra = {label: values for label, values in record.extra.items() if "{" not in values[0]}
    assert extra == {
        "type": ("Article",),
        "alternativeHeadline": ("Patrols and Ports",),
        "datePublished": ("2024-09-30T08:00:00+02:00",),
        "dateModified": ("2024-10-01",),
        "issue": ("4",),
        "identifier": ("HI-5",),
        "@id": ("https://example.org/sea#report",),
        "license": ("https://example.org/licence",),
        "inLanguage": ("en",),
        "wordCount": ("5000",),
    }
    assert set(record.extra) - set(extra) == {"author", "isPartOf", "mainEntityOfPage"}
    assert "Fellow" in record.extra["author"][0]


@pytest.mark.parametrize(
    ("author", "authors"),
    [
        ("Ana Ruiz and Bo Lind", ("Ana Ruiz", "Bo Lind")),
        (["Ruiz, Ana", "Bo Lind"], ("Ana Ruiz", "Bo Lind")),
        ({"@type": "Organization", "legalName": "Port Ltd"}, ("Port Ltd",)),
        ({"name": {"@value": "Ana Ruiz", "@language": "en"}}, ("Ana Ruiz",)),
    ],
)
def test_authors_come_in_many_forms(author: object, authors: tuple[str, ...]):
    assert read_one(author=author).authors == authors


def test_pages_and_numbers_stand_under_the_labels_of_every_format():
    record = read_one(pageStart="101", pageEnd=129, isbn="978-0-00-000000-2", issn="0000-0000")
    assert record.extra == {
        "page": ("101-129",),
        "ISBN": ("978-0-00-000000-2",),
        "ISSN": ("0000-0000",),
    }


@pytest.mark.parametrize("author", [3.5, [None], {"@id": "#nobody"}, "https://example.org/ana"])
def test_an_author_without_a_name_is_kept_as_it_is(author: Any):
    record = read_one(author=author)
    assert record.authors in ((), ("3.5",))
    assert record.extra or record.authors or author == [None]


def test_the_creator_is_taken_where_there_is_no_author():
    assert read_one(creator="Ana Ruiz").authors == ("Ana Ruiz",)
    assert read_one(creator="Ana Ruiz", author="Bo Lind").extra == {"creator": ("Ana Ruiz",)}


def test_a_mere_creative_work_is_read_only_where_there_is_nothing_better():
    mere = {"@type": "CreativeWork", "name": "B"}
    report = {"@type": "https://schema.org/Report", "name": "A"}
    text = page(json.dumps([mere, report]))
    assert [record.title for record in parse_records(text, "schema_org")] == ["A"]
    assert [record.title for record in parse_records(page(json.dumps(mere)), "schema_org")] == ["B"]


def test_a_work_within_a_page_is_found_and_one_that_is_cited_is_not():
    node = {
        "@type": "WebPage",
        "mainEntity": {
            "@type": "Report",
            "name": "A",
            "citation": {"@type": "Report", "name": "B"},
        },
    }
    [record] = parse_records(page(json.dumps(node)), "schema_org")
    assert record.title == "A"
    assert "citation" in record.extra


def test_json_without_a_page_is_read(tmp_path: Path):
    path = tmp_path / "a.jsonld"
    path.write_text('{"@type": "Report", "name": "A"}', "utf-8")
    assert read_records(path)[0].title == "A"


def test_a_script_in_a_comment_of_old_is_read():
    text = page('<!--{"@type": "Report", "name": "A"}-->', '//<![CDATA[\n{"@type": "x"}\n//]]>')
    assert parse_records(text, "schema_org")[0].title == "A"


def test_markup_and_turned_text_in_a_title_stay_text():
    assert read_one(headline="<i>B</i> \u202eC &amp;").title == "<i>B</i> \u202eC &"


def test_only_a_page_that_tells_of_a_work_is_recognised():
    recognises = formats["schema_org"].recognises
    assert recognises
    assert recognises(SAMPLE.read_text("utf-8"))
    assert recognises(page('{"@type":["Thing", "schema:ScholarlyArticle"]}'))
    assert not recognises(page('{"@type": "BreadcrumbList"}'))
    assert not recognises("<html><p>application/ld+json Report</p></html>")
    for hostile in ("<script " * 200_000, page(*["{}"] * 10_000), '"@type":[' * 200_000):
        assert not recognises(hostile)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (page("{"), "Is not JSON"),
        (page('{"@type": "WebPage"}'), "no JSON-LD of a report"),
        (page('{"@type": "Thing"}', '{"@type": "Report", NaN}'), "Is not JSON"),
        (page('{"@type": "Report", "name": NaN}'), "Holds NaN"),
        (page('{"@type": "Report", "name": "A", "name": "B"}'), "'name' is given twice"),
        (page("[" * 100_000), "nested too deep"),
        (page('{"@type": "Report"}'), "record has no title"),
        (page('{"@type": "Report", "name": "A\\u0007"}'), "control character U\\+0007"),
        ("<p>No script.", "no JSON-LD of a report"),
        ("<p>" * 2_000_001, "has at most 2,000,000"),
    ],
)
def test_pages_that_cannot_be_used_are_refused(text: str, message: str):
    with pytest.raises(BrokenFileError, match=message):
        parse_records(text, "schema_org")


def test_deep_markup_around_a_script_does_no_harm():
    text = "<div>" * 100_000 + page('{"@type": "Report", "name": "A"}')
    try:
        records = parse_records(text, "schema_org")
    except EntenteError as error:
        assert error.what
    else:
        assert records[0].title == "A"


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(objects_with(NAMES), values_with(NAMES), st.sampled_from(["Report", "WebPage", ["Article"]]))
def test_any_json_is_read_or_refused_with_a_reason(node: dict, other: object, kind: object):
    text = json.dumps([{"headline": "A", **node, "@type": kind}, other])
    try:
        records = parse_records(text, "schema_org")
    except EntenteError as error:
        assert error.what
    else:
        assert all(record.title or record.incomplete for record in records)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_with_a_reason(text: str):
    try:
        parse_records(text, "schema_org")
    except EntenteError as error:
        assert error.what


OWN = [name for name in NAMES if name not in ("@context", "@graph", "@type", "mainEntity")]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(telling_objects_with(OWN))
def test_whatever_a_work_says_is_kept_somewhere(node: dict):
    whole = {**node, "headline": "T"}
    kept = read_one(**whole).model_dump_json().casefold()
    assert all(text.casefold() in kept for text in said_in(whole))
