"""China's customs figures on trade with Russia as the press relayed them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import FACTS
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "economy/chn_rus_annual_1992_2025.csv"
IGNORED = (
    "chn_exports_usd_bn",
    "chn_exports_source",
    "chn_side_total_usd_bn",
    "rus_exports_usd_bn",
    "rus_exports_source",
    "rus_imports_usd_bn",
    "rus_imports_source",
    "rus_side_total_usd_bn",
    "gacc_press_total_usd_bn",
    "diff_vs_gacc_pct",
)


@source(
    title="China-Russia goods trade, yearly",
    producer="General Administration of Customs of China",
    url="http://stats.customs.gov.cn/indexEn",
    licence=FACTS,
    citation=(
        "General Administration of Customs of China, by way of TASS, RIA Novosti, Reuters and "
        "bne IntelliNews."
    ),
    files=(FILE,),
    covers=(1992, 2025),
    updates="yearly",
    lag_days=30,
    second_hand="press reports of the customs figures",
    ignore=IGNORED,
)
def china_russia_trade_press(raw: Path) -> ir.Table:
    """One row per year: China's imports from Russia with the tag of where the figure comes from."""
    used = {"year": "int64", "chn_imports_usd_bn": "float64", "chn_imports_source": "string"}
    return published(raw / FILE, "china_russia_trade_press", used, IGNORED)
