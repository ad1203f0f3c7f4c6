"""Holds within: no harm, shown by an interval inside a margin."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from pydantic import BaseModel, ConfigDict

from entente.criteria import Ask, Evidence, criterion, one_series
from entente.criteria._decision import cannot_tell, judge
from entente.criteria._series import (
    split,
    stretch,
    summed,
    too_short,
    weights_of_step,
    year_in_full,
)

if TYPE_CHECKING:
    from entente.finding import Finding


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
        evidence: One series, at least three points on either side of the date.
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
    late = np.array([point in after for point in points])
    times = np.array([year_in_full(point.period) for point in points])
    change, interval = summed(evidence, weights_of_step(times, late, trend=False))
    base, seen = stretch(before), stretch(after)
    past = base.value
    if ask.options.relative and past == 0:
        zero = "The earlier mean is zero: no share of it is a margin."
        return cannot_tell("no_rows", zero, n=len(points))
    margin = ask.matters * (abs(past) if ask.options.relative else 1.0)
    # What is excluded is harm: harm is judged, and its answer turned.
    harm = judge(change, interval, replace(ask, matters=margin), n=len(points))
    detail = f"{len(before)} periods before, {len(after)} after; margin {margin:.3g}."
    harm = replace(harm, detail=detail, base=base, seen=seen)
    if harm.p_claimed is None:
        return harm
    answer = {"supports": "contradicts", "contradicts": "supports"}.get(harm.answer, harm.answer)
    return replace(
        harm,
        answer=answer,
        sense="the opposite" if answer == "contradicts" else "",
        p_claimed=1 - harm.p_claimed,
        p_none=harm.p_claimed,
        lean=1 - harm.p_claimed,
        power=None,
        detectable=None,
    )
