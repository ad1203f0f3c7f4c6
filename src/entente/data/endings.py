"""Why the values of a question end where they do."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from entente.crosswalk import crosswalk, read_or_bundled
from entente.data import edition
from entente.measures import measures
from entente.periods import days_of, period_after, year_of
from entente.sources import sources

if TYPE_CHECKING:
    from collections.abc import Iterable

    from entente.data.question import Question
    from entente.data.study import Study
    from entente.periods import Period
    from entente.sources import Source


def ending(study: Study, question: Question, last: Period, names: Iterable[str]) -> str:
    """Say why nothing is held of a question after a period.

    Five reasons are told apart, the first that applies: a state is no more; one stopped reporting,
    or never did; a source ended; the next is not yet due; it is overdue, as a source's usual lag
    has it.

    Args:
        study: Whose edition is asked.
        question: What was asked.
        last: Last period held.
        names: Sources of the rows that it may read.

    Returns:
        A sentence without its full stop; empty where only hand-coded rows were read, or only a part
        of what is held was asked for.
    """
    if question.window is not None and not question.window.is_open:
        return ""
    held = [sources[n] for n in sorted(names) if not n.startswith(edition.LEDGER)]
    return (
        _gone(study, question, last)
        or _stopped(study, question, last)
        or _of_sources(study, question, held, last)
    )


def _gone(study: Study, question: Question, last: Period) -> str:
    """Name a state of the question that was no more in the year after the last."""
    known = crosswalk(study.words).states
    for code in question.named:
        until = known[code].life.until if code in known else None
        if until is not None and until <= dt.date(year_of(last) + 1, 12, 31):
            return f"{known[code].name} is no more since {until.year}"
    return ""


def _stopped(study: Study, question: Question, last: Period) -> str:
    """Return what is known of the state whose figures are asked, if it reports no longer."""
    measure = measures[question.measure]
    sides = question.named
    if not measure.is_directed or len(sides) < 2:
        return ""
    own = study.narrowing(question).get("figures", ["own"]) == ["own"]
    reporter = sides[0] if own else sides[-1]
    for entry in read_or_bundled(study.words, "suspensions").values():
        of_kind = entry["kind"] in measure.only.get("kind", ())
        # The last year that was reported may have gaps.
        ends = entry["last"] == 0 or 0 <= entry["last"] - year_of(last) <= 1
        if entry["state"] == reporter and entry["table"] in measure.uses and of_kind and ends:
            return str(entry["note"])
    return ""


def _of_sources(study: Study, question: Question, held: list[Source], last: Period) -> str:
    """Say which of the sources ended, or when the next of those that go on is due."""
    going = [source for source in held if source.updates != "ended"]
    over = [s for s in held if s.updates == "ended" and s.covers[1] == year_of(last)]
    if over or not going:
        return f"its source ended ({(over or held)[0].producer})" if held else ""
    if all(source.updates == "irregular" for source in going):
        return f"its source is added to now and then ({going[0].producer})"
    due = _due(going, last, measures[question.measure].period)
    if due > edition.as_of(study.settings):
        return f"the next is not yet due, about {due:%B %Y}"
    return f"the next was due about {due:%B %Y} and is not in this edition"


def _due(held: list[Source], last: Period, kind: str) -> dt.date:
    """Return when the period after the last was to be expected."""
    end = days_of(period_after(last, kind), kind)[1]
    return end + dt.timedelta(days=max(source.lag_days for source in held))
