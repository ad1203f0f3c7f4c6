"""Lone no share: how often a state was the only one to say no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _
from entente.measures import measure

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="share (0-1)",
    grain=("state", "year"),
    uses=("roll_call_vote",),
    scope={"body": "UNGA", "set": "all"},
    bounds=(0, 1),
    better="more of the votes are forced by the state alone",
)
def lone_no_share(roll_call_vote: ir.Table) -> ir.Table:
    """Share of a state's recorded votes in which it alone said no.

    share(i, t) = votes of i that are the only no / votes that i cast in year t. A text on which
    only one state says no would mostly have been adopted without a vote but for that state: in a
    year with many such texts all others agree with each other more, though nothing else changed.

    Args:
        roll_call_vote: One row per body, resolution, date and state; ``vote`` and ``no_count``,
            the members that said no.

    Returns:
        One row per state, year with ``value`` in 0-1 and ``n`` votes cast. Years in which a state
        cast no vote stay absent.

    Source:
        Häge and Hug (2016), Consensus Decisions and Similarity Measures in International
        Organizations, International Interactions 42(3), pp. 503-529: how often texts come to a vote
        moves every measure of similarity. The count of who alone says no is ours.

    Examples:
        >>> votes = table('''
        ...     body resolution  date       state vote    no_count
        ...     UNGA A/RES/79/1  2024-12-02 USA   no             1
        ...     UNGA A/RES/79/2  2024-12-04 USA   no             9
        ...     UNGA A/RES/79/2  2024-12-04 CHN   yes            9
        ... ''')
        >>> show(lone_no_share.compute(votes))
        state  year  value  n
        CHN    2024      0  1
        USA    2024    0.5  2
    """
    cast = roll_call_vote.filter(_.vote != "absent").mutate(year=_.date.year().cast("int64"))
    return cast.group_by("state", "year").agg(
        value=((_.vote == "no") & (_.no_count == 1)).mean(),
        n=_.count(),
        rows=_.row.collect(order_by=_.row),
    )
