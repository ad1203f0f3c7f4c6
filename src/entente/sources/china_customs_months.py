"""Trade of China with Russia by month, as the press told it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import FACTS
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "economy/gacc_chn_rus_monthly_partial.csv"
IGNORED = ("total_usd_bn",)


@source(
    title="Trade of China with Russia, single months",
    producer="General Administration of Customs of China",
    url="http://english.customs.gov.cn/",
    licence=FACTS,
    citation=("General Administration of Customs of China, figures as the press told them."),
    files=(FILE,),
    covers=(2009, 2026),
    updates="irregular",
    lag_days=20,
    second_hand="the press; a month is stated, or the difference of two sums of the year",
    ignore=IGNORED,
)
def china_customs_months(raw: Path) -> ir.Table:
    """One row per month that is known: exports and imports of China, in billions of dollars."""
    used = {
        "year": "int64",
        "month": "int64",
        "chn_exports_usd_bn": "float64",
        "chn_imports_usd_bn": "float64",
        "basis": "string",
    }
    return published(raw / FILE, "china_customs_months", used, IGNORED)
