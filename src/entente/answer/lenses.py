"""Lenses: one measure and criterion put to the rows of a vintage, with its robustness."""

from __future__ import annotations

import contextlib
import threading
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from entente.answer.flips import flips
from entente.answer.robustness import holds, same_sign
from entente.answer.verdicts import Vote
from entente.assessment import LensResult, Robustness, Specification
from entente.cases.variants import variants
from entente.criteria import REASONS, Criterion, Evidence, Finding, criteria
from entente.data.questions import ask, narrowing
from entente.errors import BrokenFileError, EntenteError
from entente.measures import Point, measures
from entente.periods import year_holding, year_of
from entente.tables import tables

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from entente.cases.contract import Lens
    from entente.data.question import Question
    from entente.data.store import Narrowing, Store
    from entente.data.vintages import Vintage
    from entente.settings import Settings

CALENDAR_MIDDLE = 183
FISCAL_MIDDLE = 274
FULL_DRAWS = 2000
VARIANT_DRAWS = 400
# The order in which the spans of a search are told: the key of their table.
SPAN = ("instrument", "date_from", "actors", "theatre")
# Units of measures that count acts of a hand-made list.
COUNTS = {"acts", "days", "entries", "meetings", "statements"}
UNTESTABLE = {"no_rows", "too_short", "coverage_ended"}


@dataclass(frozen=True)
class Bench:
    """What every lens of a case is examined with.

    Attributes:
        store: Tables.
        settings: Where things are.
        partners: The case's partners.
    """

    store: Store
    settings: Settings
    partners: tuple[str, ...]


@dataclass(frozen=True)
class Examined:
    """A lens at one vintage.

    Attributes:
        finding: The criterion's own, before robustness.
        result: What goes into the assessment, with ``rows`` still zero.
        evidence: What the criterion saw.
        vote: What it puts into the verdict, with ``producers`` still empty.
    """

    finding: Finding
    result: LensResult
    evidence: Evidence
    vote: Vote


def examine(lens: Lens, bench: Bench, vintage: Vintage, *, seed_of: str) -> Examined:
    """Put a lens to the rows of a vintage.

    Args:
        lens: The rule.
        bench: Store, settings and partners.
        vintage: What was known.
        seed_of: Text that names the lens; the seed of its draws is made of it, so that an answer
            depends neither on other lenses nor on their order.
    """
    seed = zlib.crc32(seed_of.encode())
    own, evidence, rule = _decide(lens, bench, vintage, seed, FULL_DRAWS)
    specifications: list[Specification] = []
    findings: list[Finding] = []
    for changed, variant in variants(lens):
        found = own if not changed else _decide(variant, bench, vintage, seed, VARIANT_DRAWS)[0]
        findings.append(found)
        specifications.append(
            Specification(
                changed=changed,
                answer=found.answer,
                effect=found.effect,
                low=found.low,
                high=found.high,
            )
        )
    final = own
    signed = own.sense in {"", "the opposite"} and rule.form != "no harm"
    decides = own.answer in {"supports", "contradicts"}
    if decides and not holds(own, findings, signed=signed):
        final = replace(own, answer="cannot_tell", sense="", reason="specifications_split")
    if _rests_on_absence(final, lens, evidence):
        final = replace(
            final,
            answer="cannot_tell",
            sense="",
            reason="list_incomplete",
            lean=None,
            p_claimed=None,
        )
    decides = final.answer in {"supports", "contradicts"}
    fragile = _fragile_year(own, evidence, lens, rule, seed) if decides else None
    reason_text = _reason_text(final)
    result = LensResult(
        answer=final.answer,  # type: ignore[arg-type] (registered never reaches a lens)
        before_robustness=own.answer,
        sense=final.sense,
        reason=final.reason,
        reason_text=reason_text,
        detail=own.detail,
        effect=own.effect,
        low=own.low,
        high=own.high,
        p_claimed=own.p_claimed,
        p_none=own.p_none,
        lean=final.lean,
        n=own.n,
        power=own.power,
        detectable=own.detectable,
        exact=own.exact,
        line=list(own.line) if own.line else None,
        window=[evidence.points[0].period, evidence.points[-1].period] if evidence.points else None,
        left_out=_left_out(lens, evidence, vintage),
        rows=0,
        robustness=Robustness(
            total=len(findings),
            same_answer=sum(found.answer == own.answer for found in findings),
            same_sign=same_sign(own, findings),
            with_estimate=sum(found.effect is not None for found in findings),
            fragile_year=fragile,
            specifications=specifications,
        ),
        flips=flips(lens, rule, evidence, own, seed) if vintage.name == "now" else [],
    )
    vote = Vote(
        lens=lens.id,
        title=lens.title,
        answer=result.answer,
        sense=final.sense,
        weak=lens.proxy == "weak",
        direct=lens.proxy == "direct",
        lean=final.lean,
        claimed=final.p_claimed,
        reason=f"{lens.title}: {reason_text}" if reason_text else "",
        exact=own.exact,
        power=own.power,
        fragile=fragile is not None,
        untestable=final.reason in UNTESTABLE,
    )
    return Examined(own, result, evidence, vote)


