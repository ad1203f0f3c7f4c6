"""`entente claims`: from a report's abstract to a draft of its claims."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from entente.cli._output import pour

if TYPE_CHECKING:
    from entente.library.record import Record

app = typer.Typer(help="Claims of a report: draft them for review.", no_args_is_help=True)

LARGEST_TEXT = 1_000_000


@app.callback()
def _group() -> None:
    """Claims of a report: draft them for review."""


@app.command("draft")
def draft(
    record: Annotated[Path, typer.Argument(help="A file of records: a catalogue page, RIS, ...")],
    text: Annotated[
        Path | None, typer.Option("--text", help="Longer text to draft from, UTF-8.")
    ] = None,
    number: Annotated[
        int | None, typer.Option("--number", min=1, help="Which record of the file, from 1.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="New file to write.")] = None,
    quote: Annotated[
        bool, typer.Option("--quote", help="Put the report's own words beside each claim.")
    ] = False,
    endpoint: Annotated[
        str | None,
        typer.Option(
            "--endpoint",
            help="Also ask a model there (OpenAI-compatible, e.g. http://127.0.0.1:8080/v1); "
            "its key comes from ENTENTE_ENDPOINT_KEY.",
        ),
    ] = None,
    model: Annotated[str, typer.Option("--model", help="Name of the model to ask.")] = "",
) -> None:
    """Draft the claims of a report's abstract as a report file that somebody must review.

    Rules and word lists propose the form, the states, the measures; each proposal names the words
    it was made from. The file is marked as a draft, and no verdict comes from it until every empty
    slot is filled and the mark removed.

    Example: entente claims draft record.txt --out my-report.yml
    """
    from entente.cli._writing import writing
    from entente.drafting.draft_yaml import write_draft
    from entente.drafting.drafts import draft_claims
    from entente.errors import BrokenFileError, EntenteError

    if bool(endpoint) != bool(model):
        given, missing = ("--endpoint", "--model") if endpoint else ("--model", "--endpoint")
        raise EntenteError(f"{given} is given without {missing}.", fix=f"give {missing} too")
    if out is not None and out.exists():
        # A reviewer's work may be in it.
        raise BrokenFileError.at(out, "Is there already.", fix="name a new file")
    entry = _record_of(record, number)
    longer = _text_of(text) if text is not None else None
    if not (entry.abstract if longer is None else longer).strip():
        where = text or record
        raise BrokenFileError.at(where, "Has no sentence to draft from.", fix="give it --text FILE")
    found = draft_claims(entry, longer)
    if endpoint:
        from entente.drafting.endpoint import add_proposals

        print(f"asking {model} at {endpoint}", file=sys.stderr)
        found = add_proposals(found, endpoint, model)
    written = write_draft(found, quote=quote)
    if out is None:
        pour(written)
        return
    with writing(out), out.open("x", encoding="utf-8") as file:
        file.write(written)
    lenses = sum(len(claim.proposals) for claim in found.claims)
    print(f"{len(found.claims)} claims, {lenses} lenses to review in {out}", file=sys.stderr)


def _record_of(path: Path, number: int | None) -> Record:
    from entente.errors import BrokenFileError
    from entente.library.formats import read_records

    records = read_records(path)
    if number is None and len(records) == 1:
        return records[0]
    numbers = [entry.number for entry in records]
    # The numbers of a catalogue's list where every record has one; else places in the file.
    all_numbered = None not in numbers and len(set(numbers)) == len(numbers)
    known = {entry.number if all_numbered else i: entry for i, entry in enumerate(records, start=1)}
    if number in known:
        return known[number]
    titles = "; ".join(f"{n}. {entry.title[:60]}" for n, entry in list(known.items())[:5])
    if number is None:
        reason = f"Holds {len(records)} records: {titles}{' ...' if len(records) > 5 else ''}"
        raise BrokenFileError.at(path, f"{reason}.", fix=f"--number {next(iter(known))}")
    raise BrokenFileError.at(
        path, f"Holds no record {number}, but: {titles}.", fix=f"--number {next(iter(known))}"
    )


def _text_of(path: Path) -> str:
    from entente.errors import BrokenFileError
    from entente.files import read_text
    from entente.library.record import find_control_character

    text = read_text(path, LARGEST_TEXT).replace("\r\n", "\n").replace("\r", "\n")
    if (position := find_control_character(text)) is not None:
        line = text.count("\n", 0, position) + 1
        code = f"U+{ord(text[position]):04X}"
        raise BrokenFileError.at(path, f"Holds the control character {code}.", line=line)
    return text
