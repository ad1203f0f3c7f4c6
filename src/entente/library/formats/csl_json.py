"""Records as CSL-JSON, which citation managers exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from entente.errors import BrokenFileError
from entente.library.formats import Format
from entente.library.formats._details import as_one_value, gather_details
from entente.library.formats._entry import (
    add_extra,
    content_type_of,
    detail_name,
    in_periodical,
    kind_of,
    make_keys,
)
from entente.library.formats._json import read_json, texts_of
from entente.library.formats._residue import residue_of, restore
from entente.library.names import read_person
from entente.library.record import is_address, is_doi
from entente.library.words import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.library.dates import PartialDate
    from entente.library.record import Record

# Name in ``custom`` of what CSL has no variable for.
_OURS = "entente"
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
# An item has one of these at least, so that JSON of another kind is not taken for one.
_TELLING = {*_TEXTS, "type", "author", "issued"}
_AN_ITEM = '`{"type": "report", "title": "...", "author": [...]}`, or a list of such objects'
_CHECKED = {"url": is_address, "doi": is_doi}
# Other variables of CSL that hold text, under which a label of ``extra`` can be.
_VARIABLES = words_of("""
annote archive archive-place archive_location authority call-number chapter-number collection-number
collection-title container-title-short dimensions division edition event-place event-title genre
ISBN ISSN issue jurisdiction language license medium note number number-of-pages number-of-volumes
original-publisher original-publisher-place original-title page page-first part-number PMCID PMID
publisher-place references scale section source status supplement-number title-short version volume
volume-title
""")


def write_csl(
    records: Sequence[Record], *, keys: Sequence[str] | None = None, whole: bool = True
) -> str:
    """Write records as a list of CSL items.

    Args:
        records: The records, in order.
        keys: Id of each item; without them, they are made from author, year and title.
        whole: Keep what CSL has no variable for under ``custom``, so that a record read again is
            the same.

    Returns:
        JSON.

    Examples:
        >>> from entente.library.record import Record
        >>> "ruiz-2024-sea" in write_csl(
        ...     [Record(title="A Sea Apart", authors=("Ana Ruiz",), published="2024")]
        ... )
        True
    """
    import json

    keys = keys or make_keys(records)
    items = [_item(record, key) for record, key in zip(records, keys, strict=True)]
    if whole:
        for record, item in zip(records, items, strict=True):
            if lost := residue_of(record, _fields(item, "CSL-JSON")):
                item["custom"] = {_OURS: lost}
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def read_csl(text: str, where: str) -> list[Record]:
    """Read one CSL item or a list of them; variables without a field go under ``extra``.

    Of a range of dates the start is the date, and the whole range is kept under ``issued``.

    Args:
        text: JSON.
        where: Where it is from.

    Returns:
        The records in order.

    Raises:
        BrokenFileError: The text is not JSON, or an item is not one of CSL; one without a title is
            kept, and says so.

    Examples:
        >>> read_csl('{"title": "A", "issued": {"date-parts": [[2024, 9]]}}', "a.json")[0].published
        '2024-09'
    """
    items = read_json(text, where)
    if not isinstance(items, list):
        items = [items]
    return [_record(item, f"{where}, item {i}") for i, item in enumerate(items, start=1)]


def _item(record: Record, key: str) -> dict[str, Any]:
    item: dict[str, Any] = {"id": key, "type": kind_of(record).csl}
    if record.title:
        item["title"] = record.title
    if record.authors:
        item["author"] = [_author(name, record.institution) for name in record.authors]
    if record.published:
        item["issued"] = {"date-parts": [list(record.published.parts)]}
    for variable, field in _TEXTS.items():
        value = getattr(record, field)
        # The type says the kind, where it says all of it.
        if value and not (variable == "genre" and value == content_type_of("csl", item["type"])):
            item[variable] = value
    if labels := (*record.topics, *record.places):
        item["keyword"] = ", ".join(labels)
    for label, values in gather_details(record.extra).items():
        own = label == "number" and not in_periodical(record.content_type)
        name = label if own else detail_name(label, "csl") or label
        value = as_one_value(label, values)
        if value and name in _VARIABLES and name not in item:
            item[name] = value
        elif value and name == "issued" and record.published:
            item["issued"]["date-parts"] = _date_parts(record.published, value)
    return item


def _date_parts(published: PartialDate, text: str) -> list[list[int]]:
    """Return the parts of a date, and those of its end where the text is a range from that date."""
    from entente.library.dates import PartialDate

    start, _, end = text.partition("/")
    try:
        ends = [list(PartialDate(end).parts)] if start == published else []
    except ValueError:
        ends = []
    return [list(published.parts), *ends]


def _author(name: str, institution: str) -> dict[str, Any]:
    person = read_person(name, institution=institution)
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
        raise BrokenFileError.at(where, "Is not an object of CSL variables.", fix=_AN_ITEM)
    if _TELLING.isdisjoint(item):
        raise BrokenFileError.at(where, "Has none of the variables of a CSL item.", fix=_AN_ITEM)
    custom = item.get("custom")
    lost = custom.get(_OURS, {}) if isinstance(custom, dict) else {}
    if not isinstance(lost, dict):
        reason = "What the item keeps for entente is not an object."
        raise BrokenFileError.at(where, reason, fix="delete `entente` under `custom`")
    return restore(_fields(item, where), lost, where, {})


def _fields(item: dict[str, Any], where: str) -> dict[str, Any]:
    """Return the fields of a record that the variables of an item hold."""
    fields: dict[str, Any] = {
        field: item[variable]
        for variable, field in _TEXTS.items()
        if item.get(variable) is not None
    }
    extra: dict[str, list[str]] = {}
    kind = item.get("type") or ""
    said = fields.get("content_type")
    if not said:
        fields["content_type"] = content_type_of("csl", kind) if isinstance(kind, str) else kind
    elif kind and isinstance(said, str) and _kind(said) != kind:
        # The type says how it is cited, so the genre stays beside it.
        fields["content_type"] = content_type_of("csl", str(kind))
        add_extra(extra, "genre", said)
    fields["authors"] = [_name(name, where) for name in _list(item, "author", where)]
    if item.get("issued") is not None:
        fields["published"] = _issued(item["issued"], where, extra)
    if isinstance(item.get("keyword"), str):
        from entente.library.labels import read_label_list, split_labels

        fields["topics"] = split_labels(item["keyword"], read_label_list("topics"))
    for variable, field in _TEXTS.items():
        value = fields.get(field)
        fits = _CHECKED.get(field)
        if fits and isinstance(value, str) and value.strip() and not fits(value):
            add_extra(extra, variable, fields.pop(field))
    others = {name: value for name, value in item.items() if name not in _READ}
    custom = item.get("custom")
    if isinstance(custom, dict):
        others |= {name: value for name, value in custom.items() if name != _OURS}
    elif custom is not None:
        others["custom"] = custom
    for name, value in others.items():
        add_extra(extra, name, *texts_of(value))
    return {**fields, "extra": gather_details(extra)}


def _kind(content_type: str) -> str:
    from entente.library.record import Record

    return kind_of(Record.model_construct(content_type=content_type)).csl


def _list(item: dict[str, Any], variable: str, where: str) -> list[Any]:
    value = [] if item.get(variable) is None else item[variable]
    if not isinstance(value, list):
        fix = f'`"{variable}": [{{"family": "...", "given": "..."}}]`'
        raise BrokenFileError.at(where, f"{variable!r} is not a list.", fix=fix)
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


def _issued(
    issued: Any,  # noqa: ANN401 (JSON holds anything)
    where: str,
    extra: dict[str, list[str]],
) -> PartialDate | None:
    from entente.library.dates import read_date

    try:
        parts = issued.get("date-parts")
        if parts is None:
            text = str(issued.get("literal") or issued.get("raw") or "")
            try:
                return read_date(text) if text else None
            except ValueError:
                # A date in words, e.g. a season.
                add_extra(extra, "issued", text)
                return None
        dates = [_date_of(each) for each in parts]
        if len(dates) > 1:
            add_extra(extra, "issued", "/".join(dates))
        for name, value in issued.items():
            if name not in ("date-parts", "literal", "raw"):
                add_extra(extra, f"issued {name}", *texts_of(value))
        return dates[0]
    except (AttributeError, IndexError, TypeError, ValueError, KeyError) as error:
        raise BrokenFileError.at(
            where, "'issued' is not a date.", fix='`{"date-parts": [[2024, 9, 30]]}`'
        ) from error


def _date_of(parts: list[Any]) -> PartialDate:
    from entente.library.dates import PartialDate

    year, *rest = (int(part) for part in parts[:3])
    return PartialDate("-".join([f"{year:04}", *(f"{part:02}" for part in rest)]))


csl_json = Format(
    name="csl_json", title="CSL-JSON", suffixes=(".json",), read=read_csl, write=write_csl
)
