"""Tests on columns of Arrow tables, where a cell may hold a list joined by ``;``."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

from entente.arrow_values import encoded, held, integers, places, scalar, worded

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import numpy as np
    import pyarrow as pa


def _compute() -> Any:  # noqa: ANN401 (pyarrow.compute is filled when it is imported, untyped)
    import pyarrow.compute

    return pyarrow.compute


def among(column: pa.ChunkedArray, values: Iterable[str]) -> pa.ChunkedArray:
    """Return which cells are one of some values, at least one.

    Examples:
        >>> import pyarrow as pa
        >>> among(pa.chunked_array([["JPN", "CHN"]]), ["CHN"]).to_pylist()
        [False, True]
    """
    compute = _compute()
    wanted = [scalar(value) for value in values]

    def test(words: Any) -> Any:  # noqa: ANN401 (arrays of pyarrow have no common type)
        return reduce(compute.or_, (compute.equal(words, value) for value in wanted))

    return _by_word(column, test)


def listed(
    column: pa.ChunkedArray, values: Sequence[str], *, every: bool = False, empty: bool = False
) -> pa.ChunkedArray:
    """Return which lists hold any of some values.

    Args:
        column: Text cells with ``;`` between their items.
        values: Values looked for, at least one.
        every: All of the values must be there.
        empty: An empty list stands for everything, and fits.

    Examples:
        >>> import pyarrow as pa
        >>> cells = pa.chunked_array([["CHN;RUS", "RUS", ""]])
        >>> listed(cells, ["CHN", "RUS"], every=True).to_pylist()
        [True, False, False]
        >>> listed(cells, ["CHN"], empty=True).to_pylist()
        [True, False, True]
    """
    compute = _compute()

    def test(words: Any) -> Any:  # noqa: ANN401 (as above)
        fits = [compute.match_substring_regex(words, f"(^|;){value}(;|$)") for value in values]
        found = reduce(compute.and_ if every else compute.or_, fits)
        return compute.or_(found, compute.equal(words, scalar(""))) if empty else found

    return _by_word(column, test)


def within(column: pa.ChunkedArray, values: Sequence[str]) -> pa.ChunkedArray:
    """Return which lists hold nothing but some values.

    Examples:
        >>> import pyarrow as pa
        >>> within(pa.chunked_array([["CHN;RUS", "RUS"]]), ["RUS"]).to_pylist()
        [False, True]
    """
    pattern = f"^({'|'.join(values)})(;({'|'.join(values)}))*$"
    return _by_word(column, lambda words: _compute().match_substring_regex(words, pattern))


def with_names(
    rows: pa.Table, column: str, by: str, names: Mapping[str, Sequence[str]]
) -> pa.Table:
    """Put names into the lists of a column, by the values of another.

    Args:
        rows: Rows of a table.
        column: Text cells with ``;`` between their items, empty or missing where there is none.
        by: The other column.
        names: Values of it by name.

    Examples:
        >>> import pyarrow as pa
        >>> rows = pa.table({"text": ["A/1", "A/2"], "sets": ["all", None]})
        >>> with_names(rows, "sets", "text", {"own": ["A/2"]})["sets"].to_pylist()
        ['all', 'own']
        >>> with_names(rows, "sets", "text", {"own": ["A/1"]})["sets"].to_pylist()
        ['all;own', None]
    """
    import numpy as np

    cells, named = encoded(rows[column]), encoded(rows[by])
    words = [word or "" for word in cells.dictionary.to_pylist()]
    absent = [word is None for word in cells.dictionary.to_pylist()]
    place = {word: number for number, word in enumerate(words)}
    nothing = len(words)
    words.append("")
    absent.append(True)
    codes = np.array(places(cells, missing=nothing))
    known = {word: number for number, word in enumerate(named.dictionary.to_pylist())}
    which = places(named, missing=-1)
    for name, values in names.items():
        # The rows of a set are few among all.
        wanted = [known[value] for value in values if value in known]
        for row in np.flatnonzero(np.isin(which, wanted)):
            items = words[codes[row]].split(";")
            if name not in items:
                word = ";".join(filter(None, [*items, name]))
                if word not in place:
                    place[word] = len(words)
                    words.append(word)
                    absent.append(False)
                codes[row] = place[word]
    there = ~np.array(absent)[codes]
    return rows.set_column(rows.column_names.index(column), column, worded(codes, words, there))


def rows_with(rows: pa.Table, column: str, ids: Iterable[int]) -> pa.Table:
    """Return the rows whose id is one of some."""
    import numpy as np

    found = held(rows[column], "int64")
    return rows_where(rows, np.isin(found, np.fromiter(ids, dtype=np.int64)))


def rows_where(rows: pa.Table, kept: np.ndarray) -> pa.Table:
    """Return the rows where an array of truth values says yes."""
    import numpy as np

    return rows.take(integers(np.flatnonzero(kept)))


def in_order(rows: pa.Table, keys: Sequence[str]) -> pa.Table:
    """Return rows in the ascending order of their keys; what is sorted already is left alone.

    Examples:
        >>> import pyarrow as pa
        >>> rows = pa.table({"state": ["RUS", "CHN", "CHN"], "year": [2024, 2025, 2024]})
        >>> [tuple(row.values()) for row in in_order(rows, ["state", "year"]).to_pylist()]
        [('CHN', 2024), ('CHN', 2025), ('RUS', 2024)]
        >>> in_order(pa.table({"year": [None, 2023, 2024]}), ["year"])["year"].to_pylist()
        [2023, 2024, None]
    """
    if rows.num_rows < 2:
        return rows
    compute = _compute()
    before, after = rows.slice(0, rows.num_rows - 1), rows.slice(1)
    # From the last key to the first: later, or level and later by the keys after it.
    later = None
    for key in reversed(keys):
        one, two = before[key], after[key]
        level = compute.equal(one, two)
        right = level if later is None else compute.and_(level, later)
        later = compute.or_(compute.less(one, two), right)
    # Where a key is missing it cannot be told, so they are sorted.
    if later is None or compute.all(later, skip_nulls=False).as_py():
        return rows
    return rows.sort_by([(key, "ascending") for key in keys])


def equal(column: pa.ChunkedArray, value: str | bool) -> pa.ChunkedArray:
    """Return which cells equal a value."""
    return _by_word(column, lambda words: _compute().equal(words, scalar(value)))


def either(one: pa.ChunkedArray, two: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return where one of two tests holds."""
    return _compute().or_(one, two)


