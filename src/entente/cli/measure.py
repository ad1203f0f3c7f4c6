"""`entente measure`: one measure as a table."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

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
        str, typer.Option("--states", help="States: codes or names, e.g. CHN,RUS or 'China, RUS'.")
    ] = "",
    partner: Annotated[
        str, typer.Option("--partner", help="With several states: the other side of every pair.")
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
    """
    from entente.api import measure as compute
    from entente.errors import UnknownNameError

    if form not in FORMATS:
        raise UnknownNameError.among("format", form, FORMATS, fix="--format csv")
    found = compute(
        name,
        states,
        partner=partner or None,
        where=_narrowing(where or []),
        first=_end(first),
        last=_end(last),
    )
    _write(found, form, out)


def _narrowing(entries: list[str]) -> dict[str, list[str]]:
    from entente.errors import ScopeError

    narrowed: dict[str, list[str]] = {}
    for entry in entries:
        key, equals, value = entry.partition("=")
        if not equals or not key or not value:
            msg = f"--where {entry!r} is not key=value."
            raise ScopeError(msg, fix="--where theatre=japan")
        if key in narrowed:
            msg = f"--where names {key} twice."
            raise ScopeError(msg, fix=f"--where {key}={','.join(narrowed[key])},{value}")
        narrowed[key] = [part.strip() for part in value.split(",") if part.strip()]
    return narrowed


def _end(text: str) -> int | str | None:
    """Read an end of the window: a whole number is a year."""
    if not text:
        return None
    return int(text) if text.lstrip("-").isdecimal() else text


def _write(found: Numbers, form: str, out: Path | None) -> None:
    from entente.errors import ScopeError

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
    text = {"csv": _csv, "json": _json, "table": lambda held: visible(repr(held))}[form](found)
    text = text if text.endswith("\n") else f"{text}\n"
    if out is None:
        if form == "csv" and sys.stderr.isatty():
            print(*found.notes(), sep="\n", file=sys.stderr)
        pour(text)
        return
    write_text(out, text)
    if form == "csv":
        # What a spreadsheet cannot hold beside the rows is in a file beside them.
        write_text(out.with_name(f"{out.name}.meta.json"), _facts(found))


def _csv(found: Numbers) -> str:
    import csv

    held = io.StringIO()
    writer = csv.DictWriter(held, found.rows.column_names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(found.to_pylist())
    return held.getvalue()


def _json(found: Numbers) -> str:
    import json

    whole = {**found.facts, "rows": found.to_pylist()}
    return json.dumps(whole, default=str, ensure_ascii=False, indent=1) + "\n"


def _facts(found: Numbers) -> str:
    import json

    return json.dumps(found.facts, ensure_ascii=False, indent=1) + "\n"
