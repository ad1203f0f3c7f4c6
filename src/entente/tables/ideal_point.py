"""Where a state stands in the General Assembly, on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from entente.late import _, ibis
from entente.tables import Column, RowText, table
from entente.tables._assembly import SESSION_ENDS, cast_votes
from entente.tables._states import numbered
from entente.tables._when import days_after, too_early, year_known

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from entente.ideal_points import Points
    from entente.tables._assembly import Cast

SERIES = {"all": "all", "final_passage": "fp"}
"""What the producer calls the votes that a published series is over."""
SMOOTHED, FILTERED = "own_smoothed", "own_filtered"
"""Estimates of our own: of each year given all votes, or those up to its session alone."""


@table(
    title="a state's ideal point in a year of the General Assembly",
    key=("state", "year", "series"),
    columns={
        "state": Column("string", "state"),
        "year": Column("int64", "year in which the session began"),
        "series": Column(
            "string",
            "published: over all votes, paragraphs and amendments included, or over those on whole "
            "texts; our own: given all votes, or the votes up to the year's session",
            allowed=(*SERIES, SMOOTHED, FILTERED),
        ),
        "ideal_point": Column("float64", "position; higher is nearer to the United States' side"),
        "low": Column("float64", "5 % quantile of the estimate"),
        "high": Column("float64", "95 % quantile of the estimate"),
        "n_votes": Column("int64", "votes of the state that the estimate rests on", unit="votes"),
        "r_hat": Column(
            "float64",
            "how far the chains of our own estimate agree on the point: 1 they do, over 1.1 where "
            "on the scale the whole year lies is not settled; missing where published",
            required=False,
        ),
    },
    row=RowText(
        "{state}, {year}, {series} votes: 90 % interval {low:.2f} to {high:.2f}",
        value="ideal_point",
        unit="ideal points",
    ),
    sides=("state",),
    uses=(
        "voeten_ideal_points",
        "voeten_votes",
        "voeten_roll_calls",
        "un_general_assembly_votes",
        "un_general_assembly_resolutions",
    ),
    estimated="grid 2026-11",
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
def ideal_point(
    points: ir.Table,
    votes: ir.Table,
    roll_calls: ir.Table,
    library: ir.Table,
    resolutions: ir.Table,
) -> ir.Table:
    """Carry the published estimates, and make our own to the last session held.

    A one-dimensional scale of standard deviations, estimated again with each release: a point
    moves when later votes are added. The unit has no meaning outside the scale, and points of two
    releases, or of two series, must not be mixed. Published: over all votes (to 2023) and over
    final votes (to 2024). Our own are of the same model over all votes of Voeten's record and then
    of the Digital Library's: ``own_smoothed`` knows all votes and is public when the last was cast,
    ``own_filtered`` of a year knows no later session.

    Source:
        Bailey, Strezhnev, Voeten (2017), Journal of Conflict Resolution 61(2), 430-456.
    """
    held = numbered(points, state="ccode")
    published = (_series(held, name, tag) for name, tag in SERIES.items())
    return ibis.union(*published, _own(cast_votes(votes, roll_calls, library, resolutions)))


def _series(points: ir.Table, name: str, tag: str) -> ir.Table:
    return points.filter(_[f"idealpoint{tag}"].notnull()).select(
        "state",
        "year",
        series=ibis.literal(name),
        ideal_point=_[f"idealpoint{tag}"].round(4),
        low=_[f"q5{tag}"].round(4),
        high=_[f"q95{tag}"].round(4),
        n_votes=_[f"nvotes{tag}"].cast("int64"),
        r_hat=ibis.null("float64"),
        source=ibis.literal("voeten_ideal_points"),
        known_on=year_known(200),
    )


def _own(cast: Cast) -> ir.Table:
    """Estimate both series of our own."""
    from entente.ideal_points import estimate_points, filter_points

    columns = (cast.states, cast.years, cast.items, cast.votes)
    smoothed = _estimated(estimate_points(*columns, kept=150, warm=80), SMOOTHED)
    filtered = _estimated(filter_points(*columns, kept=30, warm=12), FILTERED)
    last = int(cast.years.max())
    return ibis.union(
        smoothed.mutate(known_on=days_after(ibis.date(last, 12, 31), SESSION_ENDS)),
        filtered.mutate(known_on=year_known(SESSION_ENDS)),
    )


def _estimated(points: Points, series: str) -> ir.Table:
    rows = pa.table(
        {
            "state": points.states.tolist(),
            "year": points.years,
            "ideal_point": points.estimates.round(3),
            "low": points.low.round(3),
            "high": points.high.round(3),
            "n_votes": points.ballots,
            "r_hat": points.r_hat.astype("float64").round(2),
        }
    )
    return ibis.memtable(rows).mutate(
        series=ibis.literal(series), source=ibis.literal("un_general_assembly_votes")
    )
