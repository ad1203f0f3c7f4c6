"""Records as MARC 21 in XML, the form that catalogues of libraries give theirs in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from entente.library.formats import Format
from entente.library.formats._partial_record import PartialRecord, as_date, split_life_dates
from entente.library.formats._reading import Reading
from entente.library.formats._xml import Element, begins_xml, children, local, text_within
from entente.library.formats.dublin_core import make_each_or_of_oai
from entente.library.record import is_address, is_doi
from entente.library.words import words_of
from entente.library.written_names import Author, read_author

if TYPE_CHECKING:
    from collections.abc import Callable

    from entente.library.record import Record

_HEAD = 20_000
_MARK = re.compile(r"loc\.gov/MARC21|<(?:\w{1,20}:)?(?:leader|datafield)\b")
_AUTHORS = words_of("aut author cre creator")
# Punctuation of cards, which stands between the parts of a field.
_CARD = " /:;,="
_YEAR = re.compile(r"(?<![0-9])(1[5-9][0-9]{2}|20[0-9]{2})(?![0-9])")
_SURE = re.compile(r"(?:printed |©|\(c\)|c|p|cop\. ?)?\[?[0-9]{4}\]?\.?")
_NOTES = {"020": "ISBN", "022": "ISSN", "088": "number", "250": "edition", "300": "extent",
          "500": "note"}  # fmt: skip


def read_marc_xml(text: str, where: str) -> list[Record]:
    """Read one ``<record>``, a ``<collection>`` or an OAI-PMH response of them (MARC 21).

    The rules where there is a choice:

    * the title is field 245, with its subtitle and part, without the punctuation of cards;
    * authors are the main entry and the added entries whose role is author, or that have none;
      others are kept under their role, e.g. ``editor``. A meeting or body is one name;
    * the date is that of publication (264 with a second indicator of 1, else 260), where it is
      sure: a year in brackets with a question mark, or one followed by a hyphen, is kept as it is;
    * topics are subjects (650, 653), places are geographic subjects (651), each without what
      divides it, which is kept under ``extra``;
    * the journal is the host (773), else the series (490, 830).

    Every field without a place is kept under ``extra`` as ``MARC 300``, its parts joined.

    Args:
        text: One XML document.
        where: Where it is from.

    Returns:
        The records in order.

    Raises:
        BrokenFileError: The text is not XML or holds no record, or one that says nothing.

    Source:
        Library of Congress, MARC 21 Format for Bibliographic Data.

    Examples:
        >>> [record] = read_marc_xml(
        ...     '<record xmlns="http://www.loc.gov/MARC21/slim"><datafield tag="100" ind1="1">'
        ...     '<subfield code="a">Ruiz, Ana,</subfield><subfield code="d">1970-</subfield>'
        ...     '</datafield><datafield tag="245"><subfield code="a">A sea apart :</subfield>'
        ...     '<subfield code="b">patrols /</subfield></datafield><datafield tag="260">'
        ...     '<subfield code="b">Harbour Press,</subfield><subfield code="c">2024.</subfield>'
        ...     "</datafield></record>",
        ...     "a.xml",
        ... )
        >>> record.title, record.authors, record.institution, record.published
        ('A sea apart: patrols', ('Ana Ruiz',), 'Harbour Press', '2024')
    """
    return _read_each(text, where, Reading())


def _read_each(text: str, where: str, reading: Reading) -> list[Record]:
    return make_each_or_of_oai(
        text, where, reading, _records, _record, ("<record> of MARC", "MARC")
    )


def _records(root: Element) -> list[Element]:
    return [each for each in root.iter("{*}record") if children(each, "datafield")]


class _Field:
    """One field: its tag, its indicators and its parts by their codes."""

    def __init__(self, element: Element) -> None:
        self.tag = str(element.get("tag") or "")
        self.second = str(element.get("ind2") or " ")
        self.parts = [
            (str(each.get("code") or ""), text)
            for each in children(element, "subfield")
            if (text := text_within(each))
        ]

    def all(self, codes: str) -> list[str]:
        return [text for code, text in self.parts if code in codes]

    def first(self, codes: str) -> str:
        """Return the first part of these codes without the punctuation of cards."""
        return _plain(next(iter(self.all(codes)), ""))

    def keep(self, partial: PartialRecord, label: str = "", without: str = "") -> None:
        texts = [text for code, text in self.parts if code not in without]
        partial.keep(label or f"MARC {self.tag}", " ".join(texts))


def _record(partial: PartialRecord, record: Element) -> Record:
    fields = [_Field(each) for each in children(record, "datafield")]
    # The publication before its copyright, the host before a series.
    fields.sort(key=lambda each: (each.tag == "264" and each.second != "1", each.tag != "773"))
    fields.sort(key=lambda each: each.tag not in {"245", "100", "110", "111"})
    for each in fields:
        if take := _TAKE.get(each.tag):
            take(partial, each)
        elif each.tag in _NOTES:
            partial.keep(_NOTES[each.tag], each.first("a"))
            each.keep(partial, without="a")
        else:
            each.keep(partial)
    for each in children(record):
        if local(each) == "controlfield" and each.get("tag") == "008":
            _take_coded(partial, text_within(each).ljust(40) if each.text else "")
    return partial.record()


def _take_coded(partial: PartialRecord, coded: str) -> None:
    """Take the year of the coded field, where it is sure and no other field has one."""
    year = coded[7:11]
    if not partial.fields.get("published") and coded[6:7] in {"s", "t", "e"} and as_date(year):
        partial.put_date(year, "MARC 008")


def _plain(text: str) -> str:
    """Return a part without the punctuation of cards, but for the stop of an initial."""
    text = text.strip().rstrip(_CARD)
    bare = text.removesuffix(".")
    last = bare.rpartition(" ")[2]
    return bare if text != bare and len(last) > 2 and "." not in last else text


def _take_title(partial: PartialRecord, field: _Field) -> None:
    title, subtitle = field.first("a"), ": ".join(map(_plain, field.all("b")))
    if subtitle:
        title = f"{title}: {subtitle}" if title else subtitle
    part = ", ".join(map(_plain, field.all("np")))
    partial.put("title", f"{title}. {part}" if title and part else title or part, "MARC 245")
    partial.keep("statement of responsibility", field.first("c"))
    field.keep(partial, without="abnpc6")


def _take_name(partial: PartialRecord, field: _Field) -> None:
    if field.tag[1:] == "00":
        name, years = split_life_dates(field.first("a"))
        author = read_author(" ".join([name, *field.all("b")]).strip(_CARD))
        partial.keep("name date", *(f"{author.name}: {y}" for y in [*field.all("d"), years] if y))
    else:
        author = Author(". ".join(map(_plain, field.all("ab"))), is_body=True)
    roles = [_plain(text).casefold() for text in field.all("e4")]
    if not roles or not _AUTHORS.isdisjoint(roles):
        partial.add_authors([author])
    else:
        # A role is often stated twice, as a word and as a code.
        partial.keep(max(roles, key=len), author.name)
    for text in field.all("u"):
        partial.keep("affiliation", f"{author.name}: {text}")


def _take_origin(partial: PartialRecord, field: _Field) -> None:
    for text in field.all("b"):
        partial.put("institution", _plain(text), "publisher")
    partial.keep("publisher-place", *map(_plain, field.all("a")))
    for text in field.all("c"):
        year = _YEAR.search(text)
        sure = _SURE.fullmatch(text.strip().rstrip(_CARD))
        date = as_date(_plain(text)) or (as_date(year[0]) if sure and year else None)
        published = partial.fields.get("published")
        if date and not published:
            partial.put_date(date, "date")
        if date is None or (published and date != published):
            partial.keep("date", text)


def _take_subject(partial: PartialRecord, field: _Field) -> None:
    name = "places" if field.tag == "651" else "topics"
    partial.add(name, map(_plain, field.all("a")))
    if field.all("vxyz"):
        partial.keep(f"MARC {field.tag}", " -- ".join(map(_plain, field.all("avxyz"))))


def _take_link(partial: PartialRecord, field: _Field) -> None:
    for text in field.all("u"):
        if is_doi(text):
            partial.put_doi(text, "MARC 856")
        partial.put_url(text, "MARC 856")
    field.keep(partial, without="u")


def _take_number(partial: PartialRecord, field: _Field) -> None:
    text = field.first("a")
    if is_doi(text):
        partial.put_doi(text, "MARC 024")
    elif is_address(text):
        partial.put_url(text, "MARC 024")
    else:
        field.keep(partial)


def _take_host(partial: PartialRecord, field: _Field) -> None:
    partial.put("journal", field.first("t" if field.tag == "773" else "a"), f"MARC {field.tag}")
    partial.keep("ISSN", *field.all("x"))
    partial.keep("volume", *map(_plain, field.all("v")))
    field.keep(partial, without="txv" if field.tag == "773" else "axv")


def _take_abstract(partial: PartialRecord, field: _Field) -> None:
    partial.put("abstract", " ".join(field.all("ab")), "MARC 520")
    field.keep(partial, without="ab")


def _take_genre(partial: PartialRecord, field: _Field) -> None:
    partial.put("content_type", field.first("a"), "MARC 655")


_TAKE: dict[str, Callable[[PartialRecord, _Field], None]] = {
    "245": _take_title,
    **dict.fromkeys(("100", "110", "111", "700", "710", "711"), _take_name),
    **dict.fromkeys(("260", "264"), _take_origin),
    **dict.fromkeys(("650", "651", "653"), _take_subject),
    **dict.fromkeys(("773", "490", "830"), _take_host),
    "856": _take_link,
    "024": _take_number,
    "520": _take_abstract,
    "655": _take_genre,
}


def _recognises(text: str) -> bool:
    return bool(_MARK.search(text[:_HEAD])) and begins_xml(text)


marc_xml = Format(
    name="marc_xml",
    title="MARC XML",
    suffixes=(".xml",),
    read=read_marc_xml,
    read_each=_read_each,
    recognises=_recognises,
)
