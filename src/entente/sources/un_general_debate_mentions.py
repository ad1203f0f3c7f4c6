"""Mentions of states and themes in speeches of the General Debate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import CC0
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "text/ungd_mentions_speaker_target_year_1946_2024.parquet"
IGNORED = ("session",)


@source(
    title="UN General Debate Corpus, mentions",
    producer="Jankin, Baturo, Dasandi",
    url="https://doi.org/10.7910/DVN/0TJX8Y",
    licence=CC0,
    citation=(
        "Jankin, Baturo, Dasandi (2017), Understanding State Preferences With Text As Data: "
        "Introducing the UN General Debate Corpus, Research and Politics 4(2); version 13."
    ),
    files=(FILE,),
    covers=(1946, 2024),
    updates="yearly",
    lag_days=180,
    second_hand="texts of a public repository, counted by patterns",
    ignore=IGNORED,
)
def un_general_debate_mentions(raw: Path) -> ir.Table:
    """One row per speaker, target and year in which it is mentioned; no row is no mention."""
    used = {
        "speaker": "string",
        "year": "int64",
        "target": "string",
        "mentions": "int64",
        "words": "int64",
    }
    return published(raw / FILE, "un_general_debate_mentions", used, IGNORED)
