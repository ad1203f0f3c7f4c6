"""What the rows of one lens say over time: values by period, gaps, windows and thresholds."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from entente.brief.words.amounts import Scale, scale_of, whole_numbers
from entente.brief.words.findings import sentence_of
from entente.brief.words.quantities import decimal_year
from entente.claim_forms import claim_forms
from entente.periods import days_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from entente.assessment import ForecastAssessment, LensAssessment, SeriesPoint, VintageName
    from entente.vocabulary import Vocabulary

ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
FEW_COMPARATORS = 4
LONGEST_YEARS = 26
YEARS_BEFORE_WINDOW = 10


@dataclass(frozen=True)
class Value:
    """One value at its place on the axis of years.

    Attributes:
        start, end: Of its period, in decimal years.
        x: Its middle.
    """

    period: int | dt.date
    start: float
    x: float
    end: float
    value: float
    known: bool


@dataclass(frozen=True)
class Line:
    """Values of one label (``says``: in words), in the order of their periods."""

    says: str
    values: tuple[Value, ...]

    def runs(self) -> list[list[Value]]:
        """Split where a period has no row: a line never bridges a gap."""
        runs: list[list[Value]] = []
        for value in self.values:
            if runs and value.start - runs[-1][-1].end < 0.01:
                runs[-1].append(value)
            else:
                runs.append([value])
        return runs


@dataclass(frozen=True)
class Span:
    """The years that a verdict reads, in decimal years."""

    vintage: VintageName
    start: float
    end: float
    past: tuple[float, float] | None = None


@dataclass(frozen=True)
class History:
    """A lens as its panel shows it.

    Attributes:
        kind: ``year``, ``fiscal_year`` or ``date``.
        strip: Whether it shows acts, one dot each, and not values.
        lines: The main series.
        others: Comparators or a second series, few enough to draw.
        events: Days of the events that acts are compared with.
        gaps: Spans without a row between the first and the last value.
        ray: Slowest trend that counts: ``(x, value, x, value)``.
        bars: Levels to pass: ``(from, to, value)``.
        at: The date that a break is asked for.
        means: Averages that were compared: ``(from, to, value)``.
        rungs: What each rung means, where it shows the steps of a ladder.
        finding: What was measured, in a sentence.
        end: End of coverage; ``None`` where no row or note tells it.
        cut: Whether earlier values than those shown exist.
    """

    title: str
    unit: str
    kind: str
    strip: bool
    scale: Scale
    lines: tuple[Line, ...]
    others: tuple[Line, ...]
    events: tuple[Value, ...]
    gaps: tuple[tuple[float, float], ...]
    spans: tuple[Span, ...]
    ray: tuple[float, float, float, float] | None
    bars: tuple[tuple[float, float, float], ...]
    at: dt.date | None
    end: float | None
    cut: bool = False
    missing: tuple[int, ...] = field(default=())
    means: tuple[tuple[float, float, float], ...] = ()
    rungs: dict[int, str] = field(default_factory=dict[int, str])
    finding: str = ""

    @property
    def values(self) -> list[Value]:
        """All values of the main series, in the order of time."""
        return sorted((v for line in self.lines for v in line.values), key=lambda v: v.x)


def histories(
    lenses: Sequence[LensAssessment], report: dt.date, vocabulary: Vocabulary
) -> list[History]:
    """Read the lenses of a claim; of a co-movement each series has its own panel."""
    begin = _first_shown(lenses, report)
    found: list[History] = []
    for lens in lenses:
        main = [point for point in lens.series if point.role == "main"]
        against = [point for point in lens.series if point.role == "against"]
        if claim_forms[lens.form].each_apart and against:
            found.append(_history(lens, lens.title, main, [], begin, vocabulary))
            for label, points in _by_label(against).items():
                beside = f"Beside it: {said_label(label, vocabulary)}" if label else "Beside it"
                found.append(_history(lens, beside, points, [], begin, vocabulary, unit=""))
        else:
            found.append(_history(lens, lens.title, main, against, begin, vocabulary))
    return found


def history_of(forecast: ForecastAssessment, vocabulary: Vocabulary) -> History:
    """Read the series of a forecast, with the bar that it is to pass up to the deciding period."""
    kind = forecast.period_kind
    begin = -math.inf
    lines = tuple(
        Line(said_label(label, vocabulary), _shown(points, kind, begin))
        for label, points in _by_label(forecast.series).items()
    )
    numbers = [value.value for line in lines for value in line.values]
    scale = whole_numbers(scale_of(forecast.unit, [*numbers, forecast.threshold]), numbers)
    # One digit more, so that a value near the bar is not read as the bar.
    scale = replace(scale, decimals=scale.decimals + 1)
    last = max(value.end for line in lines for value in line.values)
    missing = _missing(lines)
    return History(
        title="",
        unit=scale.unit,
        kind=kind,
        strip=False,
        scale=scale,
        lines=lines,
        others=(),
        events=(),
        gaps=tuple(_joined(missing, kind)),
        spans=(),
        ray=None,
        bars=((last, place(forecast.resolves, kind)[2], forecast.threshold),),
        at=None,
        end=last,
        missing=tuple(missing),
    )


def _history(
    lens: LensAssessment,
    title: str,
    main: list[SeriesPoint],
    against: list[SeriesPoint],
    begin: float,
    vocabulary: Vocabulary,
    *,
    unit: str | None = None,
) -> History:
    kind = lens.period_kind
    strip = not lens.rungs and (kind == "date" or claim_forms[lens.form].reads_acts)
    events = _values(against, kind) if strip else []
    own_past = not strip and {p.label for p in against} <= {p.label for p in main}
    lines, others = _by_label(main), {} if strip or own_past else _by_label(against)
    if own_past:
        for label, points in _by_label(against).items():
            held = {point.period for point in lines[label]}
            lines[label] += [point for point in points if point.period not in held]
    drawn, beside = (
        [
            Line(said_label(label, vocabulary), shown)
            for label, points in labelled.items()
            if (shown := _shown(points, kind, begin))
        ]
        for labelled in (lines, others)
    )
    if len(beside) > FEW_COMPARATORS:
        beside = [_median(beside)]
    numbers = [value.value for line in (*drawn, *beside) for value in line.values]
    scale = whole_numbers(scale_of(lens.unit, numbers), numbers)
    missing = [] if strip else _missing(drawn)
    everything = _values(main, kind)
    return History(
        title=title,
        unit=_unit(lens, scale, strip=strip) if unit is None else unit,
        kind=kind,
        strip=strip,
        scale=scale,
        lines=tuple(drawn),
        others=tuple(beside),
        events=tuple(value for value in events if value.end > begin),
        gaps=tuple(_joined(missing, kind)),
        spans=tuple(_spans(lens, against if own_past else [])),
        ray=_ray(lens, drawn) if unit is None else None,
        bars=tuple(_bars(lens)) if unit is None else (),
        at=lens.at,
        end=None if lens.rungs else _end(lens, everything, strip=strip),
        cut=any(value.end <= begin for value in everything),
        missing=tuple(missing),
        means=() if strip or lens.rungs or unit is not None else tuple(_means(lens)),
        rungs=lens.rungs,
        finding=sentence_of(lens, lens.results["now"]) if unit is None else title,
    )


def _unit(lens: LensAssessment, scale: Scale, *, strip: bool) -> str:
    if lens.rungs:
        return "the step in force, with the day of each fact"
    return "one dot, one act" if strip else scale.unit


def _by_label(points: Iterable[SeriesPoint]) -> dict[str, list[SeriesPoint]]:
    found: dict[str, list[SeriesPoint]] = {}
    for point in points:
        found.setdefault(point.label, []).append(point)
    return found


def _values(points: Iterable[SeriesPoint], kind: str) -> list[Value]:
    found: list[Value] = []
    for point in points:
        start, middle, end = place(point.period, kind)
        found.append(Value(point.period, start, middle, end, point.value, point.as_written))
    return sorted(found, key=lambda value: (value.x, not value.known))


def _shown(points: Iterable[SeriesPoint], kind: str, begin: float) -> tuple[Value, ...]:
    return tuple(value for value in _values(points, kind) if value.end > begin)


def place(period: int | dt.date, kind: str) -> tuple[float, float, float]:
    """Return start, middle and end of a period in decimal years; fiscal years begin in April.

    Examples:
        >>> place(2023, "year"), place(2023, "fiscal_year")
        ((2023.0, 2023.5, 2024.0), (2023.25, 2023.75, 2024.25))
    """
    if isinstance(period, dt.date):
        first, last = days_of(period, kind)
        start = decimal_year(first)
        end = decimal_year(last + dt.timedelta(days=1)) if last > first else start
        return start, (start + end) / 2, end
    start = period + (0.25 if kind == "fiscal_year" else 0.0)
    return start, start + 0.5, start + 1.0


def _first_shown(lenses: Sequence[LensAssessment], report: dt.date) -> float:
    """Choose where the axis begins: all values, or ten years before the earliest window."""
    starts = [place(p.period, lens.period_kind)[0] for lens in lenses for p in lens.series]
    first = min(starts, default=report.year - 10.0)
    if report.year - first <= LONGEST_YEARS:
        return first - 1
    windows = [
        place(result.window[0], lens.period_kind)[0]
        for lens in lenses
        for result in lens.results.values()
        if result.window
    ]
    earliest = min([*windows, report.year - YEARS_BEFORE_WINDOW])
    return max(first, float(int(earliest)) - YEARS_BEFORE_WINDOW)


def _missing(lines: Sequence[Line]) -> list[int]:
    held = {value.period for line in lines for value in line.values}
    years = sorted(period for period in held if isinstance(period, int))
    return [year for a, b in pairwise(years) for year in range(a + 1, b)]


def _joined(missing: list[int], kind: str) -> Iterable[tuple[float, float]]:
    runs: list[list[int]] = []
    for year in missing:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    for run in runs:
        yield place(run[0], kind)[0], place(run[-1], kind)[2]


def _median(lines: Sequence[Line]) -> Line:
    held: dict[int | dt.date, list[Value]] = {}
    for line in lines:
        for value in line.values:
            held.setdefault(value.period, []).append(value)
    middle = [
        replace(found[0], value=median(v.value for v in found), known=all(v.known for v in found))
        for found in held.values()
    ]
    return Line(f"median of {len(lines)} others", tuple(sorted(middle, key=lambda v: v.x)))


def _spans(lens: LensAssessment, past: list[SeriesPoint]) -> Iterable[Span]:
    for name, result in lens.results.items():
        if result.window:
            start = place(result.window[0], lens.period_kind)[0]
            end = place(result.window[-1], lens.period_kind)[2]
            before = [
                value
                for value in _values(past, lens.period_kind)
                if value.end <= start + 0.01 and (name == "now" or value.known)
            ]
            compared = (before[0].start, start) if before else None
            yield Span(name, start, end, compared)


def _ray(lens: LensAssessment, lines: Sequence[Line]) -> tuple[float, float, float, float] | None:
    line = next(
        (r.line for n in ("now", "as_written") if (r := lens.results.get(n)) and r.line), None
    )
    if not claim_forms[lens.form].has_slope or not line or len(lines) != 1:
        return None
    first, value, last = line[0], line[1], line[2]
    slope = lens.matters if lens.direction == "up" else -lens.matters
    middle = place(0, lens.period_kind)[1]
    return first + middle, value, last + middle, value + slope * (last - first)


def _bars(lens: LensAssessment) -> Iterable[tuple[float, float, float]]:
    if lens.threshold is None or not claim_forms[lens.form].has_bar:
        return
    spans = list(_spans(lens, []))
    if spans:
        yield min(s.start for s in spans), max(s.end for s in spans), lens.threshold
    else:
        held = [place(point.period, lens.period_kind) for point in lens.series]
        if held:
            yield min(p[0] for p in held), max(p[2] for p in held), lens.threshold


def _means(lens: LensAssessment) -> Iterable[tuple[float, float, float]]:
    """Return the averages of several periods that the answer compares, of the line itself."""
    if claim_forms[lens.form].two_sided:
        return
    found = lens.results["now"].finding
    past = (
        found.base if found.base and found.seen and found.base.first != found.seen.first else None
    )
    for mean in (past, found.seen):
        if mean and mean.first is not None and mean.last is not None and mean.first != mean.last:
            start, end = (place(period, lens.period_kind) for period in (mean.first, mean.last))
            yield start[0], end[2], mean.value


def _end(lens: LensAssessment, values: Sequence[Value], *, strip: bool) -> float | None:
    days = [dt.date(int(y), int(m), int(d)) for y, m, d in ISO_DAY.findall(lens.coverage)]
    if strip:
        return decimal_year(max(days)) if days else None
    return max((value.end for value in values), default=None)


def said_label(label: str, vocabulary: Vocabulary) -> str:
    """Write a label of a series in words.

    Examples:
        >>> from entente.settings import settings
        >>> from entente.vocabulary import Vocabulary
        >>> words = Vocabulary(settings().vocabulary)
        >>> said_label("CHN-RUS", words), said_label("RUS>CHN", words), said_label("FRA", words)
        ('China–Russia', 'Russia to China', 'France')
    """
    for sign, joint in (("-", "–"), (">", " to ")):
        parts = label.split(sign)
        if len(parts) == 2 and all(part in vocabulary.states for part in parts):
            return joint.join(vocabulary.state_name(part) for part in parts)
    return vocabulary.state_name(label)
