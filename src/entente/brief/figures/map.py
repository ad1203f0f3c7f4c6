"""The map of a region: joint acts in the seas that their sources name, and verdicts by theatre."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from entente.assessment import VERDICTS
from entente.brief.figures.canvas import (
    CIRCLE,
    CROSS,
    DIAMOND,
    SQUARE,
    TRIANGLE,
    Canvas,
    Outline,
    plain,
    text_width,
)
from entente.brief.figures.clipping import clipped_line, clipped_ring
from entente.brief.figures.figure import Chart, Sheet
from entente.brief.figures.geography import Spot
from entente.brief.figures.svg import Shape, polygon, polyline
from entente.brief.words.phrases import MARKS
from entente.brief.words.quantities import date, listed
from entente.errors import UnknownNameError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from entente.assessment import MapAct
    from entente.brief.figures.geography import Geography, Plate
    from entente.vocabulary import Entries, Vocabulary

OUTLINES: dict[str, Outline] = {"disc": CIRCLE, "square": SQUARE, "triangle": TRIANGLE}
IN_A_ROW = 7


class Kind(NamedTuple):
    """A kind of act: the word for its mark, and its name."""

    mark: str
    name: str

    @property
    def outline(self) -> Outline:
        """Outline of its mark."""
        return OUTLINES.get(self.mark, CROSS)


OTHER = Kind("cross", "Other joint act")


@dataclass(frozen=True)
class _Contents:
    """What stands on the map, read once for its sizes."""

    here: dict[str, list[MapAct]]
    edge: dict[str, list[MapAct]]
    verdicts: dict[str, list[tuple[str, str]]]
    kinds: dict[str, Kind]
    geography: Geography
    vocabulary: Vocabulary

    @property
    def places(self) -> Entries:
        """Seas and other places of acts."""
        return self.vocabulary.places

    @property
    def theatres(self) -> Entries:
        """Theatres by name."""
        return self.vocabulary.theatres

    @property
    def disputed(self) -> Entries:
        """Land in dispute within the frame, by letter."""
        layout = self.geography.layout
        view = layout.projection(layout.wide)
        return {
            letter: entry
            for letter, entry in self.geography.disputed.items()
            if _within(view.place(entry["longitude"], entry["latitude"]), layout.wide)
        }

    def kind(self, act: MapAct) -> Kind:
        """Return the kind of an act."""
        return self.kinds.get(act.instrument, OTHER)


def region_map(
    acts: Sequence[MapAct],
    verdicts: Mapping[str, Sequence[tuple[str, str]]],
    *,
    report_date: dt.date,
    geography: Geography,
    vocabulary: Vocabulary,
) -> Chart:
    """Draw the region.

    Args:
        acts: Joint acts, each with the sea that its source names.
        verdicts: Claims with their verdicts, by theatre.
        report_date: The day the report appeared.
        geography: Of the region.
        vocabulary: Places, theatres and instruments of the observatory.

    Raises:
        UnknownNameError: A place, a theatre, a verdict or a mark is not known.
    """
    contents = _contents(acts, verdicts, geography, vocabulary)
    alt = _alt(contents, report_date)
    wide = _sheet(contents, geography.layout.wide)
    return Chart(
        wide=wide.page(alt, "chart wide map"),
        narrow=_sheet(contents, geography.layout.narrow).page(alt, "chart narrow map"),
        draw_for_print=lambda: wide.paper(alt),
        title=_title(contents),
        alt=alt,
        caption=_caption(contents),
    )


def _contents(
    acts: Sequence[MapAct],
    verdicts: Mapping[str, Sequence[tuple[str, str]]],
    geography: Geography,
    vocabulary: Vocabulary,
) -> _Contents:
    here: dict[str, list[MapAct]] = defaultdict(list)
    edge: dict[str, list[MapAct]] = defaultdict(list)
    kinds = _kinds(vocabulary)
    order = list(kinds)

    def rank(act: MapAct) -> tuple[int, bool, dt.date, str]:
        kind = order.index(act.instrument) if act.instrument in order else len(order)
        return kind, not act.as_written, act.date, act.id

    layout = geography.layout
    view = layout.projection(layout.wide)
    for act in sorted(acts, key=rank):
        vocabulary.require("place", act.place, vocabulary.places)
        place = vocabulary.places[act.place]
        drawn = "longitude" in place and _within(
            view.place(place["longitude"], place["latitude"]), layout.wide
        )
        (here if drawn else edge)[act.place].append(act)
    for theatre, found in verdicts.items():
        vocabulary.require("theatre", theatre, vocabulary.theatres)
        for claim, verdict in found:
            if verdict not in VERDICTS:
                raise UnknownNameError.among("verdict", verdict, VERDICTS, where=f"claim {claim}")
    given = {name: list(found) for name, found in verdicts.items()}
    return _Contents(dict(here), dict(edge), given, kinds, geography, vocabulary)


def _kinds(vocabulary: Vocabulary) -> dict[str, Kind]:
    """Return the instruments that have a mark of their own."""
    found: dict[str, Kind] = {}
    for instrument, entry in vocabulary.instruments.items():
        if "map" in entry:
            kind = Kind(str(entry["map"]["mark"]), str(entry["map"]["name"]))
            if kind.mark not in OUTLINES:
                where = f"instrument {instrument}"
                raise UnknownNameError.among("mark", kind.mark, OUTLINES, where=where)
            found[instrument] = kind
    return found


def _within(point: tuple[float, float], plate: Plate) -> bool:
    return 0 <= point[0] <= plate.width and 0 <= point[1] <= plate.height


def _sheet(contents: _Contents, plate: Plate) -> Sheet:
    sea = Canvas(plain(plate.width, plate.height))
    sea.area(0, plate.width, "sea")
    canvas = Canvas(plain(plate.width, plate.height))
    _acts(canvas, contents, plate)
    marks = _theatres(canvas, contents, plate)
    _key(canvas, contents, plate)
    _edge(canvas, contents, plate)
    _disputed(canvas, contents, plate)
    for x, y, x2, y2 in (
        (0.5, 0.5, plate.width - 0.5, 0.5),
        (plate.width - 0.5, 0.5, plate.width - 0.5, plate.height - 0.5),
        (plate.width - 0.5, plate.height - 0.5, 0.5, plate.height - 0.5),
        (0.5, plate.height - 0.5, 0.5, 0.5),
    ):
        canvas.rule(x, y, x2, y2, "frame")
    shapes = (*sea.draw(), *_land(contents.geography, plate), *canvas.draw(), *marks)
    return Sheet(shapes, plate.width, plate.height)


def _land(geography: Geography, plate: Plate) -> list[Shape]:
    """Draw land and land borders, cut at the frame."""
    place, corner = geography.layout.projection(plate).place, (plate.width, plate.height)
    rings = [clipped_ring([place(*p) for p in ring], corner) for ring in geography.rings]
    lines = [
        part
        for line in geography.borders
        for part in clipped_line([place(*p) for p in line], corner)
    ]
    return [
        *(Shape("path", "land", path=polygon(ring)) for ring in rings if ring),
        *(Shape("path", "border", path=polyline(line)) for line in lines),
    ]


def _acts(canvas: Canvas, contents: _Contents, plate: Plate) -> None:
    """Set the acts of a sea in rows around its middle, one kind after the other."""
    view = contents.geography.layout.projection(plate)
    for place, acts in contents.here.items():
        entry = contents.places[place]
        x, y = view.place(entry["longitude"], entry["latitude"])
        rows = [acts[start : start + IN_A_ROW] for start in range(0, len(acts), IN_A_ROW)]
        wide = (max(len(row) for row in rows) - 1) * plate.apart
        left, top = x - wide / 2, y - (len(rows) - 1) * plate.apart / 2
        for down, row in enumerate(rows):
            for along, act in enumerate(row):
                says = f"{date(act.date)}: {act.summary}"
                at = left + along * plate.apart, top + down * plate.apart
                _mark(
                    canvas, *at, contents.kind(act).outline, plate, known=act.as_written, says=says
                )
        canvas.taken.append((left - 5, top - 5, left + wide + 5, top + len(rows) * plate.apart))


def _mark(
    canvas: Canvas,
    x: float,
    y: float,
    outline: Outline,
    plate: Plate,
    *,
    known: bool,
    says: str = "",
) -> None:
    role = "pt" if known else "new"
    canvas.dot(x, y, role, radius=plate.mark, says=says, outline=outline)


def _theatres(canvas: Canvas, contents: _Contents, plate: Plate) -> list[Shape]:
    """Write the theatres' names, and set a mark for every claim beneath."""
    marks: list[Shape] = []
    size = plate.mark * 2.9
    layout = contents.geography.layout
    for theatre, found in contents.verdicts.items():
        entry = contents.theatres[theatre]
        at = layout.labels.get(theatre)
        if at is None and "place" in entry and "longitude" in contents.places[entry["place"]]:
            sea = contents.places[entry["place"]]
            at = Spot(longitude=sea["longitude"], latitude=sea["latitude"] - 1.5)
        if at is None:
            continue
        x, y = layout.projection(plate).place(at.longitude, at.latitude)
        if not _within((x, y), plate):
            continue
        name = str(entry["name"])
        lines = [name] if len(name) < 12 or at.one_line else name.split(" ", 1)
        x = min(max(x, 6), plate.width - 6 - max(text_width(line, "th") for line in lines))
        for order, line in enumerate(lines):
            canvas.text_px(x, y + 15 * order, line, "th")
        y += 15 * (len(lines) - 1) + 6
        for order, (_, verdict) in enumerate(found):
            row, column = divmod(order, 7)
            marks.append(
                Shape(
                    "mark",
                    MARKS[verdict],
                    x + column * (size + 2.6),
                    y + row * (size + 2.6),
                    size,
                    says=verdict,
                )
            )
    return marks


