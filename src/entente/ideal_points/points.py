"""Ideal points of states by year, with intervals: the functions that a table calls."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from entente.ideal_points.ballots import Panel, number_ballots
from entente.ideal_points.chain import Dynamics, Settings, Start, run_chain, start_from_anchors
from entente.ideal_points.diagnostics import effective_draws, split_r_hat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from entente.ideal_points.chain import Run

    Floats = NDArray[np.float64]

SHARE = 0.9
HIGH, LOW = ("USA",), ("RUS",)
BY_ROW = ("states", "years", "estimates", "low", "high", "ballots", "draws")
"""What of points has one entry, or one column, a row."""


@dataclass(frozen=True)
class Points:
    """Positions of states by year on one dimension.

    The unit is the standard deviation of all positions of all states in all years that were
    estimated together, whose mean is 0. Higher is nearer to the states named as the high end.
    Points of two estimates are not on one scale.

    Attributes:
        states: Code of each row's state.
        years: Year of each row. A state without a ballot in a year has no row.
        estimates: Posterior mean of each row's position.
        low: 5 % quantile of the posterior.
        high: 95 % quantile.
        ballots: Number of ballots of each row.
        item_codes: Code of each item that was used.
        shapes: Mean slope and cutpoints of each item.
        draws: Draws of the positions, shape (chains, draws, rows), for gaps between rows.
    """

    states: NDArray[Any]
    years: NDArray[np.int64]
    estimates: Floats
    low: Floats
    high: Floats
    ballots: NDArray[np.int64]
    item_codes: NDArray[Any]
    shapes: Floats
    draws: NDArray[np.float32]

    @cached_property
    def r_hat(self) -> Floats:
        """Split R-hat of each row."""
        return split_r_hat(self.draws)

    @cached_property
    def effective_draws(self) -> Floats:
        """Independent draws that each row's mean is worth, before averages over means."""
        return effective_draws(self.draws)

    def gap(self, state: str | int, other: str | int, year: int) -> tuple[float, float, float]:
        """Return the distance of two states in a year: mean, 5 % and 95 % quantile of the draws.

        Raises:
            KeyError: One of them has no point in the year.
        """
        places = [
            np.flatnonzero((self.states == who) & (self.years == year)) for who in (state, other)
        ]
        for who, place in zip((state, other), places, strict=True):
            if not len(place):
                raise KeyError((who, year))
        gaps = np.abs(self.draws[:, :, places[0][0]] - self.draws[:, :, places[1][0]])
        tail = (1 - SHARE) / 2
        return (
            float(gaps.mean()),
            float(np.quantile(gaps, tail)),
            float(np.quantile(gaps, 1 - tail)),
        )


def estimate_points(
    states: ArrayLike,
    years: ArrayLike,
    items: ArrayLike,
    votes: ArrayLike,
    *,
    high: Sequence[Any] = HIGH,
    low: Sequence[Any] = LOW,
    dynamics: Dynamics = Dynamics.SMOOTHED,
    chains: int = 2,
    seed: int = 0,
    kept: int = 300,
    warm: int = 100,
) -> Points:
    """Return the ideal points of the dynamic ordinal item-response model.

    State i at x(i, t) votes on item j by b(j) x(i, t) + e, e standard normal: yes up to c1(j),
    no beyond c2(j), abstain between. x(i, t) is a random walk over the state's years; b(j) is
    standard normal and the cutpoints are uniform in (-7, 7), before votes are seen. Ballots with
    one item code share b, c1 and c2, which ties years together. All positions have mean 0 and
    deviation 1.

    Args:
        states: Code of the state of each ballot.
        years: Year, or session, of each ballot.
        items: Code of the item of each ballot; see :func:`entente.ideal_points.link_items`.
        votes: 1 yes, 2 abstain, 3 no; leave absences out.
        high: States that lie at the high end, by which the sign is chosen.
        low: States that lie at the low end.
        dynamics: ``SMOOTHED`` is the posterior given all years; ``LAGGED`` is what the authors'
            program draws, in which a year leans on the year before and never on the next, though
            items rest on all votes. Neither is free of look-ahead: see :func:`filter_points`.
        chains: Chains, each in a thread of its own.
        seed: Seed of the draws; one seed and one input give the same bytes on one BLAS thread.
        kept: Iterations of a chain that count.
        warm: Iterations before them.

    Returns:
        A point per state and year, ordered by state and year.

    Raises:
        ShapeError: Arrays that are no ballots, or no ballot of one of the two ends.

    Source:
        Bailey, Strezhnev and Voeten (2017), Estimating Dynamic State Preferences from United
        Nations Voting Data, Journal of Conflict Resolution 61(2), pp. 436-441.

    Examples:
        >>> from entente.ideal_points import simulate_votes
        >>> votes = simulate_votes(states=20, years=3, items=80, seed=1)
        >>> points = estimate_points(*votes.ballots, high=votes.high, low=votes.low, kept=50)
        >>> len(points.estimates), bool((points.low < points.high).all())
        (60, True)
        >>> bool(np.corrcoef(points.estimates, votes.positions)[0, 1] > 0.95)
        True
    """
    panel = number_ballots(states, years, items, votes)
    start = start_from_anchors(panel, list(high), list(low))
    return _points(panel, start, list(high), list(low), dynamics, chains, seed, kept, warm)[0]


