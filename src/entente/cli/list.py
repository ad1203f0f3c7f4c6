"""`entente list`: what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

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
    from entente.errors import UnknownNameError

    kinds: dict[str, Callable[[], list[tuple[str, ...]]]] = {
        "sources": _sources,
        "tables": _tables,
        "measures": _measures,
        "criteria": _criteria,
        "forecasters": _forecasters,
        "formats": _formats,
        "cases": _cases,
        "claims": lambda: _claims(case),
    }
    if kind not in kinds:
        raise UnknownNameError.among("list", kind, kinds)
    lines = kinds[kind]()
    wide = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))] if lines else []
    for line in lines:
        print("  ".join(cell.ljust(w) for cell, w in zip(line, wide, strict=True)).rstrip())


def _sources() -> list[tuple[str, ...]]:
    from entente.sources import sources

    return [(s.name, s.producer, s.licence.name, s.title) for s in sources]


def _tables() -> list[tuple[str, ...]]:
    from entente.tables import tables

    return [(t.name, t.held, ", ".join(t.key), t.title) for t in tables]


def _measures() -> list[tuple[str, ...]]:
    from entente.measures import measures

    return [(m.name, m.unit, ", ".join(m.grain), ", ".join(m.scope), m.title) for m in measures]


def _criteria() -> list[tuple[str, ...]]:
    from entente.criteria import criteria

    return [(c.name, c.form, c.title) for c in criteria]


def _forecasters() -> list[tuple[str, ...]]:
    from entente.outlook import forecasters

    return [(f.name, f.title) for f in forecasters]


def _formats() -> list[tuple[str, ...]]:
    from entente.library.formats import formats

    told = {(True, True): "read and written", (True, False): "read", (False, True): "written"}
    return [
        (f.name, told[f.is_read, f.write is not None], ", ".join(f.suffixes), f.title)
        for f in formats
    ]


def _cases() -> list[tuple[str, ...]]:
    from entente.cases.folder import case_names, open_case
    from entente.settings import settings

    found = settings()
    lines: list[tuple[str, ...]] = []
    for name in case_names(found):
        opened = open_case(name, found)
        drafts = [f"{slug} (draft, not reviewed)" for slug in opened.drafts]
        reviewed = [slug for slug in opened.reports if slug not in opened.drafts]
        lines.append((name, ", ".join([*reviewed, *drafts]), opened.case.title))
    return lines


def _claims(case: str) -> list[tuple[str, ...]]:
    """List the claims of the reviewed reports; drafts are named on standard error."""
    import sys

    from entente.cases.folder import case_names, open_case
    from entente.settings import settings

    found = settings()
    lines: list[tuple[str, ...]] = []
    for name in [case] if case else case_names(found):
        opened = open_case(name, found)
        if opened.named in opened.drafts:
            raise opened.drafts[opened.named]
        for slug in opened.drafts:
            address = f"{opened.slug}/{slug}"
            hint = f"`entente case check {address}` names what is missing"
            print(f"{address}: draft, not reviewed; {hint}", file=sys.stderr)
        for files in opened.read():
            claims = files.report.claims
            lines += [(files.address, claim.id, claim.form, claim.title) for claim in claims]
    return lines
