"""Tests on columns of Arrow tables, where a cell may hold a list joined by ``;``."""

from __future__ import annotations

import datetime as dt
import struct
from functools import reduce
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import pyarrow as pa

EPOCH = dt.date(1970, 1, 1).toordinal()


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
    wanted = [_scalar(value) for value in values]

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
        return compute.or_(found, compute.equal(words, _scalar(""))) if empty else found

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


def rows_with(rows: pa.Table, column: str, ids: Iterable[int]) -> pa.Table:
    """Return the rows whose id is one of some."""
    import numpy as np
    import pyarrow as pa

    held = rows[column].to_numpy()
    kept = np.isin(held, np.fromiter(ids, dtype=np.int64))
    return rows.filter(pa.array(kept, pa.bool_()))


def equal(column: pa.ChunkedArray, value: str | bool) -> pa.ChunkedArray:
    """Return which cells equal a value."""
    return _by_word(column, lambda words: _compute().equal(words, _scalar(value)))


def either(one: pa.ChunkedArray, two: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return where one of two tests holds."""
    return _compute().or_(one, two)


def by_day(column: pa.ChunkedArray, day: dt.date) -> pa.ChunkedArray:
    """Return which days are not after a day.

    Examples:
        >>> import pyarrow as pa
        >>> days = pa.chunked_array([[dt.date(2024, 9, 30), dt.date(2024, 10, 1)]])
        >>> by_day(days, dt.date(2024, 9, 30)).to_pylist()
        [True, False]
    """
    return _compute().less_equal(column, _scalar(day))


def cut_to_day(column: pa.ChunkedArray, day: dt.date) -> pa.ChunkedArray:
    """Cut days to a day where they are after it.

    Examples:
        >>> import pyarrow as pa
        >>> cut_to_day(pa.chunked_array([[dt.date(2026, 6, 30)]]), dt.date(2024, 9, 30)).to_pylist()
        [datetime.date(2024, 9, 30)]
    """
    return _compute().min_element_wise(column, _scalar(day))


def _by_word(column: pa.ChunkedArray, test: Callable[[Any], Any]) -> pa.ChunkedArray:
    """Test cells, each word of an encoded column once."""
    import pyarrow as pa

    if not pa.types.is_dictionary(column.type):
        return test(column)
    found = [_compute().take(test(chunk.dictionary), chunk.indices) for chunk in column.chunks]
    return pa.chunked_array(found, pa.bool_())


def _scalar(value: str | bool | dt.date) -> pa.Scalar:
    """Make an Arrow value from its bytes: converting a Python one would load pandas."""
    import pyarrow as pa

    if isinstance(value, str):
        held = value.encode()
        ends = struct.pack("<2i", 0, len(held))
        buffers = [None, pa.py_buffer(ends), pa.py_buffer(held)]
        return pa.Array.from_buffers(pa.string(), 1, buffers)[0]
    if isinstance(value, bool):
        buffers = [None, pa.py_buffer(bytes([value]))]
        return pa.Array.from_buffers(pa.bool_(), 1, buffers)[0]
    days = struct.pack("<i", value.toordinal() - EPOCH)
    return pa.Array.from_buffers(pa.date32(), 1, [None, pa.py_buffer(days)])[0]
