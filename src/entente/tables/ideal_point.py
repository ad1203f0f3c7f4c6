"""Where a state stands in the General Assembly, on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.tables import Column, RowText, table
from entente.tables._states import codes
from entente.tables._when import too_early, year_known

if TYPE_CHECKING:
    import ibis.expr.types as ir

SERBIA_FROM = 2006
"""The file keeps YUG for Serbia to this day; before 2006 it was a different state."""


@table(
    title="a state's ideal point in a year of the General Assembly",
    key=("state", "year"),
    columns={
        "state": Column("string", "state"),
        "year": Column("int64", "year in which the session began"),
        "ideal_point": Column("float64", "position; higher is nearer to the United States' side"),
        "low": Column("float64", "5 % quantile of the estimate"),
        "high": Column("float64", "95 % quantile of the estimate"),
        "n_votes": Column("int64", "votes of the state that the estimate rests on", unit="votes"),
    },
    row=RowText(
        "{state}, {year}: 90 % interval {low:.2f} to {high:.2f}",
        value="ideal_point",
        unit="ideal points",
    ),
    sides=("state",),
    uses=("voeten_ideal_points",),
    audits={
        "interval holds the point": lambda rows: rows.filter(
            (_.low > _.ideal_point) | (_.high < _.ideal_point)
        ),
        "votes are counts": lambda rows: rows.filter(_.n_votes < 1),
        "no point of Beijing before it sat": lambda rows: rows.filter(
            _.state == "CHN", _.year < 1971
        ),
        "known after the year": too_early,
    },
)
def ideal_point(points: ir.Table) -> ir.Table:
    """Carry the estimates over all votes, amendments and paragraphs included.

    A one-dimensional scale of standard deviations, estimated again with each release: a point
    moves when later votes are added. The unit has no meaning outside the scale, and points of two
    releases must not be mixed.

    Source:
        Bailey, Strezhnev, Voeten (2017), Journal of Conflict Resolution 61(2), 430-456.
    """
    return (
        points.filter(_.idealpointall.notnull())
        .filter((_.iso3c != "YUG") | (_.year >= SERBIA_FROM))
        .mutate(state=_.iso3c.substitute({"YUG": "SRB"}))
        .filter(_.state.isin(codes()))
        .select(
            "state",
            "year",
            ideal_point=_.idealpointall.round(4),
            low=_.q5all.round(4),
            high=_.q95all.round(4),
            n_votes=_.nvotesall.cast("int64"),
            source=ibis.literal("voeten_ideal_points"),
            known_on=year_known(200),
        )
    )
