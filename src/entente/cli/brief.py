"""`entente brief`: the static site, the PDF and the text of a case."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from entente.cli._output import say

app = typer.Typer()


@app.command("brief")
def brief(
    case: Annotated[str, typer.Argument(help="Name of a case, or of a report; or its folder.")],
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder to write into; by default out/<case>.")
    ] = None,
    formats: Annotated[
        str, typer.Option("--format", help="Any of html, pdf and md, joined by commas.")
    ] = "html,pdf,md",
    record: Annotated[
        Path | None,
        typer.Option("--record", help="Your own copy of the record, to quote its sentences."),
    ] = None,
    timings: Annotated[
        bool, typer.Option("--timings", help="Say how long each part took.")
    ] = False,
) -> None:
    """Write the brief of a case: claim pages, the rows behind them, a PDF and the assessment.

    Where a case has further reports, each is held against the first on a page of its own.

    Example: entente brief china-russia-east-asia --out out/brief --format html,pdf
    """
    from entente.brief.pages.site import FORMATS, Format
    from entente.cli._progress import Timings, progress
    from entente.cli._writing import check_folder
    from entente.errors import UnknownNameError

    clock = Timings(shown=timings)
    asked = [part.strip() for part in formats.split(",") if part.strip()]
    for name in asked:
        if name not in FORMATS:
            raise UnknownNameError.among("format", name, FORMATS, fix="--format html,pdf,md")
    wanted: list[Format] = [name for name in FORMATS if name in asked]
    with clock.part("load"):
        from entente.answer.assess import assess
        from entente.cases.folder import read_case, read_reports
        from entente.data.store import Store
        from entente.settings import settings

        found = settings()
        files = read_case(case, found)
        name = files.slug if files.is_main else f"{files.slug}-{files.report_slug}"
        folder = out or Path("out") / name
        check_folder(folder)
        # The brief of a case is that of its first report, with the others held against it.
        further = read_reports(str(files.case_file.path.parent), found)[1:] if files.is_main else []
        quotes = _quotes(record)
    with clock.part("assess"):
        store = Store(found, named=files.case.named_sets)
        assessed = assess(files, found, store=store, progress=progress)
        others = [assess(other, found, store=store, progress=progress) for other in further]
    with clock.part("write"):
        from entente.brief.pages.site import write_brief

        written = write_brief(
            assessed, folder, wanted, settings=found, others=others, quotes=quotes
        )
    say(f"{len(written)} files in {folder}")
    clock.total()


def _quotes(record: Path | None) -> dict[int, str] | None:
    if record is None:
        return None
    from entente.library.formats import read_records

    return read_records(record)[0].sentences()
