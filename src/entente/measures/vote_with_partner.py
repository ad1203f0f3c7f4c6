"""Votes with a partner: how often a state voted as the partner did in a set of resolutions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _
from entente.measures import measure
from entente.measures._roll_calls import side_by_side
from entente.measures._votes import CONTEXT

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="share (0-1)",
    grain=("state", "partner", "year"),
    uses=("roll_call_vote",),
    scope={"body": "UNGA", "set": "all"},
    bounds=(0, 1),
    symmetric=False,
    better="votes with the partner more often",
    context=CONTEXT,
)
def vote_with_partner(roll_call_vote: ir.Table) -> ir.Table:
    """Share of the partner's votes on a set of resolutions in which the state voted the same.

    with(i, j, t) = roll calls where both cast the same of yes, abstain and no / roll calls where
    the partner j cast a vote and i stood on the roll. To stay absent is not to vote with the
    partner: it counts below the line only, which makes the measure directed.

    Args:
        roll_call_vote: One row per body, resolution, date and state; ``vote`` is yes, no, abstain
            or absent. A state without a row was no member, or is not held for that roll call.

    Returns:
        One row per state, partner, year with ``value`` in 0-1 and ``n`` roll calls. Years in which
        the set holds no roll call of the two stay absent.

    Source:
        Ours, for named sets of resolutions; the votes are those of the UN Digital Library, voting
        data (digitallibrary.un.org/record/4060887), one page per resolution.

    Examples:
        >>> votes = table('''
        ...     body resolution    date       state vote
        ...     UNGA A/RES/ES-11/1 2022-03-02 CHN   abstain
        ...     UNGA A/RES/ES-11/1 2022-03-02 RUS   no
        ...     UNGA A/RES/ES-11/3 2022-04-07 CHN   no
        ...     UNGA A/RES/ES-11/3 2022-04-07 RUS   no
        ... ''')
        >>> show(vote_with_partner.compute(votes))
        state  partner  year  value  n
        CHN    RUS      2022    0.5  2
        RUS    CHN      2022    0.5  2
    """
    return (
        side_by_side(roll_call_vote)
        .group_by("state", "partner", "year")
        .aggregate(
            value=(_.own == _.other).mean(),
            n=_.count(),
            rows=_.own_row.collect().concat(_.other_row.collect()),
        )
    )
