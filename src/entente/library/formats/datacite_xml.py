"""Records as DataCite's XML, which repositories keep beside a DOI."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from entente.library.formats import Format
from entente.library.formats._datacite import make_of_resource
from entente.library.formats._reading import Reading
from entente.library.formats._xml import (
    Element,
    begins_xml,
    children,
    local,
    namespace,
    text_within,
)
from entente.library.formats.dublin_core import make_each_or_of_oai

if TYPE_CHECKING:
    from entente.library.formats._partial_record import PartialRecord
    from entente.library.record import Record

_HEAD = 20_000
_MARK = re.compile(r"datacite\.org/schema")
_SPACE = "datacite.org/schema"


def read_datacite_xml(text: str, where: str) -> list[Record]:
    """Read one ``<resource>``, several, or an OAI-PMH response of them.

    How a resource is read is said at :func:`entente.library.formats._datacite.make_of_resource`.

    Args:
        text: One XML document.
        where: Where it is from.

    Returns:
        The records in order.

    Raises:
        BrokenFileError: The text is not XML or holds no resource, or one that says nothing.

    Examples:
        >>> [record] = read_datacite_xml(
        ...     '<resource xmlns="http://datacite.org/schema/kernel-4"><creators><creator>'
        ...     "<creatorName>Ruiz, Ana</creatorName></creator></creators><titles><title>A Sea"
        ...     "</title></titles><publicationYear>2024</publicationYear></resource>",
        ...     "a.xml",
        ... )
        >>> record.authors, record.title, record.published
        (('Ana Ruiz',), 'A Sea', '2024')
    """
    return _read_each(text, where, Reading())


def _read_each(text: str, where: str, reading: Reading) -> list[Record]:
    return make_each_or_of_oai(
        text, where, reading, _resources, _record, ("<resource> of DataCite", "DataCite")
    )


def _resources(root: Element) -> list[Element]:
    return [each for each in root.iter("{*}resource") if _SPACE in namespace(each)]


def _record(partial: PartialRecord, resource: Element) -> Record:
    found: dict[str, Any] = {}
    for element in children(resource):
        name = local(element)
        if name == "resourceType":
            found["types"] = _object(element)
        elif name == "identifier":
            found[name] = _object(element)
        elif children(element):
            found.setdefault(name, []).extend(map(_object, children(element)))
        elif text := text_within(element):
            found.setdefault(name, text)
            if found[name] != text:
                partial.keep(name, text)
    return make_of_resource(partial, found)


def _object(element: Element) -> dict[str, Any]:
    """Return an element as DataCite's JSON has it: its attributes, its parts and its text."""
    found: dict[str, Any] = {
        str(name).rpartition("}")[2]: str(value) for name, value in element.items()
    }
    nested = [each for each in children(element) if local(each) != "br"]
    for each in nested:
        value: Any = _object(each) if children(each) else text_within(each)
        name = "name" if local(each) in {"creatorName", "contributorName"} else local(each)
        if local(each) in {"creatorName", "contributorName"} and each.get("nameType"):
            found["nameType"] = str(each.get("nameType"))
        if name in found:
            before = found[name]
            value = [*before, value] if isinstance(before, list) else [before, value]
        found[name] = value
    if not nested:
        found[local(element)] = _with_breaks(element)
    return found


def _with_breaks(element: Element) -> str:
    """Return the text of an element; a line break, the only element in it, parts paragraphs."""
    parts = [element.text or ""]
    for each in element:
        if str(each.tag).rpartition("}")[2] == "br":
            parts.append("\n\n")
        parts.append(each.tail or "")
    return "".join(parts).strip()


def _recognises(text: str) -> bool:
    return bool(_MARK.search(text[:_HEAD])) and begins_xml(text)


datacite_xml = Format(
    name="datacite_xml",
    title="XML of DataCite",
    suffixes=(".xml",),
    read=read_datacite_xml,
    read_each=_read_each,
    recognises=_recognises,
)
