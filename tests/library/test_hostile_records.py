"""What is meant to harm is kept as text, or refused with a reason; nothing else happens."""

from __future__ import annotations

import io
import json
import logging
import tracemalloc
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from entente.errors import BrokenFileError
from entente.library.formats import formats, parse_records, read_records, write_records
from entente.library.keeping.watch import new_records, save_search, write_atom
from entente.library.record import Record

if TYPE_CHECKING:
    from pathlib import Path

    from entente.library.keeping.catalogue import Library

TEXTS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "'; DROP TABLE record; --",
    "{{ 7 * 7 }} ${7*7} <%= 7 %>",
    "Report \u202egnp.exe\u202c",
    "zero\u200bwidth\ufeff",
    '=HYPERLINK("https://example.org","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\\input{/etc/passwd} \\write18{id}",
    "../../../../etc/passwd",
    "TY  - RPRT",
    "ER  - ",
    "- Author:",
    "2. Another Record",
    "]]><!--",
    "&lt;b&gt; &amp; &#x0;",
    "a" * 20_000,
    "🏴" * 500,
    "مرحبا שלום 你好",
    "Ünïcödé\u0301\u0301\u0301\u0301",
]
WRITTEN = [form.name for form in formats if form.write and form.read]
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x0 "ha">'
    + "".join(f'<!ENTITY x{i} "{f"&x{i - 1};" * 10}">' for i in range(1, 20))
    + "]>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
DC = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>T {}</dc:title></oai_dc:dc>'
)
MODS = '<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>T {}</title></titleInfo></mods>'


def hostile(text: str) -> Record:
    return Record(
        title=text,
        authors=(text,),
        institution=text,
        abstract=text,
        topics=(text,),
        extra={"Note": (text,)},
    )


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_hostile_text_is_kept_as_it_is_and_found_again(library: Library, text: str):
    record = hostile(text)
    [held] = library.holdings.get(library.add([record, Record(title="Other")], "t").added[:1])
    assert held.record == record
    shown = library.search("", limit=2).hits[0]
    assert "".join(piece for piece, _ in shown.title) == record.title
    assert len(library) == 2


@pytest.mark.parametrize("form", WRITTEN)
def test_hostile_text_comes_back_from_every_export(form: str):
    records = [hostile(text) for text in TEXTS]
    assert parse_records(write_records(records, form), form) == records


def test_hostile_text_stays_text_in_a_feed(library: Library):
    saved = save_search(library, "all", "")
    library.add([hostile(text) for text in TEXTS], "t")
    feed = etree.fromstring(write_atom([(saved, new_records(library, saved))]).encode())
    tags = {etree.QName(node).localname for node in feed.iter()}
    assert tags == {
        *("feed", "id", "title", "updated", "author", "name", "entry", "category", "summary"),
    }


def test_no_cell_of_a_table_opens_a_formula():
    import csv

    table = csv.reader(io.StringIO(write_records([hostile(text) for text in TEXTS], "csv_table")))
    assert not [cell for row in table for cell in row if cell[:1] in {*"=+-@|%", "\t", "\r"}]


@pytest.mark.parametrize("code", [0, 7, 8, 27, 127, 0x85, 0x9B])
def test_a_control_character_is_refused_where_a_file_holds_one(code: int, tmp_path: Path):
    for name, text in {
        "a.txt": "1. A{}\n- Author:\n- B\n",
        "a.ris": "TY  - RPRT\nTI  - A{}\nER  - \n",
        "a.bib": "@misc{{a, title = {{A{}}}}}",
        "a.yml": "title: A{}\n",
        "a.html": "<dl><dt>Author:</dt><dd>A{}</dd></dl>",
    }.items():
        (tmp_path / name).write_text(text.format(chr(code)), encoding="utf-8", newline="")
        with pytest.raises(BrokenFileError, match="control character"):
            read_records(tmp_path / name)


def test_an_escaped_control_character_is_refused_too():
    with pytest.raises(BrokenFileError, match="control character"):
        parse_records(json.dumps({"title": "A\x1b[2J"}), "csl_json")


@pytest.mark.parametrize("form", ["dublin_core", "mods"])
@pytest.mark.parametrize(("start", "entity"), [(BOMB, "&x19;"), (OUTSIDE, "&x;")])
def test_entities_are_refused_and_never_opened(form: str, start: str, entity: str):
    body = {"dublin_core": DC, "mods": MODS}[form].format(entity)
    tracemalloc.start()
    with pytest.raises(BrokenFileError):
        parse_records(start + body, form)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


@pytest.mark.parametrize("name", ["a.txt", "a.ris", "a.bib", "a.json", "a.xml", "a.html", "a.pdf"])
def test_a_file_of_two_hundred_megabytes_is_refused_unread(name: str, tmp_path: Path):
    with (tmp_path / name).open("wb") as file:
        file.truncate(200_000_000)
    tracemalloc.start()
    with pytest.raises(BrokenFileError, match="200,000,000 bytes"):
        read_records(tmp_path / name)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


@pytest.mark.parametrize("name", ["a.zip", "a.docx", "a.epub", "a.txt", "a.ris", "a.pdf", "a.gz"])
def test_a_packed_bomb_is_refused_whatever_it_calls_itself(name: str, tmp_path: Path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 50_000_000)
    (tmp_path / name).write_bytes(packed.getvalue())
    with pytest.raises(BrokenFileError):
        read_records(tmp_path / name)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("csl_json", "[" * 200_000),
        ("crossref_json", '{"message": ' * 50_000),
        ("openalex_json", '{"results": [' * 50_000),
        ("dublin_core", "<a>" * 200_000),
        ("mods", "<mods>" * 200_000),
        ("catalogue_html", "<dl>" * 200_000 + "<dt>Author:</dt><dd>A</dd>"),
        ("schema_org", "<div>" * 200_000),
        ("bibtex", "@misc{a, title = " + "{" * 200_000),
        ("ris", "TY  - RPRT\n" * 20_000),
        ("catalogue_page", "- Author:\n" * 100_000),
    ],
)
def test_what_nests_or_repeats_without_end_is_read_or_refused(form: str, text: str):
    try:
        parse_records(text, form)
    except BrokenFileError as error:
        assert error.what


@pytest.mark.parametrize("form", [form.name for form in formats if form.read])
def test_a_file_that_was_read_leaves_nothing_that_slows_the_next(form: str):
    def handlers() -> dict[str, int]:
        loggers = {name: logging.getLogger(name) for name in logging.root.manager.loggerDict}
        return {name: len(log.handlers) for name, log in loggers.items() if log.handlers}

    def read() -> None:
        with suppress(BrokenFileError):
            parse_records("@misc{a, title = {A}}", form)

    read()
    before = handlers()
    read()
    assert handlers() == before
