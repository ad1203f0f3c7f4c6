from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from entente.errors import BrokenFileError
from entente.library.formats import parse_records, read_records
from entente.library.formats.catalogue_html import recognises_html
from entente.library.record import Record

if TYPE_CHECKING:
    from pathlib import Path

SAVED = """\
<!DOCTYPE html>
<html><head><title>Harbour Catalogue</title><meta charset="utf-8">
<script>var page = "<dt>Author:</dt><dd>Nobody</dd>";</script><style>dt {}</style></head>
<body><nav class="navbar"><a href="/">Harbour Catalogue</a></nav>
<div id="sidebar"><h2>Limit your search</h2><h3>Content Type</h3>
<ul class="facet-values"><li>Report <span class="facet-count">1,234</span></li></ul></div>
<div class="constraints-container">You searched for: <span>Topic War</span></div>
<div id="documents">
<article class="document">
<header><h3 class="index_title document-title-heading">
<span class="document-counter">1.</span><a href="/catalog/1">A Sea <em>Apart</em></a></h3>
<form><label>Bookmark</label><button>Save</button></form></header>
<dl class="dl-horizontal">
<dt class="blacklight-author">Author:</dt><dd>Ruiz, Ana M.</dd><dd>Lind, Bo</dd>
<dt>PUBLICATION DATE</dt><dd>05-2023</dd>
<dt>Institution:</dt><dd><a href="/i">Centre for Sand, Shore, and Sky, Harbour College</a></dd>
<dt>Abstract:</dt><dd><p>One.<sup>12</sup> “Two”<br>goes on &amp; on.</p><p>Three.</p></dd>
<dt>Topic:</dt><dd><a>Science and Technology</a>, <a>War</a>, and <a>Oil</a></dd>
<dt>Political Geography:</dt><dd>Russia<br>Korea, North</dd>
<dt>Language:</dt><dd>English</dd>
</dl></article>
<article class="document"><h3>2. <a href="https://example.org/c/2">A Second</a></h3>
<dl><dt>Author:</dt><dd>Cy Day and Di Eck</dd>
<dt>URL:</dt><dd><a href="https://example.org/r/2">Full text</a></dd></dl></article>
</div><div class="pagination"><a>« Previous</a> <a>Next »</a></div>
<footer>All rights reserved</footer></body></html>
"""


def page(text: str) -> list[Record]:
    return parse_records(text, "catalogue_html", where="page.html")


def test_each_field_of_a_saved_page_is_read_and_nothing_else():
    first, second = page(SAVED)
    assert first == Record.model_validate(
        {
            "number": 1,
            "title": "A Sea Apart",
            "authors": ["Ruiz, Ana M.", "Lind, Bo"],
            "published": "2023-05",
            "institution": "Centre for Sand, Shore, and Sky, Harbour College",
            "abstract": "One.12 “Two” goes on & on.\n\nThree.",
            "topics": ["Science and Technology", "War", "Oil"],
            "places": ["Russia", "Korea, North"],
            "extra": {"Language": ["English"]},
        }
    )
    assert second == Record.model_validate(
        {
            "number": 2,
            "title": "A Second",
            "authors": ["Cy Day", "Di Eck"],
            "url": "https://example.org/r/2",
            "extra": {
                "URL": ["Full text"],
                "Catalogue link": ["https://example.org/c/2"],
            },
        }
    )


@pytest.mark.parametrize("suffix", [".html", ".htm"])
def test_a_saved_page_is_recognised_by_its_suffix_and_its_labels(tmp_path: Path, suffix: str):
    path = tmp_path / f"page{suffix}"
    path.write_text(SAVED, encoding="utf-8")
    assert read_records(path) == page(SAVED)


def test_only_pages_with_labels_in_lists_are_recognised():
    assert recognises_html(SAVED)
    assert recognises_html("<ul><li><b>Publication date</b>: 2023</li></ul>")
    assert not recognises_html("<p>Author: Ana Ruiz</p>")
    assert not recognises_html("<ul><li>Home</li><li>About the authors of this</li></ul>")


def test_list_items_are_read_as_bullets_in_both_forms():
    first, second = page(
        "<h2>A</h2><ul><li><b>Author:</b> Ana Ruiz and Bo Lind</li><li>Topic: War<br>Oil</li></ul>"
        "<h2>B</h2><ul><li>Author:</li><li>Cy Day</li></ul><ul><li>Cite</li><li>Tools</li></ul>"
    )
    assert (first.authors, first.topics) == (("Ana Ruiz", "Bo Lind"), ("War", "Oil"))
    assert (second.title, second.authors, second.extra) == ("B", ("Cy Day",), {})


