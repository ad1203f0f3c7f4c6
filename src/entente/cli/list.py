"""`entente list`: what there is."""

from __future__ import annotations

from typing import Annotated

import typer

from entente.cli._output import say

app = typer.Typer()


@app.command("list")
def list_(
    kind: Annotated[
        str,
        typer.Argument(
            help="sources, tables, measures, criteria, forecasters, formats, cases or claims."
        ),
    ],
    case: Annotated[
        str, typer.Argument(help="For claims: a case, or a report; by default all.")
    ] = "",
) -> None:
    """List what there is of one kind, a line each.

    Example: entente list measures
    """
    from entente.listing import entries
    from entente.settings import settings

    found = settings()
    lines = [tuple(entry.values()) for entry in entries(kind, found, case=case)]
    if kind == "claims":
        _name_drafts(case)
    wide = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))] if lines else []
    for line in lines:
        say("  ".join(cell.ljust(w) for cell, w in zip(line, wide, strict=True)).rstrip())


def _name_drafts(case: str) -> None:
    """Name the drafts, whose claims are not listed, on standard error."""
    import sys

    from entente.cases.folder import case_names, open_case
    from entente.settings import settings

    found = settings()
    for name in [case] if case else case_names(found):
        opened = open_case(name, found)
        for slug in opened.drafts:
            address = f"{opened.slug}/{slug}"
            hint = f"`entente case check {address}` names what is missing"
            print(f"{address}: draft, not reviewed; {hint}", file=sys.stderr)
