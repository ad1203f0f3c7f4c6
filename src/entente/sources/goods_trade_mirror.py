"""Trade in goods between pairs of states, as each side reports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import INTERNATIONAL_TRADE
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "economy/focus_dyads_mirror_1990_2025.csv"
IGNORED = ()


@source(
    title="Direction of trade, both sides, 44 states",
    producer="IMF, OECD, World Bank, UN Comtrade",
    url="https://data.imf.org/en/datasets/IMF.STA:IMTS",
    licence=INTERNATIONAL_TRADE,
    citation=(
        "IMF Direction of Trade and International Merchandise Trade Statistics; OECD Balanced "
        "International Merchandise Trade; World Bank WITS; UN Comtrade. The tag of each figure "
        "names its own."
    ),
    files=(FILE,),
    covers=(1990, 2025),
    updates="yearly",
    lag_days=180,
    second_hand=(
        "public repositories that hold extracts of the producers' files, joined into one table;"
        " the tag of each figure names its producer"
    ),
    ignore=IGNORED,
)
def goods_trade_mirror(raw: Path) -> ir.Table:
    """One row per exporter, importer and year: the exporter's FOB and the importer's CIF figure."""
    used = {
        "exporter_iso3": "string",
        "importer_iso3": "string",
        "year": "int64",
        "exporter_reported_fob_musd": "float64",
        "exporter_source": "string",
        "importer_reported_cif_musd": "float64",
        "importer_source": "string",
    }
    return published(raw / FILE, "goods_trade_mirror", used, IGNORED)
