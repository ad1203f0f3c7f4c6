"""The ledger: hand-coded facts in CSV files, read into tables and checked line by line.

``docs/ledger.md`` is the data dictionary.
"""

from __future__ import annotations

import csv
import datetime as dt
import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from entente.errors import BrokenFileError
from entente.tables import tables
from entente.yaml_files import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import duckdb
    import pyarrow as pa

    from entente.tables import Table

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
WEB_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s]+")
# Columns that are made on reading: a file does not hold them.
DERIVED = {"activity": {"theme", "joint", "home", "origins", "reposts_only", "link"}}


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


@dataclass(frozen=True)
class _Row:
    path: Path
    line: int
    cells: dict[str, str]


def read_ledger(folder: Path, vocabulary: Path) -> dict[str, pa.Table]:
    """Read the ledger into Arrow tables.

    Args:
        folder: Folder of the CSV files.
        vocabulary: Folder with ``instruments.yml`` and ``theatres.yml``.

    Returns:
        Tables ``activity``, ``activity_source`` and ``coverage``, as their contracts say.

    Raises:
        BrokenFileError: A file cannot be read; the message names file and line.
    """
    import duckdb

    instruments = read_yaml(vocabulary / "instruments.yml").data
    theatres = read_yaml(vocabulary / "theatres.yml").data
    joint = [name for name, entry in instruments.items() if entry.get("joint")]
    home = [name for name, entry in theatres.items() if entry.get("home")]
    facts = [str(path) for path in _fact_files(folder)]
    reader = duckdb.connect(config={"threads": 1})
    try:
        pages = _typed(reader, "activity_source", [str(folder / "sources.csv")])
        reader.register("pages", pages)
        reader.register("facts", _typed(reader, "activity", facts))
        searched = _typed(reader, "coverage", [str(folder / "coverage.csv")])
        activity = reader.sql(_DERIVE, params={"joint": joint, "home": home}).to_arrow_table()
    except duckdb.Error as error:
        # The database's words name a position in a buffer; ours name the line.
        _complain(folder, vocabulary, error)
    contract = tables["activity"]
    return {
        "activity": activity.select([*contract.columns, "source", "known_on"]),
        "activity_source": _with_origin(reader, pages, "source", "DATE '0001-01-01'"),
        "coverage": _with_origin(reader, searched, "coverage", "date_from"),
    }


_DERIVE = """
WITH cited AS (
  SELECT fact, count(DISTINCT origin) AS origins, bool_and(form = 'repost') AS reposts_only,
    arg_min(link, list_position(['primary', 'report', 'repost'], form)::VARCHAR || link) AS link
  FROM pages GROUP BY fact
)
SELECT facts.* EXCLUDE (filename),
  parse_filename(filename, true) AS theme,
  'ledger_' || parse_filename(filename, true) AS source,
  list_contains($joint, instrument) AS joint,
  list_has_any($home, string_split(theatre, ';')) AS home,
  coalesce(cited.origins, 0) AS origins,
  coalesce(cited.reposts_only, false) AS reposts_only,
  coalesce(cited.link, '') AS link
FROM facts LEFT JOIN cited ON facts.id = cited.fact
ORDER BY facts.id
"""


def _typed(reader: duckdb.DuckDBPyConnection, kind: str, paths: list[str]) -> pa.Table:
    """Read CSV files with the types of a contract; empty text stays text, all else is missing."""
    names = {"string": "VARCHAR", "date": "DATE", "int64": "BIGINT", "float64": "DOUBLE"}
    columns = {
        name: "VARCHAR" if column.type == "boolean" else names[column.type]
        for name, column in tables[kind].columns.items()
        if name not in DERIVED.get(kind, ())
    }
    if kind == "activity":
        columns["known_on"] = "DATE"
    chosen = [
        f"coalesce({name}, '') AS {name}"
        if kind_of == "VARCHAR" and name != "complete"
        else f"{name} = 'yes' AS {name}"
        if name == "complete"
        else name
        for name, kind_of in columns.items()
    ]
    rows = reader.read_csv(
        paths,  # pyright: ignore[reportArgumentType] (duckdb's types forget its lists of files)
        header=True,
        dtype=columns,
        filename=True,
        strict_mode=True,
    )
    return rows.project(", ".join([*chosen, "filename"])).to_arrow_table()


