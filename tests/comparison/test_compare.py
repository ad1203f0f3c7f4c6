"""Two reports side by side: what clashes follows from the claims; the data are asked after."""

from __future__ import annotations

import csv
import io
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import CASE
from entente import cli
from entente.answer.assess import assess
from entente.cases.folder import read_case
from entente.comparison import Comparison, compare, label, relation
from entente.errors import ScopeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from entente.assessment import Assessed, Assessment, LensAssessment
    from entente.data.store import Store
    from entente.settings import Settings

OTHER = f"{CASE}/merics-2025"
MIRROR = {
    "first": "second",
    "second": "first",
    "not first": "not second",
    "not second": "not first",
    "leans first": "leans second",
    "leans second": "leans first",
}


@pytest.fixture(scope="module")
def second(bundled: Settings, store: Store) -> Assessment:
    return assess(read_case(OTHER, bundled), bundled, store=store).assessment


@pytest.fixture(scope="module")
def first(assessed: Assessed) -> Assessment:
    return assessed.assessment


@pytest.fixture(scope="module")
def held(first: Assessment, second: Assessment) -> Comparison:
    return compare(first, second)


@pytest.fixture(scope="module")
def votes(first: Assessment) -> LensAssessment:
    return first.claim("norms-ties-deepen").lenses[0]


def like(lens: LensAssessment, **changes: Any) -> LensAssessment:
    window = changes.pop("window", None)
    if window is not None:
        results = {
            name: result.model_copy(update={"window": window})
            for name, result in lens.results.items()
        }
        changes["results"] = results
    return lens.model_copy(update=changes)


def said(assessment: Assessment, lens: LensAssessment, answer: str, **changes: Any) -> Assessment:
    """Give an assessment whose only claim has one lens with an answer."""
    results = {
        name: result.model_copy(update={"answer": answer, **changes})
        for name, result in lens.results.items()
    }
    claim = assessment.claims[0].model_copy(
        update={"lenses": [lens.model_copy(update={"results": results})], "forecasts": []}
    )
    return assessment.model_copy(update={"claims": [claim]})


# ---------------------------------------------------------------- how two lenses stand


@pytest.mark.parametrize(
    ("ours", "theirs", "stands"),
    [
        ({}, {"direction": "down"}, ("clash", "")),
        ({}, {}, ("agree", "")),
        ({}, {"form": "break", "direction": "down"}, ("clash", "")),
        ({"direction": "down"}, {"form": "no harm", "direction": "down"}, ("clash", "")),
        ({"direction": "up"}, {"form": "no harm", "direction": "down"}, ("agree", "")),
        ({"form": "existence"}, {"form": "existence"}, ("agree", "")),
        ({}, {"form": "level", "threshold": 0.5}, ("different", "other kind")),
        ({}, {"form": "asymmetry"}, ("different", "other kind")),
        ({}, {"where": {"set": ["contested"]}}, ("different", "other scope")),
        ({}, {"where": {}}, ("different", "other scope")),
        ({}, {"states": ["CHN", "IND"]}, ("different", "other states")),
        ({"window": [1992, 2001]}, {"window": [2013, 2024]}, ("different", "other years")),
    ],
)
def test_how_two_lenses_stand_follows_from_what_they_claim(
    votes: LensAssessment, ours: dict[str, Any], theirs: dict[str, Any], stands: tuple[str, str]
):
    assert relation(like(votes, **ours), like(votes, **theirs)) == stands


@pytest.mark.parametrize(
    ("ours", "theirs", "stands"),
    [
        (("up", 0.5), ("down", 0.9), ("different", "both can hold")),
        (("up", 0.9), ("down", 0.5), ("clash", "")),
        (("up", 0.5), ("up", 0.9), ("agree", "")),
        (("up", 0.5), ("up", None), ("different", "other comparison")),
        (("up", None), ("down", None), ("clash", "")),
    ],
)
def test_two_levels_clash_only_where_both_cannot_hold(
    votes: LensAssessment,
    ours: tuple[str, float | None],
    theirs: tuple[str, float | None],
    stands: tuple[str, str],
):
    one, two = (
        like(votes, form="level", direction=direction, threshold=threshold)
        for direction, threshold in (ours, theirs)
    )
    assert relation(one, two) == stands


