"""Shifts after a date: a step in the level of a series."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict

from entente.criteria import Ask, Evidence, criterion, one_series
from entente.criteria._decision import cannot_tell, judge
from entente.criteria._resampling import resample_noise
from entente.periods import year_of
from entente.policy import FEWEST_A_SIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from entente.finding import Finding
    from entente.measures import Point

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]


class Options(BaseModel):
    """Options of ``shifts_after``: the date, and what the level is compared with.

    Attributes:
        at: The date that the report names.
        before: ``trend``: the line through the earlier years, continued; ``level``: their mean.
        scale: ``difference``, or ``ratio`` for counts (relative change; dispersion is estimated).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    at: dt.date
    before: Literal["trend", "level"] = "trend"
    scale: Literal["difference", "ratio"] = "difference"


@criterion(form="break", effect="{unit}, step after the date", options=Options)
def shifts_after(evidence: Evidence, ask: Ask) -> Finding:
    """The level after the date differs from what the earlier years lead to expect.

    The line through the earlier years, continued, or their mean, is what they lead to expect; the
    step is the mean of the later years less that. For counts it is the ratio of the mean rates,
    with the dispersion estimated from the years themselves (quasi-Poisson). A period belongs to the
    side on which its middle lies. The timing is judged, never the cause.

    Args:
        evidence: One series with at least four points on either side of the date.
        ask: Direction; ``matters`` in the measure's unit, or as a relative change for ratios.

    Returns:
        The step with its 90 % interval; cannot tell (``too_short``) under four points a side.

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
    detail = f"{len(before)} periods before, {len(after)} after {ask.options.at.isoformat()}."
    if ask.options.scale == "ratio":
        return replace(ratio_of_rates(after, before, ask), detail=detail)
    times = np.array([float(year_of(point.period)) for point in points])
    values = np.array([point.value for point in points])
    late = np.array([point in after for point in points])
    weights, columns = _step(times, late, trend=ask.options.before == "trend")
    step = float(np.sum(weights * values))
    expected = values - late * step
    residuals = expected - _fitted(times, expected, late, trend=ask.options.before == "trend")
    noise = resample_noise(residuals, columns, ask.draws, ask.seed)
    draws = step + np.sum(noise * weights, axis=1)
    return replace(judge(draws, ask, effect=step, n=len(points)), detail=detail)


def _step(times: Floats, late: Bools, *, trend: bool) -> tuple[Floats, Floats]:
    """Return the weights by which values sum to the step, and the design that it costs.

    The step is the mean of the later values less what the earlier years lead to expect there: their
    mean, or the line through them continued.
    """
    early = ~late
    weights = np.where(late, 1 / late.sum(), -1 / early.sum())
    columns = [np.ones_like(times), late.astype(float)]
    if trend:
        middle = times[early].mean()
        reach = times[late].mean() - middle
        spread = float(np.sum((times[early] - middle) ** 2))
        weights = weights - np.where(early, reach * (times - middle) / spread, 0.0)
        columns.append(times - times.mean())
    return weights, np.stack(columns, axis=1)


def _fitted(times: Floats, values: Floats, late: Bools, *, trend: bool) -> Floats:
    """Return what the earlier years lead to expect in every year."""
    early = ~late
    level = float(values[early].mean())
    if not trend:
        return np.full_like(values, level)
    middle = times[early].mean()
    away = times[early] - middle
    slope = float(np.sum(away * values[early])) / float(np.sum(away**2))
    return level + slope * (times - middle)


def split(
    points: Sequence[Point], at: dt.date, middle: int
) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """Return points by the side of a date on which the middle of their period lies.

    Examples:
        >>> from entente.measures import Point
        >>> years = [Point(2021, 1.0), Point(2022, 1.0)]
        >>> [len(side) for side in split(years, dt.date(2022, 2, 24), 183)]
        [1, 1]
    """

    def is_late(point: Point) -> bool:
        if isinstance(point.period, dt.date):
            return point.period >= at
        return dt.date(point.period, 1, 1) + dt.timedelta(days=middle - 1) >= at

    late = tuple(point for point in points if is_late(point))
    return tuple(point for point in points if not is_late(point)), late


def too_short(before: Sequence[Point], after: Sequence[Point]) -> str:
    """Return what a side lacks; empty where both have enough periods.

    Examples:
        >>> from entente.measures import Point
        >>> too_short([Point(2021, 1.0)], [])
        '1 periods before and 0 after, 4 a side are needed.'
    """
    if min(len(before), len(after)) >= FEWEST_A_SIDE:
        return ""
    return (
        f"{len(before)} periods before and {len(after)} after, {FEWEST_A_SIDE} a side are needed."
    )


def ratio_of_rates(recent: Sequence[Point], past: Sequence[Point], ask: Ask) -> Finding:
    """Judge the relative change between two mean rates of counts.

    The dispersion is Pearson's, at least 1, estimated within the two groups; draws are of the log
    ratio with Student's t.

    Returns:
        The relative change (0.1 is ten per cent more), its interval and the answer; cannot tell
        (``no_rows``) where both groups count nothing at all.
    """
    from scipy.special import stdtrit

    counts = [np.array([point.value for point in group]) for group in (recent, past)]
    n = len(recent) + len(past)
    totals = [float(group.sum()) for group in counts]
    if max(totals) <= 0:
        return cannot_tell("no_rows", "Both spans count nothing at all.", n=n)
    # A span that counts nothing is a true zero: Jeffreys' half a count keeps the logarithm finite.
    totals = [total or 0.5 for total in totals]
    rates = [total / len(group) for total, group in zip(totals, counts, strict=True)]
    pearson = sum(
        float(np.sum((group - rate) ** 2) / rate) for group, rate in zip(counts, rates, strict=True)
    )
    degrees = n - 2
    dispersion = max(pearson / max(degrees, 1), 1.0)
    effect = float(np.log(rates[0] / rates[1]))
    error = float(np.sqrt(dispersion * (1 / totals[0] + 1 / totals[1])))
    # Even steps through the distribution in place of random draws: the same on every machine.
    steps = (np.arange(ask.draws) + 0.5) / ask.draws
    draws = np.exp(effect + error * stdtrit(max(degrees, 1), steps)) - 1
    return judge(draws, ask, effect=float(np.exp(effect) - 1), n=n)
