"""Lines and rings cut at the frame of a map, in pixels."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from entente.brief.figures.svg import Point


def clipped_ring(ring: Sequence[Point], corner: Point) -> list[Point]:
    """Cut a closed ring at a frame, one side after the other (Sutherland and Hodgman 1974).

    Args:
        ring: Its corners; the last may repeat the first.
        corner: Lower right corner of the frame; the other is (0, 0).

    Returns:
        Corners of the part inside, running along the frame where it was cut; none where it lies
        outside.

    Examples:
        >>> clipped_ring([(-5, 2), (5, 2), (5, 8), (-5, 8)], (10, 10))
        [(0, 2.0), (5, 2), (5, 8), (0, 8.0)]
    """
    points = list(ring[:-1] if ring[0] == ring[-1] else ring)
    for inside, cut in _sides(corner):
        found: list[Point] = []
        for one, two in zip([*points[-1:], *points[:-1]], points, strict=True):
            if inside(one) != inside(two):
                found.append(cut(one, two))
            if inside(two):
                found.append(two)
        points = found
    return points


def clipped_line(line: Sequence[Point], corner: Point) -> list[list[Point]]:
    """Cut a line at a frame.

    Args:
        line: Its points.
        corner: Lower right corner of the frame; the other is (0, 0).

    Returns:
        The parts inside, in the order of the line.

    Examples:
        >>> clipped_line([(-5, 5), (5, 5), (5, 15), (8, 15), (8, 5)], (10, 10))
        [[(0, 5.0), (5, 5), (5.0, 10)], [(8.0, 10), (8, 5)]]
    """
    parts: list[list[Point]] = []
    for step in pairwise(line):
        kept = _clipped_step(step, corner)
        if kept is None:
            continue
        if parts and parts[-1][-1] == kept[0]:
            parts[-1].append(kept[1])
        else:
            parts.append([*kept])
    return parts


def _clipped_step(step: tuple[Point, Point], corner: Point) -> tuple[Point, Point] | None:
    one, two = step
    for inside, cut in _sides(corner):
        if not inside(one) and not inside(two):
            return None
        if not inside(one):
            one = cut(one, two)
        elif not inside(two):
            two = cut(one, two)
    return one, two


def _sides(
    corner: Point,
) -> list[tuple[Callable[[Point], bool], Callable[[Point, Point], Point]]]:
    """Return of each side whether a point is inside, and where a step crosses it."""
    width, height = corner
    return [
        (lambda p: p[0] >= 0, lambda p, q: (0, _between(p, q, 0, 0))),
        (lambda p: p[0] <= width, lambda p, q: (width, _between(p, q, 0, width))),
        (lambda p: p[1] >= 0, lambda p, q: (_between(p, q, 1, 0), 0)),
        (lambda p: p[1] <= height, lambda p, q: (_between(p, q, 1, height), height)),
    ]


def _between(one: Point, two: Point, axis: int, at: float) -> float:
    """Return the other coordinate where a step has a value on one axis."""
    share = (at - one[axis]) / (two[axis] - one[axis])
    return one[1 - axis] + share * (two[1 - axis] - one[1 - axis])
