"""Which states touch each other, by land or across how much water."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import CORRELATES_OF_WAR
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "dyads/cow_contiguity.csv.gz"
IGNORED = ()


@source(
    title="Direct Contiguity, version 3.2",
    producer="Correlates of War project",
    url="https://correlatesofwar.org/data-sets/direct-contiguity/",
    licence=CORRELATES_OF_WAR,
    citation=(
        "Stinnett, Tir, Schafer, Diehl, Gochman (2002), The Correlates of War Project Direct "
        "Contiguity Data, Version 3, Conflict Management and Peace Science 19(2)."
    ),
    files=(FILE,),
    covers=(1816, 2016),
    updates="irregular",
    lag_days=365,
    second_hand="R package peacesciencer (svmiller)",
    ignore=IGNORED,
)
def cow_direct_contiguity(raw: Path) -> ir.Table:
    """One row per ordered pair of states, kind and time: 1 is a border on land or along a river."""
    used = {
        "ccode1": "int64",
        "ccode2": "int64",
        "conttype": "int64",
        "stdate": "date",
        "enddate": "date",
    }
    return published(raw / FILE, "cow_direct_contiguity", used, IGNORED)
