"""Rises (or falls): the trend of a series over its window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict

from entente.criteria import Ask, Evidence, criterion, one_series
from entente.criteria._decision import cannot_tell, judge
from entente.criteria._resampling import least_squares_weights, resample_noise, theil_sen
from entente.periods import year_of
from entente.policy import FEWEST_FOR_A_TREND

if TYPE_CHECKING:
    from entente.finding import Finding


class Options(BaseModel):
    """Options of ``rises``: how the slope is estimated."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    estimator: Literal["theil_sen", "least_squares"] = "theil_sen"


@criterion(form="trend", effect="{unit} a year", options=Options)
def rises(evidence: Evidence, ask: Ask) -> Finding:
    """The slope over the window is beyond the smallest that matters.

    Theil-Sen slope (or least squares, as an equivalent specification); noise is drawn from a
    first-order autoregression whose coefficient is pooled, since on eleven yearly points ordinary
    trend tests fire falsely two to three times as often as they say.

    Args:
        evidence: At least six points of one series; gaps stay gaps.
        ask: Direction; ``matters`` in the measure's unit a year.

    Returns:
        The slope with its 90 % interval; cannot tell (``too_short``) under six points.

    Source:
        Sen (1968), JASA 63, p. 1379; Davison and Hinkley (1997), section 8.2.

    Examples:
        >>> from entente.measures import Point
        >>> rise = Evidence(tuple(Point(2010 + i, 0.1 * i + 0.01 * (i % 2)) for i in range(9)))
        >>> rises.decide(rise, rises.ask(matters=0.02)).answer
        'supports'
        >>> rises.decide(rise, rises.ask(matters=0.02, direction="down")).answer
        'contradicts'
    """
    points = one_series(evidence.points)
    if len(points) < FEWEST_FOR_A_TREND:
        short = f"{len(points)} periods, {FEWEST_FOR_A_TREND} are needed for a trend."
        return cannot_tell("too_short", short, n=len(points))
    times = np.array([float(year_of(point.period)) for point in points])
    values = np.array([point.value for point in points])
    design = np.stack([np.ones_like(times), times - times.mean()], axis=1)
    weights = np.empty(0)
    if ask.options.estimator == "theil_sen":
        slope = float(theil_sen(times, values[None, :])[0])
        level = float(np.median(values - slope * times))
    else:
        weights = least_squares_weights(design, 1)
        slope = float(np.sum(weights * values))
        level = float(values.mean() - slope * times.mean())
    noise = resample_noise(values - level - slope * times, design, ask.draws, ask.seed)
    if ask.options.estimator == "theil_sen":
        draws = slope + theil_sen(times, noise)
    else:
        draws = slope + np.sum(noise * weights, axis=1)
    first, last = float(times[0]), float(times[-1])
    line = (first, level + slope * first, last, level + slope * last)
    found = judge(draws, ask, effect=slope, n=len(points), line=line)
    return replace(found, detail=f"{len(points)} periods, {first:.0f} to {last:.0f}.")
