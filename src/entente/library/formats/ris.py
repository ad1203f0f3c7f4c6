"""Records as RIS, one tag a line."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from entente.errors import BrokenFileError
from entente.library.dates import firm_date
from entente.library.formats import Format
from entente.library.formats._details import gather_details, split_pages
from entente.library.formats._entry import (
    add_extra,
    detail_name,
    make_keys,
)
from entente.library.formats._kinds import (
    content_type_of,
    in_periodical,
    is_code_label,
    kept_code,
    kind_of,
    unknown_code,
)
from entente.library.formats._partial_record import as_date, is_timestamp
from entente.library.formats._reading import Reading
from entente.library.formats._residue import dump_residue, load_residue, residue_of, restore
from entente.library.record import is_address, is_doi
from entente.library.written_names import OTHERS, Author, names_said, read_authors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from entente.library.dates import PartialDate
    from entente.library.record import Record

_LINE = re.compile(
    r"([A-Z][A-Z0-9])(?: {1,4}|\t)-(?:\s(.*))?|([A-Z][A-Z0-9]|[a-z][a-z0-9])  -\s*(.*)"
)
_FIRST = re.compile(r"^[\s\ufeff]*(?:TY|ty)(?: {1,4}|\t)- ?\w", re.MULTILINE)
_HEAD = 20_000
# A line without a tag behind one of these is a further value.
_LISTED = frozenset({"KW", "UR", "L1", "L2", "L3", "L4"})
_NATIVE = re.compile(r"[A-Z][A-Z0-9]")
_DATE = re.compile(
    r"([0-9]{4})(?:[-/]([0-9]{1,2})?(?:[-/]([0-9]{1,2})?)?)?(?![0-9])[-/]*(?![0-9])(.*)"
)
_ADDRESSES = re.compile(r"\s*;\s*(?=https?://)")
# A user's own field, which citation managers keep or pass over; ours starts with our name.
_OURS, _OURS_STARTS = "U5", "entente "
_TITLES = ("TI", "T1", "CT", "BT")
_JOURNALS = ("JF", "T2", "JO", "JA", "J1", "J2")
_AUTHORS = ("AU", "A1")
_ABSTRACTS = ("AB", "N2")
_DATES = ("DA", "Y1", "PY")
# Tags that a record has a field for, so that an extra label of that name cannot be a tag.
_FIELDS = {"TY", "ER", "ID", "KW", "UR", "DO", "PB", "M3", "N1", _OURS}
# Tags that begin an entry, where one has lost its first line.
_STARTS = frozenset({*_TITLES, *_AUTHORS})
_FIELDS.update(_TITLES, _JOURNALS, _AUTHORS, _ABSTRACTS, _DATES)


class _Value(NamedTuple):
    text: str
    line: int


_Tags = dict[str, list[_Value]]


def read_ris(text: str, where: str) -> list[Record]:
    r"""Read RIS as citation managers write it; tags without a field go under ``extra``.

    Volume, issue, pages, ISSN and ISBN have one label in every format. A value that does not fit
    its field, e.g. a date that is none, goes under ``extra`` too. A keyword is a topic. The key of
    an entry (``ID``), which names it in its file only, is left out.

    Args:
        text: Entries from ``TY`` to ``ER``; the last ``ER`` may be missing.
        where: Where it is from.

    Returns:
        The records in order.

    Raises:
        BrokenFileError: A line belongs to no entry; the message has the line. An entry without a
            title is kept, and says so.

    Examples:
        >>> [record] = read_ris("TY  - JOUR\nT1  - A\nAU  - Ruiz, Ana\nPY  - 2024\nVL  - 3", "")
        >>> record.authors, record.published, record.extra
        (('Ana Ruiz',), '2024', {'volume': ('3',)})
    """
    return _read_each(text, where, Reading())


def _read_each(text: str, where: str, reading: Reading) -> list[Record]:
    records: list[Record] = []
    for tags in _entries(text, where, reading):
        with reading.item():
            ours = next((v for v in tags.get(_OURS, []) if v.text.startswith(_OURS_STARTS)), None)
            if ours:
                tags[_OURS].remove(ours)
            lost = load_residue(ours.text[len(_OURS_STARTS) :], where, ours.line) if ours else {}
            records.append(restore(_fields(tags), lost, where, _lines(tags)))
    return records


def write_ris(
    records: Sequence[Record], *, keys: Sequence[str] | None = None, whole: bool = True
) -> str:
    """Write records as RIS; topics and places are keywords, other labels are notes.

    A record that names no kind is written as a report, and ``U5`` says that it names none.

    Args:
        records: The records, in order.
        keys: Key of each entry; without them, they are made from author, year and title.
        whole: Keep what RIS has no tag for in ``U5``, so that a record read again is the same.

    Returns:
        The entries.

    Examples:
        >>> from entente.library.record import Record
        >>> report = Record(title="A Sea", authors=("Ana Ruiz",), content_type="Report")
        >>> print(write_ris([report]), end="")
        TY  - RPRT
        AU  - Ruiz, Ana
        TI  - A Sea
        ID  - ruiz-undated-sea
        ER  -
    """
    entries = [
        _entry(record, key) for record, key in zip(records, keys or make_keys(records), strict=True)
    ]
    if whole:
        read_back = [_fields(tags) for tags in _entries(_dump(entries), "RIS", Reading())]
        for record, entry, fields in zip(records, entries, read_back, strict=True):
            if lost := residue_of(record, fields):
                entry["unknown_tag"][_OURS].append(_OURS_STARTS + dump_residue(lost))
    return _dump(entries)


def _dump(entries: list[dict[str, Any]]) -> str:
    import rispy

    class Writer(rispy.RisWriter):
        """RIS without the running number that rispy puts before each entry."""

        def set_header(self, count: int) -> str:  # noqa: ARG002 (rispy passes it)
            return ""

    return rispy.dumps(entries, implementation=Writer)


def _entry(record: Record, key: str) -> dict[str, Any]:
    tags: defaultdict[str, list[str]] = defaultdict(list)
    notes: list[str] = []
    code = "" if record.content_type else kept_code("ris", record.extra)
    for label, values in gather_details(record.extra).items():
        if code and is_code_label("ris", label):
            continue
        if label == "page" and len(values) == 1 and tags.keys().isdisjoint({"SP", "EP"}):
            first, last = split_pages(values[0])
            tags |= {"SP": [first], **({"EP": [last]} if last else {})}
            continue
        tag = detail_name(label, "ris") or (label if _NATIVE.fullmatch(label) else "N1")
        if tag == "N1" and detail_name(label, "ris"):
            notes += values
        elif tag in _FIELDS or (tag in tags and tag != "SN"):
            notes.append(f"{label}: {', '.join(values)}")
        else:
            tags[tag] += values
    kind = code or kind_of(record).ris
    entry = {
        "type_of_reference": kind,
        "authors": [_author(record, name) for name in record.authors],
        "title": record.title,
        "secondary_title": record.journal,
        "year": record.published[:4] if record.published else "",
        "date": _date(record),
        "publisher": record.institution,
        "type_of_work": ""
        if record.content_type == content_type_of("ris", kind)
        else (record.content_type),
        "abstract": " ".join(record.abstract.split()),
        "keywords": [*record.topics, *record.places],
        "doi": record.doi,
        # Readers separate addresses at semicolons.
        "urls": [record.url.replace(";", "%3B")] if record.url else [],
        "notes": notes,
        "id": key,
    }
    # Last, and there even where it is empty: what is lost is added to it.
    return {tag: value for tag, value in entry.items() if value} | {"unknown_tag": tags}


def _author(record: Record, name: str) -> str:
    person = record.person(name)
    if person is None:
        return name
    family = " ".join(part for part in (person.particle, person.family) if part)
    return ", ".join(part for part in (family, person.given, person.suffix) if part)


def _date(record: Record) -> str:
    if record.published is None:
        return ""
    year, *rest = record.published.split("-")
    month, day = (*rest, "", "")[:2]
    return f"{year}/{month}/{day}/"


def _entries(text: str, where: str, reading: Reading) -> list[_Tags]:
    """Part a text into entries, each with its tags in the order of the file.

    What stands between entries is passed over and noted; tags there belong to the entry before,
    unless they are the first of one that has no ``TY``.
    """
    entries: list[_Tags] = []
    between: list[tuple[int, str]] = []
    tags: _Tags | None = None
    last = ""
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.strip(" \t\r\f\v\ufeff\xa0")
        match = _LINE.fullmatch(line)
        tag = (match[1] or match[3]).upper() if match else ""
        value = ((match[2] or match[4] or "") if match else line).strip()
        if tag == "TY":
            if tags is None or (tags.keys() - {"TY"} and "TY" in tags):
                tags = {}
            if "TY" not in tags:
                entries.append(tags)
            tags["TY"], last = [_Value(value, number)], ""
        elif tag == "ER":
            _refuse_headless(tags, where, reading)
            tags, last = None, ""
        elif tags is None and match and (tag in _STARTS or not entries):
            tags, last = {tag: [_Value(value, number)]}, tag
        elif tags is None and match:
            entries[-1].setdefault(tag, []).append(_Value(value, number))
        elif tags is None:
            between += [(number, value)] if value else []
        elif match:
            tags.setdefault(tag, []).append(_Value(value, number))
            last = tag
        elif value and last not in tags:
            with reading.item():
                reason = f"{value[:40]!r} has no tag."
                fix = "start the line with one, e.g. `N1  - `"
                raise BrokenFileError.at(where, reason, line=number, fix=fix)
        else:
            _go_on(tags, last, value, number)
    _refuse_headless(tags, where, reading)
    reading.pass_over(where, between)
    return entries


def _refuse_headless(tags: _Tags | None, where: str, reading: Reading) -> None:
    """Refuse an entry that has ended without saying what it is."""
    if tags is None or "TY" in tags:
        return
    first = min((value for values in tags.values() for value in values), key=lambda v: v.line)
    with reading.item():
        raise BrokenFileError.at(
            where,
            f"{first.text.strip().split(chr(10))[0][:40]!r} is in no entry.",
            line=first.line,
            fix="start each entry with a line `TY  - RPRT`",
        )


def _go_on(tags: _Tags, last: str, text: str, number: int) -> None:
    """Take a line without a tag into the tag before it, or as a further value of it."""
    if last in _LISTED:
        tags[last].append(_Value(text, number))
    elif last:
        before = tags[last][-1]
        tags[last][-1] = _Value(f"{before.text}\n{text}", before.line)


def _lines(tags: _Tags) -> dict[str, int]:
    return {"": tags["TY"][0].line}


def _fields(tags: _Tags) -> dict[str, Any]:
    """Return the fields of a record that the tags of an entry hold."""
    left: dict[str, list[str]] = {
        tag: texts
        for tag, values in tags.items()
        if (texts := [value.text for value in values if value.text.strip()])
    }
    left.pop("ID", None)
    code = left.pop("TY", [""])[0].strip().upper()
    doi = _take(left, ("DO",), is_doi) or _take(left, ("M3",), is_doi)
    authors = _authors(tags, left)
    fields: dict[str, Any] = {
        "content_type": _content_type(code, left),
        "title": _take(left, _TITLES),
        "journal": _take(left, _JOURNALS),
        "institution": _take(left, ("PB",)),
        "abstract": _take(left, _ABSTRACTS),
        "url": _take_address(left),
        "doi": doi,
        "published": _take_date(left),
        **names_said(author for author in authors if author.name != OTHERS),
        "topics": [
            label.strip()
            for text in left.pop("KW", [])
            for label in text.split(";")
            if label.strip()
        ],
    }
    extra: dict[str, list[str]] = {}
    add_extra(extra, "author", *(author.name for author in authors if author.name == OTHERS))
    for label, kept in unknown_code("ris", code).items():
        add_extra(extra, label, kept)
    for tag, texts in left.items():
        # What a journal numbers are its issues; of a report it is the report's own number.
        own = tag == "IS" and not in_periodical(fields["content_type"])
        add_extra(extra, "number" if own else tag, *texts)
    return {**fields, "extra": gather_details(extra)}


def _take(
    left: dict[str, list[str]], tags: Sequence[str], fits: Callable[[str], bool] | None = None
) -> str:
    """Take the first value of the first of the tags out of what is left.

    The same value under another of the tags goes with it; other values stay.
    """
    found = next(
        (text for tag in tags for text in left.get(tag, []) if fits is None or fits(text)), ""
    )
    for tag in tags:
        if tag in left and found:
            rest = [text for text in left[tag] if text != found]
            # A value that is there twice under one tag would be lost as one.
            left[tag] = rest
            if not rest:
                del left[tag]
    return found


def _take_address(left: dict[str, list[str]]) -> str:
    """Take the first address; several may be on one line, separated by semicolons."""
    if "UR" in left:
        left["UR"] = [part for text in left["UR"] for part in _ADDRESSES.split(text)]
    return _take(left, ("UR",), is_address)


def _authors(tags: _Tags, left: dict[str, list[str]]) -> list[Author]:
    values = [value for tag in _AUTHORS if left.pop(tag, None) for value in tags[tag]]
    in_order = sorted(values, key=lambda value: value.line)
    return [author for value in in_order for author in read_authors(value.text)]


def _content_type(code: str, left: dict[str, list[str]]) -> str:
    """Return the kind by ``M3``, where it agrees with the type, else by the type itself."""
    from entente.library.record import Record

    said = left.get("M3", [])
    if said and not is_doi(said[0]):
        kind = kind_of(Record.model_construct(content_type=said[0]))
        if code in {"GEN", kind.ris} or content_type_of("ris", code) == said[0]:
            return _take(left, ("M3",))
    return content_type_of("ris", code)


def _take_date(left: dict[str, list[str]]) -> PartialDate | None:
    """Take the date that says most; what does not agree with its year stays."""
    from entente.library.dates import PartialDate

    found: dict[str, PartialDate] = {}
    year = next((match[1] for text in left.get("PY", []) if (match := _DATE.fullmatch(text))), "")
    for tag in _DATES:
        text = left.get(tag, [""])[0]
        if (date := _read_date(text, year)) and (not year or date[:4] == year):
            found[tag] = date
    best = max(found.values(), key=len, default=None)
    for tag, date in found.items():
        if best and best.startswith(date) and not _rest(left[tag][0]):
            left[tag] = left[tag][1:]
    for tag in _DATES:
        if not left.get(tag, [""]):
            del left[tag]
    return PartialDate(best) if best else None


def _rest(text: str) -> str:
    """Return what a date says besides its numbers, e.g. a season."""
    if as_date(text):
        return text if is_timestamp(text) else ""
    match = _DATE.fullmatch(text)
    return match[4] if match and _numbered(match) else text if firm_date(text) else ""


def _numbered(match: re.Match[str]) -> PartialDate | None:
    parts = [match[1], *(f"{int(part):02}" for part in match.group(2, 3) if part)]
    return as_date("-".join(parts))


def _read_date(text: str, year: str) -> PartialDate | None:
    if not text:
        return None
    match = _DATE.fullmatch(text)
    # `Sep 30` beside `PY  - 2024`.
    whole = text if re.search("[0-9]{4}", text) else f"{text} {year}".strip()
    numbered = _numbered(match) if match else None
    return as_date(whole) or numbered or firm_date(whole)


def _recognises(text: str) -> bool:
    return bool(_FIRST.search(text[:_HEAD]))


ris = Format(
    name="ris",
    title="RIS",
    suffixes=(".ris",),
    read=read_ris,
    read_each=_read_each,
    write=write_ris,
    recognises=_recognises,
)
