"""First act of each kind: when each instrument was first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.measures import measure

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="acts",
    grain=("kind", "date"),
    uses=("activity",),
    scope={
        "instrument": None,
        "theatre": None,
        "actors": None,
        "target": None,
        "field": None,
        "joint": None,
    },
    bounds=(0, None),
    counts=True,
    better="another kind of act",
)
def first_act_of_kind(activity: ir.Table) -> ir.Table:
    """The first recorded act of each instrument, so that the kinds in use can be counted.

    first(k) = the earliest first day among the acts of instrument k.

    Args:
        activity: One row per act or figure of an act; only rows with ``unit`` act are read, and
            ``origins`` is the number of independent sources.

    Returns:
        One row per instrument with the day its first act began, ``value`` 1 and ``n`` the
        independent sources of that act. An instrument without an act has no row.

    Source:
        The ledger of this observatory (``docs/ledger.md``), each row with its own sources.

    Examples:
        >>> activity = table('''
        ...     act     instrument       unit date_start origins
        ...     jap-1   joint_air_patrol act  2019-07-23       4
        ...     jap-2   joint_air_patrol act  2021-11-19       2
        ...     jnp-1   joint_exercise   act  2021-10-14       3
        ... ''')
        >>> show(first_act_of_kind.compute(activity))
        kind              date        value  n
        joint_air_patrol  2019-07-23      1  4
        joint_exercise    2021-10-14      1  3
    """
    acts = activity.filter(_.unit == "act")
    order = ibis.row_number().over(group_by="instrument", order_by=["date_start", "row"])
    first = acts.mutate(order=order).filter(_.order == 0)
    return first.select(
        kind=_.instrument,
        date=_.date_start,
        value=ibis.literal(1, "int64"),
        n=_.origins,
        rows=ibis.array([_.row]),
    )
