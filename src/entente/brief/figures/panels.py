"""One panel a lens: the plot of its values, or the strip of its acts."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from entente.brief.figures.acts import draw_acts, strip_height
from entente.brief.figures.canvas import Canvas, Frame, text_width
from entente.brief.figures.steps import draw_steps
from entente.brief.words.quantities import decimal_year, period, short_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from entente.brief.figures.series import History, Line, Value
    from entente.brief.words.amounts import Scale

LINES = ("line", "line-b", "line-c", "line-d")
WORDS = {"as_written": "as written", "now": "now"}


@dataclass(frozen=True)
class Axis:
    """The axis of years that the panels of a figure share.

    Attributes:
        x0, x1: First and last day shown, in decimal years.
        report, as_of: The report's day, and the last day known.
        middle: Where in a year its label stands: .5, or .75 for fiscal years.
    """

    x0: float
    x1: float
    report: dt.date
    as_of: dt.date
    middle: float


def shared_axis(found: Sequence[History], report: dt.date, as_of: dt.date) -> Axis:
    """Span all panels' values and both days."""
    lines = [line for history in found for line in (*history.lines, *history.others)]
    starts = [line.values[0].start for line in lines]
    starts += [value.start for history in found for value in history.events]
    ends = [line.values[-1].end for line in lines]
    last = max([decimal_year(as_of), decimal_year(report), *ends])
    first = min([*starts, decimal_year(report) - 1], default=last - 10)
    fiscal = bool(found) and all(history.kind == "fiscal_year" for history in found)
    room = 0.02 * (last - first)
    return Axis(first - room, last, report, as_of, 0.75 if fiscal else 0.5)


@dataclass(frozen=True)
class Size:
    """Pixels of a panel: its width, the height of its plot, and whether titles may wrap."""

    width: float
    plot: float
    title_lines: int


def wrapped(says: str, role: str, width: float) -> list[str]:
    """Break a text into lines of at most a width; a word that is longer stands alone."""
    lines: list[str] = []
    for word in says.split():
        if lines and text_width(f"{lines[-1]} {word}", role) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def panel(history: History, axis: Axis, size: Size) -> Canvas:
    """Draw one lens."""
    top = 15 * size.title_lines + 15 * _unit_lines(history, size.width) + 34
    low, high, ticks = _levels(history)
    labels = [history.rungs.get(int(t)) or _level(t, ticks, history.scale) for t in ticks]
    left = 6 if history.strip else max(text_width(label, "tu") for label in labels) + 9
    plot = strip_height(history, size.width, left, axis.x0, axis.x1) if history.strip else size.plot
    bottom = top + plot
    foot = 24 + (12 * len(history.spans) + 6 if history.spans else 0) + 14 * bool(history.events)
    right = _right(history, axis, left, size.width)
    frame = Frame(size.width, bottom + foot, left, right, top, bottom, axis.x0, axis.x1, low, high)
    canvas = Canvas(frame)
    _head(canvas, history, size)
    _hatches(canvas, history, axis)
    if history.strip:
        canvas.rule(axis.x0, low, axis.x1, low, "axis")
    else:
        for order, (tick, label) in enumerate(zip(ticks, labels, strict=True)):
            canvas.rule(axis.x0, tick, axis.x1, tick, "axis" if order == 0 else "grid")
            canvas.text_px(left - 6, frame.py(tick) + 4, label, "tu", "right")
    _years(canvas, axis, 14 * bool(history.events))
    _days(canvas, history, axis)
    if history.strip:
        draw_acts(canvas, history)
    elif history.rungs:
        draw_steps(canvas, history, axis.x1)
    else:
        _needs(canvas, history)
        _values(canvas, history)
    _brackets(canvas, history)
    return canvas


def _right(history: History, axis: Axis, left: float, width: float) -> float:
    """Leave room so that "report" and "no rows" stand side by side over their lines."""
    right = width - 2
    if history.end is None or history.end >= axis.x1 - 0.02:
        return right
    later = (axis.x1 - decimal_year(axis.report)) / (axis.x1 - axis.x0)
    if later * (right - left) >= 46:
        return right
    return max(width - 36, (width - 48 - later * left) / (1 - later))


def _unit_lines(history: History, width: float) -> int:
    return max(len(wrapped(history.unit, "tu", width)), 1)


