"""Activity days: how many days the acts that started in a year lasted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _
from entente.measures import measure
from entente.measures._acts import acts_of, by_searched

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="days",
    grain=("year",),
    uses=("activity", "coverage"),
    scope={
        "instrument": None,
        "theatre": None,
        "actors": None,
        "target": None,
        "field": None,
        "joint": None,
        "theme": None,
    },
    bounds=(0, None),
    counts=True,
    vouched_by=("coverage",),
    better="more days of activity",
)
def activity_days(activity: ir.Table, coverage: ir.Table) -> ir.Table:
    """Days of all acts that started in a year, first and last day counted.

    days(t) = sum over the acts that start in year t of (last day - first day + 1). Two acts on one
    day count two; the days of an act that runs into the next year stay with the year it started.

    Args:
        activity: One row per act or figure of an act; only rows with ``unit`` act are counted.
        coverage: One row per instrument, actors, theatre and searched span.

    Returns:
        One row per year with ``value`` in days and ``n`` the number of acts. Years are those of
        :mod:`entente.measures.activity_count`: 0 only where the list is complete.

    Source:
        The ledger of this observatory (``docs/ledger.md``), each row with its own sources.

    Examples:
        >>> activity = table('''
        ...     act   instrument     unit quantity date_start date_end
        ...     ex-1  joint_exercise act         1 2022-09-01 2022-09-07
        ...     ex-2  joint_exercise act         1 2022-12-21 2022-12-27
        ...     ex-3  joint_exercise act         1 2024-09-10 2024-09-12
        ... ''')
        >>> coverage = table('''
        ...     instrument     actors  theatre date_from  date_to    complete
        ...     joint_exercise CHN;RUS -       2012-01-01 2024-12-31 false
        ... ''')
        >>> show(activity_days.compute(activity, coverage))
        year  value  n
        2022     14  2
        2024      3  1
    """
    counts = (
        acts_of(activity)
        .mutate(days=_.date_end.delta(_.date_start, unit="day") + 1)
        .group_by("year", "instrument")
        .aggregate(value=_.days.sum(), n=_.act.nunique(), rows=_.row.collect())
    )
    return by_searched(counts, coverage)
