"""Where a pair stands: equal to counting by hand, and refused where nothing can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import entente
from entente.data.ranks import Standing
from entente.errors import NothingHeldError, ScopeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Said


def by_hand(name: str, where: dict[str, str]) -> dict[tuple[str, str], dict[int, float]]:
    held: dict[tuple[str, str], dict[int, float]] = {}
    for row in entente.measure(name, "all", where=where, first=2013, last=2024).to_pylist():
        held.setdefault((row["state_a"], row["state_b"]), {})[row["year"]] = row["value"]
    return held


@pytest.mark.parametrize("chosen", ["all", "contested"])
def test_ranks_are_those_of_counting_by_hand(chosen: str):
    held = by_hand("vote_agreement", {"set": chosen})
    own = held["CHN", "RUS"]
    others = {
        pair: values for pair, values in held.items() if len(values) >= 8 and pair != ("CHN", "RUS")
    }
    found = entente.rank("vote_agreement", "RUS, CHN", where={"set": chosen}, first=2013, last=2024)
    (level, of_china, of_russia, change, *_) = found.standings
    assert (level.what, level.among, level.compared) == ("level", "all", len(others))
    assert level.value == pytest.approx(np.mean(list(own.values())))
    means = [float(np.mean(list(values.values()))) for values in others.values()]
    assert level.higher == sum(mean > level.value + 1e-12 for mean in means)
    assert of_china.compared == sum("CHN" in pair for pair in others)
    assert of_russia.compared == sum("RUS" in pair for pair in others)
    ends = [own[year] for year in (2013, 2014, 2015)], [own[year] for year in (2022, 2023, 2024)]
    assert change.value == pytest.approx(np.mean(ends[1]) - np.mean(ends[0]))
    year = next(s for s in found.standings if s.what == "2022")
    assert year.higher == sum(v[2022] > own[2022] for v in others.values() if 2022 in v)


def test_a_share_counts_the_number_itself():
    standing = Standing("level", "all", 1.0, compared=19, higher=0, equal=1, lower=18)
    assert (standing.rank, standing.p_high, standing.p_low) == (1, 2 / 20, 1.0)


def test_a_state_is_ranked_among_states():
    found = entente.rank("capability_share", "CHN", first=2013)
    assert found.standings[0].rank == 1
    assert "pairs of" not in repr(found)


@pytest.mark.parametrize(
    ("name", "pair", "where", "words"),
    [
        ("vote_agreement", "CHN", {}, "two states at a time"),
        ("vote_agreement", "CHN,RUS,USA", {}, "two states at a time"),
        ("capability_share", "CHN,RUS", {}, "one state at a time"),
        ("activity_count", "CHN,RUS", {}, "no state at a time"),
        ("vote_agreement", "CHN,RUS", {"set": ["all", "contested"]}, "one set at a time"),
    ],
)
def test_what_cannot_be_ranked_is_refused(name: str, pair: str, where: dict[str, str], words: str):
    with pytest.raises(ScopeError, match=words):
        entente.rank(name, pair, where=where)


def test_a_pair_without_a_value_has_no_rank():
    with pytest.raises(NothingHeldError, match="CHN-USA has no value"):
        entente.rank("vote_agreement", "CHN,USA", last=1970)


def test_the_pairs_of_one_state_are_those_of_all_that_it_is_in():
    every = entente.measure("vote_agreement", "all", first=2024, last=2024).to_pylist()
    own = entente.measure("vote_agreement", "IND", partner="all", first=2024, last=2024)
    assert own.to_pylist() == [row for row in every if "IND" in {row["state_a"], row["state_b"]}]


def test_all_beside_a_partner_is_refused():
    with pytest.raises(ScopeError, match="says nothing more"):
        entente.measure("vote_agreement", "all", partner="CHN")
    with pytest.raises(ScopeError, match="not of states"):
        entente.measure("activity_count", "all")
    with pytest.raises(ScopeError, match="no partner"):
        entente.measure("capability_share", "CHN", partner="all")


def test_the_command_ranks_a_pair(run: Callable[..., Said]):
    code, out, _err = run("rank", "vote_agreement", "--pair", "CHN,RUS", "--from", "2013")
    assert code == 0
    assert "pairs of RUS" in out
    code, out, _err = run(
        "rank", "vote_agreement", "--pair", "CHN,RUS", "--from", "2013", "--format", "csv"
    )
    assert out.splitlines()[0].startswith("what,among,value,rank")


def test_a_long_table_shows_its_ends_and_a_file_has_all(run: Callable[..., Said]):
    asked = ("measure", "vote_agreement", "--states", "all", "--from", "2024", "--to", "2024")
    _code, out, _err = run(*asked)
    assert "more rows: --format csv" in out
    _code, out, _err = run(*asked, "--format", "csv")
    assert len(out.splitlines()) > 18_000
