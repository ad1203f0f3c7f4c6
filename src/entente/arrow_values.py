"""Arrow values and columns made from their bytes: to convert Python values would load pandas."""

from __future__ import annotations

import datetime as dt
import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import pyarrow as pa

EPOCH = dt.date(1970, 1, 1).toordinal()


def scalar(value: str | bool | dt.date) -> pa.Scalar:
    """Make one Arrow value.

    Examples:
        >>> scalar("CHN").as_py(), scalar(dt.date(2024, 9, 30)).as_py()
        ('CHN', datetime.date(2024, 9, 30))
    """
    import pyarrow as pa

    if isinstance(value, str):
        return words([value])[0]
    if isinstance(value, bool):
        buffers = [None, pa.py_buffer(bytes([value]))]
        return pa.Array.from_buffers(pa.bool_(), 1, buffers)[0]
    days = struct.pack("<i", value.toordinal() - EPOCH)
    return pa.Array.from_buffers(pa.date32(), 1, [None, pa.py_buffer(days)])[0]


def words(values: Sequence[str], there: np.ndarray | None = None) -> pa.Array:
    """Make a column of text; ``there`` says which of it is not missing, by default all.

    Examples:
        >>> words(["CHN", "", "RUS"]).to_pylist()
        ['CHN', '', 'RUS']
    """
    import pyarrow as pa

    held = [value.encode() for value in values]
    ends = [0]
    for value in held:
        ends.append(ends[-1] + len(value))
    places = struct.pack(f"<{len(ends)}i", *ends)
    buffers = [_bits(there), pa.py_buffer(places), pa.py_buffer(b"".join(held))]
    return pa.Array.from_buffers(pa.string(), len(held), buffers)


def typed(values: Sequence[Any], kind: str) -> pa.Array:
    """Make a column of plain values, of which some may be missing.

    Args:
        values: Texts, whole numbers, numbers, days or truth values; ``None`` is missing.
        kind: As contracts of tables say it: ``string``, ``int64``, ``float64``, ``date`` or
            ``boolean``.

    Examples:
        >>> import datetime as dt
        >>> typed([1, None], "int64").to_pylist(), typed([True, None], "boolean").to_pylist()
        ([1, None], [True, None])
        >>> typed([dt.date(2024, 9, 30)], "date").to_pylist(), typed(["CHN", None], "string")[1]
        ([datetime.date(2024, 9, 30)], <pyarrow.StringScalar: None>)
        >>> [len(typed([], kind)) for kind in ("string", "boolean", "date", "float64")]
        [0, 0, 0, 0]
    """
    import numpy as np
    import pyarrow as pa

    there = np.array([value is not None for value in values], dtype=bool)
    if kind == "string":
        return words([value or "" for value in values], there)
    if kind == "boolean":
        truth = np.packbits(np.array([bool(value) for value in values], bool), bitorder="little")
        buffers = [_bits(there), pa.py_buffer(truth)]
        return pa.Array.from_buffers(pa.bool_(), len(values), buffers)
    if kind == "date":
        numbers = [0 if value is None else value.toordinal() - EPOCH for value in values]
        return _column(np.array(numbers), pa.date32(), "int32", there)
    numbers = [0 if value is None else value for value in values]
    form = pa.int64() if kind == "int64" else pa.float64()
    return _column(np.array(numbers), form, kind, there)


def repeated(word: str, times: int) -> pa.Array:
    """Make a column of one word."""
    import pyarrow as pa

    return pa.repeat(scalar(word), times)


def integers(values: np.ndarray) -> pa.Array:
    """Make a column of whole numbers.

    Examples:
        >>> import numpy as np
        >>> integers(np.array([3, 1])).to_pylist()
        [3, 1]
    """
    import pyarrow as pa

    return _column(values, pa.int64(), "int64")


