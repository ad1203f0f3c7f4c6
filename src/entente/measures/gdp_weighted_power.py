"""Net power: output times output per head, as a share among states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.measures import measure
from entente.measures._trade import indicator_value

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="share (0-1)",
    grain=("state", "year"),
    uses=("indicator",),
    whole=("indicator",),
    only={"indicator": ("gdp_usd", "population")},
    bounds=(0, 1),
    better="a larger share of net power",
)
def gdp_weighted_power(indicator: ir.Table) -> ir.Table:
    """Share of a state in GDP times GDP per head, among the states on record in the year.

    power(i, t) = GDP_i * (GDP_i / population_i), as a share of its sum over all states that have
    both figures in year t. It stands beside the capability share, with which it disagrees on large
    poor states. The share is among the states held, not of the world, and jumps when a large state
    enters or leaves: compare two states by the ratio of their shares.

    Args:
        indicator: One row per state, year, indicator; ``gdp_usd`` in US dollars at current
            prices, ``population`` in persons.

    Returns:
        One row per state, year with ``value`` in 0-1 and ``n`` the states in the denominator.
        Missing (null) where the state has GDP but no population; absent where it has no GDP.

    Source:
        Beckley (2018), The Power of Nations: Measuring What Matters, International Security 43(2),
        pp. 7-44.

    Examples:
        >>> rows = table('''
        ...     state year indicator           value
        ...     JPN   2022 gdp_usd            4.0e12
        ...     JPN   2022 population         1.25e8
        ...     RUS   2022 gdp_usd            2.0e12
        ...     RUS   2022 population         1.25e8
        ...     VNM   2022 gdp_usd            4.3e11
        ... ''')
        >>> show(gdp_weighted_power.compute(rows))
        state  year  value  n
        JPN    2022    0.8  2
        RUS    2022    0.2  2
        VNM    2022      -  2
    """
    gdp = indicator_value(indicator, "gdp_usd", "gdp_usd")
    population = indicator_value(indicator, "population", "population")
    power = gdp.left_join(population, ["state", "year"]).select(
        "state",
        "year",
        power=_.gdp_usd * _.gdp_usd / _.population.nullif(0),
        rows=ibis.array([_.gdp_usd_row, _.population_row]),
    )
    known = power.filter(_.power.notnull())
    total = known.group_by("year").aggregate(
        total=_.power.sum(), n=_.count(), all_rows=_.rows.collect().flatten()
    )
    return power.join(total, "year").select(
        "state", "year", value=_.power / _.total.nullif(0), n=_.n, rows=_.all_rows
    )
