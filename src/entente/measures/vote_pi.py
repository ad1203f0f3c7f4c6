"""Weighted pi of two states' votes: agreement beyond the chance of their pooled habits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.measures import measure
from entente.measures._votes import PAIR_YEAR, common, summed

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="pi (-1 to 1)",
    grain=PAIR_YEAR,
    uses=("vote_pair_count",),
    rows=("vote_pair_count", "roll_call_vote"),
    scope={"set": "all"},
    bounds=(-1, 1),
    symmetric=True,
    better="votes more alike than the pair's pooled habits make likely",
)
def vote_pi(vote_pair_count: ir.Table) -> ir.Table:
    r"""Agreement of two states' votes beyond chance, with the voting habits of the pair pooled.

    pi = 1 - D / E with squared distances: D is the mean of d**2 / 4 over the roll calls and E its
    expectation if both drew their votes from the mean of the two states' shares of yes, abstain
    and no. Unlike kappa it counts a difference in habits as disagreement, so pi <= kappa.

    Args:
        vote_pair_count: One row per state_a, state_b, year and set of roll calls; nine counts of
            roll calls. Roll calls on which either was absent or no member are not in the counts.

    Returns:
        One row per state_a, state_b, year: ``value`` in -1 to 1 (0 is what chance gives), ``n``
        common roll calls. Missing (null) where the expected distance is zero, as when both always
        vote yes; years without a count stay absent.

    Source:
        Scott (1955), Reliability of Content Analysis: The Case of Nominal Scale Coding, Public
        Opinion Quarterly 19(3), pp. 321-325; for votes Haege (2011), Choice or Circumstance?,
        Political Analysis 19(3), pp. 287-305.

    Examples:
        >>> counts = table('''
        ...     state_a state_b year set yes_yes yes_abstain yes_no abstain_yes abstain_abstain \
        ...         abstain_no no_yes no_abstain no_no
        ...     CHN     RUS     2019 all      50           6      1           4              10 \
        ...                  5      2          2    20
        ...     RUS     USA     2019 all       9           0      0           0               0 \
        ...                  0      0          0     0
        ... ''')
        >>> show(vote_pi.compute(counts))
        state_a  state_b  year     value    n
        CHN      RUS      2019  0.797422  100
        RUS      USA      2019         -    9
    """
    distance = summed(lambda x, y: (x - y) ** 2)
    squares = summed(lambda x, y: x * x + y * y)
    both = summed(lambda x, y: x + y)
    expected = 2 * common() * squares - both * both
    return vote_pair_count.select(
        *PAIR_YEAR, value=1 - 2 * common() * distance / expected.nullif(0), n=common()
    )