def _head(canvas: Canvas, history: History, size: Size) -> None:
    y = 12.0
    for line in wrapped(history.title, "tb", size.width):
        canvas.text_px(0, y, line, "tb")
        y += 15
    for line in wrapped(history.unit, "tu", size.width):
        canvas.text_px(0, y, line, "tu")
        y += 15


def _levels(history: History) -> tuple[float, float, list[float]]:
    """Choose the ends of the value axis and its ticks, in the values' own unit."""
    if history.strip:
        return 0.0, 1.0, [0.0]
    if history.rungs:
        held_rungs = {round(value.value) for value in history.values} or set(history.rungs)
        shown = range(min(held_rungs), max(held_rungs) + 1)
        return shown[0] - 0.35, shown[-1] + 0.5, [float(rung) for rung in shown]
    held = [v.value for line in (*history.lines, *history.others) for v in line.values]
    held += [value for _, _, value in history.bars]
    if history.ray:
        held += [history.ray[1], history.ray[3]]
    low, high = min(held, default=0.0), max(held, default=1.0)
    if low >= 0 and (low <= 0.45 * high or high == 0):
        low = 0.0
    if high <= 0 and high >= 0.45 * low:
        high = 0.0
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        pad = abs(high) * 0.1 or 1.0
        low, high = low - pad, high + pad
    step = _step((high - low) / 3.2)
    first = math.floor(low / step + 1e-9) * step
    while first > low - 0.08 * (high - low) and low != 0:
        first -= step
        if first <= low - step:
            break
    last = high + 0.1 * (high - first)
    count = int((last - first) / step + 1e-9) + 1
    return first, last, [round(first + i * step, 12) for i in range(count)]


def tick_values(low: float, high: float, about: int) -> list[float]:
    """Choose round values between two ends.

    Examples:
        >>> tick_values(-2.3, 3.1, 5)
        [-2.0, 0.0, 2.0]
    """
    step = _step((high - low) / about)
    first = math.ceil(low / step - 1e-9)
    return [round(i * step, 12) + 0.0 for i in range(first, math.floor(high / step + 1e-9) + 1)]


def _step(rough: float) -> float:
    size = 10.0 ** math.floor(math.log10(rough))
    return next(size * m for m in (1, 2, 2.5, 5, 10) if size * m >= rough * 0.999)


def tick_decimals(ticks: Sequence[float], scale: Scale) -> int:
    """Choose the fewest decimals that tell ticks apart."""
    shown = [tick * scale.factor for tick in ticks]
    return next((d for d in range(6) if all(abs(t - round(t, d)) < 1e-9 for t in shown)), 6)


def _level(tick: float, ticks: Sequence[float], scale: Scale) -> str:
    """Write a value of the axis; the unit stands above, so the sign is left away."""
    return replace(scale, sign="").short(tick, decimals=tick_decimals(ticks, scale))


def _hatches(canvas: Canvas, history: History, axis: Axis) -> None:
    frame = canvas.frame
    for start, end in history.gaps:
        canvas.area(max(start, axis.x0), end, "hatch")
    end = history.end if history.lines or history.end else axis.x0
    if end is not None and end < axis.x1 - 0.02:
        canvas.area(end, axis.x1, "hatch")
    if not history.lines:
        middle = (frame.left + frame.right) / 2
        canvas.text_px(middle, (frame.top + frame.bottom) / 2 + 4, "no rows", "t2", "center")


def _years(canvas: Canvas, axis: Axis, drop: float) -> None:
    frame = canvas.frame
    wide = frame.px(axis.x0 + 1) - frame.px(axis.x0)
    step = next((s for s in (1, 2, 5, 10, 20, 50) if s * wide >= 40), 100)
    first = math.ceil((axis.x0 - axis.middle) / step - 1e-9) * step
    # A tick is where a year begins; its name stands in its middle, under the year's value.
    for year in range(math.ceil(axis.x0), math.floor(axis.x1) + 1):
        begin = frame.px(year + axis.middle - 0.5)
        if begin <= frame.right:
            canvas.rule_px(begin, frame.bottom, begin, frame.bottom + 4, "axis")
    for year in range(first, math.floor(axis.x1 - axis.middle + 1e-9) + 1, step):
        x = frame.px(year + axis.middle)
        centre = min(max(x, 15), frame.width - 15)
        canvas.text_px(centre, frame.bottom + 15 + drop, str(year), "tu", "center")


