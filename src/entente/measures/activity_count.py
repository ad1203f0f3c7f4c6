"""Activity count: how many acts started in a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.measures import measure
from entente.measures._acts import count_acts

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="acts",
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
    better="more acts",
)
def activity_count(activity: ir.Table, coverage: ir.Table) -> ir.Table:
    """Number of acts that started in a year.

    count(t) = distinct acts (rows with unit act) whose first day lies in the calendar year t,
    among those the question is narrowed to. How far the list was searched decides where nothing
    means none; see Returns.

    Args:
        activity: One row per act or figure of an act; only rows with ``unit`` act are counted.
        coverage: One row per instrument, actors, theatre and searched span. A question narrowed
            by target, field or theme is not narrowed here: it is still a zero only inside spans.

    Returns:
        One row per year with ``value`` and ``n`` the number of acts. A year that lies whole inside
        complete spans of every series asked for (an instrument, its actors, its theatre) counts,
        0 included. Another year appears only with acts, as a lower bound, and only if it lies whole
        between the first and last day searched; the rest is absent. Where no search is declared,
        years with acts appear, never a zero. Over several instruments the numbers mix how hard
        each was searched for: for a trend ask for one.

    Source:
        The ledger of this observatory (``docs/ledger.md``), each row with its own sources.

    Examples:
        >>> activity = table('''
        ...     act     instrument       unit     quantity date_start date_end
        ...     jap-1   joint_air_patrol act             1 2019-07-23 2019-07-23
        ...     jap-1   joint_air_patrol aircraft        4 2019-07-23 2019-07-23
        ...     jap-2   joint_air_patrol act             1 2021-11-19 2021-11-19
        ...     jap-3   joint_air_patrol act             1 2022-05-24 2022-05-24
        ... ''')
        >>> coverage = table('''
        ...     instrument       actors  theatre date_from  date_to    complete
        ...     joint_air_patrol CHN;RUS japan   2019-01-01 2022-06-30 true
        ... ''')
        >>> show(activity_count.compute(activity, coverage))
        year  value  n
        2019      1  1
        2020      0  0
        2021      1  1
    """
    return count_acts(activity, coverage)
