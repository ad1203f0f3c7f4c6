"""Adopted without a vote: what the record of votes does not show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.measures import measure

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="share (0-1)",
    grain=("year",),
    uses=("assembly_session",),
    bounds=(0, 1),
    better="more is adopted without a vote",
    caution="A lower bound: what was adopted after the last text that is held is not counted.",
)
def adopted_without_vote(assembly_session: ir.Table) -> ir.Table:
    """Share of a session's texts in the General Assembly that were adopted without a recorded vote.

    share(t) = (texts by their numbers - texts with a recorded vote) / texts by their numbers, of
    the regular session that began in year t. Similarity of votes is over the rest alone: where more
    texts come to a vote, other questions are voted on.

    Args:
        assembly_session: One row per session; ``numbered`` and ``recorded`` texts.

    Returns:
        One row per year with ``value`` in 0-1 and ``n`` the texts by their numbers. A session
        without a text that is held stays absent.

    Source:
        Häge and Hug (2016), Consensus Decisions and Similarity Measures in International
        Organizations, International Interactions 42(3), pp. 503-529, on why it matters.

    Examples:
        >>> sessions = table('''
        ...     year session numbered recorded
        ...     2019      74      300       75
        ... ''')
        >>> show(adopted_without_vote.compute(sessions))
        year  value    n
        2019   0.75  300
    """
    return assembly_session.select(
        "year",
        value=(_.numbered - _.recorded) / _.numbered.nullif(0),
        n=_.numbered,
        rows=ibis.array([_.row]),
    )
