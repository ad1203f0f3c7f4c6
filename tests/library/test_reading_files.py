"""Files as programs leave them: known by their content, read item by item, in what they declare."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from entente.errors import BrokenFileError
from entente.library.formats import parse_records, read_each_record, read_records

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Said

    Run = Callable[..., Said]

RIS = "TY  - RPRT\nTI  - Shore\nER  - \n"
BIB = "@report{a, title={Shore}}\n"
CSL = '[{"type": "report", "title": "Shore"}]'
CROSSREF = '{"DOI": "10.1000/1", "title": ["Shore"]}'
OPENALEX = '{"title": "Shore", "authorships": []}'
MODS = "<mods><titleInfo><title>Shore</title></titleInfo></mods>"
CORE = "<dc><title>Shore</title></dc>"
WORK = '{"@type": "Report", "name": "Shore"}'


@pytest.mark.parametrize("suffix", [".txt", ".ris", ".bib", ".json", ".dat", ""])
@pytest.mark.parametrize("text", [RIS, BIB, "\ufeff" + RIS, f"\n\n  {RIS}"])
def test_ris_and_bibtex_are_known_by_what_they_hold(suffix: str, text: str, tmp_path: Path):
    path = tmp_path / f"a{suffix}"
    path.write_text(text, encoding="utf-8")
    assert [record.title for record in read_records(path)] == ["Shore"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.txt", "FN Someone\nVR 1.0\nPT J\n", "Is Web of Science text"),
        ("a.xml", "<PubmedArticleSet><PubmedArticle/></PubmedArticleSet>", "PubMed XML"),
        ("a.xml", '<article article-type="report"><front/></article>', "JATS XML"),
        ("a.json", '{"metadata": {"creators": [{"person_or_org": {}}]}}', "InvenioRDM"),
        ("a.mrc", "00714cam a2200205 a 4500001", "MARC in ISO 2709"),
        ("a.xlsx", "PK\x03\x04", "an office program"),
        ("a.dat", "anything", "in no form that is recognised"),
    ],
)
def test_a_form_that_is_not_read_is_named_with_those_that_are(
    name: str, text: str, said: str, tmp_path: Path
):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(BrokenFileError, match=said) as caught:
        read_records(tmp_path / name)
    assert "BibTeX" in caught.value.fix
    assert "RIS" in caught.value.fix


@pytest.mark.parametrize(
    ("name", "text", "titles", "place"),
    [
        ("a.ris", f"{RIS}\nT1  - Two\nER  - \n\n{RIS}", ["Shore", "Shore"], "a.ris:5"),
        ("a.ris", f"{RIS}TY  - RPRT\nTI  - B\nU5  - entente {{\nER  - \n", ["Shore"], "a.ris:6"),
        ("a.bib", f"{BIB}@misc{{b, title={{B}}, year}}\n{BIB}", ["Shore", "Shore"], "a.bib:2"),
        ("a.json", '[{"title": "Shore"}, 3, {"title": "B"}]', ["Shore", "B"], "item 2"),
        ("a.json", f"[{CROSSREF}, 3, {CROSSREF}]", ["Shore", "Shore"], "item 2"),
        ("a.json", f'{{"results": [{OPENALEX}, {{}}, {OPENALEX}]}}', ["Shore", "Shore"], "item 2"),
        (
            "a.xml",
            f"<modsCollection>{MODS}\n<mods><note/></mods>\n{MODS}</modsCollection>",
            ["Shore", "Shore"],
            "a.xml:2",
        ),
        (
            "a.xml",
            f"<records>{CORE}\n<dc><title/></dc>\n{CORE}</records>",
            ["Shore", "Shore"],
            "a.xml:2",
        ),
        (
            "a.jsonld",
            f'{{"@context": "https://schema.org", "@graph": [{WORK}, {{"@type": "Report"}}]}}',
            ["Shore"],
            "item 2",
        ),
        ("a.yml", "- title: Shore\n- title: [\n    x]\n- title: B\n", ["Shore", "B"], "a.yml:2"),
    ],
)
def test_a_bad_item_is_listed_and_the_others_are_read(
    name: str, text: str, titles: list[str], place: str, tmp_path: Path
):
    (tmp_path / name).write_text(text, encoding="utf-8")
    reading = read_each_record(tmp_path / name)
    assert [record.title for record in reading.records] == titles
    [fault] = reading.faults
    assert place in fault.where
    with pytest.raises(BrokenFileError):
        read_records(tmp_path / name)


def test_a_bad_item_ends_in_code_1_and_with_all_or_none_adds_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ENTENTE_LIBRARY", str(tmp_path / "mine"))
    path = tmp_path / "a.ris"
    path.write_text(f"{RIS}\nT1  - Two\nER  - \n", encoding="utf-8")
    said = run("library", "add", str(path), "--all-or-none")
    assert (said.code, said.out) == (2, "")
    said = run("library", "add", str(path))
    assert said.code == 1
    assert "1 added" in said.out
    assert "a.ris:5" in said.err


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("TY  - RPRT\nTI  - Häfen\nER  - ".encode("utf-16"), "a.ris"),
        ("% Encoding: ISO8859_1\n@misc{a, title={Häfen}}".encode("latin-1"), "a.bib"),
        ('<?xml version="1.0" encoding="windows-1252"?><dc><title>Häfen</title></dc>'
         .encode("cp1252"), "a.xml"),
        ('<meta charset="windows-1252"><h3>1. Häfen</h3><dl><dt>Author:<dd>Ana Ruiz</dl>'
         .encode("cp1252"), "a.html"),
    ],
)  # fmt: skip
def test_a_file_is_read_in_the_encoding_that_it_declares(raw: bytes, name: str, tmp_path: Path):
    (tmp_path / name).write_bytes(raw)
    assert read_records(tmp_path / name)[0].title == "Häfen"


@pytest.mark.parametrize("name", ["zip", "base64", "nonsense", "utf-7-x"])
def test_an_encoding_that_is_none_of_text_is_refused(name: str, tmp_path: Path):
    (tmp_path / "a.bib").write_bytes(f"% Encoding: {name}\n@misc{{a, title={{".encode() + b"\xe9}}")
    with pytest.raises(BrokenFileError, match="unknown encoding"):
        read_records(tmp_path / "a.bib")


@pytest.mark.parametrize(
    "text",
    [
        f"Record #1 of 1\nProvider: Sea\n1.\n{RIS}NL  - Q\n\nLink: https://example.org\n",
        RIS.replace("TY  - RPRT", "TY  - BOOK\nTY  - RPRT"),
        "TI  - Shore\nTY  - RPRT\nER  - \n",
        RIS.replace("TI  -", "TI -"),
        RIS.replace("TI  - ", "ti  - "),
        RIS.replace("TI  - ", "   TI  - "),
        RIS.replace("TI  - ", "TI  -"),
        RIS.replace("\nER", "\r\n\r\nER"),
    ],
)
def test_ris_with_strays_and_odd_spacing_is_read(text: str):
    [record] = parse_records(text, "ris")
    assert (record.title, record.content_type) == ("Shore", "Report")


def test_what_is_passed_over_is_noted_and_a_late_tag_is_kept(tmp_path: Path):
    (tmp_path / "a.ris").write_text(f"Provider: Sea\n{RIS}AB  - Ties.\n\nEnd of file\n", "utf-8")
    reading = read_each_record(tmp_path / "a.ris")
    assert reading.records[0].abstract == "Ties."
    assert "a.ris:1: 2 lines passed over, from 'Provider: Sea'" in reading.notes[0]


def test_further_lines_of_addresses_are_further_addresses():
    text = "TY  - RPRT\nTI  - A\nL1  - a.pdf\nb.pdf\nUR  - https://a.org\nhttps://b.org\nER  - "
    [record] = parse_records(text, "ris")
    assert record.url == "https://a.org"
    assert record.extra == {"L1": ("a.pdf", "b.pdf"), "UR": ("https://b.org",)}


def test_an_entry_of_bibtex_takes_over_what_others_lend():
    text = """
    @xdata{sea, publisher={Harbour Press}, date={2020-05}}
    @incollection{a, title={Ties}, crossref={book}}
    @collection{book, title={Handbook}, editor={Lind, Bo}, xdata={sea}}
    @report{b, title={Shore}, xdata={sea}, year={2019}}
    @report{c, title={Sand}, crossref={nowhere}}
    """
    a, book, b, c = parse_records(text, "bibtex")
    assert a.journal == "Handbook"
    assert (book.institution, book.published) == ("Harbour Press", "2020-05")
    assert (b.institution, b.published) == ("Harbour Press", "2019")
    assert c.extra == {"crossref": ("nowhere",)}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"The \enquote{Pivot}", "The “Pivot”"),
        (r"\mkbibquote{Road} and \enquote*{Belt}", "“Road” and “Belt”"),
    ],
)
def test_quotation_commands_are_quotation_marks(written: str, read: str):
    [record] = parse_records(f"@misc{{a, title={{{written}}}}}", "bibtex")
    assert record.title == read


def test_a_letter_after_the_year_is_kept_beside_it():
    [record] = parse_records("@misc{a, title={A}, year={2019a}}", "bibtex")
    assert (record.published, record.extra) == ("2019", {"year": ("2019a",)})
