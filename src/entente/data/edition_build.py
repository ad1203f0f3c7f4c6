"""The bundled edition: every table built from its sources, checked, written and locked."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import yaml

from entente.asides import aside
from entente.data.edition import LOCK, read_lock
from entente.errors import BrokenFileError, ShapeError
from entente.settings import Settings
from entente.sources import Source, sources
from entente.tables import Table, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    import ibis.expr.types as ir
    import pyarrow as pa

EDITION = Settings().edition
AS_OF = dt.date(2026, 11, 27)
"""The day up to which the ledger was searched: an edition knows what was public by then."""
ACCESSED = dt.date(2026, 11, 24)
"""The day on which the producers' files were read."""
ROWS_OF_A_PART = 32_768
"""Rows are sorted, so that a part holds those of a few states and the others need not be read."""
PERIODS = ("date", "month_start", "year", "month", "Delivery year")


@dataclass(frozen=True)
class Lock:
    """What was observed of one table when it was written.

    Attributes:
        table: Name of the table.
        rows: Number of rows.
        bytes: Size of the Parquet file.
        sha256: Hash of the Parquet file.
        coverage_end: Last year, month or day that a row speaks of.
        estimated_from: Hash of the sources' files and of the way in which numbers were estimated;
            empty where none were.
    """

    table: str
    rows: int
    bytes: int
    sha256: str
    coverage_end: str
    estimated_from: str = ""


def build_edition(
    raw: Path,
    out: Path = EDITION,
    *,
    as_of: dt.date = AS_OF,
    estimate: bool = False,
    progress: Callable[[str], None] = lambda _line: None,
) -> list[Lock]:
    """Build every table of the edition, check it, and write it with its lock.

    Nothing is left half-written: all files are made aside and take the place of the old ones only
    when the last is done. The same sources give the same bytes: a table whose numbers are
    estimated, on which processors differ, is taken from the bundled edition while what it was
    estimated from is the same.

    Args:
        raw: Folder with the producers' files, at the paths that the sources name.
        out: Folder of the edition.
        as_of: Last day that the edition knows.
        estimate: Whether to estimate again what the bundled edition holds of the same sources.
        progress: Told one line per table.

    Returns:
        One lock per table.

    Raises:
        BrokenFileError: A source's file is absent or has other columns than expected.
        ShapeError: A table breaks its contract or an audit.
    """
    wanted = [table for table in tables if table.held == "edition"]
    rows = {name: sources[name].read(raw) for name in _names(wanted)}
    out.parent.mkdir(parents=True, exist_ok=True)
    with aside(out.parent) as place:
        locks: list[Lock] = []
        for table in wanted:
            estimated_from = _estimated_from(table, raw)
            kept = _kept(table, estimated_from) if estimated_from and not estimate else None
            built = table.build(*(rows[n] for n in table.uses)) if kept is None else kept
            file = place / f"{table.name}.parquet"
            locks.append(
                replace(_write(table, checked(table, built), file), estimated_from=estimated_from)
            )
            progress(f"{table.name}: {locks[-1].rows} rows, {locks[-1].bytes} bytes")
        lock = {
            "as_of": as_of.isoformat(),
            "sources": {n: _observed(sources[n], raw, rows[n]) for n in sorted(rows)},
            "tables": {lock.table: _said(lock) for lock in locks},
        }
        text = yaml.safe_dump(lock, sort_keys=True, allow_unicode=True, width=120)
        (place / LOCK).write_text(text, encoding="utf-8", newline="\n")
        _replace(out, place)
    return locks


def check_edition(folder: Path = EDITION) -> list[str]:
    """Tell what is wrong with a written edition: hashes, contracts and audits.

    Returns:
        One line per fault; none where all is well.
    """
    path = folder / LOCK
    if not path.is_file():
        return [f"{path}: no lock; `entente edition build` writes it"]
    locked = read_lock(folder)
    wanted = [table for table in tables if table.held == "edition"]
    faults = [
        f"{name}: in the lock, but no such table"
        for name in locked["tables"]
        if name not in {table.name for table in wanted}
    ]
    known = {table.name for table in tables}
    faults += [
        f"{file.stem}: a file that is no table"
        for file in sorted(folder.glob("*.parquet"))
        if file.stem not in known
    ]
    for table in wanted:
        facts = locked["tables"].get(table.name)
        file = folder / f"{table.name}.parquet"
        if facts is None or not file.is_file():
            faults.append(f"{table.name}: {'not in the lock' if facts is None else 'no file'}")
            continue
        if _sha256(file) != facts["sha256"]:
            faults.append(f"{table.name}: the file is not the one that was locked")
        try:
            found = checked(table, read_table(folder, table)).num_rows
        except (BrokenFileError, ShapeError) as error:
            faults.append(f"{table.name}: {error}")
            continue
        if found != facts["rows"]:
            faults.append(f"{table.name}: {found} rows, not {facts['rows']} as locked")
    return faults


def read_table(folder: Path, table: Table) -> ir.Table:
    """Read one written table in the types of its contract."""
    import ibis
    from ibis import _

    path = folder / f"{table.name}.parquet"
    if not path.is_file():
        raise BrokenFileError.at(
            path, f"The table {table.name!r} is not there.", fix="`entente edition build`"
        )
    rows = ibis.read_parquet(path)
    _same_columns(table, rows.columns)
    return rows.select(**{n: _[n].cast(c.type) for n, c in table.all_columns.items()})