def _days(canvas: Canvas, history: History, axis: Axis) -> None:
    """Draw the report's day, the end of coverage and the date of a break, each with its word."""
    frame = canvas.frame
    high = frame.top - 4
    report = frame.px(decimal_year(axis.report))
    taken: list[tuple[float, float]] = []

    def say(x: float, says: str, role: str, y: float, sides: Sequence[str]) -> bool:
        for side in sides:
            width = text_width(says, role) * 0.92
            left = {"left": x + 4, "right": x - 4 - width, "center": x - width / 2}[side]
            free = all(left > end + 3 or left + width < start - 3 for start, end in taken)
            if free and left >= 0 and left + width <= frame.width + 1:
                taken.append((left, left + width))
                at = {"left": x + 4, "right": x - 4, "center": x}[side]
                canvas.text_px(at, y, says, role, side)
                return True
        return False

    canvas.rule_px(report, frame.top - 12, report, frame.bottom, "when")
    if history.end is not None and history.end < axis.x1 - 0.02:
        end = frame.px(history.end)
        canvas.rule_px(end, frame.top, end, frame.bottom, "end")
        if history.lines:
            sides = ("left", "center", "right") if end >= report else ("right", "center", "left")
            if end > report and frame.width - end < 46:
                canvas.text_px(frame.width, high, "no rows", "t2", "right")
                taken.append((frame.width - 40, frame.width))
            else:
                say(end, "no rows", "t2", high, sides)
    if not say(report, "report", "t2", high, ("right", "left")):
        canvas.text_px(report, frame.top - 15, "report", "t2", "center")
    if history.at:
        at = frame.px(decimal_year(history.at))
        if frame.left <= at <= frame.right:
            canvas.rule_px(at, frame.top - 2, at, frame.bottom, "need")
            words = short_day(history.at)
            if not say(at, words, "t2", high, ("right", "left")):
                canvas.label(frame.x_at(at), frame.y_at(frame.top + 6), words, "t2")


def _needs(canvas: Canvas, history: History) -> None:
    for start, end, value in history.means:
        canvas.rule(max(start, canvas.frame.x0), value, end, value, "mean")
    if history.ray:
        canvas.rule(*history.ray, "need")
    for start, end, value in history.bars:
        canvas.rule(max(start, canvas.frame.x0), value, min(end, canvas.frame.x1), value, "need")


def _values(canvas: Canvas, history: History) -> None:
    spacing = canvas.frame.px(canvas.frame.x0 + 1) - canvas.frame.left
    radius = round(min(max(spacing * 0.22, 1.4), 2.6), 1)
    for order, line in enumerate(history.others):
        role = "faint" if len(history.others) > 1 else "line-b"
        _one_line(canvas, history, line, role, "-b", radius * 0.75, order)
    for order, line in enumerate(history.lines):
        _one_line(canvas, history, line, LINES[order % len(LINES)], "", radius, order)
    for line in history.lines[:2]:
        _told(canvas, history, line)
    for start, end, value in history.bars:
        decimals = max(history.scale.decimals, tick_decimals([round(value, 4)], history.scale))
        words = f"bar {history.scale.short(value, decimals=decimals)}"
        canvas.label((start + end) / 2, value, words, "t2")
    several = len(history.lines) > 1 or bool(history.others)
    for line in (*(history.lines if several else ()), *history.others):
        place = _roomy(line, (*history.lines, *history.others))
        above = all(other.value <= place.value for other in _near(place, history, line))
        main = line in history.lines
        canvas.label(place.x, place.value, line.says, "t" if main else "t2",
                     above=above)  # fmt: skip
    if history.gaps:
        start, end = max(history.gaps, key=lambda gap: gap[1] - gap[0])
        words = "no row" if end - start < 1.01 else "no rows"
        level = _free_level(canvas, history, (start + end) / 2)
        canvas.label((start + end) / 2, level, words, "t2")


