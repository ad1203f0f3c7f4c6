"""Figures that others published, reached by our measures."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow as pa
import pytest

from entente.data.store import Store
from entente.measures import measures
from entente.settings import settings

VOTES = Path(__file__).parents[3] / "shared" / "data" / "votes"
SESSION_74 = """
    with cast_votes as (
        select v.rcid, any_value(v.vote) filter (v.country_code = 'CN') as chn,
            any_value(v.vote) filter (v.country_code = 'RU') as rus,
            count(distinct v.vote) as kinds
        from read_parquet($votes) v join read_parquet($calls) c using (rcid)
        where c.session = 74 and v.vote in ('yes', 'abstain', 'no')
        group by v.rcid
    )
    select chn || '_' || rus as cell, count(*)::bigint as many from cast_votes
    where kinds > 1 and chn is not null and rus is not null
    group by cell
"""
CELLS = [f"{a}_{b}" for a in ("yes", "abstain", "no") for b in ("yes", "abstain", "no")]


@cache
def session_74() -> dict[str, int]:
    """China's and Russia's votes in session 74, unanimous roll calls dropped."""
    where = {
        "votes": str(VOTES / "unga_votes_voeten_1946_2019.parquet"),
        "calls": str(VOTES / "unga_rollcalls_voeten_1946_2019.parquet"),
    }
    with duckdb.connect() as connection:
        held: dict[str, int] = dict(connection.execute(SESSION_74, where).fetchall())
    return {cell: held.get(cell, 0) for cell in CELLS}


@pytest.mark.skipif(not VOTES.is_dir(), reason="ours: the data of the published checks are absent")
@pytest.mark.parametrize(
    ("name", "chosen", "published"),
    [
        ("vote_agreement", {}, 0.7931),
        ("vote_agreement", {"abstention": "half"}, 0.8736),
        ("signorino_ritter_s", {}, 0.7471),
        ("vote_kappa", {}, 0.7096),
        ("vote_kappa", {"habits": "pooled"}, 0.7016),
    ],
)
def test_china_and_russia_in_session_74_as_in_voeten_s_data(
    name: str, chosen: dict[str, str], published: float
) -> None:
    pair = {"state_a": "CHN", "state_b": "RUS"}
    row: dict[str, Any] = {**pair, "year": 2019, "set": "divided", "row": 1}
    counts = ibis.memtable(pa.Table.from_pylist([row | session_74()]))
    (result,) = measures[name].compute(counts, **chosen).to_pyarrow().to_pylist()
    assert result["n"] == 87
    assert result["value"] == pytest.approx(published, abs=5e-5)


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
def test_china_and_russia_by_year_as_in_the_un_digital_library(
    year: int, kind: str, published: float
) -> None:
    held = Store(settings()).run(
        measures["vote_agreement"],
        wanted={"set": [kind]},
        keep={"state_a": ["CHN"], "state_b": ["RUS"]},
    )
    (value,) = [row["value"] for row in held.to_pylist() if row["year"] == year]
    assert value == pytest.approx(published, abs=5e-4)
