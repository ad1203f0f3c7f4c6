"""Records as PubMed writes them for citation managers (``.nbib``), one tag a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from entente.library.formats import Format
from entente.library.formats._kinds import names_a_kind
from entente.library.formats._partial_record import PartialRecord
from entente.library.formats._reading import Reading
from entente.library.formats._tagged import Tagged, read_tagged
from entente.library.record import is_doi
from entente.library.written_names import Author, read_author

if TYPE_CHECKING:
    from entente.library.record import Record

_LINE = re.compile(r"(?P<tag>[A-Z][A-Z0-9]{1,3}) {0,3}- ?(?P<text>.*)")
_FIRST = re.compile(r"^PMID ?- ?\d+\s*$", re.MULTILINE)
_HEAD = 20_000
_IDENTIFIER = re.compile(r"(\S.*?) \[(\w+)\]")
_DETAILS = {"VI": "volume", "IP": "issue", "PG": "page", "LA": "language", "PL": "publisher-place",
            "ISBN": "ISBN"}  # fmt: skip
_TEXTS = {"TI": "title", "AB": "abstract", "PB": "institution", "JT": "journal", "BTI": "journal"}
_PEOPLE = frozenset({"FAU", "AU", "CN"})
# What only the catalogue needs: who made the entry, and when it was changed.
_OF_ENTRY = frozenset({"OWN", "STAT", "DCOM", "LR", "EDAT", "MHDA", "CRDT", "PHST", "SB", "SO"})


def read_pubmed(text: str, where: str) -> list[Record]:
    r"""Read entries of PubMed.

    The rules where there is a choice:

    * authors are named in full (``FAU``) where they are, else by initials (``AU``); a body
      (``CN``) signs in its place among them;
    * the full stop that PubMed puts after every title is taken off;
    * the date is that of the issue (``DP``), finer than which the day online (``DEP``) is kept;
    * topics are headings (``MH``) without their qualifiers, then the authors' own keywords.

    Who made the entry, and when, is left out; every other tag is kept under ``extra``.

    Args:
        text: Entries, each from ``PMID`` to an empty line.
        where: Where it is from.

    Returns:
        The records in order.

    Raises:
        BrokenFileError: An entry says nothing.

    Examples:
        >>> [record] = read_pubmed(
        ...     "PMID- 1\nDP  - 2024 Sep 30\nTI  - A Sea\n      Apart.\nFAU - Ruiz, Ana\n"
        ...     "AU  - Ruiz A\nAID - 10.1000/1 [doi]",
        ...     "a.nbib",
        ... )
        >>> record.title, record.authors, record.published, record.doi
        ('A Sea Apart', ('Ana Ruiz',), '2024-09-30', '10.1000/1')
    """
    return _read_each(text, where, Reading())


def _read_each(text: str, where: str, reading: Reading) -> list[Record]:
    entries = read_tagged(text, where, reading, line=_LINE, first="PMID")
    return reading.make_each(entries, lambda tags: _record(tags, where))


def _record(tags: list[Tagged], where: str) -> Record:
    partial = PartialRecord(where, tags[0].line)
    texts = {each.tag: each.text for each in reversed(tags)}
    signs = _authors(tags)
    partial.add_authors(signs.values())
    kinds = [each.text for each in tags if each.tag == "PT"]
    kind = next((each for each in kinds if names_a_kind(each)), "" if not kinds else kinds[0])
    partial.put("content_type", kind, "PT")
    for tag in ("DP", "DEP"):
        partial.put_date(texts.get(tag, ""), tag)
    name = ""
    for each in tags:
        if each.tag in _PEOPLE:
            name = signs[each].name if each in signs else name
        elif each.tag in _TEXTS:
            text = _without_stop(each.text) if each.tag in {"TI", "BTI"} else each.text
            partial.put(_TEXTS[each.tag], text, each.tag)
        elif each.tag in {"MH", "OT"}:
            partial.add("topics", [each.text.partition("/")[0].strip("* ")])
        elif each.tag in {"AID", "LID"}:
            _put_identifier(partial, each)
        elif each.tag in {"AD", "AUID"}:
            partial.keep(each.tag, f"{name}: {each.text}" if name else each.text)
        elif each.tag == "IS":
            partial.keep("ISSN", each.text)
        elif each.tag == "PT":
            partial.keep("PT", *([each.text] if each.text != kind else []))
        elif each.tag not in {*_OF_ENTRY, "DP", "DEP"}:
            partial.keep(_DETAILS.get(each.tag, each.tag), each.text)
    return partial.record()


def _authors(tags: list[Tagged]) -> dict[Tagged, Author]:
    """Return who signs, by their tags; initials behind a full name are the same person."""
    people = [each for each in tags if each.tag in _PEOPLE]
    return {
        each: Author(each.text, is_body=True) if each.tag == "CN" else read_author(each.text)
        for before, each in zip([None, *people], people, strict=False)
        if not (each.tag == "AU" and before and before.tag == "FAU")
    }


def _without_stop(title: str) -> str:
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title


def _put_identifier(partial: PartialRecord, each: Tagged) -> None:
    match = _IDENTIFIER.fullmatch(each.text)
    if match and match[2] == "doi" and is_doi(match[1]):
        partial.put_doi(match[1], each.tag)
    else:
        partial.keep(each.tag, each.text)


def _recognises(text: str) -> bool:
    return bool(_FIRST.search(text[:_HEAD]))


pubmed_text = Format(
    name="pubmed_text",
    title="PubMed text",
    suffixes=(".nbib",),
    read=read_pubmed,
    read_each=_read_each,
    recognises=_recognises,
)
