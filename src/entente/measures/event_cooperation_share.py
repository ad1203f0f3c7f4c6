"""Event cooperation share: how much of the news of two states is cooperation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _
from entente.measures import measure
from entente.measures._events import MONTHS, NEWS, added_up

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="share (0-1)",
    grain=("state_a", "state_b", "month"),
    uses=("event_month",),
    options={"months": MONTHS},
    bounds=(0, 1),
    symmetric=True,
    better="more of what the news tell of the two is cooperation",
    caution=NEWS,
)
def event_cooperation_share(event_month: ir.Table, *, months: str = "1") -> ir.Table:
    """Share of cooperation in the weight of news events between two states, by month.

    share(a, b, t) = C / (C + D), C and D the weights of cooperative and conflictual events in the
    month, or in the ``months`` up to and with it. Above and below the line grow alike with the
    coverage of the news. Few events make it jump: look at ``n``, or take three months.

    Args:
        event_month: One row per state_a, state_b and month_start; ``cooperation`` and ``conflict``
            in Goldstein points, ``days_with_events``.
        months: ``1``, ``3`` or ``12``: months that are added up.

    Returns:
        One row per state_a, state_b and month (the last month's first day) with ``value`` in 0-1
        and ``n``, days with events. Missing (null) where both weights are zero; no row where a
        month has no event that was seen.

    Source:
        Goldstein (1992), A Conflict-Cooperation Scale for WEIS Events Data, Journal of Conflict
        Resolution 36(2), pp. 369-385.

    Examples:
        >>> months = table('''
        ...     state_a state_b month_start cooperation conflict days_with_events days_present
        ...     CHN     RUS     2020-03-01         60.0     20.0               25           30
        ...     CHN     RUS     2020-04-01         30.0     10.0               20           25
        ...     CHN     USA     2020-03-01         20.0     60.0               29           30
        ... ''')
        >>> show(event_cooperation_share.compute(months))
        state_a  state_b  month       value   n
        CHN      RUS      2020-03-01   0.75  25
        CHN      RUS      2020-04-01   0.75  20
        CHN      USA      2020-03-01   0.25  29
    """
    return added_up(event_month, months).select(
        "state_a",
        "state_b",
        "month",
        value=_.cooperation / (_.cooperation + _.conflict).nullif(0),
        n=_.days_with_events,
        rows=_.rows,
    )
