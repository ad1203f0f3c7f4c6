"""Trade asymmetry as a log ratio of the two shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _
from entente.measures import measure
from entente.measures._trade import DIRECTED_YEAR, OVER, both_ways

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="log ratio",
    grain=DIRECTED_YEAR,
    uses=("flow", "indicator"),
    only={"kind": ("goods",)},
    options={"over": OVER},
    symmetric=False,
    better="the state leans more on the partner than the partner on it",
    caution="The ratio explodes where both shares are small: read it beside the difference.",
)
def trade_asymmetry_log_ratio(flow: ir.Table, indicator: ir.Table, over: str = "trade") -> ir.Table:
    """Log ratio of the two states' shares of trade with each other, each by its own figures.

    ln(share(i, j, t) / share(j, i, t)), see :mod:`entente.measures.trade_share`: 0 where equal,
    0.69 where i's share is twice j's. The ratio explodes at small shares, so the difference is
    shown beside it. By one side's figures it would be the ratio of the two states' totals and say
    nothing of their trade, so it has no mirror.

    Args:
        flow: One row per from_state, to_state, year, kind and reporter; ``value`` of kind goods is
            in USD millions at current prices (exporters count free on board, importers with cost,
            insurance and freight). Rows marked ``is_estimated`` are not read.
        indicator: One row per state, year, indicator; ``exports_total_usd_mn`` and
            ``imports_total_usd_mn`` are a state's goods trade with the world in USD millions,
            ``gdp_usd`` its gross domestic product in US dollars at current prices.
        over: What is below the line: each state's ``trade`` with the world, or its ``gdp``.

    Returns:
        One row per state, partner, year with ``value`` 0 where the two shares are equal and ``n``
        the figures. Where one of them is missing, or a flow is an estimate, there is no row;
        missing (null) where a total or a share is zero.

    Source:
        Hirschman (1945), National Power and the Structure of Foreign Trade, ch. II; as a difference
        of shares Barbieri (1996), Economic Interdependence, Journal of Peace Research 33(1), pp.
        29-49.

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
        >>> show(trade_asymmetry_log_ratio.compute(flow, totals))
        state  partner  year     value  n
        CHN    RUS      2021  -1.94591  8
        RUS    CHN      2021   1.94591  8
    """
    pairs = both_ways(flow, indicator, "own", over)
    ratio = (_.value / _.back.nullif(0)).nullif(0).ln()
    return pairs.select(*DIRECTED_YEAR, value=ratio, n=_.n, rows=_.rows)
