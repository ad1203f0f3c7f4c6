"""Statements of support: how many one partner made, or both issued, on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _
from entente.measures import measure

if TYPE_CHECKING:
    import ibis.expr.types as ir

SUPPORTING = ("joint_statement", "statement_support")


@measure(
    unit="statements",
    grain=("date",),
    uses=("activity",),
    scope={"instrument": None, "theatre": None, "actors": None, "target": None},
    bounds=(1, None),
    counts=True,
    better="more statements of support",
)
def statement_count(activity: ir.Table) -> ir.Table:
    """Number of joint statements and statements of support by day.

    count(d) = distinct acts of instruments joint_statement and statement_support whose first day
    is d. Statements of concern, divergence or neutrality are not counted.

    Args:
        activity: One row per act or figure of an act; only rows with ``unit`` act are counted.

    Returns:
        One row per date with at least one statement, ``value`` and ``n`` the number of them. A day
        without one is absent: the list is not a census of what was said.

    Source:
        The ledger of this observatory (``docs/ledger.md``), each row with its own sources.

    Examples:
        >>> activity = table('''
        ...     act  instrument          unit quantity date_start
        ...     st-1 statement_support   act         1 2022-08-02
        ...     st-2 joint_statement     act         1 2022-02-04
        ...     st-3 statement_neutral   act         1 2022-08-02
        ... ''')
        >>> show(statement_count.compute(activity))
        date        value  n
        2022-02-04      1  1
        2022-08-02      1  1
    """
    return (
        activity.filter(_.unit == "act", _.instrument.isin(SUPPORTING))
        .group_by(date=_.date_start)
        .aggregate(value=_.act.nunique(), n=_.act.nunique(), rows=_.row.collect())
    )
