"""What would flip it: the nearest next value that changes a lens's answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from entente.assessment import Flip
from entente.measures import Point, measures
from entente.periods import MONTHS, period_after

if TYPE_CHECKING:
    from entente.cases.contract import Lens
    from entente.criteria import Criterion, Evidence
    from entente.finding import Finding
    from entente.periods import Period

STEPS = 16


def flips(lens: Lens, rule: Criterion, evidence: Evidence, own: Finding) -> list[Flip]:
    """Try next values of a series and report the nearest that changes the answer.

    Values are tried evenly from well below to well above what the series has seen (one and a half
    times its range beyond either end, cut at the measure's bounds); the specifications are not run
    again, so this speaks of the lens's own rule.

    Args:
        lens: The rule.
        rule: Its criterion.
        evidence: What it saw.
        own: What it found.

    Returns:
        One entry for a series; one in words for counts of instances; empty without an estimate.
    """
    if own.effect is None:
        return []
    if not rule.periodic:
        return _of_instances(lens, own) if rule.instances else []
    if lens.window is not None and not lens.window.is_open:
        return []
    points = evidence.points
    values = np.array([point.value for point in points])
    last = points[-1]
    measure = measures[lens.measure]
    period = period_after(last.period, measure.period)
    when = _said(period, measure.period)
    low, high = _reach(values, measure.bounds_of(lens.where))
    asked = lens.ask(rule)
    slides = lens.window is not None and lens.window.slides
    tried = sorted(np.linspace(low, high, STEPS), key=lambda value: abs(value - last.value))
    for value in tried:
        point = Point(period, float(value), label=last.label)
        found = rule.decide(_with_next(evidence, point, slides=slides), asked)
        if found.answer != own.answer:
            text = (
                f"If the value for {when} were about {value:.3g} "
                f"(last: {last.value:.3g}), this lens {_would(found.answer)}."
            )
            return [
                Flip(
                    period=period,
                    value=float(value),
                    answer=found.answer,
                    tried=[low, high],
                    text=text,
                )
            ]
    text = f"No value for {when} between {low:.3g} and {high:.3g} would change this lens's answer."
    return [Flip(period=period, value=None, answer=own.answer, tried=[low, high], text=text)]


def _said(period: Period, kind: str) -> str:
    if not isinstance(period, dt.date):
        return str(period)
    month = f"{period:%B %Y}"
    return month if MONTHS.get(kind, 1) == 1 else f"the {kind} from {month}"


def _with_next(evidence: Evidence, point: Point, *, slides: bool) -> Evidence:
    """Append a next value.

    A window that counts back slides: its first value joins the past that it is compared with.
    Comparators of the same periods are taken to stay as they are.
    """
    points = (*evidence.points, point)
    if slides:
        leaving = evidence.points[0]
        past = tuple((*series[1:], leaving) if series else series for series in evidence.against)
        return replace(evidence, points=points[1:], against=past)
    against = tuple(
        (*series, replace(series[-1], period=point.period))
        if series and series[-1].period == evidence.points[-1].period
        else series
        for series in evidence.against
    )
    return replace(evidence, points=points, against=against)


def _reach(values: np.ndarray, bounds: tuple[float | None, float | None]) -> tuple[float, float]:
    spread = float(values.max() - values.min()) or abs(float(values[-1])) or 1.0
    low, high = float(values.min()) - 1.5 * spread, float(values.max()) + 1.5 * spread
    if bounds[0] is not None:
        low = max(low, bounds[0])
    if bounds[1] is not None:
        high = min(high, bounds[1])
    return low, high


def _would(answer: str) -> str:
    return {
        "supports": "would support the claim",
        "contradicts": "would contradict it",
        "cannot_tell": "could no longer tell",
    }[answer]


def _of_instances(lens: Lens, own: Finding) -> list[Flip]:
    count, needed = int(own.effect or 0), int(lens.matters)
    if own.answer == "supports":
        lost = count - needed + 1
        text = f"It would take the loss of {lost} of the {count} instances on record."
    else:
        text = f"{needed - count} more on record, dated and sourced, would support the claim."
    return [Flip(period=None, value=None, answer="", tried=[], text=text)]
