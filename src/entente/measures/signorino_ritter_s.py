"""Signorino and Ritter's S of two states' votes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.measures import measure
from entente.measures._votes import CONTEXT, PAIR_YEAR, RAW, SETS, graded_agreement, of_pair

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="S (-1 to 1)",
    grain=PAIR_YEAR,
    uses=("vote_pair_count",),
    scope=SETS,
    bounds=(-1, 1),
    symmetric=True,
    better="votes more alike",
    caution=RAW,
    context=CONTEXT,
)
def signorino_ritter_s(vote_pair_count: ir.Table) -> ir.Table:
    r"""Similarity S of two states' votes, with absolute distances.

    S = 1 - 2 * sum(abs(d)) / sum(dmax), where yes is 1, abstain 2, no 3, d is the difference of
    the two votes, dmax is 2 and every roll call weighs the same. With these weights S is
    2 * graded agreement - 1. Nothing is taken off for chance.

    Args:
        vote_pair_count: One row per state_a, state_b, year and set of roll calls; nine counts of
            roll calls. Roll calls on which either was absent or no member are not in the counts.

    Returns:
        One row per state_a, state_b, set, year: ``value`` in -1 to 1 (all opposed to all alike),
        ``n`` common roll calls. Missing (null) where there is no common roll call; years without a
        count stay absent.

    Source:
        Signorino and Ritter (1999), Tau-b or Not Tau-b: Measuring the Similarity of Foreign Policy
        Positions, International Studies Quarterly 43(1), pp. 115-144.

    Examples:
        >>> counts = table('''
        ...     state_a state_b year set yes_yes yes_abstain yes_no abstain_yes abstain_abstain \
        ...         abstain_no no_yes no_abstain no_no
        ...     CHN     RUS     2019 all      50           6      1           4              10 \
        ...                  5      2          2    20
        ... ''')
        >>> show(signorino_ritter_s.compute(counts))
        state_a  state_b  set  year  value    n
        CHN      RUS      all  2019   0.77  100
    """
    return of_pair(vote_pair_count, 2 * graded_agreement() - 1)
