"""Read a finished page as a sceptic would: is there a number that leads nowhere?

A digit inside ``<main>`` must stand in a link made by :mod:`entente.brief.words.numbers`, be a
year or a date, or stand in a part that says of itself, by ``data-digits``, why its digits are no
findings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from entente.brief.words.numbers import DIGITS, TIME
from entente.errors import UnsourcedNumberError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

NOT_FINDINGS = frozenset(
    {
        "rule",  # a threshold that the rule names, fixed before it is run
        "report",  # what the report says, in paraphrase or quoted, and where it stands
        "method",  # how the engine decides: the same for all claims
        "rows",  # the rows themselves
        "chart",  # a figure, whose lenses were asked for their rows before it was drawn
        "source",  # name, licence or coverage of a source
        "cite",  # a citation, a permalink
    }
)
_VOID = frozenset(("br", "circle", "hr", "img", "input", "link", "meta", "path", "rect", "use"))


@dataclass
class Page:
    """What the check saw of a page.

    Attributes:
        bare: Stretches of text with a digit that leads nowhere.
        links: Targets of numbers: page (empty: this one) and place.
        places: Every ``id``.
    """

    bare: list[str] = field(default_factory=list[str])
    links: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    places: set[str] = field(default_factory=set[str])


# Our own pages only: every attribute is quoted, and a mark of HTML in a text is escaped.
_MARK = re.compile(r'<!(?:--.*?--|[^>]*)>|<(/?)([a-zA-Z][\w-]*)((?:[^">]|"[^"]*")*)>', re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


class _Reader:
    def __init__(self) -> None:
        self.page = Page()
        self._open: list[tuple[str, bool]] = []
        self._in_main = False

    def read(self, html: str) -> None:
        at = 0
        for mark in _MARK.finditer(html):
            self._text(html[at : mark.start()])
            at = mark.end()
            end, tag, attributes = mark.groups()
            if tag and end:
                self._close(tag)
            elif tag:
                self._begin(tag, attributes)
        self._text(html[at:])

    def _begin(self, tag: str, attributes: str) -> None:
        given = {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}
        if "id" in given:
            self.page.places.add(given["id"])
        number = tag == "a" and "num" in given.get("class", "").split()
        if number:
            page, _, place = given.get("href", "").partition("#")
            self.page.links.append((page, place))
            if not given.get("data-rows", "").isdigit():
                self.page.bare.append(f"link to {given.get('href', '')} without data-rows")
        if tag in _VOID or attributes.endswith("/"):
            return
        if tag == "main":
            self._in_main = True
        excused = number or given.get("data-digits") in NOT_FINDINGS
        self._open.append((tag, excused))

    def _close(self, tag: str) -> None:
        if tag in _VOID:
            return
        if tag == "main":
            self._in_main = False
        while self._open:
            last, _ = self._open.pop()
            if last == tag:
                break

    def _text(self, text: str) -> None:
        if "<" in text:
            self.page.bare.append(f"a mark that cannot be read: {text.strip()}")
        if not self._in_main or any(excused for _, excused in self._open):
            return
        plain = unescape(text)
        if DIGITS.search(TIME.sub("", plain)):
            self.page.bare.append(" ".join(plain.split()))


def read_page(html: str) -> Page:
    """Read one page.

    Examples:
        >>> read_page("<main><p>It rose by 3 in 2024.</p></main>").bare
        ['It rose by 3 in 2024.']
        >>> linked = '<main>It rose by <a class="num" href="#rows-a" data-rows="9">3</a></main>'
        >>> read_page(linked).bare, read_page(linked).links
        ([], [('', 'rows-a')])
    """
    reader = _Reader()
    reader.read(html)
    return reader.page


def check_pages(pages: Mapping[str, str], *, only: Collection[str] | None = None) -> None:
    """Check that every number on every page leads to rows.

    Args:
        pages: HTML by its path.
        only: Pages to check, where others are there to be led to; by default all.

    Raises:
        UnsourcedNumberError: One does not.
    """
    seen = {path: read_page(html) for path, html in pages.items()}
    for path, page in seen.items():
        if only is not None and path not in only:
            continue
        if page.bare:
            raise UnsourcedNumberError(
                f"A number leads to no rows: {page.bare[0][:120]!r}.",
                where=path,
                fix="write it by brief/words/numbers.py, or say by data-digits why it is none",
            )
        for target, place in page.links:
            goal = seen.get(target) if target else page
            if goal is None or place not in goal.places:
                raise UnsourcedNumberError(
                    f"A number leads to {target}#{place}, which is not there.", where=path
                )
