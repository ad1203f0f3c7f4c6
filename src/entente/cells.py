"""Tests on columns of Arrow tables, where a cell may hold a list joined by ``;``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow as pa


def _compute() -> Any:  # noqa: ANN401 (pyarrow.compute is filled when it is imported, untyped)
    import pyarrow.compute

    return pyarrow.compute


def among(column: pa.ChunkedArray, values: Iterable[str]) -> pa.ChunkedArray:
    """Tell which cells are one of some values.

    Examples:
        >>> import pyarrow as pa
        >>> among(pa.chunked_array([["JPN", "CHN"]]), ["CHN"]).to_pylist()
        [False, True]
    """
    import pyarrow as pa

    return _compute().is_in(column, value_set=pa.array(list(values), pa.string()))


def listed(
    column: pa.ChunkedArray, values: Sequence[str], *, every: bool = False, empty: bool = False
) -> pa.ChunkedArray:
    """Tell which lists hold any of some values.

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
    fits = [compute.match_substring_regex(column, f"(^|;){value}(;|$)") for value in values]
    found = fits[0]
    for fit in fits[1:]:
        found = compute.and_(found, fit) if every else compute.or_(found, fit)
    return compute.or_(found, compute.equal(column, "")) if empty else found


def equal(column: pa.ChunkedArray, value: object) -> pa.ChunkedArray:
    """Tell which cells equal a value."""
    return _compute().equal(column, value)


def both(one: pa.ChunkedArray, two: pa.ChunkedArray) -> pa.ChunkedArray:
    """Tell where both tests hold."""
    return _compute().and_(one, two)


def either(one: pa.ChunkedArray, two: pa.ChunkedArray) -> pa.ChunkedArray:
    """Tell where one of two tests holds."""
    return _compute().or_(one, two)


def at_most(column: pa.ChunkedArray, value: object) -> pa.ChunkedArray:
    """Tell which cells are not above a value."""
    return _compute().less_equal(column, value)


def clipped(column: pa.ChunkedArray, value: object) -> pa.ChunkedArray:
    """Cut cells to a value where they are above it."""
    return _compute().min_element_wise(column, value)
