"""The terms of the rows that a brief carries, in a file beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.brief.pages.views import source_name
from entente.brief.words.numbers import address_in_markdown, plain_markdown

if TYPE_CHECKING:
    from entente.assessment import Assessed, SourceNote

TERMS = "LICENSES.md"

_HEAD = """\
# Terms of the rows

Each row in `rows/` is under the terms of the source that its column `source` names, and so is
a figure in `assessment.json` that was computed from it. Names that begin with `ledger_` are the
ledger.
"""


def terms(assessed: Assessed) -> str:
    """Write the terms of every source whose rows the brief carries, and the files that hold them.

    Args:
        assessed: Assessment and rows.
    """
    files: dict[str, list[str]] = {}
    for claim, rows in assessed.rows.items():
        for name in {source_name(row.source) for row in rows}:
            files.setdefault(name, []).append(f"rows/{claim}.csv")
    notes = [note for note in assessed.assessment.sources if note.name in files]
    return "\n".join([_HEAD, *(_source(note, sorted(files[note.name])) for note in notes)])


def _source(note: SourceNote, files: list[str]) -> str:
    allowed = plain_markdown(note.licence)
    if not note.may_redistribute:
        allowed += "; its register is not passed on"
    lines = [
        f"## {plain_markdown(note.name)}",
        "",
        f"{plain_markdown(note.title)}, {plain_markdown(note.producer)}.",
        "",
        f"- Terms: {allowed}: {address_in_markdown(note.licence_url)}",
        f"- Cite as: {plain_markdown(note.citation)}",
        f"- In {', '.join(f'`{file}`' for file in files)}",
    ]
    return "\n".join(lines) + "\n"
