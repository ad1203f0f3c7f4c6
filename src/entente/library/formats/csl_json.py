"""Records as CSL-JSON, which citation managers exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from entente.errors import BrokenFileError
from entente.library.dates import firm_date
from entente.library.formats import Format
from entente.library.formats._details import as_one_value, gather_details
from entente.library.formats._entry import (
    add_extra,
    detail_name,
    make_keys,
)
from entente.library.formats._json import part_of, read_json, text_of, texts_of
from entente.library.formats._kinds import (
    content_type_of,
    in_periodical,
    is_code_label,
    kept_code,
    kind_of,
    unknown_code,
)
from entente.library.formats._partial_record import as_date
from entente.library.formats._reading import Reading
from entente.library.formats._residue import residue_of, restore
from entente.library.record import is_address, is_doi
from entente.library.words import words_of
from entente.library.written_names import (
    OTHERS,
    Author,
    inverted,
    names_said,
    read_author,
    read_authors,
)

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
# Parts of a name; `sequence` says only that an author is the first, which the order does too.
_NAME_PARTS = words_of("""
given family literal name suffix comma-suffix dropping-particle non-dropping-particle
static-ordering parse-names isInstitution sequence
""")
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
            if lost := residue_of(record, _fields(item)):
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
    return _read_each(text, where, Reading())


def _read_each(text: str, where: str, reading: Reading) -> list[Record]:
    records: list[Record] = []
    items = read_json(text, where)
    for i, item in enumerate(items if isinstance(items, list) else [items], start=1):
        with reading.item():
            records.append(_record(item, f"{where}, item {i}"))
    return records


def _item(record: Record, key: str) -> dict[str, Any]:
    code = "" if record.content_type else kept_code("csl", record.extra)
    item: dict[str, Any] = {"id": key, "type": code or kind_of(record).csl}
    if record.title:
        item["title"] = record.title
    if record.authors:
        item["author"] = [_author(record, name) for name in record.authors]
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
        if code and is_code_label("csl", label):
            continue
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


def _author(record: Record, name: str) -> dict[str, Any]:
    person = record.person(name)
    if person is None:
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
    return restore(_fields(item), lost, where, {})


def _fields(item: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a record that the variables of an item hold."""
    extra: dict[str, list[str]] = {}
    fields: dict[str, Any] = {
        field: _text(item[variable], variable, extra)
        for variable, field in _TEXTS.items()
        if item.get(variable) is not None
    }
    kind = item.get("type") or ""
    if not isinstance(kind, str):
        add_extra(extra, "type", *texts_of(kind))
        kind = ""
    for label, code in unknown_code("csl", kind).items():
        add_extra(extra, label, code)
    said = fields.get("content_type")
    if not said:
        fields["content_type"] = content_type_of("csl", kind)
    elif content_type_of("csl", kind) and _kind(said) != kind:
        # The type says how it is cited, so the genre stays beside it.
        fields["content_type"] = content_type_of("csl", kind)
        add_extra(extra, "genre", said)
    fields |= names_said(_authors(item.get("author"), extra))
    if item.get("issued") is not None:
        fields["published"] = _issued(item["issued"], extra)
    _take_keywords(item, fields, extra)
    for variable, field in _TEXTS.items():
        value = fields.get(field)
        fits = _CHECKED.get(field)
        if fits and value and value.strip() and not fits(value):
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


def _text(value: Any, variable: str, extra: dict[str, list[str]]) -> str:  # noqa: ANN401 (JSON)
    """Return the text of a variable, which registries also give as a list or as an object."""
    values = value if isinstance(value, list) else [value]
    texts = [text_of(each) or text_of(part_of(each, "name")) for each in values]
    first = next((text for text in texts if text.strip()), "")
    for each, text in zip(values, texts, strict=True):
        if text != first or (isinstance(each, dict) and set(each) != {"name"}):
            add_extra(extra, variable, *texts_of(each))
    return first


def _take_keywords(
    item: dict[str, Any], fields: dict[str, Any], extra: dict[str, list[str]]
) -> None:
    value = item.get("keyword")
    if isinstance(value, str):
        from entente.library.labels import read_label_list, split_labels

        fields["topics"] = split_labels(value, read_label_list("topics"))
    elif isinstance(value, list) and all(isinstance(each, str) for each in value):
        fields["topics"] = [each for each in value if each.strip()]
    else:
        add_extra(extra, "keyword", *texts_of(value))


