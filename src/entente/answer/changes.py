"""Changes: why an answer moved between two vintages, and which next value is overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.assessment import NEW_ROWS, Change
from entente.measures import measures
from entente.periods import year_of
from entente.policy import EDGE, OVERDUE_AFTER, SURE
from entente.rows_behind import OF_VALUES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from entente.assessment import Answer, LensAssessment, VintageName
    from entente.cases.contract import Lens
    from entente.data.vintages import Vintage
    from entente.measures import Point
    from entente.rows_behind import RowBehind


def change(
    answers: dict[VintageName, Answer],
    lenses: list[LensAssessment],
    rows: list[RowBehind],
    aged: Collection[str] = (),
) -> Change | None:
    """Say why the verdict now is not the one as written.

    Between two vintages of one edition only the rows differ. The lenses named are those whose
    answer moved or, where none did, those that came to lean another way, or to lean at all.

    Args:
        answers: The answer at both vintages.
        lenses: Lenses with their results.
        rows: Rows behind the claim.
        aged: Lenses whose list counted as complete when the report appeared and does no longer.

    Returns:
        Nothing where the verdict is the same.
    """
    before, after = answers["as_written"].verdict, answers["now"].verdict
    if before == after:
        return None
    moved = [entry for entry in lenses if _answer(entry, "as_written") != _answer(entry, "now")]
    stirred = [entry for entry in lenses if _lean(entry, "as_written") != _lean(entry, "now")]
    new = sum(not row.as_written for row in rows if row.role in OF_VALUES)
    steps = [
        f"{entry.title} went from “{_said(entry, 'as_written', moved)}” to "
        f"“{_said(entry, 'now', moved)}”."
        for entry in moved or stirred
    ]
    fading = after in {"supported", "contradicted"} and any(
        _answer(entry, "now") == "cannot tell" for entry in moved
    )
    old = [entry.title for entry in lenses if entry.id in aged]
    text, cause = _cause(new, old, moved=bool(moved))
    text = " ".join([text, *steps])
    if any(_on_the_edge(entry) for entry in moved):
        text += " It is on the edge: the probability is within three points of the bar."
    if fading:
        text += " The answer firmed because evidence on the other side faded."
    return Change(cause=cause, lenses=[entry.id for entry in moved or stirred], text=text)


def _cause(new: int, aged: list[str], *, moved: bool) -> tuple[str, str]:
    """Return why an answer moved, as a sentence and in a few words."""
    same = "the rule and the code are the same."
    if aged and not moved:
        names = ", ".join(aged)
        said = f"The list behind {names} was last searched more than a year ago, so it no longer "
        return f"{said}counts as complete; {same}", "an aged list"
    if new:
        return f"New rows only ({new:,} since the report); {same}", NEW_ROWS
    said = "No new row in the window: later periods of the series tell better how large its error "
    return f"{said}is; {same}", "error re-estimated"


def overdue(lens: Lens, points: Sequence[Point], rows: list[RowBehind], now: Vintage) -> str:
    """Say which next value should be there by the source's own rhythm, and is not.

    A value is overdue where a year and two months have passed since the last one was public. Lists
    of acts have no rhythm, and a window that has an end expects nothing beyond it.

    Args:
        lens: The rule.
        points: What it read.
        rows: Rows behind it.
        now: The vintage that knows most.

    Returns:
        A sentence, or nothing.
    """
    measure = measures[lens.measure]
    bounded = lens.window is not None and not lens.window.is_open
    if measure.is_dated or not points or bounded or measure.is_searched:
        return ""
    last = year_of(points[-1].period)
    recent = [row for row in rows if row.role == "main" and row.period == str(last)]
    if not recent:
        return ""
    known_on = max(row.known_on for row in recent)
    expected = known_on.replace(year=known_on.year + 1, day=min(known_on.day, 28))
    if expected + OVERDUE_AFTER >= now.date:
        return ""
    kind = "fiscal " if measure.period == "fiscal_year" else ""
    return (
        f"Overdue: by the rhythm of earlier years the value for {kind}{last + 1} was to be "
        f"expected by {expected:%B %Y} and is not in the tables."
    )


def _answer(lens: LensAssessment, name: VintageName) -> str:
    return lens.results[name].answer.replace("_", " ")


def _lean(lens: LensAssessment, name: VintageName) -> str:
    lean = lens.results[name].lean
    if lean is None:
        return "no estimate"
    return "leans for" if lean > 0.5 else "leans against" if lean < 0.5 else "no lean"


def _said(lens: LensAssessment, name: VintageName, moved: list[LensAssessment]) -> str:
    answer = _answer(lens, name)
    return answer if moved else f"{answer}, {_lean(lens, name)}"


def _on_the_edge(lens: LensAssessment) -> bool:
    chances = [
        chance
        for result in lens.results.values()
        for chance in (result.p_claimed, result.p_none)
        if chance is not None and not result.exact
    ]
    return any(abs(chance - SURE) < EDGE for chance in chances)
