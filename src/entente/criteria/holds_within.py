"""Holds within: no harm, shown by an interval inside a margin."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
from pydantic import BaseModel, ConfigDict

from entente.criteria import Ask, Evidence, criterion, one_series
from entente.criteria._decision import cannot_tell, quantile
from entente.criteria._resampling import least_squares_weights, resample_noise
from entente.criteria.shifts_after import split, too_short
from entente.finding import Finding
from entente.policy import INTERVAL, SURE


class Options(BaseModel):
    """Options of ``holds_within``.

    Attributes:
        at: The date after which harm would show.
        relative: The margin is a share of the mean before the date.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    at: dt.date
    relative: bool = False


@criterion(
    form="no harm",
    effect="{unit}, change of the mean after the date",
    options=Options,
    fewer="harm",
)
def holds_within(evidence: Evidence, ask: Ask) -> Finding:
    """The whole 90 % interval of the change stays inside the margin.

    The claim is that no harm was done, so the burden is on showing it: a fall that is merely not
    significant is no support. ``direction`` is that of harm.

    Args:
        evidence: One series, at least four points on either side of the date.
        ask: ``sign``: the direction of harm; ``matters``: the margin, fixed from history, in the
            measure's unit or as a share of the earlier mean.

    Returns:
        The change with its interval. Supports where all of the interval is short of the margin;
        contradicts where all of it is beyond.

    Source:
        Wellek (2010), Testing Statistical Hypotheses of Equivalence and Noninferiority, chapter 2.

    Examples:
        >>> from entente.measures import Point
        >>> flat = Evidence(tuple(Point(2014 + i, 10 + 0.1 * (i % 2)) for i in range(10)))
        >>> ask = holds_within.ask(matters=2, direction="down", options={"at": dt.date(2019, 1, 1)})
        >>> holds_within.decide(flat, ask).answer
        'supports'
    """
    points = one_series(evidence.points)
    before, after = split(points, ask.options.at, evidence.middle)
    if short := too_short(before, after):
        return cannot_tell("too_short", short, n=len(points))
    values = np.array([point.value for point in points])
    late = np.array([float(point in after) for point in points])
    design = np.stack([np.ones_like(late), late], axis=1)
    past = float(np.mean([point.value for point in before]))
    change = float(np.mean([point.value for point in after])) - past
    noise = resample_noise(values - past - late * change, design, ask.draws, ask.seed)
    draws = change + np.sum(noise * least_squares_weights(design, 1), axis=1)
    if ask.options.relative and past == 0:
        zero = "The earlier mean is zero: no share of it is a margin."
        return cannot_tell("no_rows", zero, n=len(points))
    margin = ask.matters * (abs(past) if ask.options.relative else 1.0)
    harm = ask.sign * draws
    inside, beyond = float(np.mean(harm < margin)), float(np.mean(harm >= margin))
    ordered = np.sort(draws)
    low, high = (quantile(ordered, end) for end in INTERVAL)
    found = Finding(
        answer="cannot_tell",
        reason="too_noisy",
        detail=f"{len(before)} periods before, {len(after)} after; margin {margin:.3g}.",
        effect=change,
        low=low,
        high=high,
        p_claimed=inside,
        p_none=beyond,
        lean=inside,
        n=len(points),
    )
    whole = 1 - (1 - SURE) / 2
    if inside >= whole:
        return replace(found, answer="supports", reason="")
    if beyond >= whole:
        return replace(found, answer="contradicts", reason="", sense="the opposite")
    return found
