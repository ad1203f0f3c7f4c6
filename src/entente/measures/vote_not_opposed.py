"""Votes not opposed: how often a state kept from voting against its partner."""

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
    better="opposes the partner less often",
    context=CONTEXT,
)
def vote_not_opposed(roll_call_vote: ir.Table) -> ir.Table:
    """Share of the partner's yes and no votes in a set that the state did not oppose.

    not_opposed(i, j, t) = roll calls where the state voted as the partner, abstained or stayed
    absent / roll calls where the partner voted yes or no and the state stood on the roll. It is
    the weaker sibling of voting with the partner: an abstention shields without siding.

    Args:
        roll_call_vote: One row per body, resolution, date and state; ``vote`` is yes, no, abstain
            or absent. A state without a row was no member, or is not held for that roll call.

    Returns:
        One row per state, partner, year with ``value`` in 0-1 and ``n`` roll calls. Years in which
        the partner cast no yes or no stay absent.

    Source:
        Ours, for named sets of resolutions; the votes are those of the UN Digital Library, voting
        data (digitallibrary.un.org/record/4060887), one page per resolution.

    Examples:
        >>> votes = table('''
        ...     body resolution    date       state vote
        ...     UNGA A/RES/ES-11/1 2022-03-02 CHN   abstain
        ...     UNGA A/RES/ES-11/1 2022-03-02 JPN   yes
        ...     UNGA A/RES/ES-11/1 2022-03-02 RUS   no
        ... ''')
        >>> show(vote_not_opposed.compute(votes))
        state  partner  year  value  n
        CHN    JPN      2022      1  1
        CHN    RUS      2022      1  1
        JPN    RUS      2022      0  1
        RUS    JPN      2022      0  1
    """
    opposed = _.own.isin(["yes", "no"]) & (_.own != _.other)
    return (
        side_by_side(roll_call_vote)
        .filter(_.other != "abstain")
        .group_by("state", "partner", "year")
        .aggregate(
            value=(~opposed).mean(),
            n=_.count(),
            rows=_.own_row.collect().concat(_.other_row.collect()),
        )
    )
