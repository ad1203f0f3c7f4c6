"""Alliance obligations between pairs of states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import Licence, source
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "dyads/atop_directed_dyad_year_1945_2018.parquet"
IGNORED = ()


@source(
    title="Alliance Treaty Obligations and Provisions 5.1, directed dyad-years",
    producer="Brett Ashley Leeds and others",
    url="http://www.atopdata.org/",
    licence=Licence(
        "ATOP terms",
        "http://www.atopdata.org/data.html",
        may_redistribute=True,
        note="Free for research with citation.",
    ),
    citation=(
        "Leeds, Ritter, Mitchell, Long (2002), Alliance Treaty Obligations and Provisions, "
        "1815-1944, International Interactions 28(3)."
    ),
    files=(FILE,),
    covers=(1945, 2018),
    updates="irregular",
    lag_days=700,
    second_hand="R package peacesciencer (svmiller)",
    ignore=IGNORED,
)
def atop_alliances(raw: Path) -> ir.Table:
    """One row per ordered pair of states (Correlates of War numbers) and year, 1 where obliged."""
    used = {
        "ccode1": "int64",
        "ccode2": "int64",
        "year": "int64",
        "atop_defense": "int64",
        "atop_offense": "int64",
        "atop_neutral": "int64",
        "atop_nonagg": "int64",
        "atop_consul": "int64",
    }
    return published(raw / FILE, "atop_alliances", used, IGNORED)
