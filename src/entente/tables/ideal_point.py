"""Where a state stands in the General Assembly, on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.tables import Column, RowText, table
from entente.tables._states import numbered
from entente.tables._when import too_early, year_known

if TYPE_CHECKING:
    import ibis.expr.types as ir

SERIES = {"all": "all", "final_passage": "fp"}
"""What the producer calls the votes that a series is over."""


@table(
    title="a state's ideal point in a year of the General Assembly",
    key=("state", "year", "series"),
    columns={
        "state": Column("string", "state"),
        "year": Column("int64", "year in which the session began"),
        "series": Column(
            "string",
            "over all votes, paragraphs and amendments included, or over those on whole texts",
            allowed=tuple(SERIES),
        ),
        "ideal_point": Column("float64", "position; higher is nearer to the United States' side"),
        "low": Column("float64", "5 % quantile of the estimate"),
        "high": Column("float64", "95 % quantile of the estimate"),
        "n_votes": Column("int64", "votes of the state that the estimate rests on", unit="votes"),
    },
    row=RowText(
        "{state}, {year}, {series} votes: 90 % interval {low:.2f} to {high:.2f}",
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
    """Carry the published estimates, over all votes (to 2023) and over final votes (to 2024).

    A one-dimensional scale of standard deviations, estimated again with each release: a point
    moves when later votes are added. The unit has no meaning outside the scale, and points of two
    releases, or of the two series, must not be mixed.

    Source:
        Bailey, Strezhnev, Voeten (2017), Journal of Conflict Resolution 61(2), 430-456.
    """
    held = numbered(points, state="ccode")
    return ibis.union(*(_series(held, name, tag) for name, tag in SERIES.items()))


def _series(points: ir.Table, name: str, tag: str) -> ir.Table:
    return points.filter(_[f"idealpoint{tag}"].notnull()).select(
        "state",
        "year",
        series=ibis.literal(name),
        ideal_point=_[f"idealpoint{tag}"].round(4),
        low=_[f"q5{tag}"].round(4),
        high=_[f"q95{tag}"].round(4),
        n_votes=_[f"nvotes{tag}"].cast("int64"),
        source=ibis.literal("voeten_ideal_points"),
        known_on=year_known(200),
    )
