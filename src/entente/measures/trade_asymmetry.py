"""Trade asymmetry: the difference of two states' shares of trade with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _
from entente.measures import measure
from entente.measures._trade import (
    DIRECTED_YEAR,
    FIGURES,
    OVER,
    both_ways,
    difference_bounds,
    difference_unit,
)

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="difference of shares (-1 to 1)",
    grain=DIRECTED_YEAR,
    uses=("flow", "indicator"),
    only={"kind": ("goods",)},
    options={"figures": FIGURES, "over": OVER},
    reporters="figures",
    symmetric=False,
    better="the state leans more on the partner than the partner on it",
    units=difference_unit,
    limits=difference_bounds,
)
def trade_asymmetry(
    flow: ir.Table, indicator: ir.Table, figures: str = "own", over: str = "trade"
) -> ir.Table:
    """Difference of the two states' shares of trade with each other.

    asymmetry(i, j, t) = share(i, j, t) - share(j, i, t), see :mod:`entente.measures.trade_share`.
    Each share is by its own state's figures or, by mirror figures, both are by those of the partner
    j: for (RUS, CHN) China's figures are in both, and only the volume of the pair and the two
    totals (or GDPs) can move the difference. It is small where both shares are small; the log ratio
    (:mod:`entente.measures.trade_asymmetry_log_ratio`) is shown beside it.

    Args:
        flow: One row per from_state, to_state, year, kind and reporter; ``value`` of kind goods is
            in USD millions at current prices (exporters count free on board, importers with cost,
            insurance and freight). Rows marked ``is_estimated`` are not read.
        indicator: One row per state, year, indicator; ``exports_total_usd_mn`` and
            ``imports_total_usd_mn`` are a state's goods trade with the world in USD millions,
            ``gdp_usd`` its gross domestic product in US dollars at current prices.
        figures: Whose figures are above the line: each state's ``own``, or ``mirror``.
        over: What is below it: each state's ``trade`` with the world, or its ``gdp``.

    Returns:
        One row per state, partner, year with ``value`` positive where the state leans more on the
        partner and ``n`` the figures. Where one of them is missing, or a flow is an estimate, there
        is no row; missing (null) where a total is zero.

    Source:
        Hirschman (1945), National Power and the Structure of Foreign Trade, ch. II; as a difference
        of shares Barbieri (1996), Economic Interdependence, Journal of Peace Research 33(1), pp.
        29-49; over GDP Oneal and Russett (1997), International Studies Quarterly 41(2), pp.
        267-293.

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
        >>> show(trade_asymmetry.compute(flow, totals))
        state  partner  year  value  n
        CHN    RUS      2021  -0.15  8
        RUS    CHN      2021   0.15  8
        >>> show(trade_asymmetry.compute(flow, totals, figures="mirror"))
        state  partner  year      value  n
        CHN    RUS      2021  -0.150862  6
        RUS    CHN      2021    0.15625  6
        RUS    CHN      2022   0.203667  6
    """
    pairs = both_ways(flow, indicator, figures, over)
    return pairs.select(*DIRECTED_YEAR, value=_.value - _.back, n=_.n, rows=_.rows)
