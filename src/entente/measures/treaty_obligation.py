"""Treaty obligations: how many kinds of promise a state has given its partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.measures import measure
from entente.measures._treaties import obligations

if TYPE_CHECKING:
    import ibis.expr.types as ir

KINDS = ("defence", "offence", "neutrality", "non_aggression", "consultation")


@measure(
    unit="kinds of obligation (0-5)",
    grain=("state", "partner", "year"),
    uses=("commitment", "treaty_coverage"),
    bounds=(0, 5),
    symmetric=False,
    better="bound by more kinds of obligation",
)
def treaty_obligation(commitment: ir.Table, treaty_coverage: ir.Table) -> ir.Table:
    """Number of kinds of obligation in force from a state to its partner.

    Of defence, offence, neutrality, non-aggression and consultation, how many some treaty in force
    in the year lays on the state. The kinds are not of one weight: two promises to consult are no
    alliance (see :mod:`entente.measures.defence_obligation`).

    Args:
        commitment: One row per state, partner, year with an obligation; five booleans.
        treaty_coverage: One row per state and year of which the list is complete.

    Returns:
        One row per state, partner, year with ``value`` 0 to 5 and ``n`` the five kinds. Missing
        (null) where one of the five is not coded; 0 where both states are covered and no
        obligation is listed; years of which the list is not complete stay absent: it ends in 2018.

    Source:
        Leeds, Ritter, Mitchell and Long (2002), Alliance Treaty Obligations and Provisions,
        1815-1944, International Interactions 28(3), pp. 237-260; data ATOP 5.1.

    Examples:
        >>> commitment = table('''
        ...     state partner year defence offence neutrality non_aggression consultation
        ...     CHN   RUS     2018 false   false   false      true           true
        ...     CHN   PRK     2018 true    false   false      false          true
        ... ''')
        >>> covered = table('''
        ...     state year
        ...     PRK   2018
        ...     RUS   2018
        ... ''')
        >>> show(treaty_obligation.compute(commitment, covered))
        state  partner  year  value  n
        CHN    PRK      2018      2  5
        CHN    RUS      2018      2  5
        PRK    RUS      2018      0  5
        RUS    PRK      2018      0  5
    """
    return obligations(commitment, treaty_coverage, KINDS)
