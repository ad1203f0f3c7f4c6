"""Acts one by one: each with the number of independent sources that report it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.measures import measure

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="acts",
    grain=("act", "date"),
    uses=("activity",),
    scope={
        "instrument": None,
        "theatre": None,
        "actors": None,
        "target": None,
        "field": None,
        "joint": None,
        "theme": None,
    },
    bounds=(1, 1),
    counts=True,
    better="the act is recorded",
)
def activity_act(activity: ir.Table) -> ir.Table:
    """Each recorded act, dated by its first day.

    value = 1 per act. It is meant for questions of existence: how many dated instances there are
    and how many independent origins report each.

    Args:
        activity: One row per act or figure of an act; only rows with ``unit`` act are read;
            ``origins`` is the number of independent sources of the row.

    Returns:
        One row per act and date (the first day) with ``value`` 1 and ``n`` the independent sources.
        An act that is not recorded is absent, which says nothing where the list is not complete.

    Source:
        The ledger of this observatory (``docs/ledger.md``), each row with its own sources.

    Examples:
        >>> activity = table('''
        ...     act   unit     quantity date_start origins
        ...     jap-1 act             1 2019-07-23       3
        ...     jap-1 aircraft        4 2019-07-23       2
        ...     jap-2 act             1 2020-12-22       1
        ... ''')
        >>> show(activity_act.compute(activity))
        act    date        value  n
        jap-1  2019-07-23      1  3
        jap-2  2020-12-22      1  1
    """
    return (
        activity.filter(_.unit == "act")
        .group_by("act")
        .aggregate(
            date=_.date_start.min(),
            value=ibis.literal(1, "int64"),
            n=_.origins.max(),
            rows=_.row.collect(),
        )
    )
