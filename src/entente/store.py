"""The store: tables as they were known on a date, read from the edition and the ledger.

Rows come out as Ibis expressions over an embedded DuckDB; nothing is written.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from entente.errors import BrokenFileError
from entente.ledger import read_ledger
from entente.tables import tables

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from ibis.backends.duckdb import Backend

    from entente.settings import Settings
    from entente.tables import Table
    from entente.vintages import Vintage


class Store:
    """Tables of one observatory.

    Args of the methods that take a vintage: ``None`` reads every row.
    """

    def __init__(self, settings: Settings, replace: dict[str, Any] | None = None) -> None:
        """Open an observatory.

        Args:
            settings: Where the edition and the ledger are.
            replace: Arrow tables to use in place of those held, by name (tests use it).
        """
        self._settings = settings
        self._replace = dict(replace or {})
        self._open: dict[str, ir.Table] = {}
        self.answers: dict[Any, Any] = {}

    def table(self, name: str, vintage: Vintage | None = None) -> ir.Table:
        """Give a table, with ``row_id``, as it was known on the vintage's date.

        Raises:
            UnknownNameError: No table has that name.
            BrokenFileError: The edition does not hold it.
        """
        import ibis
        from ibis import _

        contract = tables[name]
        if name not in self._open:
            self._open[name] = self._read(contract)
        rows = self._open[name]
        if vintage is None:
            return rows
        day = ibis.date(vintage.date.isoformat())
        rows = rows.filter(_.known_on <= day)
        if contract.clip:
            rows = rows.mutate(**{c: ibis.least(rows[c], day) for c in contract.clip})
        return rows

    @cached_property
    def backend(self) -> Backend:
        """The embedded database."""
        import ibis

        backend = ibis.duckdb.connect()
        backend.raw_sql("SET threads = 2")
        backend.raw_sql("SET preserve_insertion_order = true")
        return backend

    @cached_property
    def _ledger(self) -> dict[str, Any]:
        return read_ledger(self._settings.ledger, self._settings.vocabulary)

    def _read(self, contract: Table) -> ir.Table:
        import ibis

        if contract.name in self._replace:
            rows = self._take_in(contract.name, self._replace[contract.name])
        elif contract.held == "ledger":
            rows = self._take_in(contract.name, self._ledger[contract.name])
        else:
            path = self._settings.edition / f"{contract.name}.parquet"
            if not path.is_file():
                raise BrokenFileError.at(
                    path, "The edition lacks this table.", fix="entente edition build --from DIR"
                )
            rows = self.backend.read_parquet(path, table_name=contract.name)
        if "row_id" in rows.columns:
            return rows
        parts = [rows["source"], *(rows[key].cast("string") for key in contract.key)]
        row_id = ibis.literal(":").join(parts)
        return rows.select("source", "known_on", *contract.columns, row_id=row_id)

    def _take_in(self, name: str, rows: Any) -> ir.Table:  # noqa: ANN401 (Arrow is untyped)
        # ibis 12 writes a statement that duckdb 2 refuses when it creates a table from Arrow.
        self.backend.con.register(f"arrow_{name}", rows)
        self.backend.raw_sql(f'CREATE TABLE "{name}" AS SELECT * FROM "arrow_{name}"')  # noqa: S608 (a name of our registry)
        return self.backend.table(name)
