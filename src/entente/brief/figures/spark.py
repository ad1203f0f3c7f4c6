"""A small chart beside a finding: the line, the acts by year or the steps, and their ends."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from entente.brief.figures.canvas import Canvas, Frame
from entente.brief.figures.figure import Chart, Sheet
from entente.brief.figures.series import histories
from entente.brief.figures.steps import stairs

if TYPE_CHECKING:
    import datetime as dt

    from entente.assessment import LensAssessment
    from entente.brief.figures.series import History
    from entente.vocabulary import Vocabulary

WIDTH, HEIGHT = 190.0, 92.0
TOP, FOOT, SIDE = 18.0, 16.0, 6.0


def spark(lens: LensAssessment, *, report_date: dt.date, vocabulary: Vocabulary) -> Chart:
    """Draw one lens as small as a finding of the front page needs it.

    Args:
        lens: With values.
        report_date: The day the report appeared.
        vocabulary: Names of states.
    """
    history = histories([lens], report_date, vocabulary)[0]
    points = _by_year(history) if history.strip else _line(history)
    sheet = Sheet(tuple(_draw(history, points).draw()), WIDTH, HEIGHT)
    alt = f"{history.finding}."
    return Chart(
        wide=sheet.page(alt, "chart spark"),
        narrow="",
        draw_for_print=lambda: sheet.paper(alt),
        title=history.finding,
        alt=alt,
        caption="",
    )


def _line(history: History) -> list[tuple[float, float]]:
    return [(value.x, value.value) for value in (history.lines[0].values if history.lines else ())]


def _by_year(history: History) -> list[tuple[float, float]]:
    counts = Counter(int(value.x) for value in history.values)
    years = range(min(counts, default=0), max(counts, default=0) + 1)
    return [(year + 0.5, float(counts[year])) for year in years]


def _draw(history: History, points: list[tuple[float, float]]) -> Canvas:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    low = 0.0 if history.strip else min(ys)
    high = max(*ys, low + 1e-9)
    bottom = HEIGHT - FOOT
    frame = Frame(
        WIDTH, HEIGHT, SIDE, WIDTH - SIDE, TOP, bottom - 6, xs[0], max(xs[-1], xs[0] + 1), low, high
    )
    canvas = Canvas(frame)
    canvas.rule_px(0, bottom, WIDTH, bottom, "axis")
    if history.strip:
        for x, y in points:
            canvas.area(x - 0.35, x + 0.35, "bar", low, y)
        most = max(points, key=lambda point: point[1])
        canvas.label(*most, f"{most[1]:.0f}", "tl")
    elif history.rungs:
        canvas.line(stairs(points), "line")
        canvas.dot(*points[-1], "pt", radius=2.6)
    else:
        canvas.line(points, "line")
        for x, y in (points[0], points[-1]):
            canvas.dot(x, y, "pt", radius=2.4)
            canvas.label(x, y, history.scale.short(y), "tl")
    first, last = (str(int(x)) for x in (xs[0], xs[-1]))
    canvas.text_px(0, HEIGHT - 3, first, "tu")
    if last != first:
        canvas.text_px(WIDTH, HEIGHT - 3, last, "tu", "right")
    return canvas
