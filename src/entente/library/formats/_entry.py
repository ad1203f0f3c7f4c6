"""What citation formats share: keys of entries and kinds of publication."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from entente.library.names import read_person
from entente.library.words import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.library.record import Record

_STOP_WORDS = words_of("""
a an and as at by for from how in is of on or the to what why with
""")


class Kind(NamedTuple):
    """One kind of publication in the words of each format."""

    csl: str
    bibtex: str
    ris: str


_REPORT = Kind("report", "techreport", "RPRT")
# Catalogue's content type, in lower case; every other one is a report.
KINDS = {
    "article": Kind("article-journal", "misc", "JOUR"),
    "blog": Kind("post-weblog", "misc", "BLOG"),
    "book": Kind("book", "book", "BOOK"),
    "conference paper": Kind("paper-conference", "misc", "CPAPER"),
    "conference proceedings": Kind("paper-conference", "misc", "CONF"),
    "dissertation": Kind("thesis", "phdthesis", "THES"),
    "journal article": Kind("article-journal", "misc", "JOUR"),
    "news": Kind("article-newspaper", "misc", "NEWS"),
    "thesis": Kind("thesis", "phdthesis", "THES"),
    "video": Kind("motion_picture", "misc", "VIDEO"),
}


def kind_of(record: Record) -> Kind:
    """Tell the kind of a record by its content type.

    Examples:
        >>> from entente.library.record import Record
        >>> kind_of(Record(title="A", content_type="Special Report")).ris
        'RPRT'
    """
    return KINDS.get(record.content_type.casefold(), _REPORT)


def make_keys(records: Sequence[Record]) -> list[str]:
    """Make a citation key for each record: family name, year, first word that tells.

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
    person = read_person(author)
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
