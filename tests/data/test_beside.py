"""Measures side by side: each column is the measure's own numbers, and what it sees is said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import entente
from entente.data.beside import split_name
from entente.errors import NothingHeldError, ScopeError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Said

FOUR = ["vote_agreement", "vote_kappa", "signorino_ritter_s", "ideal_point_distance"]


def test_each_column_is_what_the_measure_gives_alone_and_missing_where_it_gives_nothing():
    found = entente.beside(FOUR, "India, Russia", first=2019)
    rows = {row["year"]: row for row in found.to_pylist()}
    assert sorted(rows) == list(range(2019, 2026))
    for name in FOUR:
        alone = {
            r["year"]: r["value"] for r in entente.measure(name, "IND,RUS", first=2019).to_pylist()
        }
        assert {year: row[name] for year, row in rows.items() if row[name] is not None} == alone
    assert rows[2025]["ideal_point_distance"] is None


def test_one_measure_in_two_ways_has_two_columns():
    names = ["vote_kappa", "vote_kappa:habits=pooled"]
    (row,) = entente.beside(names, "IND,RUS", first=2024, last=2024).to_pylist()
    assert row[names[0]] != row[names[1]]


def test_what_each_sees_is_said_with_its_caution_and_its_last_year():
    found = entente.beside(FOUR, "IND,RUS", first=2019)
    lines = "\n".join(found.notes())
    for name in FOUR:
        assert f"{name}: " in lines
    assert "Of set contested" in lines
    assert "To 2023: " in lines
    assert lines.count("Caution: ") == 3
    assert json.loads(found.to_pyarrow().schema.metadata[b"vote_kappa"])["last"] == "2025"
    assert "vote_kappa" in found._repr_html_()
    assert repr(found).splitlines()[0].split()[-1] == "ideal_point_distance"


def test_a_measure_that_has_nothing_is_told_of():
    found = entente.beside(["vote_kappa", "ideal_point_distance"], "IND,RUS", first=2025)
    assert found.names == ("vote_kappa",)
    assert "ideal_point_distance is not beside them: " in "\n".join(found.notes())
    with pytest.raises(NothingHeldError, match="vote_kappa"):
        entente.beside(["vote_kappa"], "XKX,CHN")


@pytest.mark.parametrize(
    ("names", "where", "said"),
    [
        (["vote_kappa", "trade_share"], {}, "trade_share is by state, partner, year"),
        (["vote_kappa"], {"figures": "own"}, "None of these measures can be narrowed by figures"),
        (["vote_kappa"], {"set": ["all", "contested"]}, "set has one value"),
        (["vote_kappa:pooled"], {}, "is not key=value"),
        (["vote_kappa:"], {}, "is not key=value"),
        (["vote_kappa", "vote_kappa"], {}, "vote_kappa is named twice"),
        (["vote_kappa:figures=own"], {}, "cannot be narrowed by 'figures'"),
    ],
)
def test_what_cannot_stand_side_by_side_is_refused(
    names: list[str], where: dict[str, str | list[str]], said: str
):
    with pytest.raises(ScopeError) as caught:
        entente.beside(names, "IND,RUS", where=where)
    assert said in caught.value.what


def test_an_unknown_measure_is_refused_with_near_ones():
    with pytest.raises(UnknownNameError):
        entente.beside(["vote_kapa"], "IND,RUS")


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_the_command_gives_them_in_every_format(run: Callable[..., Said], form: str):
    code, out, err = run("beside", *FOUR, "--states", "IND,RUS", "--from", "2022", "--format", form)
    assert (code, err) == (0, "")
    assert "0.703" in out
    assert "signorino_ritter_s" in out


def test_a_key_that_comes_twice_in_a_measure_s_own_options_is_refused():
    with pytest.raises(ScopeError, match="names set twice"):
        split_name("vote_kappa:set=all,set=contested")
