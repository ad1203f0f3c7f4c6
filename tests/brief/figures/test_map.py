"""The map: one mark an act, all land alike, no line at sea."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from entente.assessment import MapAct
from entente.brief.figures.drawing import drawer
from entente.brief.figures.geography import (
    Layout,
    Projection,
    derive_region,
    read_geography,
    read_land,
)
from entente.errors import BrokenFileError, UnknownNameError
from entente.settings import BUNDLED, Settings
from entente.yaml_files import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from entente.brief.figures.drawing import Chart

REPORT = dt.date(2024, 9, 30)
VERDICTS = {
    "japan": [("patrols", "supported"), ("strain", "contradicted")],
    "korean_peninsula": [("reach", "mixed")],
    "taiwan": [("reach-taiwan", "undetermined")],
    "south_china_sea": [("reach-sea", "not testable")],
}


def act(
    number: int, place: str = "sea_of_japan", instrument: str = "joint_air_patrol", year: int = 2021
) -> MapAct:
    return MapAct(
        id=f"act-{number}",
        instrument=instrument,
        date=dt.date(year, 5, 1 + number),
        place=place,
        theatres=["japan"],
        as_written=year < 2024,
        summary="Bombers of both <states>",
        link="",
    )


ACTS = [
    *(act(i) for i in range(7)),
    *(act(7 + i, year=2025) for i in range(3)),
    act(10, "south_china_sea", "joint_naval_patrol"),
    act(11, "south_china_sea", "joint_exercise"),
    act(12, "tsushima_strait", "joint_naval_transit"),
    act(13, "north_pacific", "joint_naval_patrol"),
    act(14, "outside", "joint_exercise"),
    act(15, "outside", "joint_exercise"),
]
LAND = Settings().geography / "east_asia.json"
LAYOUT = read_yaml(LAND.with_suffix(".yml")).check(Layout)


def mapped(acts, verdicts, settings=Settings()) -> Chart:  # noqa: B008 (frozen)
    draw = drawer(settings).region
    found = draw(acts, verdicts, region="East Asia", report_date=REPORT)
    assert found is not None
    return found


MAP = mapped(ACTS, VERDICTS)


def test_every_act_on_the_map_is_one_mark():
    assert MAP.wide.count("Bombers of both &lt;states&gt;") == 13


def test_acts_off_the_map_are_counted_at_its_edge():
    assert "1 more in the North Pacific and Bering Sea ↗" in MAP.wide
    assert "2 more outside the map" in MAP.narrow


def test_marks_of_one_sea_stand_in_rows_of_seven_around_its_middle():
    found = re.findall(r'<circle cx="(\S+)" cy="(\S+)" r="3.6"><title>', MAP.wide)
    xs, ys = ({float(pair[i]) for pair in found} for i in (0, 1))
    x, y = LAYOUT.projection(LAYOUT.wide).place(134.5, 39.8)
    assert (len(xs), len(ys)) == (7, 2)
    assert (min(xs) + max(xs)) / 2 == pytest.approx(x, abs=0.2)
    assert (min(ys) + max(ys)) / 2 == pytest.approx(y, abs=0.2)


def test_every_claim_has_its_verdict_beneath_its_theatre():
    assert re.findall(r'href="#(\w+)"', MAP.wide) == ["sup", "con", "mix", "und", "nt"]
    assert "xlink" not in MAP.wide


def test_disputed_land_has_all_its_names_and_no_line_at_sea_is_drawn():
    names = ["Northern Territories", "Takeshima", "Diaoyutai", "Paracel", "Scarborough", "Spratly"]
    for name in names:
        assert name in MAP.caption
        assert name in MAP.wide
    assert read_land(LAND).keys() == {"land", "borders"}


def test_all_land_is_one_shape_of_one_fill():
    assert len(re.findall(r'class="k-land"', MAP.wide)) == 1


@pytest.mark.parametrize("svg", [MAP.wide, MAP.narrow, MAP.print], ids=["wide", "narrow", "print"])
def test_the_map_is_small_and_holds_nothing_from_outside(svg: str):
    assert len(svg.encode()) < 60_000
    assert not re.search(r"\sstyle=|<style|<script|https?://(?!www\.w3\.org)", svg)


def test_the_map_is_the_same_bytes_each_time():
    turned = mapped(ACTS[::-1], VERDICTS)
    assert turned == MAP
    assert turned.print == MAP.print


def test_the_title_names_the_sea_with_most_acts_and_theatres_with_none():
    assert MAP.title == (
        "Most joint acts: Sea of Japan / East Sea, 10 of 16; "
        "none is recorded for Korean Peninsula, Taiwan and South China Sea"
    )


def test_a_map_without_acts_or_verdicts_is_still_a_map():
    empty = mapped([], {})
    assert empty.title == "No joint act is recorded"
    assert "k-land" in empty.wide


@pytest.mark.parametrize(
    ("acts", "verdicts"),
    [
        ([act(1, "sea_of_japn")], {}),
        ([], {"japn": []}),
        ([], {"japan": [("a", "suported")]}),
    ],
)
def test_an_unknown_name_is_refused_with_the_near_one(acts, verdicts):
    with pytest.raises(UnknownNameError, match="did you mean"):
        mapped(acts, verdicts)


def test_the_projection_agrees_with_that_of_d3():
    # As d3-geo 3.1 (geoAzimuthalEqualArea) places it for the same middle and scale.
    view = Projection(127, 28, 655, 278, 310)
    assert view.place(145, 44) == pytest.approx((426.2089, 115.2006), abs=0.01)


@pytest.mark.parametrize("svg", [MAP.wide, MAP.narrow], ids=["wide", "narrow"])
def test_no_land_is_drawn_beyond_the_frame(svg: str):
    width, height = (float(v) for v in svg.partition('viewBox="0 0 ')[2].split('"')[0].split())
    drawn = re.findall(r'class="k-(?:land|border)" d="([^"]+)"', svg)
    for x, y in (point for path in drawn for point in _points(path)):
        assert -0.1 <= x <= width + 0.1
        assert -0.1 <= y <= height + 0.1


def _points(path: str) -> Iterator[tuple[float, float]]:
    x = y = 0.0
    for step, rest in re.findall(r"([Mlhv])([^Mlhvz]*)", path):
        numbers = [float(value) for value in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", rest)]
        if step in "hv":
            x, y = (x + numbers[0], y) if step == "h" else (x, y + numbers[0])
            yield x, y
            continue
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = (dx, dy) if step == "M" else (x + dx, y + dy)
            yield x, y


@pytest.mark.parametrize("plate", [LAYOUT.wide, LAYOUT.narrow], ids=["wide", "narrow"])
def test_the_region_reaches_beyond_the_frame_on_all_sides(plate):
    ring = [
        (x1 + (x2 - x1) * i / 50, y1 + (y2 - y1) * i / 50)
        for (x1, y1), (x2, y2) in pairwise([*LAYOUT.bounds, LAYOUT.bounds[0]])
        for i in range(50)
    ]
    corners = [LAYOUT.projection(plate).place(*corner) for corner in ring]
    edge = [(x, y) for x in range(0, int(plate.width) + 1, 20) for y in (0, plate.height)]
    edge += [(x, y) for y in range(0, int(plate.height) + 1, 20) for x in (0, plate.width)]
    assert all(_inside(point, corners) for point in edge)


def _inside(point, corners) -> bool:
    x, y = point
    crossed = False
    for (x1, y1), (x2, y2) in pairwise([*corners, corners[0]]):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            crossed = not crossed
    return crossed


def test_the_file_of_the_region_is_small():
    assert LAND.stat().st_size < 60_000


SQUARES = {
    "type": "Topology",
    "transform": {"scale": [1, 1], "translate": [100, 10]},
    "arcs": [
        [[2, 0], [0, 2]],
        [[2, 2], [-2, 0], [0, -2], [2, 0]],
        [[2, 0], [2, 0], [0, 2], [-2, 0]],
        [[8, 8], [0, 1], [1, 0], [0, -1], [-1, 0]],
    ],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "arcs": [[[2, -1]], [[3]]]},
            ]
        }
    },
}


def test_two_neighbours_become_one_land_with_one_border():
    window = [(99, 9), (120, 9), (120, 30), (99, 30)]
    region = derive_region(SQUARES, window, tolerance=0.01, smallest=0.1)
    land, borders = (feature["geometry"]["coordinates"] for feature in region["features"])
    assert len(land) == 2
    assert {tuple(p) for p in land[0][0]} >= {(100, 10), (104, 10), (104, 12), (100, 12)}
    assert borders == [[[102.0, 10.0], [102.0, 12.0]]]


def test_small_islands_and_what_lies_outside_are_left_out():
    window = [(99, 9), (103, 9), (103, 30), (99, 30)]
    region = derive_region(SQUARES, window, tolerance=0.01, smallest=2)
    (land,) = region["features"][0]["geometry"]["coordinates"]
    assert max(x for x, _ in land[0]) == 103


def test_outer_rings_run_clockwise():
    ring = read_land(LAND)["land"][0][0]
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    assert area < 0


def test_a_layout_without_its_land_says_so(tmp_path):
    (tmp_path / "east_asia.yml").write_bytes((LAND.with_suffix(".yml")).read_bytes())
    with pytest.raises(BrokenFileError, match="There is no such file"):
        read_geography(tmp_path, "East Asia")


def test_land_without_its_layout_says_so(tmp_path):
    (tmp_path / "east_asia.json").write_bytes(LAND.read_bytes())
    with pytest.raises(BrokenFileError):
        read_geography(tmp_path, "East Asia")


def test_a_file_that_is_not_geojson_says_so(tmp_path):
    (tmp_path / "land.json").write_text("[]")
    with pytest.raises(BrokenFileError, match="Cannot be read"):
        read_land(tmp_path / "land.json")


def test_a_region_without_a_geography_has_no_map():
    draw = drawer(Settings()).region
    assert draw(ACTS, VERDICTS, region="Bay of Bengal", report_date=REPORT) is None


def own(tmp_path: Path) -> Settings:
    """An observatory with vocabularies and a geography of its own."""
    for name in ("vocabulary", "geography"):
        shutil.copytree(BUNDLED / name, tmp_path / name)
    return Settings(observatory=tmp_path)


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_map_follows_the_observatory_given(tmp_path):
    settings = own(tmp_path)
    changed(settings.vocabulary / "places.yml", "Sea of Japan / East Sea", "The Other Sea")
    changed(settings.vocabulary / "theatres.yml", "name: Taiwan,", "name: An Island,")
    changed(settings.vocabulary / "instruments.yml", "mark: disc", "mark: triangle")
    changed(settings.geography / "east_asia.yml", "width: 560", "width: 500")
    changed(settings.geography / "east_asia.yml", "Natural Earth", "Our own survey")
    drawn = mapped(ACTS, VERDICTS, settings)
    assert "Most joint acts: The Other Sea" in drawn.title
    assert "An Island" in drawn.wide
    assert 'viewBox="0 0 500 590"' in drawn.wide
    assert "Triangle: joint air patrol" in drawn.caption
    assert "Land: Our own survey" in drawn.caption


def test_a_mark_that_is_not_known_is_refused(tmp_path):
    settings = own(tmp_path)
    changed(settings.vocabulary / "instruments.yml", "mark: disc", "mark: disk")
    with pytest.raises(UnknownNameError, match="did you mean disc"):
        mapped(ACTS, VERDICTS, settings)


def test_what_lies_beyond_the_frame_is_counted_at_its_edge(tmp_path):
    settings = own(tmp_path)
    changed(settings.vocabulary / "places.yml", "longitude: 134.5, latitude: 39.8",
            "longitude: 10.0, latitude: 55.0")  # fmt: skip
    assert "10 more in the Sea of Japan / East Sea" in mapped(ACTS, VERDICTS, settings).wide


def test_the_key_stands_in_the_corner_that_the_region_names(tmp_path):
    settings = own(tmp_path)
    changed(settings.geography / "east_asia.yml", "key: lower right", "key: upper left")
    for where, svg in (("right", MAP.wide), ("left", mapped(ACTS, VERDICTS, settings).wide)):
        (x,) = re.findall(r'<text x="(\S+)" y="\S+">Hollow: since</text>', svg)
        assert (float(x) < 280) == (where == "left")


def test_an_arrow_points_where_the_region_says_that_a_place_lies(tmp_path):
    settings = own(tmp_path)
    changed(settings.geography / "east_asia.yml", "north_pacific: ↗", "outside: ↙")
    svg = mapped(ACTS, VERDICTS, settings).wide
    assert "North Pacific and Bering Sea</text>" in svg
    assert "outside the map ↙</text>" in svg


@pytest.mark.parametrize("point", ["[1]", "1", '["a", "b"]', "[1e999, 2]", "[NaN, 2]", "[1, 91]"])
def test_a_point_that_is_none_is_refused(tmp_path: Path, point: str):
    for ending in ("json", "yml"):
        shutil.copy(BUNDLED / "geography" / f"east_asia.{ending}", tmp_path)
    feature = '{"properties": {"name": "%s"}, "geometry": {"coordinates": %s}}'
    land, borders = feature % ("land", "[]"), feature % ("borders", f"[[{point}]]")
    text = f'{{"features": [{land}, {borders}]}}'
    (tmp_path / "east_asia.json").write_text(text, encoding="utf-8")
    with pytest.raises(BrokenFileError, match="Holds a point that is none"):
        read_geography(tmp_path, "East Asia")
