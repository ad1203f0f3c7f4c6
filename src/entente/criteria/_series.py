"""What criteria read of a series: its sides, its ends and the weights of a comparison."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

from entente.criteria._decision import cannot_tell, judge
from entente.finding import Stretch
from entente.policy import DUST, FEWEST_A_SIDE, INTERVAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from entente.criteria import Ask, Evidence
    from entente.finding import Finding
    from entente.measures import Point
    from entente.periods import Period

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]


def year_in_full(period: Period) -> float:
    """Return the year of a period, and how much of it had passed where it is named by a day.

    Examples:
        >>> year_in_full(2020), year_in_full(dt.date(2020, 7, 1))
        (2020.0, 2020.5)
    """
    if isinstance(period, dt.date):
        return period.year + (period.month - 1) / 12 + (period.day - 1) / 372
    return float(period)


def stretch(points: Sequence[Point]) -> Stretch:
    """Return the mean of points, with the first and the last of their periods.

    Examples:
        >>> from entente.measures import Point
        >>> stretch([Point(2021, 1.0), Point(2022, 2.0)])
        Stretch(value=1.5, first=2021, last=2022)
    """
    mean = float(np.mean([point.value for point in points]))
    return Stretch(mean, points[0].period, points[-1].period)


def summed(
    evidence: Evidence, weights: Floats, *, less: float | Floats = 0.0
) -> tuple[float, tuple[float, float] | None]:
    """Return a weighted sum of the points with its 90 % interval.

    Args:
        evidence: The points and their error.
        weights: One a point.
        less: What is taken off each value first; the error is of the values themselves.

    Returns:
        The sum, and its interval or ``None`` where the error cannot be told.
    """
    values = np.array([point.value for point in evidence.points]) - less
    effect = float(np.sum(weights * values))
    if abs(effect) < DUST * float(np.sum(np.abs(weights * values))):
        effect = 0.0
    half = evidence.error.half_width(
        {p.period: float(w) for p, w in zip(evidence.points, weights, strict=True) if w},
        {point.period: point.value for point in evidence.points},
    )
    return effect, None if half is None else (effect - half, effect + half)


def weights_of_step(times: Floats, late: Bools, *, trend: bool) -> Floats:
    """Return the weights by which values sum to the step after a date.

    The step is the mean of the later values less what the earlier years lead to expect there: their
    mean, or the line through them continued.

    Examples:
        >>> weights_of_step(np.array([0.0, 1.0, 2.0]), np.array([False, False, True]), trend=False)
        array([-0.5, -0.5,  1. ])
    """
    early = ~late
    weights = np.where(late, 1 / late.sum(), -1 / early.sum())
    if trend:
        middle = times[early].mean()
        reach = times[late].mean() - middle
        spread = float(np.sum((times[early] - middle) ** 2))
        weights = weights - np.where(early, reach * (times - middle) / spread, 0.0)
    return weights


def weights_of_ends(times: Floats, periods: int) -> Floats:
    """Return the weights by which values sum to the change a year between the two ends.

    Each end is the mean of so many periods, or of half of the series where that is shorter.

    Examples:
        >>> weights_of_ends(np.array([0.0, 1.0, 2.0, 3.0]), 1).tolist()
        [-0.3333333333333333, 0.0, 0.0, 0.3333333333333333]
    """
    held = min(periods, len(times) // 2)
    apart = float(times[-held:].mean() - times[:held].mean())
    weights = np.zeros(len(times))
    weights[:held], weights[-held:] = -1 / held / apart, 1 / held / apart
    return weights


def weights_of_line(times: Floats) -> Floats:
    """Return the weights by which values sum to the slope of the line of least squares.

    Examples:
        >>> weights_of_line(np.array([0.0, 1.0, 2.0])).tolist()
        [-0.5, 0.0, 0.5]
    """
    away = times - times.mean()
    return away / float(np.sum(away**2))


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
        '1 period before and 0 after, 3 a side are needed.'
    """
    if min(len(before), len(after)) >= FEWEST_A_SIDE:
        return ""
    periods = "period" if len(before) == 1 else "periods"
    needed = f"{FEWEST_A_SIDE} a side are needed."
    return f"{len(before)} {periods} before and {len(after)} after, {needed}"


def ratio_of_rates(recent: Sequence[Point], past: Sequence[Point], ask: Ask) -> Finding:
    """Judge the relative change between two mean rates of counts.

    The dispersion is Pearson's, at least 1, estimated within the two groups; the interval is of the
    log ratio, with Student's t.

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
    degrees = max(n - 2, 1)
    dispersion = max(pearson / degrees, 1.0)
    effect = float(np.log(rates[0] / rates[1]))
    error = float(np.sqrt(dispersion * (1 / totals[0] + 1 / totals[1])))
    half = error * float(stdtrit(degrees, INTERVAL[1]))
    interval = float(np.expm1(effect - half)), float(np.expm1(effect + half))
    return judge(float(np.expm1(effect)), interval, ask, n=n)
