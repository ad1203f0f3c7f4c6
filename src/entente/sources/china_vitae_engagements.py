"""Meetings of Chinese leaders with foreign states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import FACTS
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "dyads/china_vitae_leader_engagements_2003_2018.csv"
IGNORED = ("leader",)


@source(
    title="China Vitae, engagements of seven leaders",
    producer="China Vitae",
    url="http://www.chinavitae.com/",
    licence=FACTS,
    citation=(
        "China Vitae; engagements of Hu, Wen, Xi, Li Keqiang, Li Zhaoxing, Yang Jiechi and Wang Yi."
    ),
    files=(FILE,),
    covers=(2003, 2018),
    updates="ended",
    lag_days=30,
    second_hand="a public repository of research on Chinese diplomacy",
    ignore=IGNORED,
)
def china_vitae_engagements(raw: Path) -> ir.Table:
    """One row per engagement: its day, country, whether the leader travelled, and met somebody."""
    used = {
        "date": "string",
        "country": "string",
        "travelled_abroad": "int64",
        "met": "int64",
    }
    return published(raw / FILE, "china_vitae_engagements", used, IGNORED)
