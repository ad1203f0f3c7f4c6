"""`entente cite`: how to cite a report, a claim in it, or the answer to a claim."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from entente.cases.folder import CaseFiles

from entente.cli._output import pour, say

app = typer.Typer()

VINTAGES = ("now", "as_written")


@app.command("cite")
def cite(
    case: Annotated[str, typer.Argument(help="Name of a case, or of a report; or its folder.")],
    claim: Annotated[str, typer.Argument(help="Id of a claim; without it, the report.")] = "",
    form: Annotated[
        str, typer.Option("--format", help="chicago, apa, mla, bibtex, ris or csl.")
    ] = "bibtex",
    vintage: Annotated[
        str, typer.Option("--vintage", help="Of the answer: now (the default) or as_written.")
    ] = "",
    as_made: Annotated[
        bool, typer.Option("--as-made", help="The claim as the report makes it, at its place.")
    ] = False,
) -> None:
    """Cite the report of a case, a claim as it makes it, or our answer at a vintage.

    The claim is found in any report of the case; standard error says in which, if not the first.

    Example: entente cite china-russia-east-asia japan-air-patrols --format apa
    """
    from entente.cases.folder import find_claim, read_case
    from entente.errors import ScopeError, UnknownNameError
    from entente.library.citation import FORMS
    from entente.settings import settings

    if form not in FORMS:
        raise UnknownNameError.among("format", form, FORMS, fix="--format bibtex")
    if vintage and vintage not in VINTAGES:
        raise UnknownNameError.among("vintage", vintage, VINTAGES)
    if (vintage or as_made) and not claim:
        raise ScopeError(
            "Without a claim, the report is cited, which has no vintage and is no claim.",
            fix="name a claim; `entente list claims` has them",
        )
    if vintage and as_made:
        raise ScopeError(
            "A claim as the report makes it has no vintage; our answer to it has.",
            fix="leave out --as-made or --vintage",
        )
    found = settings()
    files = find_claim(case, claim, found) if claim else read_case(case, found)
    if claim and not files.is_main:
        print(f"{claim}: a claim of {files.address}", file=sys.stderr)
    if claim and not as_made:
        from entente.answer.cached import kept_assessment
        from entente.brief.pages.citation import cite_answer

        assessment = kept_assessment(files, found)
        of = assessment.claim(claim)
        then = "as_written" if vintage == "as_written" else "now"
        _put(cite_answer(assessment, of, form, then), form)
        return
    _put(_cite_report(files, claim, form), form)


def _put(citation: str, form: str) -> None:
    """Write a citation: in a style it is for people, else for programs."""
    from entente.library.citation import STYLES

    if form in STYLES:
        say(citation)
    else:
        pour(f"{citation}\n")


def _cite_report(files: CaseFiles, claim: str, form: str) -> str:
    """Cite the report, or a claim as it makes it."""
    from entente.brief.pages.citation import cite_as_made
    from entente.library.citation import cite as cite_record

    report = files.report.record.catalogue_record()
    if not claim:
        return cite_record(report, form)
    made = next(each for each in files.report.claims if each.id == claim)
    return cite_as_made(report, claim, made.title, made.locator, form)
