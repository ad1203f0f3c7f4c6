"""Exports of goods of 196 economies in the newest year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import INTERNATIONAL_TRADE
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "economy/imf_imts_exports_all_dyads_2025.csv"
IGNORED = ("pct_exporter_gdp2024", "pct_importer_gdp2024")


@source(
    title="International Merchandise Trade Statistics, exports of 2025",
    producer="International Monetary Fund",
    url="https://data.imf.org/en/datasets/IMF.STA:IMTS",
    licence=INTERNATIONAL_TRADE,
    citation="IMF, International Merchandise Trade Statistics, downloaded on 24 April 2026.",
    files=(FILE,),
    covers=(2025, 2025),
    updates="yearly",
    lag_days=114,
    second_hand="a public repository that holds the exports of one year",
    ignore=IGNORED,
)
def imf_goods_exports(raw: Path) -> ir.Table:
    """One row per exporter, importer and year; economies without GDP are left out by its author."""
    used = {
        "exporter_iso3": "string",
        "importer_iso3": "string",
        "year": "int64",
        "exports_fob_musd": "float64",
    }
    return published(raw / FILE, "imf_goods_exports", used, IGNORED)
