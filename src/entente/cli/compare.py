"""`entente compare`: two reports against each other."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Annotated

import typer

from entente.cli._output import pour, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from entente.comparison import Comparison, Row, Side

app = typer.Typer()

FORMATS = ("table", "csv", "json", "md")
HEADINGS = {"clash": "Clash", "agree": "Agree", "different": "Different things"}
COLUMNS = (
    *("group", "measure", "measure_title", "reason"),
    *(
        f"{which}_{name}"
        for which in ("first", "second")
        for name in (
            *("report", "claim", "title", "lens", "says", "scope", "verdict_now"),
            *("verdict_as_written", "answer_now", "answer_as_written", "effect_now", "low_now"),
            *("high_now", "effect_unit"),
        )
    ),
    *("data_now", "data_as_written", "text", "notes"),
)


@app.command("compare")
def compare(
    first: Annotated[str, typer.Argument(help="A report: case/report, or its name alone.")],
    second: Annotated[str, typer.Argument(help="The report to hold against it.")],
    form: Annotated[str, typer.Option("--format", help="table, csv, json or md.")] = "table",
) -> None:
    """Hold two reports against each other: where they agree, clash, or speak of different things.

    Example: entente compare cnas-2024 merics-2025
    """
    from entente.answer.cached import kept_assessment
    from entente.cases.folder import read_case
    from entente.cli._progress import progress
    from entente.comparison import compare as held_against
    from entente.errors import ScopeError, UnknownNameError
    from entente.settings import settings

    if form not in FORMATS:
        raise UnknownNameError.among("format", form, FORMATS, fix="--format csv")
    found = settings()
    files = [read_case(name, found) for name in (first, second)]
    if files[0].report_file.path == files[1].report_file.path:
        msg = f"{files[0].address} cannot be compared with itself."
        raise ScopeError(msg, fix="`entente list cases` names the reports")
    one, two = (kept_assessment(file, found, progress=progress) for file in files)
    comparison = held_against(one, two)
    if form == "table":
        say(_table(comparison))
    else:
        write = {"csv": _csv, "json": _json, "md": _markdown}[form]
        pour(write(comparison))


def _rows(comparison: Comparison) -> Iterator[tuple[str, list[Row]]]:
    for name, heading in HEADINGS.items():
        yield heading, comparison.group(name)  # type: ignore[arg-type] (the three groups)


def _json(comparison: Comparison) -> str:
    return comparison.to_json()


def _table(comparison: Comparison) -> str:
    one, two = comparison.first.label, comparison.second.label
    lines = [
        f"{one}: {comparison.first.title}",
        f"{two}: {comparison.second.title}",
        f"edition {comparison.edition}",
    ]
    for heading, rows in _rows(comparison):
        lines += ["", f"{heading.upper()} ({len(rows)})"]
        claims: tuple[str, str] | None = None
        for row in rows:
            if row.group == "different":
                lines += _different(row, one, two)
                continue
            ours, theirs = row.first[0], row.second[0]
            if (ours.claim, theirs.claim) != claims:
                claims = (ours.claim, theirs.claim)
                lines += ["", _claim(one, ours), _claim(two, theirs)]
            lines += [
                f"  {ours.lens_title}",
                f"    {one:<{len(two)}}  {_finding(ours)}",
                f"    {two:<{len(one)}}  {_finding(theirs)}",
                f"    {row.told}",
                *(f"    {note}" for note in row.notes),
            ]
    return "\n".join(lines)


def _claim(label: str, side: Side) -> str:
    then, now = (side.readings[name].verdict for name in ("as_written", "now"))
    verdict = now if then == now else f"{then} -> {now}"
    return f"{label}: {side.title} [{side.claim}: {verdict}]"


def _finding(side: Side) -> str:
    """Say what a report says of the measure, and what the data say now."""
    from entente.brief.words import phrases

    now = side.readings["now"]
    said = f"it {side.says}: {now.answer.replace('_', ' ')}"
    if now.effect is None:
        return said
    return f"{said}, {phrases.effect(now.effect, side.effect_unit, low=now.low, high=now.high)}"


def _different(row: Row, one: str, two: str) -> list[str]:
    lines = [f"  {row.measure_title}: {row.text}"]
    for label, sides in ((one, row.first), (two, row.second)):
        claims = list(dict.fromkeys(side.claim for side in sides))
        if claims:
            lines.append(f"    {label}: {', '.join(claims)}")
    return lines


def _csv(comparison: Comparison) -> str:
    """Write a line for each pair of sides; of different things the sides stand side by side."""
    import csv
    import io

    from entente.brief.pages.rows import safe_text

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in comparison.rows:
        for ours, theirs in zip_longest(row.first, row.second):
            cells: list[str | float | None] = [row.group, row.measure, row.measure_title]
            cells += [row.reason, *_cells(ours), *_cells(theirs)]
            cells += [row.data["now"], row.data["as_written"], row.text, " ".join(row.notes)]
            writer.writerow([safe_text(c) if isinstance(c, str) else _number(c) for c in cells])
    return out.getvalue()


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def _cells(side: Side | None) -> list[str | float | None]:
    if side is None:
        return [None] * 14
    now, then = side.readings["now"], side.readings["as_written"]
    return [
        *(side.report, side.claim, side.title, side.lens, side.says, side.scope),
        *(now.verdict, then.verdict, now.answer, then.answer),
        *(now.effect, now.low, now.high, side.effect_unit),
    ]


def _markdown(comparison: Comparison) -> str:
    from entente.brief.words.numbers import plain_markdown as plain

    one, two = plain(comparison.first.label), plain(comparison.second.label)
    lines = [
        f"# {one} beside {two}",
        "",
        f"{one}: {plain(comparison.first.title)}. {two}: {plain(comparison.second.title)}. "
        f"Edition `{comparison.edition}`.",
    ]
    for heading, rows in _rows(comparison):
        lines += ["", f"## {heading}", ""]
        if rows and rows[0].group == "different":
            lines += [f"| Measure | {one} | {two} | Why |", "|---|---|---|---|"]
            lines += [
                f"| {plain(row.measure_title)} | {_titles(row.first)} | {_titles(row.second)} "
                f"| {plain(row.text)} |"
                for row in rows
            ]
        elif rows:
            lines += [f"| Lens | {one} | {two} | What the data say |", "|---|---|---|---|"]
            lines += [
                f"| {plain(row.first[0].lens_title)} | {_said(row.first[0])} "
                f"| {_said(row.second[0])} | {plain(' '.join([row.told, *row.notes]))} |"
                for row in rows
            ]
        else:
            lines.append("Nowhere.")
    return "\n".join(lines) + "\n"


def _titles(sides: list[Side]) -> str:
    from entente.brief.words.numbers import plain_markdown as plain

    return plain("; ".join(dict.fromkeys(side.title for side in sides)))


def _said(side: Side) -> str:
    from entente.brief.words.numbers import plain_markdown as plain

    verdict = side.readings["now"].verdict
    return plain(f"{side.title} ({verdict}): {_finding(side)}")