def test_a_title_that_is_no_heading_is_read():
    first, second, third = page(
        "<div class='index_title'>1. A</div><dl><dt>Author<dd>Ana Ruiz</dl>"
        "<p><a href='/2'>B</a></p><dl><dt>Author<dd>Bo Lind</dl>"
        "<ol><li><a href='/3'>C</a><dl><dt>Author<dd>Cy Day</dl></li></ol>"
    )
    assert [each.title for each in (first, second, third)] == ["A", "B", "C"]
    assert first.number == 1


def test_records_without_titles_are_recognised_by_their_lists():
    first, second = page("<dl><dt>Author<dd>Ana Ruiz</dl><dl><dt>Author<dd>Bo Lind</dl>")
    assert (first.authors, second.authors) == (("Ana Ruiz",), ("Bo Lind",))
    assert first.incomplete == "the page gives no title"


def test_two_lists_under_one_title_are_one_record():
    [record] = page("<h1>A</h1><dl><dt>Author<dd>Ana Ruiz</dl><dl><dt>Topic<dd>War</dl>")
    assert (record.authors, record.topics) == (("Ana Ruiz",), ("War",))


def test_a_label_given_twice_in_a_list_goes_on():
    [record] = page("<h1>A</h1><dl><dt>Topic<dd>War<dt>Topic<dd>Oil<dt>Author<dd>Ana Ruiz</dl>")
    assert record.topics == ("War", "Oil")


@pytest.mark.parametrize(
    "end", ["<dt>Topic:</dt><d", "<dt>Topic:</dt></dl></body>", "<dt>Abstract<dd>It then went to"]
)
def test_a_record_that_the_page_cuts_off_is_kept_and_says_so(end: str):
    [record] = page(f"<h3>A</h3><dl><dt>Author:</dt><dd>Ana Ruiz</dd>{end}")
    assert (record.authors, record.incomplete) == (("Ana Ruiz",), "the page ends within it")


def test_facets_in_a_definition_list_are_no_record():
    [record] = page(
        "<dl><dt>Content Type:</dt><dd>Report 1,234</dd><dd>Memo 7</dd></dl>"
        "<h3>A</h3><dl><dt>Author:</dt><dd>Ana Ruiz</dd></dl>"
    )
    assert (record.title, record.authors) == ("A", ("Ana Ruiz",))


def test_references_of_old_pages_are_read_as_browsers_read_them():
    [record] = page("<h3>A</h3><dl><dt>Author:</dt><dd>Ana O&#146;Ruiz&nbsp;y Lind</dd></dl>")
    assert record.authors == ("Ana O’Ruiz y Lind",)


def test_letters_stay_whole_where_the_page_is_read_in_parts():
    name = "Zoë " + "中é" * 60_000
    [record] = page(f"<h3>A</h3><dl><dt>Institution:</dt><dd>{name}</dd></dl>")
    assert record.institution == name


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<p>Nothing here</p>", "No record can be found"),
        ("no markup", "No record can be found"),
        ("<dl><dt>Author<dd>Ana&#1;Ruiz</dl>", "control character U\\+0001"),
        ("<div>" * 501 + "<dl><dt>Author<dd>Ana Ruiz</dl>", "more than 500 deep"),
    ],
)
def test_what_holds_no_record_is_refused_with_the_reason(text: str, message: str):
    with pytest.raises(BrokenFileError, match=message):
        page(text)


@pytest.mark.parametrize(
    "unit",
    [
        "<div>",
        "<b></i>",
        "</x>",
        "<p>",
        "<!--",
        "&",
        "&#1;",
        "<a href='",
        "<dl><dt>a<dd>b</dl>",
        "<dt>Author:",
        "<dd>a<br>",
        "<ul><li>",
        "<li>Topic: a</li>",
        "<h3>a</h3>",
        "<![CDATA[",
        "<script>",
        "<?",
        "a ",
    ],
)
def test_a_hostile_page_is_read_or_refused_in_linear_time(unit: str):
    record = "<h3>A</h3><dl><dt>Author:</dt><dd>Ana Ruiz</dd></dl>"
    try:
        assert page(record + unit * 25_000 + record)[0].authors == ("Ana Ruiz",)
    except BrokenFileError as error:
        assert "deep" in error.what or "control" in error.what
