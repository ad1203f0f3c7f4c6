"""The staircase of a ladder: which rung was in force from which day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from entente.brief.words.quantities import short_day

if TYPE_CHECKING:
    from entente.brief.figures.canvas import Canvas
    from entente.brief.figures.series import History

RADIUS = 3.4


def draw_steps(canvas: Canvas, history: History, until: float) -> None:
    """Draw a step a dated fact; the last is in force until the last day known."""
    facts = history.values
    path: list[tuple[float, float]] = []
    for fact in facts:
        if path:
            path.append((fact.x, path[-1][1]))
        path.append((fact.x, fact.value))
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
