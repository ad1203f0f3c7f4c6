"""`entente assess`: every claim of a case, as written and now."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from entente.assessment import Assessment, ClaimAssessment

app = typer.Typer()

# The verdict is always there in words: colour only helps the eye along.
COLOURS = {
    "supported": "green",
    "contradicted": "red",
    "mixed": "yellow",
    "undetermined": "blue",
    "not testable": "dim",
}


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
    """Print the claims by theatre: in colour on a terminal, unless ``NO_COLOR`` is set."""
    from rich.console import Console

    # NO_COLOR by itself would leave Rich its bold and dim.
    colours = None if os.environ.get("NO_COLOR") else "auto"
    out = Console(color_system=colours, highlight=False, soft_wrap=True)
    # Printed by us, since Rich takes a reader who goes away for a failure.
    with out.capture() as text:
        _write(assessment, out)
    print(text.get(), end="")


def _write(assessment: Assessment, out: Console) -> None:
    from rich.text import Text

    from entente.brief.pages.views import by_theatre

    out.print(Text(assessment.record["title"], style="bold"))
    out.print(f"edition {assessment.edition}")
    answers = {claim.id: _answer(claim) for claim in assessment.claims}
    wide = max(map(len, answers))
    wide_answer = max(len(answer.plain) for answer in answers.values())
    for theatre, claims in by_theatre(assessment):
        if not claims:
            continue
        out.print()
        out.print(Text(theatre, style="bold"))
        for claim in claims:
            answer = answers[claim.id]
            answer.pad_right(wide_answer - len(answer.plain))
            out.print(Text.assemble(f"  {claim.id:<{wide}}  ", answer, f"  {claim.title}"))
    out.print()
    for name, counts in assessment.counts.items():
        line = Text(", ").join(
            Text(f"{count} {verdict}", style=COLOURS[verdict] if count else "")
            for verdict, count in counts.items()
        )
        out.print(Text.assemble(f"{name.replace('_', ' '):<11} ", line))


def _answer(claim: ClaimAssessment) -> Text:
    """Return the verdicts of a claim, or the chance of what it forecasts."""
    from rich.text import Text

    if claim.forecasts:
        chance = claim.forecasts[0].probability["now"]
        return Text("registered" if chance is None else f"registered, {chance:.0%}")
    then, now = (Text(v, style=COLOURS[v]) for v in _verdicts(claim))
    return now if then.plain == now.plain else Text.assemble(then, " -> ", now)


def _verdicts(claim: ClaimAssessment) -> tuple[str, str]:
    return claim.answers["as_written"].verdict, claim.answers["now"].verdict