def by_day(column: pa.ChunkedArray, day: dt.date) -> pa.ChunkedArray:
    """Return which days are not after a day.

    Examples:
        >>> import datetime as dt, pyarrow as pa
        >>> days = pa.chunked_array([[dt.date(2024, 9, 30), dt.date(2024, 10, 1)]])
        >>> by_day(days, dt.date(2024, 9, 30)).to_pylist()
        [True, False]
    """
    return _compute().less_equal(column, scalar(day))


def cut_to_day(column: pa.ChunkedArray, day: dt.date) -> pa.ChunkedArray:
    """Cut days to a day where they are after it.

    Examples:
        >>> import datetime as dt, pyarrow as pa
        >>> cut_to_day(pa.chunked_array([[dt.date(2026, 6, 30)]]), dt.date(2024, 9, 30)).to_pylist()
        [datetime.date(2024, 9, 30)]
    """
    return _compute().min_element_wise(column, scalar(day))


def _by_word(column: pa.ChunkedArray, test: Callable[[Any], Any]) -> pa.ChunkedArray:
    """Test cells, each word of an encoded column once."""
    import pyarrow as pa

    if not pa.types.is_dictionary(column.type):
        return test(column)
    found = [_compute().take(test(chunk.dictionary), chunk.indices) for chunk in column.chunks]
    return pa.chunked_array(found, pa.bool_())
