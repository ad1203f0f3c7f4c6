"""Records as DataCite gives them: JSON of its interface, or of a DOI asked for as JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from entente.errors import BrokenFileError
from entente.library.formats import Format
from entente.library.formats._datacite import make_of_resource
from entente.library.formats._json import begins_json, make_each_item
from entente.library.formats._partial_record import PartialRecord
from entente.library.formats._reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from entente.library.record import Record

_HEAD = 64_000
_MARK = re.compile(
    r'"creators"\s*:[\s\S]*"titles"\s*:|"titles"\s*:[\s\S]*"creators"\s*:'
    r'|"schemaVersion"\s*:\s*"https?://datacite'
)


def read_datacite_json(text: str, where: str) -> list[Record]:
    """Read an answer of DataCite's interface, or one resource or a list of them.

    How a resource is read is said at :func:`entente.library.formats._datacite.make_of_resource`.

    Args:
        text: JSON.
        where: Where it is from.

    Returns:
        The records in order.

    Raises:
        BrokenFileError: The text is not JSON, or a resource is not an object or says nothing.

    Examples:
        >>> [record] = read_datacite_json(
        ...     '{"data": {"attributes": {"doi": "10.1000/1", "titles": [{"title": "A Sea"}],'
        ...     ' "creators": [{"name": "Ruiz, Ana"}], "publicationYear": 2024}}}',
        ...     "a.json",
        ... )
        >>> record.authors, record.published, record.doi
        (('Ana Ruiz',), '2024', '10.1000/1')
    """
    return _read_each(text, where, Reading())


def _read_each(text: str, where: str, reading: Reading) -> list[Record]:
    return make_each_item(text, where, reading, _resources, _record)


def _resources(value: Any) -> Iterator[Any]:  # noqa: ANN401 (JSON holds anything)
    values = value if isinstance(value, list) else [value]
    for each in values:
        if isinstance(each, dict) and isinstance(each.get("data"), list):
            yield from each["data"]
        elif isinstance(each, dict) and isinstance(each.get("data"), dict):
            yield each["data"]
        else:
            yield each


def _record(resource: Any, where: str) -> Record:  # noqa: ANN401 (JSON holds anything)
    if not isinstance(resource, dict):
        fix = '`{"titles": [{"title": "..."}], "creators": [...]}`, or a list of such objects'
        raise BrokenFileError.at(where, "Is not an object of a resource.", fix=fix)
    inside = resource.get("attributes")
    properties = inside if isinstance(inside, dict) else resource
    return make_of_resource(PartialRecord(where), properties)


def _recognises(text: str) -> bool:
    return bool(_MARK.search(text[:_HEAD])) and begins_json(text)


datacite_json = Format(
    name="datacite_json",
    title="JSON of DataCite",
    suffixes=(".json",),
    read=read_datacite_json,
    read_each=_read_each,
    recognises=_recognises,
)
