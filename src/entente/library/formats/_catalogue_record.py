"""Records of what is under the labels of a catalogue's page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import TYPE_CHECKING, Any

from entente.library.formats._catalogue_lines import FIELDS
from entente.library.formats._catalogue_navigation import is_counted
from entente.library.formats._checked import make_record
from entente.library.formats._partial_record import as_date
from entente.library.record import is_address, is_doi

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from entente.library.record import Record

NO_TITLE = "the page gives no title"
CUT_OFF = "the page ends within it"
LINK = "Catalogue link"
UNLABELLED = "Without a label"

_VOCABULARIES = {"topics": "topics", "places": "political_geography"}
LISTS = frozenset({"authors", *_VOCABULARIES})
_OF_FACETS = LISTS | {"content_type", "institution", "journal", ""}
_GIVEN = "(?:available|provided|given|found|supplied|on file)"
_MORE = r"(?: (?:for|at|in|yet|online|here)\b.{0,60})?"
_NO_ABSTRACT = re.compile(
    r"[\[(]?(?:(?:there is )?(?:currently )?no abstracts?"
    rf"(?: (?:(?:is|was|has been) )?(?:currently |yet )?{_GIVEN}{_MORE})?"
    rf"|(?:the |an )?abstract (?:(?:is|was) )?(?:not (?:yet )?{_GIVEN}|unavailable|missing){_MORE}"
    r"|not available|unavailable|none(?: available)?|n/?\.?a\.?|-+|[–—]+)[\])]?[.…!]*",
    re.IGNORECASE,
)
_CLOSERS = r"[\"'”’»)\]]*"
_SENTENCE_END = re.compile(
    rf"[.!?…。！？]{_CLOSERS}$|(?<=[^0-9])[.!?…]{_CLOSERS}\[?[0-9]{{1,3}}{_CLOSERS}$"
)


@dataclass
class Value:
    """One value of a label, which may continue over several lines.

    Attributes:
        parts: Its lines; one that is empty separates paragraphs.
        whole: Whether it is one item of a list, never to be split.
    """

    parts: list[str]
    whole: bool = False

    @property
    def text(self) -> str:
        """The lines as one."""
        return " ".join(self.parts)


@dataclass
class Label:
    """One label of a record and its values.

    Attributes:
        name: The label as written.
        line: Its line.
        values: What is under it.
        is_inline: Whether its first value is beside it.
        field: Field of a record; empty for a label that has none.
        key: What identifies the label.
    """

    name: str
    line: int
    values: list[Value] = dataclass_field(default_factory=list)
    is_inline: bool = False
    field: str = dataclass_field(init=False)
    key: str = dataclass_field(init=False)

    def __post_init__(self) -> None:
        """Look the label up."""
        name = self.name.casefold()
        self.field = FIELDS.get(name, "")
        self.key = self.field or name


@dataclass
class PageRecord:
    """One record as its lines are met.

    Attributes:
        title: Lines of its title.
        number: Number before the title.
        line: Line it starts on.
        link: Address that its title links to.
        labels: Labels in the order of the page.
        unlabelled: What is between title and labels.
        is_cut: Whether the page ends within it.
        is_marked: Whether the page marks its labels as those of one record.
        doubts: What the page leaves open of it.
        keys: What its labels are known by.
    """

    title: list[str] = dataclass_field(default_factory=list)
    number: int | None = None
    line: int = 0
    link: str = ""
    labels: list[Label] = dataclass_field(default_factory=list)
    unlabelled: list[str] = dataclass_field(default_factory=list)
    is_cut: bool = False
    is_marked: bool = False
    doubts: list[str] = dataclass_field(default_factory=list)
    keys: set[str] = dataclass_field(default_factory=set)

    def add(self, label: Label) -> None:
        """Open a label."""
        self.labels.append(label)
        self.keys.add(label.key)

    def take(self, labels: Sequence[Label]) -> None:
        """Have these labels and no others."""
        self.labels = list(labels)
        self.keys = {label.key for label in labels}

    @property
    def last(self) -> Label | None:
        """The open label."""
        return self.labels[-1] if self.labels else None

    @property
    def is_facets(self) -> bool:
        """Whether it is not a record but a list of facets, each with its count on its own line."""
        values = [value for label in self.labels for value in label.values]
        return (
            not self.title
            and self.number is None
            and bool(values)
            and not any(label.is_inline for label in self.labels)
            and all(label.field in _OF_FACETS for label in self.labels)
            and all(len(value.parts) == 1 and is_counted(value.parts[0]) for value in values)
        )


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does; a footnote's digits may follow.

    Examples:
        >>> ends_sentence("They met.12"), ends_sentence("They met in"), ends_sentence("It is 3.5")
        (True, False, False)
    """
    return _SENTENCE_END.search(text[-40:]) is not None


