"""Trade dependence: goods trade with one partner over GDP, by the partner's figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from entente.measures import measure
from entente.measures._trade import DIRECTED_YEAR, share_of_gdp

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="share of GDP",
    grain=DIRECTED_YEAR,
    uses=("flow", "indicator"),
    rows=("flow", "indicator"),
    rows_where={"kind": ("goods",), "indicator": ("gdp_usd",)},
    bounds=(0, None),
    symmetric=False,
    better="depends more on trade with the partner",
)
def trade_dependence_mirror(flow: ir.Table, indicator: ir.Table) -> ir.Table:
    """Goods trade with the partner over the state's GDP, by the partner's figures.

    dependence(i, j, t) = (X_ij + M_ij) / GDP_i, at current prices, where both flows are the
    partner's figures: X_ij is what j reports as imports from i, M_ij what j reports as exports to
    i. It goes on where the state stopped publishing and its GDP is still published. Read it
    throughout or not at all: spliced to the own figures it would show a break that is none.

    Args:
        flow: One row per from_state, to_state, year, kind and reporter; ``value`` of kind goods is
            in USD millions at current prices (exporters count free on board, importers with cost,
            insurance and freight). Rows marked ``is_estimated`` are not read.
        indicator: One row per state, year, indicator; ``gdp_usd`` is gross domestic product in US
            dollars at current prices.

    Returns:
        One row per state, partner, year with ``value`` as a share of GDP and ``n`` the three
        figures. Where one of them is missing, or a flow is an estimate, there is no row; missing
        (null) where GDP is zero.

    Source:
        Oneal and Russett (1997), The Classical Liberals Were Right: Democracy, Interdependence, and
        Conflict, 1950-1985, International Studies Quarterly 41(2), pp. 267-293. Partner figures in
        place of missing ones: Marini, Dippelsman and Stanger (2018), New Estimates for Direction of
        Trade Statistics, IMF Working Paper 18/16.

    Examples:
        >>> flow = table('''
        ...     from_state to_state year kind  reporter  value    is_estimated
        ...     RUS        CHN      2021 goods exporter   68000.0 false
        ...     RUS        CHN      2021 goods importer   78000.0 false
        ...     CHN        RUS      2021 goods exporter   67000.0 false
        ...     CHN        RUS      2021 goods importer   72000.0 false
        ...     RUS        CHN      2022 goods exporter   98000.0 true
        ...     RUS        CHN      2022 goods importer  112000.0 false
        ...     CHN        RUS      2022 goods exporter   76000.0 false
        ...     CHN        RUS      2022 goods importer   82000.0 true
        ... ''')
        >>> gdp = table('''
        ...     state year indicator value
        ...     CHN   2021 gdp_usd   18.0e12
        ...     CHN   2022 gdp_usd   18.0e12
        ...     RUS   2021 gdp_usd    1.8e12
        ...     RUS   2022 gdp_usd    2.3e12
        ... ''')
        >>> show(trade_dependence_mirror.compute(flow, gdp))
        state  partner  year       value  n
        CHN    RUS      2021  0.00777778  3
        RUS    CHN      2021   0.0805556  3
        RUS    CHN      2022   0.0817391  3
    """
    return share_of_gdp(flow, indicator, "partner").mutate(n=ibis.literal(3, "int64"))
