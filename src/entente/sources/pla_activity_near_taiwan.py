"""Aircraft and vessels of China's forces near Taiwan, by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import Licence, source
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "activity/taiwan_pla_monthly_derived.csv"
IGNORED = ()


@source(
    title="Daily reports of air and sea activity around Taiwan, summed by month",
    producer="Ministry of National Defense, Taiwan",
    url="https://www.mnd.gov.tw/en/",
    licence=Licence(
        "Facts",
        "https://www.mnd.gov.tw/en/",
        may_redistribute=True,
        note="Counts from daily bulletins; monthly sums are derived.",
    ),
    citation="Ministry of National Defense, Taiwan, daily reports on PLA activity.",
    files=(FILE,),
    covers=(2020, None),
    updates="daily",
    lag_days=1,
    second_hand="the public PLA activity dashboard, summed by month",
    ignore=IGNORED,
)
def pla_activity_near_taiwan(raw: Path) -> ir.Table:
    """One row per month and definition of what is counted, with the days that had a report."""
    used = {
        "month": "string",
        "aircraft": "float64",
        "vessels": "float64",
        "days_reported": "int64",
        "definition": "string",
    }
    return published(raw / FILE, "pla_activity_near_taiwan", used, IGNORED)
