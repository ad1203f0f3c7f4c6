"""Event intensity: how much the news tell of two states with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.measures import measure
from entente.measures._events import MONTHS, NEWS, added_up, exact_sum

if TYPE_CHECKING:
    import ibis.expr.types as ir


UNITS = {"states": "share (0-1)", "days": "Goldstein points a day"}


@measure(
    unit=UNITS["states"],
    grain=("state_a", "state_b", "month"),
    uses=("event_month",),
    whole=("event_month",),
    options={
        "side": ("all", "cooperation", "conflict"),
        "over": ("states", "days"),
        "months": MONTHS,
    },
    bounds=(0, 1),
    symmetric=True,
    better="more of the news of the two is of them with each other",
    caution=NEWS,
    units=lambda asked: UNITS[asked.get("over", "states")],
    limits=lambda asked: (0, 1) if asked.get("over", "states") == "states" else (0, None),
)
def event_intensity(
    event_month: ir.Table, *, side: str = "all", over: str = "states", months: str = "1"
) -> ir.Table:
    """Weight of the news events between two states, over all events of the two or over the days.

    intensity(a, b, t) = S / (W_a + W_b - W_ab), S the weight of the wanted ``side`` between the
    two, W all weights, of cooperation and conflict, of a state with all others; or S over the days
    that the source holds. The first divides what grows with the coverage of the news out of it and
    asks how the two compare with everybody else; the second does not.

    Args:
        event_month: One row per state_a, state_b and month_start; ``cooperation`` and ``conflict``
            in Goldstein points, ``days_with_events``, ``days_present``.
        side: ``all``, ``cooperation`` or ``conflict``.
        over: ``states`` for all events of the two states, ``days`` for the days that are held.
        months: ``1``, ``3`` or ``12``: months that are added up.

    Returns:
        One row per state_a, state_b and month (the last month's first day) with ``value`` and
        ``n``, days with events; no row where a month has no event of the pair that was seen.

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
        >>> show(event_intensity.compute(months, side="conflict"))
        state_a  state_b  month       value   n
        CHN      RUS      2020-03-01  0.125  25
        CHN      RUS      2020-04-01   0.25  20
        CHN      USA      2020-03-01  0.375  29
        >>> show(event_intensity.compute(months, over="days"))
        state_a  state_b  month         value   n
        CHN      RUS      2020-03-01  2.66667  25
        CHN      RUS      2020-04-01      1.6  20
        CHN      USA      2020-03-01  2.66667  29
    """
    sums = added_up(event_month, months).mutate(weight=_.cooperation + _.conflict)
    wanted = _.weight if side == "all" else _[side]
    if over == "days":
        below, read = _.days_present, _.rows
        found = sums
    else:
        ends = ("state_a", "state_b")
        both = ibis.union(*(sums.select("month", "weight", "rows", state=_[end]) for end in ends))
        total = both.group_by("state", "month").agg(
            total=exact_sum(_.weight), all_rows=_.rows.collect().flatten()
        )
        found = sums
        for end in ends:
            named = {f"total_{end}": _.total, f"rows_{end}": _.all_rows, end: _.state}
            found = found.join(total.select("month", **named), [end, "month"])
        below = _.total_state_a + _.total_state_b - _.weight
        read = _.rows_state_a.concat(_.rows_state_b).unique().sort()
    return found.select(
        "state_a",
        "state_b",
        "month",
        value=wanted / below.nullif(0),
        n=_.days_with_events,
        rows=read,
    )
