"""Joint vetoes: drafts in the Security Council that two states vetoed together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
from ibis import _

from entente.measures import measure
from entente.measures._lists import with_pairs

if TYPE_CHECKING:
    import ibis.expr.types as ir

PAIR = ("state_a", "state_b")
# China's seat was held by the Republic of China until 25 October 1971: the first whole year of
# the present holder is 1972.
FIRST_YEARS = {"CHN": 1972}


@measure(
    unit="drafts",
    grain=(*PAIR, "year"),
    uses=("veto", "coverage"),
    bounds=(0, None),
    symmetric=True,
    better="more vetoes cast together",
)
def joint_veto_count(veto: ir.Table, coverage: ir.Table) -> ir.Table:
    """Number of drafts in the Security Council that both states vetoed, by year.

    count(a, b, t) = drafts of year t whose vetoing states include a and b. The list is a census,
    so a year without a joint veto inside its span counts 0. The span ends with the year before
    the last one in the list, which may still have been running, or later where coverage says so.

    Args:
        veto: One row per vetoed draft; ``states`` are all states that vetoed it, joined by ``;``.
        coverage: One row per instrument, actors, theatre and searched span; a complete row of
            instrument veto tells up to when the list of that pair was checked.

    Returns:
        One row per state_a, state_b, year over all pairs of states that ever vetoed, from the
        first year of the list to the end of its span (China from 1972), with ``value`` >= 0 and
        ``n`` the joint vetoes. Years outside the span and states that never vetoed are absent.

    Source:
        United Nations, Dag Hammarskjöld Library, Security Council: Veto List
        (research.un.org/en/docs/sc/quick/veto).

    Examples:
        >>> vetoes = table('''
        ...     date       draft       states
        ...     2022-05-26 S/2022/431  CHN;RUS
        ...     2022-09-30 S/2022/720  RUS
        ...     2024-03-22 S/2024/239  CHN;RUS
        ...     2025-02-24 S/2025/115  RUS
        ... ''')
        >>> coverage = table('''
        ...     instrument actors  date_from  date_to    complete
        ...     veto       CHN;RUS 1991-12-26 2025-12-31 true
        ... ''')
        >>> show(joint_veto_count.compute(vetoes, coverage))
        state_a  state_b  year  value  n
        CHN      RUS      2022      1  1
        CHN      RUS      2023      0  0
        CHN      RUS      2024      1  1
        CHN      RUS      2025      0  0
    """
    drafts = veto.mutate(year=_.date.year().cast("int64"))
    span = drafts.select(first=_.year.min().over(), stop=_.year.max().over()).distinct()
    states = drafts.select(state_a=_.states.split(";").unnest()).distinct()
    others = states.rename(state_b="state_a")
    checked = coverage.filter(_.instrument == "veto", _.complete).select("actors", "date_to")
    last_checked = with_pairs(checked, "actors").group_by(*PAIR).aggregate(date_to=_.date_to.max())
    pairs = (
        states.join(others, [states["state_a"] < others["state_b"]])
        .left_join(last_checked, PAIR)
        .select(*PAIR, checked=(_.date_to + ibis.interval(days=1)).year().cast("int64"))
        .cross_join(span)
        .mutate(stop=ibis.greatest(_.stop, _.checked.fill_null(0)))
    )
    years = pairs.select(*PAIR, year=ibis.range(pairs["first"], pairs["stop"], 1).unnest())
    joint = with_pairs(drafts, "states").group_by(*PAIR, "year").aggregate(drafts=_.draft.nunique())
    seated = [
        (_[side] != state) | (_.year >= first)
        for state, first in FIRST_YEARS.items()
        for side in PAIR
    ]
    return (
        years.filter(*seated)
        .left_join(joint, [*PAIR, "year"])
        .select(*PAIR, "year", value=_.drafts.fill_null(0), n=_.drafts.fill_null(0))
    )