def floats(values: np.ndarray) -> pa.Array:
    """Make a column of numbers; what is not a number is missing.

    Examples:
        >>> import numpy as np
        >>> floats(np.array([0.5, np.nan])).to_pylist()
        [0.5, None]
    """
    import numpy as np
    import pyarrow as pa

    return _column(values, pa.float64(), "float64", ~np.isnan(values))


def days(values: np.ndarray) -> pa.Array:
    """Make a column of days from ``datetime64[D]``.

    Examples:
        >>> import numpy as np
        >>> days(np.array(["2024-09-30"], dtype="datetime64[D]")).to_pylist()
        [datetime.date(2024, 9, 30)]
    """
    import pyarrow as pa

    return _column(values.astype("datetime64[D]").astype("int64"), pa.date32(), "int32")


def worded(
    codes: np.ndarray, different: Sequence[str], there: np.ndarray | None = None
) -> pa.DictionaryArray:
    """Make a column of words from their places in a list; ``there`` says which are not missing.

    Examples:
        >>> import numpy as np
        >>> worded(np.array([1, 0, 1]), ["CHN", "RUS"]).to_pylist()
        ['RUS', 'CHN', 'RUS']
    """
    import pyarrow as pa

    places = _column(codes, pa.int32(), "int32", there)
    return pa.DictionaryArray.from_arrays(places, words(different))


def encoded(column: pa.ChunkedArray) -> pa.DictionaryArray:
    """Return a column of words as their places in a list; a missing word is one of the list.

    Examples:
        >>> import pyarrow as pa
        >>> encoded(pa.chunked_array([["b"], [None, "b"]])).indices.to_pylist()
        [0, 1, 0]
    """
    import pyarrow as pa

    whole = column.combine_chunks()
    if pa.types.is_dictionary(whole.type):
        return whole
    return whole.dictionary_encode(null_encoding="encode")


def held(column: pa.ChunkedArray, form: str) -> np.ndarray:
    """Return the numbers of a column of which none is missing, as they lie in memory.

    Args:
        column: Numbers or days.
        form: How NumPy calls their type, ``int32`` for days.

    Examples:
        >>> import pyarrow as pa
        >>> held(pa.chunked_array([[3, 1], [2]]), "int64").tolist()
        [3, 1, 2]
    """
    import numpy as np

    parts = [
        np.frombuffer(part.buffers()[1], form)[part.offset : part.offset + len(part)]
        for part in column.chunks
        if len(part)
    ]
    return np.concatenate(parts) if parts else np.empty(0, form)


def places(column: pa.DictionaryArray, missing: int) -> np.ndarray:
    """Return the place of each word in the list of a column.

    Args:
        column: Words by their places, 32 bits each.
        missing: What stands for a word that is missing.

    Examples:
        >>> import pyarrow as pa
        >>> places(pa.array(["b", None, "a", "b"]).dictionary_encode()[1:], missing=9).tolist()
        [9, 1, 0]
    """
    import numpy as np

    there, held = column.indices.buffers()
    end = column.offset + len(column)
    found = np.frombuffer(held, "int32")[column.offset : end]
    if there is None:
        return found
    bits = np.unpackbits(np.frombuffer(there, "uint8"), bitorder="little")[column.offset : end]
    # What stands in the place of a missing one is not said.
    return np.where(bits, found, missing)


def _column(
    values: np.ndarray, kind: pa.DataType, form: str, there: np.ndarray | None = None
) -> pa.Array:
    import numpy as np
    import pyarrow as pa

    held = np.ascontiguousarray(values, dtype=form)
    return pa.Array.from_buffers(kind, len(held), [_bits(there), pa.py_buffer(held)])


def _bits(there: np.ndarray | None) -> pa.Buffer | None:
    """Return which values are not missing, as Arrow holds it: nothing where none is."""
    import numpy as np
    import pyarrow as pa

    if there is None or there.all():
        return None
    return pa.py_buffer(np.packbits(there, bitorder="little"))
