from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from library_strategies import records, some_records

import entente.library.formats
from entente.errors import BrokenFileError, UnknownNameError
from entente.library.dates import PartialDate
from entente.library.formats import (
    LARGEST_FILE_BYTES,
    Format,
    formats,
    parse_records,
    read_records,
    write_records,
)
from entente.library.formats._checked import NO_TITLE
from entente.library.formats._details import gather_details
from entente.library.formats._entry import make_keys
from entente.library.formats.bibtex import write_bibtex
from entente.library.record import Record

READ = [form for form in formats if form.is_read]
WRITTEN = [form for form in formats if form.write]
BOTH = [form for form in READ if form.read and form.write]
REPORT = Record.model_validate(
    {
        "title": "The Sea & the Shore",
        "authors": ["Ana Ruiz", "Bo van der Lind, Jr.", "Ministry of Trade and Industry"],
        "published": "2024-09-30",
        "content_type": "Special Report",
        "institution": "Harbour Institute",
        "abstract": "Up 5%.\n\nDown {sic}.",
        "topics": ["Science, Technology, and Innovation", "War"],
        "places": ["Japan"],
        "url": "https://example.org/a_b;c",
        "extra": {"ISBN": ["1", "2"]},
        "number": 3,
    }
)


def named(form: Format) -> str:
    return form.name


def test_the_formats_are_those_of_the_folder():
    folder = Path(entente.library.formats.__file__).parent
    assert [form.name for form in formats] == sorted(path.stem for path in folder.glob("[!_]*.py"))


@pytest.mark.parametrize("form", BOTH, ids=named)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(written=some_records)
def test_records_written_and_read_are_the_same(form: Format, written: list[Record]):
    assert parse_records(write_records(written, form.name), form.name) == written


DETAILS = {
    "page": ("101-129",),
    "volume": ("3",),
    "issue": ("2",),
    "ISSN": ("1234-5678", "8765-4321"),
    "ISBN": ("978-0-00-000000-2",),
}
LABELS = st.sampled_from([
    "page", "pages", "Pages", "SP", "EP", "VL", "volume", "IS", "issue", "number", "SN", "ISSN",
    "issn", "ISBN", "issued", "date",
])  # fmt: skip
VALUES = st.sampled_from([
    "1", "101-129", "101--129", "101–129", "129", "1-3, 9", "S1-S9", "1234-5678", "978000000000X",
    "1234-5678, 8765-4321", "2024-09/2024-11", "2024-09/", "n. p.",
])  # fmt: skip


@given(st.dictionaries(LABELS, st.lists(VALUES, max_size=2)))
def test_details_gathered_twice_are_the_same_and_none_is_lost(extra: dict[str, list[str]]):
    once = gather_details(extra)
    assert gather_details(once) == once
    said = re.findall(r"\w+", " ".join(value for values in extra.values() for value in values))
    kept = re.findall(r"\w+", " ".join(value for values in once.values() for value in values))
    assert set(said) == set(kept)


@pytest.mark.parametrize("form", BOTH, ids=named)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    extra=st.dictionaries(LABELS, st.lists(VALUES, max_size=2), max_size=5),
    kind=st.sampled_from(["", "Report", "Journal Article", "Book"]),
)
def test_details_under_any_label_come_back_as_they_were(
    form: Format, extra: dict[str, list[str]], kind: str
):
    facts = {"title": "A", "published": "2024-09", "content_type": kind, "extra": extra}
    record = Record.model_validate(facts)
    assert parse_records(write_records([record], form.name), form.name) == [record]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "ris",
            "TY  - JOUR\nTI  - A\nJF  - J\nSP  - 101\nEP  - 129\nVL  - 3\nIS  - 2\n"
            "SN  - 1234-5678\nSN  - 8765-4321\nSN  - 978-0-00-000000-2\nER  - ",
        ),
        (
            "bibtex",
            "@article{a, title={A}, journal={J}, pages={101--129}, volume={3}, number={2},"
            " issn={1234-5678, 8765-4321}, isbn={978-0-00-000000-2}}",
        ),
        (
            "csl_json",
            '{"type": "article-journal", "title": "A", "container-title": "J", "volume": 3,'
            ' "page": "101–129", "issue": "2", "ISSN": "1234-5678, 8765-4321",'
            ' "ISBN": "978-0-00-000000-2"}',
        ),
    ],
)
def test_details_of_one_format_stand_in_the_right_fields_of_the_others(name: str, text: str):
    [record] = parse_records(text, name)
    assert record.extra == DETAILS
    for other in ("ris", "bibtex", "csl_json"):
        written = write_records([record], other)
        assert "entente" not in written
        assert parse_records(written, other) == [record]
    assert "SP  - 101\nEP  - 129\n" in write_records([record], "ris")
    assert "pages = {101--129}," in write_records([record], "bibtex")
    assert json.loads(write_records([record], "csl_json"))[0]["page"] == "101-129"


