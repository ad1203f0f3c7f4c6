"""Exceeds: a level against a threshold, other states, or its own past."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict

from entente.criteria import Ask, Evidence, criterion, one_series
from entente.criteria._decision import cannot_tell, exact, judge
from entente.criteria._series import ratio_of_rates, stretch, summed
from entente.finding import Stretch
from entente.policy import FEWEST_ACTS, FEWEST_FIGURES, FEWEST_IN_A_LEVEL, INTERVAL

if TYPE_CHECKING:
    import datetime as dt

    from numpy.typing import NDArray

    from entente.finding import Finding
    from entente.measures import Point


class Options(BaseModel):
    """Options of ``exceeds``: with what the level is compared, and how.

    Attributes:
        threshold: A number; not with comparators.
        scale: ``difference``, or ``ratio`` against the series' own past (counts).
        exact: The rows are a closed list: the difference of means decides without an interval.
        pooled: The values are shares of few acts: the acts of all periods are pooled, and the
            interval is that of a binomial share (Jeffreys). Yearly shares of one act each are 0 or
            1 and tell nothing of their own noise.
        each: The values are published figures, too few for an interval: every one must lie beyond
            the threshold (or every one short of it), and there must be two.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    threshold: float | None = None
    scale: Literal["difference", "ratio"] = "difference"
    exact: bool = False
    pooled: bool = False
    each: bool = False


@criterion(form="level", effect="{unit} beyond the comparison", options=Options, fewer="either")
def exceeds(evidence: Evidence, ask: Ask) -> Finding:
    """The level is beyond a threshold, the median of comparison states, or its own past.

    Against comparison states the difference from their median is taken period by period, so that a
    shock common to all drops out. Against the own past, counts are compared as a ratio of rates.

    Args:
        evidence: One series; ``against`` empty (a threshold), comparators, or the own past.
        ask: ``matters`` in the measure's unit, or as a relative change for ratios.

    Returns:
        The mean difference with its 90 % interval, or without one where the list is closed; cannot
        tell (``too_short``) under three periods where an interval is needed.

    Source:
        Brown, Cai and DasGupta (2001), Statistical Science 16, p. 101 (shares); the errors of means
        are those of :mod:`entente.uncertainty`.

    Examples:
        >>> from entente.measures import Point
        >>> series = Evidence(tuple(Point(2015 + i, 0.5 + 0.01 * (i % 3)) for i in range(6)))
        >>> exceeds.decide(series, exceeds.ask(matters=0.05, options={"threshold": 0.3})).answer
        'supports'
    """
    points = one_series(evidence.points)
    if not points:
        return cannot_tell("no_rows", "No rows in the window.")
    if ask.options.scale == "ratio" or ask.options.pooled:
        return _beyond_its_past(evidence, ask) if not ask.options.pooled else _pooled(points, ask)
    level = _comparison(evidence, ask.options.threshold)
    with_level = tuple(point for point in points if point.period in level)
    bar = np.array([level[point.period] for point in with_level])
    gaps = np.array([point.value for point in with_level]) - bar
    detail = f"{len(gaps)} periods with a comparison."
    effect = float(gaps.mean()) if len(gaps) else 0.0
    base, seen = _levels(with_level, bar, ask.options.threshold)
    if ask.options.exact and len(gaps):
        found = exact(effect, ask, n=len(gaps))
        return replace(found, detail=detail + " The list is closed.", base=base, seen=seen)
    if ask.options.each:
        return replace(_figure_by_figure(gaps, ask, detail), base=base, seen=seen)
    if len(gaps) < FEWEST_IN_A_LEVEL:
        return cannot_tell("too_short", f"{detail} {FEWEST_IN_A_LEVEL} are needed.", n=len(gaps))
    evenly = np.full(len(gaps), 1 / len(gaps))
    if ask.options.threshold is None:
        # What is common to all drops out of the gaps, and so out of how much they jump.
        away = tuple(replace(p, value=p.value - level[p.period]) for p in with_level)
        effect, interval = summed(replace(evidence, points=away), evenly)
    else:
        effect, interval = summed(replace(evidence, points=with_level), evenly, less=bar)
    return replace(judge(effect, interval, ask, n=len(gaps)), detail=detail, base=base, seen=seen)


def _levels(
    points: tuple[Point, ...], bar: NDArray[np.float64], threshold: float | None
) -> tuple[Stretch | None, Stretch | None]:
    """Return what the level is held against, and the level: means over the same periods."""
    if not points:
        return None, None
    seen = stretch(points)
    base = Stretch(float(bar.mean()), seen.first, seen.last)
    return (base if threshold is None else Stretch(threshold)), seen


def _pooled(points: tuple[Point, ...], ask: Ask) -> Finding:
    """Judge the share of all acts against the threshold (zero where none is given)."""
    from scipy.special import betaincinv

    threshold = ask.options.threshold or 0.0
    total = sum(point.n or 0 for point in points)
    if total < FEWEST_ACTS:
        return cannot_tell("too_short", f"{total} acts, {FEWEST_ACTS} are needed.", n=total)
    held = sum(point.value * (point.n or 0) for point in points)
    low, high = (float(betaincinv(held + 0.5, total - held + 0.5, end)) for end in INTERVAL)
    interval = low - threshold, high - threshold
    found = judge(held / total - threshold, interval, ask, n=len(points))
    detail = f"{held:.0f} of {total} acts in {len(points)} periods."
    seen = replace(stretch(points), value=held / total)
    return replace(found, detail=detail, base=Stretch(threshold), seen=seen)


def _figure_by_figure(gaps: NDArray[np.float64], ask: Ask, detail: str) -> Finding:
    """Decide where all published figures lie on one side, and there are at least two."""
    if len(gaps) < FEWEST_FIGURES:
        return cannot_tell("too_short", f"{detail} {FEWEST_FIGURES} are needed.", n=len(gaps))
    claimed = ask.sign * gaps
    share = float(np.mean(claimed >= ask.matters))
    found = exact(float(gaps.mean()), ask, n=len(gaps))
    found = replace(
        found,
        low=float(gaps.min()),
        high=float(gaps.max()),
        p_claimed=share,
        p_none=float(np.mean(claimed <= 0)),
        lean=float(np.mean(claimed > 0)),
        exact=False,
        detail=f"{detail} {round(share * len(gaps))} of {len(gaps)} lie beyond.",
    )
    if 0 < share < 1:
        return replace(found, answer="cannot_tell", sense="", reason="too_noisy")
    return found


def _beyond_its_past(evidence: Evidence, ask: Ask) -> Finding:
    recent = one_series(evidence.points)
    past = one_series(evidence.against[0]) if evidence.against else ()
    detail = f"{len(recent)} recent periods against {len(past)} earlier ones."
    if min(len(recent), len(past)) < FEWEST_IN_A_LEVEL:
        return cannot_tell("too_short", f"{detail} {FEWEST_IN_A_LEVEL} are needed.", n=len(recent))
    found = ratio_of_rates(recent, past, ask)
    return replace(found, detail=detail, base=stretch(past), seen=stretch(recent))


def _comparison(evidence: Evidence, threshold: float | None) -> dict[int | dt.date, float]:
    if threshold is not None:
        return {point.period: threshold for point in evidence.points}
    others: dict[int | dt.date, list[Point]] = defaultdict(list)
    for series in evidence.against:
        for point in series:
            others[point.period].append(point)
    return {
        period: float(np.median([point.value for point in held])) for period, held in others.items()
    }