def checked(table: Table, rows: ir.Table) -> pa.Table:
    """Hold rows against their contract and its audits, and sort them by key.

    Raises:
        ShapeError: Names the table, what is wrong and some of the rows.
    """
    import ibis

    _same_columns(table, rows.columns)
    wrong = [
        f"{name} is {rows[name].type()}, not {column.type}"
        for name, column in table.all_columns.items()
        if rows[name].type().copy(nullable=True) != ibis.dtype(column.type)
    ]
    if wrong:
        raise ShapeError(f"Types of {table.name} differ: {'; '.join(wrong)}.", where=table.name)
    data = rows.select(*table.all_columns).order_by(list(table.key)).to_pyarrow()
    held = ibis.memtable(data)
    for audit, bad in _bad_rows(table, held):
        examples = bad.limit(3).to_pyarrow().to_pylist()
        if examples:
            shown = "; ".join(str(_plain(row)) for row in examples)
            raise ShapeError(
                f"{bad.count().to_pyarrow().as_py()} rows of {table.name} fail {audit!r}: {shown}.",
                where=f"tables/{table.name}.py",
                fix="correct the table, or the audit with its reason",
            )
    return data


def _bad_rows(table: Table, rows: ir.Table) -> Iterable[tuple[str, ir.Table]]:
    """Each check of the contract and each audit, with the rows that fail it."""
    from ibis import _

    yield "the key tells rows apart", rows.group_by(*table.key).agg(n=_.count()).filter(_.n > 1)
    for name, column in table.all_columns.items():
        if column.required or name in table.key:
            yield f"{name} is never missing", rows.filter(_[name].isnull())
        if column.allowed and column.many:
            parts = rows.filter(_[name].notnull(), _[name] != "").select(
                part=_[name].split(";").unnest()
            )
            yield f"{name} is of its list", parts.filter(_.part.notin(column.allowed))
        elif column.allowed:
            yield f"{name} is of its list", rows.filter(_[name].notin(column.allowed))
    for audit, bad in (table.audits or {}).items():
        yield audit, bad(rows)


def _same_columns(table: Table, columns: Iterable[str]) -> None:
    found, wanted = set(columns), set(table.all_columns)
    if found != wanted:
        gone, new = sorted(wanted - found), sorted(found - wanted)
        raise ShapeError(
            f"{table.name} lacks the columns {gone} and has {new} besides.",
            where=f"tables/{table.name}.py",
        )


def _write(table: Table, data: pa.Table, path: Path) -> Lock:
    import pyarrow.parquet as pq

    pq.write_table(
        data.replace_schema_metadata(None),
        path,
        compression="zstd",
        compression_level=19,
        use_dictionary=True,
        store_schema=False,
        version="2.6",
        row_group_size=ROWS_OF_A_PART,
    )
    return Lock(table.name, data.num_rows, path.stat().st_size, _sha256(path), _coverage_end(data))


def _coverage_end(data: pa.Table) -> str:
    import pyarrow.compute as pc

    name = next((name for name in PERIODS if name in data.column_names), None)
    return "" if name is None else str(pc.call_function("max", [data[name]]).as_py())


def _observed(source: Source, raw: Path, rows: ir.Table) -> dict[str, Any]:
    """What the lock says of a source: its terms, and the files as they were read."""
    periods = [name for name in PERIODS if name in rows.columns]
    return {
        "producer": source.producer,
        "title": source.title,
        "address": source.url,
        "licence": asdict(source.licence),
        "citation": source.citation,
        "second_hand": source.second_hand,
        "accessed": ACCESSED.isoformat(),
        "updates": source.updates,
        "release_lag_days": source.lag_days,
        "rows": rows.count().to_pyarrow().as_py(),
        "coverage_end": _coverage_end(rows.select(*periods[:1]).to_pyarrow()) if periods else "",
        "files": {
            file: {"sha256": _sha256(raw / file), "bytes": (raw / file).stat().st_size}
            for file in source.files
        },
    }


def _estimated_from(table: Table, raw: Path) -> str:
    """Return a hash of what a table's numbers are estimated from; empty where none are."""
    if not table.estimated:
        return ""
    files = [raw / file for name in table.uses for file in sources[name].files]
    parts = [table.estimated, *(_sha256(file) for file in files)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _kept(table: Table, estimated_from: str) -> ir.Table | None:
    """Return the bundled table where it was estimated from the same; else nothing."""
    if not (EDITION / LOCK).is_file():
        return None
    facts = read_lock(EDITION)["tables"].get(table.name, {})
    if facts.get("estimated_from") != estimated_from:
        return None
    return read_table(EDITION, table)


def _names(wanted: Iterable[Table]) -> list[str]:
    return sorted({name for table in wanted for name in table.uses})


def _replace(out: Path, new: Path) -> None:
    """Move files to their place, the lock last: an interrupted move fails the check."""
    out.mkdir(parents=True, exist_ok=True)
    for file in sorted(new.iterdir(), key=lambda file: (file.name == LOCK, file.name)):
        file.replace(out / file.name)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _said(lock: Lock) -> dict[str, Any]:
    """What the lock says of a table, under its name."""
    facts = asdict(lock)
    del facts["table"]
    if not lock.estimated_from:
        del facts["estimated_from"]
    return facts


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row for a message, dates as text."""
    return {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in row.items()}
