"""Influence share: which of two senders has more influence capacity over a state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.measures import measure

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="share (0-1)",
    grain=("state", "partner", "year"),
    uses=("influence",),
    options={"among": ("senders", "receivers")},
    bounds=(0, 1),
    symmetric=False,
    better="more influence capacity of the state over the partner",
    caution="Capacity to influence, from trade, arms and ties; no influence that was exercised.",
)
def influence_share(influence: ir.Table, *, among: str = "senders") -> ir.Table:
    """Share of China's or Russia's influence capacity over a state in the sum of the two.

    share(i, j, t) = index of i over j / (index of China + index of Russia over j). Among receivers:
    the share of all states over which the state has no more than over this one.

    Args:
        influence: One row per state (CHN or RUS), partner and year; ``share_of_two`` and ``rank``.
        among: ``senders`` or ``receivers``.

    Returns:
        One row per state, partner, year with ``value`` in 0-1 and ``n`` 1. Missing (null) where
        neither has any, and of China over Russia and Russia over China among senders.

    Source:
        Moyer, Sweijs, Burrows, Van Manen (2018), Power and Influence in a Globalized World,
        Atlantic Council, pp. 8-14.

    Examples:
        >>> rows = table('''
        ...     state partner year share_of_two rank
        ...     CHN   VNM     2000         0.28 0.90
        ...     RUS   VNM     2000         0.72 0.85
        ... ''')
        >>> show(influence_share.compute(rows))
        state  partner  year  value  n
        CHN    VNM      2000   0.28  1
        RUS    VNM      2000   0.72  1
    """
    return influence.select(
        "state",
        "partner",
        "year",
        value=_.share_of_two if among == "senders" else _["rank"],
        n=ibis.literal(1, "int64"),
        rows=ibis.array([_.row]),
    )
