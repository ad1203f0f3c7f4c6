"""Trade change by month: growth of trade on the same month of the year before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.measures import measure

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="per cent",
    grain=("state", "partner", "month"),
    uses=("flow_month",),
    only={"kind": ("goods",)},
    symmetric=False,
    better="trade grew more",
)
def trade_change_by_month(flow_month: ir.Table) -> ir.Table:
    """Change of goods trade both ways on the same month a year before, by the state's figures.

    change(i, j, t) = 100 * ((X + M in month t) / (X + M twelve months before) - 1). The same month
    a year before has the same season and nearly the same holidays (the Chinese New Year moves
    between January and February: take the two together). In the reporter's own money.

    Args:
        flow_month: One row per from_state, to_state, month_start, kind and reporter.

    Returns:
        One row per state, partner, month (the month's first day) with ``value`` in per cent and
        ``n`` 4, the figures; no row where one of the four figures is not known.

    Source:
        IMF (2017), Quarterly National Accounts Manual, ch. 7, on rates from the same period of the
        year before.

    Examples:
        >>> months = table('''
        ...     from_state to_state month_start kind  reporter unit   value
        ...     RUS        CHN      2020-01-01  goods exporter usd_mn 3000.0
        ...     CHN        RUS      2020-01-01  goods importer usd_mn 5000.0
        ...     RUS        CHN      2021-01-01  goods exporter usd_mn 4000.0
        ...     CHN        RUS      2021-01-01  goods importer usd_mn 6000.0
        ... ''')
        >>> show(trade_change_by_month.compute(months))
        state  partner  month       value  n
        RUS    CHN      2021-01-01     25  4
    """
    goods = flow_month.filter(_.kind == "goods")
    sold = goods.filter(_.reporter == "exporter").select(
        "unit", state=_.from_state, partner=_.to_state, month=_.month_start, out=_.value, one=_.row
    )
    bought = goods.filter(_.reporter == "importer").select(
        "unit", state=_.to_state, partner=_.from_state, month=_.month_start, back=_.value, two=_.row
    )
    both = sold.join(bought, ["state", "partner", "month", "unit"]).select(
        "state",
        "partner",
        "month",
        "unit",
        value=_.out + _.back,
        rows=ibis.array([_.one, _.two]),
    )
    before = both.select(
        "state",
        "partner",
        "unit",
        month=(_.month.cast("timestamp") + ibis.interval(months=12)).date(),
        earlier=_.value,
        earlier_rows=_.rows,
    ).view()
    return both.join(before, ["state", "partner", "unit", "month"]).select(
        "state",
        "partner",
        "month",
        value=100 * (_.value / _.earlier.nullif(0) - 1),
        n=ibis.literal(4, "int64"),
        rows=_.rows.concat(_.earlier_rows),
    )
