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
        str, typer.Argument(help="sources, tables, measures, criteria, cases or claims.")
    ],
    case: Annotated[
        str, typer.Argument(help="For claims: a case, or case/report; by default all.")
    ] = "",
) -> None:
    """List sources, tables, measures, criteria, cases or claims, a line each.

    Example: entente list measures
    """
    from entente.errors import UnknownNameError

    kinds: dict[str, Callable[[], list[tuple[str, ...]]]] = {
        "sources": _sources,
        "tables": _tables,
        "measures": _measures,
        "criteria": _criteria,
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


def _cases() -> list[tuple[str, ...]]:
    from entente.claims import case_names, read_case
    from entente.settings import settings

    found = settings()
    cases = [read_case(name, found) for name in case_names(found)]
    return [(files.slug, ", ".join(files.case.reports), files.case.title) for files in cases]


def _claims(case: str) -> list[tuple[str, ...]]:
    from entente.claims import case_names, read_reports
    from entente.settings import settings

    found = settings()
    return [
        (files.address, claim.id, claim.form, claim.title)
        for name in ([case] if case else case_names(found))
        for files in read_reports(name, found)
        for claim in files.report.claims
    ]
