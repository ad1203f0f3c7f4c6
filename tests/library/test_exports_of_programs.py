"""Exports of DataCite, Zotero, EndNote, PubMed and MARC: each read whole, and out again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from json_strategies import objects_with, said_in, telling_objects_with

from entente.errors import BrokenFileError
from entente.library.formats import parse_records, read_each_record, read_records, write_records

if TYPE_CHECKING:
    from entente.library.record import Record

SAMPLES = {
    path.stem: path.read_text("utf-8")
    for path in sorted((Path(__file__).parent / "samples" / "programs").iterdir())
}
DATACITE = json.loads(SAMPLES["datacite_json"])["data"]["attributes"]
ZOTERO = json.loads(SAMPLES["zotero_json"])[0]
each_form = pytest.mark.parametrize("form", list(SAMPLES))


def first(form: str) -> Record:
    return parse_records(SAMPLES[form], form)[0]


@each_form
def test_the_fields_of_a_report_are_read(form: str):
    record = first(form)
    authors = ("Ana Ruiz", "Harbour Rights Watch")
    assert record.title.casefold() == "a sea apart: patrols"
    assert record.authors[:2] == authors
    assert [record.person(name) is None for name in authors] == [False, True]
    assert record.published == ("2024" if form == "marc_xml" else "2024-09-30")
    assert record.doi == "10.1000/sea"
    assert record.abstract.endswith(("Ties grew.", "Trade fell."))
    assert "Diplomacy" in record.topics
    if form != "pubmed_text":
        assert record.institution == "Harbour Press"
        assert record.url == ("https://example.org/sea" if form != "datacite_xml" else "")
    if form not in {"pubmed_text", "endnote_tagged"}:
        assert record.journal.casefold() == "harbour papers"
    if form not in {"pubmed_text", "marc_xml"}:
        assert record.content_type == "Working Paper"


@pytest.mark.parametrize(
    ("form", "extra"),
    [
        ("datacite_json", {
            "title (TranslatedTitle)": ("Ein Meer",),
            "affiliation": ("Ana Ruiz: Harbour Institute",),
            "date (Collected)": ("2023/2024",), "Editor": ("Bo Lind",), "volume": ("3",),
            "description (Methods)": ("How it was done.",), "identifier (Report)": ("WP-7",),
            "page": ("1-9",), "sizes": ("9 pages",), "language": ("en",)}),
        ("zotero_json", {
            "seriesEditor": ("Bo Lind",), "number": ("WP-7",), "publisher-place": ("Bergen",),
            "page": ("1-9",), "Original Date": ("2023",), "note": ("Read twice.",),
            "notes": ("Good.",)}),
        ("zotero_rdf", {
            "seriesEditor": ("Bo Lind",), "number": ("WP-7",), "publisher-place": ("Bergen",),
            "page": ("1-9",)}),
        ("pubmed_text", {
            "ISSN": ("1234-5678 (Electronic)",), "volume": ("3",), "issue": ("4",),
            "page": ("1-9",), "LID": ("e7 [pii]",), "AD": ("Ana Ruiz: Harbour Institute.",),
            "PT": ("Review",), "TA": ("J Ports",), "language": ("eng",), "PMID": ("1",)}),
        ("endnote_tagged", {"number": ("WP-7",), "publisher-place": ("Bergen",), "%>": ("a.pdf",)}),
        ("endnote_xml", {
            "secondary-authors": ("Bo Lind",), "publisher-place": ("Bergen",), "number": ("WP-7",),
            "ISSN": ("1234-5678",), "pdf-urls": ("internal-pdf://a.pdf",), "custom1": ("Own",)}),
        ("marc_xml", {
            "editor": ("Bo Lind",), "name date": ("Ana Ruiz: 1970-",), "date": ("©2023",),
            "ISBN": ("9780000000002",), "volume": ("3",), "MARC 650": ("Diplomacy -- Japan",),
            "publisher-place": ("Bergen",), "MARC 999": ("Shelf 4",)}),
    ],
)  # fmt: skip
def test_what_a_record_has_no_field_for_is_kept(form: str, extra: dict[str, tuple[str, ...]]):
    record = first(form)
    assert {label: record.extra.get(label) for label in extra} == extra


def test_both_forms_of_datacite_give_the_same_record():
    written, as_xml = first("datacite_json"), first("datacite_xml")
    assert written.model_copy(update={"url": "", "extra": {}}) == as_xml.model_copy(
        update={"extra": {}}
    )


@each_form
@pytest.mark.parametrize("written", ["ris", "bibtex", "csl_json"])
def test_what_is_read_comes_out_and_in_again(form: str, written: str):
    records = parse_records(SAMPLES[form], form)
    assert parse_records(write_records(records, written), written) == records


@each_form
@pytest.mark.parametrize("suffix", [".txt", ".xml", ".json", ".dat"])
def test_the_form_is_known_by_what_the_file_holds(form: str, suffix: str, tmp_path: Path):
    path = tmp_path / f"a{suffix}"
    path.write_text(SAMPLES[form], encoding="utf-8")
    assert read_records(path) == parse_records(SAMPLES[form], form)


@pytest.mark.parametrize(
    ("form", "bad"),
    [
        ("datacite_json", '[{"titles": [{"title": "A"}]}, 3]'),
        ("zotero_json", '{"items": [{"itemType": "book", "title": "A"}, {"itemType": "book"}, 3]}'),
        ("pubmed_text", "PMID- 1\nTI  - A\n\nOWN - x\n"),
        ("endnote_tagged", "%0 Book\n%T A\n\n%0 Book\n"),
        ("endnote_xml", "<xml><records><record><titles><title>A</title></titles></record>\n"
                        "<record><ref-type name='Book'>6</ref-type></record></records></xml>"),
        ("marc_xml", '<collection><record><datafield tag="245"><subfield code="a">A</subfield>'
                     '</datafield></record>\n<record><datafield tag="245"/></record></collection>'),
    ],
)  # fmt: skip
def test_a_bad_item_leaves_the_others(form: str, bad: str, tmp_path: Path):
    (tmp_path / "a").write_text(bad, encoding="utf-8")
    reading = read_each_record(tmp_path / "a", form)
    assert [record.title for record in reading.records] == ["A"]
    assert reading.faults
    assert all("a" in fault.where for fault in reading.faults)
    with pytest.raises(BrokenFileError):
        read_records(tmp_path / "a", form)


def test_attachments_of_zotero_are_passed_over_and_said(tmp_path: Path):
    for name, form in (("a.json", "zotero_json"), ("a.rdf", "zotero_rdf")):
        (tmp_path / name).write_text(SAMPLES[form], encoding="utf-8")
        assert "passed over" in read_each_record(tmp_path / name).notes[0]


def test_an_article_of_zotero_takes_what_its_journal_says():
    article = parse_records(SAMPLES["zotero_rdf"], "zotero_rdf")[1]
    assert (article.journal, article.doi) == ("Journal of Ports", "10.1000/shore")
    assert article.extra == {"volume": ("3",), "issue": ("4",), "ISSN": ("1234-5678",)}


@pytest.mark.parametrize("date", ["[2019?]", "2019-", "[ca. 2019]", "2019-2021", "n.d."])
def test_a_year_of_marc_that_is_not_sure_is_kept_and_not_taken(date: str):
    text = f"""<record><datafield tag="245"><subfield code="a">A</subfield></datafield>
    <datafield tag="260"><subfield code="c">{date}</subfield></datafield></record>"""
    [record] = parse_records(text, "marc_xml")
    assert (record.published, record.extra["date"]) == (None, (date,))


NAMES = {
    "datacite_json": [*DATACITE, "title", "titleType", "name", "date", "dateType", "description"],
    "zotero_json": [*ZOTERO, "lastName", "creatorType", "tag", "DOI", "data", "items"],
}


@pytest.mark.parametrize("form", list(NAMES))
@settings(max_examples=25)
@given(data=st.data())
def test_whatever_a_program_says_is_read_or_refused(form: str, data: st.DataObject):
    value = data.draw(objects_with(NAMES[form]))
    try:
        assert parse_records(json.dumps(value), form)
    except BrokenFileError as error:
        assert error.where == "text" or error.where.startswith("text")


@pytest.mark.parametrize("form", list(NAMES))
@settings(max_examples=25)
@given(data=st.data())
def test_nothing_that_a_program_says_is_lost(form: str, data: st.DataObject):
    value = data.draw(telling_objects_with(NAMES_SAID[form]))
    try:
        [record] = parse_records(json.dumps({"language": "en", **value}), form)
    except BrokenFileError:
        return
    written = record.model_dump_json()
    assert [each for each in said_in(value) if not is_held(each, written)] == []


# Said of the entry and not of the publication, or wraps it.
NOT_SAID = {"key", "version", "dateAdded", "data", "items", "itemType", "creatorType"}


NAMES_SAID = {form: sorted(set(names) - NOT_SAID) for form, names in NAMES.items()}


def is_held(said: str, written: str) -> bool:
    turned = said.replace("Ruiz Ana", "Ruiz")
    return turned in written
