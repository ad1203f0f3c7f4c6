"""Faults of the ledger: every row against its contract, the vocabularies and the other rows.

The same check answers `entente ledger check` and stands before every answer.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from entente.data.ledger_rows import DERIVED, PAGES, read_rows
from entente.data.ledger_sources import Outlets
from entente.errors import BrokenFileError
from entente.tables import tables
from entente.vocabulary import read_words

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from pathlib import Path

    from entente.data.ledger_rows import LedgerRows, Row
    from entente.tables import Table

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SNAKE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
WEB_ADDRESS = re.compile(r"https?://([\w-]+\.)+[\w-]+\.?(:\d+)?([/?#][^\s<>\"\\]*)?")
# Text that a reader cannot see; a summary may hold a line end.
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
EARLIEST = dt.date(1900, 1, 1)
READ_LATER = dt.timedelta(days=366)
LARGEST = 1e12
# Files of a folder that say what the ledger is, and no rows of it.
TEXTS = {".md", ".txt", ".yml"}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with the ledger.

    Attributes:
        path: File.
        line: Line in it, from 1.
        what: What is wrong, with the offending value.
    """

    path: Path
    line: int
    what: str

    def __str__(self) -> str:
        """Write it as compilers do, so that editors can jump to it."""
        return f"{self.path}:{self.line}: {self.what}"


def check_ledger(folder: Path, vocabulary: Path, as_of: dt.date) -> list[Fault]:
    """Check every file and every row of a ledger.

    Args:
        folder: Folder of the CSV files.
        vocabulary: Folder of the vocabularies.
        as_of: Day of the edition: nothing can have been known later.

    Returns:
        What is wrong, in the order of files and lines; empty where all is well.
    """
    try:
        return check_rows(read_rows(folder), folder, vocabulary, as_of)
    except BrokenFileError as error:
        path, _, line = error.where.rpartition(":")
        known = line.isdecimal()
        where = path if known else error.where
        return [Fault(folder / where.rpartition("/")[2], int(line) if known else 1, error.what)]


def check_rows(rows: LedgerRows, folder: Path, vocabulary: Path, as_of: dt.date) -> list[Fault]:
    """Check rows that were read, and the folder that they were read from."""
    instruments = read_words(vocabulary / "instruments.yml")
    states = set(read_words(vocabulary / "states.yml"))
    closed = {
        "theatre": set(read_words(vocabulary / "theatres.yml")),
        "place": set(read_words(vocabulary / "places.yml")),
        "actors": states,
        "target": states,
    }
    outlets = Outlets(vocabulary)
    ids = {row.cells["id"] for row in rows.facts}
    cited = Counter(page.cells["fact"] for page in rows.pages)
    return [
        *_file_faults(folder),
        *_each(rows.facts, lambda row: _fact_faults(row, instruments, closed, cited, as_of)),
        *_twice(rows.facts, ("id",)),
        *_twice([row for row in rows.facts if row.cells["unit"] == "act"], ("act",)),
        *_each(rows.pages, lambda row: _page_faults(row, ids, outlets, as_of)),
        *_twice(rows.pages, tables["activity_source"].key),
        *_each(rows.spans, lambda row: _span_faults(row, instruments, closed, as_of)),
        *_twice(rows.spans, tables["coverage"].key),
    ]


def _each(rows: Iterable[Row], faults: Callable[[Row], Iterable[str]]) -> Iterator[Fault]:
    for row in rows:
        yield from (Fault(row.path, row.line, what) for what in faults(row))


def _twice(rows: Iterable[Row], key: Sequence[str]) -> Iterator[Fault]:
    """Rows that say the same again, each with the place of the first."""
    first: dict[tuple[str, ...], Row] = {}
    for row in rows:
        held = first.setdefault(tuple(row.cells[name] for name in key), row)
        if held is not row:
            said = ", ".join(f"{name} {row.cells[name]!r}" for name in key)
            where = f"{held.path.name}:{held.line}"
            yield Fault(row.path, row.line, f"{said} stands also in {where}")


def _file_faults(folder: Path) -> Iterator[Fault]:
    for path in sorted(folder.iterdir()):
        if path.suffix == ".csv":
            if not SNAKE.fullmatch(path.stem):
                yield Fault(path, 1, "the name of the file is not lower-case words joined by _")
        elif path.suffix not in TEXTS and not path.name.startswith("."):
            yield Fault(path, 1, "is no .csv file, so nothing reads it: move it elsewhere")


