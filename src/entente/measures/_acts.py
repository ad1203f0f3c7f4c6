"""Hand-coded acts, and counting them in years that were searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis

if TYPE_CHECKING:
    import ibis.expr.types as ir


def acts_of(activity: ir.Table, *keep: str) -> ir.Table:
    """Return one row per act: its instrument, first and last day, and the year of its start.

    Rows that only carry figures of an act are passed over.
    """
    return (
        activity.filter(_.unit == "act")
        .group_by("act", "instrument", *keep)
        .aggregate(date_start=_.date_start.min(), date_end=_.date_end.max(), row=_.row.min())
        .mutate(year=_.date_start.year().cast("int64"))
    )


def best_rows(rows: ir.Table, period: str) -> ir.Table:
    """Return one figure per period: of the best reliability, then credibility, then first by id."""
    first = ibis.row_number().over(group_by=period, order_by=["reliability", "credibility", "id"])
    return rows.mutate(rank=first).filter(_.rank == 0)


def by_searched_year(counts: ir.Table, coverage: ir.Table, by: tuple[str, ...] = ()) -> ir.Table:
    """Turn yearly sums of acts into a series that knows where nothing means none.

    A *series* is an instrument, its actors and its theatre in ``coverage``. A year is

    - a census year if every series has a complete row that spans the year whole, and no act is of
      an instrument that ``coverage`` does not know: the sum, or zero where there was no act;
    - else searched if it lies whole between the first and the last day that any series was
      searched: the sum, a lower bound, and no row where there was no act;
    - else left out, acts or not: the first and the last year are rarely searched whole.

    Where ``coverage`` knows nothing of the question, years with acts appear, and never a zero. A
    question may be narrowed by columns that ``coverage`` lacks (its field, say), so of several
    instruments in ``coverage`` only those with an act are taken to be asked for.

    Args:
        counts: One row per ``by``, year and instrument with ``value``, ``n`` and ``rows``.
        coverage: Rows that the question was narrowed to, repeated per ``by``.
        by: Key columns beside the year.

    Returns:
        One row per ``by`` and year with ``value``, ``n`` and ``rows``: the acts, or for a zero the
        spans that were searched.
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
        whole_years(spans.filter(_.complete))
        .group_by([*series, "year"])
        .aggregate(rows=_.row.collect())
        .group_by([*key, "year"])
        .aggregate(complete=_.count(), spans=_.rows.collect().flatten())
    )
    sums = counts.group_by([*key, "year"]).aggregate(
        value=_.value.sum(), n=_.n.sum(), rows=_.rows.collect().flatten()
    )
    searched = (
        whole_years(asked)
        .left_join(unknown, key)
        .left_join(census, [*key, "year"])
        .select(*key, "year", "spans", census=(_.complete == _.series) & _.unknown.isnull())
        .left_join(sums, [*key, "year"])
        .filter(_.census | _.value.notnull())
        .select(
            *key,
            "year",
            value=_.value.fill_null(0),
            n=_.n.fill_null(0),
            rows=_.value.isnull().ifelse(_.spans, _.rows),
        )
    )
    undeclared = sums.anti_join(asked, key).select(*key, "year", "value", "n", "rows")
    return searched.union(undeclared).select(*by, "year", "value", "n", "rows")


def whole_years(spans: ir.Table) -> ir.Table:
    """Repeat each span, from ``date_from`` to ``date_to``, for every ``year`` it holds whole."""
    ends = spans.mutate(
        first=(_.date_from - ibis.interval(days=1)).year().cast("int64") + 1,
        stop=(_.date_to + ibis.interval(days=1)).year().cast("int64"),
    )
    return ends.mutate(year=ibis.range(ends["first"], ends["stop"], 1).unnest()).drop(
        "first", "stop"
    )
