"""Vote agreement: how often two states vote exactly alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.measures import measure
from entente.measures._votes import PAIR_YEAR, common, summed

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
def vote_agreement(vote_pair_count: ir.Table) -> ir.Table:
    r"""Share of common roll calls on which two states cast the same vote.

    A = (yes_yes + abstain_abstain + no_no) / all nine counts. It rises when somebody forces many
    votes that pass almost unanimously, so it is read beside the contested set and a
    chance-corrected figure (:mod:`entente.measures.vote_kappa`).

    Args:
        vote_pair_count: One row per state_a, state_b, year and set of roll calls; nine counts of
            roll calls. Roll calls on which either was absent or no member are not in the counts.

    Returns:
        One row per state_a, state_b, year: ``value`` in 0-1, ``n`` common roll calls. Missing
        (null) where there is no common roll call; years without a count stay absent.

    Source:
        Bailey, Strezhnev and Voeten (2017), Estimating Dynamic State Preferences from United
        Nations Voting Data, Journal of Conflict Resolution 61(2), pp. 430-456 (``agree``, three
        categories counted as same or not).

    Examples:
        >>> counts = table('''
        ...     state_a state_b year set yes_yes yes_abstain yes_no abstain_yes abstain_abstain \
        ...         abstain_no no_yes no_abstain no_no
        ...     CHN     RUS     2019 all      50           6      1           4              10 \
        ...                  5      2          2    20
        ... ''')
        >>> show(vote_agreement.compute(counts))
        state_a  state_b  year  value    n
        CHN      RUS      2019    0.8  100
    """
    same = summed(lambda x, y: int(x == y))
    return vote_pair_count.select(*PAIR_YEAR, value=same / common().nullif(0), n=common())