def test_pages_stored_under_the_tags_of_ris_are_written_whole_too():
    record = Record(title="A", extra={"SP": ("101",), "EP": ("129",)})
    assert "pages = {101--129}" in write_bibtex([record], whole=False)
    assert "annote" not in write_bibtex([record], whole=False)
    assert parse_records(write_records([record], "bibtex"), "bibtex") == [record]


def test_the_number_of_a_report_is_no_issue():
    [record] = parse_records("TY  - RPRT\nTI  - A\nIS  - 7\nER  - ", "ris")
    assert record.extra == {"number": ("7",)}
    assert json.loads(write_records([record], "csl_json"))[0]["number"] == "7"
    assert "  number = {7}" in write_records([record], "bibtex")


def test_a_range_of_dates_in_csl_is_kept_whole():
    issued = {"date-parts": [[2024, 9], [2024, 11]], "season": 3}
    [record] = parse_records(json.dumps({"title": "A", "issued": issued}), "csl_json")
    assert record.published == "2024-09"
    assert record.extra == {"issued": ("2024-09/2024-11",), "issued season": ("3",)}
    [item] = json.loads(write_records([record], "csl_json"))
    assert item["issued"]["date-parts"] == issued["date-parts"]
    assert parse_records(json.dumps([item]), "csl_json") == [record]


@pytest.mark.parametrize("form", BOTH, ids=named)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(written=some_records, why=st.sampled_from([NO_TITLE, "the page gives no title", "torn"]))
def test_records_without_a_title_written_and_read_are_the_same(
    form: Format, written: list[Record], why: str
):
    untitled = [
        record.model_copy(update={"title": "", "incomplete": record.incomplete or why})
        for record in written
    ]
    # One record may be the first of its file, or stand among others.
    both = [record for pair in zip(untitled, written, strict=True) for record in pair]
    assert parse_records(write_records(both, form.name), form.name) == both


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ris", "TY  - RPRT\nAU  - Ruiz, Ana\nER  - \nTY  - RPRT\nTI  - B\nER  - \n"),
        ("bibtex", "@misc{a, author = {Ruiz, Ana}}\n@misc{b, title = {B}}"),
        ("csl_json", '[{"type": "report", "author": [{"literal": "A"}]}, {"title": "B"}]'),
        ("csl_json", '[{"type": "report", "title": null, "author": null}, {"title": "B"}]'),
    ],
)
def test_an_entry_without_a_title_is_kept_beside_the_others(name: str, text: str):
    first, second = parse_records(text, name)
    assert (first.title, first.incomplete) == ("", "the file gives no title")
    assert (second.title, second.incomplete) == ("B", "")
    assert "entente" not in write_records([first], name) or first.content_type == ""


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("ris", "TY  - RPRT\nTI  - A\nER  - ", "Report"),
        ("ris", "TY  - RPRT\nTI  - A\nM3  - Special Report\nER  - ", "Special Report"),
        ("ris", "TY  - JOUR\nTI  - A\nER  - ", "Journal Article"),
        ("ris", "TY  - CHAP\nTI  - A\nER  - ", "Book Chapter"),
        ("bibtex", "@techreport{a, title={A}}", "Report"),
        ("bibtex", "@report{a, title={A}}", "Report"),
        ("bibtex", "@report{a, title={A}, type={Special Report}}", "Special Report"),
        ("bibtex", "@incollection{a, title={A}}", "Book Chapter"),
        ("bibtex", "@article{a, title={A}}", "Journal Article"),
        ("bibtex", "@misc{a, title={A}}", ""),
        ("csl_json", '{"title": "A", "type": "report"}', "Report"),
        ("csl_json", '{"title": "A", "type": "report", "genre": "Brief"}', "Brief"),
        ("csl_json", '{"title": "A", "genre": "Brief"}', "Brief"),
        ("csl_json", '{"title": "A", "type": "article-journal"}', "Journal Article"),
        ("csl_json", '{"title": "A", "type": "chapter"}', "Book Chapter"),
        ("csl_json", '{"title": "A"}', ""),
        ("crossref_json", '{"title": ["A"], "type": "report"}', "Report"),
        ("crossref_json", '{"title": ["A"], "type": "journal-article"}', "Journal Article"),
        ("crossref_json", '{"title": ["A"], "type": "proceedings-article"}', "Conference Paper"),
        ("openalex_json", '{"title": "A", "type": "article"}', "Journal Article"),
        ("openalex_json", '{"title": "A", "type": "report"}', "Report"),
        ("openalex_json", '{"title": "A", "type": "dissertation"}', "Thesis"),
    ],
)
def test_a_kind_has_one_name_whatever_the_format_calls_it(name: str, text: str, kind: str):
    assert parse_records(text, name)[0].content_type == kind


