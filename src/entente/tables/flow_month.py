"""What went from one state to another in a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.tables import Column, RowText, table
from entente.tables._states import WORLD, coded
from entente.tables._when import days_after, month_begins

if TYPE_CHECKING:
    import ibis.expr.types as ir

UNITS = {
    "USD million": ("usd_mn", 1.0),
    "USD thousand": ("usd_mn", 1e-3),
    "JPY thousand": ("jpy_mn", 1e-3),
}


@table(
    title="a directed flow between two states in a month",
    key=("from_state", "to_state", "month_start", "kind", "reporter"),
    columns={
        "from_state": Column("string", "state it comes from"),
        "to_state": Column("string", "state it goes to"),
        "month_start": Column("date", "first day of the month"),
        "kind": Column("string", "what flows", allowed=("goods", "visitors")),
        "value": Column("float64", "how much, in the row's unit"),
        "unit": Column(
            "string",
            "USD or JPY mn at current prices, or persons",
            allowed=("usd_mn", "jpy_mn", "persons"),
        ),
        "reporter": Column(
            "string",
            "whose figure: the state it comes from, or the one it goes to",
            allowed=("exporter", "importer"),
        ),
        "origin": Column("string", "how the figure was had: published, stated or a difference"),
    },
    row=RowText(
        "{from_state} to {to_state}, {month_start}, {kind}, counted by the {reporter}",
        value="value",
        unit="unit",
    ),
    sides=("from_state", "to_state"),
    uses=("russian_customs", "customs_with_china", "china_customs_months", "japan_visitors"),
    audits={
        "no flow to oneself": lambda rows: rows.filter(_.from_state == _.to_state),
        "nothing is negative": lambda rows: rows.filter(_.value < 0),
        "months begin on their first day": lambda rows: rows.filter(_.month_start.day() != 1),
        "known after the month": lambda rows: rows.filter(_.known_on < _.month_start),
    },
)
def flow_month(
    russian: ir.Table, with_china: ir.Table, chinese: ir.Table, visitors: ir.Table
) -> ir.Table:
    """Carry goods and visitors by month, as far as a source was at hand.

    Russia's customs with 29 partners (2006 to 2021; some figures of Belarus, Kazakhstan and
    Ukraine in the first years were revised later), South Korea, the United States and Japan with
    China (2001 to 2019, Japan's in yen), single months of China with Russia as the press told them
    (44, from 2009: stated, or the difference of two sums of the year, which the customs revise by
    up to .4 bn), and persons who entered Japan by nationality (2003 to August 2021). A month
    without a row is not known.

    Source:
        The customs services named; Japan National Tourism Organization.
    """
    own = russian.mutate(
        own=ibis.literal("RUS"), other=_.partner, figure=_.usd_m, unit=ibis.literal("usd_mn")
    )
    times = ibis.cases(*((_.unit == name, by) for name, (_unit, by) in UNITS.items()), else_=1.0)
    units = ibis.cases(*((_.unit == name, unit) for name, (unit, _by) in UNITS.items()), else_="")
    theirs = with_china.mutate(figure=_.value * times, to=units).select(
        "month", "flow", "figure", own=_.reporter, other=ibis.literal("CHN"), unit=_.to
    )
    month = _.year.cast("string") + "-" + _.month.cast("string").lpad(2, "0")
    press = [
        chinese.filter(_[column].notnull()).select(
            month=month,
            flow=ibis.literal(side),
            figure=_[column] * 1000,
            own=ibis.literal("CHN"),
            other=ibis.literal("RUS"),
            unit=ibis.literal("usd_mn"),
            origin=_.basis,
        )
        for side, column in (("export", "chn_exports_usd_bn"), ("import", "chn_imports_usd_bn"))
    ]
    published = ibis.literal("published")
    columns = ("month", "flow", "figure", "own", "other", "unit", "origin", "source")
    goods = ibis.union(
        own.mutate(origin=published, source=ibis.literal("russian_customs")).select(*columns),
        theirs.mutate(origin=published, source=ibis.literal("customs_with_china")).select(*columns),
        *(p.mutate(source=ibis.literal("china_customs_months")).select(*columns) for p in press),
    )
    sells = _.flow == "export"
    rows = ibis.union(
        goods.select(
            from_code=ibis.ifelse(sells, _.own, _.other),
            to_code=ibis.ifelse(sells, _.other, _.own),
            month_start=month_begins(_.month),
            kind=ibis.literal("goods"),
            value=_.figure.round(3),
            unit=_.unit,
            reporter=ibis.ifelse(sells, "exporter", "importer"),
            origin=_.origin,
            source=_.source,
        ),
        visitors.filter(_.from_iso3 != WORLD, _.visitors.notnull()).select(
            from_code=_.from_iso3,
            to_code=ibis.literal("JPN"),
            month_start=month_begins(_.month),
            kind=ibis.literal("visitors"),
            value=_.visitors.cast("float64"),
            unit=ibis.literal("persons"),
            reporter=ibis.literal("importer"),
            origin=published,
            source=ibis.literal("japan_visitors"),
        ),
    ).mutate(year=_.month_start.year().cast("int64"))
    return coded(rows, from_state="from_code", to_state="to_code").select(
        "from_state",
        "to_state",
        "month_start",
        "kind",
        "value",
        "unit",
        "reporter",
        "origin",
        "source",
        known_on=days_after(_.month_start, 90),
    )
