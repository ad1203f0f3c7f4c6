"""Published figures, reproduced from the producers' whole files where they are at hand."""

from __future__ import annotations

from pathlib import Path

import ibis
import pytest
from ibis import _

from entente.sources import sources

RAW = Path(__file__).parents[3] / "shared" / "data"
VOTES = RAW / "votes" / "unga_votes_voeten_1946_2019.parquet"
ROLL_CALLS = RAW / "votes" / "unga_rollcalls_voeten_1946_2019.parquet"
COMPONENTS = ("milex", "milper", "irst", "pec", "tpop", "upop")

needs_raw = pytest.mark.skipif(
    not RAW.is_dir(), reason="ours: the producers' files are not beside the project"
)


@needs_raw
def test_voeten_session_74_agreement_of_china_and_russia():
    calls = ibis.read_parquet(ROLL_CALLS).filter(_.session == 74).select("rcid")
    votes = ibis.read_parquet(VOTES).semi_join(calls, "rcid")
    divided = votes.group_by("rcid").agg(kinds=_.vote.nunique()).filter(_.kinds > 1)
    china = votes.filter(_.country_code == "CN").select("rcid", china=_.vote)
    russia = votes.filter(_.country_code == "RU").select("rcid", russia=_.vote)
    pairs = china.inner_join(russia, "rcid").semi_join(divided, "rcid").to_pyarrow().to_pylist()
    place = {"yes": 0, "abstain": 1, "no": 2}
    apart = [abs(place[row["china"]] - place[row["russia"]]) for row in pairs]
    assert len(apart) == 87
    assert apart.count(0) / 87 == pytest.approx(0.7931, abs=5e-5)
    assert 1 - sum(apart) / 2 / 87 == pytest.approx(0.8736, abs=5e-5)


@needs_raw
def test_unvotes_vignette_on_afghanistan_in_1946():
    calls = ibis.read_parquet(ROLL_CALLS).filter(_.date.year() == 1946).select("rcid")
    votes = ibis.read_parquet(VOTES).filter(_.country == "Afghanistan").semi_join(calls, "rcid")
    cast = votes.vote.to_pyarrow().to_pylist()
    assert len(cast) == 17
    assert cast.count("yes") / 17 * 100 == pytest.approx(41.17647, abs=5e-6)


@needs_raw
def test_cinc_is_the_mean_share_over_available_components():
    rows = sources["cow_national_capabilities"].read(RAW)
    totals = {c: _[c].sum().over(group_by="year") for c in COMPONENTS}
    shares = rows.mutate(**{c: _[c] / totals[c].nullif(0) for c in COMPONENTS})
    total = sum((_[c].fill_null(0) for c in COMPONENTS[1:]), _[COMPONENTS[0]].fill_null(0))
    there = sum(
        (_[c].notnull().cast("int64") for c in COMPONENTS[1:]),
        _[COMPONENTS[0]].notnull().cast("int64"),
    )
    apart = shares.filter(_.cinc.notnull()).mutate(apart=(total / there - _.cinc).abs())
    assert apart.count().to_pyarrow().as_py() > 15_000
    assert apart.apart.max().to_pyarrow().as_py() <= 1e-6
