"""Trade asymmetry, both shares by the partner's figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
from ibis import _

from entente.measures import measure
from entente.measures._trade import DIRECTED_YEAR, both_ways, share_of_trade

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="difference of shares (-1 to 1)",
    grain=DIRECTED_YEAR,
    uses=("flow", "indicator"),
    rows=("flow", "indicator"),
    rows_where={
        "kind": ("goods",),
        "indicator": ("exports_total_usd_mn", "imports_total_usd_mn"),
    },
    bounds=(None, None),
    symmetric=False,
    better="the state leans more on the partner than the partner on it",
)
def trade_asymmetry_mirror(flow: ir.Table, indicator: ir.Table) -> ir.Table:
    """Difference of the two states' shares of trade with each other, both by the partner's figures.

    asymmetry(i, j, t) = T_ij / (X_i + M_i) - T_ij / (X_j + M_j), where T_ij is goods trade both
    ways as the partner j reports it: for (RUS, CHN) China's figures stand in both shares. With one
    figure above both lines only the volume of the pair and the two states' totals can move it. A
    total may be an estimate (Russia's since 2022).

    Args:
        flow: One row per from_state, to_state, year, kind and reporter; ``value`` of kind goods is
            in USD millions at current prices (exporters count free on board, importers with cost,
            insurance and freight). Rows marked ``is_estimated`` are not read.
        indicator: One row per state, year, indicator; ``exports_total_usd_mn`` and
            ``imports_total_usd_mn`` are a state's goods trade with the world in USD millions.

    Returns:
        One row per state, partner, year with ``value`` positive where the state leans more on the
        partner and ``n`` the six figures. Where one of them is missing, or a flow is an estimate,
        there is no row; missing (null) where a total is zero.

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
        >>> show(trade_asymmetry_mirror.compute(flow, totals))
        state  partner  year      value  n
        CHN    RUS      2021  -0.150862  6
        RUS    CHN      2021    0.15625  6
        RUS    CHN      2022   0.203667  6
    """
    share = share_of_trade(flow, indicator, "partner")
    back = share_of_trade(flow, indicator, "state")
    return both_ways(share, back).select(
        *DIRECTED_YEAR, value=_.value - _.back, n=ibis.literal(6, "int64")
    )
