"""Lineage: the rows behind a number, down to their links."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from entente.assessment import RowBehind
from entente.measures import measures
from entente.questions import narrow, narrowing
from entente.tables import RowText, tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import ibis.expr.types as ir

    from entente.claims import Question
    from entente.criteria import Point
    from entente.measures import Measure
    from entente.settings import Settings
    from entente.store import Store
    from entente.tables import Table
    from entente.vintages import Vintage

PAIRS = (("state_a", "state_b"), ("state", "partner"), ("from_state", "to_state"))
FISCAL_YEAR_BEGINS = 4


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
    contract = tables[measure.rows]
    wanted = narrowing(measure, question.where, settings)
    rows = narrow(store.table(contract.name, now), contract.name, wanted)
    labels = {point.label for point in points if point.label}
    states = sorted({state for label in labels for state in label.replace(">", "-").split("-")})
    rows = _of_states(rows, contract, states)
    periods = {point.period for point in points}
    held: list[dict[str, Any]] = rows.order_by("row_id").to_pyarrow().to_pylist()
    kept = [(period, row) for row in held if (period := _period(row, measure)) in periods]
    label = ", ".join(sorted(labels))
    found = [
        _behind(group, contract, period=period, lens=lens, role=role, label=label, written=written)
        for period, group in _gathered(kept, contract)
    ]
    return sorted(found, key=lambda row: (row.period, row.row_id))


def producers(rows: Iterable[RowBehind]) -> list[str]:
    """Name the sources of rows, each once, in alphabetical order."""
    return sorted({row.source for row in rows})


def _of_states(rows: ir.Table, contract: Table, states: list[str]) -> ir.Table:
    if not states:
        return rows
    for one, two in PAIRS:
        if one in contract.columns and two in contract.columns:
            # An indicator of a single state leaves its partner empty.
            return rows.filter(rows[one].isin(states), rows[two].isin([*states, ""]))
    if "state" in contract.columns:
        return rows.filter(rows["state"].isin(states))
    name = "actors" if "actors" in contract.columns else "states"
    if name in contract.columns and len(states) == 2:
        held = rows[name].split(";")
        return rows.filter(held.contains(states[0]), held.contains(states[1]))
    return rows


def _period(row: dict[str, Any], measure: Measure) -> int | dt.date | None:
    """Give the period of the measure towards which a row counts."""
    if measure.period in row:
        return row[measure.period]
    day = next(
        (row[name] for name in ("date", "date_start", "month_start") if row.get(name) is not None),
        None,
    )
    if not isinstance(day, dt.date) or measure.period == "date":
        return day
    if measure.period == "fiscal_year":
        return day.year - (day.month < FISCAL_YEAR_BEGINS)
    return day.year


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
    grade = first.get("reliability")
    return RowBehind(
        lens=lens,
        role=role,
        period=str(period),
        label=label,
        table=contract.name,
        row_id=first["row_id"],
        what=(says.title.format(**first) + text) if says.title else text,
        value=None if value is None else float(value),
        unit=str(first.get(says.unit, says.unit)),
        source=first["source"],
        origins=origins,
        reliability=f"{grade}{first['credibility']}" if grade else "",
        link=says.link.format(**first) if says.link else "",
        known_on=known_on,
        as_written=known_on <= written,
    )


def _default_text(contract: Table) -> str:
    return ", ".join(f"{name} {{{name}}}" for name in contract.columns)
