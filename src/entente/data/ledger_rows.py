"""Rows of the ledger as they stand in its CSV files: the one reader, by name and file by file.

The dialect is given and never guessed: commas, double quotes, UTF-8 with or without a byte-order
mark, lines that end in any of the three ways. Columns may stand in any order.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from entente.errors import BrokenFileError
from entente.files import read_text
from entente.tables import tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Columns that are made on reading: a file does not hold them.
DERIVED = {
    "activity": {"theme", "joint", "home", "origins", "reposts_only", "tier", "link"},
    "activity_source": {"tier"},
}
LARGEST_BYTES = 50_000_000
PAGES, SPANS = "sources.csv", "coverage.csv"
_KINDS = {PAGES: "activity_source", SPANS: "coverage"}


@dataclass(frozen=True)
class Row:
    """One row of a file.

    Attributes:
        path: The file.
        line: Line on which it begins, from 1.
        cells: Text by column, without the spaces around it; empty where there is none.
    """

    path: Path
    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class LedgerRows:
    """Every row of a ledger, in the order of files and lines."""

    facts: tuple[Row, ...]
    pages: tuple[Row, ...]
    spans: tuple[Row, ...]


def read_rows(folder: Path) -> LedgerRows:
    """Read every file of a ledger.

    Args:
        folder: Folder of the CSV files.

    Raises:
        BrokenFileError: A file is missing, is not UTF-8 or CSV, or has other columns than its
            table; the message names file and line.
    """
    facts = [path for path in sorted(folder.glob("*.csv")) if path.name not in _KINDS]
    return LedgerRows(
        tuple(row for path in facts for row in _rows(path)),
        tuple(_rows(folder / PAGES)),
        tuple(_rows(folder / SPANS)),
    )


def columns_of(kind: str) -> list[str]:
    """Return the columns of a file that holds rows of a table.

    Examples:
        >>> columns_of("activity")[:3], columns_of("activity")[-1]
        (['id', 'act', 'date_start'], 'known_on')
    """
    wanted = [name for name in tables[kind].columns if name not in DERIVED.get(kind, ())]
    return [*wanted, "known_on"] if kind == "activity" else wanted


def _rows(path: Path) -> Iterator[Row]:
    wanted = columns_of(_KINDS.get(path.name, "activity"))
    # Not `splitlines`, which also ends a line where a summary holds a separator of paragraphs.
    reader = csv.reader(io.StringIO(read_text(path, LARGEST_BYTES), newline=""), strict=True)
    head = [name.strip() for name in next(_lines(reader, path), [])]
    if sorted(head) != sorted(wanted):
        reason = f"Columns are {', '.join(head)}; wanted {', '.join(wanted)}."
        fix = "save it with commas" if len(head) == 1 and ";" in head[0] else "see docs/ledger.md"
        raise BrokenFileError.at(path, reason, line=1, fix=fix)
    line = reader.line_num + 1
    empty = 0
    for values in _lines(reader, path):
        if not values:
            # Empty lines at the end are a habit of editors; elsewhere a row may be gone.
            empty = empty or line
        elif empty:
            raise BrokenFileError.at(path, "Is an empty line.", line=empty, fix="delete it")
        elif len(values) != len(head):
            reason = f"Has {len(values)} cells, not {len(head)}."
            raise BrokenFileError.at(path, reason, line=line)
        else:
            cells = (value.strip() for value in values)
            yield Row(path, line, dict(zip(head, cells, strict=True)))
        line = reader.line_num + 1


def _lines(reader: Iterator[list[str]], path: Path) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error as error:
        line: int = reader.line_num  # type: ignore[attr-defined] (the reader's type has no name)
        raise BrokenFileError.at(path, f"Is not CSV: {error}.", line=line) from None
