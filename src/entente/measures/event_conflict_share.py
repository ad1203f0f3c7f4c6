"""Event conflict share: how much of a state's acts towards another is conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.measures import measure
from entente.measures._events import NEWS

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="share (0-1)",
    grain=("state", "partner", "year"),
    uses=("event_year",),
    options={"acts": ("all", "verbal", "material")},
    bounds=(0, 1),
    symmetric=False,
    better="more of what the state does towards the partner is conflict",
    caution=NEWS,
)
def event_conflict_share(event_year: ir.Table, *, acts: str = "all") -> ir.Table:
    """Share of conflict among the events of a state towards a partner that the news told of.

    share(i, j, t) = conflict / (conflict + cooperation), counts of events of i towards j in the
    year, of words and deeds or of one of the two. A count weighs every event alike.

    Args:
        event_year: One row per state, partner and year with four counts.
        acts: ``all``, ``verbal`` or ``material``.

    Returns:
        One row per state, partner, year with ``value`` in 0-1 and ``n``, the events. Missing (null)
        where there was no event of the wanted kind.

    Source:
        Boschee et al. (2015), ICEWS Coded Event Data, Harvard Dataverse, doi:10.7910/DVN/28075.

    Examples:
        >>> years = table('''
        ...     state partner year verbal_cooperation material_cooperation verbal_conflict material_conflict
        ...     CHN   JPN     2012                 60                   10              90                40
        ... ''')
        >>> show(event_conflict_share.compute(years))
        state  partner  year  value    n
        CHN    JPN      2012   0.65  200
    """  # noqa: E501 (the names of the four counts)
    kinds = ("verbal", "material") if acts == "all" else (acts,)
    conflict, cooperation = (
        _[f"{kinds[0]}_{side}"] + _[f"{kinds[1]}_{side}"] if len(kinds) > 1 else _[f"{acts}_{side}"]
        for side in ("conflict", "cooperation")
    )
    return event_year.select(
        "state",
        "partner",
        "year",
        value=conflict / (conflict + cooperation).nullif(0),
        n=conflict + cooperation,
        rows=ibis.array([_.row]),
    )
