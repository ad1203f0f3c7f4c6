"""`entente rank`: where a pair, or a state, stands among all others in a measure."""

from __future__ import annotations

from typing import Annotated

import typer

from entente.cli._asked import First, Last, Name, end_of_window, narrowing
from entente.cli._output import pour, pour_json, say

app = typer.Typer()

FORMATS = ("table", "csv", "json")


@app.command("rank")
def rank(
    name: Name,
    pair: Annotated[
        str, typer.Option("--pair", "--states", help="Two states, or one of a measure of states.")
    ],
    first: First = "",
    last: Last = "",
    where: Annotated[
        list[str] | None, typer.Option("--where", help="Narrowing as key=value, one value a key.")
    ] = None,
    form: Annotated[str, typer.Option("--format", help="table, csv or json.")] = "table",
) -> None:
    """Compare the level and the change of a pair with those of all pairs, and of each state's.

    Example: entente rank vote_agreement --pair CHN,RUS --from 2013 --to 2024
    """
    from entente.api import rank as compute
    from entente.errors import UnknownNameError
    from entente.frames import as_csv

    if form not in FORMATS:
        raise UnknownNameError.among("format", form, FORMATS, fix="--format csv")
    found = compute(
        name,
        pair,
        where=narrowing(where or []),
        first=end_of_window(first),
        last=end_of_window(last),
    )
    if form == "table":
        say(repr(found))
    elif form == "json":
        rows = {"measure": found.measure, "unit": found.unit, "of": found.of, "notes": found.notes}
        pour_json({**rows, "standings": found.to_pylist()})
    else:
        for part in as_csv(found.to_pylist()):
            pour(part)
