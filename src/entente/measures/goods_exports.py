"""Goods exports to a partner, as the exporter counts them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.measures import measure
from entente.measures._trade import DIRECTED_YEAR, FIGURES, SIDES

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
    better="sells more to the partner",
)
def goods_exports(flow: ir.Table, figures: str = "own") -> ir.Table:
    """Goods that a state sells to a partner, by the exporter's figure or the buyer's.

    value(i, j, t) = exports of i to j at current prices / 1000: free on board by the exporter, with
    cost, insurance and freight by the importer. It stands where a partner no longer publishes its
    side, so that trade both ways has no figure.

    Args:
        flow: One row per from_state, to_state, year, kind and reporter; ``value`` of kind goods is
            in USD millions. Rows marked ``is_estimated`` are not read.
        figures: ``own``: what the exporter reports; ``mirror``: what the partner reports to buy.

    Returns:
        One row per state, partner, year with ``value`` in USD billions and ``n`` 1. What is not
        reported, or is an estimate, has no row.

    Source:
        United Nations (2011), International Merchandise Trade Statistics: Concepts and Definitions
        2010, ch. IV (valuation).

    Examples:
        >>> flow = table('''
        ...     from_state to_state year kind  reporter  value  is_estimated
        ...     JPN        RUS      2021 goods exporter  7800.0 false
        ...     JPN        RUS      2021 goods importer  9000.0 false
        ...     JPN        RUS      2022 goods exporter  4600.0 false
        ... ''')
        >>> show(goods_exports.compute(flow))
        state  partner  year  value  n
        JPN    RUS      2021    7.8  1
        JPN    RUS      2022    4.6  1
        >>> show(goods_exports.compute(flow, figures="mirror"))
        state  partner  year  value  n
        JPN    RUS      2021      9  1
    """
    sold = flow.filter(
        _.kind == "goods",
        _.reporter == SIDES[figures][0],
        ~_.is_estimated,
        _.value.notnull(),
    )
    return sold.select(
        "year",
        state=_.from_state,
        partner=_.to_state,
        value=_.value / 1000,
        n=ibis.literal(1, "int64"),
        rows=ibis.array([_.row]),
    ).select(*DIRECTED_YEAR, "value", "n", "rows")
