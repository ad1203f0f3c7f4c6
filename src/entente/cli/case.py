"""`entente case`: check a case and read it beside a record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from entente.cli._output import say

app = typer.Typer(help="Cases: check them, read them beside a record.", no_args_is_help=True)


@app.command("check")
def check(
    case: Annotated[
        str, typer.Argument(help="A case for all of its reports, or one report; or its folder.")
    ],
) -> None:
    """Check a case's files, all of its reports; faults are printed with file and line.

    Example: entente case check china-russia-east-asia
    """
    from entente.cases.check import check_reports
    from entente.cases.folder import open_case
    from entente.settings import settings

    found = settings()
    opened = open_case(case, found)
    reports = opened.read()
    faults = [*opened.drafts.values(), *check_reports(reports, found)]
    for fault in faults:
        say(f"{fault.where}: {fault.what}" + (f" Try: {fault.fix}" if fault.fix else ""))
    if faults:
        raise typer.Exit(1)
    for files in reports:
        lenses = sum(len(claim.lenses) for claim in files.report.claims)
        claims = len(files.report.claims)
        say(f"{files.report_slug}: {claims} claims, {lenses} lenses, no fault")


@app.command("read")
def read(
    record: Annotated[Path, typer.Argument(help="Your own file of the report's record.")],
    case: Annotated[
        str, typer.Option("--case", help="Name of a case, or of a report; or its folder.")
    ] = "china-russia-east-asia",
) -> None:
    """Show each sentence of a record's abstract beside the claims made of it.

    Example: entente case read record.txt --case china-russia-east-asia
    """
    from entente.cases.folder import read_case
    from entente.errors import BrokenFileError
    from entente.library.formats import read_records
    from entente.settings import settings

    files = read_case(case, settings())
    wanted = files.report.record.title
    records = read_records(record)
    found = next((entry for entry in records if entry.title == wanted), None)
    if found is None:
        titles = "; ".join(entry.title for entry in records)
        reason = f"Holds no record of {wanted!r}, but: {titles}."
        raise BrokenFileError.at(record, reason, fix="name the case that belongs to it: --case")
    for number, sentence in found.sentences().items():
        say(f"{number}. {sentence}")
        claims = [claim for claim in files.report.claims if number in claim.sentences]
        for claim in claims:
            say(f"   {claim.id}: {claim.title}")
        if not claims:
            say(f"   no claim: {files.report.uncovered.get(number, '')}")
        say()
