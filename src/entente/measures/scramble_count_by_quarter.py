"""Scrambles by quarter: how often Japan sent up fighters in three months."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from entente.late import _, ibis
from entente.measures import measure
from entente.measures._acts import best_rows

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="scrambles",
    grain=("quarter",),
    uses=("activity",),
    scope={"instrument": "scramble"},
    bounds=(0, None),
    better="more scrambles",
    caution=(
        "Some quarters are told only as the difference of two sums of the fiscal year, others not "
        "at all."
    ),
)
def scramble_count_by_quarter(activity: ir.Table) -> ir.Table:
    """Scrambles of Japan's Air Self-Defense Force in each quarter.

    The releases tell a quarter, or the sum of the fiscal year (from April) to its end: the quarter
    itself where it is told; else the sum to its end less the sum to the quarter before. Of several
    figures of a span the one of the best reliability, then credibility stands.

    Args:
        activity: One row per act or figure of a period; ``quantity`` with unit scrambles; the
            instrument tells all (scramble) from those against China or Russia.

    Returns:
        One row per quarter (its first day) with ``value`` and ``n``, both the scrambles. Quarters
        that cannot be had stay absent: a half year alone is of no quarter.

    Source:
        Japan, Joint Staff Office, quarterly press releases on scrambles
        (www.mod.go.jp/js/en/press), as recorded in the ledger.

    Examples:
        >>> activity = table('''
        ...     id instrument unit      quantity date_start date_end   reliability credibility
        ...     a  scramble   scrambles    238.0 2023-04-01 2023-06-30 C           1
        ...     b  scramble   scrambles    424.0 2023-04-01 2023-09-30 A           1
        ...     c  scramble   scrambles    555.0 2023-04-01 2023-12-31 B           2
        ... ''')
        >>> show(scramble_count_by_quarter.compute(activity))
        quarter     value    n
        2023-04-01    238  238
        2023-07-01    186  186
        2023-10-01    131  131
    """
    after = (_.date_end + ibis.interval(days=1)).cast("date")
    spans = (
        activity.filter(_.unit == "scrambles", _.quantity.notnull())
        .filter(_.date_start.day() == 1, after.day() == 1)
        .mutate(begins=_month(_.date_start), ends=_month(after))
        .filter(_.begins % 3 == 0, (_.ends - _.begins).isin([3, 6, 9, 12]))
        .mutate(span=_.begins * 100 + _.ends - _.begins)
    )
    told = best_rows(spans, "span")
    own = told.filter(_.ends - _.begins == 3).select(
        "begins", value=_.quantity, rows=ibis.array([_.row])
    )
    # Sums run from April, the third month after January.
    sums = told.filter(_.begins % 12 == 3)
    to_end = sums.select(upto="ends", year="begins", total="quantity", last="row")
    before = sums.select(begins="ends", year="begins", less="quantity", first="row").view()
    taken = (
        to_end.mutate(begins=_.upto - 3)
        .inner_join(before, ["begins", "year"])
        .select("begins", value=_.total - _.less, rows=ibis.array([_.last, _.first]))
        .anti_join(own, "begins")
    )
    months = own.union(taken)
    return months.select(
        quarter=ibis.date((_.begins // 12).cast("int64"), _.begins % 12 + 1, 1),
        value=_.value,
        n=_.value.cast("int64"),
        rows="rows",
    )


def _month(day: Any) -> Any:  # noqa: ANN401 (a deferred expression)
    """Number a day's month through the years."""
    return day.year().cast("int64") * 12 + day.month().cast("int64") - 1