@pytest.mark.parametrize("name", ["ris", "bibtex", "csl_json"])
@pytest.mark.parametrize(
    "kind", ["", "Report", "report", "Article", "Book Chapter", "Dissertation"]
)
@pytest.mark.parametrize("institution", ["", "Harbour Institute"])
def test_a_kind_comes_back_as_it_was_also_where_there_is_none(
    name: str, kind: str, institution: str
):
    record = Record(title="A", content_type=kind, institution=institution, journal="J")
    assert parse_records(write_records([record], name), name) == [record]


@pytest.mark.parametrize(("old", "new"), [("RPRT", "JOUR"), ("RPRT", "BOOK")])
def test_a_kind_changed_by_another_program_is_taken(old: str, new: str):
    text = write_records([Record(title="A")], "ris")
    [record] = parse_records(text.replace(f"TY  - {old}", f"TY  - {new}"), "ris")
    assert record.content_type == {"JOUR": "Journal Article", "BOOK": "Book"}[new]


def test_a_title_given_later_ends_the_excuse():
    text = write_records([Record(authors=("Ana Ruiz",), incomplete=NO_TITLE)], "ris")
    [record] = parse_records(text.replace("AU  - ", "TI  - A\nAU  - "), "ris")
    assert (record.title, record.incomplete) == ("A", "")


@pytest.mark.parametrize("name", ["csl_json", "crossref_json", "openalex_json"])
@pytest.mark.parametrize("text", ["{}", "null", "[null]", "3", "{,}", "[NaN]", "[" * 200])
def test_json_without_a_record_is_refused_with_a_way_on(name: str, text: str):
    with pytest.raises(BrokenFileError) as caught:
        parse_records(text, name)
    assert caught.value.fix


def test_json_of_something_else_is_not_taken_for_an_item():
    with pytest.raises(BrokenFileError, match="none of the variables of a CSL item"):
        parse_records('{"name": "a-package", "version": "1.0"}', "csl_json")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("@misc{b, title={B}}\n@misc{ruiz,\n title = {A\n}\n", 2),
        ("@misc{ruiz,\n title = {A\n\n@misc{b, title={B}}", 1),
        ("\n@misc{ruiz, title={A}, year}", 2),
    ],
)
def test_a_broken_entry_of_bibtex_is_named_with_its_line_and_a_way_on(text: str, line: int):
    with pytest.raises(BrokenFileError, match="The entry 'ruiz' is not BibTeX") as caught:
        parse_records(text, "bibtex", where="a.bib")
    assert caught.value.where == f"a.bib:{line}"
    assert "take the entry out" in caught.value.fix


