"""Vote agreement: how often two states vote exactly alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.measures import measure
from entente.measures._votes import (
    CONTEXT,
    PAIR_YEAR,
    RAW,
    SETS,
    common,
    graded_agreement,
    of_pair,
    summed,
)

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="share (0-1)",
    grain=PAIR_YEAR,
    uses=("vote_pair_count",),
    scope=SETS,
    options={"abstention": ("apart", "half")},
    bounds=(0, 1),
    symmetric=True,
    better="votes more alike",
    caution=RAW,
    context=CONTEXT,
)
def vote_agreement(vote_pair_count: ir.Table, abstention: str = "apart") -> ir.Table:
    r"""Share of common roll calls on which two states cast the same vote.

    A = (yes_yes + abstain_abstain + no_no) / all nine counts: abstention stands apart. With
    abstention half way the same vote scores 1, abstain against yes or no one half, yes against no
    0: 1 - mean(abs(d)) / 2, where yes is 1, abstain 2, no 3 and d the difference. It rises when
    somebody forces many votes that pass almost unanimously, so it is read beside the contested
    set and a chance-corrected figure (:mod:`entente.measures.vote_kappa`).

    Args:
        vote_pair_count: One row per state_a, state_b, year and set of roll calls; nine counts of
            roll calls. Roll calls on which either was absent or no member are not in the counts.
        abstention: ``apart``: a third answer; ``half``: half way between yes and no.

    Returns:
        One row per state_a, state_b, set, year: ``value`` in 0-1, ``n`` common roll calls. Missing
        (null) where there is no common roll call; years without a count stay absent.

    Source:
        Bailey, Strezhnev and Voeten (2017), Estimating Dynamic State Preferences from United
        Nations Voting Data, Journal of Conflict Resolution 61(2), pp. 430-456 (``agree``, three
        categories counted as same or not); half way: Lijphart (1963), The Analysis of Bloc Voting
        in the General Assembly, American Political Science Review 57(4), pp. 902-917.

    Examples:
        >>> counts = table('''
        ...     state_a state_b year set yes_yes yes_abstain yes_no abstain_yes abstain_abstain \
        ...         abstain_no no_yes no_abstain no_no
        ...     CHN     RUS     2019 all      50           6      1           4              10 \
        ...                  5      2          2    20
        ... ''')
        >>> show(vote_agreement.compute(counts))
        state_a  state_b  set  year  value    n
        CHN      RUS      all  2019    0.8  100
        >>> show(vote_agreement.compute(counts, abstention="half"))
        state_a  state_b  set  year  value    n
        CHN      RUS      all  2019  0.885  100
    """
    same = summed(lambda x, y: int(x == y)) / common().nullif(0)
    return of_pair(vote_pair_count, graded_agreement() if abstention == "half" else same)
