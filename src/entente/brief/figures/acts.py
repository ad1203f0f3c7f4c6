"""The strip of a lens that counts acts: one dot each, along the axis of years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.brief.figures.canvas import Frame
from entente.brief.words.quantities import period, short_day

if TYPE_CHECKING:
    from entente.brief.figures.canvas import Canvas
    from entente.brief.figures.series import History, Value

MOST_DATED = 30
"""Acts up to which the first and the last carry their day; more stand too close to tell."""


def _stacked(history: History, frame: Frame, apart: float) -> list[tuple[Value, float, int]]:
    """Stack acts that fall on one another: each with its pixel and its place in the pile."""
    piles: dict[int, int] = {}
    found: list[tuple[Value, float, int]] = []
    for value in history.values:
        column = round(frame.px(value.x) / apart)
        piles[column] = piles.get(column, 0) + 1
        found.append((value, column * apart, piles[column] - 1))
    return found


def _apart(history: History) -> float:
    return 7.4 if len(history.values) <= 120 else 4.6


def strip_height(history: History, width: float, left: float, x0: float, x1: float) -> float:
    """Return the height that the highest pile of acts needs."""
    frame = Frame(width, 1, left, width - 2, 0, 1, x0, x1, 0, 1)
    apart = _apart(history)
    highest = max((pile for _, _, pile in _stacked(history, frame, apart)), default=0)
    return max(46.0, (highest + 1) * apart + 26)


def draw_acts(canvas: Canvas, history: History) -> None:
    """Draw one dot an act over the axis, and a tick an event beneath it."""
    frame, apart = canvas.frame, _apart(history)
    radius = apart * 0.36
    for value, x, pile in _stacked(history, frame, apart):
        y = frame.y_at(frame.bottom - apart * (pile + 0.75))
        says = period(value.period, history.kind)
        canvas.dot(frame.x_at(x), y, "pt" if value.known else "new", radius=radius, says=says)
    values = history.values
    ends = [values[-1], values[0]] if len(values) > 1 else values
    ends = ends if len(values) <= MOST_DATED else []
    piles = {id(v): (x, pile) for v, x, pile in _stacked(history, frame, apart)}
    for value in ends:
        x, _ = piles[id(value)]
        near = [pile for other, pile in piles.values() if abs(other - x) < 60]
        y = frame.y_at(frame.bottom - apart * (max(near) + 1))
        says = value.period if isinstance(value.period, int) else short_day(value.period)
        canvas.label(frame.x_at(x), y, str(says), "t")
    for event in history.events:
        x = frame.px(event.x)
        canvas.rule_px(x, frame.bottom + 4, x, frame.bottom + 14, "tick")
    if history.events:
        first = frame.px(history.events[0].x)
        side = "right" if first - frame.left > 44 else "left"
        at = first - 4 if side == "right" else frame.px(history.events[-1].x) + 4
        canvas.text_px(at, frame.bottom + 13, "events", "t2", side)
