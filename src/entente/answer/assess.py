"""Assess a case: every claim, as written and now, with the rows behind every number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.answer.changes import change, overdue
from entente.answer.completeness import completeness
from entente.answer.forecasts import register
from entente.answer.lenses import (
    Examined,
    compared,
    counts_an_open_list,
    evidence_for,
    examine,
    published_point,
    series_points,
)
from entente.answer.lineage import Behind, Lineage, producers
from entente.answer.verdicts import Vote, combine, worst
from entente.assessment import (
    SCHEMA_VERSION,
    VERDICTS,
    VINTAGES,
    Answer,
    Assessed,
    Assessment,
    ClaimAssessment,
    Confidence,
    ForecastAssessment,
    LensAssessment,
    LensResult,
    MapAct,
    SentenceAssessment,
    VintageName,
    VintageNote,
)
from entente.cases.check import refuse_faults
from entente.cases.variants import variants
from entente.criteria import Evidence, criteria
from entente.data import edition
from entente.data.store import Store
from entente.data.study import Study
from entente.data.vintages import Vintage
from entente.measures import measures
from entente.rows_behind import OF_VALUES, RowBehind

if TYPE_CHECKING:
    from collections.abc import Callable

    from entente.cases.contract import Claim, Lens
    from entente.cases.folder import CaseFiles
    from entente.settings import Settings


YEARS_OF_CONTEXT = 5


def assess(
    files: CaseFiles,
    settings: Settings,
    *,
    store: Store | None = None,
    only: str | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Assessed:
    """Assess every claim of a case's report.

    The result depends on nothing but the case's files, the edition and the ledger.

    Args:
        files: The case.
        settings: Where things are.
        store: Tables, opened from the settings where not given.
        only: One claim to assess, where the others are not wanted.
        progress: Called before each claim with its id, its number and how many there are.

    Returns:
        The assessment and, for every claim, its rows.

    Raises:
        BrokenFileError: The case has a fault; the message names file and line.
    """
    refuse_faults(files, settings)
    study = open_study(files, settings, store=store)
    claims: list[ClaimAssessment] = []
    rows: dict[str, list[RowBehind]] = {}
    wanted = [claim for claim in files.report.claims if only in {None, claim.id}]
    for number, claim in enumerate(wanted, start=1):
        if progress is not None:
            progress(claim.id, number, len(wanted))
        assessed, rows[claim.id] = assess_claim(claim, study)
        claims.append(assessed)
    return Assessed(_assessment(files, study, claims, rows), rows)


def open_study(files: CaseFiles, settings: Settings, *, store: Store | None = None) -> Study:
    """Open the observatory for a report: as it was written, and now."""
    written = Vintage(files.report.record.last_day, "as_written")
    now = Vintage(edition.as_of(settings), "now")
    vintages = {vintage.name: vintage for vintage in (written, now)}
    store = store or Store(settings, named=files.case.named_sets)
    return Study(settings, files.case.partners, vintages, store=store)


def _assessment(
    files: CaseFiles,
    study: Study,
    claims: list[ClaimAssessment],
    rows: dict[str, list[RowBehind]],
) -> Assessment:
    from entente.release import VERSION

    settings = study.settings
    judged = [claim for claim in claims if not claim.forecasts]
    sources = {row.source for behind in rows.values() for row in behind}
    return Assessment(
        schema_version=SCHEMA_VERSION,
        entente_version=VERSION,
        case=files.slug,
        case_title=files.case.title,
        case_short=files.case.short,
        region=files.case.region,
        partners=list(files.case.partners),
        theatres=list(files.case.theatres),
        report=files.report_slug,
        record=files.report.record.model_dump(mode="json"),
        edition=edition.name(settings),
        vintages=[
            VintageNote(
                name="as_written",
                date=study.vintages["as_written"].date,
                note=(
                    "Reconstructed: rows of later date are left out, but where a producer revises "
                    "its figures only the edition held now is read."
                ),
            ),
            VintageNote(
                name="now", date=study.vintages["now"].date, note="Every row of the edition."
            ),
        ],
        counts={
            name: {
                verdict: sum(claim.answers[name].verdict == verdict for claim in judged)
                for verdict in VERDICTS
            }
            for name in VINTAGES
        },
        forecasts=len(claims) - len(judged),
        flips=[claim.id for claim in claims if claim.change is not None],
        claims=claims,
        sentences=_sentences(files, claims),
        acts=_acts(study),
        sources=edition.source_notes(sources, settings, ledger=files.case.ledger),
    )


def assess_claim(claim: Claim, study: Study) -> tuple[ClaimAssessment, list[RowBehind]]:
    """Answer one claim at both vintages, with the rows behind it."""
    lenses: list[LensAssessment] = []
    behind: list[RowBehind] = []
    votes: dict[VintageName, list[Vote]] = {name: [] for name in VINTAGES}
    for lens in claim.lenses:
        assessed, rows, cast = assess_lens(lens, study)
        lenses.append(assessed)
        behind += rows
        for name in VINTAGES:
            votes[name].append(cast[name])
    forecasts: list[ForecastAssessment] = []
    for forecast in claim.forecasts:
        found, rows = register(forecast, study)
        forecasts.append(found)
        behind += rows
    answers: dict[VintageName, Answer] = {name: _answer(claim, votes[name]) for name in VINTAGES}
    return (
        ClaimAssessment(
            id=claim.id,
            title=claim.title,
            says=claim.says,
            locator=claim.locator,
            sentences=claim.sentences,
            form=claim.form,
            hedge=claim.hedge,
            untested=claim.untested,
            fields=list(claim.fields),
            theatres=claim.theatres,
            contradicted_if=claim.contradicted_if,
            not_testable=claim.not_testable,
            singles_out=claim.singles_out,
            would_test=claim.would_test,
            answers=answers,
            change=change(answers, lenses, behind, _aged(votes)),
            lenses=lenses,
            forecasts=forecasts,
            rows=len(behind),
        ),
        behind,
    )


def _aged(votes: dict[VintageName, list[Vote]]) -> set[str]:
    """Lenses whose list counted as complete when the report appeared and does no longer."""
    before = {vote.lens for vote in votes["as_written"] if vote.is_open}
    return {vote.lens for vote in votes["now"] if vote.is_open} - before


def _answer(claim: Claim, votes: list[Vote]) -> Answer:
    if votes:
        return combine(votes, singles_out=claim.singles_out, would_test=claim.would_test)
    reason = claim.not_testable or "A forecast: it has a probability and a date, not a verdict."
    return Answer(
        verdict="not testable",
        sense="",
        lean="",
        reason=reason,
        confidence=Confidence(level="", reasons=[]),
        decided_by=[],
    )


def assess_lens(
    lens: Lens, study: Study
) -> tuple[LensAssessment, list[RowBehind], dict[VintageName, Vote]]:
    """Put one lens to the rows of both vintages.

    Returns:
        What goes into the assessment, the rows behind it, and what it puts into the verdicts.
    """
    vintages: dict[VintageName, Vintage] = {name: study.vintages[name] for name in VINTAGES}
    examined = {name: examine(lens, study, vintages[name]) for name in VINTAGES}
    wide = _with_context(lens)
    whole = {name: evidence_for(wide, study, vintages[name]) for name in VINTAGES}
    behind = _rows(lens, wide, study)
    results: dict[VintageName, LensResult] = {}
    votes: dict[VintageName, Vote] = {}
    for name in VINTAGES:
        held = examined[name]
        read = [each.row for each in behind if _is_read(each, held.evidence, name)]
        results[name] = held.result(len(read))
        votes[name] = Vote(
            lens.id,
            held.final,
            proxy=lens.proxy,
            title=lens.title,
            producers=_makers(read),
            sources=_sources(held, lens),
            is_open=counts_an_open_list(lens) and not held.evidence.complete,
            mark=held.standing.mark,
            alike=held.robustness.same_answer / held.robustness.total,
            fragile=held.robustness.fragile_year is not None,
        )
    rows = [each.row for each in behind]
    own = [row for row in rows if row.role in OF_VALUES]
    rule, measure = criteria[lens.criterion], measures[lens.measure]
    complete, basis = completeness(lens, study, vintages["now"])
    unit = measure.unit_of(lens.where)
    assessed = LensAssessment(
        id=lens.id,
        title=lens.title,
        asks=lens.asks,
        measure=lens.measure,
        measure_title=measure.title,
        unit=unit,
        period_kind=measure.period,  # type: ignore[arg-type] (the registry test holds the three)
        states=lens.states or [],
        where=study.said_narrowing(lens),
        criterion=lens.criterion,
        form=rule.form,
        effect_unit=(
            "relative change"
            if lens.options.get("scale") == "ratio"
            else rule.effect.format(unit=unit)
        ),
        direction=lens.direction,
        matters=lens.matters,
        at=lens.options.get("at"),
        threshold=lens.options.get("threshold"),
        proxy=lens.proxy,
        blind_to=lens.blind_to,
        sources=producers(own),
        producers=list(_makers(own)),
        rungs=study.rungs(lens),
        error=examined["now"].evidence.error.words if rule.periodic else "",
        complete=complete,
        coverage=basis,
        overdue=overdue(lens, examined["now"].evidence.points, own, vintages["now"]),
        series=[
            published_point(point, role, as_written=before)
            for role, point, before in series_points(whole["now"], whole["as_written"])
        ],
        results=results,
        rows=len(rows),
    )
    return assessed, rows, votes


def _with_context(lens: Lens) -> Lens:
    """Widen a lens's window by some earlier years, so that its chart shows what came before."""
    if lens.window is None or not criteria[lens.criterion].periodic:
        return lens
    return lens.model_copy(update={"window": lens.window.widened(YEARS_OF_CONTEXT)})


