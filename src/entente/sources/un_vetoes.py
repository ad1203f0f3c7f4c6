"""Drafts that fell to a veto in the Security Council."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import Licence, source
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "votes/unsc_vetoes_1946_2025.csv"
IGNORED = ("joint_china_russia",)


@source(
    title="Vetoes in the UN Security Council",
    producer="World Politics Data Lab, after the Dag Hammarskjöld Library",
    url="https://research.un.org/en/docs/sc/quick/veto",
    licence=Licence(
        "MIT",
        "https://github.com/world-politics-datalab/vetoes-un-security-council",
        may_redistribute=True,
        note="The list is MIT; the facts are those of the Dag Hammarskjöld Library.",
    ),
    citation=(
        "World Politics Data Lab, Vetoes in the UN Security Council; Dag Hammarskjöld Library, "
        "Security Council: Veto List."
    ),
    files=(FILE,),
    covers=(1946, None),
    updates="irregular",
    lag_days=1,
    second_hand=(
        "github.com/world-politics-datalab/vetoes-un-security-council (661c5246) to July 2022; "
        "later rows from a list not yet held against the UN's own"
    ),
    ignore=IGNORED,
)
def un_vetoes(raw: Path) -> ir.Table:
    """One row per vetoed draft, with a 0/1 column for each permanent member."""
    used = {
        "date": "date",
        "draft": "string",
        "meeting": "string",
        "agenda_item": "string",
        "crisis_topic": "string",
        "region": "string",
        "china": "int64",
        "france": "int64",
        "russia": "int64",
        "ussr": "int64",
        "uk": "int64",
        "usa": "int64",
        "src": "string",
    }
    return published(raw / FILE, "un_vetoes", used, IGNORED)
