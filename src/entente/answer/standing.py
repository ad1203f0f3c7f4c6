"""Standing: whether what a lens found is more than usual among others, which is mark two.

The same measure, window and estimator are put to others, of whom nobody made the claim. One class
of reference decides, declared before any run: those whose first periods are most alike, since what
starts low moves otherwise than what starts high.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from entente.criteria import criteria
from entente.data.grids import grid_of
from entente.finding import Standing
from entente.measures import Point, measures
from entente.policy import COMMON, ENDS_OF_A_CHANGE, FEWEST_RANKED, LEAST_HELD, NEAREST, UNUSUAL

if TYPE_CHECKING:
    import numpy as np

    from entente.cases.contract import Lens
    from entente.criteria import Evidence
    from entente.data.grids import Grid
    from entente.data.study import Study
    from entente.finding import Finding, Mark
    from entente.periods import Period


def standing(lens: Lens, study: Study, evidence: Evidence, found: Finding) -> Standing:
    """Return where what a lens found stands among others.

    Others are compared that hold two thirds of the periods read; of these the hundred whose first
    periods (those of the past, where it is compared with its own) are nearest to the lens's own.

    Args:
        lens: The rule.
        study: The rows.
        evidence: What the lens's criterion saw.
        found: What it found.

    Returns:
        Mark, rank and p = (1 + those at least as large) / (1 + others), or why there is none.

    Source:
        Phipson and Smyth (2010), Statistical Applications in Genetics and Molecular Biology 9(1),
        article 39 (the p of a rank).
    """
    if reason := _why_not(lens, found):
        return not_compared(reason)
    # Of the whole series, since a lens's own past lies outside its window.
    grid = grid_of(lens.model_copy(update={"window": None}), study)
    own = _unit(lens, study)
    if own not in grid.at:
        return not_compared("no other is held")
    mine = grid.at[own]
    periods: list[Period] = [point.period for point in evidence.points]
    past: list[Period] = [point.period for series in evidence.against for point in series]
    columns, before = _columns(grid, periods), _columns(grid, past)
    nearest = _nearest(grid, mine, columns, before)
    if len(nearest) < FEWEST_RANKED:
        return not_compared(f"{len(nearest)} others are held, {FEWEST_RANKED} are needed")
    rule = criteria[lens.criterion]
    ask = lens.ask(rule)
    effects: list[float] = []
    for row in nearest:
        points = _points(grid, row, columns)
        against = (_points(grid, row, before),) if evidence.against else ()
        other = rule.decide(replace(evidence, points=points, against=against), ask)
        if other.effect is not None:
            effects.append(other.effect)
    if len(effects) < FEWEST_RANKED:
        return not_compared(f"{len(effects)} others have an estimate, {FEWEST_RANKED} are needed")
    claimed = ask.sign * (found.effect or 0.0)
    as_large = sum(ask.sign * effect >= claimed for effect in effects)
    p = (1 + as_large) / (1 + len(effects))
    return Standing(
        mark=mark_of(p),
        compared=len(effects),
        as_large=as_large,
        p=p,
        reason="",
        others=tuple(sorted(effects)),
    )


def mark_of(p: float) -> Mark:
    """Return the mark of a share of others that moved as much.

    Examples:
        >>> mark_of(0.05), mark_of(0.2), mark_of(0.25)
        ('unusual', 'between', 'common')
    """
    return "unusual" if p <= UNUSUAL else "common" if p >= COMMON else "between"


def not_compared(reason: str) -> Standing:
    """Return the standing of what is not compared, with the reason."""
    return Standing(mark="", compared=0, as_large=0, p=None, reason=reason)


def _why_not(lens: Lens, found: Finding) -> str:
    measure, rule = measures[lens.measure], criteria[lens.criterion]
    if found.effect is None:
        return "there is no estimate"
    if not rule.periodic:
        return "acts by day are not set beside those of others"
    if not measure.sides:
        return "the measure is not of states, so there are no others"
    if any(not lens.is_own_series(question) for question in lens.against):
        return "it is compared with another series already"
    return ""


def _unit(lens: Lens, study: Study) -> tuple[str, ...]:
    states = [*lens.states] or list(study.partners)
    states += [lens.partner] if lens.partner else []
    return tuple(states if measures[lens.measure].is_directed else sorted(states))


def _columns(grid: Grid, periods: list[Period]) -> list[int]:
    place = {period: number for number, period in enumerate(grid.periods)}
    return [place[period] for period in periods if period in place]


def _nearest(grid: Grid, mine: int, columns: list[int], before: list[int]) -> np.ndarray:
    """Return the rows of the others that hold enough, by how near their first periods are."""
    import numpy as np

    there = ~np.isnan(grid.values)
    first = before or columns[: min(ENDS_OF_A_CHANGE, len(columns) // 2) or 1]
    enough = there[:, columns].sum(axis=1) >= float(LEAST_HELD) * len(columns)
    enough &= there[:, first].sum(axis=1) >= float(LEAST_HELD) * len(first)
    enough[mine] = False
    rows = np.flatnonzero(enough)
    if not len(rows) or not there[mine, first].any():
        return rows[:0]
    levels = np.nanmean(grid.values[rows][:, first], axis=1)
    own = float(np.nanmean(grid.values[mine, first]))
    return rows[np.argsort(np.abs(levels - own), kind="stable")[:NEAREST]]


def _points(grid: Grid, row: int, columns: list[int]) -> tuple[Point, ...]:
    import numpy as np

    values = grid.values[row]
    return tuple(
        Point(grid.periods[column], float(values[column]))
        for column in columns
        if not np.isnan(values[column])
    )
