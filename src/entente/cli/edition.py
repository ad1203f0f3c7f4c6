"""`entente edition`: the bundled tables."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from entente.cli._output import say

app = typer.Typer(help="The bundled edition of the tables.", no_args_is_help=True)


@app.command("build")
def build(
    raw: Annotated[Path, typer.Option("--from", help="Folder of the producers' files.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder to write into; by default the bundled one.")
    ] = None,
    estimate: Annotated[
        bool,
        typer.Option("--estimate", help="Estimate again what is held: half an hour."),
    ] = False,
) -> None:
    """Build the tables from the producers' files, with a lock of what was read.

    Example: entente edition build --from data --out edition
    """
    from entente.cli._writing import check_folder
    from entente.data.edition_build import build_edition
    from entente.settings import settings

    folder = out or settings().edition
    check_folder(folder)
    build_edition(
        raw, folder, estimate=estimate, progress=lambda line: print(line, file=sys.stderr)
    )
    say(f"built in {folder}")


@app.command("check")
def check() -> None:
    """Check the bundled tables against their contracts, audits and lock.

    Example: entente edition check
    """
    from entente.data.edition_build import check_edition
    from entente.settings import settings

    faults = check_edition(settings().edition)
    for fault in faults:
        say(str(fault))
    if faults:
        raise typer.Exit(1)
    say("no fault")
