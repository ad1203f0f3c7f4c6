"""Speeches of the General Debate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import CC0
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "text/ungd_speeches_index_1946_2024.csv"
IGNORED = ("session",)


@source(
    title="UN General Debate Corpus, list of speeches",
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
    second_hand="texts of a public repository",
    ignore=IGNORED,
)
def un_general_debate_speeches(raw: Path) -> ir.Table:
    """One row per speaker and year: the words of its speech."""
    used = {
        "iso3": "string",
        "year": "int64",
        "words": "int64",
    }
    return published(raw / FILE, "un_general_debate_speeches", used, IGNORED)
