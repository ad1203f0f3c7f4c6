"""`entente recompute`: every printed number again, from the published rows alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from entente.cli._output import say

app = typer.Typer()


@app.command("recompute")
def recompute(
    case: Annotated[str, typer.Argument(help="Name of a case, or of a report; or its folder.")],
    claim: Annotated[str, typer.Argument(help="Id of a claim; without it, every claim.")] = "",
    folder: Annotated[
        Path | None,
        typer.Option("--from", help="Folder of the brief; by default out/<case>."),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Show every number, not the faults.")
    ] = False,
) -> None:
    """Compute every printed number of a claim again from rows/CLAIM.csv, and compare.

    Example: entente recompute china-russia-east-asia japan-air-patrols
    """
    from entente.answer.recompute import recompute as again
    from entente.cases.folder import find_claim, read_case
    from entente.cli import EXIT_NOT_HELD
    from entente.settings import settings

    found = settings()
    files = find_claim(case, claim, found) if claim else read_case(case, found)
    where = folder or Path("out") / files.slug
    if not files.is_main and (where / files.report_slug / "assessment.json").is_file():
        where /= files.report_slug
    faults = 0
    for entry in files.report.claims:
        if claim and entry.id != claim:
            continue
        numbers = again(entry, files, found, where)
        wrong = [number for number in numbers if not number.same]
        faults += len(wrong)
        for number in numbers if every else wrong:
            mark = "same" if number.same else "NOT THE SAME"
            say(f"  {number.lens} {number.place}: {number.printed} | {number.again} ({mark})")
        said = f"{len(numbers)} numbers" if numbers else "no lens and no forecast"
        say(f"{entry.id}: {said}, {len(wrong)} not the same")
    if faults:
        raise typer.Exit(EXIT_NOT_HELD)
