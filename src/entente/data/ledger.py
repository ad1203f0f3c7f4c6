"""The ledger: hand-coded facts in CSV files, checked line by line and read into tables.

``docs/ledger.md`` is the data dictionary.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from entente.data.held_rows import as_table
from entente.data.ledger_check import check_rows
from entente.data.ledger_rows import read_rows
from entente.data.ledger_sources import REPOST, Outlets, rank
from entente.errors import BrokenFileError
from entente.tables import tables
from entente.vocabulary import read_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pyarrow as pa

    from entente.data.ledger_rows import LedgerRows, Row
    from entente.tables import Column

# A file saved in another way has a fault on every line.
MOST_FAULTS = 20
NEAREST = ("primary", "report", "repost")
# A page or a span is known to every vintage by its own dates.
ALWAYS = dt.date(1, 1, 1)


def read_ledger(folder: Path, vocabulary: Path, as_of: dt.date) -> dict[str, pa.Table]:
    """Read the ledger into Arrow tables, once every row of it has passed the check.

    Args:
        folder: Folder of the CSV files.
        vocabulary: Folder of the vocabularies.
        as_of: Day of the edition.

    Returns:
        Tables ``activity``, ``activity_source`` and ``coverage``, as their contracts say.

    Raises:
        BrokenFileError: A file cannot be read, or a row has a fault; the message names every
            fault with file and line.
    """
    rows = read_rows(folder)
    found = check_rows(rows, folder, vocabulary, as_of)
    if found:
        fix = "entente ledger check" if len(found) == 1 else ""
        faults = [
            BrokenFileError.at(f.path, f"{f.what}.", line=f.line, fix=fix)
            for f in found[:MOST_FAULTS]
        ]
        raise BrokenFileError.together(folder, faults, of=len(found))
    outlets = Outlets(vocabulary)
    pages = [_page(row, outlets) for row in rows.pages]
    spans = [_typed(row, "coverage") for row in rows.spans]
    found_pages = [{**page, "source": "ledger_source", "known_on": ALWAYS} for page in pages]
    found_spans = [
        {**span, "source": "ledger_coverage", "known_on": span["date_from"]} for span in spans
    ]
    return {
        "activity": as_table(tables["activity"], _facts(rows, pages, vocabulary, outlets)),
        "activity_source": as_table(tables["activity_source"], sorted(found_pages, key=_nearness)),
        "coverage": as_table(tables["coverage"], _in_order(found_spans)),
    }


def _facts(
    rows: LedgerRows, pages: Sequence[dict[str, Any]], vocabulary: Path, outlets: Outlets
) -> list[dict[str, Any]]:
    """Return the facts with what follows from their file, their words and their pages."""
    instruments = read_words(vocabulary / "instruments.yml")
    theatres = read_words(vocabulary / "theatres.yml")
    cited: dict[str, list[dict[str, Any]]] = {}
    for page in pages:
        cited.setdefault(page["fact"], []).append(page)
    found: list[dict[str, Any]] = []
    for row in rows.facts:
        held = cited[row.cells["id"]]
        nearest = min(held, key=_nearness)
        where = row.cells["theatre"].split(";")
        found.append(
            {
                **_typed(row, "activity"),
                "theme": row.path.stem,
                "source": f"ledger_{row.path.stem}",
                "known_on": dt.date.fromisoformat(row.cells["known_on"]),
                "joint": bool(instruments[row.cells["instrument"]].get("joint")),
                "home": any(theatres[name].get("home") for name in where),
                "origins": outlets.independent(held),
                "reposts_only": nearest["tier"] == REPOST,
                "tier": nearest["tier"],
                "link": nearest["link"],
            }
        )
    return sorted(found, key=lambda fact: fact["id"])


def _page(row: Row, outlets: Outlets) -> dict[str, Any]:
    """Return a page with what its host says of it."""
    return {
        **_typed(row, "activity_source"),
        "tier": outlets.tier(row.cells["link"], row.cells["form"]),
    }


def _nearness(page: dict[str, Any]) -> tuple[str, int, int, str]:
    """Return by what the pages of a fact are ordered: the most reliable first."""
    return page["fact"], rank(page["tier"]), NEAREST.index(page["form"]), page["link"]


def _typed(row: Row, kind: str) -> dict[str, Any]:
    """Return the cells of a row in the types of its table; those that are made are absent."""
    columns = tables[kind].columns
    return {n: _value(row.cells[n], column) for n, column in columns.items() if n in row.cells}


def _value(text: str, column: Column) -> Any:  # noqa: ANN401 (a cell of any type)
    """Return a cell in its type: empty text stays text, anything else empty is missing."""
    if column.type == "string":
        return text
    if not text:
        return None
    if column.type == "boolean":
        return text == "yes"
    if column.type == "date":
        return dt.date.fromisoformat(text)
    return int(text) if column.type == "int64" else float(text)


def _in_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: list(row.values()))
