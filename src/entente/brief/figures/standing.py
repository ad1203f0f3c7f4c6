"""Where a finding stands among others: one dot each, the subject in ink with its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.brief.figures.canvas import Canvas, Frame
from entente.brief.figures.figure import MID, NARROW, Chart, lay_out
from entente.brief.figures.panels import tick_decimals, tick_values, wrapped
from entente.brief.figures.series import said_label
from entente.brief.words.amounts import scale_of
from entente.brief.words.findings import others

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.assessment import LensAssessment
    from entente.brief.figures.figure import Sheet
    from entente.vocabulary import Vocabulary

DOT, APART = 2.4, 6.0


def standing_chart(lenses: Sequence[LensAssessment], *, vocabulary: Vocabulary) -> Chart:
    """Draw for each lens what the same rule finds of others, and where the subject stands.

    Args:
        lenses: Of one claim, each with a standing among others.
        vocabulary: Names of states.
    """
    alt = " ".join(_says(lens, vocabulary) for lens in lenses)
    wide = _sheet(lenses, MID, vocabulary)
    return Chart(
        wide=wide.page(alt, "chart wide mid"),
        narrow=_sheet(lenses, NARROW, vocabulary).page(alt, "chart narrow"),
        draw_for_print=lambda: wide.paper(alt),
        title=_says(lenses[0], vocabulary) if len(lenses) == 1 else "Each beside others alike",
        alt=alt,
        caption="One dot, one of those with the most similar start. Upright: none at all.",
    )


def _subject(lens: LensAssessment, vocabulary: Vocabulary) -> str:
    label = next((point.label for point in lens.series if point.role == "main"), "")
    return said_label(label, vocabulary)


def _says(lens: LensAssessment, vocabulary: Vocabulary) -> str:
    standing = lens.results["now"].standing
    return (
        f"{lens.title}: {standing.as_large} of {standing.compared} similar {others(lens)} moved "
        f"at least as far as {_subject(lens, vocabulary)}."
    )


def _sheet(lenses: Sequence[LensAssessment], total: float, vocabulary: Vocabulary) -> Sheet:
    return lay_out([_panel(lens, total, vocabulary) for lens in lenses], 1, total)


def _panel(lens: LensAssessment, width: float, vocabulary: Vocabulary) -> Canvas:
    result = lens.results["now"]
    own = result.effect or 0.0
    values = [*result.standing.others, own, 0.0]
    room = 0.04 * (max(values) - min(values) or 1.0)
    x0, x1 = min(values) - room, max(values) + room
    scale = scale_of(lens.effect_unit, values)
    columns = max(int((width - 8) / APART), 1)
    piles: dict[int, int] = {}
    for effect in result.standing.others:
        column = round((effect - x0) / (x1 - x0) * columns)
        piles[column] = piles.get(column, 0) + 1
    titles = wrapped(lens.title, "tb", width)
    units = wrapped(scale.unit, "tu", width)
    head = 16.0 * len(titles) + 15 * len(units) + 22
    bottom = head + max(max(piles.values(), default=1) * APART + 4, 40)
    frame = Frame(width, bottom + 22, 4, width - 4, head, bottom, x0, x1, bottom, head)
    canvas = Canvas(frame)
    for order, line in enumerate(titles):
        canvas.text_px(0, 12 + 16 * order, line, "tb")
    for order, line in enumerate(units):
        canvas.text_px(0, 12 + 16 * len(titles) + 15 * order, line, "tu")
    canvas.rule(0, head, 0, bottom, "axis")
    canvas.rule(x0, bottom, x1, bottom, "axis")
    for column, count in sorted(piles.items()):
        for order in range(count):
            y = bottom - DOT - 1.4 - order * APART
            canvas.dot(x0 + column * (x1 - x0) / columns, y, "other", radius=DOT)
    canvas.rule(own, head - 4, own, bottom, "when")
    canvas.dot(own, bottom - DOT - 1.4, "pt", radius=DOT + 1.4)
    at = frame.px(own)
    side = "left" if at < width / 2 else "right"
    name = _subject(lens, vocabulary)
    canvas.text_px(at + (4 if side == "left" else -4), head - 6, name, "tl", side)
    ticks = tick_values(x0, x1, 5)
    decimals = tick_decimals(ticks, scale)
    for tick in ticks:
        words = scale.short(tick, plus=True, decimals=decimals)
        x = min(max(frame.px(tick), 14), width - 14)
        canvas.text_px(x, bottom + 15, words, "tu", "center")
    return canvas
