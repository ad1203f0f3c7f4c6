"""Goods exports of the first months of a year: a part of a year beside the same part of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _
from entente.measures import measure
from entente.measures._trade import FIGURES, goods_by_month

if TYPE_CHECKING:
    import ibis.expr.types as ir

MONTHS = tuple(str(month) for month in range(1, 13))


@measure(
    unit="USD bn",
    grain=("state", "partner", "year"),
    uses=("flow_month",),
    only={"kind": ("goods",)},
    options={"months": ("12", *MONTHS[:-1]), "figures": FIGURES},
    reporters="figures",
    bounds=(0, None),
    symmetric=False,
    better="sells more to the partner",
    caution="Of the first months alone where fewer than twelve are asked: no figure of a year.",
)
def goods_exports_of_first_months(
    flow_month: ir.Table, *, months: str = "12", figures: str = "own"
) -> ir.Table:
    """Goods that a state sells to a partner in the first months of a year, in current dollars.

    value(i, j, y) = sum over months 1 to m of the exports of i to j / 1000, by the exporter's
    figure or, as ``figures: mirror``, by the importer's. The year that has just begun stands beside
    the same months of those before it, and never beside whole years.

    Args:
        flow_month: One row per from_state, to_state, month_start, kind and reporter; goods in
            ``usd_mn`` (figures in other money are not read).
        months: How many, from January.
        figures: ``own`` or ``mirror``.

    Returns:
        One row per state, partner, year with ``value`` in USD billions and ``n`` the months; no row
        for a year of which one of these months is not known.

    Source:
        United Nations (2011), International Merchandise Trade Statistics: Concepts and Definitions
        2010, ch. IX (cumulative figures within a year).

    Examples:
        >>> flows = table('''
        ...     from_state to_state month_start kind  reporter unit   value
        ...     RUS        CHN      2020-01-01  goods exporter usd_mn 4000.0
        ...     RUS        CHN      2020-02-01  goods exporter usd_mn 3000.0
        ...     RUS        CHN      2021-01-01  goods exporter usd_mn 5000.0
        ... ''')
        >>> show(goods_exports_of_first_months.compute(flows, months="2"))
        state  partner  year  value  n
        RUS    CHN      2020      7  2
    """
    sold = goods_by_month(flow_month, figures).filter(_.month_start.month() <= int(months))
    return (
        sold.group_by(
            state=_.from_state, partner=_.to_state, year=_.month_start.year().cast("int64")
        )
        .agg(value=_.value.sum() / 1000, n=_.count(), rows=_.row.collect())
        .filter(_.n == int(months))
    )
