"""`entente assess`: every claim of a case, as written and now."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from typing import TYPE_CHECKING, Annotated

import typer

from entente.cli._output import pour
from entente.visible import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from entente.assessment import Assessment, ClaimAssessment

app = typer.Typer()

# The verdict is always there in words: colour only helps the eye along.
COLOURS = {
    "supported": "green",
    "documented": "cyan",
    "contradicted": "red",
    "mixed": "yellow",
    "undetermined": "blue",
    "not testable": "dim",
}
NARROWEST_TITLE = 30


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
        pour(text)
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
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    with out.capture() as text:
        _write(assessment, out, columns)
    pour(text.get())


def _write(assessment: Assessment, out: Console, columns: int | None) -> None:
    """Write the claims, a line each; within a number of columns, titles are wrapped to fit."""
    from rich.text import Text

    from entente.brief.pages.views import by_theatre

    out.print(Text(visible(assessment.record["title"]), style="bold"))
    out.print(Text(f"edition {assessment.edition}"))
    answers = {claim.id: _answer(claim) for claim in assessment.claims}
    wide = max(map(len, answers))
    wide_answer = max(len(answer.plain) for answer in answers.values())
    for theatre, claims in by_theatre(assessment):
        if not claims:
            continue
        out.print()
        out.print(Text(visible(theatre), style="bold"))
        for claim in claims:
            answer = answers[claim.id]
            answer.pad_right(wide_answer - len(answer.plain))
            before = Text.assemble(f"  {claim.id:<{wide}}  ", answer, "  ")
            first, *more = _beside(len(before), visible(claim.title), columns)
            line = Text.assemble(before, first)
            line.rstrip()
            out.print(line)
            for below in more:
                out.print(below)
    out.print()
    for name, counts in assessment.counts.items():
        line = Text(", ").join(
            Text(f"{count} {verdict}", style=COLOURS[verdict] if count else "")
            for verdict, count in counts.items()
        )
        out.print(Text.assemble(f"{name.replace('_', ' '):<11} ", line))


def _beside(start: int, title: str, columns: int | None) -> list[str]:
    """Return the end of a claim's line, and the lines below it: its title, at the side or below.

    Examples:
        >>> _beside(12, "They sail joint naval patrols around Japan", 45)
        ['They sail joint naval patrols', '            around Japan']
        >>> _beside(30, "They sail joint naval patrols around Japan", 45)
        ['', '    They sail joint naval patrols around', '    Japan']
        >>> _beside(30, "They sail joint naval patrols around Japan", None)
        ['They sail joint naval patrols around Japan']
    """
    if columns is None or start + len(title) <= columns:
        return [title]
    at_the_side = columns - start >= NARROWEST_TITLE
    indent = start if at_the_side else 4
    lines = textwrap.wrap(title, max(columns - indent, 1))
    first = [] if at_the_side else [""]
    return first + [
        line if at_the_side and not i else f"{'':{indent}}{line}" for i, line in enumerate(lines)
    ]


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
