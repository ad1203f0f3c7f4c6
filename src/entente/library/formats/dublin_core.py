"""Records as Dublin Core, which repositories provide to whoever harvests them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from entente.errors import BrokenFileError
from entente.library.formats import Format
from entente.library.formats._partial_record import (
    NO_TITLE_AT_SOURCE,
    PartialRecord,
    as_date,
    pick_date,
    split_life_dates,
)
from entente.library.formats._reading import Reading
from entente.library.formats._xml import (
    Element,
    children,
    language,
    leaves,
    local,
    make_each_element,
    namespace,
    read_xml,
    text_within,
)
from entente.library.record import is_address, is_doi
from entente.library.words import words_of
from entente.library.written_names import read_author

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from entente.library.record import Record

_DC = frozenset({"http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"})
OAI = "http://www.openarchives.org/OAI/2.0/"
DELETED = "the source has deleted it"
_BARE_ROOTS = words_of("dc metadata qualifieddc simpledc record records")
_ELEMENTS = words_of("""
contributor coverage creator date description format identifier language publisher relation rights
source subject title type
""")
_DATES = ("issued", "date", "available", "created", "dateSubmitted", "dateAccepted", "modified")
# Words of the DCMI Type Vocabulary: true of nearly every report, so that another type says more.
_BROAD_TYPES = words_of("collection dataset event image software sound text")
_SEMANTICS = "info:eu-repo/semantics/"
_STATES = re.compile(r"(?:draft|submitted|accepted|published|updated)version", re.IGNORECASE)
_HEAD = 8_000
_MARK = re.compile(r"purl\.org/dc/(?:elements|terms)|OAI/2\.0|<(?:\w{1,20}:)?(?:simple)?dc[\s>]")
_OTHERS = re.compile(
    r"loc\.gov/mods|<(?:\w{1,20}:)?mods[\s>]|datacite\.org/schema|zotero\.org/namespaces"
    r"|loc\.gov/MARC21"
)


def read_dublin_core(text: str, where: str) -> list[Record]:
    """Read the Dublin Core records of a document.

    The document is an OAI-PMH response, one ``<oai_dc:dc>`` or ``<dc>``, or anything that holds
    elements of Dublin Core next to each other. Where a field has several values:

    * title and abstract are those in English or without a language, else the first; the abstract is
      ``dcterms:abstract``, else the longest description, since the others are notes;
    * the date is ``dcterms:issued``, else the earliest without a time of day (:func:`pick_date`);
    * the type is the first that says more than ``Text``;
    * a creator with the family name first is turned around, ``Ruiz, Ana`` to ``Ana Ruiz``; the
      written form is kept under ``creator`` only where it says more, e.g. the year of birth.

    All other values are kept under ``extra`` by the name of their element. A record that its source
    has deleted has no title and says so in ``incomplete``.

    Args:
        text: One XML document.
        where: Where it is from.

    Returns:
        The records in order.

    Raises:
        BrokenFileError: The text is not XML or holds no record, or the response is an error.

    Examples:
        >>> [record] = read_dublin_core(
        ...     '<dc xmlns="http://purl.org/dc/elements/1.1/"><title>A Sea Apart</title>'
        ...     "<creator>Ruiz, Ana</creator><date>2024-09</date></dc>",
        ...     "a.xml",
        ... )
        >>> record.authors, record.published
        (('Ana Ruiz',), '2024-09')
    """
    return _read_each(text, where, Reading())


def _read_each(text: str, where: str, reading: Reading) -> list[Record]:
    root = read_xml(text, where)
    if namespace(root) == OAI and (error := next(iter(children(root, "error")), None)) is not None:
        raise BrokenFileError.at(
            where,
            f"Is the error {error.get('code', '')!r} of a server: {text_within(error)[:200]}",
            line=error.sourceline,
            fix="try the server again",
        )
    if oai := list(root.iter(f"{{{OAI}}}record")):
        return reading.make_each(oai, lambda each: record_of_oai(each, where))
    found = list(_containers(root))
    return make_each_element(root, found, where, reading, _record, "element of Dublin Core")


def record_of_oai(element: Element, where: str) -> Record:
    """Make a record of the ``<record>`` of an OAI-PMH response; its header goes under ``extra``.

    Args:
        element: Element of the response, with a header, and Dublin Core in its metadata.
        where: Where it is from.

    Raises:
        BrokenFileError: The record is not deleted and has no Dublin Core, or cannot be used.
    """
    containers = (each for part in children(element, "metadata") for each in _containers(part))
    return make_of_oai(element, where, next(containers, None), _record, "Dublin Core")


def make_of_oai(
    element: Element,
    where: str,
    inside: Element | None,
    make: Callable[[PartialRecord, Element], Record],
    form: str,
) -> Record:
    """Make a record of an OAI-PMH ``<record>`` in any form; its header goes under ``extra``.

    Args:
        element: Element of the response.
        where: Where it is from.
        inside: What its metadata holds in the form; ``None`` where there is nothing.
        make: Makes a record of that.
        form: Name of the form, for messages.

    Raises:
        BrokenFileError: The record is not deleted and has nothing in the form, or cannot be used.
    """
    partial = PartialRecord(where, element.sourceline or 0, NO_TITLE_AT_SOURCE)
    if _keep_header(partial, element):
        partial.fields["incomplete"] = DELETED
        return partial.record()
    if inside is None:
        raise BrokenFileError.at(
            where, f"A record has no {form} in its metadata.", line=element.sourceline
        )
    return make(partial, inside)


def make_each_or_of_oai(
    text: str,
    where: str,
    reading: Reading,
    found_in: Callable[[Element], Sequence[Element]],
    make: Callable[[PartialRecord, Element], Record],
    names: tuple[str, str],
) -> list[Record]:
    """Make a record of each element of a form, alone or in an OAI-PMH response.

    Args:
        text: One XML document.
        where: Where it is from.
        reading: What is read so far.
        found_in: Finds the elements of the form within one.
        make: Makes a record of such an element.
        names: Of the element and of the form, for messages.

    Raises:
        BrokenFileError: The text is not XML or holds none, or one cannot be used and the reading
            is strict.
    """
    root = read_xml(text, where)
    what, form = names
    if oai := list(root.iter(f"{{{OAI}}}record")):
        return reading.make_each(
            oai,
            lambda each: make_of_oai(each, where, next(iter(found_in(each)), None), make, form),
        )
    return make_each_element(root, found_in(root), where, reading, make, what)


def _keep_header(partial: PartialRecord, element: Element) -> bool:
    """Keep the header of an OAI-PMH record under ``extra``; whether the record is deleted."""
    deleted = False
    for header in children(element, "header"):
        deleted = deleted or header.get("status") == "deleted"
        for name, label in (
            ("identifier", "identifier"),
            ("datestamp", "datestamp"),
            ("setSpec", "set"),
        ):
            partial.keep(f"OAI {label}", *map(text_within, children(header, name)))
    for about in children(element, "about"):
        for label, text in leaves(about):
            partial.keep(f"OAI {label}", text)
    return deleted


def _containers(root: Element) -> Iterator[Element]:
    """Walk the elements that have elements of Dublin Core as children, outermost first."""
    stack = [root]
    while stack:
        element = stack.pop()
        nested = children(element)
        bare = local(element).casefold() in _BARE_ROOTS and any(_is_bare(each) for each in nested)
        if bare or any(_is_term(each) for each in nested):
            yield element
        else:
            stack += reversed(nested)


def _is_term(element: Element) -> bool:
    return namespace(element) in _DC and local(element).casefold() not in _BARE_ROOTS


def _is_bare(element: Element) -> bool:
    return not namespace(element) and local(element) in _ELEMENTS and not children(element)


def _record(partial: PartialRecord, container: Element) -> Record:
    found: dict[str, list[Element]] = {}
    for element in children(container):
        if _is_term(element) or _is_bare(element):
            found.setdefault(local(element), []).append(element)
        else:
            for label, text in leaves(element):
                partial.keep(label, text)
    _put_title(partial, found)
    _put_abstract(partial, found)
    for element in found.pop("creator", []):
        _put_creator(partial, text_within(element))
    _put_dates(partial, found)
    _put_type(partial, found.pop("type", []))
    _put_identifiers(partial, found)
    for element in found.pop("subject", []):
        partial.add("topics", text_within(element).split(";"))
    for element in [*found.pop("coverage", []), *found.pop("spatial", [])]:
        _put_place(partial, element)
    _put_bodies(partial, found)
    for elements in found.values():
        for element in elements:
            partial.keep(_label(element), text_within(element))
    return partial.record()


def _put_bodies(partial: PartialRecord, found: dict[str, list[Element]]) -> None:
    for name, field in (("publisher", "institution"), ("isPartOf", "journal")):
        for element in found.pop(name, []):
            text = text_within(element)
            if is_address(text):
                partial.keep(name, text)
            else:
                partial.put(field, text, _label(element))


def _label(element: Element) -> str:
    """Return an element's name with, in parentheses, its language or scheme."""
    scheme = next((v for k, v in element.items() if str(k).rpartition("}")[2] == "scheme"), "")
    qualifier = scheme or language(element)
    return f"{local(element)} ({qualifier})" if qualifier else local(element)