def evidence_for(lens: Lens, bench: Bench, vintage: Vintage) -> Evidence:
    """Gather what a lens's criterion sees at a vintage."""
    points = _ask(lens, bench, vintage)
    against: list[tuple[Point, ...]] = []
    for question in lens.against:
        held = question
        if not question.states and lens.states and _is_same_kind(question, lens):
            held = question.model_copy(update={"states": lens.states, "partner": lens.partner})
        against.append(_ask(held, bench, vintage))
    fiscal = measures[lens.measure].period == "fiscal_year"
    return Evidence(
        points=points,
        against=tuple(against),
        complete=completeness(lens, bench, vintage)[0],
        middle=FISCAL_MIDDLE if fiscal else CALENDAR_MIDDLE,
    )


@contextlib.contextmanager
def asking_ahead(
    lenses: Sequence[Lens], bench: Bench, vintages: Sequence[Vintage]
) -> Generator[None]:
    """Ask the questions of lenses from the last to the first, while they are judged in order.

    The answers are kept in the store, so the two meet in the middle; what is not there yet is asked
    where it is needed. A fault is met there too, and told there.
    """
    done = threading.Event()

    def ask_backwards() -> None:
        for lens in reversed(lenses):
            for _, variant in variants(lens):
                for vintage in vintages:
                    if done.is_set():
                        return
                    with contextlib.suppress(EntenteError):
                        evidence_for(variant, bench, vintage)

    thread = threading.Thread(target=ask_backwards)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def completeness(question: Question, bench: Bench, vintage: Vintage) -> tuple[bool, str]:
    """Tell whether the rows of a question come from complete lists, and on what basis.

    Returns:
        Whether "none" is evidence, and a sentence or more for the page.
    """
    measure = measures[question.measure]
    if all(tables[name].closed for name in measure.uses):
        return True, "The list is complete by nature: every recorded vote is in it."
    if "activity" not in measure.uses:
        return False, ""
    wanted = narrowing(measure, question.where, bench.settings)
    searched = bench.store.table("coverage", vintage, wanted).to_pylist()
    rows = sorted(searched, key=lambda row: [str(row[name]) for name in SPAN])
    asked = set(wanted.get("instrument", []))
    if not rows or (asked and asked - {row["instrument"] for row in rows}):
        return False, "No search of this kind is declared complete."
    text = " ".join(
        f"{row['instrument'].replace('_', ' ').capitalize()} to {row['date_to']:%d %B %Y}: "
        f"{row['basis'].rstrip('.')}."
        for row in rows[:4]
    )
    reached = {row["instrument"] for row in rows if _covers(row, question, wanted)}
    return reached == asked and all(row["complete"] for row in rows) and bool(asked), text


def _covers(row: dict[str, Any], question: Question, wanted: Narrowing) -> bool:
    """Tell whether a search reached as far as a question: its first day, and its theatres."""
    start = question.window.begins if question.window else None
    if start is not None and row["date_from"] > start:
        return False
    return not row["theatre"] or set(wanted.get("theatre", ())) == set(row["theatre"].split(";"))


