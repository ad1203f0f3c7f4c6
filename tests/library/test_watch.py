from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from entente.errors import QueryError, UnknownNameError
from entente.library.keeping.watch import (
    ATOM,
    forget_search,
    mark_seen,
    new_records,
    save_search,
    saved_search,
    saved_searches,
    write_atom,
)
from entente.library.record import Record

if TYPE_CHECKING:
    from entente.library.keeping.catalogue import Library

NEW = Record.model_validate(
    {
        "title": "Patrols <b>again</b> & again",
        "authors": ["Ana Ruiz"],
        "published": "2026",
        "abstract": "]]> <script>alert(1)</script>",
        "url": "https://example.org/a?b=1&c=2",
    }
)


def test_what_the_library_held_when_saving_is_not_new(shelf: Library):
    assert new_records(shelf, save_search(shelf, "bombers", "bombers")) == []


def test_only_what_matches_and_came_later_is_new_and_only_once(shelf: Library):
    saved = save_search(shelf, "patrols", "patrol")
    shelf.add([NEW, Record(title="Bread again")], "tests")
    assert [held.record for held in new_records(shelf, saved)] == [NEW]
    mark_seen(shelf, [saved])
    assert new_records(shelf, saved_search(shelf, "patrols")) == []


def test_a_record_merged_away_is_not_new(shelf: Library):
    saved = save_search(shelf, "patrols", "patrol")
    shelf.add([NEW], "tests")
    shelf.merge("ruiz-2024-bombers", ["ruiz-2026-patrols"])
    assert new_records(shelf, saved) == []


def test_saved_searches_are_listed_replaced_and_dropped(shelf: Library):
    save_search(shelf, "b", "bread")
    save_search(shelf, "a", "oil")
    save_search(shelf, "b", "wheat")
    assert [(saved.name, saved.query) for saved in saved_searches(shelf)] == [
        ("a", "oil"),
        ("b", "wheat"),
    ]
    forget_search(shelf, "a")
    with pytest.raises(UnknownNameError, match="No saved search is called 'a'"):
        forget_search(shelf, "a")


@pytest.mark.parametrize(("name", "query"), [("", "oil"), ("a", "date:soon"), ("a", "athor:x")])
def test_a_search_that_cannot_be_asked_is_not_saved(shelf: Library, name: str, query: str):
    with pytest.raises((QueryError, UnknownNameError)):
        save_search(shelf, name, query)
    assert saved_searches(shelf) == []


def test_the_feed_has_what_atom_asks_for_and_hostile_text_as_text(shelf: Library):
    saved = save_search(shelf, "patrols & more", "patrol")
    shelf.add([NEW], "tests")
    text = write_atom([(saved, new_records(shelf, saved))])
    assert text == write_atom([(saved, new_records(shelf, saved))])
    feed = etree.fromstring(text.encode())
    names = {"a": ATOM}
    today = dt.datetime.now(dt.UTC).date().isoformat()
    assert feed.xpath("string(a:updated)", namespaces=names) == f"{today}T00:00:00Z"
    [entry] = feed.xpath("a:entry", namespaces=names)
    for name in ("id", "title", "updated"):
        assert entry.xpath(f"string(a:{name})", namespaces=names)
    assert entry.xpath("string(a:title)", namespaces=names) == NEW.title
    assert entry.xpath("string(a:summary)", namespaces=names) == NEW.abstract
    assert entry.xpath("string(a:link/@href)", namespaces=names) == NEW.url
    assert " " not in feed.xpath("string(a:id)", namespaces=names)
