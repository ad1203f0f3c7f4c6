"""`entente ledger`: the hand-coded facts."""

from __future__ import annotations

from typing import Annotated

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


@app.command("audit")
def audit(
    case: Annotated[str, typer.Argument(help="Name of a case, or of a report; or its folder.")],
    reposts: Annotated[
        bool, typer.Option("--reposts", help="Only rows that rest on reposts alone.")
    ] = False,
) -> None:
    """List the ledger's rows that each lens of a case reads, with grade, sources and note.

    The last line counts the rows, each once however many lenses read it.

    Example: entente ledger audit china-russia-east-asia --reposts
    """
    from entente.answer.assess import assess
    from entente.cases.folder import read_reports
    from entente.data.ledger_rows import read_rows
    from entente.data.store import Store
    from entente.rows_behind import OF_VALUES
    from entente.settings import settings

    found = settings()
    notes = {row.cells["id"]: row.cells["note"] for row in read_rows(found.ledger).facts}
    # A row without a number of independent sources has none: all its pages are reposts.
    unverified: dict[str, bool] = {}
    reports = read_reports(case, found)
    store = Store(found, named=reports[0].case.named_sets)
    for files in reports:
        assessed = assess(files, found, store=store)
        for claim in assessed.assessment.claims:
            for lens in claim.lenses:
                rows = [
                    row
                    for row in assessed.rows[claim.id]
                    if (row.lens, row.table) == (lens.id, "activity") and row.role in OF_VALUES
                ]
                unverified |= {row.row_id: row.origins is None for row in rows}
                shown = [row for row in rows if row.origins is None or not reposts]
                if shown:
                    say(f"{files.report_slug}, {claim.id}: {lens.title}")
                for row in shown:
                    counted = "" if row.origins is None else f", independent sources: {row.origins}"
                    say(f"  {row.row_id}  {row.period}  {row.reliability}{counted}")
                    note = notes.get(row.row_id.partition(":")[2], "")
                    say(f"    {row.what}{f' [{note}]' if note else ''}")
    alone = sum(unverified.values())
    say(f"{len(unverified)} rows of the ledger read, {alone} on reposts alone")