def in_english_first(elements: list[Element]) -> list[Element]:
    """Put elements in English, or without a language, before the others; else keep the order."""
    return sorted(elements, key=lambda each: language(each)[:2].casefold() not in ("", "en"))


def _put_title(partial: PartialRecord, found: dict[str, list[Element]]) -> None:
    for element in in_english_first(found.pop("title", [])):
        partial.put("title", text_within(element), _label(element))


def _put_abstract(partial: PartialRecord, found: dict[str, list[Element]]) -> None:
    described = in_english_first(found.pop("description", []))
    first = [each for each in described if language(each) == language(described[0])]
    longest = sorted(first, key=lambda each: -len(text_within(each)))[:1]
    others = [each for each in described if each not in longest]
    for element in [*in_english_first(found.pop("abstract", [])), *longest, *others]:
        partial.put("abstract", text_within(element), _label(element))


def _put_creator(partial: PartialRecord, text: str) -> None:
    for written in text.split(";"):
        name, years = split_life_dates(" ".join(written.split()))
        partial.add_authors([read_author(name)])
        if years:
            partial.keep("creator", written)


def _put_dates(partial: PartialRecord, found: dict[str, list[Element]]) -> None:
    for name in _DATES:
        elements = found.pop(name, [])
        texts = [text_within(each) for each in elements]
        picked = pick_date(texts) if name in ("issued", "date", "available") else ""
        if not picked and name in ("issued", "date") and len(texts) == 1:
            picked = texts[0]
        if picked and not partial.fields.get("published"):
            partial.put_date(picked, name)
        for element, text in zip(elements, texts, strict=True):
            if text != picked or as_date(text) != partial.fields.get("published"):
                partial.keep(_label(element), text)


