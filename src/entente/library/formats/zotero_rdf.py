"""Records as Zotero's RDF, its export that keeps collections."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from entente.library.formats import Format
from entente.library.formats._reading import Reading
from entente.library.formats._xml import (
    Element,
    begins_xml,
    children,
    leaves,
    local,
    make_each_element,
    read_xml,
    text_within,
)
from entente.library.formats._zotero import ATTACHED, make_of_item
from entente.library.record import is_address

if TYPE_CHECKING:
    from entente.library.formats._partial_record import PartialRecord
    from entente.library.record import Record

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_HEAD = 20_000
_MARK = re.compile(r"zotero\.org/namespaces/export")
_PEOPLE = "Person"
_CLASSES = {"Article": "journalArticle", "BookSection": "bookSection", "Document": "document"}
# Zotero's name of a field by its name in the RDF.
_FIELDS = {
    "title": "title", "abstract": "abstractNote", "date": "date", "volume": "volume",
    "number": "issue", "pages": "pages", "language": "language", "edition": "edition",
    "shortTitle": "shortTitle", "libraryCatalog": "libraryCatalog", "description": "extra",
    "type": "type", "rights": "rights", "dateSubmitted": "accessDate", "archive": "archive",
}  # fmt: skip
_NUMBERED = re.compile(r"(DOI|ISBN|ISSN) (\S.*)")


def read_zotero_rdf(text: str, where: str) -> list[Record]:
    """Read the items of an export of Zotero in RDF.

    Notes, attachments and collections are passed over, and so is a journal that stands beside its
    articles; an article takes from it what it says. How an item is read is said at
    :func:`entente.library.formats._zotero.make_of_item`.

    Args:
        text: One XML document.
        where: Where it is from.

    Returns:
        The records in order.

    Raises:
        BrokenFileError: The text is not XML or holds no item, or one that says nothing.

    Examples:
        >>> [record] = read_zotero_rdf(
        ...     '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ...     ' xmlns:z="http://www.zotero.org/namespaces/export#"'
        ...     ' xmlns:dc="http://purl.org/dc/elements/1.1/"><r:Description>'
        ...     "<z:itemType>report</z:itemType><dc:title>A Sea</dc:title><dc:date>2024</dc:date>"
        ...     "</r:Description></r:RDF>",
        ...     "a.rdf",
        ... )
        >>> record.title, record.published, record.content_type
        ('A Sea', '2024', 'Report')
    """
    return _read_each(text, where, Reading())


def _read_each(text: str, where: str, reading: Reading) -> list[Record]:
    root = read_xml(text, where)
    nodes = {
        about: each for each in children(root) if (about := str(each.get(f"{_RDF}about") or ""))
    }
    items = [each for each in children(root) if _kind(each)]
    attached = [each for each in children(root) if _is_attached(each)]
    records = make_each_element(
        root,
        items,
        where,
        reading,
        lambda partial, each: _Item(each, nodes).record(partial),
        "item of Zotero",
    )
    reading.pass_over(where, [(each.sourceline or 0, local(each)) for each in attached])
    return records


def _kind(node: Element) -> str:
    """Return the kind of item that a node is; empty where it is none of its own."""
    said = next((text_within(each) for each in children(node, "itemType")), "")
    if said:
        return "" if said.casefold() in ATTACHED else said
    return _CLASSES.get(local(node), "")


def _is_attached(node: Element) -> bool:
    """Whether a node is a note, an attachment or a collection."""
    said = next((text_within(each) for each in children(node, "itemType")), "")
    return local(node).casefold() in ATTACHED or said.casefold() in ATTACHED


class _Item:
    """One item, with the other nodes of its file that it may point to."""

    def __init__(self, node: Element, nodes: dict[str, Element]) -> None:
        self.node, self.nodes = node, nodes
        self.fields: dict[str, Any] = {"itemType": _kind(node), "creators": [], "tags": []}

    def record(self, partial: PartialRecord) -> Record:
        for element in children(self.node):
            name = local(element)
            if name == "itemType":
                continue
            if any(local(each) == _PEOPLE for each in element.iter("{*}*")):
                self._take_people(element)
            elif name == "isPartOf":
                self._take_host(partial, element)
            elif name == "publisher":
                self._take_publisher(element)
            elif name == "subject":
                self.fields["tags"].append({"tag": text_within(element)})
            elif name == "identifier":
                self._take_identifier(partial, text_within(element))
            elif name not in {"link", "isReferencedBy", "relation"}:
                self._take(partial, name, element)
        return make_of_item(partial, self.fields)

    def _take(self, partial: PartialRecord, name: str, element: Element) -> None:
        field = _FIELDS.get(name, name)
        if children(element) or field in self.fields:
            for label, text in leaves(element):
                partial.keep(label, text)
        elif text := text_within(element):
            # A report's number is its own; what a journal numbers are its issues.
            own = field == "issue" and self.fields["itemType"] == "report"
            self.fields["reportNumber" if own else field] = text

    def _take_people(self, element: Element) -> None:
        role = local(element)
        role = role.removesuffix("s") if role != "contributors" else "contributor"
        for person in (each for each in element.iter("{*}*") if local(each) == _PEOPLE):
            parts = {local(each).casefold(): text_within(each) for each in children(person)}
            given, family = parts.get("givenname", ""), parts.get("surname", "")
            name = {"firstName": given, "lastName": family} if given else {"name": family}
            self.fields["creators"].append({"creatorType": role, **name})

    def _take_publisher(self, element: Element) -> None:
        found = [each for each in element.iter("{*}*") if local(each) == "name"]
        text = next((text_within(each) for each in found), "")
        self.fields["publisher"] = text or text_within(element)
        for place in (each for each in element.iter("{*}*") if local(each) == "locality"):
            self.fields["place"] = text_within(place)

    def _take_identifier(self, partial: PartialRecord, text: str) -> None:
        match = _NUMBERED.fullmatch(text)
        name = match[1] if match else "url" if is_address(text) else "identifier"
        value = match[2] if match else text
        if name in self.fields:
            partial.keep(name, value)
        else:
            self.fields[name] = value

    def _take_host(self, partial: PartialRecord, element: Element) -> None:
        pointed = self.nodes.get(str(element.get(f"{_RDF}resource") or ""))
        hosts = [pointed] if pointed is not None else children(element)
        for host in hosts:
            for each in children(host):
                name, text = local(each), text_within(each)
                if name == "title":
                    series = local(host) == "Series" or "publicationTitle" in self.fields
                    self.fields["series" if series else "publicationTitle"] = text
                elif name == "identifier":
                    self._take_identifier(partial, text)
                elif name != "isPartOf":
                    self._take(partial, name, each)


def _recognises(text: str) -> bool:
    return bool(_MARK.search(text[:_HEAD])) and begins_xml(text)


zotero_rdf = Format(
    name="zotero_rdf",
    title="RDF of Zotero",
    suffixes=(".rdf",),
    read=read_zotero_rdf,
    read_each=_read_each,
    recognises=_recognises,
)
