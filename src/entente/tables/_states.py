"""The states that rows are of, by the codes, numbers and names under which producers list them."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from entente.crosswalk import State, crosswalk
from entente.errors import UnknownNameError
from entente.states import resolve, resolve_code
from entente.vocabulary import Vocabulary, read_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import ibis.expr.types as ir

WORLD = "W00"
"""Who stands for all partners, or all nationalities, in the lists of trade and travel."""
VOCABULARY = Path(__file__).parent.parent / "observatory" / "vocabulary"


def vocabulary(name: str) -> dict[str, Any]:
    """Read a vocabulary; a key that YAML does not keep as text (NO is false) is refused."""
    return read_words(VOCABULARY / f"{name}.yml")


@cache
def states() -> dict[str, State]:
    """All states by code, those that are no more included."""
    return dict(crosswalk(Vocabulary(VOCABULARY)).states)


def coded(rows: ir.Table, **columns: str) -> ir.Table:
    """Put the code under which a state's rows are kept beside its code of ISO 3166.

    A figure under the name of a state that had ended by then is what was left over in a producer's
    list, and is no figure of the state that went on: such rows are left out. One under a later
    name is of the state of then: Serbia and Montenegro in 1995 is Yugoslavia.

    Args:
        rows: Rows of a producer, with ``year``.
        columns: New columns, each with the column of codes that it is made of.

    Returns:
        The rows, each with the new columns.

    Raises:
        UnknownNameError: A code is of no state.
    """
    known = crosswalk(Vocabulary(VOCABULARY))
    for new, column in columns.items():
        found: list[tuple[str, int, str]] = []
        for code, year in _pairs(rows, column):
            if code not in known.states:
                raise UnknownNameError.among("state", code, known.states)
            if not known.states[code].life.is_before(dt.date(year, 1, 1)):
                state = known.at(code, year)
                found.append((code, year, state.under or state.code))
        rows = _with(rows, column, new, found)
    return rows


def named(rows: ir.Table, code: Callable[[str], str | None], **columns: str) -> ir.Table:
    """Put the code under which a state's rows are kept beside its name.

    Args:
        rows: Rows of a producer.
        code: Returns the code of a name, ``None`` where it is known to be of no state; the rows
            that have such a name are left out.
        columns: New columns, each with the column of names that it is made of.

    Returns:
        The rows of states, each with the new columns.

    Raises:
        UnknownNameError: A name is of no state, and not known to be of none.
    """
    import ibis
    import pyarrow as pa

    for new, column in columns.items():
        written = sorted(rows.select(column).distinct().to_pyarrow()[column].to_pylist())
        found = {name: held for name in written if (held := code(name)) is not None}
        by = ibis.memtable(pa.table({column: list(found), new: list(found.values())}))
        rows = rows.inner_join(by, column)
    return rows


def numbered(rows: ir.Table, **columns: str) -> ir.Table:
    """Put the code under which a state's rows are kept beside its Correlates of War number.

    Where a number ends and another goes on within a year (the two Germanys in 1990), the rows of
    the state that was there on 31 December are the year's.

    Args:
        rows: Rows of a producer, with ``year``.
        columns: New columns, each with the column of numbers that it is made of.

    Returns:
        The rows, each with the new columns, without those of states that ended in the year and
        go on under another number.

    Raises:
        UnknownNameError: A number is of no state.
    """
    for new, column in columns.items():
        held: dict[tuple[str, int], tuple[int, dt.date]] = {}
        for number, year in _pairs(rows, column):
            state = resolve_code("cow", number, year)
            until = state.state.life.until or dt.date.max
            key = (state.code, year)
            if key not in held or held[key][1] <= until:
                held[key] = (number, until)
        rows = _with(rows, column, new, [(n, year, code) for (code, year), (n, _) in held.items()])
    return rows


def called(rows: ir.Table, **columns: str) -> ir.Table:
    """Put the code under which a state's rows are kept beside its name, as it was in the year.

    Args:
        rows: Rows of a producer, with ``year``.
        columns: New columns, each with the column of names that it is made of.

    Returns:
        The rows, each with the new columns.

    Raises:
        UnknownNameError: A name is of no state.
    """
    known = Vocabulary(VOCABULARY)
    for new, column in columns.items():
        found = [
            (name, year, resolve(name, year, vocabulary=known).code)
            for name, year in _pairs(rows, column)
        ]
        rows = _with(rows, column, new, found)
    return rows


def _pairs(rows: ir.Table, column: str) -> list[tuple[Any, int]]:
    """Return the codes of a column with the years in which they stand."""
    found = rows.select(code=rows[column], year="year").distinct().to_pyarrow().to_pylist()
    return sorted((pair["code"], pair["year"]) for pair in found)


def _with(rows: ir.Table, column: str, new: str, found: Sequence[tuple[Any, int, str]]) -> ir.Table:
    """Put a new column beside rows, by the code of one and the year; others are left out."""
    import ibis
    import pyarrow as pa

    code, year, state = zip(*found, strict=True)
    by = ibis.memtable(pa.table({column: code, "year": year, new: state}))
    return rows.inner_join(by, [column, "year"])


def subjects() -> dict[str, str]:
    """Return the words of each subject of resolutions, as a regular expression."""
    return {name: body["words"] for name, body in vocabulary("resolution_subjects").items()}


def products() -> dict[str, str]:
    """Return the words of each thing that the Security Council does, as a regular expression."""
    return {name: body["words"] for name, body in vocabulary("council_products").items()}


def named_sets() -> dict[str, list[str]]:
    """Symbols of each named set of resolutions."""
    return {
        name: [entry["symbol"] for entry in body["resolutions"]]
        for name, body in vocabulary("resolution_sets").items()
    }
