"""Figures that others published, from the bundled edition and ledger as a user asks for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from entente.api import measure


def only(name: str, **asked: Any) -> dict[str, Any]:
    (row,) = measure(name, **asked).to_pyarrow().to_pylist()
    return row


KNOWN: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("known_answers.yml").read_text(encoding="utf-8")
)


def named(known: dict[str, Any]) -> str:
    return f"{known['measure']}-{known.get('year') or known['date']}"


@pytest.mark.parametrize("known", KNOWN, ids=named)
def test_a_figure_that_is_known_is_given_as_a_user_asks_for_it(known: dict[str, Any]):
    when = known["year"] if "year" in known else known["date"]
    row = only(known["measure"], first=when, last=when, **known["asked"])
    assert row["value"] == pytest.approx(known["value"], abs=known.get("within", 0))


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
