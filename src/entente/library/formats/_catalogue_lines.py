"""Lines of a catalogue's page: headings, bullets, bare lines and what separates them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

FIELDS = {
    "abstract": "abstract",
    "author": "authors",
    "authors": "authors",
    "content type": "content_type",
    "doi": "doi",
    "institution": "institution",
    "journal": "journal",
    "political geography": "places",
    "publication date": "published",
    "title": "title",
    "topic": "topics",
    "topics": "topics",
    "url": "url",
}
NUMBERED = re.compile(r"([0-9]{1,6})[.)](?: (.*))?")
_LABEL = re.compile(r"([^:：]{1,64})[:：](.*)")
_BULLET = re.compile(r"[•·●▪◦‣∙] ?(.*)|[-*](?: (.*))?")
_RULE = re.compile(r"(?:[-*_•·] ?){3,}")
_UNDERLINE = re.compile(r"={3,}")
_HEADING = re.compile(r"(#{1,6})(?: (.*))?")
_LINK = re.compile(r"\[(.*)\]\(([^()\s]*)\)")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_POSTED = re.compile(r"CIAO DATE ?[:：]", re.IGNORECASE)
_LABEL_WORDS = 6
_LABEL_LENGTH = 60
RECORD = "record"  # text of a break where an element that holds a record begins or ends


class Kind(Enum):
    """What a line is. ``LABEL`` and ``VALUE`` are only used where the page marks them so."""

    HEADING = "heading"
    BARE = "bare"
    BULLET = "bullet"
    LABEL = "label"
    VALUE = "value"
    BREAK = "break"


@dataclass(slots=True)
class Item:
    """One line that is not empty.

    Attributes:
        kind: What it is.
        text: Its text with even white space, without bullet or heading mark.
        line: Its line on the page; 0 where that is not known.
        gap: Empty lines before it.
        level: Level of a heading.
        link: Address that a heading links to.
        whole: Whether the page shows the value as one, so that it is not split.
    """

    kind: Kind
    text: str
    line: int = 0
    gap: int = 0
    level: int = 0
    link: str = ""
    whole: bool = False

    @property
    def is_list_item(self) -> bool:
        """Whether it is in a list of labels and values."""
        kind = self.kind
        return kind is Kind.BULLET or kind is Kind.LABEL or kind is Kind.VALUE


def read_items(text: str) -> list[Item]:
    r"""Classify each line of a page.

    Args:
        text: The page.

    Returns:
        The lines that are not empty, in order.

    Examples:
        >>> [(item.kind.value, item.text) for item in read_items("## A\n\n• Topic: War\n")]
        [('heading', 'A'), ('bullet', 'Topic: War')]
    """
    items: list[Item] = []
    gap = 0
    for number, raw in enumerate(text.split("\n"), start=1):
        line = " ".join(raw.split())
        if not line:
            gap += 1
            continue
        item = _read_line(line)
        item.line, item.gap = number, gap
        gap = 0
        if item.kind is Kind.BREAK and _UNDERLINE.fullmatch(line):
            if items and not item.gap and items[-1].kind is Kind.BARE:
                items[-1].kind, items[-1].level = Kind.HEADING, 1
            continue
        items.append(item)
    return items


def _read_line(line: str) -> Item:
    if _RULE.fullmatch(line) or _UNDERLINE.fullmatch(line):
        return Item(Kind.BREAK, "")
    if match := _HEADING.fullmatch(line):
        title = (match[2] or "").strip()
        if title.endswith("#") and (plain := title.rstrip("#")).strip() != plain:
            title = plain.strip()
        if not title:
            return Item(Kind.BREAK, "")
        _, plain = split_number(title)
        if link := _LINK.fullmatch(plain):
            title = title.removesuffix(plain) + link[1]
        return Item(Kind.HEADING, title, level=len(match[1]), link=link[2] if link else "")
    if match := _BULLET.fullmatch(line):
        return Item(Kind.BULLET, (match[1] or match[2] or "").strip())
    if line[0] in "-*" and known_label(line[1:]):
        return Item(Kind.BULLET, line[1:])
    bold = _BOLD.fullmatch(line)
    return Item(Kind.BARE, (bold and bold[1].strip()) or line)


def split_number(text: str) -> tuple[int | None, str]:
    """Split the number before a title from the title.

    Examples:
        >>> split_number("12. A Sea Apart"), split_number("2030 in View")
        ((12, 'A Sea Apart'), (None, '2030 in View'))
    """
    match = NUMBERED.fullmatch(text)
    return (int(match[1]), match[2] or "") if match else (None, text)


def known_label(text: str) -> tuple[str, str] | None:
    """Split a label that the contract knows from the value beside it.

    Args:
        text: A line without its bullet.

    Returns:
        Label as written and value, which may be empty; ``None`` where there is no such label.

    Examples:
        >>> known_label("Publication Date: 05-2023"), known_label("Shelf: 4")
        (('Publication Date', '05-2023'), None)
    """
    match = _LABEL.fullmatch(text)
    if match is None:
        return None
    name, value = match[1].strip(), match[2].strip()
    if name[:2] in {"**", "__"}:  # a label that Markdown sets in bold
        value = value.removeprefix(name[:2]).strip()
        name = name.strip("*_ ")
    return (name, value) if name.casefold() in FIELDS else None


def is_posting_date(text: str) -> bool:
    """Whether a line says when the catalogue posted a paper, which a record has no field for.

    Examples:
        >>> is_posting_date("CIAO DATE: 05/2011"), is_posting_date("Date: 05/2011")
        (True, False)
    """
    return _POSTED.match(text) is not None


def any_label(text: str, *, inline: bool, in_abstract: bool) -> tuple[str, str] | None:
    """Split any label from the value beside it.

    A label that the contract does not know is recognised by its shape: a few words, and a colon.

    Args:
        text: A line without its bullet.
        inline: Whether labels of this list have their values on the same line.
        in_abstract: Whether an abstract is open, in which lines may look like labels.

    Returns:
        Label as written and value; ``None`` where there is none.

    Examples:
        >>> any_label("Shelf Mark: 4", inline=True, in_abstract=False)
        ('Shelf Mark', '4')
        >>> any_label("Lines: A View", inline=False, in_abstract=False) is None
        True
    """
    if known := known_label(text):
        # In form B a paragraph of an abstract may start with a label's word.
        return None if known[1] and in_abstract and not inline else known
    match = _LABEL.fullmatch(text)
    if match is None:
        return None
    name, rest = match[1].strip(), match[2]
    value = rest.strip()
    words = name.split()
    if (
        not words
        or len(words) > _LABEL_WORDS
        or len(name) > _LABEL_LENGTH
        or not words[0][0].isalpha()
        or name.endswith(".")
        or (value and not inline)
        or (value and not rest[0].isspace())  # an address, a time
        or (in_abstract and not all(word[0].isupper() for word in words if len(word) > 3))
    ):
        return None
    return name, value


def begins_label(text: str) -> bool:
    """Whether a text may be a known label cut off before its colon.

    Examples:
        >>> begins_label("Political Geo"), begins_label("Asia")
        (True, False)
    """
    start = text.casefold()
    return any(label.startswith(start) for label in FIELDS)
