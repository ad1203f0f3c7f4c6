"""Colours, lines and letters of the figures, in one place: for the page (light, dark) and print.

Every shape of a figure plays a part (:data:`ROLES`). On the page the part becomes a class, whose
colour is a token that light and dark set; in print it becomes plain attributes.
"""

from __future__ import annotations

from dataclasses import dataclass

LIGHT = {
    "paper": "#fcfbf8",
    "wash": "#f3f1eb",
    "ink": "#1c1e21",
    "ink-2": "#54585e",
    "rule": "#d8d4ca",
    "rule-2": "#8b8d8c",
    "link": "#17507e",
    "sup": "#1c5a89",
    "doc": "#1c1e21",
    "con": "#a33f16",
    "mix": "#664783",
    "und": "#565b61",
    "nt": "#62676d",
    "land": "#e6e2d8",
    "sea": "#fcfbf8",
    "hatch": "#b9b4a8",
}
DARK = {
    "paper": "#15171a",
    "wash": "#1d2024",
    "ink": "#e9e6df",
    "ink-2": "#abadab",
    "rule": "#353940",
    "rule-2": "#7f8486",
    "link": "#93c3ea",
    "sup": "#82bbea",
    "doc": "#e9e6df",
    "con": "#f29c6d",
    "mix": "#c8a9e6",
    "und": "#b3b7ba",
    "nt": "#a3a8ac",
    "land": "#2a2e33",
    "sea": "#15171a",
    "hatch": "#5b6067",
}
PRINT = {
    "paper": "#ffffff",
    "wash": "#f2f2f2",
    "ink": "#000000",
    "ink-2": "#333333",
    "rule": "#bbbbbb",
    "rule-2": "#777777",
    "link": "#000000",
    "sup": "#000000",
    "doc": "#000000",
    "con": "#000000",
    "mix": "#000000",
    "und": "#000000",
    "nt": "#000000",
    "land": "#e8e8e8",
    "sea": "#ffffff",
    "hatch": "#999999",
}
PRINT_SANS = "Liberation Sans, Arial, Helvetica, sans-serif"
PRINT_SERIF = "Libertinus Serif, Georgia, serif"


@dataclass(frozen=True)
class Role:
    """A part that a shape or a text of a figure plays.

    Attributes:
        fill, stroke: Tokens; empty for none. The fill ``hatch`` is the page's pattern.
        width: Of the stroke, in pixels.
        dash: Lengths of dashes and gaps, empty for a solid line.
        size: Of the letters, in pixels; 0 for shapes.
        bold, italic, serif: Of the letters.
        halo: Whether the letters stand on a rim of paper.
    """

    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    dash: str = ""
    size: int = 0
    bold: bool = False
    italic: bool = False
    serif: bool = False
    halo: bool = False


ROLES: dict[str, Role] = {
    "hatch": Role(fill="hatch"),
    "band": Role(fill="wash"),
    "grid": Role(stroke="rule"),
    "axis": Role(stroke="rule-2"),
    "when": Role(stroke="ink"),
    "end": Role(stroke="ink-2", dash="2 2"),
    "need": Role(stroke="ink", width=1.2, dash="6 4"),
    "mean": Role(stroke="rule", width=7),
    "judged": Role(stroke="ink-2", width=2.6),
    "tick": Role(stroke="ink-2", width=1.3),
    "past": Role(stroke="ink-2", width=1.3, dash="1.5 2.5"),
    "line": Role(stroke="ink", width=1.8),
    "line-b": Role(stroke="ink-2", width=1.4, dash="5 3"),
    "line-c": Role(stroke="ink-2", width=1.4, dash="1.5 2.5"),
    "line-d": Role(stroke="ink-2", width=1.4, dash="8 3 1.5 3"),
    "faint": Role(stroke="rule-2", width=1.0, dash="4 2.5"),
    "pt": Role(fill="ink", stroke="ink", width=1.4),
    "new": Role(fill="paper", stroke="ink", width=1.4),
    "bar": Role(fill="ink-2"),
    "other": Role(fill="rule-2"),
    "pt-b": Role(fill="ink-2", stroke="ink-2", width=1.1),
    "new-b": Role(fill="paper", stroke="ink-2", width=1.1),
    "t": Role(fill="ink", size=11, halo=True),
    "tl": Role(fill="ink", size=11, bold=True, halo=True),
    "t2": Role(fill="ink-2", size=11, halo=True),
    "tb": Role(fill="ink", size=12, bold=True),
    "tu": Role(fill="ink-2", size=11),
    "ti": Role(fill="ink-2", size=11, italic=True, halo=True),
    "th": Role(fill="ink", size=14, bold=True, serif=True, halo=True),
    "land": Role(fill="land", stroke="rule-2", width=0.6),
    "border": Role(stroke="paper", width=1.0),
    "sea": Role(fill="sea"),
    "frame": Role(stroke="rule-2"),
    "disp": Role(fill="paper", stroke="ink-2", width=0.9),
}
