"""Trade share: how much of a state's goods trade is with one partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from entente.measures import measure
from entente.measures._trade import DIRECTED_YEAR, share_of_trade

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="share (0-1)",
    grain=DIRECTED_YEAR,
    uses=("flow", "indicator"),
    rows=("flow", "indicator"),
    rows_where={
        "kind": ("goods",),
        "indicator": ("exports_total_usd_mn", "imports_total_usd_mn"),
    },
    bounds=(0, 1),
    symmetric=False,
    better="more of its trade is with the partner",
)
def trade_share(flow: ir.Table, indicator: ir.Table) -> ir.Table:
    """Share of a state's goods trade that is with the partner.

    share(i, j, t) = (X_ij + M_ij) / (X_i + M_i), all four by the figures of i itself. It is
    directed: the gap between (i, j) and (j, i) is the asymmetry of the pair.

    Args:
        flow: One row per from_state, to_state, year, kind and reporter; ``value`` of kind goods is
            in USD millions at current prices (exporters count free on board, importers with cost,
            insurance and freight). Rows marked ``is_estimated`` are not read.
        indicator: One row per state, year, indicator; ``exports_total_usd_mn`` and
            ``imports_total_usd_mn`` are a state's goods trade with the world in USD millions.

    Returns:
        One row per state, partner, year with ``value`` in 0-1 and ``n`` the four figures. Where one
        of them is missing, or a flow is an estimate, there is no row; missing (null) where the
        total is zero.

    Source:
        Hirschman (1945), National Power and the Structure of Foreign Trade, ch. II; as a share
        Barbieri (1996), Economic Interdependence: A Path to Peace or a Source of Interstate
        Conflict?, Journal of Peace Research 33(1), pp. 29-49.

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
    """
    return share_of_trade(flow, indicator, "state").mutate(n=ibis.literal(4, "int64"))
