"""Instrument variety: how many kinds of act were used in a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ibis import _

from entente.measures import measure

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="kinds of act",
    grain=("year",),
    uses=("activity",),
    rows_where={"unit": ("act",)},
    scope={"instrument": None, "theatre": None, "actors": None, "field": None, "joint": None},
    bounds=(0, None),
    better="more kinds of act",
)
def instrument_variety(activity: ir.Table) -> ir.Table:
    """Number of kinds of act that are on record in a year.

    variety(t) = distinct instruments among the acts that started in the calendar year t.

    Args:
        activity: One row per act or figure of an act; only rows with ``unit`` act are counted.

    Returns:
        One row per year with ``value`` the kinds and ``n`` the acts. A year without an act is
        absent: nothing on record is not a zero.

    Source:
        The ledger of this observatory (``docs/ledger.md``), each row with its own sources.

    Examples:
        >>> activity = table('''
        ...     act     instrument       unit quantity date_start
        ...     jap-1   joint_air_patrol act         1 2021-11-19
        ...     jnp-1   joint_exercise   act         1 2021-10-14
        ...     jap-2   joint_air_patrol act         1 2022-05-24
        ... ''')
        >>> show(instrument_variety.compute(activity))
        year  value  n
        2021      2  2
        2022      1  1
    """
    acts = activity.filter(_.unit == "act").mutate(year=_.date_start.year().cast("int64"))
    return acts.group_by("year").aggregate(value=_.instrument.nunique(), n=_.act.nunique())
