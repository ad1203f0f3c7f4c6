"""Labels of a catalogue's page: which lines are labels, and what is ahead of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.library.formats._catalogue_lines import (
    FIELDS,
    Item,
    Kind,
    any_label,
    is_posting_date,
    known_label,
)
from entente.library.formats._catalogue_navigation import starts_search

if TYPE_CHECKING:
    from collections.abc import Sequence

_AHEAD_LABELS = 24
_AHEAD_LINES = 200
_NEVER_SEARCHED = frozenset({"published", "abstract", "url", "doi"})


class Lines:
    """Lines of a page, with what distinguishes labels from values.

    Attributes:
        items: The lines.
        inline: For each, whether labels of its list have their values beside them (form A).

    Examples:
        >>> lines = Lines([Item(Kind.BULLET, "Topic: War"), Item(Kind.BULLET, "Shelf: 4")])
        >>> lines.keys_ahead(0)
        ['topics', 'shelf']
    """

    def __init__(self, items: Sequence[Item]) -> None:
        """Take lines in the order of the page."""
        self.items = _with_labels(items)
        self.inline = _find_inline(self.items)

    def label_of(self, at: int, *, in_abstract: bool) -> tuple[str, str] | None:
        """Split a line's label from the value beside it.

        Args:
            at: Place of the line.
            in_abstract: Whether an abstract is open.

        Returns:
            Label as written, and its value or nothing; ``None`` where the line is not a label.
        """
        item = self.items[at]
        if item.kind is Kind.LABEL:
            return item.text, ""
        if item.kind is not Kind.BULLET:
            return None
        return any_label(item.text, inline=self.inline[at], in_abstract=in_abstract)

    def keys_ahead(self, at: int, limit: int = _AHEAD_LABELS) -> list[str]:
        """Return what the labels of the list that starts at a line are known by, in order."""
        keys: list[str] = []
        for ahead in range(at, min(at + _AHEAD_LINES, len(self.items))):
            if not self.items[ahead].is_list_item or len(keys) == limit:
                break
            if label := self.label_of(ahead, in_abstract=keys[-1:] == ["abstract"]):
                keys.append(_key(label[0]))
        return keys

    def apart_ahead(self, at: int) -> tuple[bool, int] | None:
        """Find what parts a label from the one after it.

        Args:
            at: Place of the label.

        Returns:
            Whether more than empty lines, and how many of these; ``None`` where no label follows.
        """
        parted = False
        label = self.label_of(at, in_abstract=False)
        in_abstract = label is not None and _key(label[0]) == "abstract"
        for ahead in range(at + 1, min(at + _AHEAD_LINES, len(self.items))):
            item = self.items[ahead]
            if item.kind is Kind.HEADING:
                return None
            if self.label_of(ahead, in_abstract=in_abstract):
                return parted, item.gap
            parted = parted or item.kind is Kind.BREAK
        return None

    def is_constraint(self, at: int) -> bool:
        """Whether a bullet below "You searched for" says what was searched for."""
        item = self.items[at]
        if item.kind is not Kind.BULLET:
            return False
        label = known_label(item.text)
        return not label or (bool(label[1]) and FIELDS[label[0].casefold()] not in _NEVER_SEARCHED)


def _key(name: str) -> str:
    return FIELDS.get(name.casefold(), name.casefold())


def _with_labels(items: Sequence[Item]) -> list[Item]:
    """Mark the labels of a page whose labels have no bullet, or no colon."""
    in_lists = [item for item in items if item.is_list_item]
    if any(item.kind is Kind.LABEL or known_label(item.text) for item in in_lists):
        return list(items)
    if any(item.kind is Kind.BARE and known_label(item.text) for item in items):
        searched = False
        made: list[Item] = []
        for item in items:
            searched = item.kind is Kind.BARE and (
                starts_search(item.text) or (searched and known_label(item.text) is not None)
            )
            label = (
                item.kind is Kind.BARE
                and not searched
                and (known_label(item.text) or is_posting_date(item.text))
            )
            made.append(_as(item, Kind.BULLET, item.text) if label else item)
        return made
    named = {item.text.casefold() for item in in_lists if item.text.casefold() in FIELDS}
    if len(named) < 2:
        return list(items)
    return [
        _as(item, Kind.LABEL, item.text)
        if item.kind is Kind.BULLET and item.text.casefold() in FIELDS
        else item
        for item in items
    ]


def _as(item: Item, kind: Kind, text: str) -> Item:
    return Item(kind, text, item.line, item.gap)


def _find_inline(items: Sequence[Item]) -> list[bool]:
    """For each line, find whether the list it is in has values beside their labels (form A).

    A list without a clear answer follows the page.
    """
    scores: list[int] = []
    runs: list[int] = []
    first = 0
    for at, item in enumerate(items):
        if not at or not item.is_list_item or not items[at - 1].is_list_item:
            scores.append(0)
        if item.kind is Kind.BULLET and (label := known_label(item.text)):
            sign = 1 if label[1] else -1
            first = first or sign
            scores[-1] += sign
        runs.append(len(scores) - 1)
    page = sum(scores) or first or _shape(items)
    return [(scores[run] if abs(scores[run]) > 1 else page) > 0 for run in runs]


def _shape(items: Sequence[Item]) -> int:
    """Guess the form of a page without any known label by its first bullet."""
    first = next((item for item in items if item.kind is Kind.BULLET and item.text), None)
    label = first and any_label(first.text, inline=True, in_abstract=False)
    return 1 if label and label[1] else -1
