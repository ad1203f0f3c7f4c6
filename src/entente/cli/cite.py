"""`entente cite`: how to cite a report or the answer to a claim."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer()

FORMATS = {"bibtex": "bib", "ris": "ris", "csl": "json"}


@app.command("cite")
def cite(
    case: Annotated[str, typer.Argument(help="Name of a case, or case/report; or its folder.")],
    claim: Annotated[str, typer.Argument(help="Id of a claim; without it, the report.")] = "",
    form: Annotated[str, typer.Option("--format", help="bibtex, ris or csl.")] = "bibtex",
) -> None:
    """Cite the report of a case, or the answer to one of its claims at this vintage.

    Example: entente cite china-russia-east-asia japan-air-patrols --format csl
    """
    from entente.claims import read_case
    from entente.errors import UnknownNameError
    from entente.settings import settings

    if form not in FORMATS:
        raise UnknownNameError.among("format", form, FORMATS, fix="--format bibtex")
    found = settings()
    files = read_case(case, found)
    if not claim:
        from entente.library.formats import write_records
        from entente.library.record import Record

        facts = files.report.record.model_dump(exclude={"summary", "sentences"})
        name = {"bibtex": "bibtex", "ris": "ris", "csl": "csl_json"}[form]
        print(write_records([Record.model_validate(facts)], name), end="")
        return
    from entente.assessment import Assessment
    from entente.brief.citation import citations
    from entente.cached import assessment_json

    assessment = Assessment.model_validate_json(assessment_json(files, found))
    print(citations(assessment, assessment.claim(claim))[FORMATS[form]].rstrip())
