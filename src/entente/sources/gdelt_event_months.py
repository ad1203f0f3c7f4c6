"""News events between two states, summed by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import GDELT
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "events/gdelt2_dyad_month_2018-01_2024-02.parquet"
IGNORED = ()


@source(
    title="GDELT 2.0 events between two states, sums by month",
    producer="GDELT Project",
    url="https://www.gdeltproject.org/",
    licence=GDELT,
    citation=(
        "The GDELT Project, Global Database of Events, Language, and Tone; sums by pair and day of "
        "github.com/gzemo/gdelt-graph-data, summed by month."
    ),
    files=(FILE,),
    covers=(2018, 2024),
    updates="ended",
    lag_days=1,
    second_hand="a public repository with a matrix of pairs for each day; 96 of 2,245 are absent",
    ignore=IGNORED,
)
def gdelt_event_months(raw: Path) -> ir.Table:
    """One row per month and pair of states: sums over the days that are there."""
    used = {
        "month": "string",
        "iso3_a": "string",
        "iso3_b": "string",
        "edge_sum": "float64",
        "pos_sum": "float64",
        "neg_sum": "float64",
        "days_nonzero": "int64",
        "days_present": "int64",
    }
    return published(raw / FILE, "gdelt_event_months", used, IGNORED)
