"""News events of one state towards another, counted by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import ICEWS
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "events/icews_dyad_year_2002_2014_netify.parquet"
IGNORED = (
    "i",
    "j",
    "id",
    "i_year",
    "j_year",
    "i_polity2",
    "j_polity2",
    "i_region",
    "j_region",
    "i_gdp",
    "j_gdp",
    "i_log_gdp",
    "j_log_gdp",
    "i_pop",
    "j_pop",
    "i_log_pop",
    "j_log_pop",
)


@source(
    title="ICEWS event counts by pair and year",
    producer="Lockheed Martin, ICEWS",
    url="https://doi.org/10.7910/DVN/28075",
    licence=ICEWS,
    citation=(
        "Boschee, Lautenschlager, O'Brien, Shellman, Starz, Ward (2015), ICEWS Coded Event Data, "
        "Harvard Dataverse; counts of the R package netify."
    ),
    files=(FILE,),
    covers=(2002, 2014),
    updates="ended",
    lag_days=365,
    second_hand="the R package netify (netify-dev), which has 152 states",
    ignore=IGNORED,
)
def icews_event_years(raw: Path) -> ir.Table:
    """One row per state, other state and year: counts of four classes of events, zero included."""
    used = {
        "i_iso3c": "string",
        "j_iso3c": "string",
        "year": "int64",
        "verbCoop": "int64",
        "matlCoop": "int64",
        "verbConf": "int64",
        "matlConf": "int64",
    }
    return published(raw / FILE, "icews_event_years", used, IGNORED)
