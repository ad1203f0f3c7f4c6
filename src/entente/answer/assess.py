"""Assess a case: every claim, as written and now, with the rows behind every number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from entente.answer.changes import change, overdue
from entente.answer.forecasts import register
from entente.answer.lenses import (
    Bench,
    Examined,
    asking_ahead,
    completeness,
    evidence_for,
    examine,
    series_points,
)
from entente.answer.lineage import producers, rows_behind
from entente.answer.verdicts import combine, worst
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
    MapAct,
    RowBehind,
    SentenceAssessment,
    SeriesPoint,
    VintageName,
    VintageNote,
)
from entente.cases.check import refuse_faults
from entente.criteria import Evidence, criteria
from entente.data import edition
from entente.data.questions import narrowing
from entente.data.store import Store
from entente.data.vintages import Vintage
from entente.measures import measures

if TYPE_CHECKING:
    from collections.abc import Callable

    from entente.cases.contract import Claim, Lens
    from entente.cases.folder import CaseFiles
    from entente.settings import Settings


YEARS_OF_CONTEXT = 5


@dataclass(frozen=True)
class _Context:
    bench: Bench
    written: Vintage
    now: Vintage

    def vintage(self, name: VintageName) -> Vintage:
        return self.written if name == "as_written" else self.now


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
    store = store or Store(settings)
    written = Vintage(files.report.record.last_day, "as_written")
    now = Vintage(edition.as_of(settings), "now")
    bench = Bench(store, settings, tuple(files.case.partners))
    context = _Context(bench, written, now)
    claims: list[ClaimAssessment] = []
    rows: dict[str, list[RowBehind]] = {}
    wanted = [claim for claim in files.report.claims if only in {None, claim.id}]
    lenses = [lens for claim in wanted for lens in claim.lenses]
    with asking_ahead(lenses, bench, (now, written)):
        for number, claim in enumerate(wanted, start=1):
            if progress is not None:
                progress(claim.id, number, len(wanted))
            assessed, behind = _claim(claim, context)
            claims.append(assessed)
            rows[claim.id] = behind
    return Assessed(_assessment(files, context, claims, rows), rows)


def _assessment(
    files: CaseFiles,
    context: _Context,
    claims: list[ClaimAssessment],
    rows: dict[str, list[RowBehind]],
) -> Assessment:
    from entente.release import VERSION

    settings = context.bench.settings
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
                date=context.written.date,
                note=(
                    "Reconstructed: rows of later date are left out, but where a producer revises "
                    "its figures only the edition held now is read."
                ),
            ),
            VintageNote(name="now", date=context.now.date, note="Every row of the edition."),
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
        acts=_acts(context),
        sources=edition.source_notes(sources, settings),
    )


def _claim(claim: Claim, context: _Context) -> tuple[ClaimAssessment, list[RowBehind]]:
    lenses: list[LensAssessment] = []
    behind: list[RowBehind] = []
    votes: dict[VintageName, list[Examined]] = {name: [] for name in VINTAGES}
    for lens in claim.lenses:
        assessed, rows, examined = _lens(claim, lens, context)
        lenses.append(assessed)
        behind += rows
        for name in VINTAGES:
            votes[name].append(examined[name])
    forecasts: list[ForecastAssessment] = []
    for forecast in claim.forecasts:
        found, rows = register(forecast, context.bench, context.written, context.now)
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
            answers=answers,
            change=change(answers, lenses, behind),
            lenses=lenses,
            forecasts=forecasts,
            rows=len(behind),
        ),
        behind,
    )


def _answer(claim: Claim, examined: list[Examined]) -> Answer:
    if examined:
        return combine([found.vote for found in examined])
    reason = claim.not_testable or "A forecast: it has a probability and a date, not a verdict."
    return Answer(
        verdict="not testable",
        sense="",
        lean="",
        reason=reason,
        confidence=Confidence(level="", reasons=[]),
        decided_by=[],
    )


def _lens(
    claim: Claim, lens: Lens, context: _Context
) -> tuple[LensAssessment, list[RowBehind], dict[VintageName, Examined]]:
    bench = context.bench
    seed_of = f"{claim.id}/{lens.id}"
    examined: dict[VintageName, Examined] = {
        name: examine(lens, bench, context.vintage(name), seed_of=seed_of) for name in VINTAGES
    }
    wide = _with_context(lens)
    whole, whole_known = (
        evidence_for(wide, bench, vintage) for vintage in (context.now, context.written)
    )
    rows = _rows(lens, context, _together(whole, whole_known))
    names = producers(rows)
    for name in VINTAGES:
        held = examined[name]
        read = [row for row in rows if _is_read(row, held.evidence, name)]
        examined[name] = replace(
            held,
            result=held.result.model_copy(update={"rows": len(read)}),
            vote=replace(held.vote, producers=_makers(read), sources=_sources(held, lens)),
        )
    rule, measure = criteria[lens.criterion], measures[lens.measure]
    complete, basis = completeness(lens, bench, context.now)
    assessed = LensAssessment(
        id=lens.id,
        title=lens.title,
        asks=lens.asks,
        measure=lens.measure,
        measure_title=measure.title,
        unit=_unit(lens),
        period_kind=measure.period,  # type: ignore[arg-type] (the registry test holds the three)
        states=lens.states or [],
        where=narrowing(measure, lens.where, bench.settings),
        criterion=lens.criterion,
        form=rule.form,
        effect_unit=(
            "relative change"
            if lens.options.get("scale") == "ratio"
            else rule.effect.format(unit=_unit(lens))
        ),
        direction=lens.direction,
        matters=lens.matters,
        at=lens.options.get("at"),
        threshold=lens.options.get("threshold"),
        proxy=lens.proxy,
        blind_to=lens.blind_to,
        sources=names,
        producers=list(_makers(rows)),
        complete=complete,
        coverage=basis,
        overdue=overdue(lens, examined["now"].evidence.points, rows, context.now),
        series=[
            SeriesPoint(
                period=point.period,
                value=point.value,
                n=point.n,
                label=point.label,
                role=role,  # type: ignore[arg-type] (main or against, by construction)
                as_written=before,
            )
            for role, point, before in series_points(whole, whole_known.points, whole_known.against)
        ],
        results={name: examined[name].result for name in VINTAGES},
        rows=len(rows),
    )
    return assessed, rows, examined


def _together(one: Evidence, two: Evidence) -> Evidence:
    """Join what two vintages saw: a window that counts back from the last year moves with it."""
    return Evidence(
        points=tuple(dict.fromkeys((*one.points, *two.points))),
        against=tuple(
            tuple(dict.fromkeys((*first, *second)))
            for first, second in zip(one.against, two.against, strict=True)
        ),
    )


def _with_context(lens: Lens) -> Lens:
    """Widen a lens's window by some earlier years, so that its chart shows what came before."""
    if lens.window is None or not criteria[lens.criterion].periodic:
        return lens
    return lens.model_copy(update={"window": lens.window.widened(YEARS_OF_CONTEXT)})