def filter_points(
    states: ArrayLike,
    years: ArrayLike,
    items: ArrayLike,
    votes: ArrayLike,
    *,
    high: Sequence[Any] = HIGH,
    low: Sequence[Any] = LOW,
    chains: int = 2,
    seed: int = 0,
    kept: int = 60,
    warm: int = 20,
) -> Points:
    """Return points without look-ahead: those of year t rest on votes up to t and no later one.

    For each year the smoothed model is estimated again on the votes up to it, from where the year
    before it ended, and the year's own points are kept. Positions, items and scale know nothing
    of later votes; a point of year t is in deviations of all positions up to t.

    Args:
        states: As for :func:`estimate_points`, with the other arguments.
        years: The same.
        items: The same.
        votes: The same.
        high: States at the high end; the first years without them or ``low`` have no points.
        low: States at the low end.
        chains: Chains.
        seed: Seed of the draws.
        kept: Iterations of a chain in each year that count.
        warm: Iterations before them; five times as many in the first year.

    Returns:
        A point per state and year. ``draws`` and ``r_hat`` are of each row's own estimate;
        ``shapes`` are the last year's.

    Raises:
        ShapeError: Arrays that are no ballots, or no ballot of one of the two ends.
    """
    columns = [np.asarray(column) for column in (states, years, items, votes)]
    last: tuple[Panel, list[Start]] | None = None
    parts: list[Points] = []
    points = None
    for year in np.unique(columns[1]):
        known = columns[1] <= year
        panel = number_ballots(*(column[known] for column in columns))
        if not (np.isin(panel.states, high).any() and np.isin(panel.states, low).any()):
            continue
        fresh = start_from_anchors(panel, list(high), list(low))
        starts = fresh if last is None else [_carry(fresh, panel, last[0], one) for one in last[1]]
        length = warm if last else 5 * warm
        points, ends = _points(
            panel, starts, list(high), list(low), Dynamics.SMOOTHED, chains, seed, kept, length
        )
        last = panel, ends
        parts.append(_only(points, points.years == year))
    if points is None:
        start_from_anchors(number_ballots(*columns), list(high), list(low))
        raise AssertionError("the two ends never vote in one year")
    joined = replace(
        points,
        **{name: np.concatenate([getattr(part, name) for part in parts], -1) for name in BY_ROW},
    )
    return _only(joined, np.lexsort((joined.years, joined.states)))


def _only(points: Points, rows: NDArray[np.bool_] | NDArray[np.int64]) -> Points:
    """Return some rows, in their order."""
    return replace(points, **{name: getattr(points, name)[..., rows] for name in BY_ROW})


def _carry(fresh: Start, panel: Panel, past: Panel, end: Start) -> Start:
    """Start where the estimate of fewer years ended; a new row stands where its state stood."""
    position, shape = fresh.position.copy(), fresh.shape.copy()
    known = dict(zip(zip(past.states, past.years, strict=True), end.position, strict=True))
    for row, key in enumerate(zip(panel.states, panel.years, strict=True)):
        before = panel.before[row]
        position[row] = known.get(key, position[before] if before >= 0 else position[row])
    _, new, old = np.intersect1d(
        panel.item_codes, past.item_codes, assume_unique=True, return_indices=True
    )
    shape[new] = end.shape[old]
    return Start(position, shape)


def _points(
    panel: Panel,
    start: Start | list[Start],
    high: list[Any],
    low: list[Any],
    dynamics: Dynamics,
    chains: int,
    seed: int,
    kept: int,
    warm: int,
) -> tuple[Points, list[Start]]:
    settings = Settings.suited(panel, kept, warm)
    starts = start if isinstance(start, list) else [start] * chains

    def run(chain: int) -> Run:
        random = np.random.default_rng([seed, chain])
        return run_chain(panel, starts[chain], dynamics, settings, random)

    with ThreadPoolExecutor(chains) as pool:
        found = list(pool.map(run, range(chains)))
    top, bottom = np.isin(panel.states, high), np.isin(panel.states, low)
    runs = [
        one.turned() if one.mean[top].mean() < one.mean[bottom].mean() else one for one in found
    ]
    mean, density, shape = (
        np.mean([getattr(one, name) for one in runs], 0) for name in ("mean", "density", "shape")
    )
    draws = np.stack([one.draws for one in runs])
    ends = interval(density, settings.grid(), mean)
    points = Points(
        panel.states, panel.years, mean, *ends, panel.counts, panel.item_codes, shape, draws
    )
    return points, [one.last for one in found]


def interval(
    density: NDArray[np.floating], grid: Floats, mean: Floats, share: float = SHARE
) -> tuple[Floats, Floats]:
    """Return the central intervals of densities on a grid, moved to the given means.

    Args:
        density: Shares of each row at the grid's points, shape (rows, points).
        grid: The points.
        mean: Mean of each row.
        share: Share of the posterior inside.

    Returns:
        Lower and upper ends.

    Examples:
        >>> even = np.full((1, 100), 0.01)
        >>> low, high = interval(even, np.arange(100.0), np.array([49.5]))
        >>> round(float(low[0]), 1), round(float(high[0]), 1)
        (4.5, 94.5)
    """
    # Half a point's share lies on each side of it.
    heap = np.cumsum(density, 1, dtype=np.float64)
    heap /= heap[:, -1:]
    middle = heap - 0.5 * density / density.sum(1, keepdims=True)
    shift = mean - (density @ grid) / density.sum(1)
    ends: list[Floats] = []
    for level in ((1 - share) / 2, (1 + share) / 2):
        place = np.clip(np.count_nonzero(middle < level, axis=1), 1, len(grid) - 1)
        rows = np.arange(len(mean))
        low, high = middle[rows, place - 1], middle[rows, place]
        part = np.clip((level - low) / np.maximum(high - low, 1e-12), 0, 1)
        ends.append(grid[place - 1] + part * (grid[place] - grid[place - 1]) + shift)
    return ends[0], ends[1]
