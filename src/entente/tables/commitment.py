"""What one state owes another by treaty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.tables import Column, RowText, table
from entente.tables._states import numbered
from entente.tables._when import too_early, year_known

if TYPE_CHECKING:
    import ibis.expr.types as ir

OBLIGATIONS = {
    "defence": "atop_defense",
    "offence": "atop_offense",
    "neutrality": "atop_neutral",
    "non_aggression": "atop_nonagg",
    "consultation": "atop_consul",
}
MEANINGS = {
    "defence": "to come to its aid when attacked",
    "offence": "to join it in attack",
    "neutrality": "to stay out of its wars",
    "non_aggression": "not to attack it",
    "consultation": "to consult in a crisis",
}
FIRST_YEAR, LAST_YEAR = 1945, 2018
RELEASED_AFTER = 700
"""Days from the end of a year to the release of its treaties."""


@table(
    title="a state's treaty obligations towards another in a year",
    key=("state", "partner", "year"),
    columns={
        "state": Column("string", "state that is obliged"),
        "partner": Column("string", "state to which it is obliged"),
        "year": Column("int64", "year in which the obligation was in force on any day"),
        **{
            name: Column("boolean", f"whether the state is obliged {meaning}")
            for name, meaning in MEANINGS.items()
        },
    },
    row=RowText(
        "{state} to {partner}, {year}: defence {defence}, offence {offence}, "
        "neutrality {neutrality}, non-aggression {non_aggression}, consultation {consultation}"
    ),
    sides=("state", "partner"),
    uses=("atop_alliances",),
    audits={
        "no obligation to oneself": lambda rows: rows.filter(_.state == _.partner),
        "known after the year": too_early,
    },
)
def commitment(pairs: ir.Table) -> ir.Table:
    """Carry obligations in force between all states, 1945-2018.

    Rows are those with any obligation. The list is complete: two states that are both in
    :mod:`entente.tables.treaty_coverage` and have no row in a year had no alliance in the sense of
    ATOP. The data end with 2018: later treaties (Russia and North Korea 2024) are in the ledger.
    Codes follow Correlates of War: CHN is China throughout, so the treaty of 1945 with the USSR is
    that of the Republic; the USSR is RUS; VNM before 1976 is the North, DEU before 1990 the Federal
    Republic, YEM before 1990 the North. A year counts an obligation in force on any of its days.

    Source:
        Leeds, Ritter, Mitchell, Long (2002), International Interactions 28(3), 237-260.
    """
    in_force = pairs.filter(ibis.greatest(*(_[c] for c in OBLIGATIONS.values())) == 1)
    obliged = (
        numbered(in_force, state="ccode1", partner="ccode2")
        .mutate(**{name: _[column] == 1 for name, column in OBLIGATIONS.items()})
        .select("state", "partner", "year", *OBLIGATIONS)
    )
    return obliged.mutate(
        source=ibis.literal("atop_alliances"), known_on=year_known(RELEASED_AFTER)
    )
