"""Figures that others published, from the bundled edition and ledger as a user asks for them."""

from __future__ import annotations

from typing import Any

import pytest

from entente.api import measure


def only(name: str, **asked: Any) -> dict[str, Any]:
    (row,) = measure(name, **asked).to_pyarrow().to_pylist()
    return row


@pytest.mark.parametrize(("year", "published"), [(2021, 1004), (2022, 778), (2023, 669)])
def test_scrambles_of_japan_as_the_joint_staff_gives_them(year: int, published: int):
    row = only("scramble_count", where={"instrument": "scramble"}, first=year, last=year)
    held = {"fiscal_year": year, "instrument": "scramble", "value": published}
    assert row == held | {"n": row["n"]}


@pytest.mark.parametrize(
    ("year", "kind", "published"),
    [
        (1991, "all", 0.537),
        (2006, "all", 0.848),
        (2019, "all", 0.792),
        (2024, "all", 0.670),
        (2025, "all", 0.781),
        (2024, "contested", 0.688),
        (2025, "contested", 0.621),
    ],
)
def test_votes_of_china_and_russia_by_year_as_a_user_asks_for_them(
    year: int, kind: str, published: float
):
    asked: dict[str, Any] = {"states": ("CHN", "RUS"), "where": {"set": kind}}
    row = only("vote_agreement", first=year, last=year, **asked)
    assert row["value"] == pytest.approx(published, abs=5e-4)


def test_the_raw_rate_rises_where_agreement_on_contested_items_falls():
    asked: dict[str, Any] = {"states": ("CHN", "RUS"), "first": 2024, "last": 2025}
    held = {
        kind: [
            row["value"]
            for row in measure("vote_agreement", where={"set": kind}, **asked)
            .to_pyarrow()
            .to_pylist()
        ]
        for kind in ("all", "contested")
    }
    assert held["all"] == sorted(held["all"])
    assert held["contested"] == sorted(held["contested"], reverse=True)


@pytest.mark.parametrize(("name", "kinds"), [("defence_obligation", 0), ("treaty_obligation", 2)])
def test_china_and_russia_promised_not_to_attack_and_to_consult_and_never_to_defend(
    name: str, kinds: int
):
    rows = measure(name, states=("CHN", "RUS"), first=2001, last=2018).to_pyarrow().to_pylist()
    assert {row["year"]: row["value"] for row in rows} == dict.fromkeys(range(2001, 2019), kinds)
