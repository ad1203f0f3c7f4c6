"""`entente beside`: several measures of the same states side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from entente.cli._asked import end_of_window, narrowing
from entente.cli._numbers import FORMATS, write_numbers

app = typer.Typer()


@app.command("beside")
def beside(
    names: Annotated[
        list[str],
        typer.Argument(help="Measures, each with options of its own: vote_kappa:habits=pooled."),
    ],
    states: Annotated[
        str,
        typer.Option("--states", help="States: codes or names, e.g. IND,RUS or 'India, RUS'; all."),
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
        typer.Option("--where", help="Narrowing as key=value, of every measure that has the key."),
    ] = None,
    form: Annotated[str, typer.Option("--format", help="table, csv, json or parquet.")] = "table",
    out: Annotated[
        Path | None, typer.Option("--out", help="File to write; of a CSV, its facts beside it.")
    ] = None,
) -> None:
    """Show several measures side by side, each with what it sees.

    Example: entente beside vote_agreement vote_kappa ideal_point_distance --states IND,RUS

    One measure in two ways: entente beside vote_kappa vote_kappa:habits=pooled --states IND,RUS
    """
    from entente.api import beside as compute
    from entente.errors import UnknownNameError

    if form not in FORMATS:
        raise UnknownNameError.among("format", form, FORMATS, fix="--format csv")
    found = compute(
        names,
        states,
        partner=partner or None,
        where=narrowing(where or []),
        first=end_of_window(first),
        last=end_of_window(last),
    )
    write_numbers(found, form, out)
