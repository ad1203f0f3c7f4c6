"""The geography of a region: its land, how its map is laid out, and the map's projection.

A region is two files of ``observatory/geography``, named after it: ``east_asia.yml`` (a
:class:`Layout`, by hand) and ``east_asia.json`` (its land), which is cut once from the npm package
world-atlas (its ``countries-50m.json``, made of Natural Earth, which is in the public domain)::

    npm pack world-atlas@2 && tar xzf world-atlas-2.0.2.tgz
    python -m entente.brief.figures.geography package/countries-50m.json east_asia.yml

All land is one shape and all land borders are one set of lines: the file cannot say whose land it
is, and holds no line at sea.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict

from entente.errors import BrokenFileError, MissingExtraError
from entente.files import read_file
from entente.yaml_files import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LARGEST_BYTES = 20_000_000
Position = tuple[float, float]

TOLERANCE = 0.04
"""In degrees; about a third of a pixel on the map."""
SMALLEST = 0.012
"""In square degrees: islands below are left out, whoever holds them."""


def derive_region(
    topology: dict[str, Any],
    bounds: Sequence[Position],
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
        GeoJSON with two features, ``land`` and ``borders``; outer rings run clockwise.

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


@dataclass(frozen=True)
class Projection:
    """Azimuthal equal-area projection, the same as d3-geo's.

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
        """Return the pixel of a position.

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


class _Checked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Spot(_Checked):
    """A position, in degrees; of a label, also whether it stays on one line."""

    longitude: float
    latitude: float
    one_line: bool = False


class Plate(_Checked):
    """One size of a map.

    Attributes:
        width, height: In pixels.
        scale: Pixels a radian.
        x, y: Pixel of the region's middle.
        mark: Half the width of an act's mark.
        apart: Between marks.
    """

    width: float
    height: float
    scale: float
    x: float
    y: float
    mark: float
    apart: float


class Layout(_Checked):
    """How the map of a region is drawn.

    Attributes:
        land: Where its land is from, with the terms.
        bounds: Corners of the land that is kept, beyond the frame on all sides.
        middle: Middle of the projection.
        wide, narrow: Its two sizes.
        key: Corner in which the marks are explained, where the map has open sea.
        labels: Where the name of a theatre begins.
        arrows: Where a place beyond the frame lies, as an arrow.
    """

    land: str
    bounds: tuple[Position, ...]
    middle: Spot
    wide: Plate
    narrow: Plate
    key: Literal["lower right", "lower left", "upper left"] = "lower right"
    labels: dict[str, Spot] = {}
    arrows: dict[str, str] = {}

    def projection(self, plate: Plate) -> Projection:
        """Return the projection of one size."""
        middle = self.middle
        return Projection(middle.longitude, middle.latitude, plate.scale, plate.x, plate.y)


@dataclass(frozen=True)
class Geography:
    """The geography of a region.

    Attributes:
        layout: How its map is drawn.
        rings: Rings of its land, in degrees.
        borders: Lines of its borders on land, in degrees.
        disputed: Land in dispute by letter: ``names``, ``longitude`` and ``latitude``.
    """

    layout: Layout
    rings: list[list[Position]]
    borders: list[list[Position]]
    disputed: dict[str, dict[str, Any]]


def file_stem(region: str) -> str:
    """Return the stem of a region's files.

    Examples:
        >>> file_stem("East Asia"), file_stem("Bay of Bengal")
        ('east_asia', 'bay_of_bengal')
    """
    return re.sub(r"\W+", "_", region.casefold()).strip("_")


def read_geography(folder: Path, region: str) -> Geography | None:
    """Read the geography of a region.

    Args:
        folder: ``Settings.geography``.
        region: Name of the region, e.g. ``East Asia``.

    Returns:
        The geography; ``None`` where the folder has none of that name.

    Raises:
        BrokenFileError: One of its files is missing or not what it should be.
    """
    land, layout = (folder / f"{file_stem(region)}.{ending}" for ending in ("json", "yml"))
    if not land.is_file() and not layout.is_file():
        return None
    disputed = folder / "disputed.yml"
    found = read_land(land)
    try:
        rings = [[_position(p) for p in ring] for part in found["land"] for ring in part]
        borders = [[_position(p) for p in line] for line in found["borders"]]
    except (ValueError, TypeError) as error:
        reason = f"Holds a point that is none: {str(error)[:80]}."
        raise BrokenFileError.at(land, reason, fix="longitude and latitude, in degrees") from None
    return Geography(
        layout=read_yaml(layout).check(Layout),
        rings=rings,
        borders=borders,
        disputed=read_yaml(disputed).data if disputed.is_file() else {},
    )


def read_land(path: Path) -> dict[str, Any]:
    """Read the land and the borders of a region, as coordinates of GeoJSON.

    Raises:
        BrokenFileError: The file is missing, or not GeoJSON with the two features.
    """
    try:
        features = json.loads(read_file(path, LARGEST_BYTES))["features"]
        found = {each["properties"]["name"]: each["geometry"]["coordinates"] for each in features}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BrokenFileError.at(path, f"Cannot be read as GeoJSON: {error!r}.") from None
    if found.keys() != {"land", "borders"}:
        raise BrokenFileError.at(path, f"Has {sorted(found)}, where land and borders are due.")
    return found


def _position(point: Sequence[float]) -> Position:
    longitude, latitude, *_ = point
    if not (abs(longitude) <= 360 and abs(latitude) <= 90):
        raise ValueError(f"{longitude!r}, {latitude!r}")
    return longitude, latitude


def main(source: str, layout: str) -> None:
    """Derive the land of a region from a TopoJSON of countries, beside its layout."""
    topology = json.loads(Path(source).read_text(encoding="utf-8"))
    bounds = read_yaml(Path(layout)).check(Layout).bounds
    text = json.dumps(derive_region(topology, bounds), separators=(",", ":"))
    Path(layout).with_suffix(".json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
