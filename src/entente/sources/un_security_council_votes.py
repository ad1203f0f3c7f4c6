"""Votes of the Security Council, state by state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import UNITED_NATIONS
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "votes/unsc_votes_undl_1946_2025.parquet"
IGNORED = ("ms_name",)


@source(
    title="Security Council voting data",
    producer="United Nations, Dag Hammarskjöld Library",
    url="https://digitallibrary.un.org/record/4055387",
    licence=UNITED_NATIONS,
    citation=(
        "United Nations, Dag Hammarskjöld Library, Security Council voting data, UN Digital "
        "Library."
    ),
    files=(FILE,),
    covers=(1946, None),
    updates="daily",
    lag_days=31,
    second_hand="github.com/lefthand67/un_votes (38cae077), taken from the UN Digital Library",
    ignore=IGNORED,
)
def un_security_council_votes(raw: Path) -> ir.Table:
    """One row per adopted resolution and member: Y, N, A, or X for not taking part."""
    used = {"undl_id": "int64", "vote": "string", "iso3": "string"}
    return published(raw / FILE, "un_security_council_votes", used, IGNORED)
