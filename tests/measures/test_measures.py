"""What every measure keeps, whatever it measures: the registry is the test matrix."""

from __future__ import annotations

import ast
import datetime as dt
import doctest
import inspect
import math
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import ibis
import pyarrow as pa
import pytest

from entente.frames import show, table
from entente.measures import measures
from entente.periods import DATED
from entente.registry import Registry
from entente.tables import tables

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from entente.measures import Measure

SECTIONS = ("Args:", "Returns:", "Source:", "Examples:")
PERIODS = {"year", "fiscal_year", *DATED}
ALL = list(measures)
each_measure = pytest.mark.parametrize("measure", ALL, ids=[m.name for m in ALL])


@cache
def example(name: str) -> list[ir.Table]:
    """Tables of the docstring's example, in the order of the measure's parameters."""
    doc = inspect.getdoc(measures[name].compute) or ""
    texts: list[str] = []
    for step in doctest.DocTestParser().get_examples(doc):
        for node in ast.walk(ast.parse(step.source)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "table":
                (text,) = node.args
                assert isinstance(text, ast.Constant)
                texts.append(str(text.value))
    return [table(text) for text in texts[: len(measures[name].uses)]]


def rows_of(result: ir.Table) -> list[dict[str, Any]]:
    return result.to_pyarrow().to_pylist()


def by_key(measure: Measure, inputs: list[ir.Table]) -> dict[tuple[Any, ...], tuple[Any, Any]]:
    rows = rows_of(measure.compute(*inputs))
    keyed = {tuple(row[g] for g in measure.grain): (row["value"], row["n"]) for row in rows}
    assert len(keyed) == len(rows), "two rows for one key"
    return keyed


def arrow(rows: ir.Table) -> pa.Table:
    return rows.to_pyarrow()


def swapped(measure: Measure, inputs: list[ir.Table]) -> list[ir.Table]:
    """Exchange the names of CHN and RUS everywhere, keeping lists and pairs in order."""
    names = {"CHN": "RUS", "RUS": "CHN"}

    def swap(cell: object) -> object:
        if not isinstance(cell, str):
            return cell
        parts = [names.get(part, part) for part in cell.split(";")]
        return ";".join(sorted(parts))

    out: list[ir.Table] = []
    for rows in inputs:
        held = arrow(rows)
        columns = {
            name: pa.array([swap(cell) for cell in held[name].to_pylist()], held[name].type)
            for name in held.column_names
        }
        if {"state_a", "state_b"} <= columns.keys():
            sides = (columns[name].to_pylist() for name in ("state_a", "state_b"))
            pairs = [sorted(pair) for pair in zip(*sides, strict=True)]
            columns["state_a"] = pa.array([one for one, _two in pairs], pa.string())
            columns["state_b"] = pa.array([two for _one, two in pairs], pa.string())
        out.append(ibis.memtable(pa.table(columns)))
    return out


@each_measure
def test_docstring_says_formula_rows_result_and_source(measure: Measure) -> None:
    doc = inspect.getdoc(measure.compute) or ""
    assert [part for part in SECTIONS if f"\n{part}" not in doc] == []
    assert len(doc.split("Args:")[0].strip().splitlines()) > 2, "no formula under the title"
    assert re.search(
        r"absent|[Mm]issing|no row|only where|left out",
        doc.split("Returns:")[1].split("Source:")[0],
    )


@each_measure
def test_docstring_names_every_table_it_reads(measure: Measure) -> None:
    asked = (*measure.uses, *measure.options)
    assert tuple(inspect.signature(measure.compute).parameters) == asked
    arguments = (inspect.getdoc(measure.compute) or "").split("Args:")[1].split("Returns:")[0]
    assert [name for name in asked if f"    {name}: " not in arguments] == []


@each_measure
def test_an_option_has_its_first_value_for_a_default(measure: Measure) -> None:
    parameters = inspect.signature(measure.compute).parameters
    defaults = {name: parameters[name].default for name in measure.options}
    assert defaults == measure.chosen({})
    assert not set(measure.options) & set(measure.scope)


@each_measure
def test_docstring_example_holds(measure: Measure) -> None:
    finder = doctest.DocTestFinder(recurse=False)
    names = {"table": table, "show": show, measure.name: measure}
    flags = doctest.NORMALIZE_WHITESPACE
    found = finder.find(measure.compute, measure.name, globs=names)
    assert sum(len(test.examples) for test in found) >= 2
    for test in found:
        assert doctest.DocTestRunner(optionflags=flags).run(test).failed == 0


@each_measure
def test_declaration_is_complete(measure: Measure) -> None:
    assert measure.unit
    assert measure.better
    assert set(measure.vouched_by) <= set(measure.uses)
    assert not measure.counts or measure.is_open
    assert measure.period in PERIODS
    paired = {"state_a", "partner"} & set(measure.grain)
    assert (measure.symmetric is None) == (not paired)
    if "state_a" in measure.grain:
        assert measure.grain[:2] == ("state_a", "state_b")
        assert measure.symmetric is True


@each_measure
def test_result_has_the_grain_then_value_and_n(measure: Measure) -> None:
    result = measure.compute(*example(measure.name))
    assert result.columns == (*measure.grain, "value", "n", "rows")
    schema = result.schema()
    assert schema["n"].is_integer()
    assert schema["value"].is_numeric()
    assert str(schema["rows"].copy(nullable=True)) == "array<int64>"
    if "state_a" in measure.grain:
        assert all(row["state_a"] < row["state_b"] for row in rows_of(result))


@each_measure
def test_every_value_stays_inside_the_declared_bounds(measure: Measure) -> None:
    low, high = measure.bounds_of({})
    for value, n in by_key(measure, example(measure.name)).values():
        assert n >= 0
        if value is not None:
            assert math.isfinite(value)
            assert low is None or value >= low
            assert high is None or value <= high


@each_measure
def test_order_of_rows_changes_nothing(measure: Measure) -> None:
    inputs = example(measure.name)
    upside_down = [ibis.memtable(arrow(rows)[::-1]) for rows in inputs]
    assert by_key(measure, inputs) == by_key(measure, upside_down)


@each_measure
def test_a_row_taken_away_never_turns_into_a_zero(measure: Measure) -> None:
    before = by_key(measure, example(measure.name))
    first, *others = example(measure.name)
    census = {"coverage"} & set(measure.uses)
    for gone in range(len(arrow(first))):
        held = arrow(first)
        left = pa.concat_tables([held[:gone], held[gone + 1 :]])
        after = by_key(measure, [ibis.memtable(left), *others])
        for key, (value, n) in after.items():
            became_zero = value == 0 and before.get(key, (None, None))[0] != 0
            assert not became_zero or census or n > 0, (gone, key)


@each_measure
def test_no_row_in_gives_no_row_out(measure: Measure) -> None:
    nothing = [ibis.memtable(arrow(rows)[:0]) for rows in example(measure.name)]
    assert by_key(measure, nothing) == {}


@each_measure
def test_exchanging_the_two_states_does_as_declared(measure: Measure) -> None:
    if measure.symmetric is None:
        return
    inputs = example(measure.name)
    if "vote_pair_count" in measure.uses:  # the cells change places too: see the laws of votes
        return
    names = {"CHN": "RUS", "RUS": "CHN"}
    renamed = {
        tuple(names.get(part, part) for part in key): entry
        for key, entry in by_key(measure, inputs).items()
    }
    if measure.symmetric:
        renamed = {(*sorted(key[:2]), *key[2:]): entry for key, entry in renamed.items()}
    assert by_key(measure, swapped(measure, inputs)) == renamed


@each_measure
def test_scope_names_columns_of_the_tables(measure: Measure) -> None:

    columns = {name for used in measure.uses for name in tables[used].columns}
    known = columns | {name.removesuffix("s") for name in columns}
    assert set(measure.scope) <= known
    assert isinstance(measures, Registry)


def test_dates_of_the_examples_are_dates() -> None:
    (activity,) = example("activity_act")
    assert arrow(activity)["date_start"].to_pylist()[0] == dt.date(2019, 7, 23)