def _rows(lens: Lens, wide: Lens, study: Study) -> list[Behind]:
    """List the rows behind a lens: of its values, its comparators, its searches, its variants."""
    lineage = Lineage(study, lens.id)
    lineage.read(wide, "main")
    for question in compared(lens):
        lineage.read(question, "against")
    lineage.searched(lens)
    for changed, variant in variants(lens):
        if changed:
            lineage.read(variant, "specification")
            for question in compared(variant):
                lineage.read(question, "specification")
    return lineage.rows()


def _is_read(behind: Behind, evidence: Evidence, name: VintageName) -> bool:
    """Whether an answer read a row, and not only its chart."""
    if behind.row.role == "main":
        return behind.is_read(name, [point.period for point in evidence.points])
    if behind.row.role == "against":
        return behind.is_read(name, [p.period for series in evidence.against for p in series])
    return False


def _makers(rows: list[RowBehind]) -> tuple[str, ...]:
    return tuple(sorted({edition.producer(name) for name in producers(rows)}))


def _sources(held: Examined, lens: Lens) -> int | None:
    """Return the independent sources behind the instances that a claim of existence needs."""
    if not criteria[lens.criterion].instances:
        return None
    counts = sorted((point.n or 0 for point in held.evidence.points), reverse=True)
    needed = int(lens.matters)
    return counts[needed - 1] if len(counts) >= needed else 0


