"""Completeness: whether the rows of a question come from complete lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from entente.measures import measures

if TYPE_CHECKING:
    from entente.data.question import Question
    from entente.data.store import Narrowing
    from entente.data.study import Study
    from entente.data.vintages import Vintage

MOST_SEARCHES = 4


def completeness(question: Question, study: Study, vintage: Vintage) -> tuple[bool, str]:
    """Return whether the rows of a question come from complete lists, and on what basis.

    Returns:
        Whether "none" is evidence, and a sentence or more for the page.
    """
    measure = measures[question.measure]
    if measure.is_closed:
        return True, "The list is complete by nature: every recorded vote is in it."
    if not measure.is_open:
        return False, ""
    wanted = study.narrowing(question)
    rows = study.searched(question, vintage)
    asked = set(wanted.get("instrument", []))
    if not rows or (asked and asked - {row["instrument"] for row in rows}):
        return False, "No search of this kind is declared complete."
    text = " ".join(
        f"{row['instrument'].replace('_', ' ').capitalize()} to {row['date_to']:%d %B %Y}: "
        f"{row['basis'].rstrip('.')}."
        for row in rows[:MOST_SEARCHES]
    )
    reached = {row["instrument"] for row in rows if _covers(row, question, wanted)}
    return reached == asked and all(row["complete"] for row in rows) and bool(asked), text


def _covers(row: dict[str, Any], question: Question, wanted: Narrowing) -> bool:
    """Whether a search reached as far as a question: its first day, and its theatres."""
    start = question.window.begins if question.window else None
    if start is not None and row["date_from"] > start:
        return False
    return not row["theatre"] or set(wanted.get("theatre", ())) == set(row["theatre"].split(";"))
