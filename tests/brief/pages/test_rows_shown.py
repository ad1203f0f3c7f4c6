"""Which of the rows behind a lens its page shows first."""

from __future__ import annotations

import datetime as dt

from entente.brief.pages.rows import shown
from entente.rows_behind import RowBehind


def row(state: str, period: str, label: str = "RUS") -> RowBehind:
    return RowBehind(
        lens="power",
        role="main",
        period=period,
        label=label,
        table="indicator",
        row_id=f"world_bank_gdp:{state}::{period}:gdp_usd",
        what=f"{state}, {period}: GDP",
        value=1.0,
        unit="usd",
        source="world_bank_gdp",
        origins=None,
        reliability="",
        link="",
        known_on=dt.date(2024, 1, 1),
        as_written=True,
    )


def test_of_a_share_of_all_the_rows_of_the_state_itself_come_first_in_each_period():
    rows = [row(state, year) for year in ("2021", "2022") for state in ("AFG", "RUS", "USA")]
    found = shown(rows, "power", 1).rows
    assert [r.row_id.split(":")[1] for r in found] == ["RUS", "AFG", "USA"] * 2
    assert [r.period for r in found] == ["2022"] * 3 + ["2021"] * 3


def test_rows_without_a_label_keep_their_order():
    rows = [row(state, "2022", label="") for state in ("USA", "AFG")]
    assert [r.row_id.split(":")[1] for r in shown(rows, "power", 1).rows] == ["AFG", "USA"]
