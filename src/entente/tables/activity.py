"""Activity: hand-coded acts and figures, each with its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.tables import Column, RowText, table
from entente.vocabulary import TIERS

if TYPE_CHECKING:
    import ibis.expr.types as ir


@table(
    title="one hand-coded act of states, or one figure of an act or a period",
    key=("id",),
    columns={
        "id": Column("string", "stable name of the row"),
        "act": Column("string", "the act or figure that the row speaks of"),
        "date_start": Column("date", "first day of the act or period"),
        "date_end": Column("date", "last day of the act or period"),
        "date_basis": Column(
            "string", "whether the days stand in a source", allowed=("source", "approximate")
        ),
        "actors": Column("string", "states that act, ISO 3166 alpha-3", many=True, every=True),
        "target": Column("string", "states the act is aimed at", many=True, required=False),
        "theatre": Column("string", "where", many=True),
        "place": Column("string", "seas that a source names", many=True, required=False),
        "field": Column("string", "field", allowed=("military", "economic", "diplomatic")),
        "instrument": Column("string", "kind of act"),
        "quantity": Column("float64", "number", unit="as `unit` says", required=False),
        "unit": Column("string", "what the quantity counts"),
        "counted_by": Column("string", "whose count it is", required=False),
        "reliability": Column(
            "string", "of the best source, Admiralty scale", allowed=("A", "B", "C", "D", "E", "F")
        ),
        "credibility": Column("int64", "of the information, Admiralty scale 1 (best) to 6"),
        "summary": Column("string", "one sentence in our own words", prose=True),
        "note": Column("string", "what differs between sources", required=False, prose=True),
        "theme": Column("string", "ledger file the row stands in"),
        "joint": Column("boolean", "whether the instrument is one the partners use together"),
        "home": Column("boolean", "whether any theatre lies in the home region"),
        "origins": Column("int64", "number of independent sources", unit="origins"),
        "reposts_only": Column("boolean", "whether every source is a repost of another's text"),
        "tier": Column("string", "what the most reliable source is", allowed=TIERS, prose=True),
        "link": Column("string", "address of the most reliable source", prose=True),
    },
    held="ledger",
    open_list=True,
    row=RowText("{summary}", link="{link}", value="quantity", unit="unit"),
)
def activity(rows: ir.Table) -> ir.Table:
    """Hand-coded acts and figures (``docs/ledger.md`` is the data dictionary).

    Every act has one row with unit ``act``; further rows carry its figures. Where sides count
    differently both counts are kept, named in ``counted_by``. The list is not complete unless
    ``coverage`` says so for the instrument.
    """
    return rows