def _with_origin(
    reader: duckdb.DuckDBPyConnection, rows: pa.Table, stem: str, known_on: str
) -> pa.Table:
    reader.register("rows", rows)
    query = (
        f"SELECT * EXCLUDE (filename), 'ledger_{stem}' AS source, {known_on} AS known_on "  # noqa: S608 (constants of this module)
        "FROM rows ORDER BY ALL"
    )
    return reader.sql(query).to_arrow_table()


def _complain(folder: Path, vocabulary: Path, error: Exception) -> NoReturn:
    known = read_yaml(vocabulary / "states.yml").data
    faults = check_ledger(folder, vocabulary, known)
    if faults:
        first = faults[0]
        raise BrokenFileError.at(
            first.path, f"{first.what}.", line=first.line, fix="entente ledger check"
        ) from None
    raise BrokenFileError.at(folder, f"Cannot be read: {error}.") from None


def check_ledger(folder: Path, vocabulary: Path, states: Iterable[str]) -> list[Fault]:
    """Check every row of the ledger against its schema and the vocabularies.

    Args:
        folder: Folder of the CSV files.
        vocabulary: Folder of the vocabularies.
        states: Known ISO 3166 alpha-3 codes.

    Returns:
        What is wrong, in the order of files and lines; empty where all is well.
    """
    instruments = read_yaml(vocabulary / "instruments.yml").data
    closed = {
        "theatre": set(read_yaml(vocabulary / "theatres.yml").data),
        "place": set(read_yaml(vocabulary / "places.yml").data),
        "actors": set(states),
        "target": set(states),
    }
    faults: list[Fault] = []
    facts: list[_Row] = []
    try:
        facts = list(_facts(folder))
        pages = list(_rows(folder / "sources.csv"))
        searched = list(_rows(folder / "coverage.csv"))
    except BrokenFileError as error:
        path, _, line = error.where.rpartition(":")
        known = line.isdecimal()
        where = path if known else error.where
        return [Fault(folder / where.rpartition("/")[2], int(line) if known else 1, error.what)]
    cited = Counter(page.cells["fact"] for page in pages)
    seen: dict[str, _Row] = {}
    acts: dict[str, _Row] = {}
    for row in facts:
        faults += [Fault(row.path, row.line, what) for what in _fact_faults(row, instruments)]
        faults += [Fault(row.path, row.line, what) for what in _list_faults(row, closed)]
        name = row.cells["id"]
        if name in seen:
            first = seen[name]
            where = f"{first.path.name}:{first.line}"
            faults.append(Fault(row.path, row.line, f"id {name!r} stands also in {where}"))
        seen.setdefault(name, row)
        if not cited[name]:
            faults.append(Fault(row.path, row.line, f"id {name!r} has no row in sources.csv"))
        if row.cells["unit"] == "act":
            if row.cells["act"] in acts:
                other = acts[row.cells["act"]]
                where = f"{other.path.name}:{other.line}"
                what = f"act {row.cells['act']!r} has a second row with unit act, see {where}"
                faults.append(Fault(row.path, row.line, what))
            acts.setdefault(row.cells["act"], row)
    for page in pages:
        faults += [Fault(page.path, page.line, what) for what in _page_faults(page, seen)]
    for row in searched:
        faults += [Fault(row.path, row.line, what) for what in _span_faults(row)]
        faults += [Fault(row.path, row.line, what) for what in _list_faults(row, closed)]
        if row.cells["instrument"] not in instruments:
            what = f"instrument {row.cells['instrument']!r} is not in instruments.yml"
            faults.append(Fault(row.path, row.line, what))
    return faults


def _fact_faults(row: _Row, instruments: dict[str, Any]) -> Iterator[str]:
    cells = row.cells
    yield from _cell_faults(cells, tables["activity"])
    yield from _date_faults(cells)
    yield from _quantity_faults(cells)
    for column in ("id", "act"):
        if not SLUG.fullmatch(cells[column]):
            yield f"{column} {cells[column]!r} is not lower-case words joined by hyphens"
    kind = instruments.get(cells["instrument"])
    if kind is None:
        yield f"instrument {cells['instrument']!r} is not in instruments.yml"
    elif kind["field"] != cells["field"]:
        yield f"field {cells['field']!r} is not that of {cells['instrument']} ({kind['field']})"


def _span_faults(row: _Row) -> Iterator[str]:
    cells = row.cells
    yield from _cell_faults(cells, tables["coverage"])
    dates: list[dt.date] = []
    for column in ("date_from", "date_to"):
        try:
            dates.append(dt.date.fromisoformat(cells[column]))
        except ValueError:
            yield f"{column} {cells[column]!r} is not a date (YYYY-MM-DD)"
    if len(dates) == 2 and dates[1] < dates[0]:
        yield f"date_to {cells['date_to']} is before date_from {cells['date_from']}"
    if cells["complete"] not in {"yes", "no"}:
        yield f"complete {cells['complete']!r} is not yes or no"


