"""Records as Zotero's own JSON: of its interface, or as Better BibTeX exports it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from entente.errors import BrokenFileError
from entente.library.formats import Format
from entente.library.formats._json import begins_json, read_json, text_of
from entente.library.formats._partial_record import PartialRecord
from entente.library.formats._reading import Reading
from entente.library.formats._zotero import ATTACHED, make_of_item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from entente.library.record import Record

_HEAD = 64_000
_MARK = re.compile(r'"itemType"\s*:\s*"\w+"')


def read_zotero_json(text: str, where: str) -> list[Record]:
    """Read an item of Zotero, a list of them, or an export with ``items``.

    Notes and attachments that stand as items of their own are passed over. How an item is read is
    said at :func:`entente.library.formats._zotero.make_of_item`.

    Args:
        text: JSON.
        where: Where it is from.

    Returns:
        The records in order.

    Raises:
        BrokenFileError: The text is not JSON, or an item is not an object or says nothing.

    Examples:
        >>> [record] = read_zotero_json(
        ...     '[{"itemType": "report", "title": "A Sea", "reportType": "Policy Brief",'
        ...     ' "creators": [{"creatorType": "author", "firstName": "Ana", "lastName": "Ruiz"}],'
        ...     ' "date": "September 2024"}, {"itemType": "note", "note": "Read."}]',
        ...     "a.json",
        ... )
        >>> record.authors, record.published, record.content_type
        (('Ana Ruiz',), '2024-09', 'Policy Brief')
    """
    return _read_each(text, where, Reading())


def _read_each(text: str, where: str, reading: Reading) -> list[Record]:
    found = list(enumerate(_items(read_json(text, where)), start=1))
    attached = [i for i, item in found if _is_attached(item)]
    if attached:
        count = (
            f"{len(attached)} notes or attachments" if len(attached) > 1 else "1 note or attachment"
        )
        reading.notes.append(f"{where}, item {attached[0]}: {count} passed over")
    return reading.make_each(
        ((i, item) for i, item in found if not _is_attached(item)),
        lambda each: _record(each[1], f"{where}, item {each[0]}"),
    )


def _items(value: Any) -> Iterator[Any]:  # noqa: ANN401 (JSON holds anything)
    if isinstance(value, dict) and isinstance(value.get("items"), list):
        value = value["items"]
    for each in value if isinstance(value, list) else [value]:
        # The interface wraps an item with where it is kept.
        inside = each.get("data") if isinstance(each, dict) and "itemType" not in each else None
        yield inside if isinstance(inside, dict) else each


def _is_attached(item: Any) -> bool:  # noqa: ANN401 (JSON holds anything)
    return isinstance(item, dict) and text_of(item.get("itemType")) in ATTACHED


def _record(item: Any, where: str) -> Record:  # noqa: ANN401 (JSON holds anything)
    if not isinstance(item, dict):
        fix = (
            '`{"itemType": "report", "title": "...", "creators": [...]}`, or a list of such objects'
        )
        raise BrokenFileError.at(where, "Is not an object of an item.", fix=fix)
    return make_of_item(PartialRecord(where), item)


def _recognises(text: str) -> bool:
    return bool(_MARK.search(text[:_HEAD])) and begins_json(text)


zotero_json = Format(
    name="zotero_json",
    title="JSON of Zotero",
    suffixes=(".json",),
    read=read_zotero_json,
    read_each=_read_each,
    recognises=_recognises,
)
