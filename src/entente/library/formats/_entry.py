"""What citation formats share: keys of entries and names of details."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from entente.library.formats._details import gather_details
from entente.library.formats._kinds import Kind
from entente.library.words import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.library.record import Record

_STOP_WORDS = words_of("""
a an and as at by for from how in is of on or the to what why with
""")


# Details that a record keeps under ``extra``, by their name in each format.
_DETAILS = (
    Kind("volume", "volume", "VL"),
    Kind("issue", "number", "IS"),
    Kind("page", "pages", "SP"),
    Kind("edition", "edition", "ET"),
    Kind("version", "version", "ET"),
    Kind("ISSN", "issn", "SN"),
    Kind("ISBN", "isbn", "SN"),
    Kind("language", "language", "LA"),
    Kind("publisher-place", "address", "CY"),
    Kind("publisher-place", "location", "CY"),
    Kind("note", "note", "N1"),
)


def detail_name(label: str, scheme: str) -> str | None:
    """Return a format's own name for a label of ``extra``; ``None`` where it has none.

    Examples:
        >>> detail_name("VL", "bibtex"), detail_name("pages", "csl"), detail_name("Blurb", "ris")
        ('volume', 'page', None)
    """
    for detail in _DETAILS:
        if getattr(detail, scheme) == label:
            return label
    found = (detail for detail in _DETAILS if label in detail)
    return next((getattr(detail, scheme) for detail in found), None)


def find_detail(record: Record, variable: str) -> str:
    """Find a detail of a record by its name in CSL, under whatever name its format gave it.

    Examples:
        >>> from entente.library.record import Record
        >>> find_detail(Record(title="A", extra={"VL": ["3"]}), "volume")
        '3'
    """
    for label, values in gather_details(record.extra).items():
        if values and detail_name(label, "csl") == variable:
            return ", ".join(values)
    return ""


def add_extra(extra: dict[str, list[str]], label: str, *values: str) -> None:
    """Keep values under a label, after those that are there.

    Examples:
        >>> found = {}
        >>> add_extra(found, "N1", "a", " ")
        >>> found
        {'N1': ['a']}
    """
    if some := [value for value in values if value.strip()]:
        extra.setdefault(label, []).extend(some)


def make_keys(records: Sequence[Record]) -> list[str]:
    """Make a citation key for each record: family name, year, first word that identifies it.

    A key that is taken gets a number. Letters are reduced to ASCII; a name in another script gives
    way to the institution, then to ``anonymous``.

    Examples:
        >>> from entente.library.record import Record
        >>> report = Record(title="The China Question", authors=("Ana Ruiz",), published="2024-09")
        >>> make_keys([report, report])
        ['ruiz-2024-china', 'ruiz-2024-china-2']
    """
    taken: set[str] = set()
    used: dict[str, int] = {}
    keys: list[str] = []
    for record in records:
        stem = make_key(record)
        key = stem
        while key in taken:
            used[stem] = used.get(stem, 1) + 1
            key = f"{stem}-{used[stem]}"
        taken.add(key)
        keys.append(key)
    return keys


def make_key(record: Record) -> str:
    """Make the citation key of one record by itself; see :func:`make_keys`.

    Examples:
        >>> from entente.library.record import Record
        >>> make_key(Record(title="A Sea Apart"))
        'anonymous-undated-sea'
    """
    author = record.authors[0] if record.authors else ""
    person = record.person(author)
    who = _words(person.family) if person else _words(author)
    name = _telling(who) or _telling(_words(record.institution)) or "anonymous"
    year = record.published[:4] if record.published else "undated"
    return f"{name}-{year}-{_telling(_words(record.title)) or 'untitled'}"


def _telling(words: list[str]) -> str:
    return next((word for word in words if word not in _STOP_WORDS), "")[:40]


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text[:400].replace("’", "").replace("'", "")).casefold()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [word for word in re.findall(r"[^\W_]+", letters) if word.isascii()]
