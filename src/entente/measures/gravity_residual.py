"""Gravity residual: how much more a state exports to a partner than a gravity model expects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.measures import measure
from entente.measures._trade import DIRECTED_YEAR

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="log ratio",
    grain=DIRECTED_YEAR,
    uses=("flow", "gravity"),
    only={"kind": ("goods",)},
    symmetric=False,
    better="exports more to the partner than their sizes, distance and border tell",
    caution=(
        "Zero is not the usual pair: the model fits dollars, so large flows lie near zero and the "
        "median pair far below. Compare over time or with like pairs. Language, treaties and "
        "transit are not in the model, and are in the residual."
    ),
)
def gravity_residual(flow: ir.Table, gravity: ir.Table) -> ir.Table:
    """Log ratio of exports to a partner to those that a gravity model without the pair expects.

    residual(i, j, t) = ln(X_ij / E_ij): 0 where the state exports what is expected, 0.69 where
    twice as much. E_ij is exp(a_i + b_j + c ln(km_ij) + d border_ij), fitted to the year's exports
    between all states but the two (table ``gravity``), so that a large pair does not pull towards
    itself what is expected of it. What a state exports to all others, and a partner imports from
    all others, is the size that counts: where nearly all goes to one partner it is small, and the
    residual large.

    Args:
        flow: One row per from_state, to_state, year, kind and reporter; the exporter's figures of
            kind goods in USD millions (free on board), without estimates.
        gravity: One row per state, partner and year; ``expected`` in USD millions, 1990-2020.

    Returns:
        One row per state, partner, year with ``value``, a natural logarithm without bounds, and
        ``n``, the two figures. Missing (null) where the exports are zero, whose logarithm is none.
        Where exports are not reported, or nothing is expected (a state of no capital in the list,
        one that trades with this partner alone), there is no row.

    Source:
        Santos Silva, Tenreyro (2006), The Log of Gravity, Review of Economics and Statistics
        88(4), 641-658, pp. 644-645 on the estimator.

    Examples:
        >>> flow = table('''
        ...     from_state to_state year kind  reporter value is_estimated
        ...     CHN        RUS      2019 goods exporter  50.0 false
        ...     RUS        CHN      2019 goods exporter   0.0 false
        ... ''')
        >>> gravity = table('''
        ...     state partner year expected flows
        ...     CHN   RUS     2019     25.0 21070
        ...     RUS   CHN     2019     40.0 21070
        ... ''')
        >>> show(gravity_residual.compute(flow, gravity))
        state  partner  year     value  n
        CHN    RUS      2019  0.693147  2
        RUS    CHN      2019         -  2
    """
    sold = flow.filter(
        _.kind == "goods", _.reporter == "exporter", ~_.is_estimated, _.value.notnull()
    ).select("year", state=_.from_state, partner=_.to_state, sold=_.value, sold_row=_.row)
    model = gravity.select("year", "state", "partner", "expected", expected_row=_.row)
    return sold.join(model, DIRECTED_YEAR).select(
        *DIRECTED_YEAR,
        value=(_.sold.nullif(0) / _.expected).ln(),
        n=ibis.literal(2, "int64"),
        rows=ibis.array([_.sold_row, _.expected_row]),
    )
