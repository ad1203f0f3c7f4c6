"""Forced votes: how many of the Assembly's recorded votes a single state forced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.measures import measure

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="share (0-1)",
    grain=("year",),
    uses=("assembly_year",),
    bounds=(0, 1),
    better="more of the votes are forced by one state",
    context="adopted_without_vote",
)
def forced_vote_share(assembly_year: ir.Table) -> ir.Table:
    """Share of the year's recorded votes in the General Assembly on which a single state said no.

    share(t) = recorded votes with one no / recorded votes, in year t. Most of these texts would
    have been adopted without a vote but for that state (:mod:`entente.measures.lone_no_share` tells
    who), and nearly all others agree on them: raw agreement of other pairs rises with it.

    Args:
        assembly_year: One row per year; ``recorded`` votes, and ``one_no`` of them.

    Returns:
        One row per year with ``value`` in 0-1 and ``n`` the recorded votes. Years without a
        recorded vote stay absent.

    Source:
        Häge and Hug (2016), Consensus Decisions and Similarity Measures in International
        Organizations, International Interactions 42(3), pp. 503-529. The count is ours.

    Examples:
        >>> years = table('''
        ...     year recorded one_no
        ...     2025      200     50
        ... ''')
        >>> show(forced_vote_share.compute(years))
        year  value    n
        2025   0.25  200
    """
    return assembly_year.select(
        "year",
        value=_.one_no / _.recorded.nullif(0),
        n=_.recorded,
        rows=ibis.array([_.row]),
    )
