"""Trade of South Korea, the United States and Japan with China by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import OFFICIAL_FIGURES
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "economy/month_kor_usa_jpn_with_china_2001_2019.csv"
IGNORED = ("partner",)


@source(
    title="Trade with China by month of three states",
    producer="Korea Customs Service, U.S. Census Bureau, Ministry of Finance of Japan",
    url="https://www.customs.go.jp/toukei/info/index_e.htm",
    licence=OFFICIAL_FIGURES,
    citation=(
        "Statistics Korea (KOSIS), U.S. Census Bureau and Ministry of Finance of Japan, trade with "
        "China."
    ),
    files=(FILE,),
    covers=(2001, 2019),
    updates="ended",
    lag_days=45,
    second_hand="a public repository of research on exchange rates",
    ignore=IGNORED,
)
def customs_with_china(raw: Path) -> ir.Table:
    """One row per month, reporter and direction, in the reporter's own unit."""
    used = {
        "month": "string",
        "reporter": "string",
        "flow": "string",
        "value": "float64",
        "unit": "string",
    }
    return published(raw / FILE, "customs_with_china", used, IGNORED)