def _unit(lens: Lens) -> str:
    """Give the unit of a lens's values: the measure's, or the one that the lens asks for."""
    asked = lens.where.get("unit")
    if not isinstance(asked, str):
        return measures[lens.measure].unit
    return {"share": "share (0-1)", "usd_bn": "USD bn"}.get(asked, asked.replace("_", " "))


def _is_read(row: RowBehind, evidence: Evidence, name: VintageName) -> bool:
    """Tell whether an answer read a row, and not only its chart."""
    if name == "as_written" and not row.as_written:
        return False
    series = evidence.points if row.role == "main" else [p for s in evidence.against for p in s]
    return row.period in {str(point.period) for point in series}


def _makers(rows: list[RowBehind]) -> tuple[str, ...]:
    return tuple(sorted({edition.producer(name) for name in producers(rows)}))


def _sources(held: Examined, lens: Lens) -> int | None:
    """Independent sources behind the instances that a claim of existence needs."""
    if lens.criterion != "occurs":
        return None
    counts = sorted((point.n or 0 for point in held.evidence.points), reverse=True)
    needed = int(lens.matters)
    return counts[needed - 1] if len(counts) >= needed else 0


def _rows(lens: Lens, context: _Context, evidence: Evidence) -> list[RowBehind]:
    bench = context.bench
    found = rows_behind(
        bench.store,
        lens,
        evidence.points,
        bench.settings,
        lens=lens.id,
        role="main",
        now=context.now,
        written=context.written.date,
    )
    for question, points in zip(lens.against, evidence.against, strict=True):
        found += rows_behind(
            bench.store,
            question,
            points,
            bench.settings,
            lens=lens.id,
            role="against",
            now=context.now,
            written=context.written.date,
        )
    return found


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


def _acts(context: _Context) -> list[MapAct]:
    """List the partners' joint acts that have a place."""
    wanted = {
        "actors": list(context.bench.partners),
        "field": ["military"],
        "joint": ["yes"],
        "unit": ["act"],
    }
    held = context.bench.store.table("activity", context.now, wanted).to_pylist()
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
                as_written=row["known_on"] <= context.written.date,
                summary=row["summary"],
                link=row["link"],
            )
        )
    return found
