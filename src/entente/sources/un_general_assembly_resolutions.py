"""Resolutions of the General Assembly with their totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import UNITED_NATIONS
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "votes/unga_resolutions_1946_2025_combined.parquet"
IGNORED = (
    "meeting",
    "committee_report",
    "n_nonvoting",
    "scraped",
    "src",
)


@source(
    title="General Assembly voting data: resolutions",
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
def un_general_assembly_resolutions(raw: Path) -> ir.Table:
    """One row per adopted resolution; ``recorded`` says whether states' votes are on record."""
    used = {
        "undl_id": "int64",
        "resolution": "string",
        "session": "string",
        "date": "date",
        "n_yes": "int64",
        "n_no": "int64",
        "n_abstain": "int64",
        "recorded": "boolean",
        "title": "string",
        "agenda": "string",
    }
    return published(raw / FILE, "un_general_assembly_resolutions", used, IGNORED)