@given(
    forms=st.tuples(*[st.sampled_from(["trend", "break", "no harm", "level", "existence"])] * 2),
    ways=st.tuples(*[st.sampled_from(["up", "down"])] * 2),
    bars=st.tuples(*[st.sampled_from([None, 0.4, 0.8])] * 2),
    sets=st.tuples(*[st.sampled_from(["all", "contested"])] * 2),
)
def test_the_order_of_two_lenses_does_not_matter(
    votes: LensAssessment,
    forms: tuple[str, str],
    ways: tuple[str, str],
    bars: tuple[float | None, float | None],
    sets: tuple[str, str],
):
    one, two = (
        like(votes, form=f, direction=d, threshold=t, where={"set": [s]})
        for f, d, t, s in zip(forms, ways, bars, sets, strict=True)
    )
    assert relation(one, two) == relation(two, one)


# ---------------------------------------------------------------- what the data say of both


@pytest.mark.parametrize(
    ("one", "two", "data"),
    [
        (("supports", 0.99), ("contradicts", 0.01), "first"),
        (("cannot_tell", 0.5), ("supports", 0.99), "second"),
        (("contradicts", 0.01), ("contradicts", 0.01), "neither"),
        (("contradicts", 0.01), ("cannot_tell", 0.5), "not first"),
        (("cannot_tell", 0.8), ("cannot_tell", 0.2), "leans first"),
        (("cannot_tell", 0.8), ("cannot_tell", 0.7), "leans both"),
        (("cannot_tell", 0.5), ("cannot_tell", None), "cannot tell"),
        (("supports", 0.99), ("supports", 0.99), "both"),
    ],
)
def test_the_data_side_with_whom_they_bear_out(
    first: Assessment,
    second: Assessment,
    votes: LensAssessment,
    one: tuple[str, float],
    two: tuple[str, float | None],
    data: str,
):
    ours = said(first, votes, one[0], lean=one[1])
    theirs = said(second, like(votes, direction="down"), two[0], lean=two[1])
    (row,) = compare(ours, theirs).rows
    assert (row.group, row.data["now"]) == ("clash", data)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"window": [2018, 2024]}, "different years"),
        ({"where": {"set": ["all", "contested"]}}, "different sets of rows"),
        ({"form": "break"}, "a trend and a break are different rules"),
        ({}, "needs a review"),
    ],
)
def test_a_clash_in_which_both_are_borne_out_is_explained(
    first: Assessment,
    second: Assessment,
    votes: LensAssessment,
    changes: dict[str, Any],
    why: str,
):
    ours = said(first, votes, "supports")
    theirs = said(second, like(votes, direction="down", **changes), "supports")
    (row,) = compare(ours, theirs).rows
    assert row.data["now"] == "both"
    assert any("bear out both" in note and why in note for note in row.notes), row.notes


# ---------------------------------------------------------------- the bundled reports


def test_the_bundled_reports_clash_over_votes_in_more_than_one_lens(held: Comparison):
    clashes = [
        row
        for row in held.group("clash")
        if (row.first[0].claim, row.second[0].claim) == ("norms-ties-deepen", "alignment-declines")
    ]
    assert {(row.measure, row.first[0].scope) for row in clashes} == {
        ("vote_agreement", "all"),
        ("vote_agreement", "contested"),
        ("vote_kappa", "all"),
        ("ideal_point_distance", "all"),
    }
    # Which votes are counted decides the sign: the raw share and the contested one point apart.
    raw, contested = clashes[0].second[0], clashes[1].second[0]
    assert (raw.readings["now"].effect or 0) < 0 < (contested.readings["now"].effect or 0)


def test_the_published_shares_of_2018_and_2024_are_reproduced(second: Assessment):
    claim = second.claim("ten-points-down")
    shares = [lens.series[-1] for lens in claim.lenses]
    assert [(point.period, round(point.value, 2)) for point in shares] == [
        (2018, 0.77),
        (2024, 0.67),
    ]
    assert claim.answers["as_written"].verdict == claim.answers["now"].verdict == "supported"


def test_no_lens_and_no_claim_is_passed_over(
    held: Comparison, first: Assessment, second: Assessment
):
    shown = {
        (side.report, side.claim, side.lens)
        for row in held.rows
        for side in (*row.first, *row.second)
    }
    every = {
        (assessment.report, claim.id, lens.id)
        for assessment in (first, second)
        for claim in assessment.claims
        for lens in claim.lenses
    }
    assert shown == every
    left = {(entry.report, entry.claim) for entry in held.left_out}
    assert left == {
        (assessment.report, claim.id)
        for assessment in (first, second)
        for claim in assessment.claims
        if not claim.lenses
    }