def _kind(content_type: str) -> str:
    from entente.library.record import Record

    return kind_of(Record.model_construct(content_type=content_type)).csl


def _authors(value: Any, extra: dict[str, list[str]]) -> list[Author]:  # noqa: ANN401 (JSON)
    """Return the authors; one that has no name says nothing, and what else is said is kept."""
    authors: list[Author] = []
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            author = _author_of(each)
            for part in each.keys() - _NAME_PARTS:
                said = _said_of(each[part])
                add_extra(extra, part, *(f"{author.name}: {text}" for text in said if author.name))
            authors.append(author)
        else:
            authors += read_authors(text_of(each))
    add_extra(extra, "author", *(author.name for author in authors if author.name == OTHERS))
    return [author for author in authors if author.name.strip() and author.name != OTHERS]


def _author_of(name: dict[str, Any]) -> Author:
    for part in ("literal", "name"):
        if body := text_of(name.get(part)).strip():
            return Author(body, is_body=True)
    given, dropping, particle, family, suffix = (
        " ".join(text_of(name.get(part)).split())
        for part in ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    )
    family = f"{particle} {family}".strip()
    given = f"{given} {dropping}".strip()
    if not given:
        # A family name alone is a name of one word, or a body that had no better place.
        return Author(family, is_body=True) if " " in family else read_author(family)
    if suffix and not name.get("comma-suffix"):
        family, suffix = f"{family} {suffix}", ""
    return inverted(family, given, suffix)


def _said_of(value: Any) -> list[str]:  # noqa: ANN401 (JSON holds anything)
    """Return what is said of an author, of an affiliation its name where that is all."""
    return [
        text_of(each["name"]) if isinstance(each, dict) and set(each) == {"name"} else text
        for each in (value if isinstance(value, list) else [value])
        for text in texts_of(each)
        if not isinstance(each, bool)
    ]


def _issued(issued: Any, extra: dict[str, list[str]]) -> PartialDate | None:  # noqa: ANN401 (JSON)
    """Return the date of an item; what is none, or says more, is kept under ``issued``."""
    if not isinstance(issued, dict):
        texts = texts_of(issued)
        date = _date_in(texts[0]) if len(texts) == 1 else None
        add_extra(extra, "issued", *([] if date == "".join(texts) else texts))
        return date
    for name, value in issued.items():
        if name not in ("date-parts", "literal", "raw"):
            add_extra(extra, f"issued {name}", *texts_of(value))
    dates = _dates_of(issued.get("date-parts"), extra)
    if len(dates) > 1:
        add_extra(extra, "issued", "/".join(dates))
    if dates:
        return dates[0]
    text = text_of(issued.get("literal") or issued.get("raw"))
    date = _date_in(text)
    if text != date:
        # A date in words, e.g. a season, or a range.
        add_extra(extra, "issued", text)
    return date


def _date_in(text: str) -> PartialDate | None:
    """Return the date that a text is, the start of a range, or what is sure of a season."""
    start, _, end = text.partition("/")
    if len(start) >= 4 and as_date(start) and (as_date(end) or end in {"", ".."}):
        return as_date(start)
    return as_date(text) or firm_date(text)


def _dates_of(value: Any, extra: dict[str, list[str]]) -> list[PartialDate]:  # noqa: ANN401 (JSON)
    """Return the dates of ``date-parts``; of one that the calendar has not, the year."""
    dates: list[PartialDate] = []
    if isinstance(value, list) and not any(isinstance(parts, list) for parts in value):
        value = [value]
    for parts in value if isinstance(value, list) else [value]:
        numbers = [text_of(part) for part in (parts if isinstance(parts, list) else [parts])]
        numbers = [number for number in numbers if number and number != "0"]
        if not numbers:
            continue
        text = "-".join([numbers[0].zfill(4), *(number.zfill(2) for number in numbers[1:])])
        date = as_date(text) or as_date(numbers[0])
        if date != text:
            add_extra(extra, "issued", text)
        dates += [date] if date else []
    return dates


csl_json = Format(
    name="csl_json",
    title="CSL-JSON",
    suffixes=(".json",),
    read=read_csl,
    read_each=_read_each,
    write=write_csl,
)
