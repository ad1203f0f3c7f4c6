"""Two states side by side on each roll call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _

if TYPE_CHECKING:
    import ibis.expr.types as ir

ROLL_CALL = ("body", "resolution", "date")


def side_by_side(roll_call_vote: ir.Table) -> ir.Table:
    """Return one row per roll call, state and partner: both votes, both rows, and ``year``.

    The partner cast a vote (yes, abstain or no); the state stood on the roll, if only as absent.
    """
    state = roll_call_vote.select(*ROLL_CALL, "state", own=_.vote, own_row=_.row)
    partner = roll_call_vote.filter(_.vote != "absent").select(
        *ROLL_CALL, partner=_.state, other=_.vote, other_row=_.row
    )
    pairs = state.join(partner, [*ROLL_CALL, state["state"] != partner["partner"]])
    return pairs.mutate(year=_.date.year().cast("int64"))
