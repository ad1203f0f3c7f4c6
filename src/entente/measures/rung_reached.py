"""Rung reached: the dated facts of a ladder, each with the rung in force from its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _
from entente.measures import measure

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="rung of the ladder",
    grain=("date",),
    uses=("activity",),
    scope={"instrument": None, "theatre": None, "actors": None},
    bounds=(0, None),
    better="higher on the ladder",
    caution="A rung is an order and no distance: two rungs are not twice one.",
)
def rung_reached(activity: ir.Table) -> ir.Table:
    """Rung of a ladder that was in force from a day on.

    A ladder orders the states that a relation can be in along one dimension: no treaty, friendship,
    consultation, mutual defence. Each fact is a row with unit rung; a lapse is a fact too. Of
    several facts of one day the highest stands.

    Args:
        activity: One row per act or figure of an act; only rows with ``unit`` rung are read,
            ``quantity`` is the rung from 0 on.

    Returns:
        One row per date with a fact, ``value`` the rung and ``n`` the independent sources. Days
        without a fact are absent: the last one stays in force, and before the first none is known.

    Source:
        The ledger of this observatory (``docs/ledger.md``), each row with its own sources; ordinal
        commitments: Leeds et al. (2002), Alliance Treaty Obligations and Provisions, International
        Interactions 28(3), pp. 237-260.

    Examples:
        >>> activity = table('''
        ...     act unit quantity date_start origins
        ...     t-1 act       1.0 2000-10-30       2
        ...     t-1 rung      1.0 2000-10-30       2
        ...     t-2 rung      3.0 2024-12-04       3
        ... ''')
        >>> show(rung_reached.compute(activity))
        date        value  n
        2000-10-30      1  2
        2024-12-04      3  3
    """
    return (
        activity.filter(_.unit == "rung")
        .group_by(date=_.date_start)
        .aggregate(value=_.quantity.max(), n=_.origins.max(), rows=_.row.collect())
    )
