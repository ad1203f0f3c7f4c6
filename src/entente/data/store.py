"""The store: tables as they were known on a date, read from the edition and the ledger.

Rows are Arrow tables in memory, narrowed there; measures are Ibis expressions, compiled once and
run by an embedded DuckDB. Nothing is written.
"""

from __future__ import annotations

import hashlib
import re
import threading
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from entente.data import cells
from entente.data.ledger import read_ledger
from entente.errors import BrokenFileError
from entente.tables import tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb
    import pyarrow as pa

    from entente.data.vintages import Vintage
    from entente.measures import Measure
    from entente.settings import Settings
    from entente.tables import Table

Narrowing = dict[str, list[str]]


class Store:
    """Tables of one observatory, and the measures run on them."""

    def __init__(self, settings: Settings, replace: Mapping[str, pa.Table] | None = None) -> None:
        """Open an observatory.

        Args:
            settings: Where the edition and the ledger are.
            replace: Tables to use in place of those held, by name (tests use it).
        """
        self._settings = settings
        self._replace = dict(replace or {})
        self._held: dict[tuple[Any, ...], pa.Table] = {}
        self._statements: dict[str, str] = {}
        self._local = threading.local()
        self.answers: dict[Any, Any] = {}

    def table(
        self, name: str, vintage: Vintage | None = None, wanted: Narrowing | None = None
    ) -> pa.Table:
        """Give a table as it was known on the vintage's date, narrowed.

        Args:
            name: Name of a table.
            vintage: What was known; ``None``: every row.
            wanted: Values by column; a column that the table lacks does not concern it. A cell with
                several values (``;`` between) fits where any is wanted, and for actors where all
                are.

        Raises:
            UnknownNameError: No table has that name.
            BrokenFileError: The edition does not hold it.
        """
        contract = tables[name]
        concerned = {
            column: tuple(values)
            for key, values in (wanted or {}).items()
            if (column := _column(contract, key)) is not None
        }
        key = (name, vintage and vintage.date, tuple(sorted(concerned.items())))
        if key not in self._held:
            if vintage is not None:
                # Narrowed first, since the same narrowing serves every vintage.
                rows = _known(self.table(name, None, wanted), contract, vintage)
            elif concerned:
                rows = _narrowed(self.table(name), contract, concerned)
            else:
                rows = self._read(contract)
            self._held[key] = rows
        return self._held[key]

    def run(
        self,
        measure: Measure,
        *,
        vintage: Vintage | None = None,
        wanted: Narrowing | None = None,
        keep: Mapping[str, Sequence[str]] | None = None,
    ) -> pa.Table:
        """Compute a measure.

        Args:
            measure: What is computed.
            vintage: What was known; ``None``: everything.
            wanted: Narrowing of the tables that it reads.
            keep: Values by column of the result to keep, e.g. states.

        Returns:
            The measure's grain, ``value`` and ``n``, unordered.
        """
        for name in measure.uses:
            self._backend.register(name, self.table(name, vintage, wanted))
        statement, values = self._statement(measure), []
        for column, kept in (keep or {}).items():
            marks = ", ".join("?" for _ in kept)
            statement = f'SELECT * FROM ({statement}) WHERE "{column}" IN ({marks})'  # noqa: S608 (a column of the measure's grain; values are bound)
            values = [*values, *kept]
        return self._backend.sql(statement, params=values).to_arrow_table()

    @property
    def _backend(self) -> duckdb.DuckDBPyConnection:
        """The embedded database of the thread that asks."""
        import duckdb

        held: duckdb.DuckDBPyConnection | None = getattr(self._local, "backend", None)
        if held is None:
            # One thread: sums of numbers then come out the same every time.
            held = self._local.backend = duckdb.connect(config={"threads": 1})
        return held

    def _statement(self, measure: Measure) -> str:
        """Compile a measure once; a narrowing changes its inputs, never its statement."""
        if measure.name not in self._statements:
            self._statements[measure.name] = kept_statement(measure) or statement(measure)
        return self._statements[measure.name]

    @cached_property
    def _ledger(self) -> dict[str, Any]:
        return read_ledger(self._settings.ledger, self._settings.vocabulary)

    def _read(self, contract: Table) -> pa.Table:
        import pyarrow as pa
        import pyarrow.parquet as pq

        if contract.name in self._replace:
            return self._replace[contract.name]
        if contract.held == "ledger":
            return self._ledger[contract.name]
        path = self._settings.edition / f"{contract.name}.parquet"
        if not path.is_file():
            raise BrokenFileError.at(
                path, "The edition lacks this table.", fix="entente edition build --from DIR"
            )
        # Not `read_table`, which loads the dataset module, and pandas with it.
        with pq.ParquetFile(path) as file:
            rows = file.read()
        # Lists in a cell are matched as text; other words stay encoded, which is faster.
        plain = [
            pa.field(f.name, pa.string() if _is_list(contract, f.name) else f.type)
            for f in rows.schema
        ]
        return rows.cast(pa.schema(plain))


