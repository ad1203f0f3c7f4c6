"""Arms deliveries: the volume one state supplied to another over five years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.measures import measure

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="million TIV in five years",
    grain=("state", "partner", "year"),
    uses=("flow",),
    only={"kind": ("arms_five_year",)},
    bounds=(0, None),
    symmetric=False,
    better="supplies more arms",
)
def arms_tiv(flow: ir.Table) -> ir.Table:
    """Volume of major arms that a state delivered to the partner in the five years to this one.

    The state is the supplier, the partner the recipient. The trend-indicator value (TIV) measures
    the capability delivered, not money; five-year sums smooth its lumps, and successive values
    share four years.

    Args:
        flow: One row per from_state, to_state, year, kind and reporter; kind arms_five_year is the
            sum over the five years that end in ``year``, in million TIV.

    Returns:
        One row per state, partner, year with ``value`` >= 0 and ``n`` the five years. Pairs
        without a delivery on record stay absent. The last year is revised most.

    Source:
        Holtom, Bromley and Simmel (2012), Measuring International Arms Transfers, SIPRI Fact
        Sheet, pp. 1-4; sums derived from the SIPRI Arms Transfers Database.

    Examples:
        >>> flow = table('''
        ...     from_state to_state year kind           reporter value
        ...     RUS        CHN      2020 arms_five_year sipri     4000.0
        ...     RUS        CHN      2020 goods          exporter 49583.0
        ... ''')
        >>> show(arms_tiv.compute(flow))
        state  partner  year  value  n
        RUS    CHN      2020   4000  5
    """
    return flow.filter(_.kind == "arms_five_year", _.value.notnull()).select(
        "year",
        state=_.from_state,
        partner=_.to_state,
        value=_.value,
        n=ibis.literal(5, "int64"),
        rows=ibis.array([_.row]),
    )["state", "partner", "year", "value", "n", "rows"]
