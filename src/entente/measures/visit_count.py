"""Visit count: how often leaders of a state went to another or received its leaders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.measures import measure

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="visits a year",
    grain=("state", "partner", "kind", "year"),
    uses=("visit",),
    scope={"kind": "president_abroad"},
    bounds=(0, None),
    symmetric=False,
    better="more visits",
    caution="One list a state: the American one and the Chinese one count different things.",
)
def visit_count(visit: ir.Table) -> ir.Table:
    """Visits of leaders between two states in a year, of one kind.

    Of the United States: journeys of the President (``president_abroad``) and the Secretary of
    State (``secretary_of_state_abroad``), and visits of foreign leaders (``leader_to_washington``).
    Of China: days abroad of its leaders (``chinese_leader_abroad``), and days on which they met
    somebody of the partner (``chinese_leader_met``).

    Args:
        visit: One row per state, partner, kind and year; ``visits``, zeros included.

    Returns:
        One row per state, partner, kind, year with ``value`` >= 0 and ``n``, the visits; no row
        where a list does not reach or the partner was not there.

    Source:
        Office of the Historian, U.S. Department of State, Travels Abroad of the President.

    Examples:
        >>> rows = table('''
        ...     state partner kind             year visits
        ...     USA   VNM     president_abroad 2016      1
        ...     USA   VNM     president_abroad 2018      0
        ... ''')
        >>> show(visit_count.compute(rows))
        state  partner  kind              year  value  n
        USA    VNM      president_abroad  2016      1  1
        USA    VNM      president_abroad  2018      0  0
    """
    return visit.select(
        "state",
        "partner",
        "kind",
        "year",
        value=_.visits.cast("float64"),
        n=_.visits,
        rows=ibis.array([_.row]),
    )