def _fact_faults(
    row: Row,
    instruments: dict[str, Any],
    closed: dict[str, set[str]],
    cited: Counter[str],
    as_of: dt.date,
) -> Iterator[str]:
    cells = row.cells
    yield from _cell_faults(cells, tables["activity"])
    dates = yield from _date_faults(cells, ("date_start", "date_end", "known_on"), as_of)
    for later, earlier in (("date_end", "date_start"), ("known_on", "date_start")):
        if {later, earlier} <= set(dates) and dates[later] < dates[earlier]:
            yield f"{later} {cells[later]} is before {earlier} {cells[earlier]}"
    yield from _quantity_faults(cells)
    for column in ("id", "act"):
        if not SLUG.fullmatch(cells[column]):
            yield f"{column} {cells[column]!r} is not lower-case words joined by hyphens"
    kind = instruments.get(cells["instrument"])
    if kind is None:
        yield f"instrument {cells['instrument']!r} is not in instruments.yml"
    elif kind["field"] != cells["field"]:
        yield f"field {cells['field']!r} is not that of {cells['instrument']} ({kind['field']})"
    yield from _list_faults(row, closed)
    if not cited[cells["id"]]:
        yield f"id {cells['id']!r} has no row in {PAGES}"


def _page_faults(page: Row, ids: set[str], outlets: Outlets, as_of: dt.date) -> Iterator[str]:
    link = page.cells["link"]
    if page.cells["fact"] not in ids:
        yield f"fact {page.cells['fact']!r} is no row of the ledger"
    if not WEB_ADDRESS.fullmatch(link):
        yield f"link {link!r} is not a web address"
    elif reason := outlets.refusal(link):
        yield f"link {link!r} is refused: {reason}"
    yield from _cell_faults(page.cells, tables["activity_source"])
    # A better page may be looked for and read after the day of the edition.
    yield from _date_faults(page.cells, ("seen_on",), as_of + READ_LATER, "a year later than")


def _span_faults(
    row: Row, instruments: dict[str, Any], closed: dict[str, set[str]], as_of: dt.date
) -> Iterator[str]:
    cells = row.cells
    yield from _cell_faults(cells, tables["coverage"])
    dates = yield from _date_faults(cells, ("date_from", "date_to"), as_of)
    if len(dates) == 2 and dates["date_to"] < dates["date_from"]:
        yield f"date_to {cells['date_to']} is before date_from {cells['date_from']}"
    if cells["complete"] not in {"yes", "no"}:
        yield f"complete {cells['complete']!r} is not yes or no"
    yield from _list_faults(row, closed)
    if cells["instrument"] not in instruments:
        yield f"instrument {cells['instrument']!r} is not in instruments.yml"


def _cell_faults(cells: dict[str, str], contract: Table) -> Iterator[str]:
    for column, entry in contract.columns.items():
        if column in DERIVED.get(contract.name, ()):
            continue
        value = cells[column]
        if entry.required and not value:
            yield f"{column} is empty"
        if value and entry.allowed and value not in entry.allowed:
            yield f"{column} {value!r} is not one of {', '.join(entry.allowed)}"
        if UNSEEN.search(value):
            yield f"{column} {value!r} holds a character that nobody can see"


def _date_faults(
    cells: dict[str, str], columns: Sequence[str], last: dt.date, after: str = "after"
) -> Generator[str, None, dict[str, dt.date]]:
    """Yield what is wrong with dates; return those that are none the less dates."""
    found: dict[str, dt.date] = {}
    for column in columns:
        value = cells[column]
        try:
            # Python reads more than one way of writing a date; the ledger has one.
            found[column] = dt.date.fromisoformat(value if DATE.fullmatch(value) else "")
        except ValueError:
            yield f"{column} {value!r} is not a date (YYYY-MM-DD)"
            continue
        if found[column] > last:
            yield f"{column} {value} is {after} the day of the edition: {last} is the last"
        if found[column] < EARLIEST:
            yield f"{column} {value} is before {EARLIEST}"
    return found


def _quantity_faults(cells: dict[str, str]) -> Iterator[str]:
    value, unit = cells["quantity"], cells["unit"]
    if unit == "act" and value != "1":
        yield f"a row with unit act has quantity {value!r}, not 1"
    if unit in {"percent", "pct"}:
        yield "percent is never stored: write a share between 0 and 1"
    elif unit and not SNAKE.fullmatch(unit):
        yield f"unit {unit!r} is not lower-case words joined by _"
    if cells["credibility"] not in {"1", "2", "3", "4", "5", "6"}:
        yield f"credibility {cells['credibility']!r} is not 1 to 6"
    if not value:
        return
    number = float(value) if NUMBER.fullmatch(value) else math.nan
    if math.isnan(number):
        yield f"quantity {value!r} is not a number"
    elif abs(number) > LARGEST:
        yield f"quantity {value} is beyond {LARGEST:g}: write it in a larger unit"
    elif number < 0 and not unit.endswith("change"):
        yield f"quantity {value} is below zero, which only a change can be"
    elif unit == "share" and number > 1:
        yield f"quantity {value} is no share between 0 and 1"


def _list_faults(row: Row, closed: dict[str, set[str]]) -> Iterator[str]:
    for column, known in closed.items():
        value = row.cells.get(column, "")
        items = value.split(";") if value else []
        for item in items:
            if item not in known:
                yield f"{column} {item!r} is not known"
        if len(set(items)) < len(items):
            yield f"{column} {value!r} names one twice"
        if column == "actors" and items != sorted(items):
            yield f"actors {value!r} are not in alphabetical order"
