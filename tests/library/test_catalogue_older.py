"""Catalogue pages as tables, and title pages without labels: what is not said is not guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from entente.library.formats import parse_records, read_records

if TYPE_CHECKING:
    from pathlib import Path

BESIDE = """<table><tr><th>Title</th><td>A Sea Apart</td></tr>
<tr><td>Author:</td><td>Ana Ruiz</td></tr><tr><th>Publication Date</th><td>05-2023</td></tr>
<tr><th>Topic</th><td>War<br>Diplomacy</td></tr>
<tr><th>Abstract</th><td>Ties grew.</td></tr></table>"""
ABOVE = """<table><thead><tr><th>Title</th><th>Author</th><th>Publication Date</th></tr></thead>
<tbody><tr><td><a href="https://example.org/1">A Sea Apart</a></td><td>Ana Ruiz</td><td>05-2023</td>
</tr><tr><td>Shore</td><td></td><td>2012</td></tr></tbody></table><p>Page 1 of 9</p>"""
PAPER = """Columbia International Affairs Online: Working Papers

CIAO DATE: 05/2011

A Sea Apart

Ana Ruiz, Bo Lind
March 2011

Abstract

Ties grew.

Trade fell.
"""


def test_a_table_with_labels_beside_their_values_is_one_record():
    [record] = parse_records(f"<html>{BESIDE}</html>", "catalogue_html")
    assert (record.title, record.authors, record.published) == (
        "A Sea Apart", ("Ana Ruiz",), "2023-05",
    )  # fmt: skip
    assert (record.topics, record.abstract) == (("War", "Diplomacy"), "Ties grew.")


def test_a_table_with_labels_above_its_columns_is_a_record_a_row():
    records = parse_records(f"<html>{ABOVE}</html>", "catalogue_html")
    assert [(each.title, each.authors, each.published) for each in records] == [
        ("A Sea Apart", ("Ana Ruiz",), "2023-05"),
        ("Shore", (), "2012"),
    ]


def test_a_table_that_only_lays_out_a_page_is_read_through():
    inside = "<h3>A Sea Apart</h3><dl><dt>Author</dt><dd>Ana Ruiz</dd></dl>"
    text = (
        f"<table><tr><td>Menu</td><td><table><tr><td>{inside}</td></tr></table></td></tr></table>"
    )
    [record] = parse_records(text, "catalogue_html")
    assert (record.title, record.authors) == ("A Sea Apart", ("Ana Ruiz",))


@pytest.mark.parametrize("text", [BESIDE, ABOVE])
def test_a_saved_table_is_known_for_a_page_of_a_catalogue(text: str, tmp_path: Path):
    (tmp_path / "a.dat").write_text(text, encoding="utf-8")
    assert read_records(tmp_path / "a.dat")[0].title == "A Sea Apart"


def test_a_title_page_without_labels_keeps_its_lines_and_says_so():
    [record] = parse_records(PAPER, "catalogue_page")
    assert (record.title, record.abstract) == ("A Sea Apart", "Ties grew.\n\nTrade fell.")
    assert (record.authors, record.published) == ((), None)
    assert record.extra["CIAO DATE"] == ("05/2011",)
    assert record.extra["Title page"][1:] == ("Ana Ruiz, Bo Lind", "March 2011")
    assert "does not say" in record.incomplete


def test_a_saved_title_page_takes_its_heading_for_the_title():
    text = "<h1>A Sea Apart</h1><p>Ana Ruiz</p><p>CIAO DATE: 05/2011</p><h2>Abstract</h2><p>Up.</p>"
    [record] = parse_records(text, "catalogue_html")
    assert (record.title, record.abstract) == ("A Sea Apart", "Up.")
    assert record.extra["Title page"] == ("Ana Ruiz",)


def test_the_day_of_posting_does_not_run_into_the_date():
    text = "Title: A\nPublication Date: March 2011\nCIAO DATE: 05/2011\nAuthor: Ana Ruiz\n"
    [record] = parse_records(text, "catalogue_page")
    assert (record.published, record.extra) == ("2011-03", {"CIAO DATE": ("05/2011",)})
