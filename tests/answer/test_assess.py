"""The bundled case, assessed: its contract, its vintages, and what its numbers rest on."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from entente.answer.assess import assess
from entente.assessment import VERDICTS, VINTAGES, Assessed, ClaimAssessment, schema
from entente.criteria import REASONS
from entente.data.store import Store
from entente.data.vintages import Vintage
from entente.errors import UnknownNameError
from entente.finding import tidy
from entente.periods import is_complete
from entente.tables import tables

if TYPE_CHECKING:
    from entente.cases.folder import CaseFiles
    from entente.settings import Settings

WRITTEN = Vintage(dt.date(2024, 9, 30), "as_written")


def as_json(assessed: Assessed) -> dict[str, Any]:
    return json.loads(assessed.assessment.to_json())


def answers(claim: ClaimAssessment) -> Any:
    """Everything that a claim says as written, but for the rows known only later."""
    held = claim.model_dump(mode="json")
    return [
        held["answers"]["as_written"],
        [lens["results"]["as_written"] for lens in held["lenses"]],
        [forecast["probability"]["as_written"] for forecast in held["forecasts"]],
    ]


def test_the_assessment_keeps_its_published_schema(assessed: Assessed):
    contract = schema()
    jsonschema.Draft202012Validator.check_schema(contract)
    jsonschema.validate(as_json(assessed), contract)


def test_the_schema_refuses_what_it_does_not_know(assessed: Assessed):
    spoiled = as_json(assessed) | {"bogus": 1}
    with pytest.raises(jsonschema.ValidationError, match="bogus"):
        jsonschema.validate(spoiled, schema())


def test_every_claim_of_the_report_is_answered_once(assessed: Assessed, files: CaseFiles):
    ids = [claim.id for claim in assessed.assessment.claims]
    assert ids == [claim.id for claim in files.report.claims]
    assert set(assessed.rows) == set(ids)


@pytest.mark.parametrize("name", VINTAGES)
def test_verdicts_add_up_and_forecasts_are_apart(assessed: Assessed, name: Any):
    held = assessed.assessment
    judged = [claim for claim in held.claims if not claim.forecasts]
    assert sum(held.counts[name].values()) == len(judged)
    assert list(held.counts[name]) == list(VERDICTS)
    assert held.forecasts == len(held.claims) - len(judged)
    for verdict in VERDICTS:
        count = sum(claim.answers[name].verdict == verdict for claim in judged)
        assert held.counts[name][verdict] == count


def test_a_forecast_has_a_probability_and_no_verdict(assessed: Assessed):
    forecasts = [claim for claim in assessed.assessment.claims if claim.forecasts]
    assert forecasts
    for claim in forecasts:
        assert not claim.lenses
        for name in VINTAGES:
            assert claim.answers[name].confidence.level == ""
            chance = claim.forecasts[0].probability[name]
            assert chance is None or 0 <= chance <= 1


def test_a_change_is_named_exactly_where_verdicts_differ(assessed: Assessed):
    for claim in assessed.assessment.claims:
        before, after = (claim.answers[name].verdict for name in VINTAGES)
        assert (claim.change is not None) == (before != after), claim.id
        assert (claim.id in assessed.assessment.flips) == (before != after)


def test_every_lens_that_cannot_tell_says_why(assessed: Assessed):
    for claim in assessed.assessment.claims:
        for lens in claim.lenses:
            for result in lens.results.values():
                assert result.reason in REASONS
                assert bool(result.reason_text) == (result.answer == "cannot_tell")
                assert bool(result.sense) == (result.answer == "contradicts")


def test_no_weak_lens_decides_alone(assessed: Assessed):
    for claim in assessed.assessment.claims:
        weak = {lens.id for lens in claim.lenses if lens.proxy == "weak"}
        for answer in claim.answers.values():
            assert not answer.decided_by or set(answer.decided_by) - weak, claim.id


def test_the_decision_follows_the_printed_thresholds(assessed: Assessed):
    """Probabilities are those before rounding: the answer was not read off the page."""
    for claim in assessed.assessment.claims:
        for lens in claim.lenses:
            for result in lens.results.values():
                if result.answer == "supports":
                    assert result.p_claimed is not None
                    assert result.p_claimed >= 0.90
                if result.answer == "contradicts" and result.sense == "no such change":
                    assert result.power is None or result.power >= 0.5


def test_a_sentence_of_the_abstract_has_claims_or_a_reason(assessed: Assessed):
    sentences = assessed.assessment.sentences
    assert [s.number for s in sentences] == list(range(1, len(sentences) + 1))
    assert all(bool(sentence.claims) != bool(sentence.reason) for sentence in sentences)


def test_one_claim_alone_is_answered_as_among_the_others(
    assessed: Assessed, files: CaseFiles, bundled: Settings, store: Store
):
    name = "economic-ties-deepen"
    alone = assess(files, bundled, store=store, only=name)
    assert alone.assessment.claims == [assessed.assessment.claim(name)]
    assert alone.rows == {name: assessed.rows[name]}


def test_an_unknown_claim_names_the_close_ones(assessed: Assessed):
    with pytest.raises(UnknownNameError, match="did you mean japan-air-patrols"):
        assessed.assessment.claim("japan-air-patrol")


def test_progress_is_told_claim_by_claim(files: CaseFiles, bundled: Settings, store: Store):
    told: list[tuple[str, int, int]] = []
    assess(
        files,
        bundled,
        store=store,
        only="major-force",
        progress=lambda what, number, total: told.append((what, number, total)),
    )
    assert told == [("major-force", 1, 1)]


# ---------------------------------------------------------------- vintages


def test_the_report_was_written_by_the_last_day_of_its_month(assessed: Assessed):
    assert assessed.assessment.vintages[0].date == WRITTEN.date


@pytest.mark.parametrize("table", list(tables), ids=lambda table: table.name)
def test_as_written_reads_no_row_that_was_public_later(store: Store, table: Any):
    held = store.table(table.name, WRITTEN, states=("CHN", "RUS", "USA"))
    latest = pc.call_function("max", [held["known_on"]]).as_py()
    assert latest is None or latest <= WRITTEN.date
    for column in table.clip:
        assert pc.call_function("max", [held[column]]).as_py() <= WRITTEN.date


def early_rows(store: Store) -> dict[str, pa.Table]:
    day = pa.scalar(WRITTEN.date, pa.date32())
    return {
        table.name: (rows := store.table(table.name)).filter(
            pc.call_function("less_equal", [rows["known_on"], day])
        )
        for table in tables
        if table.computed is None  # the others come from the rows of these
    }


@pytest.mark.slow
def test_rows_known_later_never_change_what_was_said_as_written(
    assessed: Assessed, files: CaseFiles, bundled: Settings, store: Store
):
    """Every later row is dropped from every table."""
    early = assess(files, bundled, store=Store(bundled, replace=early_rows(store)))
    for claim, before in zip(assessed.assessment.claims, early.assessment.claims, strict=True):
        then, now = answers(claim), answers(before)
        for held in (then, now):
            for result in held[1]:
                result.pop("rows")
        assert then == now, claim.id


def test_a_year_that_is_not_over_is_left_out_and_said(assessed: Assessed):
    for claim in assessed.assessment.claims:
        for lens in claim.lenses:
            result = lens.results["as_written"]
            if lens.period_kind == "date" or result.window is None:
                continue
            last = result.window[-1]
            assert isinstance(last, int)
            assert is_complete(last, lens.period_kind, WRITTEN.date), f"{claim.id}/{lens.id}"
            if last == 2023:
                left = "fiscal 2024" if lens.period_kind == "fiscal_year" else "2024"
                assert result.left_out == [left], f"{claim.id}/{lens.id}"


def test_points_of_a_lens_say_what_was_known_as_written(assessed: Assessed):
    for claim in assessed.assessment.claims:
        for lens in claim.lenses:
            early = [point.period for point in lens.series if point.as_written]
            for period in early:
                assert is_complete(period, lens.period_kind, WRITTEN.date), f"{claim.id}/{lens.id}"


@pytest.mark.parametrize(
    ("value", "rounded"),
    [(0.1234567891, 0.123457), (float("inf"), None), (None, None), (-0.0, 0.0), (2e9 + 1, 2e9)],
)
def test_numbers_are_written_with_six_digits(value: float | None, rounded: float | None):
    assert tidy(value) == rounded


def test_the_assessment_shows_itself_in_a_notebook(assessed: Assessed):
    page = assessed.assessment._repr_html_()
    assert page.count("<tr>") == len(assessed.assessment.claims) + 1
    assert "<script" not in page
