"""Resolutions of the Security Council with their totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import UNITED_NATIONS
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "votes/unsc_resolutions_undl_1946_2025.parquet"
IGNORED = ("agenda", "meeting", "committee_report", "n_nonvoting", "scraped")


@source(
    title="Security Council voting data: resolutions",
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
def un_security_council_resolutions(raw: Path) -> ir.Table:
    """One row per adopted resolution; vetoed drafts are not there."""
    used = {
        "undl_id": "int64",
        "resolution": "string",
        "title": "string",
        "date": "date",
        "n_yes": "int64",
        "n_no": "int64",
        "n_abstain": "int64",
        "recorded": "boolean",
    }
    return published(raw / FILE, "un_security_council_resolutions", used, IGNORED)
