"""The chart of equivalent specifications: one dot each, by what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from entente.brief.figures.canvas import Canvas, Frame
from entente.brief.figures.figure import MID, NARROW, Chart, lay_out
from entente.brief.figures.panels import WORDS, tick_decimals, tick_values, wrapped
from entente.brief.words.amounts import Scale, scale_of
from entente.brief.words.quantities import listed
from entente.claim_forms import claim_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.assessment import LensAssessment, Specification
    from entente.brief.figures.figure import Sheet

DOT, APART = 2.3, 5.8
TALLEST = 12


@dataclass(frozen=True)
class Row:
    """One vintage of one lens."""

    says: str
    given: tuple[tuple[float, bool], ...]
    supports: int
    total: int

    @property
    def silent(self) -> int:
        """Specifications that gave no estimate."""
        return self.total - len(self.given)


@dataclass(frozen=True)
class Strips:
    """A lens with its rows, in the unit of its effect."""

    title: str
    unit: str
    scale: Scale
    margin: float
    bar: float
    counted: bool
    rows: tuple[Row, ...]


def specification_chart(lenses: Sequence[LensAssessment]) -> Chart:
    """Draw what every equivalent specification of the lenses gives, as written and now.

    Args:
        lenses: Of one claim; those without a run of specifications are passed over.
    """
    found = [strips for lens in lenses if (strips := _strips(lens))]
    alt = _alt(found)
    wide = _sheet(found, MID, aside=True)
    return Chart(
        wide=wide.page(alt, "chart wide mid"),
        narrow=_sheet(found, NARROW, aside=False).page(alt, "chart narrow"),
        draw_for_print=lambda: wide.paper(alt),
        title=_title(found),
        alt=alt,
        caption=_caption(found),
    )


def _strips(lens: LensAssessment) -> Strips | None:
    runs = {
        name: result.robustness.specifications
        for name, result in lens.results.items()
        if result.robustness and result.robustness.specifications
    }
    if not runs:
        return None
    effects = [s.effect for held in runs.values() for s in held if s.effect is not None]
    scale = scale_of(lens.effect_unit, [*effects, lens.matters])
    return Strips(
        title=lens.title,
        unit=scale.unit,
        scale=scale,
        margin=lens.matters,
        bar=lens.matters if lens.direction == "up" else -lens.matters,
        counted=claim_forms[lens.form].counts_instances,
        rows=tuple(_row(WORDS[name], held) for name, held in runs.items()),
    )


def _row(says: str, held: Sequence[Specification]) -> Row:
    given = sorted((s.effect, s.answer == "supports") for s in held if s.effect is not None)
    supports = sum(s.answer == "supports" for s in held)
    return Row(says, tuple(given), supports, len(held))


def _sheet(found: Sequence[Strips], total: float, *, aside: bool) -> Sheet:
    panels = [_panel(strips, total, aside=aside) for strips in found]
    return lay_out(panels, 1, total)


def _panel(strips: Strips, width: float, *, aside: bool) -> Canvas:
    left = 168.0 if aside else 4.0
    effects = [effect for row in strips.rows for effect, _ in row.given]
    beyond = 1.3 * strips.margin
    edge = [0.0, strips.bar, *effects] if strips.counted else [-beyond, beyond, *effects]
    low, high = min(edge), max(edge)
    room = 0.05 * (high - low or 1.0)
    x0, x1 = low - room, high + room
    columns = int((width - 8 - left) / APART)
    piles = [_piled(row, x0, x1, columns) for row in strips.rows]
    heights = [max([3, *(len(pile) for pile in held.values())]) for held in piles]
    tall = [min(height, TALLEST) * APART + (14 if aside else 26) for height in heights]
    titles = wrapped(strips.title, "tb", width)
    head = 16.0 * len(titles) + 4
    foot = 20.0 + 14 * len(wrapped(strips.unit, "tu", width - left))
    bottom = head + sum(tall)
    frame = Frame(width, bottom + foot, left, width - 8, head, bottom, x0, x1, bottom, head)
    canvas = Canvas(frame)
    if not strips.counted:
        canvas.area(-strips.margin, strips.margin, "band", head, bottom)
        canvas.rule(0, head, 0, bottom, "axis")
    canvas.rule(strips.bar, head, strips.bar, bottom, "need")
    y = head
    for row, pile, height, most in zip(strips.rows, piles, tall, heights, strict=True):
        y += height
        canvas.rule(x0, y, x1, y, "grid")
        _dots(canvas, pile, y, APART * min(1.0, TALLEST / most), (x0, x1, columns))
        words = _count(row)
        canvas.text_px(0, y - 3 if aside else y - height + 14, words, "tu" if aside else "t2")
    for order, line in enumerate(titles):
        canvas.text_px(0, 12 + 16 * order, line, "tb")
    ticks = tick_values(x0, x1, 5 if aside else 4)
    decimals = tick_decimals(ticks, strips.scale)
    for tick in ticks:
        words = strips.scale.short(tick, plus=not strips.counted, decimals=decimals)
        canvas.text_px(frame.px(tick), bottom + 15, words, "tu", "center")
    for order, line in enumerate(wrapped(strips.unit, "tu", width - left)):
        canvas.text_px(left, bottom + 30 + 14 * order, line, "tu")
    return canvas


def _piled(row: Row, x0: float, x1: float, columns: int) -> dict[int, list[tuple[float, bool]]]:
    piles: dict[int, list[tuple[float, bool]]] = {}
    for effect, supports in sorted(row.given, key=lambda pair: pair[1]):
        column = round((effect - x0) / (x1 - x0) * columns)
        piles.setdefault(column, []).append((effect, supports))
    return piles


def _dots(
    canvas: Canvas,
    piles: dict[int, list[tuple[float, bool]]],
    foot: float,
    step: float,
    across: tuple[float, float, int],
) -> None:
    x0, x1, columns = across
    for column in sorted(piles):
        x = x0 + column * (x1 - x0) / columns
        for order, (_, supports) in enumerate(piles[column]):
            y = foot - DOT - 1.2 - order * step
            canvas.dot(x, y, "pt" if supports else "new", radius=DOT)


def _count(row: Row) -> str:
    return f"{row.says}: {row.supports} of {row.total}"


def _silence(found: Sequence[Strips]) -> str:
    counts = [
        f"{row.silent} of {row.total} ({strips.title}, {row.says})"
        for strips in found
        for row in strips.rows
        if row.silent
    ]
    return f"Without an estimate, and so without a dot: {listed(counts)}." if counts else ""


def _title(found: Sequence[Strips]) -> str:
    if not found:
        return "No specifications were run"
    parts: list[str] = []
    for strips in found:
        counts = [f"{row.supports} of {row.total} {row.says}" for row in strips.rows]
        if not parts:
            first = strips.rows[0]
            counts[0] = (
                f"the rule holds in {first.supports} of {first.total} specifications {first.says}"
            )
        parts.append(f"{strips.title}: {', '.join(counts)}")
    return "; ".join(parts)


def _alt(found: Sequence[Strips]) -> str:
    if not found:
        return "No specifications were run."
    parts = ["Strips of dots, one dot a specification."]
    for strips in found:
        say = strips.scale.prose
        for row in strips.rows:
            span = "no estimates"
            if row.given:
                span = f"{say(row.given[0][0])} to {say(row.given[-1][0])}"
            parts.append(
                f"{strips.title}, {row.says}: {span} ({strips.unit}); "
                f"{row.supports} of {row.total} meet the rule, whose bar is {say(strips.bar)}."
            )
    return " ".join(parts)


def _caption(found: Sequence[Strips]) -> str:
    if not found:
        return ""
    words = ["One dot, one specification: filled where it meets the rule, hollow where not."]
    if any(not strips.counted for strips in found):
        words.append("Shaded: too small to matter, either way.")
    words.append("Dashed: the bar.")
    words.append(_silence(found))
    return " ".join(words).strip()