def _cell_faults(cells: dict[str, str], contract: Table) -> Iterator[str]:
    for column, entry in contract.columns.items():
        if column in DERIVED.get(contract.name, ()):
            continue
        value = cells[column]
        if entry.required and not value:
            yield f"{column} is empty"
        if value and entry.allowed and value not in entry.allowed:
            yield f"{column} {value!r} is not one of {', '.join(entry.allowed)}"


def _date_faults(cells: dict[str, str]) -> Iterator[str]:
    dates: dict[str, dt.date] = {}
    for column in ("date_start", "date_end", "known_on"):
        try:
            dates[column] = dt.date.fromisoformat(cells[column])
        except ValueError:
            yield f"{column} {cells[column]!r} is not a date (YYYY-MM-DD)"
    if len(dates) == 3:
        if dates["date_end"] < dates["date_start"]:
            yield f"date_end {cells['date_end']} is before date_start {cells['date_start']}"
        if dates["known_on"] < dates["date_start"]:
            yield f"known_on {cells['known_on']} is before date_start {cells['date_start']}"


def _quantity_faults(cells: dict[str, str]) -> Iterator[str]:
    if cells["unit"] == "act" and cells["quantity"] != "1":
        yield f"a row with unit act has quantity {cells['quantity']!r}, not 1"
    if cells["unit"] in {"percent", "pct", "%"}:
        yield "percent is never stored: write a share between 0 and 1"
    if cells["quantity"]:
        try:
            known = math.isfinite(float(cells["quantity"]))
        except ValueError:
            known = False
        if not known:
            yield f"quantity {cells['quantity']!r} is not a number"
    if cells["credibility"] not in {"1", "2", "3", "4", "5", "6"}:
        yield f"credibility {cells['credibility']!r} is not 1 to 6"


def _list_faults(row: _Row, closed: dict[str, set[str]]) -> Iterator[str]:
    for column, known in closed.items():
        value = row.cells.get(column, "")
        for item in value.split(";") if value else []:
            if item not in known:
                yield f"{column} {item!r} is not known"
        if column == "actors" and value != ";".join(sorted(value.split(";"))):
            yield f"actors {value!r} are not in alphabetical order"


def _page_faults(page: _Row, facts: dict[str, _Row]) -> Iterator[str]:
    if page.cells["fact"] not in facts:
        yield f"fact {page.cells['fact']!r} is no row of the ledger"
    if not WEB_ADDRESS.fullmatch(page.cells["link"]):
        yield f"link {page.cells['link']!r} is not a web address"
    yield from _cell_faults(page.cells, tables["activity_source"])


def _fact_files(folder: Path) -> list[Path]:
    return [p for p in sorted(folder.glob("*.csv")) if p.stem not in {"sources", "coverage"}]


def _facts(folder: Path) -> Iterator[_Row]:
    for path in _fact_files(folder):
        yield from _rows(path)


def _rows(path: Path) -> Iterator[_Row]:
    kind = {"sources": "activity_source", "coverage": "coverage"}.get(path.stem, "activity")
    wanted = [c for c in tables[kind].columns if c not in DERIVED.get(kind, ())]
    if kind == "activity":
        wanted.append("known_on")
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise BrokenFileError.at(path, "There is no such file.") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BrokenFileError.at(path, f"Is not UTF-8 at byte {error.start}.", line=line) from None
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    head = next(_lines(reader, path), [])
    if sorted(head) != sorted(wanted):
        reason = f"Columns are {', '.join(head)}; wanted {', '.join(wanted)}."
        raise BrokenFileError.at(path, reason, line=1, fix="see docs/ledger.md")
    line = reader.line_num + 1
    for values in _lines(reader, path):
        if len(values) != len(head):
            reason = f"Has {len(values)} cells, not {len(head)}."
            raise BrokenFileError.at(path, reason, line=line)
        yield _Row(path, line, dict(zip(head, (value.strip() for value in values), strict=True)))
        line = reader.line_num + 1


def _lines(reader: Any, path: Path) -> Iterator[list[str]]:  # noqa: ANN401 (csv names no type)
    try:
        yield from reader
    except csv.Error as error:
        raise BrokenFileError.at(path, f"Is not CSV: {error}.", line=reader.line_num) from None
