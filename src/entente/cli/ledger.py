"""`entente ledger`: the hand-coded facts."""

from __future__ import annotations

import typer

from entente.cli._output import say

app = typer.Typer(help="The ledger of hand-coded facts.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """The ledger of hand-coded facts."""


@app.command("check")
def check() -> None:
    """Check every row of the ledger; faults are printed with file and line.

    Where there is none, the links are counted by what their pages are.

    Example: entente ledger check
    """
    from entente.data.edition import as_of
    from entente.data.ledger_check import check_ledger
    from entente.data.ledger_rows import read_rows
    from entente.data.ledger_sources import Outlets, summary
    from entente.settings import settings

    found = settings()
    faults = check_ledger(found.ledger, found.vocabulary, as_of(found))
    for fault in faults:
        say(str(fault))
    if faults:
        raise typer.Exit(1)
    rows = read_rows(found.ledger)
    for line in summary((page.cells for page in rows.pages), Outlets(found.vocabulary)):
        say(line)
    say(f"{len(rows.facts)} rows, no fault")