def _put_type(partial: PartialRecord, elements: list[Element]) -> None:
    texts = [text for each in elements if (text := text_within(each))]
    telling = [text for text in texts if _rank(text) < 3]
    picked = min(telling, key=_rank, default=None) or next(iter(texts), "")
    kind = picked.removeprefix(_SEMANTICS)
    # That vocabulary has one word for what appears in a journal.
    kind = "Journal Article" if kind == "article" != picked else kind
    partial.put("content_type", kind, "type")
    partial.keep("type", *(text for text in texts if text != picked))


def _rank(text: str) -> int:
    """Rank a type: one in the catalogue's words, one of a vocabulary, one that says little."""
    if _STATES.search(text) or is_address(text) or text.casefold() in _BROAD_TYPES:
        return 3
    return 1 if text.startswith(_SEMANTICS) else 0


def _put_identifiers(partial: PartialRecord, found: dict[str, list[Element]]) -> None:
    elements = found.pop("identifier", [])
    addresses = [text for each in elements if is_address(text := text_within(each))]
    # The report's own address before that of its DOI.
    for address in sorted(addresses, key=is_doi):
        if not is_doi(address) or not partial.fields.get("url"):
            partial.put_url(address, "identifier")
    for element in elements:
        text = text_within(element)
        if is_doi(text):
            partial.put_doi(text, "identifier")
        elif text != partial.fields.get("url"):
            partial.keep(_label(element), text)


def _put_place(partial: PartialRecord, element: Element) -> None:
    """Take a place; what holds figures is a period or coordinates."""
    text = text_within(element)
    if any(letter.isdigit() for letter in text) or is_address(text):
        partial.keep(_label(element), text)
    else:
        partial.add("places", text.split(";"))


def _recognises(text: str) -> bool:
    head = text[:_HEAD]
    return bool(_MARK.search(head)) and not _OTHERS.search(head)


dublin_core = Format(
    name="dublin_core",
    title="Dublin Core",
    suffixes=(".xml",),
    read=read_dublin_core,
    read_each=_read_each,
    recognises=_recognises,
)