@pytest.mark.parametrize("form", WRITTEN, ids=named)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(written=some_records)
def test_the_same_records_give_the_same_text_in_utf_8(form: Format, written: list[Record]):
    text = write_records(written, form.name)
    assert write_records(list(written), form.name) == text
    assert text.encode("utf-8")
    assert text.endswith("\n")


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(written=some_records)
def test_rispy_reads_back_what_ris_says(written: list[Record]):
    import rispy

    found = rispy.loads(write_records(written, "ris"))
    assert [entry["id"] for entry in found] == make_keys(written)
    for entry, record in zip(found, written, strict=True):
        assert entry["title"] == record.title
        assert entry.get("abstract", "") == " ".join(record.abstract.split())
        assert entry.get("keywords", []) == [*record.topics, *record.places]
        assert entry.get("publisher", "") == record.institution
        assert len(entry.get("authors", [])) == len(record.authors)
        assert entry.get("year", "") == (record.published or "")[:4]


MACROS = {"backslash": "\\", "braceleft": "{", "braceright": "}", "asciitilde": "~"}


def unescape(text: str) -> str:
    return re.sub(
        r"\\text([a-z]+)\{\}|\\([&%$#_])",
        lambda match: match[2] or MACROS.get(match[1], "^"),
        text,
    )


def authors_of(text: str) -> list[str]:
    from bibtexparser.middlewares.names import split_multiple_persons_names

    return split_multiple_persons_names(text)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(written=some_records)
def test_bibtexparser_reads_back_what_bibtex_says(written: list[Record]):
    from bibtexparser.entrypoint import parse_string

    library = parse_string(write_records(written, "bibtex"))
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == make_keys(written)
    for entry, record in zip(library.entries, written, strict=True):
        found = {field.key: str(field.value) for field in entry.fields}
        assert found["title"][0] + found["title"][-1] == "{}"
        assert unescape(found["title"][1:-1]) == record.title
        assert unescape(found.get("abstract", "")) == " ".join(record.abstract.split())
        assert len(authors_of(found.get("author", ""))) == len(record.authors)
        assert found.get("year", "") == (record.published or "")[:4]


def test_a_report_in_bibtex_is_what_an_editor_would_write():
    assert write_bibtex([REPORT], whole=False) == (
        "@techreport{ruiz-2024-sea,\n"
        "  author = {Ruiz, Ana and van der Lind, Jr., Bo and {Ministry of Trade and Industry}},\n"
        "  title = {{The Sea \\& the Shore}},\n"
        "  institution = {{Harbour Institute}},\n"
        "  type = {Special Report},\n"
        "  year = {2024},\n"
        "  month = sep,\n"
        "  day = {30},\n"
        "  url = {https://example.org/a_b;c},\n"
        "  abstract = {Up 5\\%. Down \\textbraceleft{}sic\\textbraceright{}.},\n"
        "  keywords = {{Science, Technology, and Innovation}, War, Japan},\n"
        "  annote = {ISBN: 1, 2}\n"
        "}\n"
    )


def test_what_bibtex_has_no_field_for_stands_in_one_that_readers_pass_over():
    plain, _, ours = write_records([REPORT], "bibtex").partition("  entente = ")
    assert plain.removesuffix(",\n") + "\n}\n" == write_bibtex([REPORT], whole=False)
    assert json.loads(ours.removesuffix("\n}\n")[1:-1]) == {
        "abstract": "Up 5%.\n\nDown {sic}.",
        "topics": ["Science, Technology, and Innovation", "War"],
        "places": ["Japan"],
        "extra": {"ISBN": ["1", "2"]},
        "number": 3,
        "was": {"abstract": "b4497057", "topics": "4839e04a", "extra": "c8ee1d28"},
    }


