"""Defence obligation: whether a state has promised to defend its partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.measures import measure
from entente.measures._treaties import obligations

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="yes (1) or no (0)",
    grain=("state", "partner", "year"),
    uses=("commitment", "treaty_coverage"),
    bounds=(0, 1),
    symmetric=False,
    better="promised to defend the partner",
)
def defence_obligation(commitment: ir.Table, treaty_coverage: ir.Table) -> ir.Table:
    """Whether a treaty in force binds a state to defend its partner.

    1 where a treaty in force in the year promises active military support if the partner is
    attacked, 0 where none does: the producer's list is complete for the states that it covers.

    Args:
        commitment: One row per state, partner, year with an obligation; boolean ``defence``.
        treaty_coverage: One row per state and year of which the list is complete.

    Returns:
        One row per state, partner, year with ``value`` 0 or 1 and ``n`` 1. Missing (null) where it
        is not coded; years of which the list is not complete stay absent: it ends in 2018.

    Source:
        Leeds, Ritter, Mitchell and Long (2002), Alliance Treaty Obligations and Provisions,
        1815-1944, International Interactions 28(3), pp. 237-260; data ATOP 5.1.

    Examples:
        >>> commitment = table('''
        ...     state partner year defence
        ...     CHN   RUS     2018 false
        ...     CHN   PRK     2018 true
        ... ''')
        >>> covered = table('''
        ...     state year
        ...     RUS   2017
        ...     VNM   2017
        ... ''')
        >>> show(defence_obligation.compute(commitment, covered))
        state  partner  year  value  n
        CHN    PRK      2018      1  1
        CHN    RUS      2018      0  1
        RUS    VNM      2017      0  1
        VNM    RUS      2017      0  1
    """
    return obligations(commitment, treaty_coverage, ("defence",))
