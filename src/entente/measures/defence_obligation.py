"""Defence obligation: whether a state has promised to defend its partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.measures import measure

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="yes (1) or no (0)",
    grain=("state", "partner", "year"),
    uses=("commitment",),
    bounds=(0, 1),
    symmetric=False,
    better="promised to defend the partner",
)
def defence_obligation(commitment: ir.Table) -> ir.Table:
    """Whether a treaty in force binds a state to defend its partner.

    1 where a treaty in force in the year promises active military support if the partner is
    attacked, 0 where none does. A row with 0 is evidence of none in the producer's list.

    Args:
        commitment: One row per state, partner, year; boolean ``defence``.

    Returns:
        One row per state, partner, year with ``value`` 0 or 1 and ``n`` 1. Missing (null) where it
        is not coded; pairs and years without a row stay absent: the data end in 2018.

    Source:
        Leeds, Ritter, Mitchell and Long (2002), Alliance Treaty Obligations and Provisions,
        1815-1944, International Interactions 28(3), pp. 237-260; data ATOP 5.1.

    Examples:
        >>> commitment = table('''
        ...     state partner year defence
        ...     CHN   RUS     2018 false
        ...     CHN   PRK     2018 true
        ... ''')
        >>> show(defence_obligation.compute(commitment))
        state  partner  year  value  n
        CHN    PRK      2018      1  1
        CHN    RUS      2018      0  1
    """
    return commitment.select(
        "state",
        "partner",
        "year",
        value=_.defence.cast("int64"),
        n=ibis.literal(1, "int64"),
        rows=ibis.array([_.row]),
    )
