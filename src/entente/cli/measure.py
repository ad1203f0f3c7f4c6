"""`entente measure`: one measure as a table."""

from __future__ import annotations

from typing import Annotated

import typer

from entente.cli._asked import First, Last, Name, Out, Partner, States, end_of_window, narrowing
from entente.cli._numbers import FORMATS, write_numbers

app = typer.Typer()


@app.command("measure")
def measure(
    name: Name,
    states: States = "",
    partner: Partner = "",
    first: First = "",
    last: Last = "",
    where: Annotated[
        list[str] | None,
        typer.Option("--where", help="Narrowing as key=value; several values joined by commas."),
    ] = None,
    intervals: Annotated[
        bool,
        typer.Option("--intervals", help="Low and high beside each value: texts drawn again."),
    ] = False,
    form: Annotated[str, typer.Option("--format", help="table, csv, json or parquet.")] = "table",
    out: Out = None,
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
        intervals=intervals,
    )
    write_numbers(found, form, out)
