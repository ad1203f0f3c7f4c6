"""Lenses: one measure and criterion put to the rows of a vintage, with its robustness."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from entente.answer.completeness import completeness
from entente.answer.flips import flips
from entente.answer.robustness import robustness
from entente.answer.standing import standing
from entente.assessment import Flip, LensResult, Robustness, SeriesPoint
from entente.cases.variants import variants
from entente.criteria import Criterion, Evidence, criteria, reason_text
from entente.data.measurement_error import error_of
from entente.measures import measures
from entente.periods import year_holding, year_of
from entente.policy import FEWEST_TO_LEAVE_ONE_OUT
from entente.uncertainty import Jumps

if TYPE_CHECKING:
    from entente.cases.contract import Lens
    from entente.data.question import Question
    from entente.data.study import Study
    from entente.data.vintages import Vintage
    from entente.finding import Finding, Standing
    from entente.measures import Point

CALENDAR_MIDDLE = 183
FISCAL_MIDDLE = 274


@dataclass(frozen=True)
class Examined:
    """A lens at one vintage.

    Attributes:
        evidence: What the criterion saw.
        own: What the criterion found.
        final: The same after robustness, and after what an incomplete list may say.
        robustness: What the equivalent specifications give.
        flips: Next values that would change the answer.
        left_out: Periods of the window that were not complete.
        standing: Where it stands among others.
    """

    evidence: Evidence
    own: Finding
    final: Finding
    robustness: Robustness
    flips: list[Flip]
    left_out: list[str]
    standing: Standing

    def result(self, rows: int) -> LensResult:
        """Return what goes into the assessment, with the number of rows that it read."""
        points = self.evidence.points
        return LensResult(
            answer=self.final.answer,  # type: ignore[arg-type] (registered never reaches a lens)
            sense=self.final.sense,
            reason=self.final.reason,
            reason_text=reason_text(self.final),
            lean=self.final.lean,
            finding=self.own,
            window=[points[0].period, points[-1].period] if points else None,
            left_out=self.left_out,
            rows=rows,
            robustness=self.robustness,
            flips=self.flips,
            standing=self.standing,
        )


def examine(lens: Lens, study: Study, vintage: Vintage) -> Examined:
    """Put a lens to the rows of a vintage.

    Args:
        lens: The rule.
        study: The rows, the partners and the vintages.
        vintage: What was known.
    """
    rule = criteria[lens.criterion]
    evidence = evidence_for(lens, study, vintage)
    own = _decide(lens, evidence)
    findings = [
        (
            changed,
            _decide(other, evidence_for(other, study, vintage)) if changed else own,
        )
        for changed, other in variants(lens)
    ]
    held, holds = robustness(own, findings)
    final = own
    if own.answer in {"supports", "contradicts"} and not holds:
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
    fragile = _fragile_year(own, evidence, lens, rule) if decides else None
    return Examined(
        evidence=evidence,
        own=own,
        final=final,
        robustness=held.model_copy(update={"fragile_year": fragile}),
        flips=flips(lens, rule, evidence, own) if vintage.name == "now" else [],
        left_out=_left_out(lens, evidence, vintage),
        standing=standing(lens, study, evidence, own),
    )


def evidence_for(lens: Lens, study: Study, vintage: Vintage) -> Evidence:
    """Return what a lens's criterion sees at a vintage."""
    return Evidence(
        points=study.points(lens, vintage),
        against=tuple(study.points(question, vintage) for question in compared(lens)),
        complete=completeness(lens, study, vintage)[0],
        middle=(
            FISCAL_MIDDLE if measures[lens.measure].period == "fiscal_year" else CALENDAR_MIDDLE
        ),
        error=error_of(lens, study, vintage) if criteria[lens.criterion].periodic else Jumps(),
    )


def compared(lens: Lens) -> list[Question]:
    """Return what a lens compares with, of its own states where they name none."""
    found: list[Question] = []
    for question in lens.against:
        alike = measures[question.measure].grain == measures[lens.measure].grain
        if not question.states and lens.states and alike:
            own = {"states": lens.states, "partner": lens.partner}
            found.append(question.model_copy(update=own))
        else:
            found.append(question)
    return found


def _decide(lens: Lens, evidence: Evidence) -> Finding:
    rule = criteria[lens.criterion]
    return rule.decide(evidence, lens.ask(rule))


def _rests_on_absence(found: Finding, lens: Lens, evidence: Evidence) -> bool:
    """Whether an answer rests on acts not being in a list that is not complete.

    Counts of acts from a hand-made list are lower bounds: more of them is evidence, fewer is not.
    """
    rule = criteria[lens.criterion]
    if evidence.complete or rule.instances or not counts_an_open_list(lens):
        return False
    return rule.rests_on_fewer(found.answer, lens.direction)


def counts_an_open_list(lens: Lens) -> bool:
    """Whether a lens counts acts of a hand-made list, which is complete only where it says so."""
    measure, rule = measures[lens.measure], criteria[lens.criterion]
    return measure.is_open and (measure.counts or rule.counts_acts or rule.instances)


def _fragile_year(own: Finding, evidence: Evidence, lens: Lens, rule: Criterion) -> int | None:
    """Return a year whose loss flips the sign of the effect, if there is one."""
    few = len(evidence.points) < FEWEST_TO_LEAVE_ONE_OUT
    if not own.effect or own.exact or not rule.periodic or few:
        return None
    asked = lens.ask(rule)
    for i, left in enumerate(evidence.points):
        rest = evidence.points[:i] + evidence.points[i + 1 :]
        found = rule.decide(replace(evidence, points=rest), asked)
        if found.effect is not None and np.sign(found.effect) == -np.sign(own.effect):
            return year_of(left.period)
    return None


def _left_out(lens: Lens, evidence: Evidence, vintage: Vintage) -> list[str]:
    """Name the periods that had begun but were not complete on the vintage's date."""
    measure = measures[lens.measure]
    if measure.is_dated or not evidence.points:
        return []
    last = year_of(evidence.points[-1].period)
    current = year_holding(vintage.date, measure.period)
    wanted = lens.window is None or lens.window.holds(current, measure.period)
    if last >= current or not wanted:
        return []
    return [f"{'fiscal ' if measure.period == 'fiscal_year' else ''}{current}"]


def series_points(evidence: Evidence, known: Evidence) -> list[tuple[str, Point, bool]]:
    """List the points of a lens with their role and whether they were known as written."""
    groups = [("main", evidence.points, known.points)]
    groups += [
        ("against", series, before)
        for series, before in zip(evidence.against, known.against, strict=True)
    ]
    found: list[tuple[str, Point, bool]] = []
    for role, points, before in groups:
        seen = {(point.period, point.label) for point in before}
        found += [(role, point, (point.period, point.label) in seen) for point in points]
    return found


def published_point(point: Point, role: str, *, as_written: bool) -> SeriesPoint:
    """Return a value as the assessment has it."""
    return SeriesPoint(
        period=point.period,
        value=point.value,
        n=point.n,
        label=point.label,
        role=role,  # type: ignore[arg-type] (main or against, by construction)
        as_written=as_written,
    )