def _sentences(files: CaseFiles, claims: list[ClaimAssessment]) -> list[SentenceAssessment]:
    found: list[SentenceAssessment] = []
    for number in range(1, files.report.record.sentences + 1):
        here = [claim for claim in claims if number in claim.sentences]
        judged = [claim for claim in here if not claim.forecasts]
        verdict: dict[VintageName, str] = {
            name: worst([claim.answers[name].verdict for claim in judged]) if judged else ""
            for name in VINTAGES
        }
        found.append(
            SentenceAssessment(
                number=number,
                claims=[claim.id for claim in here],
                verdict=verdict,
                reason=files.report.uncovered.get(number, ""),
            )
        )
    return found


def _acts(study: Study) -> list[MapAct]:
    """List the partners' joint acts that have a place."""
    wanted = {
        "actors": list(study.partners),
        "field": ["military"],
        "joint": ["yes"],
        "unit": ["act"],
    }
    held = study.store.table("activity", study.vintages["now"], wanted).to_pylist()
    found: list[MapAct] = []
    for row in sorted(held, key=lambda row: (row["date_start"], row["id"])):
        if not row["place"]:
            continue
        found.append(
            MapAct(
                id=row["id"],
                instrument=row["instrument"],
                date=row["date_start"],
                place=row["place"].split(";")[0],
                theatres=row["theatre"].split(";"),
                as_written=row["known_on"] <= study.vintages["as_written"].date,
                summary=row["summary"],
                link=row["link"],
            )
        )
    return found
