"""Weighted kappa of two states' votes: agreement beyond chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.measures import measure
from entente.measures._votes import PAIR_YEAR, common, summed

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="kappa (-1 to 1)",
    grain=PAIR_YEAR,
    uses=("vote_pair_count",),
    rows=("vote_pair_count", "roll_call_vote"),
    scope={"set": "all"},
    bounds=(-1, 1),
    symmetric=True,
    better="votes more alike than each state's own habits make likely",
)
def vote_kappa(vote_pair_count: ir.Table) -> ir.Table:
    r"""Agreement of two states' votes beyond chance, each with its own voting habits.

    kappa = 1 - D / E with squared distances: D is the mean of d**2 / 4 over the roll calls and E
    its expectation if each state kept its own shares of yes, abstain and no but voted without
    regard to the other. It never decides alone: where nearly all votes are yes, it is near zero
    at 94 % agreement.

    Args:
        vote_pair_count: One row per state_a, state_b, year and set of roll calls; nine counts of
            roll calls. Roll calls on which either was absent or no member are not in the counts.

    Returns:
        One row per state_a, state_b, year: ``value`` in -1 to 1 (0 is what chance gives), ``n``
        common roll calls. Missing (null) where the expected distance is zero, as when both always
        vote yes; years without a count stay absent.

    Source:
        Cohen (1968), Weighted Kappa, Psychological Bulletin 70(4), pp. 213-220; for votes Haege
        (2011), Choice or Circumstance? Adjusting Measures of Foreign Policy Similarity for Chance
        Agreement, Political Analysis 19(3), pp. 287-305.

    Examples:
        >>> counts = table('''
        ...     state_a state_b year set yes_yes yes_abstain yes_no abstain_yes abstain_abstain \
        ...         abstain_no no_yes no_abstain no_no
        ...     CHN     RUS     2019 all      50           6      1           4              10 \
        ...                  5      2          2    20
        ...     RUS     USA     2019 all       9           0      0           0               0 \
        ...                  0      0          0     0
        ... ''')
        >>> show(vote_kappa.compute(counts))
        state_a  state_b  year     value    n
        CHN      RUS      2019  0.797486  100
        RUS      USA      2019         -    9
    """
    distance = summed(lambda x, y: (x - y) ** 2)
    squares = summed(lambda x, y: x * x + y * y)
    first, second = summed(lambda x, _y: x), summed(lambda _x, y: y)
    expected = common() * squares - 2 * first * second
    return vote_pair_count.select(
        *PAIR_YEAR, value=1 - common() * distance / expected.nullif(0), n=common()
    )
