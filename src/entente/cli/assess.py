"""`entente assess`: every claim of a case, as written and now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from entente.assessment import Assessment

app = typer.Typer()


@app.command("assess")
def assess(
    case: Annotated[str, typer.Argument(help="Name of a case, or of a report; or its folder.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Write the assessment as JSON to standard output.")
    ] = False,
    timings: Annotated[
        bool, typer.Option("--timings", help="Say how long each part took.")
    ] = False,
) -> None:
    """Answer every claim of a case from open data, as written and now.

    Example: entente assess china-russia-east-asia --json > assessment.json
    """
    from entente.cli._progress import Timings, progress

    clock = Timings(shown=timings)
    with clock.part("load"):
        from entente.answer.cached import assessment_json
        from entente.cases.folder import read_case
        from entente.settings import settings

        found = settings()
        files = read_case(case, found)
    with clock.part("assess"):
        text = assessment_json(files, found, progress=progress)
    if as_json:
        print(text, end="")
    else:
        from entente.assessment import Assessment as Model

        _show(Model.model_validate_json(text))
    clock.total()


def _show(assessment: Assessment) -> None:
    print(assessment.record["title"])
    print(f"edition {assessment.edition}\n")
    wide = max(len(claim.id) for claim in assessment.claims)
    for claim in assessment.claims:
        if claim.forecasts:
            chance = claim.forecasts[0].probability["now"]
            said = "registered" if chance is None else f"registered, {chance:.0%}"
            print(f"{claim.id:<{wide}}  {said}")
            continue
        then, now = (claim.answers[name].verdict for name in ("as_written", "now"))
        arrow = f"{then} -> {now}" if then != now else now
        print(f"{claim.id:<{wide}}  {arrow}")
    print()
    for name, counts in assessment.counts.items():
        line = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
        print(f"{name.replace('_', ' '):<11} {line}")
