"""Zone entries: how many recorded entries into an air defence identification zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _
from entente.measures import measure
from entente.measures._acts import count_acts

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="entries",
    grain=("year",),
    uses=("activity", "coverage"),
    scope={"theatre": None, "actors": None, "target": None},
    bounds=(0, None),
    counts=True,
    vouched_by=("coverage",),
    better="more entries into the zone",
)
def zone_entry_count(activity: ir.Table, coverage: ir.Table) -> ir.Table:
    """Number of recorded entries into an air defence identification zone that started in a year.

    count(t) = distinct acts of instrument zone_entry whose first day lies in the calendar year t.
    An entry is one the zone's state announced: who stops announcing stops the count.

    Args:
        activity: One row per act or figure of an act; only zone_entry rows with ``unit`` act are
            counted, however many aircraft took part.
        coverage: One row per instrument, actors, theatre and searched span.

    Returns:
        One row per year with ``value`` and ``n`` the number of entries. Years are those of
        :mod:`entente.measures.activity_count`: 0 only where the list is complete.

    Source:
        The ledger of this observatory (``docs/ledger.md``), each row with its own sources.

    Examples:
        >>> activity = table('''
        ...     act  instrument unit quantity date_start date_end
        ...     ze-1 zone_entry act         1 2020-12-22 2020-12-22
        ...     ze-2 zone_entry act         1 2022-05-24 2022-05-24
        ...     ze-3 zone_entry act         1 2022-11-30 2022-11-30
        ... ''')
        >>> coverage = table('''
        ...     instrument actors  theatre          date_from  date_to    complete
        ...     zone_entry CHN;RUS korean_peninsula 2020-01-01 2022-12-31 true
        ...     scramble   JPN     japan            2015-01-01 2022-12-31 false
        ... ''')
        >>> show(zone_entry_count.compute(activity, coverage))
        year  value  n
        2020      1  1
        2021      0  0
        2022      2  2
    """
    entries, searched = (rows.filter(_.instrument == "zone_entry") for rows in (activity, coverage))
    return count_acts(entries, searched)
