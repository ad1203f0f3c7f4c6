"""A canvas in units of data, and the one Altair specification that draws every figure."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from entente.brief.figures.colours import ROLES, STAND_INS
from entente.brief.figures.svg import Shape, read_shapes

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = dict[str, Any]
Box = tuple[float, float, float, float]

LETTER = 0.56
"""Width of a letter as a share of its size; on the generous side, since fonts differ."""
SQUARE = "M-.8,-.8H.8V.8H-.8Z"
TRIANGLE = "M0,-1L.95,.72H-.95Z"
DIAMOND = "M0,-1L1,0L0,1L-1,0Z"
CROSS = "M-1,-.35H-.35V-1H.35V-.35H1V.35H.35V1H-.35V.35H-1Z"


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
        """Give the pixel of a value on the x axis."""
        return self.left + (x - self.x0) / (self.x1 - self.x0) * (self.right - self.left)

    def py(self, y: float) -> float:
        """Give the pixel of a value on the y axis."""
        return self.bottom - (y - self.y0) / (self.y1 - self.y0) * (self.bottom - self.top)

    def x_at(self, pixel: float) -> float:
        """Give the value on the x axis at a pixel."""
        return self.x0 + (pixel - self.left) / (self.right - self.left) * (self.x1 - self.x0)

    def y_at(self, pixel: float) -> float:
        """Give the value on the y axis at a pixel."""
        return self.y0 + (self.bottom - pixel) / (self.bottom - self.top) * (self.y1 - self.y0)


def plain(width: float, height: float) -> Frame:
    """Give a frame whose data are its pixels."""
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
    areas: list[Row] = field(default_factory=list[Row])
    rules: list[Row] = field(default_factory=list[Row])
    lines: list[Row] = field(default_factory=list[Row])
    dots: list[Row] = field(default_factory=list[Row])
    texts: list[Row] = field(default_factory=list[Row])
    taken: list[Box] = field(default_factory=list[Box])
    shapes: list[Shape] = field(default_factory=list[Shape])

    def area(self, x: float, x2: float, role: str, y: float | None = None, y2: float = 0) -> None:
        """Fill a span of the x axis, over the whole plot unless y is given."""
        low, high = (self.frame.y0, self.frame.y1) if y is None else (y, y2)
        self.areas.append(
            {"x": _fine(x), "x2": _fine(x2), "y": low, "y2": high, "role": STAND_INS[role]}
        )

    def rule(self, x: float, y: float, x2: float, y2: float, role: str) -> None:
        """Draw a straight line between two points of the data."""
        row = {"x": _fine(x), "y": y, "x2": _fine(x2), "y2": y2, "role": STAND_INS[role]}
        self.rules.append(row)

    def rule_px(self, x: float, y: float, x2: float, y2: float, role: str) -> None:
        """Draw a straight line between two pixels."""
        at = self.frame
        self.rule(at.x_at(x), at.y_at(y), at.x_at(x2), at.y_at(y2), role)

    def line(self, points: Sequence[tuple[float, float]], role: str) -> None:
        """Draw a line through points of the data."""
        name = str(len({row["series"] for row in self.lines}))
        self.lines += [
            {"x": _fine(x), "y": y, "series": name, "role": STAND_INS[role]} for x, y in points
        ]

    def dot(
        self, x: float, y: float, role: str, *, radius: float, says: str = "", shape: str = "circle"
    ) -> None:
        """Draw a mark at a point of the data."""
        self.dots.append(
            {
                "x": _fine(x),
                "y": y,
                "role": STAND_INS[role],
                "shape": shape,
                # Vega takes the area of a square of the mark's width.
                "size": round(4 * radius**2, 3),
                "says": says,
            }
        )

    def text_px(self, x: float, y: float, says: str, role: str, align: str = "left") -> None:
        """Write at a pixel; y is the foot of the letters."""
        self.texts.append(
            {
                "x": self.frame.x_at(x),
                "y": self.frame.y_at(y),
                "says": says,
                "align": align,
                "role": STAND_INS[role],
            }
        )
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
            x, y = at.px(dot["x"]), at.py(dot["y"])
            cost += 3 * (left - 3 < x < right + 3 and top - 3 < y < bottom + 3)
        for one, two in zip(self.lines, self.lines[1:], strict=False):
            if one["series"] == two["series"]:
                cost += 2 * _crosses(box, at.px(one["x"]), at.py(one["y"]), at, two)
        for rule in self.rules:
            end = {"x": rule["x2"], "y": rule["y2"]}
            if rule["role"] not in {STAND_INS["grid"], STAND_INS["axis"]}:
                cost += 1.2 * _crosses(box, at.px(rule["x"]), at.py(rule["y"]), at, end)
        return cost

    def draw(self) -> list[Shape]:
        """Give the shapes, in pixels of the panel."""
        spec = json.loads(_specification())
        at = self.frame
        spec["width"], spec["height"] = at.width, at.height
        for layer in spec["layer"]:
            for axis, domain, ends in (
                ("x", [at.x0, at.x1], [at.left, at.right]),
                ("y", [at.y0, at.y1], [at.bottom, at.top]),
            ):
                layer["encoding"][axis]["scale"] |= {"domain": domain, "range": ends}
        spec["layer"] = [
            layer for layer in spec["layer"] if getattr(self, str(layer["data"]["name"]))
        ]
        spec["datasets"] = {
            layer["data"]["name"]: getattr(self, str(layer["data"]["name"]))
            for layer in spec["layer"]
        }
        drawn = list(_drawn(json.dumps(spec))) if spec["layer"] else []
        return self.shapes + drawn


@lru_cache(maxsize=1)
def _specification() -> str:
    """Build the layers of a panel; sizes, scales and data are filled in for each."""
    import altair as alt

    scale = alt.Scale(domain=[0, 1], range=[0, 1], nice=False, zero=False)
    x, y = alt.X("x:Q", axis=None, scale=scale), alt.Y("y:Q", axis=None, scale=scale)
    fill, stroke = alt.Fill("role:N", scale=None), alt.Stroke("role:N", scale=None)

    def data(name: str) -> alt.NamedData:
        return alt.NamedData(name=name)

    ends: dict[str, Any] = {"x": x, "y": y, "x2": "x2:Q", "y2": "y2:Q"}
    layers = [
        alt.Chart(data("areas")).mark_rect(aria=False).encode(**ends, fill=fill),
        alt.Chart(data("rules")).mark_rule(aria=False).encode(**ends, stroke=stroke),
        alt.Chart(data("lines"))
        .mark_line(aria=False)
        .encode(x=x, y=y, detail="series:N", stroke=stroke),
        alt.Chart(data("dots"))
        .mark_point(opacity=1)
        .encode(
            x=x,
            y=y,
            fill=fill,
            stroke=stroke,
            shape=alt.Shape("shape:N", scale=None),
            size=alt.Size("size:Q", scale=None),
            description="says:N",
        ),
        alt.Chart(data("texts"))
        .mark_text(aria=False, align=alt.expr("datum.align"), baseline="alphabetic")
        .encode(x=x, y=y, text="says:N", fill=fill),
    ]
    chart = alt.layer(*layers).properties(autosize="none", padding=0)
    return json.dumps(
        chart.configure(background="transparent").configure_view(stroke=None).to_dict()
    )


@lru_cache(maxsize=512)
def _drawn(spec: str) -> tuple[Shape, ...]:
    import vl_convert

    return tuple(read_shapes(vl_convert.vegalite_to_svg(spec)))


def _fine(value: float) -> float:
    return round(value, 4)


def _box(x: float, y: float, says: str, role: str, align: str) -> Box:
    width = text_width(says, role)
    left = x - {"left": 0.0, "center": width / 2, "right": width}[align]
    return left, y - ROLES[role].size * 0.8, left + width, y + 2


def _overlap(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _crosses(box: Box, x: float, y: float, at: Frame, end: Row) -> bool:
    x2, y2 = at.px(end["x"]), at.py(end["y"])
    if max(x, x2) < box[0] or min(x, x2) > box[2] or max(y, y2) < box[1] or min(y, y2) > box[3]:
        return False
    steps = 12
    return any(
        box[0] <= x + (x2 - x) * i / steps <= box[2]
        and box[1] <= y + (y2 - y) * i / steps <= box[3]
        for i in range(steps + 1)
    )
