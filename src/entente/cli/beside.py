"""`entente beside`: several measures of the same states side by side."""

from __future__ import annotations

from typing import Annotated

import typer

from entente.cli._asked import First, Last, Out, Partner, States, end_of_window, narrowing
from entente.cli._numbers import FORMATS, write_numbers

app = typer.Typer()


@app.command("beside")
def beside(
    names: Annotated[
        list[str],
        typer.Argument(help="Measures, each with options of its own: vote_kappa:habits=pooled."),
    ],
    states: States = "",
    partner: Partner = "",
    first: First = "",
    last: Last = "",
    where: Annotated[
        list[str] | None,
        typer.Option("--where", help="Narrowing as key=value, of every measure that has the key."),
    ] = None,
    form: Annotated[str, typer.Option("--format", help="table, csv, json or parquet.")] = "table",
    out: Out = None,
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
