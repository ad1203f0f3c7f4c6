"""A canvas in units of data, whose shapes are in pixels of its panel."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from entente.brief.figures.colours import ROLES
from entente.brief.figures.svg import Path, Shape, polygon, polyline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.brief.figures.svg import Point

Box = tuple[float, float, float, float]
Outline = tuple[tuple[float, float], ...]

LETTER = 0.56
"""Width of a letter as a share of its size; on the generous side, since fonts differ."""
SQUARE: Outline = ((-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8))
TRIANGLE: Outline = ((0, -1), (0.95, 0.72), (-0.95, 0.72))
DIAMOND: Outline = ((0, -1), (1, 0), (0, 1), (-1, 0))
CROSS: Outline = (
    (-1, -0.35), (-0.35, -0.35), (-0.35, -1), (0.35, -1), (0.35, -0.35), (1, -0.35),
    (1, 0.35), (0.35, 0.35), (0.35, 1), (-0.35, 1), (-0.35, 0.35), (-1, 0.35),
)  # fmt: skip
CIRCLE: Outline = ()
"""Outlines of marks, in shares of their radius."""
QUIET = ("grid", "axis")
"""Rules that a label may cross."""
ANCHORS = {"left": "start", "center": "middle", "right": "end"}


@dataclass(frozen=True)
class Frame:
    """Where the plot stands in its panel, in pixels, and the data that it spans.

    Attributes:
        width, height: Of the panel.
        left, right, top, bottom: Edges of the plot.
        x0, x1, y0, y1: Data at these edges.
    """

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    x0: float
    x1: float
    y0: float
    y1: float

    def px(self, x: float) -> float:
        """Return the pixel of a value on the x axis."""
        return self.left + (x - self.x0) / (self.x1 - self.x0) * (self.right - self.left)

    def py(self, y: float) -> float:
        """Return the pixel of a value on the y axis."""
        return self.bottom - (y - self.y0) / (self.y1 - self.y0) * (self.bottom - self.top)

    def x_at(self, pixel: float) -> float:
        """Return the value on the x axis at a pixel."""
        return self.x0 + (pixel - self.left) / (self.right - self.left) * (self.x1 - self.x0)

    def y_at(self, pixel: float) -> float:
        """Return the value on the y axis at a pixel."""
        return self.y0 + (self.bottom - pixel) / (self.bottom - self.top) * (self.y1 - self.y0)


def plain(width: float, height: float) -> Frame:
    """Return a frame whose data are its pixels."""
    return Frame(width, height, 0, width, 0, height, 0, width, height, 0)


def text_width(says: str, role: str) -> float:
    """Estimate the width of a text in pixels."""
    style = ROLES[role]
    return len(says) * style.size * (LETTER + (0.04 if style.bold else 0))


@dataclass
class Canvas:
    """What is drawn in one frame, layer by layer: areas, rules, lines, dots, texts.

    Attributes:
        taken: Boxes of texts in pixels, so that labels keep apart.
    """

    frame: Frame
    areas: list[Shape] = field(default_factory=list[Shape])
    rules: list[Shape] = field(default_factory=list[Shape])
    lines: list[Shape] = field(default_factory=list[Shape])
    dots: list[Shape] = field(default_factory=list[Shape])
    texts: list[Shape] = field(default_factory=list[Shape])
    taken: list[Box] = field(default_factory=list[Box])

    def area(self, x: float, x2: float, role: str, y: float | None = None, y2: float = 0) -> None:
        """Fill a span of the x axis, over the whole plot unless y is given."""
        at = self.frame
        low, high = (at.y0, at.y1) if y is None else (y, y2)
        left, right = sorted((at.px(x), at.px(x2)))
        top, bottom = sorted((at.py(low), at.py(high)))
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
        self.areas.append(Shape("path", role, path=polygon(corners)))

    def rule(self, x: float, y: float, x2: float, y2: float, role: str) -> None:
        """Draw a straight line between two points of the data."""
        at = self.frame
        self.rule_px(at.px(x), at.py(y), at.px(x2), at.py(y2), role)

    def rule_px(self, x: float, y: float, x2: float, y2: float, role: str) -> None:
        """Draw a straight line between two pixels."""
        self.rules.append(Shape("path", role, path=polyline([(x, y), (x2, y2)])))

    def line(self, points: Sequence[tuple[float, float]], role: str) -> None:
        """Draw a line through points of the data."""
        at = self.frame
        path = polyline([(at.px(x), at.py(y)) for x, y in points])
        self.lines.append(Shape("path", role, path=path))

    def dot(
        self,
        x: float,
        y: float,
        role: str,
        *,
        radius: float,
        says: str = "",
        outline: Outline = CIRCLE,
    ) -> None:
        """Draw a mark at a point of the data."""
        at_x, at_y = self.frame.px(x), self.frame.py(y)
        path = polygon([(at_x + radius * dx, at_y + radius * dy) for dx, dy in outline])
        kind = "path" if outline else "circle"
        self.dots.append(Shape(kind, role, at_x, at_y, radius, path, says))

    def text_px(self, x: float, y: float, says: str, role: str, align: str = "left") -> None:
        """Write at a pixel; y is the foot of the letters."""
        self.texts.append(Shape("text", role, x, y, says=says, anchor=ANCHORS[align]))
        self.taken.append(_box(x, y, says, role, align))

    def label(self, x: float, y: float, says: str, role: str, *, above: bool = True) -> None:
        """Write beside a point of the data, where it covers least."""
        at_x, at_y = self.frame.px(x), self.frame.py(y)
        up = [(0, -7, "center"), (-5, -6, "right"), (5, -6, "left")]
        down = [(0, 16, "center"), (-5, 15, "right"), (5, 15, "left")]
        sides = [(7, 4, "left"), (-7, 4, "right")]
        far = [(0, -17, "center"), (0, 26, "center")]
        tried = [*(up + down if above else down + up), *sides, *far]
        costs = [
            (self._cost(_box(at_x + dx, at_y + dy, says, role, align)) + 0.15 * order, order)
            for order, (dx, dy, align) in enumerate(tried)
        ]
        dx, dy, align = tried[min(costs)[1]]
        self.text_px(at_x + dx, at_y + dy, says, role, align)

    def _cost(self, box: Box) -> float:
        left, top, right, bottom = box
        at = self.frame
        cost = 12.0 * sum(_overlap(box, other) for other in self.taken)
        if left < at.left - 4 or right > at.width or top < at.top - 8 or bottom > at.bottom + 1:
            cost += 9
        for dot in self.dots:
            cost += 3 * (left - 3 < dot.x < right + 3 and top - 3 < dot.y < bottom + 3)
        for line in self.lines:
            cost += 2 * sum(_crosses(box, one, two) for one, two in _steps(line.path))
        for rule in self.rules:
            if rule.role not in QUIET:
                cost += 1.2 * sum(_crosses(box, one, two) for one, two in _steps(rule.path))
        return cost

    def draw(self) -> list[Shape]:
        """Return the shapes, in pixels of the panel."""
        return [*self.areas, *self.rules, *self.lines, *self.dots, *self.texts]


def _steps(path: Path) -> list[tuple[Point, Point]]:
    return list(pairwise(point for _, point in path))


def _box(x: float, y: float, says: str, role: str, align: str) -> Box:
    width = text_width(says, role)
    left = x - {"left": 0.0, "center": width / 2, "right": width}[align]
    return left, y - ROLES[role].size * 0.8, left + width, y + 2


def _overlap(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _crosses(box: Box, one: Point, two: Point) -> bool:
    (x, y), (x2, y2) = one, two
    if max(x, x2) < box[0] or min(x, x2) > box[2] or max(y, y2) < box[1] or min(y, y2) > box[3]:
        return False
    steps = 12
    return any(
        box[0] <= x + (x2 - x) * i / steps <= box[2]
        and box[1] <= y + (y2 - y) * i / steps <= box[3]
        for i in range(steps + 1)
    )
