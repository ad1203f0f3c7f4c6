"""Goods trade of two states as one of them counts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _
from entente.measures import measure
from entente.measures._trade import DIRECTED_YEAR, FIGURES, goods_trade

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="USD bn",
    grain=DIRECTED_YEAR,
    uses=("flow",),
    only={"kind": ("goods",)},
    options={"figures": FIGURES},
    reporters="figures",
    bounds=(0, None),
    symmetric=False,
    better="trade more",
)
def trade_value(flow: ir.Table, figures: str = "own") -> ir.Table:
    """Goods trade with the partner both ways, as one of the two reports it.

    value(i, j, t) = (exports of i to j + imports of i from j) / 1000, both by i's figures, at
    current prices. By mirror figures both are the partner's. The two sides count differently, so
    the measure is directed: (CHN, RUS) is China's figure, (RUS, CHN) Russia's.

    Args:
        flow: One row per from_state, to_state, year, kind and reporter; ``value`` of kind goods is
            in USD millions at current prices (exporters count free on board, importers with cost,
            insurance and freight). Rows marked ``is_estimated`` are not read.
        figures: Whose figures: the state's ``own``, or its partner's, ``mirror``.

    Returns:
        One row per state, partner, year with ``value`` in USD billions and ``n`` the two figures.
        Where either is missing or an estimate there is no row.

    Source:
        United Nations (2011), International Merchandise Trade Statistics: Concepts and Definitions
        2010, ch. IV (valuation) and VI (partner).

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
        >>> show(trade_value.compute(flow))
        state  partner  year  value  n
        CHN    RUS      2021    145  2
        CHN    RUS      2022    188  2
        RUS    CHN      2021    140  2
    """
    both = goods_trade(flow, figures)
    return both.select(*DIRECTED_YEAR, value=_.both_ways / 1000, n=_.n, rows=_.rows)
