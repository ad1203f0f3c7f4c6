"""Home share: how much of what the partners do together they do in the home region."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _
from entente.measures import measure

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="share (0-1)",
    grain=("year",),
    uses=("activity",),
    scope={"instrument": None, "actors": None, "field": None, "theme": None},
    bounds=(0, 1),
    better="more of the joint acts lie in the home region",
)
def home_share(activity: ir.Table) -> ir.Table:
    """Share of the joint acts that started in a year which lie in the home region.

    share(t) = joint acts of year t with at least one theatre in the home region / joint acts of
    year t. An act in two regions is at home if one of them is.

    Args:
        activity: One row per act or figure of an act; ``joint`` tells whether the instrument is
            one the partners use together, ``home`` whether a theatre is in the home region. Only
            joint rows with ``unit`` act are read.

    Returns:
        One row per year with ``value`` in 0-1 and ``n`` the joint acts. Years without a joint act
        stay absent: a share of nothing is not zero. The share leans towards the region where
        acts are better reported.

    Source:
        The ledger of this observatory (``docs/ledger.md``), each row with its own sources; the
        home region is that of ``vocabulary/theatres.yml``.

    Examples:
        >>> activity = table('''
        ...     act  unit quantity date_start joint home
        ...     jp-1 act         1 2021-10-14 true  true
        ...     jp-2 act         1 2021-10-17 true  true
        ...     mx-1 act         1 2021-02-15 true  false
        ...     sc-1 act         1 2021-03-31 false true
        ... ''')
        >>> show(home_share.compute(activity))
        year     value  n
        2021  0.666667  3
    """
    return (
        activity.filter(_.unit == "act", _.joint)
        .group_by("act")
        .aggregate(year=_.date_start.min().year().cast("int64"), home=_.home.any(), row=_.row.min())
        .group_by("year")
        .aggregate(value=_.home.mean(), n=_.count(), rows=_.row.collect())
    )
