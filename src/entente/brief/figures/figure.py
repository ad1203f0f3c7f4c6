"""A figure in its three sizes, put together from panels."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from entente.brief.figures.svg import write_svg

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from entente.brief.figures.canvas import Canvas
    from entente.brief.figures.svg import Shape

WIDE, MID, NARROW = 920.0, 720.0, 358.0
COLUMN, TALL = 560.0, 230.0
"""Width of a figure beside words, and the height that its plots share."""
GUTTER, BETWEEN = 30.0, 18.0


@dataclass(frozen=True)
class Chart:
    """A figure.

    Attributes:
        wide, narrow: SVG for the page, which shows one of them.
        draw_for_print: Writes the SVG for paper.
        title: What it shows.
        alt: The same with the numbers, for those who do not see it.
        caption: How it is drawn.
    """

    wide: str
    narrow: str
    draw_for_print: Callable[[], str] = field(compare=False)
    title: str
    alt: str
    caption: str

    @property
    def print(self) -> str:
        """SVG for paper, in plain colours: drawn where it is wanted, which few runs do."""
        return self.draw_for_print()


@dataclass(frozen=True)
class Sheet:
    """Shapes with the size of their view box."""

    shapes: tuple[Shape, ...]
    width: float
    height: float

    def page(self, alt: str, classes: str) -> str:
        """Write it for the page."""
        width, height = self.width, self.height
        return write_svg(self.shapes, width=width, height=height, label=alt, classes=classes)

    def paper(self, alt: str) -> str:
        """Write it for print."""
        width, height = self.width, self.height
        return write_svg(self.shapes, width=width, height=height, label=alt, for_print=True)


def columns_for(panels: int) -> int:
    """Choose how many panels stand beside one another on a wide page.

    Examples:
        >>> [columns_for(n) for n in (1, 2, 3, 4, 5)]
        [1, 2, 3, 2, 3]
    """
    return {0: 1, 1: 1, 2: 2, 3: 3, 4: 2}.get(panels, 3)


def panel_width(total: float, columns: int) -> float:
    """Return the width of one of several panels in a row."""
    return (total - GUTTER * (columns - 1)) / columns


def lay_out(panels: Sequence[Canvas], columns: int, total: float) -> Sheet:
    """Set panels in rows, from the left."""
    width = panel_width(total, columns)
    shapes: list[Shape] = []
    y = 0.0
    for start in range(0, len(panels), columns):
        row = panels[start : start + columns]
        for order, canvas in enumerate(row):
            dx = order * (width + GUTTER)
            shapes += [shape.moved(dx, y) for shape in canvas.draw()]
        y += max(canvas.frame.height for canvas in row) + BETWEEN
    return Sheet(tuple(shapes), total, max(y - BETWEEN, 1.0))