def _key(canvas: Canvas, contents: _Contents, plate: Plate) -> None:
    """Explain the marks in the corner that the layout names."""
    acts = [act for held in (*contents.here.values(), *contents.edge.values()) for act in held]
    counts = Counter(contents.kind(act) for act in acts)
    rows = [
        (kind.outline, f"{kind.name} ({counts[kind]})", True)
        for kind in dict.fromkeys((*contents.kinds.values(), OTHER))
        if counts[kind]
    ]
    if acts:
        rows.append((CIRCLE, "Filled: by the report", True))
        rows.append((CIRCLE, "Hollow: since", False))
    wide = max((text_width(says, "t") for _, says, _ in rows), default=0.0)
    down, across = contents.geography.layout.key.split()
    x = plate.width - wide - 16 if across == "right" else 12.0
    y = plate.height - 15.0 * len(rows) if down == "lower" else 15.0
    for order, (outline, says, known) in enumerate(rows):
        _mark(canvas, x, y + 15 * order, outline, plate, known=known)
        canvas.text_px(x + 9, y + 15 * order + 4, says, "t")


def _edge(canvas: Canvas, contents: _Contents, plate: Plate) -> None:
    """Count the acts that lie off the map."""
    for order, (place, acts) in enumerate(sorted(contents.edge.items())):
        name = str(contents.places[place]["name"])
        words = "outside the map" if place == "outside" else f"in the {name}"
        arrow = contents.geography.layout.arrows.get(place, "")
        says = f"{len(acts)} more {words} {arrow}".rstrip()
        canvas.text_px(plate.width - 8, 17 + 15 * order, says, "t2", "right")