STATEMENTS = Path(__file__).parent.parent / "observatory" / "statements"


def kept_statement(measure: Measure) -> str | None:
    """Give the compiled statement that is kept for a measure, where the code is still the same.

    The kept statements are the golden files of the measures' SQL: reviewed as diffs, and read in
    place of compiling, which takes longer than running. ``digest.txt`` names the code that they
    were compiled from; a measure from elsewhere has none.
    """
    if not measure.compute.__module__.startswith("entente.measures."):
        return None
    try:
        kept = (STATEMENTS / "digest.txt").read_text(encoding="utf-8").strip()
        text = (STATEMENTS / f"{measure.name}.sql").read_text(encoding="utf-8")
    except OSError:
        return None
    return text if kept == code_digest() else None


@cache
def code_digest() -> str:
    """Digest the code that statements are compiled from: measures, contracts, and the compiler."""
    import entente.measures
    import entente.tables

    found = hashlib.sha256(version("ibis-framework").encode())
    for package in (entente.measures, entente.tables):
        for path in sorted(Path(package.__path__[0]).glob("*.py")):
            found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()[:16]


def write_statements(folder: Path = STATEMENTS) -> None:
    """Compile every measure of the package and keep its statement.

    Args:
        folder: Where they are kept; statements of measures that are gone are removed.
    """
    from entente.measures import measures

    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.sql"):
        path.unlink()
    for measure in measures:
        text = statement(measure) + "\n"
        (folder / f"{measure.name}.sql").write_text(text, encoding="utf-8")
    (folder / "digest.txt").write_text(code_digest() + "\n", encoding="utf-8")


def statement(measure: Measure) -> str:
    """Compile a measure into the SQL that the embedded database runs.

    Examples:
        >>> from entente.measures import measures
        >>> "ideal_point" in statement(measures["ideal_point_distance"])
        True
    """
    import ibis

    inputs = [
        ibis.table(
            {name: column.type for name, column in tables[used].all_columns.items()}, name=used
        )
        for used in measure.uses
    ]
    text = str(ibis.to_sql(measure.compute(*inputs), dialect="duckdb", pretty=True))
    # ibis keeps dropped columns in a set, whose order is another in every process.
    return re.sub(r"EXCLUDE \(([^)]*)\)", _in_order, text)


def _in_order(found: re.Match[str]) -> str:
    return f"EXCLUDE ({', '.join(sorted(found[1].split(', ')))})"


def _is_list(contract: Table, name: str) -> bool:
    return contract.all_columns[name].many


def _column(contract: Table, key: str) -> str | None:
    """Find the column a scope key speaks of: of its own name, or with an ``s`` for lists."""
    return next((name for name in (key, f"{key}s") if name in contract.columns), None)


def _known(rows: pa.Table, contract: Table, vintage: Vintage) -> pa.Table:
    rows = rows.filter(cells.by_day(rows["known_on"], vintage.date))
    for name in contract.clip:
        cut = cells.cut_to_day(rows[name], vintage.date)
        rows = rows.set_column(rows.column_names.index(name), name, cut)
    return rows


def _narrowed(
    rows: pa.Table, contract: Table, concerned: Mapping[str, tuple[str, ...]]
) -> pa.Table:
    for name, values in concerned.items():
        column, held = contract.columns[name], rows[name]
        if column.type == "boolean":
            keep = cells.equal(held, values[0] in {"yes", "true"})
        elif column.within:
            keep = cells.within(held, values)
        elif column.many:
            keep = cells.listed(held, values, every=name == "actors", empty=column.everywhere)
        else:
            keep = cells.among(held, values)
        rows = rows.filter(keep)
    return rows
