"""The Python face: what a notebook sees."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import entente
from entente import api
from entente.errors import ScopeError, UnknownNameError
from entente.measures import measures
from pairs import asked_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Said
    from entente.assessment import Assessed

# Pairs other than the first case's, where it has none.
DIRECTED = {("state", "partner"), ("state_a", "state_b")}


def test_the_package_shows_what_the_face_holds():
    for name in ("beside", "case", "measure", "rank"):
        assert getattr(entente, name) is getattr(api, name)


@pytest.mark.parametrize("measure", list(measures), ids=lambda measure: measure.name)
def test_every_measure_is_answered_from_the_bundled_tables(measure: Any):
    pair = any(set(keys) <= set(measure.grain) for keys in DIRECTED)
    result = api.measure(measure.name, states=asked_of(measure.name) if pair else ())
    dimensions = {key for key, default in measure.scope.items() if default} | set(measure.options)
    assert set(result.rows.column_names) == {*measure.grain, *dimensions, "value", "n"}
    assert result.unit
    assert result.sources
    assert result.last
    low, high = measure.bounds
    for row in result.to_pylist():
        if row["value"] is not None:
            assert low is None or row["value"] >= low - 1e-9
            assert high is None or row["value"] <= high + 1e-9


def test_years_are_kept_from_the_first_to_the_last():
    rows = api.measure("scramble_count", first=2015, last=2017).to_pyarrow().to_pylist()
    assert {row["fiscal_year"] for row in rows} == {2015, 2016, 2017}


@pytest.mark.parametrize(
    ("asked", "error", "words"),
    [
        ({"name": "vote_agreemnt"}, UnknownNameError, "did you mean vote_agreement"),
        ({"name": "vote_agreement", "states": ("CHN", "RSU")}, UnknownNameError, "RSU"),
        ({"name": "vote_agreement", "where": {"color": "red"}}, ScopeError, "color"),
        ({"name": "trade_value", "states": ("CHN",)}, ScopeError, "two states"),
    ],
)
def test_a_bad_question_is_refused(asked: dict[str, Any], error: type[Exception], words: str):
    with pytest.raises(error, match=words):
        api.measure(**asked)


def test_a_number_goes_nowhere_without_its_terms(run: Callable[..., Said], tmp_path: Path):
    terms = "UN terms of use, non-commercial use only (https://www.un.org/en/about-us/terms-of-use)"
    found = api.measure("vote_agreement", "CHN, RUS", first=2024)
    assert found.facts["licence"] == terms
    assert found.to_pandas().attrs["licence"] == terms
    assert found.to_pyarrow().schema.metadata[b"licence"].decode() == terms
    assert f"Licence: {terms}." in repr(found)
    assert f"Licence: {terms}." in found._repr_html_()
    line = ("measure", "vote_agreement", "--states", "CHN,RUS", "--from", "2024")
    assert f"Licence: {terms}." in run(*line).out
    assert json.loads(run(*line, "--format", "json").out)["licence"] == terms
    file = tmp_path / "votes.csv"
    assert run(*line, "--format", "csv", "--out", str(file)).code == 0
    beside = json.loads((tmp_path / "votes.csv.meta.json").read_text(encoding="utf-8"))
    assert beside["licence"] == terms


def test_a_case_shows_itself_in_a_notebook():
    held = api.case("china-russia-east-asia")
    assert repr(held).startswith("<Case china-russia-east-asia: ")
    page = held._repr_html_()
    assert page.count("<tr>") == len(held.files.report.claims) + 1


@pytest.mark.slow
def test_a_case_is_assessed_as_on_the_command_line(assessed: Assessed):
    assert api.case("china-russia-east-asia").assess() == assessed.assessment
