"""Months of news events, added up over some months."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from entente.late import _, ibis

if TYPE_CHECKING:
    import ibis.expr.types as ir

NEWS = "What the news tell: attention, and the coder's mistakes, are in it."
MONTHS = ("1", "3", "12")
"""Months that are added up: the month, or those up to and with it."""


def exact_sum(weight: Any) -> Any:  # noqa: ANN401 (Ibis has no public type of a deferred)
    """Sum weights, which have two decimals, so that their order does not matter."""
    return weight.cast("decimal(18, 2)").sum().cast("float64")


def added_up(rows: ir.Table, months: str) -> ir.Table:
    """Add up the weights of each pair over the months that end with each month.

    Args:
        rows: One row per state_a, state_b and month_start with ``cooperation``, ``conflict``,
            ``days_with_events`` and ``days_present``.
        months: How many, as text.

    Returns:
        One row per state_a, state_b and ``month`` (the last month's first day) with the four sums
        and ``rows``; only where the pair has a row in each of the months.
    """
    wanted = int(months)
    copies = [
        # Ibis takes the sum for a day, DuckDB gives an instant.
        rows.mutate(month=(_.month_start.cast("timestamp") + ibis.interval(months=later)).date())
        for later in range(wanted)
    ]
    sums = ibis.union(*copies) if wanted > 1 else copies[0]
    return (
        sums.group_by("state_a", "state_b", "month")
        .agg(
            cooperation=exact_sum(_.cooperation),
            conflict=exact_sum(_.conflict),
            days_with_events=_.days_with_events.sum(),
            days_present=_.days_present.sum(),
            months=_.count(),
            rows=_.row.collect(order_by=_.row),
        )
        .filter(_.months == wanted)
        .drop("months")
    )
