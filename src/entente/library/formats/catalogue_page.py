"""Records as pasted from a catalogue's page: a numbered title, then labels and values in dashes.

1. Title of the Report
- Author:
- First Author and Second Author
- Publication Date:
- 09-2024
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from entente.errors import BrokenFileError
from entente.library.dates import read_date
from entente.library.formats import Format
from entente.library.formats._checked import make_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from entente.library.record import Record

_TITLE = re.compile(r"([0-9]{1,6})\.(?: (.*))?")
_FIELDS = {
    "abstract": "abstract",
    "author": "authors",
    "authors": "authors",
    "content type": "content_type",
    "institution": "institution",
    "political geography": "places",
    "publication date": "published",
    "topic": "topics",
    "topics": "topics",
    "url": "url",
}
_LISTS = {"topics": "topics", "places": "political_geography"}
_LIST_LENGTH = 100_000
_LABEL_WORDS = 6
_LABEL_LENGTH = 60


@dataclass
class _Value:
    """One value of a label; a line without a dash goes on with the one before."""

    line: int
    parts: list[str]

    @property
    def text(self) -> str:
        return " ".join(self.parts)


@dataclass
class _Label:
    """One label of a record, its field where it has one, and its values."""

    name: str
    line: int
    values: list[_Value] = field(default_factory=list)

    @property
    def field(self) -> str | None:
        return _FIELDS.get(self.name.casefold())


@dataclass
class _Draft:
    """One record as its lines are met."""

    number: int
    title: _Value
    labels: dict[str, _Label] = field(default_factory=dict)
    last: _Label | None = None


def read_page(text: str, where: str) -> list[Record]:
    r"""Read records pasted from a catalogue's page.

    Lists are joined by commas and a last "and"; labels that hold these are told by the
    vocabularies. Labels this form does not know are kept under ``extra``. A line without a dash
    goes on with the line before.

    Args:
        text: One or more records.
        where: Where the text is from.

    Returns:
        The records in order.

    Raises:
        BrokenFileError: A value stands before any label, a label before any title or twice in one
            record, a date is none, or a title is missing; the message has the line.

    Examples:
        >>> [record] = read_page("1. A Sea Apart\n- Topic:\n- Diplomacy and Peace\n", "a.txt")
        >>> record.topics
        ('Diplomacy', 'Peace')
    """
    return [_record(draft, where) for draft in _drafts(text, where)]


def _drafts(text: str, where: str) -> Iterator[_Draft]:
    lines = [" ".join(line.split()) for line in text.split("\n")]
    following = _following(lines)
    draft: _Draft | None = None
    for at, line in enumerate(lines):
        if not line:
            continue
        title = _TITLE.fullmatch(line)
        if title and _opens_record(draft, int(title[1]), lines[at - 1 : at], following[at]):
            if draft:
                yield draft
            if not title[2]:
                raise BrokenFileError.at(
                    where, f"Record {title[1]} has no title.", line=at + 1, fix="`1. Title`"
                )
            draft = _Draft(int(title[1]), _Value(at + 1, [title[2]]))
        elif draft:
            _take(draft, line, at + 1, where)
        else:
            raise BrokenFileError.at(where, _before_title(line), line=at + 1, fix="`1. Title`")
    if draft:
        yield draft


def _following(lines: list[str]) -> list[str]:
    """For each line, give the next one that is not empty."""
    found = [""] * len(lines)
    ahead = ""
    for at in range(len(lines) - 1, -1, -1):
        found[at] = ahead
        ahead = lines[at] or ahead
    return found


def _opens_record(draft: _Draft | None, number: int, before: list[str], after: str) -> bool:
    """Tell a numbered title from a line of an abstract that happens to start with a number."""
    if draft is None:
        return True
    if after and not after.startswith("-"):
        return False
    in_order = number == draft.number + 1
    parted = not before or not before[0] or before[0].startswith("-")
    return in_order or (parted and number < 1000)


def _before_title(line: str) -> str:
    if not line.startswith("-"):
        return f"Expected a numbered title, not {line[:60]!r}."
    kind = "label" if line.endswith(":") else "value"
    return f"The {kind} {line[1:].strip()[:60]!r} stands before any title."


def _take(draft: _Draft, line: str, at: int, where: str) -> None:
    """Add a line to a record."""
    label = draft.last
    if not line.startswith("- ") and line != "-":
        target = label.values[-1] if label and label.values else None
        if label and not target:
            label.values.append(_Value(at, [line]))
        else:
            (target or draft.title).parts.append(line)
        return
    text = line[1:].strip()
    name, value = _read_label(text, in_abstract=bool(label and label.field == "abstract"))
    if name:
        label = draft.last = _open_label(draft, name, at, where)
        text = value
    if not text:
        return
    if label is None:
        raise BrokenFileError.at(
            where,
            f"The value {text[:60]!r} stands before any label.",
            line=at,
            fix="put a line such as `- Author:` before it",
        )
    label.values.append(_Value(at, [text]))


def _read_label(text: str, *, in_abstract: bool) -> tuple[str, str]:
    """Split a label from a value on the same line; without a label, both are empty.

    In an abstract a paragraph may end in a colon or hold one early, so only a title-case label on a
    line of its own is taken there.
    """
    head, colon, value = text.partition(":")
    name, value = head.strip(), value.strip()
    if not colon or not name or len(name) > _LABEL_LENGTH:
        return "", ""
    if name.casefold() in _FIELDS:
        return (name, value) if not value or not in_abstract else ("", "")
    words = name.split()
    if value or len(words) > _LABEL_WORDS or not words[0][0].isalpha() or name.endswith("."):
        return "", ""
    if in_abstract and not all(word[0].isupper() for word in words if len(word) > 3):
        return "", ""
    return name, ""


def _open_label(draft: _Draft, name: str, at: int, where: str) -> _Label:
    label = _Label(name, at)
    key = label.field or name.casefold()
    if key in draft.labels:
        raise BrokenFileError.at(
            where,
            f"The label {name!r} is given twice in record {draft.number}, first on line"
            f" {draft.labels[key].line}.",
            line=at,
            fix="put the values under one of them",
        )
    draft.labels[key] = label
    return label


def _record(draft: _Draft, where: str) -> Record:
    fields: dict[str, Any] = {"number": draft.number, "title": draft.title.text}
    lines = {"": draft.title.line, "title": draft.title.line}
    extra: dict[str, list[str]] = {}
    for label in draft.labels.values():
        if label.field is None:
            extra[label.name] = [value.text for value in label.values]
        elif label.values:
            fields[label.field] = _field(label, label.field, where)
            lines[label.field] = label.values[0].line
    return make_record({**fields, "extra": extra}, where, lines)


def _field(label: _Label, name: str, where: str) -> Any:  # noqa: ANN401 (a field is of any type)
    if name == "abstract":
        return "\n\n".join(value.text for value in label.values)
    if name == "authors" or name in _LISTS:
        return [each for value in label.values for each in _list(value, name, where)]
    first, *others = label.values
    if others:
        raise BrokenFileError.at(
            where,
            f"The label {label.name!r} has a second value, {others[0].text[:60]!r}.",
            line=others[0].line,
            fix="keep one value, or put a label before the other",
        )
    if name != "published":
        return first.text
    try:
        return read_date(first.text)
    except ValueError as error:
        raise BrokenFileError.at(
            where, f"{error}.", line=first.line, fix="09-2024, 2024-09-30 or 2024"
        ) from error


def _list(value: _Value, name: str, where: str) -> tuple[str, ...]:
    from entente.library.names import split_names
    from entente.library.vocabulary import read_vocabulary, split_labels

    if len(value.text) > _LIST_LENGTH:
        raise BrokenFileError.at(
            where,
            f"A list of {len(value.text):,} characters is too long; it may have {_LIST_LENGTH:,}.",
            line=value.line,
            fix="check that this is the list, and not the abstract",
        )
    if name == "authors":
        return split_names(value.text)
    return split_labels(value.text, read_vocabulary(_LISTS[name]))


catalogue_page = Format(
    name="catalogue_page", title="Page of a catalogue", suffixes=(".txt",), read=read_page
)
