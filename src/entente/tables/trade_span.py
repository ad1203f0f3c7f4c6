"""Trade of two states over a span of months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.tables import Column, RowText, table
from entente.tables._when import days_after

if TYPE_CHECKING:
    import ibis.expr.types as ir


@table(
    title="trade of a state with a partner over months of one year",
    key=("state", "partner", "date_start"),
    columns={
        "state": Column("string", "state whose figure it is"),
        "partner": Column("string", "the other state"),
        "date_start": Column("date", "first day of the span"),
        "date_end": Column("date", "last day of the span"),
        "months": Column("int64", "months of the span", unit="months"),
        "trade": Column("float64", "exports and imports of the span", unit="usd_mn"),
        "exports": Column("float64", "exports to the partner", unit="usd_mn", required=False),
        "imports": Column("float64", "imports from the partner", unit="usd_mn", required=False),
    },
    row=RowText(
        "{state} with {partner}, {date_start} to {date_end}, both ways",
        value="trade",
        unit="usd_mn",
    ),
    sides=("state", "partner"),
    uses=("china_customs_spans",),
    audits={
        "a span lies in one year": lambda rows: rows.filter(
            (_.date_start.year() != _.date_end.year()) | (_.date_end <= _.date_start)
        ),
        "trade is what its two ways add up to": lambda rows: rows.filter(
            (_.trade - _.exports - _.imports).abs() > 100
        ),
        "no span begins within another": lambda rows: rows.mutate(
            before=_.date_end.lag().over(group_by=("state", "partner"), order_by="date_start")
        ).filter(_.before >= _.date_start),
        "known after the span": lambda rows: rows.filter(_.known_on <= _.date_end),
    },
)
def trade_span(spans: ir.Table) -> ir.Table:
    """Carry the trade of China with Russia from 2016, without a gap, in spans of months.

    Two sums of the year that the press told bound each span; the customs revise such sums by up to
    .4 bn, which falls on one span. A span is public 20 days after its last month.

    Source:
        General Administration of Customs of China, by way of the press.
    """
    after = (ibis.date(_.year, _.to_month, 1) + ibis.interval(months=1)).cast("date")
    return spans.mutate(date_end=days_after(after, -1)).select(
        state=ibis.literal("CHN"),
        partner=ibis.literal("RUS"),
        date_start=ibis.date(_.year, _.from_month, 1),
        date_end=_.date_end,
        months=_.to_month - _.from_month + 1,
        trade=(_.total_usd_bn * 1000).round(3),
        exports=(_.chn_exports_usd_bn * 1000).round(3),
        imports=(_.chn_imports_usd_bn * 1000).round(3),
        source=ibis.literal("china_customs_spans"),
        known_on=days_after(_.date_end, 20),
    )
