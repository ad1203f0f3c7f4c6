"""Leaders' meetings: how often two states' leaders met in person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _
from entente.measures import measure
from entente.measures._acts import acts_of, by_searched
from entente.measures._lists import with_pairs

if TYPE_CHECKING:
    import ibis.expr.types as ir

PAIR = ("state_a", "state_b")


@measure(
    unit="meetings",
    grain=(*PAIR, "year"),
    uses=("activity", "coverage"),
    bounds=(0, None),
    counts=True,
    vouched_by=("coverage",),
    symmetric=True,
    better="meet more often",
)
def leaders_meeting_count(activity: ir.Table, coverage: ir.Table) -> ir.Table:
    """Number of meetings in person of two states' leaders that started in a year.

    count(a, b, t) = distinct acts of instrument leaders_meeting among whose actors are a and b. A
    meeting of three counts for each of its pairs. Calls and tallies are other instruments.

    Args:
        activity: One row per act or figure of an act; ``actors`` joined by ``;``.
        coverage: One row per instrument, actors, theatre and searched span; a row speaks of every
            pair of its actors.

    Returns:
        One row per state_a, state_b, year with ``value`` and ``n`` the number of meetings. Years
        are those of :mod:`entente.measures.activity_count`, pair by pair: 0 only where the list is
        complete for the pair.

    Source:
        The ledger of this observatory (``docs/ledger.md``), each row with its own sources.

    Examples:
        >>> activity = table('''
        ...     act  instrument      unit quantity actors  date_start date_end
        ...     lm-1 leaders_meeting act         1 CHN;RUS 2019-06-05 2019-06-07
        ...     lm-2 leaders_meeting act         1 CHN;RUS 2021-11-01 2021-11-01
        ...     lm-3 leaders_meeting act         1 PRK;RUS 2019-04-25 2019-04-25
        ... ''')
        >>> coverage = table('''
        ...     instrument      actors  theatre date_from  date_to    complete
        ...     leaders_meeting CHN;RUS -       2019-01-01 2021-12-31 true
        ... ''')
        >>> show(leaders_meeting_count.compute(activity, coverage))
        state_a  state_b  year  value  n
        CHN      RUS      2019      1  1
        CHN      RUS      2020      0  0
        CHN      RUS      2021      1  1
        PRK      RUS      2019      1  1
    """
    meetings = acts_of(activity.filter(_.instrument == "leaders_meeting"), "actors")
    counts = (
        with_pairs(meetings, "actors")
        .group_by(*PAIR, "year", "instrument")
        .aggregate(value=_.act.nunique(), n=_.act.nunique(), rows=_.row.collect())
    )
    searched = with_pairs(coverage.filter(_.instrument == "leaders_meeting"), "actors")
    return by_searched(counts, searched, by=PAIR)
