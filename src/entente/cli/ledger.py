"""`entente ledger`: the hand-coded facts."""

from __future__ import annotations

import typer

app = typer.Typer(help="The ledger of hand-coded facts.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """The ledger of hand-coded facts."""


@app.command("check")
def check() -> None:
    """Check every row of the ledger; faults are printed with file and line.

    Example: entente ledger check
    """
    from entente.data.ledger import check_ledger
    from entente.settings import settings
    from entente.yaml_files import read_yaml

    found = settings()
    states = read_yaml(found.vocabulary / "states.yml").data
    faults = check_ledger(found.ledger, found.vocabulary, states)
    for fault in faults:
        print(fault)
    if faults:
        raise typer.Exit(1)
    rows = sum(
        len(path.read_text(encoding="utf-8").splitlines()) - 1
        for path in found.ledger.glob("*.csv")
        if path.stem not in {"sources", "coverage"}
    )
    print(f"{rows} rows, no fault")
