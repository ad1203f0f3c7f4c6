"""Travels of American leaders and visits of foreign ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import CC0
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "dyads/us_leader_visits_events_1866_2025.csv"
IGNORED = (
    "date_end",
    "country_id",
    "locale",
    "remarks",
    "source_id",
    "source_file",
    "person",
)


@source(
    title="Travels Abroad and Visits by Foreign Leaders",
    producer="Office of the Historian, U.S. Department of State",
    url="https://history.state.gov/departmenthistory/travels",
    licence=CC0,
    citation=(
        "Office of the Historian, U.S. Department of State, Travels Abroad of the President and of "
        "the Secretary of State; Visits by Foreign Leaders."
    ),
    files=(FILE,),
    covers=(1866, 2025),
    updates="irregular",
    lag_days=60,
    second_hand=(
        "the office's own repositories HistoryAtState/travels and /visits, parsed; 8 doubled rows"
        " dropped"
    ),
    ignore=IGNORED,
)
def us_leader_visits(raw: Path) -> ir.Table:
    """One row per visit: which way, whose, from when and in or from which country."""
    used = {
        "direction": "string",
        "role": "string",
        "date_start": "string",
        "country": "string",
    }
    return published(raw / FILE, "us_leader_visits", used, IGNORED)
