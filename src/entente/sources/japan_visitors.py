"""Visitors to Japan by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import JNTO
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "activity/jnto_visitors_to_japan_month_2003_2021.csv"
IGNORED = ()


@source(
    title="Visitor arrivals to Japan by nationality",
    producer="Japan National Tourism Organization",
    url="https://statistics.jnto.go.jp/en/",
    licence=JNTO,
    citation=("Japan National Tourism Organization (JNTO), visitor arrivals."),
    files=(FILE,),
    covers=(2003, 2021),
    updates="yearly",
    lag_days=60,
    second_hand="the organisation's workbook, kept in a public repository as a sample",
    ignore=IGNORED,
)
def japan_visitors(raw: Path) -> ir.Table:
    """One row per month and nationality (W00: all): persons who entered."""
    used = {
        "month": "string",
        "from_iso3": "string",
        "visitors": "int64",
    }
    return published(raw / FILE, "japan_visitors", used, IGNORED)
