"""Records as RIS, one tag a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from entente.library.formats import Format
from entente.library.formats._entry import kind_of, make_keys
from entente.library.names import read_person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.library.record import Record


def write_ris(records: Sequence[Record]) -> str:
    """Write records as RIS; topics and places are keywords, other labels are notes.

    Examples:
        >>> from entente.library.record import Record
        >>> report = Record(title="A Sea Apart", authors=("Ana Ruiz",), published="2024-09")
        >>> print(write_ris([report]), end="")
        TY  - RPRT
        AU  - Ruiz, Ana
        TI  - A Sea Apart
        PY  - 2024
        DA  - 2024/09//
        ID  - ruiz-2024-sea
        ER  -
    """
    import rispy

    class Writer(rispy.RisWriter):
        """RIS without the running number that rispy puts before each entry."""

        def set_header(self, count: int) -> str:  # noqa: ARG002 (rispy passes it)
            return ""

    keys = make_keys(records)
    entries = [_entry(record, key) for record, key in zip(records, keys, strict=True)]
    return rispy.dumps(entries, implementation=Writer)


def _entry(record: Record, key: str) -> dict[str, Any]:
    entry = {
        "type_of_reference": kind_of(record).ris,
        "authors": [_author(name) for name in record.authors],
        "title": record.title,
        "year": record.published[:4] if record.published else "",
        "date": _date(record),
        "publisher": record.institution,
        "type_of_work": record.content_type,
        "abstract": " ".join(record.abstract.split()),
        "keywords": [*record.topics, *record.places],
        # Readers part addresses at semicolons.
        "urls": [record.url.replace(";", "%3B")] if record.url else [],
        "notes": [f"{label}: {', '.join(values)}" for label, values in record.extra.items()],
        "id": key,
    }
    return {tag: value for tag, value in entry.items() if value}


def _author(name: str) -> str:
    person = read_person(name)
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


ris = Format(name="ris", title="RIS", suffixes=(".ris",), write=write_ris)
