"""Votes of the General Assembly, state by state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import UNITED_NATIONS
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "votes/unga_votes_1946_2025_combined.parquet"
IGNORED = ("ms_name", "src")


@source(
    title="General Assembly voting data",
    producer="United Nations, Dag Hammarskjöld Library",
    url="https://digitallibrary.un.org/record/4060887",
    licence=UNITED_NATIONS,
    citation=(
        "United Nations, Dag Hammarskjöld Library, General Assembly voting data, UN Digital "
        "Library."
    ),
    files=(FILE,),
    covers=(1946, None),
    updates="daily",
    lag_days=31,
    second_hand=(
        "github.com/lefthand67/un_votes (38cae077) and github.com/HZloto/unga-2025, taken from "
        "the UN Digital Library"
    ),
    ignore=IGNORED,
)
def un_general_assembly_votes(raw: Path) -> ir.Table:
    """One row per recorded vote and member: Y yes, N no, A abstention, X not voting."""
    used = {"undl_id": "int64", "vote": "string", "iso3": "string"}
    return published(raw / FILE, "un_general_assembly_votes", used, IGNORED)
