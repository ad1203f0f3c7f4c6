"""The land on the map: a small own file, cut from Natural Earth, and its projection.

Natural Earth is in the public domain. ``observatory/geography/east_asia.json`` is made once, from
the npm package world-atlas (its ``countries-50m.json``)::

    npm pack world-atlas@2 && tar xzf world-atlas-2.0.2.tgz
    python -m entente.brief.figures.geography package/countries-50m.json

All land is one shape and all land borders are one set of lines: the file cannot say whose land it
is, and holds no line at sea.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from entente.errors import BrokenFileError, MissingExtraError
from entente.settings import BUNDLED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Position = tuple[float, float]

REGION = BUNDLED / "geography" / "east_asia.json"
BOUNDS: tuple[Position, ...] = (
    (83.0, 60.0), (172.0, 60.0), (172.0, 45.0), (165.0, -2.0), (98.2, -2.0), (98.2, 30.0),
    (92.0, 41.0), (83.0, 52.0),
)  # fmt: skip
"""Corners of the region, longitude and latitude; outside the map's frame, so that no cut shows."""
TOLERANCE = 0.04
"""In degrees; about a third of a pixel on the map."""
SMALLEST = 0.012
"""In square degrees: islands below are left out, whoever holds them."""


def derive_region(
    topology: dict[str, Any],
    bounds: Sequence[Position] = BOUNDS,
    *,
    tolerance: float = TOLERANCE,
    smallest: float = SMALLEST,
) -> dict[str, Any]:
    """Cut a region from a TopoJSON of countries: its land, and the borders on land.

    A border is an arc that two countries share. Arcs are simplified before shapes are built from
    them, so that neighbours keep one line.

    Args:
        topology: TopoJSON with the object ``countries``.
        bounds: Corners of the region, longitude and latitude in degrees.
        tolerance: How far a simplified line may lie from its own, in degrees.
        smallest: Area of the smallest island kept, in square degrees.

    Returns:
        GeoJSON with two features, ``land`` and ``borders``; outer rings run clockwise, as the
        renderer wants them.

    Raises:
        MissingExtraError: Shapely is not installed.
    """
    try:
        import shapely
    except ImportError:
        raise MissingExtraError.needs("shapely", "edition", "Deriving the map") from None
    window = shapely.Polygon(bounds)
    arcs = [
        [(float(x), float(y)) for x, y in shapely.LineString(arc).simplify(tolerance).coords]
        for arc in _decoded(topology)
    ]
    used: Counter[int] = Counter()
    pieces: list[Any] = []
    for country in topology["objects"]["countries"]["geometries"]:
        seen: set[int] = set()
        for rings in _polygons(country):
            seen |= {arc if arc >= 0 else ~arc for ring in rings for arc in ring}
            outer, *holes = [_ring(ring, arcs) for ring in rings]
            if len(outer) >= 4:
                polygon = shapely.Polygon(outer, [hole for hole in holes if len(hole) >= 4])
                if polygon.intersects(window):
                    pieces.append(shapely.make_valid(polygon))
        used.update(seen)
    land = shapely.intersection(shapely.union_all(pieces), window)
    parts = [part for part in _parts(land) if part.geom_type == "Polygon"]
    kept = sorted(
        (shapely.orient_polygons(p, exterior_cw=True) for p in parts if p.area >= smallest),
        key=lambda part: -part.area,
    )
    shared = [shapely.LineString(arcs[arc]) for arc, times in used.items() if times > 1]
    lines = shapely.intersection(shapely.line_merge(shapely.MultiLineString(shared)), window)
    borders = [part for part in _parts(lines) if part.geom_type == "LineString"]
    return {
        "type": "FeatureCollection",
        "features": [
            _feature("land", "MultiPolygon", [[_rounded(r) for r in _rings(p)] for p in kept]),
            _feature("borders", "MultiLineString", sorted(_rounded(p.coords) for p in borders)),
        ],
    }


def _decoded(topology: dict[str, Any]) -> Iterable[list[Position]]:
    """Read arcs: whole-number steps, to be scaled and added up."""
    (scale_x, scale_y), (from_x, from_y) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    for arc in topology["arcs"]:
        x = y = 0
        found: list[Position] = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            found.append((x * scale_x + from_x, y * scale_y + from_y))
        yield found


def _polygons(country: dict[str, Any]) -> list[list[list[int]]]:
    return [country["arcs"]] if country["type"] == "Polygon" else country.get("arcs", [])


def _ring(indices: Sequence[int], arcs: Sequence[list[Position]]) -> list[Position]:
    found: list[Position] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        found += arc[1:] if found else arc
    return found


def _parts(shape: Any) -> list[Any]:  # noqa: ANN401 (Shapely's shapes share no typed base here)
    return list(getattr(shape, "geoms", [shape]))


def _rings(polygon: Any) -> list[Any]:  # noqa: ANN401 (as above)
    return [polygon.exterior.coords, *(hole.coords for hole in polygon.interiors)]


def _rounded(positions: Iterable[Sequence[float]]) -> list[list[float]]:
    return [[round(p[0], 2), round(p[1], 2)] for p in positions]


def _feature(name: str, kind: str, coordinates: list[Any]) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"name": name}, "geometry": geometry}


@lru_cache(maxsize=1)
def read_region(path: Path = REGION) -> dict[str, Any]:
    """Read the region's file.

    Raises:
        BrokenFileError: It is missing or not JSON.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise BrokenFileError.at(path, f"Cannot be read as GeoJSON: {error}.") from None


@dataclass(frozen=True)
class Projection:
    """Azimuthal equal-area projection, the same as the renderer's.

    Attributes:
        longitude, latitude: Its middle, in degrees.
        scale: Pixels a radian.
        x, y: Pixel of the middle.
    """

    longitude: float
    latitude: float
    scale: float
    x: float
    y: float

    def place(self, longitude: float, latitude: float) -> Position:
        """Give the pixel of a position.

        Examples:
            >>> Projection(126, 30, 600, 200, 300).place(126, 30)
            (200.0, 300.0)
        """
        along = math.radians(longitude - self.longitude)
        up, middle = math.radians(latitude), math.radians(self.latitude)
        cosine = math.sin(middle) * math.sin(up) + math.cos(middle) * math.cos(up) * math.cos(along)
        k = self.scale * math.sqrt(2 / (1 + cosine))
        east = math.cos(up) * math.sin(along)
        north = math.cos(middle) * math.sin(up) - math.sin(middle) * math.cos(up) * math.cos(along)
        return self.x + k * east, self.y - k * north


def main(source: str) -> None:
    """Derive the region's file from a TopoJSON of countries."""
    topology = json.loads(Path(source).read_text(encoding="utf-8"))
    text = json.dumps(derive_region(topology), separators=(",", ":"))
    REGION.parent.mkdir(parents=True, exist_ok=True)
    REGION.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
