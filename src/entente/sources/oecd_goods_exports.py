"""Exports of goods after 2020, of the partners that a page of the OECD's figures lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import INTERNATIONAL_TRADE
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "economy/oecd_btige_exports_2021_2025.csv"
IGNORED = ("halved",)


@source(
    title="Balanced International Merchandise Trade, exports 2021-2025",
    producer="OECD",
    url="https://data-explorer.oecd.org/?df[id]=DSD_BIMTS%40DF_BIMTS_CPA_2_1",
    licence=INTERNATIONAL_TRADE,
    citation="OECD, Balanced International Merchandise Trade.",
    files=(FILE,),
    covers=(2021, 2025),
    updates="yearly",
    lag_days=180,
    second_hand=(
        "a public repository: exports to nine importers 2021-2023, to the ten first partners of 49"
        " economies 2021-2024, and of five exporters 2025"
    ),
    ignore=IGNORED,
)
def oecd_goods_exports(raw: Path) -> ir.Table:
    """One row per exporter, importer and year, in thousands of dollars."""
    used = {
        "exporter_iso3": "string",
        "importer_iso3": "string",
        "year": "int64",
        "exports_kusd": "float64",
        "exporter_is_rus_after_2021": "int64",
    }
    return published(raw / FILE, "oecd_goods_exports", used, IGNORED)
