"""Military expenditure of states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import SIPRI
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "dyads/sipri_milex_1949_2024.parquet"
IGNORED = ()


@source(
    title="SIPRI Military Expenditure Database",
    producer="Stockholm International Peace Research Institute",
    url="https://www.sipri.org/databases/milex",
    licence=SIPRI,
    citation=(
        "SIPRI Military Expenditure Database, Stockholm International Peace Research Institute."
    ),
    files=(FILE,),
    covers=(1949, 2024),
    updates="yearly",
    lag_days=120,
    second_hand="an extract of the database of 2025",
    ignore=IGNORED,
)
def sipri_military_expenditure(raw: Path) -> ir.Table:
    """One row per state, year and series; ``usd_m_constant_2023`` is the one to compare."""
    used = {"country": "string", "year": "int64", "value": "float64", "series": "string"}
    return published(raw / FILE, "sipri_military_expenditure", used, IGNORED)
