"""Joint vetoes: drafts in the Security Council that two states vetoed together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.measures import measure
from entente.measures._acts import by_searched
from entente.measures._lists import with_pairs

if TYPE_CHECKING:
    import ibis.expr.types as ir

PAIR = ("state_a", "state_b")


@measure(
    unit="drafts",
    grain=(*PAIR, "year"),
    uses=("veto", "coverage"),
    bounds=(0, None),
    vouched_by=("coverage",),
    symmetric=True,
    better="more vetoes cast together",
)
def joint_veto_count(veto: ir.Table, coverage: ir.Table) -> ir.Table:
    """Number of drafts in the Security Council that both states vetoed, by year.

    count(a, b, t) = drafts of year t whose vetoing states include a and b. A year without a joint
    veto counts 0 only where coverage declares the list of that pair complete.

    Args:
        veto: One row per vetoed draft; ``states`` are all states that vetoed it, joined by ``;``.
        coverage: One row per instrument, actors, theatre and searched span; rows of instrument veto
            tell between which days the list of each pair of their actors was checked.

    Returns:
        One row per state_a, state_b, year with ``value`` and ``n`` the joint vetoes. Years are
        those of :mod:`entente.measures.activity_count`, pair by pair: 0 only where the list is
        complete for the pair.

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
        ...     instrument actors  theatre date_from  date_to    complete
        ...     veto       CHN;RUS -       2021-12-26 2025-12-31 true
        ... ''')
        >>> show(joint_veto_count.compute(vetoes, coverage))
        state_a  state_b  year  value  n
        CHN      RUS      2022      1  1
        CHN      RUS      2023      0  0
        CHN      RUS      2024      1  1
        CHN      RUS      2025      0  0
    """
    cast = (
        with_pairs(veto.mutate(year=_.date.year().cast("int64")), "states")
        .group_by(*PAIR, "year")
        .aggregate(value=_.draft.nunique(), n=_.draft.nunique(), rows=_.row.collect())
        .mutate(instrument=ibis.literal("veto"))
    )
    searched = with_pairs(coverage.filter(_.instrument == "veto"), "actors")
    return by_searched(cast, searched, by=PAIR)
