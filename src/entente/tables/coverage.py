"""How far the hand-coded lists were searched, and which are complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.tables import Column, RowText, table

if TYPE_CHECKING:
    import ibis.expr.types as ir


@table(
    title="one span that was searched for one kind of act",
    key=("instrument", "actors", "theatre", "date_from"),
    columns={
        "instrument": Column("string", "kind of act"),
        "actors": Column("string", "states that act", many=True, within=True),
        "theatre": Column(
            "string", "where; empty: everywhere", many=True, everywhere=True, required=False
        ),
        "date_from": Column("date", "first day searched"),
        "date_to": Column("date", "last day searched"),
        "complete": Column("boolean", "whether the list is a census, so that none is evidence"),
        "basis": Column("string", "why it is thought complete, or what is missing", prose=True),
    },
    held="ledger",
    spans=True,
    row=RowText("searched for {instrument} of {actors}, {date_from} to {date_to}: {basis}"),
    clip=("date_to",),
)
def coverage(rows: ir.Table) -> ir.Table:
    """Spans searched for each instrument.

    ``date_to`` is cut to the vintage: a span searched to 2026 was, on an earlier day, searched to
    that day. Only where ``complete`` holds is a year without an act a zero.
    """
    return rows
