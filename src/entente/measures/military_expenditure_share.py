"""Military expenditure share: a state's share of the world's military spending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.measures import measure
from entente.measures._trade import indicator_alone

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="share (0-1)",
    grain=("state", "year"),
    uses=("indicator",),
    only={"indicator": ("military_expenditure_world_share",)},
    bounds=(0, 1),
    better="a larger share of the world's military spending",
)
def military_expenditure_share(indicator: ir.Table) -> ir.Table:
    """Share of the world's military expenditure that a state spends.

    share(i, t) = spending of i / spending of all states with a figure, both in constant US dollars.
    The denominator is what is on record: where a large state has no figure, all shares are high.

    Args:
        indicator: One row per state, year, indicator; ``military_expenditure_world_share`` is
            derived from the producer's constant-dollar series.

    Returns:
        One row per state, year with ``value`` in 0-1 and ``n`` 1. State-years without a figure stay
        absent.

    Source:
        SIPRI Military Expenditure Database, sources and methods (www.sipri.org/databases/milex);
        shares derived.

    Examples:
        >>> rows = table('''
        ...     state year indicator                        value
        ...     CHN   2023 military_expenditure_world_share 0.12
        ...     RUS   2023 military_expenditure_world_share 0.045
        ... ''')
        >>> show(military_expenditure_share.compute(rows))
        state  year  value  n
        CHN    2023   0.12  1
        RUS    2023  0.045  1
    """
    return indicator_alone(indicator, "military_expenditure_world_share")
