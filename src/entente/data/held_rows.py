"""Rows of a table as a question wants them: known by a day, of some states, with some values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from entente.arrow_values import integers, typed
from entente.data import cells
from entente.tables import ROW

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from entente.data.vintages import Vintage
    from entente.tables import Table


def with_ids(rows: pa.Table, first: int) -> pa.Table:
    """Number rows from a first id on, unless they bring their ids."""
    import numpy as np

    if ROW in rows.column_names:
        return rows
    ids = np.arange(rows.num_rows, dtype=np.int64) + first
    return rows.append_column(ROW, integers(ids))


def of_states(rows: pa.Table, contract: Table, states: Sequence[str] | None) -> pa.Table:
    """Return the rows that are of no other states than some; ``None``: all."""
    if states is None:
        return rows
    for side in contract.sides:
        rows = rows.filter(cells.among(rows[side], states))
    return rows


def column_of(contract: Table, key: str) -> str | None:
    """Find the column a scope key speaks of: of its own name, or with an ``s`` for lists."""
    return next((name for name in (key, f"{key}s") if name in contract.columns), None)


def known(rows: pa.Table, contract: Table, vintage: Vintage) -> pa.Table:
    """Return the rows that were public on a vintage's date, their spans cut to it."""
    rows = rows.filter(cells.by_day(rows["known_on"], vintage.date))
    for name in contract.clip:
        cut = cells.cut_to_day(rows[name], vintage.date)
        rows = rows.set_column(rows.column_names.index(name), name, cut)
    return rows


def narrowed(rows: pa.Table, contract: Table, concerned: Mapping[str, tuple[str, ...]]) -> pa.Table:
    """Return the rows that have any of the values wanted, by column."""
    for name, values in concerned.items():
        column, held = contract.columns[name], rows[name]
        if column.type == "boolean":
            keep = cells.equal(held, values[0] in {"yes", "true"})
        elif column.within:
            keep = cells.within(held, values)
        elif column.many:
            keep = cells.listed(held, values, every=column.every, empty=column.everywhere)
        else:
            keep = cells.among(held, values)
        rows = rows.filter(keep)
    return rows


def as_table(contract: Table, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Return plain rows as a table in the types of its contract."""
    import pyarrow as pa

    columns = contract.all_columns
    return pa.table({n: typed([row[n] for row in rows], c.type) for n, c in columns.items()})