@pytest.mark.parametrize("name", ["ris", "bibtex", "csl_json"])
def test_a_record_that_loses_nothing_has_no_field_of_ours(name: str):
    plain = Record(
        title="A Sea Apart",
        authors=("Ana Ruiz", "Bo van der Lind, Jr."),
        published=PartialDate("2024-09-30"),
        content_type="Journal Article",
        institution="Harbour Institute",
        journal="Journal of Seas",
        abstract="One.",
        topics=("War",),
        url="https://example.org/a",
        doi="10.1000/182",
    )
    text = write_records([plain], name)
    assert "entente" not in text
    assert parse_records(text, name) == [plain]


@pytest.mark.parametrize("name", ["ris", "bibtex", "csl_json"])
def test_a_keyword_added_by_another_program_is_not_lost(name: str):
    text = write_records([Record(title="A", topics=("War",), places=("Japan",))], name)
    assert text.count("Japan") == 2
    edited = text.replace("Japan", "Japan\nKW  - Peace" if name == "ris" else "Japan, Peace", 1)
    [record] = parse_records(edited, name)
    assert record.topics == ("War", "Japan", "Peace")
    assert record.places == ("Japan",)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ris", "TY  - RPRT\nTI  - A\nVL  - 3\nIS  - 2\nN1  - a\nN1  - b\nC1  - c\nER  - \n"),
        ("bibtex", "@misc{a, title={A}, volume={3}, number={2}, pagetotal={9}, note={a}}"),
        (
            "csl_json",
            '{"type": "report", "title": "A", "volume": "3", "issue": "2", "note": "a"}',
        ),
    ],
)
def test_details_are_written_where_they_were_read(name: str, text: str):
    [record] = parse_records(text, name)
    written = write_records([record], name)
    assert "entente" not in written
    assert parse_records(written, name) == [record]


def test_a_report_in_ris_is_what_an_editor_would_write():
    lines = write_records([REPORT], "ris").splitlines()
    ours = [line for line in lines if line.startswith("U5")]
    assert [line for line in lines if line not in ours] == [
        "TY  - RPRT",
        "AU  - Ruiz, Ana",
        "AU  - van der Lind, Bo, Jr.",
        "AU  - Ministry of Trade and Industry",
        "TI  - The Sea & the Shore",
        "PY  - 2024",
        "DA  - 2024/09/30/",
        "PB  - Harbour Institute",
        "M3  - Special Report",
        "AB  - Up 5%. Down {sic}.",
        "KW  - Science, Technology, and Innovation",
        "KW  - War",
        "KW  - Japan",
        "UR  - https://example.org/a_b%3Bc",
        "ID  - ruiz-2024-sea",
        "SN  - 1",
        "SN  - 2",
        "ER  - ",
    ]
    assert len(ours) == 1
    assert json.loads(ours[0].removeprefix("U5  - entente "))["url"] == REPORT.url


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(written=some_records)
def test_keys_are_plain_and_differ(written: list[Record]):
    keys = make_keys(written * 2)
    assert len(set(keys)) == len(keys)
    assert all(key.isascii() and key.replace("-", "").isalnum() for key in keys)


@given(record=records)
def test_a_record_as_json_is_the_same_record(record: Record):
    assert Record.model_validate_json(record.model_dump_json()) == record


def test_values_of_csl_that_do_not_fit_are_kept():
    [record] = parse_records(
        """{"type": "article-journal", "genre": "Essay", "title": "A", "URL": "a.b", "DOI": "10/1",
        "issued": {"literal": "Spring 2024"}, "custom": {"rank": 2}}""",
        "csl_json",
    )
    assert (record.url, record.doi, record.published) == ("", "", "2024")
    assert record.content_type == "Journal Article"
    assert record.extra == {
        "genre": ("Essay",),
        "issued": ("Spring 2024",),
        "URL": ("a.b",),
        "DOI": ("10/1",),
        "rank": ("2",),
    }


def test_csl_of_others_is_read_with_what_has_no_field():
    [record] = parse_records(
        """[{"id": "x", "type": "article-journal", "title": "A", "DOI": "10.1/x", "volume": 3,
        "author": [{"family": "Ruiz", "given": "Ana"}, {"literal": "Bank of Korea"}],
        "issued": {"date-parts": [["2024", "9"]]}, "keyword": "War, Science and Technology"}]""",
        "csl_json",
    )
    assert record.authors == ("Ana Ruiz", "Bank of Korea")
    assert record.published == "2024-09"
    assert record.topics == ("War", "Science and Technology")
    assert record.extra == {"DOI": ("10.1/x",), "volume": ("3",)}
    assert record.content_type


