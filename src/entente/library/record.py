"""Catalogue record of a report: who published what, when, and what the catalogue says of it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from entente.library.dates import PartialDate
from entente.library.sentences import split_sentences

if TYPE_CHECKING:
    from entente.library.names import PersonName

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_ADDRESS = re.compile(r"https?://[^\s/]\S*")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.[0-9]{4,9}/\S+)", re.IGNORECASE)


def is_doi(text: str) -> bool:
    """Whether a text is a digital object identifier, with or without an address before it.

    Examples:
        >>> is_doi("https://doi.org/10.1000/182"), is_doi("10/182")
        (True, False)
    """
    return _DOI.fullmatch(text.strip()) is not None


def is_address(text: str) -> bool:
    """Whether a text is a web address.

    Examples:
        >>> is_address("https://example.org/a"), is_address("example.org")
        (True, False)
    """
    return _ADDRESS.fullmatch(text.strip()) is not None


def find_control_character(text: str) -> int | None:
    r"""Find the first character that no text holds: a control code or half of a surrogate pair.

    Tab, line feed and carriage return are text.

    Examples:
        >>> find_control_character("bell \x07"), find_control_character("line\n")
        (5, None)
    """
    match = _CONTROL.search(text)
    return match.start() if match else None


def _line(text: str) -> str:
    _refuse_control(text)
    return " ".join(text.split())


def _some_line(text: str) -> str:
    if not (text := _line(text)):
        raise ValueError("is empty")
    return text


def _paragraphs(text: str) -> str:
    _refuse_control(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = (" ".join(part.split()) for part in _PARAGRAPH.split(text))
    return "\n\n".join(part for part in parts if part)


def _address(text: str) -> str:
    text = text.strip()
    _refuse_control(text)
    if text and not _ADDRESS.fullmatch(text):
        raise ValueError(f"{text[:60]!r} is not a web address that starts with https://")
    return text


def _doi(text: str) -> str:
    text = text.strip()
    _refuse_control(text)
    if not text:
        return ""
    match = _DOI.fullmatch(text)
    if match is None:
        raise ValueError(f"{text[:60]!r} is not a DOI as 10.1000/182")
    return match[1].lower()


def _refuse_control(text: str) -> None:
    if (position := find_control_character(text)) is not None:
        raise ValueError(f"holds the control character U+{ord(text[position]):04X}")


Line = Annotated[str, AfterValidator(_line)]
SomeLine = Annotated[str, AfterValidator(_some_line)]
Paragraphs = Annotated[str, AfterValidator(_paragraphs)]
Address = Annotated[str, AfterValidator(_address)]
Doi = Annotated[str, AfterValidator(_doi)]


class Record(BaseModel):
    """What a catalogue says of one report.

    White space is made even on the way in, so that a record written and read again is the same
    record; control characters are refused.

    Attributes:
        title: Whole title, with its subtitle; empty only where ``incomplete`` says why.
        authors: Names as written, in order; a body that signs as author is one name.
        bodies: Authors that the source says are bodies, where their names read like a person's.
        families: Family name of an author as the source says it, where it would be read otherwise.
        published: Date as far as it is known; ``published.last_day()`` is the day by which the
            report was out.
        content_type: Kind of publication in the catalogue's words, e.g. ``Special Report``.
        institution: Who published it.
        journal: Journal or series that it is a part of.
        abstract: Paragraphs, separated by an empty line.
        topics: Labels of the catalogue, in order.
        places: Labels of the catalogue's political geography, in order.
        url: Web address of the report.
        doi: Digital object identifier, in lower case and without an address before it.
        extra: Values under labels that this class has no field for, in order.
        number: Place in the list the record was read from.
        incomplete: Why the record is known not to be whole, e.g. ``the page ends within it``.

    Examples:
        >>> record = Record(title="A Sea  Apart", published="2023-05", abstract="One. Two.")
        >>> record.title, record.published.last_day(), record.sentences()[2]
        ('A Sea Apart', datetime.date(2023, 5, 31), 'Two.')
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Line = ""
    authors: tuple[SomeLine, ...] = ()
    bodies: tuple[SomeLine, ...] = ()
    families: dict[SomeLine, SomeLine] = Field(default_factory=dict)
    published: PartialDate | None = None
    content_type: Line = ""
    institution: Line = ""
    journal: Line = ""
    abstract: Paragraphs = ""
    topics: tuple[SomeLine, ...] = ()
    places: tuple[SomeLine, ...] = ()
    url: Address = ""
    doi: Doi = ""
    extra: dict[SomeLine, tuple[SomeLine, ...]] = Field(default_factory=dict)
    number: Annotated[int, Field(ge=0, lt=10**9)] | None = None
    incomplete: Line = ""

    @model_validator(mode="after")
    def _has_a_title_or_says_why(self) -> Record:
        if not self.title and not self.incomplete:
            raise ValueError("a record has no title")
        return self

    @classmethod
    def from_stored(cls, body: str) -> Record:
        """Read what :meth:`to_stored` wrote: it was checked on the way in, and is not again.

        Examples:
            >>> record = Record(title="A", authors=("B",), published="2024")
            >>> Record.from_stored(record.to_stored()) == record
            True
        """
        fields: dict[str, Any] = json.loads(body)
        for name in ("authors", "bodies", "topics", "places"):
            if name in fields:
                fields[name] = tuple(fields[name])
        if "published" in fields:
            fields["published"] = PartialDate(fields["published"])
        extra: dict[str, list[str]] = fields.get("extra", {})
        fields["extra"] = {label: tuple(values) for label, values in extra.items()}
        fields.setdefault("families", {})
        return cls.model_construct(**fields)

    def to_stored(self) -> str:
        """Write the record as JSON without its empty fields."""
        return self.model_dump_json(exclude_defaults=True)

    def person(self, author: str) -> PersonName | None:
        """Split the name of an author into its parts, by what the source says of it.

        Returns:
            The parts, or ``None`` for a body and for a name of one word.

        Examples:
            >>> record = Record(title="A", authors=("Sea Watch", "Ana Lind"), bodies=("Sea Watch",))
            >>> record.person("Sea Watch") is None, record.person("Ana Lind").family
            (True, 'Lind')
        """
        from entente.library.names import read_person

        if author in self.bodies:
            return None
        family = self.families.get(author, "")
        return read_person(author, institution=self.institution, family=family)

    def sentences(self) -> dict[int, str]:
        """Return the sentences of the abstract under their numbers, from 1.

        Returns:
            Number and sentence, in order; empty where there is no abstract.

        Examples:
            >>> Record(title="A", abstract="Ties grew. Dr. Li agrees.").sentences()
            {1: 'Ties grew.', 2: 'Dr. Li agrees.'}
        """
        return split_sentences(self.abstract)

    def with_abstract(self, abstract: str) -> Record:
        """Return the same record with another abstract.

        Args:
            abstract: Text of the new abstract.

        Returns:
            A new record.

        Raises:
            pydantic.ValidationError: The text holds a control character.

        Examples:
            >>> Record(title="A").with_abstract("Ties grew.").abstract
            'Ties grew.'
        """
        return Record.model_validate({**dict(self), "abstract": abstract})

    def without_abstract(self) -> Record:
        """Return the same record without its abstract, which is often not ours to pass on.

        Examples:
            >>> Record(title="A", abstract="Ties grew.").without_abstract().abstract
            ''
        """
        return self.with_abstract("")
