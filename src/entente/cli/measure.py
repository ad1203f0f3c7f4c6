"""`entente measure`: one measure as a table."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from entente.cli._asked import end_of_window, narrowing
from entente.cli._output import pour
from entente.cli._writing import write_bytes, write_text
from entente.visible import visible

if TYPE_CHECKING:
    from entente.data.numbers import Numbers

app = typer.Typer()

FORMATS = ("table", "csv", "json", "parquet")


@app.command("measure")
def measure(
    name: Annotated[str, typer.Argument(help="Name of a measure; `entente list measures`.")],
    states: Annotated[
        str,
        typer.Option("--states", help="States: codes or names, e.g. CHN,RUS or 'China, RUS'; all."),
    ] = "",
    partner: Annotated[
        str,
        typer.Option("--partner", help="With several states: the other side of every pair; all."),
    ] = "",
    first: Annotated[
        str, typer.Option("--from", help="First year, month (2022-02) or day (2022-02-24).")
    ] = "",
    last: Annotated[str, typer.Option("--to", help="Last year, month or day.")] = "",
    where: Annotated[
        list[str] | None,
        typer.Option("--where", help="Narrowing as key=value; several values joined by commas."),
    ] = None,
    form: Annotated[str, typer.Option("--format", help="table, csv, json or parquet.")] = "table",
    out: Annotated[
        Path | None, typer.Option("--out", help="File to write; of a CSV, its facts beside it.")
    ] = None,
) -> None:
    """Compute one measure: its key, its narrowing, value and n, with unit, source and caution.

    Example: entente measure vote_agreement --states CHN,RUS --from 2015 --where set=contested

    All pairs: entente measure vote_agreement --states all --format parquet --out pairs.parquet
    """
    from entente.api import measure as compute
    from entente.errors import UnknownNameError

    if form not in FORMATS:
        raise UnknownNameError.among("format", form, FORMATS, fix="--format csv")
    found = compute(
        name,
        states,
        partner=partner or None,
        where=narrowing(where or []),
        first=end_of_window(first),
        last=end_of_window(last),
    )
    _write(found, form, out)


def _write(found: Numbers, form: str, out: Path | None) -> None:
    from entente.errors import ScopeError
    from entente.frames import as_csv

    if form == "parquet":
        import pyarrow.parquet as pq

        if out is None and sys.stdout.isatty():
            msg = "Parquet is not text."
            raise ScopeError(msg, fix="--out FILE, or pipe it")
        held = io.BytesIO()
        pq.write_table(found.to_pyarrow(), held)
        if out is None:
            sys.stdout.buffer.write(held.getvalue())
        else:
            write_bytes(out, held.getvalue())
        return
    parts = as_csv(found.rows) if form == "csv" else _whole(found, form)
    if out is None:
        if form == "csv" and sys.stderr.isatty():
            print(*found.notes(), sep="\n", file=sys.stderr)
        for part in parts:
            pour(part)
        return
    write_text(out, "".join(parts))
    if form == "csv":
        # What a spreadsheet cannot hold beside the rows is in a file beside them.
        write_text(out.with_name(f"{out.name}.meta.json"), _facts(found))


def _whole(found: Numbers, form: str) -> list[str]:
    text = _json(found) if form == "json" else visible(repr(found))
    return [text if text.endswith("\n") else f"{text}\n"]


def _json(found: Numbers) -> str:
    import json

    whole = {**found.facts, "rows": found.to_pylist()}
    return json.dumps(whole, default=str, ensure_ascii=False, indent=1) + "\n"


def _facts(found: Numbers) -> str:
    import json

    return json.dumps(found.facts, ensure_ascii=False, indent=1) + "\n"
