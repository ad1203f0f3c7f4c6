"""Records as EndNote and catalogues export them for it (``.enw``): lines that start with ``%``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from entente.library.formats import Format
from entente.library.formats._kinds import one_kind
from entente.library.formats._partial_record import PartialRecord
from entente.library.formats._reading import Reading
from entente.library.formats._tagged import Tagged, read_tagged
from entente.library.record import is_address, is_doi
from entente.library.written_names import read_authors

if TYPE_CHECKING:
    from entente.library.record import Record

_LINE = re.compile(r"(?P<tag>%[0-9A-Za-z!@#$&(\[\]<>~^*+=?)])(?: (?P<text>.*)|(?=$)(?P<none>))")
_FIRST = re.compile(r"\A[\s\ufeff]*%0 \S.*\n(?:.*\n){0,20}?%[TABD] \S", re.MULTILINE)
_HEAD = 20_000
_TEXTS = {"%T": "title", "%J": "journal", "%B": "journal", "%I": "institution", "%X": "abstract",
          "%S": "journal"}  # fmt: skip
_DETAILS = {"%V": "volume", "%N": "issue", "%P": "page", "%7": "edition", "%G": "language",
            "%C": "publisher-place", "%E": "editor", "%Y": "series editor", "%Z": "note",
            "%@": "SN"}  # fmt: skip
_ARTICLES = frozenset({"journal article", "magazine article", "newspaper article",
                       "electronic article"})  # fmt: skip
_KINDS = {
    "generic": "", "newspaper article": "News", "book section": "Book Chapter", "edited book":
    "Edited Book", "electronic article": "Journal Article", "government document":
    "Government Document", "web page": "Web Page", "online database": "Database",
    "computer program": "Software", "personal communication": "Personal Communication",
    "legal rule or regulation": "Regulation", "case": "Court Case", "film or broadcast": "Film",
    "conference proceedings": "Conference Paper", "unpublished work": "Manuscript",
}  # fmt: skip


def read_endnote_tagged(text: str, where: str) -> list[Record]:
    r"""Read entries of the form that EndNote imports.

    A reference type that says no more than ``Generic`` says nothing of the kind. The kind of work
    (``%9``) comes before it for a report. Every tag without a field is kept under ``extra``.

    Args:
        text: Entries, each from ``%0`` on.
        where: Where it is from.

    Returns:
        The records in order.

    Raises:
        BrokenFileError: An entry says nothing.

    Examples:
        >>> [record] = read_endnote_tagged(
        ...     "%0 Report\n%T A Sea Apart\n%A Ruiz, Ana\n%D 2024\n%8 Sep 30", "a.enw"
        ... )
        >>> record.authors, record.published, record.content_type
        (('Ana Ruiz',), '2024-09-30', 'Report')
    """
    return _read_each(text, where, Reading())


def _read_each(text: str, where: str, reading: Reading) -> list[Record]:
    entries = read_tagged(text, where, reading, line=_LINE, first="%0")
    return reading.make_each(entries, lambda tags: _record(tags, where))


def kind_of_type(name: str) -> str:
    """Return the kind that a reference type of EndNote means; empty where it says none.

    Examples:
        >>> kind_of_type("Book Section"), kind_of_type("Generic"), kind_of_type("Report")
        ('Book Chapter', '', 'Report')
    """
    return _KINDS.get(name.casefold(), one_kind(name))


def _record(tags: list[Tagged], where: str) -> Record:
    partial = PartialRecord(where, tags[0].line)
    texts = {each.tag: each.text for each in reversed(tags)}
    code = texts.get("%0", "").casefold()
    if code == "report":
        partial.put("content_type", texts.get("%9", ""), "%9")
    partial.put("content_type", kind_of_type(texts.get("%0", "")), "%0")
    partial.put_year(texts.get("%D", ""), texts.get("%8", ""), "%8")
    for each in tags:
        if each.tag == "%A":
            partial.add_authors(read_authors(each.text))
        elif each.tag in _TEXTS:
            partial.put(_TEXTS[each.tag], each.text, each.tag)
        elif each.tag == "%K":
            partial.add("topics", re.split(r"[;\n]", each.text))
        elif each.tag == "%R" and is_doi(each.text.removeprefix("doi:").strip()):
            partial.put_doi(each.text, each.tag)
        elif each.tag == "%U" and is_address(each.text):
            partial.put_url(each.text, "%U")
        elif each.tag == "%N" and code not in _ARTICLES:
            partial.keep("number", each.text)
        elif each.tag == "%9" and code == "report":
            continue
        elif each.tag not in {"%0", "%D", "%8"}:
            partial.keep(_DETAILS.get(each.tag, each.tag), each.text)
    return partial.record()


def _recognises(text: str) -> bool:
    return bool(_FIRST.search(text[:_HEAD]))


endnote_tagged = Format(
    name="endnote_tagged",
    title="EndNote tagged text",
    suffixes=(".enw",),
    read=read_endnote_tagged,
    read_each=_read_each,
    recognises=_recognises,
)
