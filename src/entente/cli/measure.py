"""`entente measure`: one measure as a table."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from entente.cli._writing import write_text, writing

if TYPE_CHECKING:
    import pyarrow as pa

app = typer.Typer()

FORMATS = ("table", "csv", "json", "parquet")


@app.command("measure")
def measure(
    name: Annotated[str, typer.Argument(help="Name of a measure; `entente list measures`.")],
    states: Annotated[
        str, typer.Option("--states", help="ISO 3166 alpha-3 codes joined by commas.")
    ] = "",
    first: Annotated[int | None, typer.Option("--from", help="First year.")] = None,
    last: Annotated[int | None, typer.Option("--to", help="Last year.")] = None,
    where: Annotated[
        list[str] | None,
        typer.Option("--where", help="Narrowing as key=value; several values joined by commas."),
    ] = None,
    form: Annotated[str, typer.Option("--format", help="table, csv, json or parquet.")] = "table",
    out: Annotated[Path | None, typer.Option("--out", help="File to write, for parquet.")] = None,
) -> None:
    """Compute one measure: its key columns, value and n.

    Example: entente measure vote_agreement --states CHN,RUS --from 2015 --where set=contested
    """
    from entente.api import measure as compute
    from entente.errors import ScopeError, UnknownNameError

    if form not in FORMATS:
        raise UnknownNameError.among("format", form, FORMATS, fix="--format csv")
    narrowed: dict[str, list[str]] = {}
    for entry in where or []:
        key, equals, value = entry.partition("=")
        if not equals or not key or not value:
            msg = f"--where {entry!r} is not key=value."
            raise ScopeError(msg, fix="--where theatre=japan")
        narrowed[key] = value.split(",")
    codes = tuple(code for code in states.split(",") if code)
    result = compute(name, states=codes, where=narrowed, first=first, last=last).to_pyarrow()
    _write(result, form, out)


def _write(result: pa.Table, form: str, out: Path | None) -> None:
    from entente.errors import ScopeError

    if form == "parquet":
        import pyarrow.parquet as pq

        if out is None and sys.stdout.isatty():
            msg = "Parquet is not text."
            raise ScopeError(msg, fix="--out FILE, or pipe it")
        if out is None:
            pq.write_table(result, sys.stdout.buffer)
            return
        with writing(out):
            pq.write_table(result, out)
        return
    rows: list[dict[str, Any]] = result.to_pylist()
    text = {"csv": _csv, "json": _json, "table": _table}[form](rows, result.column_names)
    if out is None:
        print(text, end="")
    else:
        write_text(out, text)


def _csv(rows: list[dict[str, Any]], names: list[str]) -> str:
    import csv
    import io

    held = io.StringIO()
    writer = csv.DictWriter(held, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return held.getvalue()


def _json(rows: list[dict[str, Any]], _names: list[str]) -> str:
    import json

    return json.dumps(rows, default=str, ensure_ascii=False, indent=1) + "\n"


def _table(rows: list[dict[str, Any]], names: list[str]) -> str:
    cells = [names] + [[_cell(row[name]) for name in names] for row in rows]
    wide = [max(len(line[i]) for line in cells) for i in range(len(names))]
    lines = [
        "  ".join(
            cell.rjust(w) if name in {"value", "n"} else cell.ljust(w)
            for cell, w, name in zip(line, wide, names, strict=True)
        ).rstrip()
        for line in cells
    ]
    return "\n".join(lines) + "\n"


def _cell(value: Any) -> str:  # noqa: ANN401 (a cell is of any type)
    return "-" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)
