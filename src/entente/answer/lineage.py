"""Lineage: the rows behind a number, down to their links."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from entente.assessment import RowBehind
from entente.data import cells
from entente.data.questions import narrowing
from entente.measures import measures
from entente.periods import days_of, year_holding, year_of
from entente.tables import RowText, tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow as pa

    from entente.data.question import Question
    from entente.data.store import Store
    from entente.data.vintages import Vintage
    from entente.measures import Measure, Point
    from entente.settings import Settings
    from entente.tables import Table

PAIRS = (("state_a", "state_b"), ("state", "partner"), ("from_state", "to_state"))


def rows_behind(
    store: Store,
    question: Question,
    points: Sequence[Point],
    settings: Settings,
    *,
    lens: str,
    role: str,
    now: Vintage,
    written: dt.date,
) -> list[RowBehind]:
    """List the rows from which the points of a question were computed.

    Args:
        store: Tables.
        question: What was asked.
        points: What came out.
        settings: Where the vocabularies are.
        lens: Name of the lens, written into every row.
        role: ``main`` or ``against``.
        now: The vintage that knows most.
        written: The report's date.

    Returns:
        Rows in the order of their periods and ids. A row that counts towards several values
        stands once.
    """
    measure = measures[question.measure]
    wanted = narrowing(measure, question.where, settings)
    wanted |= {key: list(values) for key, values in measure.rows_where.items()}
    labels = {point.label for point in points if point.label}
    states = sorted({state for label in labels for state in label.replace(">", "-").split("-")})
    periods = {point.period for point in points}
    label = ", ".join(sorted(labels))
    found: list[RowBehind] = []
    for name in measure.rows:
        contract = tables[name]
        rows = _of_states(store.table(name, now, wanted), contract, states)
        order = [(key, "ascending") for key in contract.key]
        held = _near(rows, periods).sort_by(order).to_pylist()
        kept = [(period, row) for row in held if (period := _period(row, measure)) in periods]
        found += [
            _behind(
                rows, contract, period=period, lens=lens, role=role, label=label, written=written
            )
            for period, rows in _gathered(kept, contract)
        ]
    return sorted(found, key=lambda row: (row.period, row.table, row.row_id))


def producers(rows: Iterable[RowBehind]) -> list[str]:
    """Name the sources of rows, each once, in alphabetical order."""
    return sorted({row.source for row in rows})


def _near(rows: pa.Table, periods: set[int | dt.date]) -> pa.Table:
    """Drop rows of years far from any period before they are looked at one by one."""
    years = [year_of(period) for period in periods]
    name = next((n for n in ("date", "date_start") if n in rows.column_names), None)
    if name is None or not years:
        return rows
    # A fiscal year ends in the calendar year after its own.
    first, last = dt.date(min(years), 1, 1), dt.date(max(years) + 1, 12, 31)
    return rows.filter(cells.between_days(rows[name], first, last))


def _of_states(rows: pa.Table, contract: Table, states: list[str]) -> pa.Table:
    if not states:
        return rows
    for one, two in PAIRS:
        if one in contract.columns and two in contract.columns:
            # An indicator of a single state leaves its partner empty.
            partners = cells.among(rows[two], [*states, ""])
            return rows.filter(cells.both(cells.among(rows[one], states), partners))
    if "state" in contract.columns:
        return rows.filter(cells.among(rows["state"], states))
    name = "actors" if "actors" in contract.columns else "states"
    if name in contract.columns and len(states) == 2:
        return rows.filter(cells.listed(rows[name], states, every=True))
    return rows


def _period(row: dict[str, Any], measure: Measure) -> int | dt.date | None:
    """Give the period of the measure towards which a row counts; ``None`` where it counts to none.

    An act counts towards the period in which it starts; a figure of a span only where the span is
    the whole period: a half-year's count is no part of a year's.
    """
    if measure.period in row:
        return row[measure.period]
    day = next(
        (row[name] for name in ("date", "date_start", "month_start") if row.get(name) is not None),
        None,
    )
    if not isinstance(day, dt.date) or measure.period == "date":
        return day
    year = year_holding(day, measure.period)
    if row.get("unit", "act") == "act" or "date_end" not in row:
        return year
    return year if (day, row["date_end"]) == days_of(year, measure.period) else None


def _gathered(
    rows: list[tuple[Any, dict[str, Any]]], contract: Table
) -> list[tuple[Any, list[dict[str, Any]]]]:
    if contract.row is None or not contract.row.gather:
        return [(period, [row]) for period, row in rows]
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    periods: dict[tuple[Any, ...], Any] = {}
    for period, row in rows:
        key = tuple(row[name] for name in contract.row.gather)
        groups[key].append(row)
        periods[key] = period
    return [(periods[key], group) for key, group in groups.items() if len(group) > 1]


def _behind(
    group: list[dict[str, Any]],
    contract: Table,
    *,
    period: int | dt.date,
    lens: str,
    role: str,
    label: str,
    written: dt.date,
) -> RowBehind:
    says = contract.row or RowText(_default_text(contract))
    first = group[0]
    text = ", ".join(says.text.format(**row) for row in group)
    value = first.get(says.value)
    if says.gathered is not None:
        value = says.gathered(group)
    known_on = max(row["known_on"] for row in group)
    origins = first.get("origins")
    return RowBehind(
        lens=lens,
        role=role,
        period=str(period),
        label=label,
        table=contract.name,
        row_id=":".join([first["source"], *(str(first[key]) for key in contract.key)]),
        what=(says.title.format(**first) + text) if says.title else text,
        value=None if value is None else float(value),
        unit=str(first.get(says.unit, says.unit)),
        source=first["source"],
        origins=origins,
        reliability=_grade(first),
        link=says.link.format(**first) if says.link else "",
        known_on=known_on,
        as_written=known_on <= written,
    )


def _grade(row: dict[str, Any]) -> str:
    """Write the Admiralty grade of a hand-coded row, and say where it stands on reposts alone."""
    if not row.get("reliability"):
        return ""
    grade = f"{row['reliability']}{row['credibility']}"
    return f"{grade}, repost only" if row.get("reposts_only") else grade


def _default_text(contract: Table) -> str:
    return ", ".join(f"{name} {{{name}}}" for name in contract.columns)
