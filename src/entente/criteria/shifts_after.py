"""Shifts after a date: a step in the level of a series."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict

from entente.criteria import Ask, Evidence, criterion, one_series
from entente.criteria._decision import cannot_tell, judge
from entente.criteria._series import (
    ratio_of_rates,
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
    """Options of ``shifts_after``: the date, and what the level is compared with.

    Attributes:
        at: The date that the report names.
        before: ``level``: the mean of the earlier years; ``trend``: the line through them,
            continued, which is as sure as lines continued are.
        scale: ``difference``, or ``ratio`` for counts (relative change; dispersion is estimated).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    at: dt.date
    before: Literal["level", "trend"] = "level"
    scale: Literal["difference", "ratio"] = "difference"


@criterion(form="break", effect="{unit}, step after the date", options=Options)
def shifts_after(evidence: Evidence, ask: Ask) -> Finding:
    """The level after the date differs from what the earlier years lead to expect.

    The mean of the earlier years, or the line through them continued, is what they lead to expect;
    the step is the mean of the later years less that. Its interval is the error of measurement, of
    the kind that the measure declares. For counts it is the ratio of the mean rates, with the
    dispersion estimated from the years themselves (quasi-Poisson). A period belongs to the
    side on which its middle lies. The timing is judged, never the cause.

    Args:
        evidence: One series with at least three points on either side of the date.
        ask: Direction; ``matters`` in the measure's unit, or as a relative change for ratios.

    Returns:
        The step with its 90 % interval; cannot tell (``too_short``) under three points a side.

    Source:
        Wagner et al. (2002), Journal of Clinical Pharmacy and Therapeutics 27, p. 299 (segmented
        regression); McCullagh and Nelder (1989), Generalized Linear Models, section 6.2.

    Examples:
        >>> from entente.measures import Point
        >>> flat = [0.1, 0.2, 0.1, 0.2, 0.1, 0.2, 2.1, 2.2, 2.1, 2.2]
        >>> series = Evidence(tuple(Point(2010 + i, v) for i, v in enumerate(flat)))
        >>> options = {"at": dt.date(2016, 2, 24), "before": "level"}
        >>> shifts_after.decide(series, shifts_after.ask(matters=0.5, options=options)).answer
        'supports'
    """
    points = one_series(evidence.points)
    before, after = split(points, ask.options.at, evidence.middle)
    if short := too_short(before, after):
        return cannot_tell("too_short", short, n=len(points))
    detail = f"{len(before)} periods before, {len(after)} after {ask.options.at.isoformat()}"
    base, seen = stretch(before), stretch(after)
    detail += f": from {base.value:.3g} to {seen.value:.3g}."
    if ask.options.scale == "ratio":
        found = ratio_of_rates(after, before, ask)
        return replace(found, detail=detail, base=base, seen=seen)
    times = np.array([year_in_full(point.period) for point in points])
    late = np.array([point in after for point in points])
    weights = weights_of_step(times, late, trend=ask.options.before == "trend")
    step, interval = summed(evidence, weights)
    found = judge(step, interval, ask, n=len(points))
    return replace(found, detail=detail, base=base, seen=seen)
