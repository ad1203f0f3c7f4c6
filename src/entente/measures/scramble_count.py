"""Scrambles: how often Japan sent up fighters in a fiscal year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.measures import measure
from entente.measures._acts import best_rows

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="scrambles",
    grain=("fiscal_year",),
    uses=("activity",),
    scope={"instrument": "scramble"},
    bounds=(0, None),
    better="more scrambles",
)
def scramble_count(activity: ir.Table) -> ir.Table:
    """Scrambles of Japan's Air Self-Defense Force in each Japanese fiscal year.

    Rows whose period is exactly a fiscal year, 1 April to 31 March, are read; the fiscal year is
    named by the calendar year in which it begins. It is never turned into calendar years. Where a
    fiscal year has several figures, the one of the best reliability, then credibility stands.

    Args:
        activity: One row per act or figure of a period; ``quantity`` with unit scrambles; the
            instrument tells all (scramble) from those against China or Russia.

    Returns:
        One row per fiscal_year with ``value`` and ``n``, both the scrambles. Fiscal years without
        a figure stay absent; half years are not read.

    Source:
        Japan, Joint Staff Office, yearly press release on scrambles
        (www.mod.go.jp/js/en/press), as recorded in the ledger.

    Examples:
        >>> activity = table('''
        ...     id   instrument unit      quantity date_start date_end   reliability credibility
        ...     s-21 scramble   scrambles   1004.0 2021-04-01 2022-03-31 A           1
        ...     s-22 scramble   scrambles    778.0 2022-04-01 2023-03-31 A           1
        ...     h-23 scramble   scrambles    424.0 2023-04-01 2023-09-30 A           1
        ... ''')
        >>> show(scramble_count.compute(activity))
        fiscal_year  value     n
        2021          1004  1004
        2022           778   778
    """
    rows = activity.filter(
        _.unit == "scrambles",
        _.quantity.notnull(),
        _.date_start.month() == 4,
        _.date_start.day() == 1,
        _.date_end.month() == 3,
        _.date_end.day() == 31,
        _.date_end.year() == _.date_start.year() + 1,
    ).mutate(fiscal_year=_.date_start.year().cast("int64"))
    return best_rows(rows, "fiscal_year").select(
        "fiscal_year",
        value=_.quantity,
        n=_.quantity.cast("int64"),
        rows=ibis.array([_.row]),
    )
