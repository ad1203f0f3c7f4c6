"""Capabilities of states and their composite index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import CORRELATES_OF_WAR
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "dyads/cow_nmc_v6_1816_2022.parquet"
IGNORED = ()


@source(
    title="National Material Capabilities, version 6",
    producer="Correlates of War project",
    url="https://correlatesofwar.org/data-sets/national-material-capabilities/",
    licence=CORRELATES_OF_WAR,
    citation=(
        "Singer, Bremer, Stuckey (1972), Capability Distribution, Uncertainty, and Major Power "
        "War, 1820-1965; Singer (1987), International Interactions 14."
    ),
    files=(FILE,),
    covers=(1816, 2022),
    updates="irregular",
    lag_days=1095,
    second_hand="R package peacesciencer (svmiller, fe150a26)",
    ignore=IGNORED,
)
def cow_national_capabilities(raw: Path) -> ir.Table:
    """One row per state and year: six components and ``cinc``, the mean of the world shares."""
    used = {
        "ccode": "int64",
        "year": "int64",
        "milex": "float64",
        "milper": "float64",
        "irst": "float64",
        "pec": "float64",
        "tpop": "float64",
        "upop": "float64",
        "cinc": "float64",
    }
    return published(raw / FILE, "cow_national_capabilities", used, IGNORED)
