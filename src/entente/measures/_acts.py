"""Hand-coded acts, and counting them in years or quarters that were searched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from entente.late import _, ibis

if TYPE_CHECKING:
    import ibis.expr.types as ir


def acts_of(activity: ir.Table, *keep: str) -> ir.Table:
    """Return one row per act: its instrument, its days, and the year and quarter of its start.

    Rows that only carry figures of an act are passed over.
    """
    return (
        activity.filter(_.unit == "act")
        .group_by("act", "instrument", *keep)
        .aggregate(date_start=_.date_start.min(), date_end=_.date_end.max(), row=_.row.min())
        .mutate(
            year=_.date_start.year().cast("int64"), quarter=_.date_start.truncate("Q").cast("date")
        )
    )


def count_acts(activity: ir.Table, coverage: ir.Table, period: str = "year") -> ir.Table:
    """Count acts by the year, or quarter, of their start; see :func:`by_searched`."""
    counts = (
        acts_of(activity)
        .group_by(period, "instrument")
        .aggregate(value=_.act.nunique(), n=_.act.nunique(), rows=_.row.collect())
    )
    return by_searched(counts, coverage, period=period)


def best_rows(rows: ir.Table, period: str) -> ir.Table:
    """Return one figure per period: of the best reliability, then credibility, then first by id."""
    first = ibis.row_number().over(group_by=period, order_by=["reliability", "credibility", "id"])
    return rows.mutate(rank=first).filter(_.rank == 0)


def by_searched(
    counts: ir.Table, coverage: ir.Table, by: tuple[str, ...] = (), *, period: str = "year"
) -> ir.Table:
    """Turn sums of acts by period into a series that knows where nothing means none.

    A *series* is an instrument, its actors and its theatre in ``coverage``. A year (or quarter) is

    - a census year if every series has a complete row that spans the year whole, and no act is of
      an instrument that ``coverage`` does not know: the sum, or zero where there was no act;
    - else searched if it lies whole between the first and the last day that any series was
      searched: the sum, a lower bound, and no row where there was no act;
    - else left out, acts or not: the first and the last year are rarely searched whole.

    Where ``coverage`` knows nothing of the question, years with acts appear, and never a zero. A
    question may be narrowed by columns that ``coverage`` lacks (its field, say), so of several
    instruments in ``coverage`` only those with an act are taken to be asked for.

    Args:
        counts: One row per ``by``, period and instrument with ``value``, ``n`` and ``rows``.
        coverage: Rows that the question was narrowed to, repeated per ``by``.
        by: Key columns beside the period.
        period: ``year`` or ``quarter``, as the column of ``counts`` is called.

    Returns:
        One row per ``by`` and period with ``value``, ``n`` and ``rows``: the acts, or for a zero
        the spans that were searched.
    """
    key = by or ("everything",)
    if not by:
        everything = ibis.literal(1, "int64")
        counts = counts.mutate(everything=everything)
        coverage = coverage.mutate(everything=everything)
    series = [*key, "instrument", "actors", "theatre"]
    only = _.instrument.min().over() == _.instrument.max().over()
    met = counts.select("instrument", met=ibis.literal(True)).distinct()
    spans = (
        coverage.mutate(only=only, theatre=_.theatre.fill_null(""))
        .left_join(met, "instrument")
        .filter(_.only | _.met.notnull())
        .select(*series, "date_from", "date_to", "complete", "row")
    )
    asked = spans.group_by(key).aggregate(
        series=(_.instrument + "/" + _.actors + "/" + _.theatre).nunique(),
        date_from=_.date_from.min(),
        date_to=_.date_to.max(),
    )
    unknown = (
        counts.select(*key, "instrument")
        .distinct()
        .anti_join(spans, [*key, "instrument"])
        .select(*key, unknown=ibis.literal(True))
        .distinct()
    )
    census = (
        whole_periods(spans.filter(_.complete), period)
        .group_by([*series, period])
        .aggregate(rows=_.row.collect())
        .group_by([*key, period])
        .aggregate(complete=_.count(), spans=_.rows.collect().flatten())
    )
    sums = counts.group_by([*key, period]).aggregate(
        value=_.value.sum(), n=_.n.sum(), rows=_.rows.collect().flatten()
    )
    searched = (
        whole_periods(asked, period)
        .left_join(unknown, key)
        .left_join(census, [*key, period])
        .select(*key, period, "spans", census=(_.complete == _.series) & _.unknown.isnull())
        .left_join(sums, [*key, period])
        .filter(_.census | _.value.notnull())
        .select(
            *key,
            period,
            value=_.value.fill_null(0),
            n=_.n.fill_null(0),
            rows=_.value.isnull().ifelse(_.spans, _.rows),
        )
    )
    undeclared = sums.anti_join(asked, key).select(*key, period, "value", "n", "rows")
    return searched.union(undeclared).select(*by, period, "value", "n", "rows")


def whole_periods(spans: ir.Table, period: str) -> ir.Table:
    """Repeat each span, from ``date_from`` to ``date_to``, for every period that it holds whole."""
    ends = spans.mutate(
        first=_number((_.date_from - ibis.interval(days=1)).cast("date"), period) + 1,
        stop=_number((_.date_to + ibis.interval(days=1)).cast("date"), period),
    )
    held = ends.mutate(number=ibis.range(ends["first"], ends["stop"], 1).unnest())
    named = {
        "year": _.number,
        "quarter": ibis.date((_.number // 4).cast("int64"), _.number % 4 * 3 + 1, 1),
    }
    return held.mutate(**{period: named[period]}).drop("first", "stop", "number")


def _number(day: Any, period: str) -> Any:  # noqa: ANN401 (deferred expressions)
    """Number the period of a day through the years."""
    year = day.year().cast("int64")
    return year if period == "year" else year * 4 + day.quarter().cast("int64") - 1
