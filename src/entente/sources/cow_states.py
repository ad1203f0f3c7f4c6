"""States and when they were in the state system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import CORRELATES_OF_WAR
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "dyads/cow_states.csv.gz"
IGNORED = ("stateabb", "statenme", "stmonth", "stday", "endmonth", "endday", "version")


@source(
    title="State System Membership, version 2016",
    producer="Correlates of War project",
    url="https://correlatesofwar.org/data-sets/state-system-membership/",
    licence=CORRELATES_OF_WAR,
    citation=(
        "Correlates of War Project (2017), State System Membership List, v2016, "
        "correlatesofwar.org."
    ),
    files=(FILE,),
    covers=(1816, 2016),
    updates="irregular",
    lag_days=365,
    second_hand="R package peacesciencer (svmiller, fe150a26)",
    ignore=IGNORED,
)
def cow_states(raw: Path) -> ir.Table:
    """One row per state and span: number, first and last year; 2016 is the end of the list."""
    used = {"ccode": "float64", "styear": "float64", "endyear": "float64"}
    whole = published(raw / FILE, "cow_states", used, IGNORED)
    return whole.select(**{name: whole[name].cast("int64") for name in used})
