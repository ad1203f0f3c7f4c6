"""Records as CSL-JSON, which citation managers exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from entente.errors import BrokenFileError
from entente.library.formats import Format
from entente.library.formats._checked import make_record
from entente.library.formats._entry import KINDS, kind_of, make_keys
from entente.library.names import read_person
from entente.library.record import is_doi

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.library.dates import PartialDate
    from entente.library.record import Record

# Fields of a record that CSL has no variable for, or none that holds a list.
_CUSTOM = ("topics", "places", "extra", "number", "incomplete")
_TEXTS = {
    "title": "title",
    "publisher": "institution",
    "container-title": "journal",
    "genre": "content_type",
    "abstract": "abstract",
    "URL": "url",
    "DOI": "doi",
}
_READ = {*_TEXTS, "id", "type", "author", "issued", "keyword", "custom"}


def write_csl(records: Sequence[Record]) -> str:
    """Write records as a list of CSL items.

    Topics stand in ``keyword`` for others and, with what CSL has no variable for, in ``custom``,
    so that a record read again is the same.

    Examples:
        >>> from entente.library.record import Record
        >>> "ruiz-2024-sea" in write_csl(
        ...     [Record(title="A Sea Apart", authors=("Ana Ruiz",), published="2024")]
        ... )
        True
    """
    import json

    keys = make_keys(records)
    items = [_item(record, key) for record, key in zip(records, keys, strict=True)]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def read_csl(text: str, where: str) -> list[Record]:
    """Read one CSL item or a list of them; variables without a field go under ``extra``.

    Args:
        text: JSON.
        where: Where it is from.

    Returns:
        The records in order.

    Raises:
        BrokenFileError: The text is not JSON, or an item is not one of CSL.

    Examples:
        >>> read_csl('{"title": "A", "issued": {"date-parts": [[2024, 9]]}}', "a.json")[0].published
        '2024-09'
    """
    import json

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in pairs:
            if name in found:
                raise BrokenFileError.at(
                    where, f"{name[:60]!r} is given twice in one item.", fix="keep one of them"
                )
            found[name] = value
        return found

    try:
        items = json.loads(text, object_pairs_hook=unique)
    except json.JSONDecodeError as error:
        raise BrokenFileError.at(where, f"Is not JSON: {error.msg}.", line=error.lineno) from error
    except RecursionError as error:
        raise BrokenFileError.at(where, "Is nested too deep for a record.") from error
    except ValueError as error:
        raise BrokenFileError.at(where, f"Is not JSON: {error}.") from error
    if not isinstance(items, list):
        items = [items]
    return [_record(item, f"{where}, item {i}") for i, item in enumerate(items, start=1)]


def _item(record: Record, key: str) -> dict[str, Any]:
    item: dict[str, Any] = {"id": key, "type": kind_of(record).csl, "title": record.title}
    if record.authors:
        item["author"] = [_author(name) for name in record.authors]
    if record.published:
        item["issued"] = {"date-parts": [list(record.published.parts)]}
    for variable, field in _TEXTS.items():
        if value := getattr(record, field):
            item[variable] = value
    if record.topics:
        item["keyword"] = ", ".join(record.topics)
    custom = {name: value for name in _CUSTOM if (value := getattr(record, name)) or value == 0}
    if custom:
        item["custom"] = custom
    return item


def _author(name: str) -> dict[str, Any]:
    person = read_person(name)
    if person is None or str(person) != name:
        return {"literal": name}
    parts = {
        "family": person.family,
        "given": person.given,
        "non-dropping-particle": person.particle,
        "suffix": person.suffix,
        "comma-suffix": bool(person.suffix),
    }
    return {part: value for part, value in parts.items() if value}


def _record(item: Any, where: str) -> Record:  # noqa: ANN401 (JSON holds anything)
    if not isinstance(item, dict):
        raise BrokenFileError.at(where, "Is not an object of CSL variables.")
    fields: dict[str, Any] = {
        field: item[variable] for variable, field in _TEXTS.items() if variable in item
    }
    if not item.get("genre") and item.get("type", "report") != "report":
        kinds = (name for name, kind in KINDS.items() if kind.csl == item["type"])
        fields["content_type"] = next(kinds, item["type"])
    fields["authors"] = [_name(name, where) for name in _list(item, "author", where)]
    if "issued" in item:
        fields["published"] = _issued(item["issued"], where)
    if isinstance(item.get("keyword"), str):
        from entente.library.vocabulary import read_vocabulary, split_labels

        fields["topics"] = split_labels(item["keyword"], read_vocabulary("topics"))
    custom = item.get("custom")
    others = {name: value for name, value in item.items() if name not in _READ}
    if not is_doi(str(item.get("DOI") or "10.1000/1")):
        others["DOI"] = fields.pop("doi")
    if isinstance(custom, dict):
        fields |= {name: custom[name] for name in _CUSTOM if name in custom}
        others |= {name: value for name, value in custom.items() if name not in _CUSTOM}
    extra = fields.get("extra", {})
    if others and isinstance(extra, dict):
        fields["extra"] = {**{name: _texts(value) for name, value in others.items()}, **extra}
    return make_record(fields, where, {})


def _list(item: dict[str, Any], variable: str, where: str) -> list[Any]:
    value = item.get(variable, [])
    if not isinstance(value, list):
        raise BrokenFileError.at(where, f"{variable!r} is not a list.")
    return value


def _name(name: Any, where: str) -> str:  # noqa: ANN401 (JSON holds anything)
    if isinstance(name, dict) and all(isinstance(v, (str, bool, int)) for v in name.values()):
        if name.get("literal"):
            return str(name["literal"])
        parts = ("given", "dropping-particle", "non-dropping-particle", "family")
        whole = " ".join(str(name[part]) for part in parts if name.get(part))
        if whole and name.get("suffix"):
            whole += f"{',' if name.get('comma-suffix') else ''} {name['suffix']}"
        if whole:
            return whole
    raise BrokenFileError.at(where, "An author has no name.", fix='`{"family": ..., "given": ...}`')


def _issued(issued: Any, where: str) -> PartialDate | None:  # noqa: ANN401 (JSON holds anything)
    from entente.library.dates import PartialDate, read_date

    try:
        parts = issued.get("date-parts")
        if parts is None:
            text = issued.get("literal") or issued.get("raw")
            return read_date(text) if text else None
        year, *rest = (int(part) for part in parts[0][:3])
        return PartialDate("-".join([f"{year:04}", *(f"{part:02}" for part in rest)]))
    except (AttributeError, IndexError, TypeError, ValueError, KeyError) as error:
        raise BrokenFileError.at(
            where, "'issued' is not a date.", fix='`{"date-parts": [[2024, 9, 30]]}`'
        ) from error


def _texts(value: Any) -> list[str]:  # noqa: ANN401 (JSON holds anything)
    import json

    values = value if isinstance(value, list) else [value]
    texts = (v if isinstance(v, str) else json.dumps(v, ensure_ascii=False) for v in values)
    return [text for text in texts if text.strip()]


csl_json = Format(
    name="csl_json", title="CSL-JSON", suffixes=(".json",), read=read_csl, write=write_csl
)
