"""`entente trace`: a claim's numbers down to rows and links."""

from __future__ import annotations

from typing import Annotated

import typer

from entente.cli._output import say

app = typer.Typer()

SHOWN = 40


@app.command("trace")
def trace(
    case: Annotated[str, typer.Argument(help="Name of a case, or of a report; or its folder.")],
    claim: Annotated[str, typer.Argument(help="Id of a claim; `entente list claims` names them.")],
    every: Annotated[bool, typer.Option("--all", help="Show every row, not the first 40.")] = False,
) -> None:
    """Follow the numbers of a claim down to the rows and their links.

    The claim is found in any report of the case, and the second line says in which.

    Example: entente trace china-russia-east-asia japan-air-patrols
    """
    from entente.answer.assess import assess
    from entente.brief.words import phrases
    from entente.cases.folder import find_claim
    from entente.settings import settings

    found = settings()
    files = find_claim(case, claim, found)
    assessed = assess(files, found, only=claim)
    entry = assessed.assessment.claim(claim)
    say(f"{entry.title}\n{files.address}, {entry.locator}\n")
    for name in ("as_written", "now"):
        answer = entry.answers[name]
        sense = f" ({answer.sense})" if answer.sense else ""
        why = f": {answer.reason}" if answer.reason else ""
        say(f"{name.replace('_', ' '):<11} {answer.verdict}{sense}{why}")
    for lens in entry.lenses:
        say(f"\n{lens.title} [{lens.measure}, {lens.criterion}, {lens.proxy}]\n  {lens.asks}")
        for name in ("as_written", "now"):
            result = lens.results[name]
            said = result.reason_text
            if result.effect is not None:
                said = phrases.effect(
                    result.effect, lens.effect_unit, low=result.low, high=result.high
                )
            say(f"  {name.replace('_', ' '):<11} {result.answer.replace('_', ' ')}: {said}")
        rows = [row for row in assessed.rows[claim] if row.lens == lens.id]
        for row in rows if every else rows[:SHOWN]:
            value = "" if row.value is None else f" {row.value:g} {row.unit}"
            late = "" if row.as_written else " (since the report)"
            say(f"    {row.period}{value}  {row.what}{late}\n      {row.row_id}  {row.link}")
        if len(rows) > SHOWN and not every:
            say(f"    ... {len(rows) - SHOWN} more rows: --all")
