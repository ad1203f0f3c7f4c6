"""Votes of states whose positions are known, to see what an estimate makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class SimulatedVotes:
    """Ballots, and the positions behind them.

    Attributes:
        ballots: States, years, items and votes, as :func:`estimate_points` takes them.
        positions: Standardised position of each state in each year, by state, then year.
        high: The state that stands highest on average.
        low: The one that stands lowest.
    """

    ballots: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]
    positions: Floats
    high: tuple[int]
    low: tuple[int]


def simulate_votes(
    *,
    states: int,
    years: int,
    items: int,
    recurring: float = 0.3,
    absent: float = 0.1,
    seed: int = 0,
) -> SimulatedVotes:
    """Return votes drawn from the model that :func:`estimate_points` estimates.

    Args:
        states: How many states.
        years: How many years, from 1946; seven at most for steps of the model's size.
        items: Items of each year.
        recurring: Share of a year's items that come again in the year after.
        absent: Share of ballots that are not cast.
        seed: Seed of the draws.

    Returns:
        The ballots and the positions.

    Examples:
        >>> votes = simulate_votes(states=5, years=2, items=4, absent=0, seed=0)
        >>> len(votes.ballots[0]), votes.positions.shape
        (40, (10,))
    """
    random = np.random.default_rng(seed)
    # A year's step has the model's variance, a quarter of the scale's; for up to seven years.
    start = random.standard_normal(states) * np.sqrt(max(0.2, 1 - 0.125 * (years - 1)))
    steps = random.standard_normal((states, years - 1)) * 0.5
    position = start[:, None] + np.concatenate([np.zeros((states, 1)), np.cumsum(steps, 1)], 1)
    position = (position - position.mean()) / position.std(ddof=1)
    codes: list[NDArray[np.int64]] = []
    again, fresh = round(recurring * items), 0
    for year in range(years):
        old = codes[-1][random.permutation(items)[:again]] if year else codes[:0]
        new = np.arange(fresh, fresh + items - len(old))
        codes.append(np.concatenate([np.asarray(old, np.int64), new]))
        fresh += len(new)
    slope = random.standard_normal(fresh)
    cuts = np.sort(random.standard_normal((fresh, 2)) * 0.9 + 0.3, 1)
    item = np.stack(codes)[None].repeat(states, 0)
    latent = slope[item] * position[:, :, None] + random.standard_normal(item.shape)
    vote = 1 + (latent > cuts[item, 0]) + (latent > cuts[item, 1])
    cast = random.random(item.shape) >= absent
    state, year, _ = np.nonzero(cast)
    average = position.mean(1)
    return SimulatedVotes(
        ballots=(state, year + 1946, item[cast], vote[cast]),
        positions=position.ravel(),
        high=(int(average.argmax()),),
        low=(int(average.argmin()),),
    )