def test_the_record_of_a_report_file_is_read_from_among_its_claims():
    text = "record:\n  title: A\n  published: 2024-09-30\nclaims:\n  - id: b\n"
    [record] = parse_records(text, "yaml_record")
    assert (record.title, record.published) == ("A", "2024-09-30")


def test_what_a_report_file_says_beyond_a_record_is_kept():
    text = "record:\n  title: A\n  summary: B\n  sentences: 26\nclaims: []\n"
    [record] = parse_records(text, "yaml_record")
    assert record.extra == {"Summary": ("B",), "Sentences": ("26",)}


def test_yaml_keeps_norway_a_year_and_a_yes_as_text():
    [record] = parse_records("title: 2024\nplaces: [NO, yes]\nurl:\nauthors: ~\n", "yaml_record")
    assert (record.title, record.places, record.url) == ("2024", ("NO", "yes"), "")


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("title: A\ntitle: B\n", "'title' is given twice", 2),
        ("- title: A\n- authors: [B C]\n", "record has no title", 2),
        ("title: A\npublished: 2024-13\n", "published: '2024-13' is not a date", 2),
        ("title: A\nsubtitle: B\n", "subtitle: Extra inputs", 2),
        ("title: [A]\n", "title: Input should be a valid string", 1),
        ("title: 'A\n", "Is not YAML", 2),
        ("title: A\n---\ntitle: B\n", "another document", 2),
        ("title: &a A\ninstitution: *a\n", "Has the alias 'a'", 1),
        ("title: !!python/object:os.system A\n", "Has the tag", 1),
        ("title: A\nextra:\n  ? [b]\n  : c\n", "name of a field is not text", 3),
        ("- A\n", "Expected the fields of a record", 1),
        ("[" * 100_000, "nested too deep", 1),
        ('title: "A\\x07"\n', "control character U\\+0007", 1),
    ],
)
def test_malformed_yaml_is_refused_with_its_line(text: str, message: str, line: int):
    with pytest.raises(BrokenFileError, match=message) as caught:
        parse_records(text, "yaml_record", where="a.yml")
    assert caught.value.where == f"a.yml:{line}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[\n{,}]", "Is not JSON"),
        ('{"title": "A", "title": "B"}', "'title' is given twice"),
        ("[" * 100_000, "nested too deep"),
        ("1" * 10_000, "Is not JSON"),
        ("3", "not an object"),
        ("[]", "Holds no record"),
        ('{"title": "A", "custom": {"entente": {"extra": [1]}}}', "extra"),
        ('{"title": "A", "custom": {"entente": 1}}', "is not an object"),
        ('{"title": "A\\ud800"}', "control character"),
    ],
)
def test_malformed_csl_is_refused(text: str, message: str):
    with pytest.raises(BrokenFileError, match=message):
        parse_records(text, "csl_json")


