"""`entente record`: catalogue records."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from entente.cli._output import pour
from entente.cli._writing import write_text

app = typer.Typer(help="Catalogue records of reports.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Catalogue records of reports."""


@app.command("parse")
def parse(
    file: Annotated[Path, typer.Argument(help="A page of a catalogue, or another known form.")],
    form: Annotated[
        str, typer.Option("--format", help="yaml_record, csl_json, bibtex, ris or csv_table.")
    ] = "yaml_record",
    read_as: Annotated[
        str | None,
        typer.Option("--from", help="Form of the file; by default recognised from its name."),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="File to write.")] = None,
) -> None:
    """Read records and write them as YAML, CSL-JSON, BibTeX or RIS.

    Example: entente record parse record.txt --format bibtex
    """
    from entente.library.formats import read_records, write_records

    short = {"yaml": "yaml_record", "csl": "csl_json", "bib": "bibtex"}
    text = write_records(read_records(file, read_as), short.get(form, form))
    if out is None:
        pour(text)
    else:
        write_text(out, text)
