"""Trade in goods of a state with the world."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import INTERNATIONAL_TRADE
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "economy/focus_state_totals_1990_2025.csv"
IGNORED = ()


@source(
    title="Trade with the world, 44 states",
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
def goods_trade_totals(raw: Path) -> ir.Table:
    """One row per state and year: total exports FOB and imports CIF, each with its tag."""
    used = {
        "iso3": "string",
        "year": "int64",
        "total_exports_fob_musd": "float64",
        "exports_source": "string",
        "total_imports_cif_musd": "float64",
        "imports_source": "string",
    }
    return published(raw / FILE, "goods_trade_totals", used, IGNORED)