def _one_line(
    canvas: Canvas, history: History, line: Line, role: str, kind: str, radius: float, order: int
) -> None:
    for run in line.runs():
        if len(run) > 1:
            canvas.line([(value.x, value.value) for value in run], role)
    if role == "faint":
        return
    for value in line.values:
        says = f"{period(value.period, history.kind)}: {history.scale.prose(value.value)}"
        if len(history.lines) > 1 or kind:
            says = f"{line.says}, {says}"
        part = ("pt" if value.known else "new") + kind
        canvas.dot(value.x, value.value, part, radius=radius * (0.85 if order else 1), says=says)


def told_values(history: History, line: Line) -> list[tuple[Value, bool]]:
    """Choose the values that are written out.

    Returns:
        The first of the window, the last known when the report appeared, and the last; the flag
        says whether it is one of the last two.
    """
    if not line.values:
        return []
    spans = [span.start for span in history.spans]
    starts = [v for v in line.values if spans and v.start >= min(spans) - 0.01]
    known = [value for value in line.values if value.known]
    chosen = {id(v): (v, False) for v in (starts or line.values)[:1]}
    chosen |= {id(v): (v, True) for v in (*known[-1:], line.values[-1])}
    return sorted(chosen.values(), key=lambda pair: pair[0].x)


def _told(canvas: Canvas, history: History, line: Line) -> None:
    values = list(line.values)
    for value, late in reversed(told_values(history, line)):
        at = values.index(value)
        near = values[max(at - 1, 0) : at] + values[at + 1 : at + 2]
        above = sum(other.value for other in near) <= value.value * len(near)
        says = history.scale.short(value.value)
        canvas.label(value.x, value.value, says, "tl" if late else "t", above=above)


def _roomy(line: Line, lines: Sequence[Line]) -> Value:
    """Find the value of a line that lies farthest from the other lines."""
    others = {id(v): v for other in lines if other is not line for v in other.values}
    inner = line.values[1:-1] or line.values

    def room(value: Value) -> float:
        near = [abs(o.value - value.value) for o in others.values() if abs(o.x - value.x) < 1.1]
        return min(near, default=0.0)

    return max(inner, key=room)


def _near(value: Value, history: History, line: Line) -> Iterable[Value]:
    for other in (*history.lines, *history.others):
        if other is not line:
            yield from (v for v in other.values if abs(v.x - value.x) < 0.1)


def _free_level(canvas: Canvas, history: History, x: float) -> float:
    """Find a height at which a word in a gap is far from the values beside it."""
    low, high = canvas.frame.y0, canvas.frame.y1
    near = [v.value for v in history.values if abs(v.x - x) < 2.1]
    steps = [low + (high - low) * share for share in (0.78, 0.2, 0.5)]
    return max(steps, key=lambda level: min((abs(level - v) for v in near), default=0.0))


def _brackets(canvas: Canvas, history: History) -> None:
    frame = canvas.frame
    y = frame.bottom + 26 + 14 * bool(history.events)
    widest = max((text_width(WORDS[span.vintage], "tu") for span in history.spans), default=0.0)
    starts = [max(frame.px(s.past[0] if s.past else s.start), frame.left) for s in history.spans]
    before = all(start - widest - 6 >= 0 for start in starts)
    behind = all(frame.px(span.end) + widest + 6 <= frame.width for span in history.spans)
    for span in history.spans:
        start, end = (
            min(max(frame.px(x), frame.left), frame.right) for x in (span.start, span.end)
        )
        whole = frame.px(span.past[0]) if span.past else start
        whole = max(whole, frame.left)
        end = max(end, start + 3)
        says = WORDS[span.vintage]
        inside = not (before or behind)
        middle, half = (whole + end) / 2, text_width(says, "t2") / 2 if inside else 0.0
        hole = (middle - half, middle + half) if 2 * half < end - whole else (middle, middle)
        for role, first, last in (("past", whole, start), ("judged", start, end)):
            for left, right in ((first, min(last, hole[0])), (max(first, hole[1]), last)):
                if left < right:
                    canvas.rule_px(left, y, right, y, role)
        if before:
            canvas.text_px(whole - 6, y + 4, says, "tu", "right")
        elif behind:
            canvas.text_px(end + 6, y + 4, says, "tu", "left")
        else:
            canvas.text_px(middle, y + 4, says, "t2", "center")
        y += 12
