"""Goods exports to a partner by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.measures import measure
from entente.measures._trade import FIGURES, goods_by_month

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="USD bn",
    grain=("state", "partner", "month"),
    uses=("flow_month",),
    only={"kind": ("goods",)},
    options={"figures": FIGURES},
    reporters="figures",
    bounds=(0, None),
    symmetric=False,
    better="sells more to the partner",
)
def goods_exports_by_month(flow_month: ir.Table, *, figures: str = "own") -> ir.Table:
    """Goods that a state sells to a partner in a month, in current dollars.

    value(i, j, t) = exports of i to j in month t / 1000, by the exporter's figure or, as
    ``figures: mirror``, by the importer's. Months have seasons: compare a month with the same one a
    year before (:mod:`entente.measures.trade_change_by_month`).

    Args:
        flow_month: One row per from_state, to_state, month_start, kind and reporter; goods in
            ``usd_mn`` (figures in other money are not read).
        figures: ``own`` or ``mirror``.

    Returns:
        One row per state, partner, month (the month's first day) with ``value`` in USD billions and
        ``n`` 1; no row for a month that is not known.

    Source:
        United Nations (2011), International Merchandise Trade Statistics: Concepts and Definitions
        2010, ch. IV (valuation).

    Examples:
        >>> months = table('''
        ...     from_state to_state month_start kind  reporter unit   value
        ...     RUS        CHN      2021-01-01  goods exporter usd_mn 4000.0
        ...     RUS        CHN      2021-01-01  goods importer usd_mn 4400.0
        ... ''')
        >>> show(goods_exports_by_month.compute(months))
        state  partner  month       value  n
        RUS    CHN      2021-01-01      4  1
    """
    return goods_by_month(flow_month, figures).select(
        state=_.from_state,
        partner=_.to_state,
        month=_.month_start,
        value=_.value / 1000,
        n=ibis.literal(1, "int64"),
        rows=ibis.array([_.row]),
    )
