"""Trade by span: goods trade of two states per month, over spans of months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.measures import measure

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="USD bn a month",
    grain=("state", "partner", "date"),
    uses=("trade_span",),
    bounds=(0, None),
    symmetric=False,
    better="trade more",
    caution=(
        "Spans are of one to twelve months and months have seasons: compare with the same part of "
        "another year."
    ),
)
def trade_by_span(trade_span: ir.Table) -> ir.Table:
    """Goods trade both ways by the state's figures, as the mean of a month of each span.

    value(i, j, span) = exports and imports of the span / its months / 1000. Where single months are
    not known, sums over the year told by the press part it into spans, which follow each other
    without a gap.

    Args:
        trade_span: One row per state, partner and first day; ``trade`` in USD millions.

    Returns:
        One row per state, partner, date (the span's first day) with ``value`` in USD billions a
        month and ``n`` the months of the span; pairs without spans stay absent.

    Source:
        United Nations (2011), International Merchandise Trade Statistics: Concepts and Definitions
        2010, ch. IX (monthly figures and their revision).

    Examples:
        >>> spans = table('''
        ...     state partner date_start date_end   months trade
        ...     CHN   RUS     2022-01-01 2022-03-31      3 38170.0
        ...     CHN   RUS     2022-04-01 2022-04-30      1 12920.0
        ... ''')
        >>> show(trade_by_span.compute(spans))
        state  partner  date          value  n
        CHN    RUS      2022-01-01  12.7233  3
        CHN    RUS      2022-04-01    12.92  1
    """
    return trade_span.select(
        "state",
        "partner",
        date=_.date_start,
        value=_.trade / _.months / 1000,
        n=_.months,
        rows=ibis.array([_.row]),
    )