def says_no_abstract(text: str) -> bool:
    """Whether what is in place of an abstract says that there is none.

    Examples:
        >>> says_no_abstract("No abstract is available."), says_no_abstract("No abstract art.")
        (True, False)
    """
    return len(text) < 200 and _NO_ABSTRACT.fullmatch(text) is not None


def build_records(page_records: Sequence[PageRecord], where: str) -> list[Record]:
    """Make records of what was met on a page.

    Args:
        page_records: What was met, in order.
        where: Where the page is from.

    Returns:
        A record each, but for lists of facets.

    Raises:
        BrokenFileError: A value holds what no record may.

    Examples:
        >>> [record] = build_records([PageRecord(["A"], labels=[Label("Shelf", 2)])], "page.txt")
        >>> record.title, record.extra
        ('A', {'Shelf': ()})
    """
    return [_build(page_record, where) for page_record in page_records if not page_record.is_facets]


def _build(page_record: PageRecord, where: str) -> Record:
    title = " ".join(page_record.title).strip()
    fields: dict[str, Any] = {"number": page_record.number}
    lines = {"": page_record.line, "title": page_record.line}
    extra = _Extra()
    if title:
        fields["title"] = title
    institution = next(
        (
            label.values[0].text
            for label in page_record.labels
            if label.key == "institution" and label.values
        ),
        "",
    )
    for label in page_record.labels:
        lines.setdefault(label.key, label.line)
        _take(label, fields, extra, institution)
    extra.add(UNLABELLED, page_record.unlabelled)
    if is_address(page_record.link):
        extra.add(LINK, [page_record.link])
    reasons = [
        reason
        for reason, holds in ((NO_TITLE, not fields.get("title")), (CUT_OFF, page_record.is_cut))
        if holds
    ]
    reasons += page_record.doubts
    return make_record(
        {**fields, "extra": extra.values, "incomplete": "; ".join(reasons)}, where, lines
    )


class _Extra:
    """Values without a field; the first spelling of a label's name stays."""

    def __init__(self) -> None:
        self.values: dict[str, list[str]] = {}
        self._names: dict[str, str] = {}

    def add(self, name: str, values: Iterable[str], *, even_if_none: bool = False) -> None:
        if (values := [value for value in values if value.strip()]) or even_if_none:
            name = self._names.setdefault(name.casefold(), name)
            self.values.setdefault(name, []).extend(values)


def _take(label: Label, fields: dict[str, Any], extra: _Extra, institution: str) -> None:
    name = label.field
    if not name:
        extra.add(label.name, (value.text for value in label.values), even_if_none=True)
    elif name in LISTS:
        known = fields.setdefault(name, [])
        for value in label.values:
            known += _split(value, name, institution)
    elif name == "abstract":
        text = "\n\n".join(_paragraphs(label.values))
        if fields.get("abstract") or says_no_abstract(text):
            extra.add(label.name, (value.text for value in label.values))
        elif text:
            fields["abstract"] = text
    else:
        for value in label.values:
            read = None if fields.get(name) else _read_single(name, value.text)
            if read:
                fields[name] = read
            else:
                extra.add(label.name, [value.text])


def _paragraphs(values: Sequence[Value]) -> list[str]:
    return [text for value in values if (text := value.text.strip())]


def _read_single(name: str, text: str) -> str | None:
    """Read the value of a field that has one; ``None`` where it is not such a value."""
    if name == "published":
        return as_date(text)
    if name == "url":
        return text if is_address(text) else None
    if name == "doi":
        return text if is_doi(text) else None
    return text.strip() or None


def _split(value: Value, name: str, institution: str) -> Sequence[str]:
    from entente.library.labels import read_label_list, split_labels
    from entente.library.names import split_names

    if value.whole:
        return [value.text] if value.text.strip() else []
    if name == "authors":
        return split_names(value.text, bodies=[institution] if institution else [])
    return split_labels(value.text, read_label_list(_VOCABULARIES[name]))
