"""Capitals of states, where they lie and from when to when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import Licence, source
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "dyads/cow_capitals.csv.gz"
IGNORED = ("statenme",)


@source(
    title="Capitals and capital transitions of Correlates of War state system members",
    producer="Steven V. Miller",
    url="https://svmiller.com/peacesciencer/reference/cow_capitals.html",
    licence=Licence(
        "GPL-2",
        "https://cran.r-project.org/package=peacesciencer",
        may_redistribute=True,
        note="The licence of the package; only distances derived from the places are used here.",
    ),
    citation=(
        "Miller (2022), peacesciencer: An R Package for Quantitative Peace Science Research, "
        "Conflict Management and Peace Science 39(6)."
    ),
    files=(FILE,),
    covers=(1816, 2024),
    updates="irregular",
    lag_days=365,
    ignore=IGNORED,
)
def peacesciencer_capitals(raw: Path) -> ir.Table:
    """One row per state (Correlates of War number) and capital: its place, first and last day."""
    used = {
        "ccode": "int64",
        "capital": "string",
        "stdate": "date",
        "enddate": "date",
        "lat": "float64",
        "lng": "float64",
    }
    return published(raw / FILE, "peacesciencer_capitals", used, IGNORED)
