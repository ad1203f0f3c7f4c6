"""Chinese aircraft and vessels near Taiwan, month by month."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.tables import Column, RowText, table

if TYPE_CHECKING:
    import ibis.expr.types as ir

BREAK = dt.date(2022, 8, 1)
"""From this month the ministry counts all it detects; before, entries into the zone."""


@table(
    title="aircraft and vessels of one state near another in a month",
    key=("month_start", "state", "target", "definition"),
    columns={
        "month_start": Column("date", "first day of the month"),
        "state": Column("string", "state whose forces are counted"),
        "target": Column("string", "state that counts them"),
        "aircraft": Column("int64", "aircraft reported in the month", unit="aircraft"),
        "vessels": Column(
            "int64",
            "naval vessels reported in the month, summed over days",
            unit="vessel-days",
            required=False,
        ),
        "days_reported": Column("int64", "days with a report", unit="days"),
        "definition": Column("string", "what is counted", allowed=("zone_entries", "all_detected")),
    },
    row=RowText(
        "{month_start}: {definition}, {days_reported} days", value="aircraft", unit="aircraft"
    ),
    uses=("pla_activity_near_taiwan",),
    audits={
        "counts are counts": lambda rows: rows.filter(
            (_.aircraft < 0) | (_.vessels < 0) | (_.days_reported < 1) | (_.days_reported > 31)
        ),
        "definition breaks in August 2022": lambda rows: rows.filter(
            (_.definition == "all_detected") != (_.month_start >= BREAK)
        ),
        "known after the month": lambda rows: rows.filter(
            _.known_on <= _.month_start + ibis.interval(days=27)
        ),
    },
)
def air_activity(months: ir.Table) -> ir.Table:
    """Carry monthly sums of the daily bulletins of Taiwan's Ministry of National Defense.

    Two definitions that must never be joined into one trend: entries into the air defence
    identification zone to July 2022, everything detected around the island from August 2022.
    Before the break vessels were not reported: missing, not zero. Days without a bulletin are
    missing too: ``days_reported`` tells how many stand behind a sum. A month is a sum of sorties
    or vessel-days, not of different aircraft or ships.

    Source:
        Ministry of National Defense, daily bulletins.
    """
    first = (_.month + "-01").cast("date")
    next_month = (_.month_start + ibis.interval(months=1)).cast("date")
    return months.mutate(
        month_start=first,
        definition=_.definition.substitute({"adiz_entries": "zone_entries"}),
    ).select(
        "month_start",
        state=ibis.literal("CHN"),
        target=ibis.literal("TWN"),
        aircraft=_.aircraft.cast("int64"),
        vessels=ibis.ifelse(
            _.definition == "all_detected", _.vessels.cast("int64"), ibis.null("int64")
        ),
        days_reported=_.days_reported,
        definition=_.definition,
        source=ibis.literal("pla_activity_near_taiwan"),
        known_on=next_month,
    )
