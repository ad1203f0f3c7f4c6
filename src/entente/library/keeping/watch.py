"""Saved searches, and what has come in for them since they were last looked at."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from entente.errors import UnknownNameError
from entente.library.finding.index_queries import build, later_than
from entente.library.finding.query import read_query
from entente.library.finding.search import MOST
from entente.library.keeping.catalogue import clean_tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.library.holdings import Held
    from entente.library.keeping.catalogue import Library

ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class SavedSearch:
    """A search that is kept under a name.

    Attributes:
        name: Its name.
        query: The search line.
        made_on: Day on which it was saved.
        seen: Id of the last record that the library held when it was last looked at.
    """

    name: str
    query: str
    made_on: dt.date
    seen: int


def save_search(library: Library, name: str, query: str) -> SavedSearch:
    """Keep a search; what the library holds now is not new to it. A saved one is replaced.

    Raises:
        QueryError: The name or the line cannot be used.
        UnknownNameError: The line names an unknown field.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from entente.library.keeping.catalogue import Library
        >>> from entente.library.record import Record
        >>> with TemporaryDirectory() as folder, Library(Path(folder)) as library:
        ...     saved = save_search(library, "patrols", "patrol date:2020..")
        ...     _ = library.add([Record(title="Patrols at sea", published="2024")], "mine")
        ...     [held.record.title for held in new_records(library, saved)]
        ['Patrols at sea']
    """
    read_query(query)
    name = clean_tag(name)
    day = dt.datetime.now(dt.UTC).date()
    with library.holdings.writing() as base:
        seen = base.execute("SELECT coalesce(max(id), 0) FROM record").fetchone()[0]
        base.execute(
            "INSERT OR REPLACE INTO saved_search VALUES (?, ?, ?, ?)",
            [name, query, day.isoformat(), seen],
        )
    return SavedSearch(name, query, day, seen)


def saved_searches(library: Library) -> list[SavedSearch]:
    """List the saved searches by name."""
    rows = library.holdings.read(
        "SELECT name, query, made_on, seen FROM saved_search ORDER BY name"
    )
    return [SavedSearch(row[0], row[1], dt.date.fromisoformat(row[2]), row[3]) for row in rows]


def saved_search(library: Library, name: str) -> SavedSearch:
    """Return one saved search.

    Raises:
        UnknownNameError: None has that name.
    """
    known = {saved.name: saved for saved in saved_searches(library)}
    if name not in known:
        fix = "`entente library watch --save NAME QUERY` saves one"
        raise UnknownNameError.among("saved search", name, known, fix=fix)
    return known[name]


def forget_search(library: Library, name: str) -> None:
    """Drop a saved search.

    Raises:
        UnknownNameError: None has that name.
    """
    found = saved_search(library, name)
    with library.holdings.writing() as base:
        base.execute("DELETE FROM saved_search WHERE name = ?", [found.name])


def new_records(library: Library, saved: SavedSearch) -> list[Held]:
    """Return the records that match a saved search by words and came in since it was looked at.

    Returns:
        Records in order of arrival, at most 10,000.
    """
    built = later_than(build(read_query(saved.query)), saved.seen)
    found = library.answer(lambda: library.word_index.search(built, MOST, order="arrival"))
    return library.holdings.get([record for record, _ in found])


def mark_seen(library: Library, searches: Sequence[SavedSearch]) -> None:
    """Note that all that is indexed now has been seen for these searches.

    What the index does not know yet was not shown, so it stays new.
    """
    seen = library.indexing.horizon()
    with library.holdings.writing() as base:
        base.executemany(
            "UPDATE saved_search SET seen = max(seen, ?) WHERE name = ?",
            [(seen, saved.name) for saved in searches],
        )


def write_atom(found: Sequence[tuple[SavedSearch, Sequence[Held]]]) -> str:
    """Write new records as an Atom feed; the same records give the same text.

    Args:
        found: Each saved search with its new records.

    Returns:
        XML with a line feed at its end. An entry's ``updated`` is the day on which the record came
        into the library; the feed's is the latest of them, or of the days of saving.

    Source:
        RFC 4287, "The Atom Syndication Format", section 4.

    Examples:
        >>> saved = SavedSearch("patrols", "patrol", dt.date(2024, 9, 30), 0)
        >>> "<title>Saved searches: patrols</title>" in write_atom([(saved, [])])
        True
    """
    # Only writing: what this library warns of is reading.
    from xml.etree import ElementTree as Tree

    days = [saved.made_on for saved, _ in found]
    days += [held.added_on for _, records in found for held in records]
    names = [saved.name for saved, _ in found]
    feed = Tree.Element("feed", xmlns=ATOM)

    def put(parent: Tree.Element, name: str, text: str, **attributes: str) -> None:
        Tree.SubElement(parent, name, attributes).text = text

    put(feed, "id", "urn:entente:searches:" + "+".join(map(quote, names)))
    put(feed, "title", f"Saved searches: {', '.join(names)}")
    put(feed, "updated", _instant(max(days, default=dt.date(1970, 1, 1))))
    put(Tree.SubElement(feed, "author"), "name", "Entente library")
    for saved, records in found:
        for held in records:
            record, entry = held.record, Tree.SubElement(feed, "entry")
            put(entry, "id", f"urn:entente:record:{held.name}:{quote(saved.name)}")
            put(entry, "title", record.title or record.incomplete)
            put(entry, "updated", _instant(held.added_on))
            for name in record.authors:
                put(Tree.SubElement(entry, "author"), "name", name)
            if record.url:
                Tree.SubElement(entry, "link", href=record.url)
            Tree.SubElement(entry, "category", term=saved.name)
            put(entry, "summary", record.abstract or record.institution, type="text")
    Tree.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{Tree.tostring(feed, encoding="unicode")}\n'


def _instant(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