@pytest.mark.parametrize(
    ("variables", "found"),
    [
        ('"title": 3', {"title": "3"}),
        ('"title": ["A", "B"]', {"title": "A", "extra": {"title": ("B",)}}),
        ('"author": "Ruiz, Ana and Lind, Bo"', {"authors": ("Ana Ruiz", "Bo Lind")}),
        ('"author": {"family": "Ruiz", "given": "Ana"}', {"authors": ("Ana Ruiz",)}),
        ('"author": [{}, {"family": "Ruiz", "given": "Ana"}, null]', {"authors": ("Ana Ruiz",)}),
        ('"author": [{"family": "Sea Watch"}]', {"bodies": ("Sea Watch",)}),
        ('"author": [{"name": "Sea Watch"}]', {"bodies": ("Sea Watch",)}),
        (
            '"author": [{"family": "Lind", "given": "Bo", "affiliation": [{"name": "H"}, "I"]}]',
            {"authors": ("Bo Lind",), "extra": {"affiliation": ("Bo Lind: H", "Bo Lind: I")}},
        ),
        ('"publisher": {"name": "Harbour Press"}', {"institution": "Harbour Press"}),
        ('"container-title": ["J", "Jour."]', {"journal": "J"}),
        ('"issued": {"date-parts": [[null]]}', {"published": None, "extra": {}}),
        ('"issued": {"date-parts": []}', {"published": None, "extra": {}}),
        ('"issued": {"date-parts": [[2024, null]]}', {"published": "2024"}),
        ('"issued": {"date-parts": [2024, 9]}', {"published": "2024-09"}),
        (
            '"issued": {"date-parts": [[2024, 13]]}',
            {"published": "2024", "extra": {"issued": ("2024-13",)}},
        ),
        ('"issued": 2024', {"published": "2024"}),
        ('"issued": "2024-09-30T08:00:00Z"', {"published": "2024-09-30"}),
        ('"issued": {"raw": "September 30th, 2024"}', {"published": "2024-09-30"}),
        ('"issued": "soon"', {"published": None, "extra": {"issued": ("soon",)}}),
        ('"type": ["b"]', {"content_type": "", "extra": {"type": ("b",)}}),
        ('"type": null', {"content_type": ""}),
        ('"keyword": ["War", "Peace, now"]', {"topics": ("War", "Peace, now")}),
        ('"keyword": {"a": 1}', {"topics": (), "extra": {"keyword": ('{"a": 1}',)}}),
    ],
)
def test_csl_as_registries_and_programs_answer_it_is_read(variables: str, found: dict[str, object]):
    title = "" if '"title"' in variables else '"title": "A", '
    [record] = parse_records(f"{{{title}{variables}}}", "csl_json")
    assert {name: getattr(record, name) for name in found} == found
    assert parse_records(write_records([record], "csl_json"), "csl_json") == [record]


@pytest.mark.parametrize("form", [form for form in READ if form.read], ids=named)
@pytest.mark.parametrize("raw", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(form: Format, raw: bytes, tmp_path: Path):
    path = tmp_path / f"a{form.suffixes[0]}"
    path.write_bytes(raw)
    with pytest.raises(BrokenFileError, match="Is empty"):
        read_records(path)


def test_a_file_that_is_not_utf_8_is_refused_with_the_byte_and_its_line(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_bytes("1. A\n- Author:\n- José Ruiz\n".encode("latin-1"))
    with pytest.raises(BrokenFileError, match="byte 0xe9 at offset 20") as caught:
        read_records(path)
    assert caught.value.where == f"{path}:3"
    assert caught.value.fix.startswith("save it as UTF-8; it is likely in windows-1252")


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE_BYTES * 1000)
    with pytest.raises(BrokenFileError, match="Is 50,000,000,000 bytes"):
        read_records(path)


def test_text_that_is_too_long_is_refused():
    with pytest.raises(BrokenFileError, match="Has 50,000,001 characters"):
        parse_records("a" * (LARGEST_FILE_BYTES + 1), "yaml_record")


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path):
    with pytest.raises(BrokenFileError, match="There is no such file"):
        read_records(tmp_path / "a.txt")
    with pytest.raises(BrokenFileError, match="Is not a file"):
        read_records(tmp_path, "yaml_record")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="never: this system has no named pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(BrokenFileError, match="Is not a file"):
        read_records(tmp_path / "a.txt")


def test_a_file_of_no_known_form_is_refused_with_the_forms_that_are_read(tmp_path: Path):
    (tmp_path / "a.doc").write_text("something else")
    with pytest.raises(BrokenFileError, match=r"in no form.*'\.doc'.*\n.*\n.*BibTeX, .*RIS"):
        read_records(tmp_path / "a.doc")


def test_a_format_that_is_only_read_is_not_written():
    with pytest.raises(UnknownNameError, match="No format for writing is called 'catalogue_page'"):
        write_records([REPORT], "catalogue_page")


def test_an_unknown_format_names_near_ones():
    with pytest.raises(UnknownNameError, match="did you mean bibtex"):
        write_records([REPORT], "bibtext")
