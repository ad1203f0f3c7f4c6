"""Trade share: how much of a state's goods trade, or GDP, is trade with one partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.measures import measure
from entente.measures._trade import (
    DIRECTED_YEAR,
    FIGURES,
    OVER,
    share_bounds,
    share_unit,
    trade_share_of,
)

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="share (0-1)",
    grain=DIRECTED_YEAR,
    uses=("flow", "indicator"),
    only={"kind": ("goods",)},
    options={"figures": FIGURES, "over": OVER},
    reporters="figures",
    bounds=(0, None),
    symmetric=False,
    better="more of its trade is with the partner",
    units=share_unit,
    limits=share_bounds,
)
def trade_share(
    flow: ir.Table, indicator: ir.Table, figures: str = "own", over: str = "trade"
) -> ir.Table:
    """Share of a state's goods trade that is with the partner, or that trade over its GDP.

    share(i, j, t) = (X_ij + M_ij) / (X_i + M_i), or / GDP_i. It is directed: the gap between (i, j)
    and (j, i) is the asymmetry of the pair. By mirror figures X_ij is what j reports as imports
    from i and M_ij what j reports as exports to i, over the totals of i itself. Russia has
    published nothing by partner since 2022 and its totals since then are estimates of the IMF: a
    mirror share over trade rests on them below the line.

    Args:
        flow: One row per from_state, to_state, year, kind and reporter; ``value`` of kind goods is
            in USD millions at current prices (exporters count free on board, importers with cost,
            insurance and freight). Rows marked ``is_estimated`` are not read.
        indicator: One row per state, year, indicator; ``exports_total_usd_mn`` and
            ``imports_total_usd_mn`` are a state's goods trade with the world in USD millions,
            ``gdp_usd`` its gross domestic product in US dollars at current prices.
        figures: Whose figures are above the line: ``own``, or the partner's, ``mirror``.
        over: What is below it: the state's ``trade`` with the world, or its ``gdp``.

    Returns:
        One row per state, partner, year with ``value`` and ``n`` the figures. Over trade it is in
        0-1 (by mirror figures above 1 only where the two sides disagree). Where one of the figures
        is missing, or a flow is an estimate, there is no row; missing (null) where the total is
        zero.

    Source:
        Hirschman (1945), National Power and the Structure of Foreign Trade, ch. II; as a share
        Barbieri (1996), Economic Interdependence: A Path to Peace or a Source of Interstate
        Conflict?, Journal of Peace Research 33(1), pp. 29-49; over GDP Oneal and Russett (1997),
        The Classical Liberals Were Right, International Studies Quarterly 41(2), pp. 267-293.
        Partner figures in place of missing ones: Marini, Dippelsman and Stanger (2018), New
        Estimates for Direction of Trade Statistics, IMF Working Paper 18/16.

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
        >>> totals = table('''
        ...     state year indicator            value
        ...     RUS   2021 exports_total_usd_mn  490000.0
        ...     RUS   2021 imports_total_usd_mn  310000.0
        ...     RUS   2022 exports_total_usd_mn  590000.0
        ...     RUS   2022 imports_total_usd_mn  210000.0
        ...     CHN   2021 exports_total_usd_mn 3300000.0
        ...     CHN   2021 imports_total_usd_mn 2500000.0
        ...     CHN   2022 exports_total_usd_mn 3600000.0
        ...     CHN   2022 imports_total_usd_mn 2400000.0
        ... ''')
        >>> show(trade_share.compute(flow, totals))
        state  partner  year      value  n
        CHN    RUS      2021      0.025  4
        CHN    RUS      2022  0.0313333  4
        RUS    CHN      2021      0.175  4
        >>> show(trade_share.compute(flow, totals, figures="mirror"))
        state  partner  year      value  n
        CHN    RUS      2021  0.0241379  4
        RUS    CHN      2021    0.18125  4
        RUS    CHN      2022      0.235  4
        >>> gdp = table('''
        ...     state year indicator value
        ...     CHN   2021 gdp_usd   18.0e12
        ...     RUS   2021 gdp_usd    1.8e12
        ...     RUS   2022 gdp_usd    2.3e12
        ... ''')
        >>> show(trade_share.compute(flow, gdp, over="gdp"))
        state  partner  year       value  n
        CHN    RUS      2021  0.00805556  3
        RUS    CHN      2021   0.0777778  3
    """
    return trade_share_of(flow, indicator, figures, over)
