"""Air activity near Taiwan: Chinese military aircraft per reported day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.measures import measure

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="aircraft per reported day",
    grain=("state", "partner", "month"),
    uses=("air_activity",),
    scope={"definition": "all_detected"},
    bounds=(0, None),
    symmetric=False,
    better="more aircraft a day",
)
def air_activity_near_taiwan(air_activity: ir.Table) -> ir.Table:
    """Military aircraft of the state near the partner, per day with a report, by month.

    value = aircraft counted in the month / days of the month with a report. Days without a report
    are left out above and below the line: they are never zero. Two definitions are kept apart:
    entries into the zone (before August 2022) and all aircraft detected (since then); no trend may
    run across the two.

    Args:
        air_activity: One row per month_start, state, target and definition; ``aircraft`` counted,
            ``days_reported`` days with a report.

    Returns:
        One row per state, partner, month (first day of the month) with ``value`` >= 0 and ``n``
        reported days. Missing (null) where no day was reported or the count is missing; months
        without a row stay absent.

    Source:
        Taiwan, Ministry of National Defense, daily bulletins on the PLA's activities around Taiwan
        (www.mnd.gov.tw), as collected by others; see the table's source.

    Examples:
        >>> months = table('''
        ...     month_start state target aircraft days_reported definition
        ...     2024-05-01  CHN   TWN         480            30 all_detected
        ...     2024-06-01  CHN   TWN           0             0 all_detected
        ... ''')
        >>> show(air_activity_near_taiwan.compute(months))
        state  partner  month       value   n
        CHN    TWN      2024-05-01     16  30
        CHN    TWN      2024-06-01      -   0
    """
    return air_activity.select(
        "state",
        partner=_.target,
        month=_.month_start,
        value=_.aircraft / _.days_reported.nullif(0),
        n=_.days_reported,
        rows=ibis.array([_.row]),
    )
