"""Markup of a saved catalogue page read as lines: headings, labels, values and the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from entente.errors import BrokenFileError
from entente.library.formats._catalogue_lines import FIELDS, RECORD, Item, Kind
from entente.library.formats._catalogue_tables import Tables
from entente.library.record import is_address, is_doi
from entente.library.words import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

DEEPEST = 500

_SPACE = re.compile(r"\s+")
_UNREAD = words_of("""
button datalist head noscript object option script select style svg template textarea title
""")
_BLOCKS = words_of("""
address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure
footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot
th thead tr ul
""")
_CELLS = words_of("td th")
_LISTS = words_of("dl ol ul")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NAVIGATION = words_of("aside footer form nav")
_NAVIGATION_CLASSES = words_of("""
appliedParams breadcrumb constraints-container facet-limit facet-values facets navbar page-links
page_links pagination search-widgets sidebar sortAndPerPage sort-pagination
""")
_TITLE_CLASSES = words_of("document-title document-title-heading index_title show-title")
_RECORD_CLASSES = words_of("blacklight-document document")
_MARKED = frozenset({Kind.LABEL, Kind.VALUE})


@dataclass(slots=True)
class _Element:
    """One open element: what text in it is, and whether it is read at all."""

    tag: str
    kind: Kind
    level: int = 0
    is_unread: bool = False
    is_navigation: bool = False
    is_counter: bool = False
    is_record: bool = False  # it, or one around it, marks what is in it as a record


class Markup:
    """Target of a parser: it is fed elements and text, and returns lines.

    No tree is built, so that a page costs no more than its length.

    Examples:
        >>> page = Markup("page.html")
        >>> page.start("h3", {}), page.data("1.  A Sea"), page.end("h3")
        (None, None, None)
        >>> [(item.kind.value, item.text) for item in page.close()]
        [('heading', '1. A Sea')]
    """

    def __init__(self, where: str) -> None:
        """Start on a page.

        Args:
            where: Where the page is from, for messages.
        """
        self._where = where
        self._items: list[Item] = []
        self._stack = [_Element("", Kind.BARE)]
        self._text: list[str] = []
        self._link = ""
        self._values: list[str] = []  # of the open label
        self._field = ""  # of that label
        self._addresses: list[str] = []  # that its values link to
        self._tables = Tables()
        self._cells: list[int] = []  # where the lines of each cell of the open row begin

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Meet the start of an element.

        Args:
            tag: Its name.
            attributes: Its attributes.

        Raises:
            BrokenFileError: Elements are nested deeper than on any page made for people.
        """
        if len(self._stack) > DEEPEST:
            raise BrokenFileError.at(
                self._where,
                f"Has elements more than {DEEPEST} deep.",
                fix="save the page again, or copy its text into a .txt file",
            )
        around = self._stack[-1]
        classes = (attributes.get("class") or "").split()
        if tag in _BLOCKS:
            self._flush(before=tag)
        if around.kind not in _MARKED:
            self._begin_cell(tag)
        marks = tag == "article" or not _RECORD_CLASSES.isdisjoint(classes)
        level = _HEADINGS.get(tag, 0 if _TITLE_CLASSES.isdisjoint(classes) else 6)
        self._stack.append(
            _Element(
                tag,
                _kind(tag, around.kind, is_heading=level > 0),
                level or around.level,
                is_unread=around.is_unread or tag in _UNREAD,
                is_navigation=around.is_navigation
                or tag in _NAVIGATION
                or not _NAVIGATION_CLASSES.isdisjoint(classes)
                or attributes.get("id") in _NAVIGATION_CLASSES,
                is_counter=any("counter" in each for each in classes),
                is_record=around.is_record or marks,
            )
        )
        if tag == "br":
            self._text.append("\n")
        elif marks:
            self._break("" if around.is_record else RECORD)
        elif tag == "hr":
            self._break()
        elif tag == "a":
            self._take_link((attributes.get("href") or "").strip())

    def end(self, tag: str) -> None:
        """Meet the end of an element.

        Args:
            tag: Its name.
        """
        element = self._stack[-1]
        if tag in _BLOCKS or element.kind is not self._stack[-2].kind:
            self._flush()
        elif element.is_counter:
            self._text.append(" ")
        if tag == "tr":
            self._end_row()
        elif tag == "table":
            self._tables.end()
        self._stack.pop()
        if element.is_record and not self._stack[-1].is_record:
            self._break(RECORD)
        elif tag == "dl" or (tag in _LISTS and self._stack[-1].kind is Kind.BARE):
            self._break()

    def data(self, text: str) -> None:
        """Meet text.

        Args:
            text: A part of it.
        """
        if not self._stack[-1].is_unread:
            self._text.append(_SPACE.sub(" ", text))

    def close(self) -> list[Item]:
        """Meet the end of the page.

        Returns:
            Its lines.
        """
        self._flush()
        self._end_values()
        while (
            self._items
            and self._items[-1].kind is Kind.BREAK
            and self._items[-1].text
            in {
                "",
                RECORD,
            }
        ):
            self._items.pop()
        return self._items

    def _begin_cell(self, tag: str) -> None:
        if tag == "tr":
            self._cells = []
        elif tag in _CELLS:
            self._end_values()
            self._cells.append(len(self._items))

    def _end_row(self) -> None:
        """Read a row of a table whose cells are labels and values."""
        self._end_values()
        starts, self._cells = self._cells, []
        if starts and starts[0] <= len(self._items):
            ends = [*starts[1:], len(self._items)]
            cells = [self._items[a:b] for a, b in zip(starts, ends, strict=True)]
            if (lines := self._tables.read_row(cells)) is not None:
                self._items[starts[0] :] = lines

    def _take_link(self, link: str) -> None:
        """Keep where a title or the value of an address links to, if it is a whole address."""
        kind = self._stack[-1].kind
        if not is_address(link):
            return
        if kind is Kind.HEADING:
            self._link = self._link or link
        elif kind is Kind.VALUE and self._field in {"url", "doi"}:
            self._addresses.append(link)

    def _flush(self, *, before: str = "") -> None:
        """Make lines of the text met since the last block."""
        if not self._text:
            return
        lines = [" ".join(line.split()) for line in "".join(self._text).split("\n")]
        self._text.clear()
        while lines and not lines[-1]:
            lines.pop()
        while lines and not lines[0]:
            del lines[0]
        if not lines:
            return
        element = self._stack[-1]
        joined = " ".join(line for line in lines if line)
        if element.kind is Kind.VALUE:
            is_abstract = self._field == "abstract"
            self._values += _paragraphs(lines) if is_abstract else filter(None, lines)
        elif element.kind is Kind.LABEL:
            self._end_values()
            name = joined.rstrip(":： ")
            self._field = FIELDS.get(name.casefold(), "")
            if name:
                self._add(Item(Kind.LABEL, name))
        elif element.is_navigation:
            self._break("navigation")
        elif element.kind is Kind.HEADING:
            self._add(Item(Kind.HEADING, joined, level=element.level, link=self._link))
            self._link = ""
        elif element.kind is Kind.BULLET and not (before in _LISTS and lines[-1][-1:] not in ":："):
            self._add(Item(Kind.BULLET, lines[0]))
            for line in filter(None, lines[1:]):
                self._add(Item(Kind.VALUE, line))
        else:
            self._add_bare(lines)

    def _add_bare(self, lines: list[str]) -> None:
        gap = 1
        for line in lines:
            if line:
                self._add(Item(Kind.BARE, line, gap=gap))
            gap = 0 if line else 1

    def _add(self, item: Item) -> None:
        self._end_values()
        if item.is_list_item and not (self._items and self._items[-1].is_list_item):
            item.gap = 1
        self._items.append(item)

    def _break(self, reason: str = "") -> None:
        self._end_values()
        if self._items and (self._items[-1].kind is not Kind.BREAK or reason):
            self._items.append(Item(Kind.BREAK, reason))

    def _end_values(self) -> None:
        """Return the values of a label; where there are several, each is one of a list."""
        values, self._values = self._values, []
        addresses, self._addresses = self._addresses, []
        if addresses and not any(is_address(value) or is_doi(value) for value in values):
            values = addresses + values  # "Full text", with the address behind it
        whole = len(values) > 1 and self._field != "abstract"
        self._items += [Item(Kind.VALUE, value, whole=whole) for value in values]


def _kind(tag: str, around: Kind, *, is_heading: bool) -> Kind:
    """Return the kind of an element's text, given that of the element around it."""
    if tag == "dt":
        return Kind.LABEL
    if tag == "dd":
        return Kind.VALUE
    if around in _MARKED:
        return Kind.BARE if tag == "dl" else around
    if is_heading:
        return Kind.HEADING
    if tag == "li":
        return Kind.BULLET
    return Kind.BARE if tag == "dl" else around


def _paragraphs(lines: list[str]) -> list[str]:
    """Join lines; an empty one separates paragraphs."""
    paragraphs = "\n".join(lines).split("\n\n")
    return [text for each in paragraphs if (text := " ".join(each.split()))]
