"""Records as MODS, the form in which libraries exchange theirs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from entente.library.dates import firm_date
from entente.library.formats import Format
from entente.library.formats._partial_record import PartialRecord, as_date
from entente.library.formats._reading import Reading
from entente.library.formats._xml import (
    Element,
    children,
    language,
    leaves,
    local,
    text_within,
)
from entente.library.formats.dublin_core import in_english_first, make_each_or_of_oai, make_of_oai
from entente.library.record import is_address, is_doi
from entente.library.words import words_of
from entente.library.written_names import Author, inverted, read_author

if TYPE_CHECKING:
    from collections.abc import Callable

    from entente.library.record import Record

_AUTHORS = words_of("aut author cre creator")
_DATES = ("dateIssued", "copyrightDate")
_HEAD = 8_000
_MARK = re.compile(r"loc\.gov/mods|<(?:\w{1,20}:)?mods(?:Collection)?[\s>]")


def read_mods(text: str, where: str) -> list[Record]:
    """Read one ``<mods>``, a ``<modsCollection>`` or an OAI-PMH response of them (MODS 3).

    The rules where there is a choice:

    * the title is the first ``titleInfo`` without a type, whole: article, title, subtitle and part;
    * authors are names whose role is creator or author, or that have none; other names are kept
      under their role, e.g. ``editor``;
    * the date is ``dateIssued``, else ``copyrightDate``, else that of the host; the key date first,
      then the first that can be read and does not end a range;
    * the journal is the title of the host, else of the series.

    Everything else is kept under ``extra``, under the names of the elements that lead to it.

    Args:
        text: One XML document.
        where: Where it is from.

    Returns:
        The records in order.

    Raises:
        BrokenFileError: The text is not XML, holds no ``<mods>``, or one that says nothing.

    Examples:
        >>> [record] = read_mods(
        ...     '<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><nonSort>The</nonSort>'
        ...     "<title>Sea</title><subTitle>A Line</subTitle></titleInfo><originInfo>"
        ...     '<dateIssued encoding="w3cdtf">2024-09</dateIssued></originInfo></mods>',
        ...     "a.xml",
        ... )
        >>> record.title, record.published
        ('The Sea: A Line', '2024-09')
    """
    return _read_each(text, where, Reading())


def _read_each(text: str, where: str, reading: Reading) -> list[Record]:
    names = ("<mods> element", "MODS")
    return make_each_or_of_oai(text, where, reading, _each_mods, _record, names)


def record_of_oai(element: Element, where: str) -> Record:
    """Make a record of the ``<record>`` of an OAI-PMH response; its header goes under ``extra``.

    Args:
        element: Element of the response, with a header, and MODS in its metadata.
        where: Where it is from.

    Raises:
        BrokenFileError: The record is not deleted and has no MODS, or cannot be used.
    """
    return make_of_oai(element, where, next(iter(_each_mods(element)), None), _record, "MODS")


def _each_mods(root: Element) -> list[Element]:
    return [each for each in root.iter("{*}mods") if children(each)]


def _record(partial: PartialRecord, mods: Element) -> Record:
    found: dict[str, list[Element]] = {}
    for element in children(mods):
        found.setdefault(local(element), []).append(element)
    abstracts = found.pop("abstract", [])
    # Addresses and hosts last: what the report says of itself comes before.
    for name, take in _TAKE.items():
        # A host comes before a series.
        for element in sorted(found.pop(name, []), key=lambda each: each.get("type") == "series"):
            take(partial, element)
    for element in in_english_first(abstracts):
        tongue = language(element)
        label = f"abstract ({tongue})" if tongue else "abstract"
        partial.put("abstract", text_within(element), label)
    for elements in found.values():
        for element in elements:
            _keep_leaves(partial, element)
    return partial.record()


def _keep_leaves(partial: PartialRecord, element: Element, label: str = "") -> None:
    for name, text in leaves(element, label):
        partial.keep(name, text)


def _first(element: Element, name: str) -> str:
    return next((text_within(each) for each in children(element, name)), "")


def _whole_title(info: Element) -> str:
    """Join article, title, subtitle and part as a title page would."""
    article, title, subtitle = (_first(info, name) for name in ("nonSort", "title", "subTitle"))
    joint = "" if article.endswith(("'", "’", "-")) else " "
    title = f"{article}{joint}{title}".strip()
    if subtitle:
        title = f"{title.rstrip(' :')}: {subtitle}" if title else subtitle
    part = ", ".join(text for name in ("partNumber", "partName") if (text := _first(info, name)))
    return f"{title}. {part}" if title and part else title or part


def _take_title(partial: PartialRecord, info: Element) -> None:
    kind = str(info.get("type") or language(info)).strip()
    whole = _whole_title(info)
    if info.get("type"):
        partial.keep(f"title ({kind})", whole)
    else:
        partial.put("title", whole, f"title ({kind})" if kind else "title")


def _take_name(partial: PartialRecord, element: Element) -> None:
    author = _author(element)
    name = author.name
    roles = [
        text_within(term)
        for role in children(element, "role")
        for term in children(role, "roleTerm")
    ]
    if not roles or not _AUTHORS.isdisjoint(role.casefold().strip(" .") for role in roles):
        partial.add_authors([author])
    else:
        # A role is often stated twice, as a word and as a code.
        partial.keep(max(roles, key=len), name)
    for child in children(element):
        if local(child) == "namePart" and child.get("type") == "date":
            partial.keep("name date", f"{name}: {text_within(child)}")
        elif local(child) not in ("namePart", "role", "displayForm"):
            partial.keep(local(child), *(f"{name}: {text}" for _, text in leaves(child) if text))


def _author(element: Element) -> Author:
    parts: dict[str, list[str]] = {}
    for part in children(element, "namePart"):
        parts.setdefault(str(part.get("type") or ""), []).append(text_within(part))
    given, family, terms = (
        " ".join(parts.get(kind, ())) for kind in ("given", "family", "termsOfAddress")
    )
    if family:
        return inverted(family, given, terms)
    whole = " ".join([*parts.get("", ()), given]).strip()
    if element.get("type") == "corporate":
        parted = ". ".join(text.rstrip(".") for text in parts.get("", ()))
        return Author(parted or _first(element, "displayForm"), is_body=True)
    author = read_author(whole or _first(element, "displayForm"))
    if not terms:
        return author
    return author._replace(name=f"{author.name}, {terms}" if author.name else terms)


def _take_origin(partial: PartialRecord, origin: Element) -> None:
    dated = [each for name in _DATES for each in children(origin, name)]
    _put_date(partial, dated)
    for child in children(origin):
        if local(child) == "publisher":
            partial.put("institution", text_within(child), "publisher")
        elif local(child) == "place":
            partial.keep("publisher's place", *(text for _, text in leaves(child)))
        elif child not in dated:
            _keep_leaves(partial, child)


def _put_date(partial: PartialRecord, dated: list[Element]) -> None:
    """Put the first date of publication that can be read, and keep the others."""
    order = sorted(
        dated, key=lambda each: (each.get("point") == "end", each.get("keyDate") != "yes")
    )
    picked = next((each for each in order if as_date(text_within(each))), None)
    if picked is None and len(order) == 1 and firm_date(text_within(order[0])):
        picked = order[0]
    if picked is not None and not partial.fields.get("published"):
        partial.put_date(text_within(picked), local(picked))
    for element in dated:
        qualifier = str(element.get("qualifier") or element.get("point") or "")
        label = f"{local(element)} ({qualifier})" if qualifier else local(element)
        date = as_date(text_within(element))
        if qualifier or date is None or date != partial.fields.get("published"):
            partial.keep(label, text_within(element))


def _take_genre(partial: PartialRecord, genre: Element) -> None:
    partial.put("content_type", text_within(genre), "genre")


def _take_subject(partial: PartialRecord, subject: Element) -> None:
    for child in children(subject):
        if local(child) == "topic":
            partial.add("topics", [text_within(child)])
        elif local(child) == "geographic":
            partial.add("places", [text_within(child)])
        elif local(child) == "hierarchicalGeographic":
            levels = [text for _, text in leaves(child) if text]
            partial.add("places", levels[-1:])
            partial.keep("subject hierarchicalGeographic", ", ".join(levels))
        else:
            _keep_leaves(partial, child, "subject")


def _take_identifier(partial: PartialRecord, element: Element) -> None:
    text, kind = text_within(element), str(element.get("type") or "").strip()
    label = f"identifier ({kind})" if kind else "identifier"
    if element.get("invalid") == "yes":
        partial.keep(f"{label} invalid", text)
    elif is_doi(text):
        partial.put_doi(text, label)
    elif is_address(text):
        partial.put_url(text, label)
    else:
        partial.keep(label, text)


def _take_location(partial: PartialRecord, location: Element) -> None:
    addresses = children(location, "url")
    for each in sorted(addresses, key=lambda each: "primary" not in str(each.get("usage"))):
        if is_doi(text_within(each)):
            partial.put_doi(text_within(each), "url")
        partial.put_url(text_within(each), "url")
    for child in children(location):
        if child not in addresses:
            _keep_leaves(partial, child)


def _take_related(partial: PartialRecord, related: Element) -> None:
    kind = str(related.get("type") or "").strip()
    label = f"relatedItem ({kind})" if kind else "relatedItem"
    for child in children(related):
        if local(child) == "titleInfo" and kind in ("host", "series"):
            partial.put("journal", _whole_title(child), kind)
        elif local(child) == "part" and kind == "host":
            _take_part(partial, child)
        elif (
            local(child) == "originInfo" and kind == "host" and not partial.fields.get("published")
        ):
            _take_origin(partial, child)
        elif local(child) == "identifier" and kind == "host":
            partial.keep(str(child.get("type") or "host identifier"), text_within(child))
        else:
            _keep_leaves(partial, child, label)


def _take_part(partial: PartialRecord, part: Element) -> None:
    """Take volume, issue, pages and date of the host that a report appears in."""
    for child in children(part):
        kind = str(child.get("type") or child.get("unit") or "").strip()
        if local(child) == "detail":
            partial.keep(kind or "detail", *(text for _, text in leaves(child)))
        elif local(child) == "extent":
            ends = [text for name in ("start", "end") if (text := _first(child, name))]
            partial.keep(kind or "extent", "-".join(ends))
            for each in children(child):
                if local(each) not in ("start", "end"):
                    _keep_leaves(partial, each, kind or "extent")
        elif local(child) == "date":
            _put_date(partial, [child])
        else:
            _keep_leaves(partial, child, "part")


_TAKE: dict[str, Callable[[PartialRecord, Element], None]] = {
    "titleInfo": _take_title,
    "name": _take_name,
    "originInfo": _take_origin,
    "genre": _take_genre,
    "subject": _take_subject,
    "location": _take_location,
    "identifier": _take_identifier,
    "relatedItem": _take_related,
}


def _recognises(text: str) -> bool:
    return bool(_MARK.search(text[:_HEAD]))


mods = Format(
    name="mods",
    title="MODS",
    suffixes=(".xml",),
    read=read_mods,
    read_each=_read_each,
    recognises=_recognises,
)
