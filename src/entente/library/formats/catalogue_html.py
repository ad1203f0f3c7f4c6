"""Records of a catalogue's page as a browser saves it: definition lists or list items."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

from entente.errors import BrokenFileError
from entente.library.formats import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from entente.library.formats._catalogue_lines import Item
    from entente.library.record import Record

_CHUNK = 1 << 16
_LISTS = re.compile(r"<(?:dt|li|t[dh])\b", re.IGNORECASE)
_LABELS = re.compile(
    r">\s{0,80}(?:abstract|authors?|content type|institution|political geography"
    r"|publication date|topics?)\s{0,80}[:<]",
    re.IGNORECASE,
)


def read_html(text: str, where: str) -> list[Record]:
    r"""Read records of a saved page of a catalogue.

    In a table a label stands in the first cell of a row or above its column. A ``<dt>`` is a label
    and each ``<dd>`` a value, as is each line of one; a list item is read as
    a bullet of a page of text. The title is the heading above. Scripts, styles, forms and what is
    marked as navigation are passed over; nothing is fetched.

    Args:
        text: A page.
        where: Where the page is from.

    Returns:
        The records in order, at least one. One that is not whole says why under ``incomplete``.

    Raises:
        BrokenFileError: No record can be found, or the page's elements are nested too deep
            other, or a character reference gives a control character.

    Examples:
        >>> page = "<h3>1. <a href='/3'>A Sea</a></h3><dl><dt>Topic:<dd>War<dd>Oil, Gas</dl>"
        >>> [record] = read_html(page, "page.html")
        >>> record.number, record.title, record.topics
        (1, 'A Sea', ('War', 'Oil, Gas'))
    """
    from entente.library.formats._catalogue_paper import read_paper
    from entente.library.formats._catalogue_reader import read_page_records
    from entente.library.formats._catalogue_record import build_records

    if records := build_records(read_page_records(_read_items(text, where)), where):
        return records
    if records := read_paper(_read_items(text, where), where):
        return records
    raise BrokenFileError.at(
        where,
        "No record can be found: no definition list or list item holds a label such as `Author`.",
        fix="save the page that shows the records, not one that a script fills in",
    )


def recognises_html(text: str) -> bool:
    """Whether a page is one of a catalogue.

    Examples:
        >>> recognises_html("<dl><dt>Author:</dt><dd>Ana Ruiz</dd></dl>")
        True
    """
    return _LISTS.search(text) is not None and _LABELS.search(text) is not None


def _read_items(text: str, where: str) -> list[Item]:
    """Feed the parser, a part of the page at a time so that it can be stopped."""
    from entente.library.formats._catalogue_markup import Markup
    from entente.library.record import find_control_character

    etree: Any = import_module("lxml.etree")  # it has no types
    parser = etree.HTMLParser(target=Markup(where), encoding="utf-8", no_network=True)
    try:
        for part in _parts(text):
            parser.feed(part)
        items: list[Item] = parser.close()
    except etree.LxmlError as error:
        reason = str(error).strip() or "it cannot be parsed"
        raise BrokenFileError.at(where, f"Is no HTML: {reason}.") from error
    for item in items:
        if (position := find_control_character(item.text)) is not None:
            raise BrokenFileError.at(
                where,
                f"Refers to the control character U+{ord(item.text[position]):04X}.",
                fix="delete the reference; a page has none",
            )
    return items


def _parts(text: str) -> Iterator[bytes]:
    yield b"<!DOCTYPE html>"  # an empty page is not an error
    for start in range(0, len(text), _CHUNK):
        yield text[start : start + _CHUNK].encode()


catalogue_html = Format(
    name="catalogue_html",
    title="Saved page of a catalogue",
    suffixes=(".html", ".htm"),
    read=read_html,
    recognises=recognises_html,
)
