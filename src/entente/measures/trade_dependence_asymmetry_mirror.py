"""Asymmetry of trade dependence over GDP, by the partner's figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
from ibis import _

from entente.measures import measure
from entente.measures._trade import DIRECTED_YEAR, both_ways, share_of_gdp

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="difference of shares of GDP",
    grain=DIRECTED_YEAR,
    uses=("flow", "indicator"),
    rows=("flow", "indicator"),
    rows_where={"kind": ("goods",), "indicator": ("gdp_usd",)},
    bounds=(None, None),
    symmetric=False,
    better="the state leans more on the partner than the partner on it",
)
def trade_dependence_asymmetry_mirror(flow: ir.Table, indicator: ir.Table) -> ir.Table:
    """Difference of the two states' trade with each other over GDP, both by the partner's figures.

    asymmetry(i, j, t) = T_ij / GDP_i - T_ij / GDP_j, where T_ij is goods trade both ways as the
    partner j reports it: for (RUS, CHN) China's figures stand in both. No estimate of anybody's
    trade enters, so it runs as long as the partner publishes trade and both GDP are published; a
    fall of the exchange rate moves GDP in dollars and so this figure.

    Args:
        flow: One row per from_state, to_state, year, kind and reporter; ``value`` of kind goods is
            in USD millions at current prices (exporters count free on board, importers with cost,
            insurance and freight). Rows marked ``is_estimated`` are not read.
        indicator: One row per state, year, indicator; ``gdp_usd`` is gross domestic product in US
            dollars at current prices.

    Returns:
        One row per state, partner, year with ``value`` positive where the state leans more on the
        partner and ``n`` the four figures. Where one of them is missing, or a flow is an estimate,
        there is no row; missing (null) where a GDP is zero.

    Source:
        Oneal and Russett (1997), The Classical Liberals Were Right, International Studies Quarterly
        41(2), pp. 267-293 (trade over GDP); the difference as in Barbieri (1996), Economic
        Interdependence, Journal of Peace Research 33(1), pp. 29-49.

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
        >>> show(trade_dependence_asymmetry_mirror.compute(flow, gdp))
        state  partner  year      value  n
        CHN    RUS      2021      -0.07  4
        RUS    CHN      2021     0.0725  4
        RUS    CHN      2022  0.0712947  4
    """
    share = share_of_gdp(flow, indicator, "partner")
    back = share_of_gdp(flow, indicator, "state")
    return both_ways(share, back).select(
        *DIRECTED_YEAR, value=_.value - _.back, n=ibis.literal(4, "int64")
    )
