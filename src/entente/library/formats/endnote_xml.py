"""Records as EndNote's XML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from entente.library.formats import Format
from entente.library.formats._kinds import names_a_kind
from entente.library.formats._reading import Reading
from entente.library.formats._xml import (
    Element,
    children,
    leaves,
    local,
    make_each_element,
    read_xml,
    text_within,
)
from entente.library.formats.endnote_tagged import kind_of_type
from entente.library.record import is_address, is_doi
from entente.library.written_names import read_authors

if TYPE_CHECKING:
    from entente.library.formats._partial_record import PartialRecord
    from entente.library.record import Record

_HEAD = 20_000
_MARK = re.compile(r"<xml>\s*<records>|<ref-type\b|<source-app\b[^>]*EndNote")
_DETAILS = {
    "pages": "page", "isbn": "SN", "pub-location": "publisher-place", "notes": "note",
    "volume": "volume", "edition": "edition", "language": "language",
}  # fmt: skip
_TITLES = {"secondary-title": "journal", "full-title": "journal", "title": "title",
           "tertiary-title": "journal"}  # fmt: skip
# What only the program needs.
_OF_ENTRY = frozenset({
    "database", "source-app", "rec-number", "foreign-keys", "ref-type", "remote-database-name",
    "remote-database-provider",
})  # fmt: skip


def read_endnote_xml(text: str, where: str) -> list[Record]:
    """Read the records of an export of EndNote.

    The words for the kind of a report (``work-type``) come before its reference type; the date is
    the year with the day or month beside it. Every element without a field is kept under
    ``extra``, but for what only the program needs.

    Args:
        text: One XML document.
        where: Where it is from.

    Returns:
        The records in order.

    Raises:
        BrokenFileError: The text is not XML or holds no record, or one that says nothing.

    Examples:
        >>> [record] = read_endnote_xml(
        ...     '<xml><records><record><ref-type name="Report">27</ref-type><contributors>'
        ...     "<authors><author>Ruiz, Ana</author></authors></contributors><titles><title>"
        ...     "<style>A Sea</style></title></titles><dates><year>2024</year></dates>"
        ...     "</record></records></xml>",
        ...     "a.xml",
        ... )
        >>> record.title, record.authors, record.published, record.content_type
        ('A Sea', ('Ana Ruiz',), '2024', 'Report')
    """
    return _read_each(text, where, Reading())


def _read_each(text: str, where: str, reading: Reading) -> list[Record]:
    root = read_xml(text, where)
    found = [each for each in root.iter("{*}record") if children(each)]
    return make_each_element(root, found, where, reading, _record, "<record> of EndNote")


def _record(partial: PartialRecord, record: Element) -> Record:
    code = next((str(each.get("name") or "") for each in children(record, "ref-type")), "")
    kind = kind_of_type(code)
    said = next((text_within(each) for each in children(record, "work-type")), "")
    if kind in {"", "Report"} or names_a_kind(said):
        partial.put("content_type", said, "work-type")
    partial.put("content_type", kind, "ref-type")
    partial.keep("work-type", *([said] if said != partial.fields.get("content_type") else []))
    for element in children(record):
        name = local(element)
        if name in {"contributors", "titles", "periodical", "keywords", "dates", "urls"}:
            _TAKE[name](partial, element)
        elif name in {"abstract", "publisher"}:
            field = "abstract" if name == "abstract" else "institution"
            partial.put(field, text_within(element), name)
        elif name == "electronic-resource-num" and is_doi(text_within(element)):
            partial.put_doi(text_within(element), name)
        elif name == "number":
            own = kind not in {"Journal Article", "Magazine Article", "News"}
            partial.keep("number" if own else "issue", text_within(element))
        elif name not in {*_OF_ENTRY, "work-type"}:
            for label, text in leaves(element):
                partial.keep(_DETAILS.get(name, label.removesuffix(" style")), text)
    return partial.record()


def _take_people(partial: PartialRecord, element: Element) -> None:
    for group in children(element):
        for each in children(group):
            authors = read_authors(text_within(each))
            if local(group) == "authors":
                partial.add_authors(authors)
            else:
                partial.keep(local(group), *(author.name for author in authors))


def _take_titles(partial: PartialRecord, element: Element) -> None:
    for each in children(element):
        name = local(each)
        if name in _TITLES:
            partial.put(_TITLES[name], text_within(each), name)
        else:
            partial.keep(name, text_within(each))


def _take_keywords(partial: PartialRecord, element: Element) -> None:
    for each in children(element):
        partial.add("topics", text_within(each).split(";"))


def _take_dates(partial: PartialRecord, element: Element) -> None:
    year = next((text_within(each) for each in children(element, "year")), "")
    days = [text for each in children(element, "pub-dates") for _, text in leaves(each) if text]
    partial.put_year(year, days[0] if days else "", "pub-dates")
    partial.keep("pub-dates", *days[1:])
    for each in children(element):
        if local(each) not in {"year", "pub-dates"}:
            for label, text in leaves(each):
                partial.keep(label, text)


def _take_addresses(partial: PartialRecord, element: Element) -> None:
    for group in children(element):
        for each in children(group):
            text = text_within(each)
            if local(group) in {"related-urls", "web-urls"} and is_address(text):
                partial.put_url(text, "url")
            else:
                partial.keep(local(group), text)


_TAKE = {
    "contributors": _take_people,
    "titles": _take_titles,
    "periodical": _take_titles,
    "keywords": _take_keywords,
    "dates": _take_dates,
    "urls": _take_addresses,
}


def _recognises(text: str) -> bool:
    return bool(_MARK.search(text[:_HEAD]))


endnote_xml = Format(
    name="endnote_xml",
    title="EndNote XML",
    suffixes=(".xml",),
    read=read_endnote_xml,
    read_each=_read_each,
    recognises=_recognises,
)
