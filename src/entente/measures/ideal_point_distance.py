"""Distance of two states' ideal points in the General Assembly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.measures import measure

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="ideal points",
    grain=("state_a", "state_b", "series", "year"),
    uses=("ideal_point",),
    scope={"series": "all"},
    bounds=(0, None),
    symmetric=True,
    better="further apart",
)
def ideal_point_distance(ideal_point: ir.Table) -> ir.Table:
    """Distance between two states' ideal points estimated from their votes.

    distance(a, b, t) = abs(ideal_point(a, t) - ideal_point(b, t)). The points come from a model
    that holds identical recurring resolutions fixed, so a change of agenda moves them less than it
    moves raw agreement. Higher is further apart. ``series`` says over which votes: all (to 2023),
    or those on whole texts (``final_passage``, to 2024); each is a scale of its own.

    Args:
        ideal_point: One row per state, year and series; ``ideal_point`` on the producer's scale
            (about -3 to 3, mean 0), ``n_votes`` roll calls behind it.

    Returns:
        One row per state_a, state_b, series, year with ``value`` >= 0 and ``n``, the smaller number
        of roll calls of the two. A pair stays absent where either state has no point.

    Source:
        Bailey, Strezhnev and Voeten (2017), Estimating Dynamic State Preferences from United
        Nations Voting Data, Journal of Conflict Resolution 61(2), pp. 430-456.

    Examples:
        >>> points = table('''
        ...     state year series ideal_point n_votes
        ...     CHN   2023 all          -1.25      90
        ...     RUS   2023 all          -0.75      88
        ...     USA   2022 all           2.50      95
        ... ''')
        >>> show(ideal_point_distance.compute(points))
        state_a  state_b  series  year  value   n
        CHN      RUS      all     2023    0.5  88
    """
    first = ideal_point.select(
        "year", "series", state_a=_.state, point_a=_.ideal_point, n_a=_.n_votes, row_a=_.row
    )
    second = ideal_point.select(
        "year", "series", state_b=_.state, point_b=_.ideal_point, n_b=_.n_votes, row_b=_.row
    )
    return first.join(second, ["year", "series", first["state_a"] < second["state_b"]]).select(
        "state_a",
        "state_b",
        "series",
        "year",
        value=(_.point_a - _.point_b).abs(),
        n=(_.n_a < _.n_b).ifelse(_.n_a, _.n_b),
        rows=ibis.array([_.row_a, _.row_b]),
    )
