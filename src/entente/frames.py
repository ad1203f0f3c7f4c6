"""Small tables written as text, for docstrings and tests."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Set

    import ibis.expr.types as ir
    import pyarrow as pa


def table(text: str) -> ir.Table:
    r"""Read a table written as aligned text; the first line names the columns, ``-`` is missing.

    Cells are whole numbers, numbers, dates (2024-09-30), ``true`` or ``false``, else text. Rows are
    numbered from 1 in the column ``row``, as in the tables that measures read.

    Examples:
        >>> table("year value\n2020 0.5\n2021 -").to_pyarrow().to_pylist()
        [{'year': 2020, 'value': 0.5, 'row': 1}, {'year': 2021, 'value': None, 'row': 2}]
    """
    import ibis
    import pyarrow as pa

    head, *body = [line.split() for line in text.strip().splitlines()]
    columns = {name: [_cell(row[i]) for row in body] for i, name in enumerate(head)}
    columns.setdefault("row", list(range(1, len(body) + 1)))
    return ibis.memtable(pa.table(columns))


def show(result: ir.Table) -> None:
    r"""Print a small result as aligned text, rows in the order of their keys; no ids of rows.

    Examples:
        >>> show(table("year value\n2021 0.5\n2020 -"))
        year  value
        2020      -
        2021    0.5
    """
    names = [name for name in result.columns if name not in {"row", "rows"}]
    rows = result.select(*names).order_by(list(names)).to_pyarrow().to_pylist()
    right = {name for name in names if any(isinstance(row[name], (int, float)) for row in rows)}
    print(aligned(names, rows, right), end="")  # noqa: T201 (printing is its job)


def aligned(names: Sequence[str], rows: Sequence[Mapping[str, Any]], right: Set[str]) -> str:
    """Write rows as aligned text under the names of their columns.

    Args:
        names: Columns, in order.
        rows: One mapping a row.
        right: Columns that stand to the right.
    """
    cells = [list(names), *([cell(row[name]) for name in names] for row in rows)]
    wide = [max(len(line[i]) for line in cells) for i in range(len(names))]
    lines = [
        "  ".join(
            text.rjust(width) if name in right else text.ljust(width)
            for text, width, name in zip(line, wide, names, strict=True)
        ).rstrip()
        for line in cells
    ]
    return "\n".join(lines) + "\n"


def as_csv(rows: pa.Table | Sequence[Mapping[str, Any]], at_once: int = 50_000) -> Iterator[str]:
    r"""Write rows as CSV with line feeds, a part at a time: of a million few are in memory.

    Examples:
        >>> "".join(as_csv([{"year": 2020, "value": None}, {"year": 2021, "value": 0.5}]))
        'year,value\n2020,\n2021,0.5\n'
    """
    import csv
    import io

    import pyarrow as pa

    held: Any = rows
    if not isinstance(rows, pa.Table):
        held = pa.Table.from_pylist([dict(row) for row in rows])
    yield ",".join(held.column_names) + "\n"
    for batch in held.to_batches(max_chunksize=at_once):
        part = io.StringIO()
        columns = [column.to_pylist() for column in batch.columns]
        csv.writer(part, lineterminator="\n").writerows(zip(*columns, strict=True))
        yield part.getvalue()


def _cell(text: str) -> Any:  # noqa: ANN401 (a cell is of any type)
    if text == "-":
        return None
    if text in {"true", "false"}:
        return text == "true"
    for kind in (int, float, dt.date.fromisoformat):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def cell(value: Any) -> str:  # noqa: ANN401 (a cell is of any type)
    """Write one cell: six significant digits, ``-`` where it is missing."""
    return "-" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)
