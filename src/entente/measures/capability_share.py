"""Capability share: a state's share of the world's material capabilities."""

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
    only={"indicator": ("cinc",)},
    bounds=(0, 1),
    better="a larger share of the world's capabilities",
)
def capability_share(indicator: ir.Table) -> ir.Table:
    """Composite index of national capability: a state's share of the world's material capabilities.

    The mean, over the components on record, of the state's share of the world in military
    expenditure, military personnel, iron and steel, energy, urban and total population. It counts
    mass, not efficiency: :mod:`entente.measures.gdp_weighted_power` is the rival view.

    Args:
        indicator: One row per state, year, indicator; ``cinc`` as published, between 0 and 1.

    Returns:
        One row per state, year with ``value`` in 0-1 and ``n`` 1. State-years that the producer
        does not hold stay absent.

    Source:
        Singer (1987), Reconstructing the Correlates of War Dataset on Material Capabilities of
        States, 1816-1985, International Interactions 14(2), pp. 115-132; data NMC 6.

    Examples:
        >>> rows = table('''
        ...     state year indicator value
        ...     CHN   2016 cinc      0.230
        ...     RUS   2016 cinc      0.037
        ...     RUS   2016 gdp_usd   1.3e12
        ... ''')
        >>> show(capability_share.compute(rows))
        state  year  value  n
        CHN    2016   0.23  1
        RUS    2016  0.037  1
    """
    return indicator_alone(indicator, "cinc")
