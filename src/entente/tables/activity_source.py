"""Sources of the hand-coded facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.tables import Column, table

if TYPE_CHECKING:
    import ibis.expr.types as ir


@table(
    title="one page on which a hand-coded fact was seen",
    key=("fact", "link"),
    columns={
        "fact": Column("string", "id of the row in activity"),
        "link": Column("string", "address of the page"),
        "title": Column("string", "title of the page"),
        "publisher": Column("string", "who publishes the page"),
        "origin": Column("string", "whose reporting it is; one origin counts once"),
        "form": Column("string", "nearness to the origin", allowed=("primary", "report", "repost")),
        "seen_on": Column("date", "the day the page was read"),
    },
    held="ledger",
)
def activity_source(rows: ir.Table) -> ir.Table:
    """Pages behind the facts of ``activity``; the number of distinct origins is what counts."""
    return rows
