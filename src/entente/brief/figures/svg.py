"""Figures as SVG that a page under a strict content security policy carries.

The part that a shape plays (:mod:`entente.brief.figures.colours`) becomes a class on the page and
plain attributes in print; coordinates are rounded to a tenth. There is no ``style``, no script and
nothing from outside.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from entente.brief.figures.colours import PRINT, PRINT_SANS, PRINT_SERIF, ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

Point = tuple[float, float]
Path = tuple[tuple[str, Point], ...]
"""Steps of a line: ``M`` begins at a point, ``L`` leads to one, ``Z`` closes (its point unused)."""

VERDICT_MARKS = {
    "sup": '<circle cx="8" cy="8" r="7.5" fill="{c}"/>'
    '<path d="M4.4 8.4l2.5 2.5 4.8-5.4" fill="none" stroke="{on}" stroke-width="2"/>',
    "doc": '<path d="M3 1.3h10v13.4H3zM5.6 5h4.8M5.6 8h4.8M5.6 11h4.8" fill="none"'
    ' stroke="{c}" stroke-width="1.5"/>',
    "con": '<path d="M1 1h14v14H1z" fill="{c}"/>'
    '<path d="M4.7 4.7l6.6 6.6m0-6.6l-6.6 6.6" stroke="{on}" stroke-width="2"/>',
    "mix": '<circle cx="8" cy="8" r="6.7" fill="none" stroke="{c}" stroke-width="1.6"/>'
    '<path d="M8 1.3a6.7 6.7 0 0 0 0 13.4z" fill="{c}"/>',
    "und": '<circle cx="8" cy="8" r="6.7" fill="none" stroke="{c}" stroke-width="1.6"/>',
    "nt": '<path d="M2 8h12" fill="none" stroke="{c}" stroke-width="2.4"/>',
}


@dataclass(frozen=True)
class Shape:
    """One shape or text of a figure, in the figure's own coordinates.

    Attributes:
        kind: ``path``, ``circle``, ``text`` or ``mark`` (a verdict's mark).
        role: Part it plays (:data:`entente.brief.figures.colours.ROLES`), or the verdict of a mark.
        x, y: Position of texts and marks, middle of dots.
        size: Radius of dots, width of marks.
        path: Steps with absolute coordinates.
        says: The text, or what a pointer shows over the shape.
        anchor: ``start``, ``middle`` or ``end`` of a text.
    """

    kind: str
    role: str
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0
    path: Path = ()
    says: str = ""
    anchor: str = "start"

    def moved(self, dx: float, dy: float) -> Shape:
        """Return the same shape elsewhere."""
        path = tuple((step, (x + dx, y + dy)) for step, (x, y) in self.path)
        return replace(self, x=self.x + dx, y=self.y + dy, path=path)


def polyline(points: Sequence[Point]) -> Path:
    """Return the path through points."""
    return tuple(("L" if order else "M", point) for order, point in enumerate(points))


def polygon(points: Sequence[Point]) -> Path:
    """Return the closed path through points; of no points, none.

    Examples:
        >>> polygon([(0, 0), (1, 0), (1, 1)])
        (('M', (0, 0)), ('L', (1, 0)), ('L', (1, 1)), ('Z', (0, 0)))
    """
    return (*polyline(points), ("Z", points[0])) if points else ()


def tenth(value: float) -> str:
    """Write a coordinate with at most one decimal.

    Examples:
        >>> tenth(3.14159), tenth(-0.04), tenth(12.0), tenth(-0.57)
        ('3.1', '0', '12', '-.6')
    """
    return _tenths(round(value * 10))


def _tenths(value: int) -> str:
    whole, part = divmod(abs(value), 10)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole or (0 if not part else '')}{f'.{part}' if part else ''}"


def _d(path: Path) -> str:
    """Write a path: absolute starts, relative steps; rounding never adds up along the way."""
    words: list[str] = []
    at = start = (0, 0)
    last = ""
    for step, point in path:
        if step == "Z":
            words.append("z")
            at, last = start, "z"
            continue
        to = (round(point[0] * 10), round(point[1] * 10))
        if step == "M":
            words.append(f"M{_pair(*to)}")
            at, start, last = to, to, "M"
            continue
        if to == at and last not in {"M", "z"}:
            continue
        x, y = to[0] - at[0], to[1] - at[1]
        move = f"h{_tenths(x)}" if y == 0 else f"v{_tenths(y)}" if x == 0 else ""
        if move:
            words.append(move)
            last = move[0]
        else:
            pair = _pair(x, y)
            joint = "" if pair.startswith("-") else " "
            words.append(joint + pair if last == "l" else f"l{pair}")
            last = "l"
        at = to
    return "".join(words)


def _pair(x: int, y: int) -> str:
    second = _tenths(y)
    return _tenths(x) + (second if second.startswith("-") else f" {second}")


def write_svg(
    shapes: Sequence[Shape],
    *,
    width: float,
    height: float,
    label: str,
    classes: str = "chart wide",
    for_print: bool = False,
) -> str:
    """Write a figure.

    Args:
        shapes: In the order of drawing.
        width: Of the view box; the page decides how wide the figure stands.
        height: Of the view box.
        label: Sentence for those who do not see it.
        classes: Classes of the figure, e.g. ``chart wide``.
        for_print: Plain colours and own patterns in place of classes.

    Examples:
        >>> write_svg([Shape("circle", "pt", 5, 5, 2)], width=9, height=9, label="A <dot>")[-70:]
        'A &lt;dot&gt;"><g class="k-pt"><circle cx="5" cy="5" r="2"/></g></svg>'
    """
    # Patterns of two figures on one sheet of paper may not share a name.
    stamp = "f" + sha256(repr(shapes).encode()).hexdigest()[:8] if for_print else ""
    body = "".join(
        _group(role, kind, list(members), stamp)
        for (role, kind), members in groupby(shapes, key=lambda shape: (shape.role, shape.kind))
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class={quoteattr(classes)}'
    if for_print:
        size = f'width="{tenth(width)}" height="{tenth(height)}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{PRINT_SANS}"'
        body = _print_defs(shapes, stamp) + body
    box = f'viewBox="0 0 {tenth(width)} {tenth(height)}"'
    label = quoteattr(label, {"\n": " "})
    if not label.startswith('"'):
        label = '"' + label[1:-1].replace('"', "&quot;") + '"'
    return f'{head} {box} role="img" aria-label={label}>{body}</svg>'


def _group(role: str, kind: str, members: list[Shape], stamp: str) -> str:
    if kind == "mark":
        return "".join(_mark(shape, stamp) for shape in members)
    paint = _attributes(role, stamp) if stamp else _classes(role)
    if kind == "path" and not any(shape.says for shape in members):
        return f'<path{paint} d="{"".join(_d(shape.path) for shape in members)}"/>'
    inner = "".join(_one(shape, bare=bool(stamp)) for shape in members)
    return f"<g{paint}>{inner}</g>"


def _one(shape: Shape, *, bare: bool) -> str:
    x, y = tenth(shape.x), tenth(shape.y)
    if shape.kind == "text":
        anchor = "" if shape.anchor == "start" else f' text-anchor="{shape.anchor}"'
        return f'<text x="{x}" y="{y}"{anchor}>{escape(shape.says)}</text>'
    title = f"<title>{escape(shape.says)}</title>" if shape.says and not bare else ""
    if shape.kind == "circle":
        opened = f'<circle cx="{x}" cy="{y}" r="{tenth(shape.size)}"'
    else:
        opened = f'<path d="{_d(shape.path)}"'
    name = "circle" if shape.kind == "circle" else "path"
    return f"{opened}>{title}</{name}>" if title else f"{opened}/>"


def _mark(shape: Shape, stamp: str) -> str:
    box = (
        f'x="{tenth(shape.x)}" y="{tenth(shape.y)}" '
        f'width="{tenth(shape.size)}" height="{tenth(shape.size)}"'
    )
    if stamp:
        return f'<use href="#{stamp}-{shape.role}" {box}/>'
    return f'<use class="v-{shape.role}" href="#{shape.role}" {box}/>'


def _classes(role: str) -> str:
    if ROLES[role].fill == "hatch":
        return ' fill="url(#hatch)"'
    return f' class="k-{role}"'


def _attributes(role: str, stamp: str) -> str:
    style = ROLES[role]
    if style.fill == "hatch":
        return f' fill="url(#{stamp}-hatch)"'
    said = {"fill": PRINT[style.fill] if style.fill else "none"}
    if style.size:
        said["font-size"] = str(style.size)
        if style.bold:
            said["font-weight"] = "bold"
        if style.italic:
            said["font-style"] = "italic"
        if style.serif:
            said["font-family"] = PRINT_SERIF
        if style.halo:
            said |= {"stroke": PRINT["paper"], "stroke-width": "3", "paint-order": "stroke"}
    elif style.stroke:
        said |= {"stroke": PRINT[style.stroke], "stroke-width": f"{style.width:g}"}
        if style.dash:
            said["stroke-dasharray"] = style.dash
    return "".join(f' {name}="{value}"' for name, value in said.items())


def _print_defs(shapes: Sequence[Shape], stamp: str) -> str:
    marks = sorted({shape.role for shape in shapes if shape.kind == "mark"})
    defs = "".join(
        f'<symbol id="{stamp}-{name}" viewBox="0 0 16 16">'
        f"{VERDICT_MARKS[name].format(c=PRINT[name], on=PRINT['paper'])}</symbol>"
        for name in marks
    )
    if any(shape.kind != "mark" and ROLES[shape.role].fill == "hatch" for shape in shapes):
        defs += (
            f'<pattern id="{stamp}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)"><path d="M0 0v6" stroke="{PRINT["hatch"]}" '
            'stroke-width="1.2"/></pattern>'
        )
    return f"<defs>{defs}</defs>" if defs else ""


def chart_css() -> str:
    """Return the rules that figures need on a page; the tokens are the page's own."""
    rules = [
        "svg.chart{display:block;width:100%;height:auto}",
        "svg.chart.mid{max-width:45rem}",
        "svg.chart.map{max-width:35rem}",
        "svg.chart.narrow{display:none}",
        "@media (max-width:43rem){svg.chart.wide{display:none}svg.chart.narrow{display:block}}",
        ".chart text{font-family:var(--sans);font-variant-numeric:tabular-nums}",
        ".chart path,.chart circle{stroke-linejoin:round}",
    ]
    for name, role in ROLES.items():
        if role.fill == "hatch":
            continue
        said = [f"fill:var(--{role.fill})" if role.fill else "fill:none"]
        if role.size:
            said.append(f"font-size:{role.size}px")
            said += ["font-weight:650"] if role.bold else []
            said += ["font-style:italic"] if role.italic else []
            said += ["font-family:var(--serif)"] if role.serif else []
            if role.halo:
                said.append("paint-order:stroke;stroke:var(--paper);stroke-width:3px")
                said.append("stroke-linejoin:round")
        elif role.stroke:
            said.append(f"stroke:var(--{role.stroke});stroke-width:{role.width:g}")
            said += [f"stroke-dasharray:{role.dash}"] if role.dash else []
        part = " text" if role.size else ""
        rules.append(f".chart .k-{name}{part}{{{';'.join(said)}}}")
    return "\n".join(rules) + "\n"
