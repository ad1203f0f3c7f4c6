"""Visitor count: persons of a state who entered another in a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.measures import measure

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="persons a month",
    grain=("state", "partner", "month"),
    uses=("flow_month",),
    only={"kind": ("visitors",)},
    bounds=(0, None),
    symmetric=False,
    better="more visitors",
)
def visitor_count(flow_month: ir.Table) -> ir.Table:
    """Persons of a state's nationality who entered the partner in a month.

    Each entry counts once. Of Japan only, from 2003 to August 2021; transit is in it, residents and
    crews are not. From March 2020 the borders were shut: no trend runs across that.

    Args:
        flow_month: One row per from_state, to_state, month_start and kind; ``visitors`` in persons.

    Returns:
        One row per state, partner, month (the month's first day) with ``value`` and ``n`` 1; no row
        for a month that is not known.

    Source:
        Japan National Tourism Organization, Frequently Asked Questions: definition of the visitor
        arrivals.

    Examples:
        >>> months = table('''
        ...     from_state to_state month_start kind     reporter unit    value
        ...     CHN        JPN      2012-08-01  visitors importer persons 190254
        ...     CHN        JPN      2012-10-01  visitors importer persons  69713
        ... ''')
        >>> show(visitor_count.compute(months))
        state  partner  month        value  n
        CHN    JPN      2012-08-01  190254  1
        CHN    JPN      2012-10-01   69713  1
    """
    return flow_month.filter(_.kind == "visitors").select(
        state=_.from_state,
        partner=_.to_state,
        month=_.month_start,
        value=_.value.cast("float64"),
        n=ibis.literal(1, "int64"),
        rows=ibis.array([_.row]),
    )
