"""Climbs (or descends): the rung of a ladder that was in force before a date, and after it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from entente.criteria import Ask, Evidence, criterion
from entente.criteria._decision import cannot_tell, exact
from entente.finding import Stretch

if TYPE_CHECKING:
    from entente.finding import Finding


class Options(BaseModel):
    """Options of ``climbs``.

    Attributes:
        at: The date before which the first rung was in force, and after which another may be.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    at: dt.date


@criterion(
    form="state change",
    effect="rungs, from before the date to the last one in force",
    options=Options,
    periodic=False,
    counts_acts=True,
    fewer="no change",
    # A draft knows of no ladder: somebody has to put its facts into the ledger first.
    drafted=False,
)
def climbs(evidence: Evidence, ask: Ask) -> Finding:
    """The state of things stands on another rung of its ladder than before a date.

    A ladder orders the states that a relation can be in along one dimension, each dated fact from a
    closed list. A fact stays in force until the next; a lapse is a fact. What rose and fell again
    within the time stands where it stood, and the sentence says so.

    Args:
        evidence: ``points``: dated facts with the rung that each brings into force.
        ask: Direction; ``matters``: the fewest rungs that count as a change.

    Returns:
        The rungs climbed; cannot tell where nothing is known from before the date (``no_rows``).

    Source:
        Goertz and Mahoney (2012), A Tale of Two Cultures, chapter 10 (ordered states of a concept).

    Examples:
        >>> from entente.measures import Point
        >>> facts = Evidence((Point(dt.date(2000, 2, 9), 2.0), Point(dt.date(2024, 12, 4), 3.0)))
        >>> ask = climbs.ask(matters=1, options={"at": dt.date(2022, 2, 24)})
        >>> climbs.decide(facts, ask).answer
        'supports'
        >>> climbs.decide(Evidence(facts.points[1:]), ask).reason
        'no_rows'
    """
    at = ask.options.at
    facts = sorted(
        (point.period, point.value)
        for point in evidence.points
        if isinstance(point.period, dt.date)
    )
    before = [fact for fact in facts if fact[0] < at]
    after = [fact for fact in facts if fact[0] >= at]
    if not before:
        return cannot_tell("no_rows", f"No rung is known from before {at.isoformat()}.")
    start = before[-1][1]
    end = after[-1][1] if after else start
    found = exact(end - start, ask, n=len(facts))
    base = Stretch(start, before[-1][0], before[-1][0])
    latest = (after or before)[-1][0]
    said = f"Rung {start:.0f} before {at.isoformat()}, rung {end:.0f} at the end."
    between = [value for _, value in after]
    if between and max(between) > max(start, end):
        said += f" It rose to {max(between):.0f} and fell again."
    return replace(found, detail=said, base=base, seen=Stretch(end, latest, latest))
