"""The staircase of a ladder: which rung was in force from which day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from entente.brief.words.quantities import short_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.brief.figures.canvas import Canvas
    from entente.brief.figures.series import History

RADIUS = 3.4


def stairs(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the path on which each level holds until the next begins.

    Examples:
        >>> stairs([(1.0, 0.0), (2.0, 3.0)])
        [(1.0, 0.0), (2.0, 0.0), (2.0, 3.0)]
    """
    path: list[tuple[float, float]] = []
    for x, level in points:
        if path:
            path.append((x, path[-1][1]))
        path.append((x, level))
    return path


def draw_steps(canvas: Canvas, history: History, until: float) -> None:
    """Draw a step a dated fact; the last is in force until the last day known."""
    facts = history.values
    path = stairs([(fact.x, fact.value) for fact in facts])
    if path:
        canvas.line([*path, (until, path[-1][1])], "line")
    for fact in facts:
        if isinstance(fact.period, dt.date):
            part = "pt" if fact.known else "new"
            says = f"{short_day(fact.period)}: {history.rungs.get(round(fact.value), '')}"
            canvas.dot(fact.x, fact.value, part, radius=RADIUS, says=says)
    moved = [b for a, b in zip([None, *facts], facts, strict=False) if not a or a.value != b.value]
    for fact in moved:
        if isinstance(fact.period, dt.date):
            canvas.label(fact.x, fact.value, short_day(fact.period), "t")
