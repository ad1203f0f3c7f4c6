"""For which states and years the list of treaty obligations is complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.tables import Column, RowText, table
from entente.tables._states import numbered
from entente.tables._when import too_early, year_known
from entente.tables.commitment import FIRST_YEAR, LAST_YEAR, RELEASED_AFTER

if TYPE_CHECKING:
    import ibis.expr.types as ir

LIST_ENDS = 2016
"""Last year of the list of states: who is there then is taken to have stayed on."""


@table(
    title="a state all of whose treaty obligations in a year are listed",
    key=("state", "year"),
    columns={
        "state": Column("string", "state in the state system"),
        "year": Column("int64", "year of which the list of treaties is complete"),
    },
    row=RowText("{state} in the state system, {year}: each of its treaties is listed"),
    sides=("state",),
    uses=("cow_states",),
    audits={"known after the year": too_early},
)
def treaty_coverage(members: ir.Table) -> ir.Table:
    """Carry the states of the state system, 1945-2018, among which ATOP lists every treaty.

    Two states with such a row and without an obligation had none in the year. Public when ATOP's
    list of the year is.

    Source:
        Leeds, Ritter, Mitchell, Long (2002), International Interactions 28(3), 237-260, on which
        states are covered; Correlates of War for when they were there.
    """
    years = ibis.range(FIRST_YEAR, LAST_YEAR + 1).unnest().name("year").as_table()
    until = ibis.ifelse(_.endyear == LIST_ENDS, LAST_YEAR, _.endyear)
    spans = members.mutate(until=until)
    held = spans.join(years, [spans.styear <= years.year, years.year <= spans.until])
    return (
        numbered(held.select("ccode", year=_.year.cast("int64")).distinct(), state="ccode")
        .select(
            "state",
            "year",
            source=ibis.literal("cow_states"),
            known_on=year_known(RELEASED_AFTER),
        )
        .distinct()
    )