def _disputed(canvas: Canvas, contents: _Contents, plate: Plate) -> None:
    view = contents.geography.layout.projection(plate)
    for letter, entry in contents.disputed.items():
        x, y = view.place(entry["longitude"], entry["latitude"])
        says = " / ".join(entry["names"])
        canvas.dot(x, y, "disp", radius=plate.mark * 0.95, says=says, outline=DIAMOND)
        canvas.label(x, y, letter, "ti")


def _count_by(contents: _Contents, place: str) -> str:
    kinds = Counter(contents.kind(act).name for act in (contents.here | contents.edge)[place])
    named = [f"{count} {_plural(kind, count)}" for kind, count in kinds.items()]
    return listed(named)


def _plural(kind: str, count: int) -> str:
    word = kind[0].lower() + kind[1:]
    return word if count == 1 else word + "s"


def _title(contents: _Contents) -> str:
    total = sum(len(acts) for acts in (*contents.here.values(), *contents.edge.values()))
    if not total:
        return "No joint act is recorded"
    parts: list[str] = []
    if contents.here:
        most = max(contents.here, key=lambda place: len(contents.here[place]))
        name = contents.places[most]["name"]
        parts.append(f"Most joint acts: {name}, {len(contents.here[most])} of {total}")
    touched = {
        theatre
        for acts in (*contents.here.values(), *contents.edge.values())
        for act in acts
        for theatre in act.theatres
    }
    none = [str(contents.theatres[t]["name"]) for t in contents.verdicts if t not in touched]
    if none:
        parts.append(f"none is recorded for {listed(none)}")
    return "; ".join(parts) if parts else f"All {total} joint acts lie outside the map"


def _alt(contents: _Contents, report: dt.date) -> str:
    parts = [f"Map of the region. Joint acts by the sea that their source names, {date(report)}"
             " being the day of the report."]  # fmt: skip
    for place, acts in (contents.here | contents.edge).items():
        since = sum(not act.as_written for act in acts)
        later = f", {since} of them since the report" if since else ""
        later = ", since the report" if since == len(acts) else later
        parts.append(f"{contents.places[place]['name']}: {_count_by(contents, place)}{later}.")
    for theatre, found in contents.verdicts.items():
        kinds = Counter(verdict for _, verdict in found)
        said = listed([f"{count} {verdict}" for verdict, count in kinds.items()])
        parts.append(f"Claims on {contents.theatres[theatre]['name']}: {said or 'none'}.")
    return " ".join(parts)


def _caption(contents: _Contents) -> str:
    kinds = dict.fromkeys(contents.kind(act) for acts in contents.here.values() for act in acts)
    key = "; ".join(f"{mark}: {name[0].lower()}{name[1:]}" for mark, name in kinds)
    said = "; ".join(
        f"{letter} {' / '.join(entry['names'])}" for letter, entry in contents.disputed.items()
    )
    words = ["One mark, one act, in the sea that its source names first: not a position."]
    if key:
        words.append(f"{key[0].upper()}{key[1:]}. Filled: by the report; hollow: since.")
    words.append("Beneath a theatre’s name: the verdicts now, one mark a claim.")
    if said:
        words.append(f"Hollow diamonds, in dispute and drawn without side: {said}.")
    words.append(f"No claim lines at sea are drawn. Land: {contents.geography.layout.land}.")
    return " ".join(words)
