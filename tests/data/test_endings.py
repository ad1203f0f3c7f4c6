"""Why a series ends: a reporter that stopped, a source that ended, not yet due, or overdue."""

from __future__ import annotations

from typing import Any

import pytest

import entente
from entente.errors import NothingHeldError


@pytest.mark.parametrize(
    ("name", "asked", "last", "ends"),
    [
        ("trade_value", {"states": "RUS, VNM"}, "2021", "Russia has published no trade by partner"),
        ("trade_value", {"states": "RUS, PRK"}, "2020", "Russia has published no trade by partner"),
        ("trade_value", {"states": "CHN, RUS"}, "2025", "the next is not yet due, about June 2027"),
        ("goods_exports_by_month", {"states": "RUS, CHN"}, "2021-12-01", "Russia's customs have"),
        ("event_intensity", {"states": "CHN, RUS"}, "2024-02-01", "its source ended (GDELT"),
        ("vote_agreement", {"states": "CHN, RUS"}, "2025", "the next is not yet due"),
        ("arms_tiv", {"states": "RUS, CHN"}, "2024", "the next was due about March 2026"),
        ("treaty_obligation", {"states": "CHN, RUS"}, "2018", "its source is added to now and"),
        ("scramble_count", {}, "2024", ""),
        ("capability_share", {"states": "RVN"}, "1975", "South Vietnam is no more since 1975"),
        ("trade_value", {"states": "YUG, ITA"}, "2002", "Yugoslavia is no more since 2003"),
        ("trade_value", {"states": "RUS, VNM", "last": 2010}, "2010", ""),
    ],
)
def test_the_reason_why_a_series_ends_is_told(
    name: str, asked: dict[str, Any], last: str, ends: str
):
    found = entente.measure(name, **asked)
    assert found.last == last
    assert found.ends.startswith(ends) if ends else found.ends == ""
    assert found.facts["ends"] == found.ends
    if ends:
        assert f"Last period held: {last}: {ends}" in repr(found)


def test_a_mirror_figure_ends_with_the_partner_who_gives_it():
    found = entente.measure("trade_value", "PRK, CHN", where={"figures": "mirror"})
    assert "North Korea" not in found.ends


@pytest.mark.parametrize(
    ("name", "states", "fix"),
    [
        ("trade_value", "TWN, JPN", "--where figures=mirror"),
        ("visitor_count", "JPN, CHN", "--states CHN,JPN, the other way round"),
        ("visit_count", "CHN, RUS", "--where kind=chinese_leader_"),
        ("influence_share", "USA, JPN", "other states, or a wider narrowing"),
    ],
)
def test_where_nothing_is_held_what_is_near_and_held_is_named(name: str, states: str, fix: str):
    with pytest.raises(NothingHeldError) as caught:
        entente.measure(name, states)
    assert caught.value.fix.startswith(fix)
