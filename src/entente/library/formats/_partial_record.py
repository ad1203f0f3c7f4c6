"""A record while it is gathered: what fits a field goes there, the rest under ``extra``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from entente.errors import BrokenFileError
from entente.library.dates import PartialDate, firm_date, read_date
from entente.library.formats._checked import NO_TITLE, make_record
from entente.library.formats._details import gather_details
from entente.library.formats._kinds import one_kind
from entente.library.record import is_address, is_doi
from entente.library.written_names import OTHERS, names_said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from entente.library.record import Record
    from entente.library.written_names import Author

NO_TITLE_AT_SOURCE = "the source gives no title"
# Nothing but a time follows the day: other words behind it would be lost.
_TIMESTAMP = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:T[0-9]{2}(?::?[0-9]{2}){0,2}| [0-9]{1,2}(?::[0-9]{2}){1,2})(?:[.,][0-9]+)?"
    r"(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:[A-Z]{1,5}|[+-][0-9]{2}(?::?[0-9]{2})?))?"
)
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_LIFE_DATES = re.compile(r", *(?:b\.? |born |ca?\. ?)?[0-9]{4}(?: ?[-–] ?(?:[0-9]{4})?)?\.?$")
_LONGEST_NAME = 200
_SAY_SOMETHING = "it says nothing else either: give it a title, or delete it"
# A kind alone, or a date alone, does not distinguish one publication from another.
_SAYS_LITTLE = frozenset({"content_type", "published"})


@dataclass
class PartialRecord:
    """Fields and other values of one record, as a file gives them.

    Attributes:
        where: File and place in it, for messages.
        line: Line of the record, or 0 where lines mean nothing.
        untitled: What the record says under ``incomplete`` where it has no title.
        fields: Fields of the record so far.
        extra: Values without a field, under their own labels, in order.
        authors: Who signs, under their names, in order.
    """

    where: str
    line: int = 0
    untitled: str = NO_TITLE
    fields: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, list[str]] = field(default_factory=dict)
    authors: dict[str, Author] = field(default_factory=dict)

    def keep(self, label: str, *values: str) -> None:
        """Add values under a label of ``extra``; blank ones say nothing, repeated ones no more."""
        label = " ".join(label.split()) or "unnamed"
        for value in (" ".join(value.split()) for value in values):
            if value and value not in self.extra.get(label, ()):
                self.extra.setdefault(label, []).append(value)

    def put(self, name: str, text: str, label: str) -> None:
        """Fill a field of text; where it is filled already, the text goes under the label."""
        if not text.strip():
            return
        text = one_kind(text) if name == "content_type" else text
        if self.fields.get(name):
            if text != self.fields[name]:
                self.keep(label, text)
        else:
            self.fields[name] = text

    def add(self, name: str, values: Iterable[str]) -> None:
        """Add to a field that is a list; a value that is there already is not added again."""
        # A dict keeps the order and finds a value at once, however many there are.
        values = (" ".join(value.split()) for value in values)
        known: dict[str, None] = self.fields.setdefault(name, {})
        known.update({value: None for value in values if value})

    def add_authors(self, authors: Iterable[Author]) -> None:
        """Add authors; one that is there already is not added again."""
        for author in authors:
            if author.name == OTHERS:
                self.keep("author", OTHERS)
            elif author.name.strip():
                self.authors.setdefault(author.name, author)

    def put_date(self, text: str, label: str) -> None:
        """Fill the date; text that is none, or says more than one, is kept under the label.

        Of a season or a range within a year or a month, what is sure is the date.
        """
        date = as_date(text)
        if (date or firm_date(text)) and not self.fields.get("published"):
            self.fields["published"] = date or firm_date(text)
            if date and not is_timestamp(text):
                return
        self.keep(label, text)

    def put_year(self, year: str, rest: str, label: str) -> None:
        """Fill the date from a year and what stands beside it, e.g. a day without its year.

        What does not agree with the year is kept under the label.
        """
        whole = as_date(rest) or as_date(f"{rest} {year}") or as_date(f"{year} {rest}")
        if rest.strip() and whole and (not year or whole.startswith(year)):
            self.put_date(whole, label)
            return
        self.put_date(year or rest, label)
        self.keep(label, *([rest] if year else []))

    def put_doi(self, text: str, label: str) -> None:
        """Fill the DOI; text that is none, or a second one, is kept under the label."""
        if is_doi(text) and not self.fields.get("doi"):
            self.fields["doi"] = text
        elif not is_doi(text) or _bare(text) != _bare(self.fields["doi"]):
            self.keep(label, text)

    def put_url(self, text: str, label: str) -> None:
        """Fill the address; text that is none, or a second one, is kept under the label."""
        if is_address(text) and not self.fields.get("url"):
            self.fields["url"] = text.strip()
        elif text.strip() != self.fields.get("url"):
            self.keep(label, text)

    def record(self) -> Record:
        """Make the record.

        One without a title is marked as incomplete where anything else says what it is.

        Raises:
            BrokenFileError: Nothing was filled, or a text holds a control character.
        """
        fields = {**self.fields, **names_said(self.authors.values())}
        if not str(fields.get("title", "")).strip() and not fields.get("incomplete"):
            if not self._tells():
                raise BrokenFileError.at(
                    self.where, "A record has no title.", line=self.line or None, fix=_SAY_SOMETHING
                )
            fields["incomplete"] = self.untitled
        for name in ("topics", "places"):
            fields[name] = list(fields.get(name, ()))
        extra = gather_details(self.extra)
        return make_record({**fields, "extra": extra}, self.where, {"": self.line})

    def _tells(self) -> bool:
        """Whether anything distinguishes this publication from others."""
        said = {name for name, value in self.fields.items() if value}
        said |= {"authors"} if self.authors else set()
        others = any(not label.startswith("OAI ") for label in self.extra)
        return others or said >= _SAYS_LITTLE or bool(said - _SAYS_LITTLE)


def _bare(doi: str) -> str:
    return doi.strip().casefold().removeprefix("doi:").strip().rpartition("doi.org/")[2]


def as_date(text: str) -> PartialDate | None:
    """Read a date in one of the forms of catalogues and repositories.

    Args:
        text: Any form of :func:`entente.library.dates.read_date`, ``20240930``, or a day with a
            time, of which the day is taken as it is written.

    Returns:
        The date as far as it is known, or ``None`` where the text is not a date.

    Examples:
        >>> as_date("2024-09-30T23:30:00Z"), as_date("20240930"), as_date("198u")
        ('2024-09-30', '2024-09-30', None)
        >>> as_date("2024-09-30 2nd ed.") is None
        True
    """
    text = text.strip()
    if match := _TIMESTAMP.fullmatch(text):
        text = match[1]
    elif match := _COMPACT.fullmatch(text):
        text = "-".join(match.groups())
    try:
        return read_date(text)
    except ValueError:
        return None


def is_timestamp(text: str) -> bool:
    """Whether a text is a day with a time, of which a record has only the day.

    Examples:
        >>> is_timestamp("2024-09-30T23:30:00Z"), is_timestamp("2024-09-30")
        (True, False)
    """
    return _TIMESTAMP.fullmatch(text.strip()) is not None


def split_life_dates(name: str) -> tuple[str, str]:
    """Split a library's heading into the name and the years that distinguish namesakes.

    Examples:
        >>> split_life_dates("Ruiz, Ana, 1970-")
        ('Ruiz, Ana', '1970-')
    """
    match = _LIFE_DATES.search(name[-_LONGEST_NAME:])
    if match is None:
        return name, ""
    return name[: len(name) - len(match[0])].rstrip(), match[0].lstrip(", ")


def pick_date(texts: Iterable[str]) -> str:
    """Pick the date of publication from several that are not distinguished.

    Dates without a time of day come first, since repositories stamp with a time when a file came
    in. Among these the earliest counts, but the finer one where two agree (``2018`` and
    ``2018-06``).

    Returns:
        The text picked; empty where none is a date.

    Examples:
        >>> pick_date(["2019-05-01T10:00:00Z", "2018", "2018-06"])
        '2018-06'
    """
    dated = [(date, text) for text in texts if (date := as_date(text))]
    days = [pair for pair in dated if not is_timestamp(pair[1])] or dated
    if not days:
        return ""
    earliest = min(date.first_day() for date, _ in days).year
    same = [pair for pair in days if pair[0].parts[0] == earliest]
    fine = [
        (date, text)
        for date, text in same
        if not any(other != date and other.startswith(f"{date}-") for other, _ in same)
    ]
    return min(fine, key=lambda pair: pair[0].first_day())[1]
