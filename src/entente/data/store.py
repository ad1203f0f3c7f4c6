"""The store: tables as they were known on a date, read from the edition and the ledger.

Rows are Arrow tables in memory, narrowed there; measures are Ibis expressions, compiled once and
run by an embedded DuckDB. Nothing is written.
"""

from __future__ import annotations

import threading
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from entente.arrow_values import held, integers
from entente.data import cells, edition
from entente.data.held_rows import column_of, known, narrowed, of_states, with_ids
from entente.data.ledger import read_ledger
from entente.data.parts import read_parts
from entente.data.statements import Statements
from entente.tables import ROW, tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import duckdb
    import pyarrow as pa

    from entente.data.vintages import Vintage
    from entente.measures import Measure
    from entente.settings import Settings
    from entente.tables import Computed, Table

Narrowing = dict[str, list[str]]
# The id of a row is the place of its table, and below this bit its place in it.
SHIFT = 40


class Store:
    """Tables of one observatory, and the measures run on them."""

    def __init__(
        self,
        settings: Settings,
        replace: Mapping[str, pa.Table] | None = None,
        named: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """Open an observatory.

        Args:
            settings: Where the edition and the ledger are.
            replace: Tables to use in place of those held, by name (tests use it).
            named: Sets of a case's own by name: the values of the column by which sets are named.
        """
        self.settings = settings
        self.named = dict(named or {})
        self._replace = dict(replace or {})
        self._held: dict[tuple[Any, ...], pa.Table] = {}
        self._statements = Statements(settings.cache)
        self._opened: dict[int, list[tuple[int, ...]]] = {}
        self._kept: dict[Computed, Any] = {}
        self._local = threading.local()
        self.answers: dict[Any, Any] = {}

    def table(
        self,
        name: str,
        vintage: Vintage | None = None,
        wanted: Narrowing | None = None,
        states: tuple[str, ...] | None = None,
    ) -> pa.Table:
        """Return a table as it was known on the vintage's date, narrowed.

        Args:
            name: Name of a table.
            vintage: What was known; ``None``: every row.
            wanted: Values by column; a column that the table lacks does not concern it. A cell with
                several values (``;`` between) fits where any is wanted, and for actors where all
                are.
            states: The states that suffice, where a row says of which states it is.

        Raises:
            UnknownNameError: No table has that name.
            BrokenFileError: The edition does not hold it.
        """
        contract = tables[name]
        concerned = {
            column: tuple(values)
            for key, values in (wanted or {}).items()
            if (column := column_of(contract, key)) is not None
        }
        states = states if contract.sides else None
        key = (name, vintage and vintage.date, tuple(sorted(concerned.items())), states)
        if key not in self._held:
            if vintage is not None:
                # Narrowed first, since the same narrowing serves every vintage.
                rows = known(self.table(name, None, wanted, states), contract, vintage)
            elif contract.computed and name not in self._replace:
                rows = self._computed(contract, contract.computed, states, concerned)
                rows = narrowed(rows, contract, concerned)
            elif concerned:
                rows = narrowed(self.table(name, states=states), contract, concerned)
            elif states is not None and (name, None, (), None) in self._held:
                rows = of_states(self.table(name), contract, states)
            else:
                rows = self._read(contract, states)
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
            wanted: Options of the measure, and narrowing of the tables that it reads.
            keep: Values by column of the result to keep, e.g. states.

        Returns:
            The measure's grain, ``value`` and ``n``, unordered.
        """
        text, values = self._prepared(measure, vintage, wanted or {}, keep or {})
        return self._backend.sql(text, params=values).to_arrow_table()

    def read(
        self,
        measure: Measure,
        *,
        vintage: Vintage | None = None,
        wanted: Narrowing | None = None,
        keep: Mapping[str, Sequence[str]] | None = None,
    ) -> list[dict[str, Any]]:
        """Compute a measure with the rows that each number read.

        Args:
            measure: What is computed.
            vintage: What was known; ``None``: everything.
            wanted: As in :meth:`run`.
            keep: As in :meth:`run`.

        Returns:
            By number its grain, ``value``, ``n`` and ``rows``, the ids of the rows; unordered.
        """
        return self._fetched(
            *self._prepared(measure, vintage, wanted or {}, keep or {}, also=("rows",))
        )

    def sources(
        self,
        measure: Measure,
        *,
        wanted: Narrowing | None = None,
        keep: Mapping[str, Sequence[str]] | None = None,
    ) -> set[str]:
        """Return the sources of the rows that a measure may read, asked as in :meth:`run`."""
        return {
            source
            for rows in self._inputs(measure, None, wanted or {}, keep or {}).values()
            for source in rows["source"].unique().to_pylist()
        }

    def resampled(
        self,
        name: str,
        measure: Measure,
        wanted: Narrowing,
        keep: Mapping[str, Sequence[str]],
        draws: int,
        seed: int,
    ) -> pa.Table:
        """Return draws of what a computed table counts, as far as a measure reads it.

        Args:
            name: A table that can be resampled.
            measure: What is computed from it.
            wanted: As in :meth:`run`.
            keep: As in :meth:`run`.
            draws: How many.
            seed: Of the draws.

        Returns:
            Its rows by draw, and ``draw``.
        """
        computed = tables[name].computed
        if computed is None or computed.resample is None:
            raise TypeError(name)
        states = _states_of(measure, tables[name], keep)
        values = {key: tuple(words) for key, words in measure.without_options(wanted).items()}
        return computed.resample(self._made_of(computed), states, values, draws, seed)

    def counted(
        self,
        name: str,
        measure: Measure,
        wanted: Narrowing,
        keep: Mapping[str, Sequence[str]],
    ) -> tuple[pa.Table, pa.Table]:
        """Return what the rows of a computed table count, as far as a measure reads it.

        Args:
            name: A computed table that tells what it counted.
            measure: What is computed from it.
            wanted: As in :meth:`run`.
            keep: As in :meth:`run`.

        Returns:
            Its rows, and for each thing counted ``of`` (the number of its row within the table),
            ``text`` and ``column``.
        """
        computed = tables[name].computed
        if computed is None or computed.counted is None:
            raise TypeError(name)
        states = _states_of(measure, tables[name], keep)
        values = {key: tuple(words) for key, words in measure.without_options(wanted).items()}
        prepared = self._made_of(computed)
        rows = tables[name].build(prepared, states, values)
        return rows, computed.counted(prepared, states, values)

    def opened(self, table: str, ids: Iterable[int]) -> dict[int, list[tuple[int, ...]]]:
        """Return what rows that were themselves counted open to.

        Args:
            table: Table of the rows.
            ids: Rows of it.

        Returns:
            By row, the ids of rows of the opened table, those together that read as one; nothing
            for a row that opens to nothing.
        """
        wanted = list(ids)
        new = [one for one in wanted if one not in self._opened]
        contract = tables[table].opens
        if new and contract is not None:
            inputs = {
                table: self.with_ids(table, new),
                contract.table: self.table(contract.table, None, self._of_states(table, new)),
            }
            statement = self._statements.of(f"opens_{table}", contract.read, tuple(inputs))
            found: dict[int, list[tuple[int, ...]]] = {one: [] for one in new}
            for row in self._fetched(*self._asked(statement, inputs, ["row", "rows"], {})):
                found[row["row"]].append(tuple(row["rows"]))
            self._opened.update(found)
        return {one: self._opened.get(one, []) for one in wanted}

    def by_table(self, ids: Iterable[int]) -> dict[str, list[int]]:
        """Sort ids of rows by their tables."""
        names = tables.names
        found: dict[str, list[int]] = {}
        for one in ids:
            found.setdefault(names[one >> SHIFT], []).append(one)
        return found

    def rows(self, ids: Iterable[int]) -> dict[int, tuple[str, dict[str, Any]]]:
        """Return rows by their ids: the table of each, and its columns."""
        return {
            row[ROW]: (name, row)
            for name, wanted in self.by_table(set(ids)).items()
            for row in self.with_ids(name, wanted).to_pylist()
        }

    def _prepared(
        self,
        measure: Measure,
        vintage: Vintage | None,
        wanted: Narrowing,
        keep: Mapping[str, Sequence[str]],
        also: Sequence[str] = (),
    ) -> tuple[str, list[str]]:
        """Register what a measure reads; return its query and the query's parameters."""
        inputs = self._inputs(measure, vintage, wanted, keep)
        statement = self._statement(measure, measure.chosen(wanted))
        return self._asked(statement, inputs, [*measure.grain, "value", "n", *also], keep)

    def _inputs(
        self,
        measure: Measure,
        vintage: Vintage | None,
        wanted: Narrowing,
        keep: Mapping[str, Sequence[str]],
    ) -> dict[str, pa.Table]:
        asked = measure.without_options(wanted)
        return {
            name: self.table(name, vintage, asked, _states_of(measure, tables[name], keep))
            for name in measure.uses
        }

    def _asked(
        self,
        statement: str,
        inputs: Mapping[str, pa.Table],
        columns: Sequence[str],
        keep: Mapping[str, Sequence[str]],
    ) -> tuple[str, list[str]]:
        for name, rows in inputs.items():
            self._backend.register(name, rows)
        named = ", ".join(f'"{column}"' for column in columns)
        text = f"SELECT {named} FROM ({statement})"  # noqa: S608 (columns of a contract)
        values: list[str] = []
        for number, (column, kept) in enumerate(keep.items()):
            marks = ", ".join("?" for _ in kept)
            text += f' {"AND" if number else "WHERE"} "{column}" IN ({marks})'
            values += kept
        return text, values

    def _fetched(self, text: str, values: list[str]) -> list[dict[str, Any]]:
        # Not as Arrow, which binds a query twice: for results of some rows that is half the time.
        found = self._backend.execute(text, values)
        columns = [column[0] for column in found.description]
        return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]

    @property
    def _backend(self) -> duckdb.DuckDBPyConnection:
        """The embedded database of the thread that asks."""
        import duckdb

        held: duckdb.DuckDBPyConnection | None = getattr(self._local, "backend", None)
        if held is None:
            # One thread: sums of numbers then come out the same every time.
            held = self._local.backend = duckdb.connect(config={"threads": 1})
            # A long query would draw a bar where an answer is to be piped.
            held.execute("SET enable_progress_bar = false").fetchall()
        return held

    def _statement(self, measure: Measure, chosen: Mapping[str, str]) -> str:
        """Compile a measure once; a narrowing changes its inputs, never its statement."""
        name = "-".join([measure.name, *chosen.values()])
        own = measure.compute.__module__.startswith("entente.measures.")
        return self._statements.of(name, measure.compute, measure.uses, chosen, keep=own)

    @cached_property
    def _ledger(self) -> dict[str, Any]:
        return read_ledger(
            self.settings.ledger, self.settings.vocabulary, edition.as_of(self.settings)
        )

    def _read(self, contract: Table, states: tuple[str, ...] | None) -> pa.Table:
        """Read a table, whole or the rows of some states, each with its id."""
        import pyarrow as pa

        if contract.name in self._replace:
            parts = iter([(0, self._replace[contract.name])])
        elif contract.held == "ledger":
            parts = iter([(0, self._ledger[contract.name])])
        else:
            parts = read_parts(self.settings, contract, states)
        first = _place(contract.name) << SHIFT
        found = [
            self._with_sets(of_states(with_ids(rows, first + place), contract, states), contract)
            for place, rows in parts
        ]
        return found[0] if len(found) == 1 else pa.concat_tables(found)

    def _with_sets(self, rows: pa.Table, contract: Table) -> pa.Table:
        """Put the rows into the sets of the case."""
        for name, column in contract.columns.items():
            if column.named and self.named and column.named in contract.columns:
                rows = cells.with_names(rows, name, column.named, self.named)
        return rows

    def with_ids(self, name: str, ids: Sequence[int]) -> pa.Table:
        """Return the rows of a table that have these ids."""
        import numpy as np

        states = self._of_states(name, ids).get("state")
        rows = self.table(name, states=None if states is None else tuple(states))
        if states is not None or name in self._replace:
            return cells.rows_with(rows, ROW, ids)
        # The id of a row that is held says its place.
        first = _place(name) << SHIFT
        places = sorted({one - first for one in ids if 0 <= one - first < rows.num_rows})
        return rows.take(integers(np.array(places, dtype=np.int64)))

    def _of_states(self, name: str, ids: Sequence[int]) -> Narrowing:
        """Return the states of rows of a computed table, outside which nothing need be read."""
        computed = tables[name].computed
        if computed is None or name in self._replace:
            return {}
        numbers = [one - (_place(name) << SHIFT) for one in ids]
        return {"state": computed.states(self._made_of(computed), numbers)}

    def _computed(
        self,
        contract: Table,
        computed: Computed,
        states: tuple[str, ...] | None,
        concerned: Mapping[str, tuple[str, ...]],
    ) -> pa.Table:
        """Compute the rows of a table, each with its id."""
        import numpy as np

        rows = contract.build(self._made_of(computed), states, concerned)
        ids = held(rows[ROW], "int64") + np.int64(_place(contract.name) << SHIFT)
        return rows.set_column(rows.column_names.index(ROW), ROW, integers(ids))

    def _made_of(self, computed: Computed) -> Any:  # noqa: ANN401 (whatever the table prepares)
        """Return what a computed table keeps of the table that it reads."""
        if computed not in self._kept:
            self._kept[computed] = computed.prepare(self._columns(computed))
        return self._kept[computed]

    def _columns(self, computed: Computed) -> pa.Table:
        """Return the columns that a computed table reads, without the others where none is held."""
        contract = tables[computed.table]
        whole = (contract.name, None, (), None)
        if contract.name in self._replace or contract.held != "edition" or whole in self._held:
            return self.table(contract.name).select(list(computed.columns))
        ((_place, rows),) = read_parts(self.settings, contract, None, computed.columns)
        return self._with_sets(rows, contract)


def open_store(settings: Settings) -> Store:
    """Return a store that this process keeps while the edition and the ledger are the same.

    What it read is of the edition of that name, whatever becomes of the files.
    """
    return _opened(settings, edition.name(settings))


@lru_cache(maxsize=2)
def _opened(settings: Settings, _edition: str) -> Store:
    return Store(settings)


def _place(name: str) -> int:
    return tables.names.index(name)


def _states_of(
    measure: Measure, contract: Table, keep: Mapping[str, Sequence[str]]
) -> tuple[str, ...] | None:
    """Return the states whose rows suffice for what is kept of a result; ``None``: all."""
    sides = measure.sides
    if not sides or contract.name in measure.whole or not all(side in keep for side in sides):
        return None
    return tuple(sorted({state for side in sides for state in keep[side]}))
