"""Trade of China with Russia over spans of months, as the press told it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import FACTS
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "economy/gacc_chn_rus_period_blocks.csv"
IGNORED = ("total_per_month_usd_bn",)


@source(
    title="Trade of China with Russia, spans of months without a gap or an overlap",
    producer="General Administration of Customs of China",
    url="http://english.customs.gov.cn/",
    licence=FACTS,
    citation=("General Administration of Customs of China, figures as the press told them."),
    files=(FILE,),
    covers=(2016, 2026),
    updates="irregular",
    lag_days=20,
    second_hand="the press; a span is stated, or the difference of two sums of the year",
    ignore=IGNORED,
)
def china_customs_spans(raw: Path) -> ir.Table:
    """One row per span: first and last month, trade, exports and imports in billions of dollars."""
    used = {
        "year": "int64",
        "from_month": "int64",
        "to_month": "int64",
        "total_usd_bn": "float64",
        "chn_exports_usd_bn": "float64",
        "chn_imports_usd_bn": "float64",
    }
    return published(raw / FILE, "china_customs_spans", used, IGNORED)
