"""Charts of a claim: the values its lenses read, and its equivalent specifications."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from entente.brief.figures.figure import (
    COLUMN,
    GUTTER,
    MID,
    NARROW,
    TALL,
    WIDE,
    Chart,
    columns_for,
    lay_out,
    panel_width,
)
from entente.brief.figures.panels import Size, panel, shared_axis, tick_decimals, wrapped
from entente.brief.figures.series import histories, history_of
from entente.brief.figures.specifications import specification_chart
from entente.brief.words.quantities import date, listed, period, spans

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from entente.assessment import ForecastAssessment, LensAssessment
    from entente.brief.figures.figure import Sheet
    from entente.brief.figures.panels import Axis
    from entente.brief.figures.series import History, Line, Value
    from entente.vocabulary import Vocabulary

__all__ = ["Chart", "forecast_chart", "series_chart", "specification_chart"]


def series_chart(
    lenses: Sequence[LensAssessment],
    *,
    report_date: dt.date,
    as_of: dt.date,
    vocabulary: Vocabulary,
    title: str = "",
) -> Chart:
    """Draw the values behind lenses, one panel a lens, all with one axis of years.

    Args:
        lenses: Of one claim.
        report_date: The day the report appeared.
        as_of: The last day that the edition knows.
        vocabulary: Names of states.
        title: The finding that the figure shows, which then stands beside words: it is as wide as
            a column, and its panels below one another.
    """
    found = histories(lenses, report_date, vocabulary)
    axis = shared_axis(found, report_date, as_of)
    alt = _alt(found, axis)
    caption = _caption(found, axis)
    if title:
        # Where there is one, the figure's own title says it.
        found = [replace(h, title="" if len(found) == 1 else h.finding) for h in found]
    columns = 1 if title else columns_for(len(found))
    if title:
        wide = _sheet(found, axis, COLUMN, 1, TALL / len(found))
    else:
        wide = _sheet(found, axis, MID if columns == 1 else WIDE, columns, 180)
    narrow = _sheet(found, axis, NARROW, 1, 160 if title else 140)

    def draw_for_print() -> str:
        paper = wide if columns == 1 else _sheet(found, axis, 2 * NARROW + GUTTER, 2, 140)
        return paper.paper(alt)

    return Chart(
        wide=wide.page(alt, "chart wide mid" if columns == 1 and not title else "chart wide"),
        narrow=narrow.page(alt, "chart narrow"),
        draw_for_print=draw_for_print,
        title=title or _title(found),
        alt=alt,
        caption=caption,
    )


def forecast_chart(
    forecast: ForecastAssessment,
    *,
    report_date: dt.date,
    as_of: dt.date,
    vocabulary: Vocabulary,
    title: str,
) -> Chart:
    """Draw the series of a forecast, and the bar up to the period that decides.

    Args:
        forecast: With values.
        report_date: The day the report appeared.
        as_of: The last day that the edition knows.
        vocabulary: Names of states.
        title: What is forecast, and how likely it is.
    """
    found = [history_of(forecast, vocabulary)]
    axis = shared_axis(found, report_date, as_of)
    axis = replace(axis, x1=max(axis.x1, found[0].bars[0][1]))
    alt = f"{title}. {_alt(found, axis)}"
    wide = _sheet(found, axis, COLUMN, 1, TALL)
    return Chart(
        wide=wide.page(alt, "chart wide"),
        narrow=_sheet(found, axis, NARROW, 1, 160).page(alt, "chart narrow"),
        draw_for_print=lambda: wide.paper(alt),
        title=title,
        alt=alt,
        caption="Dashed: the bar, up to the period that decides. Hatched: no rows yet.",
    )


def _sheet(found: Sequence[History], axis: Axis, total: float, columns: int, plot: float) -> Sheet:
    width = panel_width(total, columns)
    lines = max((len(wrapped(history.title, "tb", width)) for history in found), default=1)
    size = Size(width, plot, lines if columns > 1 else 1)
    sizes = [
        size if columns > 1 else Size(width, plot, len(wrapped(history.title, "tb", width)))
        for history in found
    ]
    panels = [panel(history, axis, own) for history, own in zip(found, sizes, strict=True)]
    return lay_out(panels, columns, total)


def _title(found: Sequence[History]) -> str:
    said = [_said(history) for history in found]
    return "; ".join(said) if said else "No rows"


def _said(history: History) -> str:
    if not history.lines:
        return f"{history.title}: no rows"
    if history.strip:
        known = sum(value.known for value in history.values)
        total = len(history.values)
        since = f", {total} by now" if total > known else ", none since"
        return f"{history.title}: {known} by the report{since}"
    parts: list[str] = []
    for line in history.lines[:2]:
        who = f"{line.says} " if len(history.lines) > 1 else ""
        parts.append(who + _between(history, line))
    return f"{history.title}: {'; '.join(parts)}"


def _between(history: History, line: Line) -> str:
    """Return in words where a line begins to be judged and where it ends."""
    inside = _judged(history, line) or list(line.values)
    first, last = inside[0], line.values[-1]
    say = history.scale.prose
    if first is last:
        return f"{say(last.value)} in {_when(last, history)}"
    money = f" ({history.unit})" if "USD" in history.unit else ""
    return (
        f"{say(first.value)} in {_when(first, history)}, "
        f"{say(last.value)} in {_when(last, history)}{money}"
    )


def _judged(history: History, line: Line) -> list[Value]:
    if not history.spans:
        return []
    start = min(span.start for span in history.spans)
    return [value for value in line.values if value.start >= start - 0.01]


def _when(value: Value, history: History) -> str:
    return period(value.period, history.kind)


def _alt(found: Sequence[History], axis: Axis) -> str:
    head = "Chart over time" if len(found) == 1 else f"{len(found)} charts over time"
    parts = [f"{head}, {int(axis.x0 + 1)} to {int(axis.x1)}."]
    parts += [_panel_alt(history) for history in found]
    parts.append(f"The report's day, {date(axis.report)}, is marked.")
    return " ".join(parts)


def _panel_alt(history: History) -> str:
    if not history.lines:
        return f"{history.title}: no rows."
    values = history.values
    if history.strip:
        first, last = _when(values[0], history), _when(values[-1], history)
        events = f" Held against {len(history.events)} events." if history.events else ""
        span = f"on {first}" if first == last else f"from {first} to {last}"
        return f"{_said(history)}; {span}.{events}"
    words: list[str] = []
    for line in (*history.lines[:4], *history.others[:4]):
        who = f"{line.says}: " if len(history.lines) + len(history.others) > 1 else ""
        words.append(who + _line_alt(history, line))
    unit = f" ({history.unit})" if history.unit else ""
    text = f"{history.title}{unit}: {'; '.join(words)}."
    if history.missing:
        text += f" No row for {spans(list(history.missing))}."
    if history.ray:
        text += (
            f" The slowest change that would count leads to {history.scale.prose(history.ray[3])}."
        )
    for _, _, value in history.bars:
        decimals = max(history.scale.decimals, tick_decimals([round(value, 4)], history.scale))
        text += f" The bar is {replace(history.scale, decimals=decimals).prose(value)}."
    return text


def _line_alt(history: History, line: Line) -> str:
    say = history.scale.prose
    chosen = {id(v): v for v in (line.values[0], *_judged(history, line)[:1])}
    low = min(line.values, key=lambda v: v.value)
    high = max(line.values, key=lambda v: v.value)
    known = [value for value in line.values if value.known]
    for value in (low, high, *known[-1:], line.values[-1]):
        chosen[id(value)] = value
    told = sorted(chosen.values(), key=lambda v: v.x)
    return listed([f"{say(v.value)} in {_when(v, history)}" for v in told])


def _caption(found: Sequence[History], axis: Axis) -> str:
    """Return how the figure is drawn: only what is in it."""
    past = any(span.past for history in found for span in history.spans)
    drawn = {
        "One dot, one act; dots of neighbouring days are stacked.": any(
            history.strip and history.lines for history in found
        ),
        "Ticks under the line: the events.": any(history.events for history in found),
        "Pale bars: the averages compared.": any(h.means for h in found),
        "Dashed ray: the slowest change that would count.": any(h.ray for h in found),
        "Dashed segment: the bar, over the years judged.": any(h.bars for h in found),
        "Dashed upright: the date that the claim names.": any(h.at for h in found),
        f"Thin line: {_beside(found)}.": any(history.others for history in found),
        "Hatched: no row, which is not zero; the line does not cross it.": any(
            history.gaps for history in found
        ),
        f"Hatched from the dotted line to {date(axis.as_of)}: no rows.": any(
            history.end and history.end < axis.x1 - 0.02 for history in found
        ),
        "Bars under the axis: the years each verdict judges"
        + ("; dotted, the years compared with." if past else "."): any(h.spans for h in found),
        "Years are fiscal, placed at their middle.": any(h.kind == "fiscal_year" for h in found),
        "Earlier values are in the rows.": any(history.cut for history in found),
    }
    dots = [value.known for history in found for value in history.values]
    words = [_dots(dots)] if dots else []
    return " ".join(words + [sentence for sentence, is_drawn in drawn.items() if is_drawn])


def _dots(known: list[bool]) -> str:
    if all(known):
        return "Filled dots: all were public when the report appeared."
    if not any(known):
        return "Hollow dots: none was public when the report appeared."
    return "Filled dots were public when the report appeared; hollow dots came after."


def _beside(found: Sequence[History]) -> str:
    names = [line.says for history in found for line in history.others]
    return listed(sorted(set(names)))
