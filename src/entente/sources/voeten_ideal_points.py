"""Ideal points of states in the General Assembly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import VOETEN
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "votes/unga_ideal_points_voeten_2025-07.parquet"
IGNORED = (
    "iso3c",
    "countryname",
    "idealpointlegacy",
    "qofp",
    "q10fp",
    "q50fp",
    "q90fp",
    "q100fp",
    "qoall",
    "q10all",
    "q50all",
    "q90all",
    "q100all",
    "nvotesLegacy",
)


@source(
    title="Estimating Dynamic State Preferences from UN Voting Data, release of July 2025",
    producer="Michael Bailey, Anton Strezhnev, Erik Voeten",
    url="https://doi.org/10.7910/DVN/LEJUQZ",
    licence=VOETEN,
    citation=(
        "Bailey, Strezhnev, Voeten (2017), Estimating Dynamic State Preferences from United "
        "Nations Voting Data, Journal of Conflict Resolution 61(2)."
    ),
    files=(FILE,),
    covers=(1946, 2024),
    updates="yearly",
    lag_days=200,
    second_hand="a copy of the Dataverse file, release of July 2025",
    ignore=IGNORED,
)
def voeten_ideal_points(raw: Path) -> ir.Table:
    """One row per state and year; the series over all votes ends a year before the newest."""
    used = {
        "ccode": "int64",
        "year": "int64",
        "idealpointall": "float64",
        "nvotesall": "float64",
        "q5all": "float64",
        "q95all": "float64",
        "idealpointfp": "float64",
        "nvotesfp": "float64",
        "q5fp": "float64",
        "q95fp": "float64",
    }
    return published(raw / FILE, "voeten_ideal_points", used, IGNORED)
