"""Graded vote agreement: an abstention stands half way between yes and no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.measures import measure
from entente.measures._votes import PAIR_YEAR, common, graded_agreement

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="share (0-1)",
    grain=PAIR_YEAR,
    uses=("vote_pair_count",),
    rows=("vote_pair_count", "roll_call_vote"),
    scope={"set": "all"},
    bounds=(0, 1),
    symmetric=True,
    better="votes more alike",
)
def vote_agreement_graded(vote_pair_count: ir.Table) -> ir.Table:
    r"""Agreement in votes of two states, with an abstention half way between yes and no.

    1 - mean(abs(d)) / 2, where yes is 1, abstain 2, no 3 and d is the difference of the two votes:
    the same vote scores 1, abstain against yes or no one half, yes against no 0.

    Args:
        vote_pair_count: One row per state_a, state_b, year and set of roll calls; nine counts of
            roll calls. Roll calls on which either was absent or no member are not in the counts.

    Returns:
        One row per state_a, state_b, year: ``value`` in 0-1, ``n`` common roll calls. Missing
        (null) where there is no common roll call; years without a count stay absent.

    Source:
        Lijphart (1963), The Analysis of Bloc Voting in the General Assembly, American Political
        Science Review 57(4), pp. 902-917 (index of agreement).

    Examples:
        >>> counts = table('''
        ...     state_a state_b year set yes_yes yes_abstain yes_no abstain_yes abstain_abstain \
        ...         abstain_no no_yes no_abstain no_no
        ...     CHN     RUS     2019 all      50           6      1           4              10 \
        ...                  5      2          2    20
        ... ''')
        >>> show(vote_agreement_graded.compute(counts))
        state_a  state_b  year  value    n
        CHN      RUS      2019  0.885  100
    """
    return vote_pair_count.select(*PAIR_YEAR, value=graded_agreement(), n=common())
