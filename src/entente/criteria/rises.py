"""Rises (or falls): the change of a series over its window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from entente.criteria import Ask, Evidence, criterion, one_series
from entente.criteria._decision import cannot_tell, judge
from entente.criteria._series import (
    stretch,
    summed,
    weights_of_ends,
    weights_of_line,
    year_in_full,
)
from entente.policy import ENDS_OF_A_CHANGE, FEWEST_FOR_A_TREND

if TYPE_CHECKING:
    from entente.finding import Finding


class Options(BaseModel):
    """Options of ``rises``.

    Attributes:
        ends: Periods at either end of the window whose means are compared, or ``line``: the slope
            of the line of least squares. They are readings of one change, not rivals.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    ends: Literal["line"] | Annotated[int, Field(ge=1)] = ENDS_OF_A_CHANGE


@criterion(form="trend", effect="{unit} a year", options=Options)
def rises(evidence: Evidence, ask: Ask) -> Finding:
    """The change over the window is beyond the smallest that matters, in whichever shape.

    The mean of the last periods less that of the first, by the years between: a step, a curve and a
    line are all a change. Its interval is the error of measurement, of the kind that the measure
    declares; how the years between wander is no error of what changed.

    Args:
        evidence: At least six points of one series; gaps stay gaps.
        ask: Direction; ``matters`` in the measure's unit a year.

    Returns:
        The change a year with its 90 % interval; cannot tell (``too_short``) under six points.

    Source:
        Ours; the errors are those of :mod:`entente.uncertainty`.

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
        short = f"{len(points)} periods, {FEWEST_FOR_A_TREND} are needed for a change."
        return cannot_tell("too_short", short, n=len(points))
    times = np.array([year_in_full(point.period) for point in points])
    values = np.array([point.value for point in points])
    by_line = ask.options.ends == "line"
    weights = weights_of_line(times) if by_line else weights_of_ends(times, ask.options.ends)
    change, interval = summed(evidence, weights)
    held = min(len(points) if by_line else ask.options.ends, len(points) // 2)
    middle = (float(times[:held].mean() + times[-held:].mean())) / 2
    level = float(values[:held].mean() + values[-held:].mean()) / 2
    if by_line:
        middle, level = float(times.mean()), float(values.mean())
    first, last = float(times[0]), float(times[-1])
    line = (first, level + change * (first - middle), last, level + change * (last - middle))
    found = judge(change, interval, ask, n=len(points), line=line)
    start, end = stretch(points[:held]), stretch(points[-held:])
    said = (
        f"from {start.value:.3g} to {end.value:.3g} "
        f"(means of {held} {'period' if held == 1 else 'periods'} at either end)"
    )
    years = f"{len(points)} periods, {first:.0f} to {last:.0f}"
    if by_line:
        # A line has no two levels but its own ends.
        start, end = (
            replace(start, value=line[1], last=start.first),
            replace(end, value=line[3], first=end.last),
        )
        return replace(found, detail=f"{years}.", base=start, seen=end)
    return replace(found, detail=f"{years}: {said}.", base=start, seen=end)
