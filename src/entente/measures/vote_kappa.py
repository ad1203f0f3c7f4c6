"""Weighted kappa of two states' votes: agreement beyond chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.measures import measure
from entente.measures._votes import CONTEXT, PAIR_YEAR, SETS, common, of_pair, summed

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="kappa (-1 to 1)",
    grain=PAIR_YEAR,
    uses=("vote_pair_count",),
    scope=SETS,
    options={"habits": ("own", "pooled")},
    bounds=(-1, 1),
    symmetric=True,
    better="votes more alike than each state's own habits make likely",
    context=CONTEXT,
    caution="Where nearly all votes are yes it is near zero: it never decides alone.",
)
def vote_kappa(vote_pair_count: ir.Table, habits: str = "own") -> ir.Table:
    r"""Agreement of two states' votes beyond chance, by their own or their pooled voting habits.

    kappa = 1 - D / E with squared distances: D is the mean of d**2 / 4 over the roll calls and E
    its expectation if each state kept its own shares of yes, abstain and no but voted without
    regard to the other. With pooled habits (Scott's pi) both draw from the mean of the two
    states' shares, which counts a difference in habits as disagreement: pi <= kappa. It never
    decides alone: where nearly all votes are yes, it is near zero at 94 % agreement.

    Args:
        vote_pair_count: One row per state_a, state_b, year and set of roll calls; nine counts of
            roll calls. Roll calls on which either was absent or no member are not in the counts.
        habits: Shares of yes, abstain and no that chance keeps: each state's ``own``, or
            ``pooled``.

    Returns:
        One row per state_a, state_b, set, year: ``value`` in -1 to 1 (0 is what chance gives),
        ``n`` common roll calls. Missing (null) where the expected distance is zero, as when both
        always vote yes; years without a count stay absent.

    Source:
        Cohen (1968), Weighted Kappa, Psychological Bulletin 70(4), pp. 213-220; for votes Haege
        (2011), Choice or Circumstance? Adjusting Measures of Foreign Policy Similarity for Chance
        Agreement, Political Analysis 19(3), pp. 287-305; pooled: Scott (1955), Reliability of
        Content Analysis, Public Opinion Quarterly 19(3), pp. 321-325.

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
        state_a  state_b  set  year     value    n
        CHN      RUS      all  2019  0.797486  100
        RUS      USA      all  2019         -    9
        >>> show(vote_kappa.compute(counts, habits="pooled").limit(1))
        state_a  state_b  set  year     value    n
        CHN      RUS      all  2019  0.797422  100
    """
    distance = summed(lambda x, y: (x - y) ** 2)
    squares = summed(lambda x, y: x * x + y * y)
    if habits == "pooled":
        both = summed(lambda x, y: x + y)
        expected = common() * squares - both * both / 2
    else:
        first, second = summed(lambda x, _y: x), summed(lambda _x, y: y)
        expected = common() * squares - 2 * first * second
    return of_pair(vote_pair_count, 1 - common() * distance / expected.nullif(0))