def _ask(question: Question, bench: Bench, vintage: Vintage) -> tuple[Point, ...]:
    return ask(bench.store, question, bench.partners, bench.settings, vintage)


def _is_same_kind(question: Question, lens: Lens) -> bool:
    return measures[question.measure].grain == measures[lens.measure].grain


def _decide(
    lens: Lens, bench: Bench, vintage: Vintage, seed: int, draws: int
) -> tuple[Finding, Evidence, Criterion]:
    from pydantic import ValidationError

    rule = criteria[lens.criterion]
    evidence = evidence_for(lens, bench, vintage)
    try:
        asked = rule.ask(
            direction=lens.direction,
            matters=lens.matters,
            options=lens.options,
            seed=seed,
            draws=draws,
        )
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(step) for step in first["loc"])
        reason = f"options.{name} of {lens.criterion}: {first['msg']}."
        raise BrokenFileError.at(f"lens {lens.id}", reason) from None
    return rule.decide(evidence, asked), evidence, rule


def _rests_on_absence(found: Finding, lens: Lens, evidence: Evidence) -> bool:
    """Tell whether an answer rests on acts not being in a list that is not complete.

    Counts of acts from a hand-made list are lower bounds: more of them is evidence, fewer is not.
    """
    if "activity" not in measures[lens.measure].uses or evidence.complete:
        return False
    counts = measures[lens.measure].unit in COUNTS or lens.criterion == "responds_to_events"
    if lens.criterion == "exceeds":
        # A level over years: years without an act are not in the list, so the mean leaves them out.
        return counts and found.answer in {"supports", "contradicts"}
    if lens.criterion == "holds_within":
        fewer = "contradicts" if lens.direction == "down" else "supports"
    else:
        fewer = "contradicts" if lens.direction == "up" else "supports"
    return counts and found.answer == fewer


def _reason_text(found: Finding) -> str:
    if found.answer != "cannot_tell":
        return ""
    words = REASONS[found.reason]
    if found.reason in {"too_short", "too_few"} and found.detail:
        return f"{words} ({found.detail.rstrip('.')})"
    return words


def _fragile_year(
    own: Finding, evidence: Evidence, lens: Lens, rule: Criterion, seed: int
) -> int | None:
    """Find a year whose loss flips the sign of the effect, if there is one."""
    if not own.effect or own.exact or not rule.periodic or len(evidence.points) < 4:
        return None
    asked = rule.ask(
        direction=lens.direction, matters=lens.matters, options=lens.options, seed=seed, draws=20
    )
    for i, left in enumerate(evidence.points):
        rest = evidence.points[:i] + evidence.points[i + 1 :]
        found = rule.decide(replace(evidence, points=rest), asked)
        if found.effect is not None and np.sign(found.effect) == -np.sign(own.effect):
            return year_of(left.period)
    return None


def _left_out(lens: Lens, evidence: Evidence, vintage: Vintage) -> list[str]:
    """Name the periods that had begun but were not complete on the vintage's date."""
    measure = measures[lens.measure]
    if measure.period == "date" or not evidence.points:
        return []
    last = year_of(evidence.points[-1].period)
    fiscal = measure.period == "fiscal_year"
    current = year_holding(vintage.date, measure.period)
    wanted = lens.window is None or lens.window.holds(current, measure.period)
    if last >= current or not wanted:
        return []
    return [f"{'fiscal ' if fiscal else ''}{current}"]


def series_points(
    evidence: Evidence, known: Sequence[Point], known_against: Sequence[Sequence[Point]]
) -> list[tuple[str, Point, bool]]:
    """List the points of a lens with their role and whether they were known as written."""
    seen = {(point.period, point.label) for point in known}
    found = [("main", point, (point.period, point.label) in seen) for point in evidence.points]
    for i, series in enumerate(evidence.against):
        before = (
            {(p.period, p.label) for p in known_against[i]} if i < len(known_against) else set()
        )
        found += [("against", p, (p.period, p.label) in before) for p in series]
    return found