def test_clashes_come_first_and_differences_last(held: Comparison):
    groups = [row.group for row in held.rows]
    assert groups == sorted(groups, key=["clash", "agree", "different"].index)


def test_a_comparison_the_other_way_round_is_its_mirror(
    held: Comparison, first: Assessment, second: Assessment
):
    def told(comparison: Comparison, *, turned: bool) -> set[tuple[Any, ...]]:
        found: set[tuple[Any, ...]] = set()
        for row in comparison.rows:
            if row.group == "different":
                continue
            sides = (row.first[0], row.second[0])
            data = row.data["now"]
            if turned:
                sides, data = sides[::-1], MIRROR.get(data, data)
            found.add((row.group, *((side.claim, side.lens) for side in sides), data))
        return found

    assert told(held, turned=False) == told(compare(second, first), turned=True)


def test_a_comparison_is_the_same_each_time(
    held: Comparison, first: Assessment, second: Assessment
):
    assert compare(first, second).to_json() == held.to_json()


def test_a_report_is_not_compared_with_itself_or_across_editions(
    first: Assessment, second: Assessment
):
    with pytest.raises(ScopeError, match="with itself"):
        compare(first, first)
    with pytest.raises(ScopeError, match="different editions"):
        compare(first, second.model_copy(update={"edition": "another"}))


def test_two_reports_of_one_house_and_year_are_told_apart(first: Assessment):
    twin = first.model_copy(update={"report": "cnas-2024-twin"})
    held = compare(first, twin)
    assert (held.first.label, held.second.label) == (
        "CNAS 2024 (cnas-2024)",
        "CNAS 2024 (cnas-2024-twin)",
    )
    assert not held.group("clash")
    assert label(first.record) == "CNAS 2024"


# ---------------------------------------------------------------- the command


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    def called(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["entente", "compare", *words])
        code = 0
        try:
            cli.main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        told = capsys.readouterr()
        return code, told.out, told.err

    return called


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("cnas-2024", CASE), "cannot be compared with itself"),
        (("cnas-2024", "meric-2025"), "did you mean merics-2025"),
        ((f"{CASE}/cnas-2042", "merics-2025"), "did you mean cnas-2024"),
        (("cnas-2024", "merics-2025", "--format", "html"), "No format is called 'html'"),
    ],
)
def test_a_wrong_report_ends_in_one_message(
    run: Callable[..., tuple[int, str, str]], words: tuple[str, ...], message: str
):
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


@pytest.fixture
def kept(
    monkeypatch: pytest.MonkeyPatch, first: Assessment, second: Assessment
) -> dict[str, Assessment]:
    """Serve the two assessments, which other tests have made already."""
    made = {assessment.report: assessment for assessment in (first, second)}

    def served(files: Any, *_: Any, **__: Any) -> str:
        return made[files.report_slug].to_json()

    monkeypatch.setattr("entente.answer.cached.assessment_json", served)
    return made


@pytest.mark.usefixtures("kept")
def test_the_command_says_the_same_in_every_format(
    run: Callable[..., tuple[int, str, str]], held: Comparison
):
    table = run("cnas-2024", "merics-2025")[1]
    assert table.index("CLASH (10)") < table.index("AGREE (2)") < table.index("DIFFERENT THINGS")
    whole = json.loads(run("cnas-2024", OTHER, "--format", "json")[1])
    assert len(whole["rows"]) == len(held.rows)
    lines = list(csv.DictReader(io.StringIO(run("cnas-2024", OTHER, "--format", "csv")[1])))
    clash = next(line for line in lines if line["group"] == "clash")
    effect = held.rows[0].first[0].readings["now"].effect
    assert float(clash["first_effect_now"]) == pytest.approx(effect, rel=1e-5)
    assert {line["group"] for line in lines} == {"clash", "agree", "different"}
    text = run("cnas-2024", OTHER, "--format", "md")[1]
    assert text.startswith("# CNAS 2024 beside MERICS 2025\n")
    for row in held.group("clash"):
        assert row.told in table
        assert row.told in text
