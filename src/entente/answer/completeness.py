"""Completeness: whether the rows of a question come from complete lists."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from entente.measures import measures

if TYPE_CHECKING:
    from entente.data.question import Question
    from entente.data.store import Narrowing
    from entente.data.study import Study
    from entente.data.vintages import Vintage

MOST_SEARCHES = 4
DAY = dt.timedelta(days=1)
STILL_COMPLETE = dt.timedelta(days=366)
"""How long after the end of its search a list still counts as complete."""


def completeness(question: Question, study: Study, vintage: Vintage) -> tuple[bool, str]:
    """Return whether the rows of a question come from complete lists, and on what basis.

    Returns:
        Whether "none" is evidence, and a sentence or more for the page.
    """
    measure = measures[question.measure]
    if measure.is_closed:
        return True, "The list is complete by nature: its producer lists every one."
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
    complete = all(_covered(name, rows, question, wanted, vintage) for name in asked)
    return bool(asked) and complete, text


def _covered(
    instrument: str,
    rows: list[dict[str, Any]],
    question: Question,
    wanted: Narrowing,
    vintage: Vintage,
) -> bool:
    """Whether complete searches for an instrument reach, together, over all that a question asks.

    A list counts as complete up to a year after the day to which it was searched, since the next
    search comes with the next edition; a later span that is not complete takes nothing from it.
    """
    spans = sorted(
        (row["date_from"], row["date_to"])
        for row in rows
        if row["instrument"] == instrument and row["complete"] and _is_as_wide(row, wanted)
    )
    if not spans:
        return False
    start = question.window.begins if question.window else None
    reached = spans[0][1]
    if start is not None and spans[0][0] > start:
        return False
    for begin, end in spans[1:]:
        if begin > reached + DAY:
            return False
        reached = max(reached, end)
    last = question.window.ends if question.window else None
    return reached + STILL_COMPLETE >= min(vintage.date, last or vintage.date)


def _is_as_wide(row: dict[str, Any], wanted: Narrowing) -> bool:
    """Whether a search was of all theatres that a question asks of."""
    if not row["theatre"]:
        return True
    asked = set(wanted.get("theatre", ()))
    return bool(asked) and asked <= set(row["theatre"].split(";"))
