"""Lists of what there is, the same on the command line and in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.cases.folder import case_names, open_case
from entente.criteria import criteria
from entente.errors import ScopeError, UnknownNameError
from entente.library.formats import formats
from entente.measures import measures
from entente.outlook import forecasters
from entente.sources import sources
from entente.tables import tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from entente.settings import Settings

Entry = dict[str, str]


def entries(kind: str, settings: Settings, *, case: str = "") -> list[Entry]:
    """Return what there is of a kind, in order.

    Args:
        kind: sources, tables, measures, criteria, forecasters, formats, cases or claims.
        settings: Where the cases are.
        case: For claims: a case, or a report; by default all.

    Returns:
        One dictionary a thing, the same names in each; a draft of a report has a ``draft`` that
        says so.

    Raises:
        UnknownNameError: There is no such list, case or report.
        ScopeError: A case is named for a list that is of no case.
    """
    kinds: dict[str, Callable[[], list[Entry]]] = {
        "sources": _sources,
        "tables": _tables,
        "measures": _measures,
        "criteria": _criteria,
        "forecasters": _forecasters,
        "formats": _formats,
        "cases": lambda: _cases(settings),
        "claims": lambda: _claims(case, settings),
    }
    if kind not in kinds:
        raise UnknownNameError.among("list", kind, kinds)
    if case and kind != "claims":
        msg = f"{kind} are of no case, so {case!r} cannot narrow them."
        raise ScopeError(msg, fix=f"entente list {kind}")
    return kinds[kind]()


def _sources() -> list[Entry]:
    return [
        {"name": s.name, "producer": s.producer, "licence": s.licence.terms, "title": s.title}
        for s in sources
    ]


def _tables() -> list[Entry]:
    return [
        {"name": t.name, "held": t.held, "key": ", ".join(t.key), "title": t.title} for t in tables
    ]


def _measures() -> list[Entry]:
    return [
        {
            "name": m.name,
            "unit": m.unit,
            "key": ", ".join(m.grain),
            "scope": ", ".join([*m.scope, *m.options]),
            "title": m.title,
        }
        for m in measures
    ]


def _criteria() -> list[Entry]:
    return [{"name": c.name, "form": c.form, "title": c.title} for c in criteria]


def _forecasters() -> list[Entry]:
    return [{"name": f.name, "title": f.title} for f in forecasters]


def _formats() -> list[Entry]:
    ways = {(True, True): "read and written", (True, False): "read", (False, True): "written"}
    return [
        {
            "name": f.name,
            "way": ways[f.is_read, f.write is not None],
            "endings": ", ".join(f.suffixes),
            "title": f.title,
        }
        for f in formats
    ]


def _cases(settings: Settings) -> list[Entry]:
    found: list[Entry] = []
    for name in case_names(settings):
        opened = open_case(name, settings)
        drafts = [f"{slug} (draft, not reviewed)" for slug in opened.drafts]
        reviewed = [slug for slug in opened.reports if slug not in opened.drafts]
        reports = ", ".join([*reviewed, *drafts])
        found.append({"name": name, "reports": reports, "title": opened.case.title})
    return found


def _claims(case: str, settings: Settings) -> list[Entry]:
    found: list[Entry] = []
    for name in [case] if case else case_names(settings):
        opened = open_case(name, settings)
        if opened.named in opened.drafts:
            raise opened.drafts[opened.named]
        for files in opened.read():
            found += [
                {
                    "report": files.address,
                    "name": claim.id,
                    "form": claim.form,
                    "title": claim.title,
                }
                for claim in files.report.claims
            ]
    return found
