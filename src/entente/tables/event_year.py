"""How often the news told of one state acting towards another in a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.tables import Column, RowText, table
from entente.tables._states import coded
from entente.tables._when import too_early, year_known

if TYPE_CHECKING:
    import ibis.expr.types as ir

CLASSES = {
    "verbal_cooperation": "verbCoop",
    "material_cooperation": "matlCoop",
    "verbal_conflict": "verbConf",
    "material_conflict": "matlConf",
}


def negative(rows: ir.Table) -> ir.Table:
    """Rows of which a count is below zero."""
    return ibis.union(*(rows.filter(_[name] < 0) for name in CLASSES))


@table(
    title="news events of one state towards another in a year",
    key=("state", "partner", "year"),
    columns={
        "state": Column("string", "state that acts"),
        "partner": Column("string", "state towards which it acts"),
        "year": Column("int64", "calendar year"),
        **{
            name: Column("int64", f"events of {name.replace('_', ' ')}", unit="events")
            for name in CLASSES
        },
    },
    row=RowText(
        "{state} to {partner}, {year}: {verbal_cooperation} verbal and {material_cooperation} "
        "material cooperation, {verbal_conflict} verbal and {material_conflict} material conflict"
    ),
    sides=("state", "partner"),
    uses=("icews_event_years",),
    audits={
        "no event with oneself": lambda rows: rows.filter(_.state == _.partner),
        "counts are not negative": negative,
        "known after the year": too_early,
    },
)
def event_year(counts: ir.Table) -> ir.Table:
    """Carry counts of ICEWS events in four classes between 152 states, 2002 to 2014.

    A zero is the coder's: no event of the class was found in the news that it read. Taiwan is not
    among the states.

    Source:
        Boschee et al. (2015), ICEWS Coded Event Data; classes of Duval and Thompson (1980).
    """
    return coded(counts, state="i_iso3c", partner="j_iso3c").select(
        "state",
        "partner",
        "year",
        **{name: _[column] for name, column in CLASSES.items()},
        source=ibis.literal("icews_event_years"),
        known_on=year_known(365),
    )
