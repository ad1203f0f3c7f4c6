"""Sources of the hand-coded facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.tables import Column, table
from entente.vocabulary import TIERS

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
        "tier": Column("string", "what the page is, by its host and form", allowed=TIERS),
        "seen_on": Column("date", "the day the page was read"),
    },
    held="ledger",
)
def activity_source(rows: ir.Table) -> ir.Table:
    """Pages behind the facts of ``activity``, the most reliable of each first.

    What counts is the number of independent sources: bodies and media of one state are one, and
    reposts and aggregators are none.
    """
    return rows
