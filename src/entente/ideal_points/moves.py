"""Moves of all later years at once, for which draws of single positions are too slow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

from entente.ideal_points.items import CUT_BOUND, SMALLEST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from entente.ideal_points.ballots import Panel
    from entente.ideal_points.items import Items

    Floats = NDArray[np.float64]

SHIFT, STRETCH = 0.04, 0.02
"""Usual size of a move: a twentieth and a fiftieth of the scale's unit."""
TRIES = 12


class LaterYears:
    """Shifts and stretches of the positions from a year on, with the items that go along.

    Where all positions of a year move and its items' cutpoints with them, no vote becomes less
    likely; only the steps from the year before and the items that recur across the border tell
    how far. Draws of single positions and items, each given the others, feel their way there by
    hundredths. Moves are of the posterior of smoothed points.
    """

    def __init__(self, panel: Panel) -> None:
        """Sort out for each border of two years which items and votes it divides."""
        years, self._year = np.unique(panel.years, return_inverse=True)
        vote_year = self._year[panel.row]
        many = np.bincount(panel.item, minlength=panel.items)
        first = np.full(panel.items, len(years))
        np.minimum.at(first, panel.item, vote_year)
        last = np.zeros(panel.items, np.int64)
        np.maximum.at(last, panel.item, vote_year)
        linked = np.flatnonzero((first < last)[panel.item])
        self._panel, self._borders = panel, np.arange(1, len(years))
        self._go: list[NDArray[np.bool_]] = []
        self._torn: list[NDArray[np.int64]] = []
        for border in self._borders:
            later = np.bincount(panel.item, vote_year >= border, panel.items)
            go = (first >= border) | ((last >= border) & (2 * later >= many))
            self._go.append(go)
            torn = (vote_year[linked] >= border) != go[panel.item[linked]]
            self._torn.append(linked[torn])

    def move(
        self, position: Floats, items: Items, random: np.random.Generator, tilt: tuple[float, float]
    ) -> int:
        """Try moves at a few borders and return how many were taken.

        Args:
            position: Position of each row, changed in place.
            items: Items, changed in place.
            random: Where draws come from.
            tilt: Pull on squares and on positions that holds the scale.

        Source:
            Liu and Sabatti (2000), Generalised Gibbs sampler and multigrid Monte Carlo,
            Biometrika 87, pp. 353-369: moves along a group that leaves the likelihood nearly as is.
        """
        if not len(self._borders):
            return 0
        shape, taken = items.shape.copy(), 0
        for border in random.choice(self._borders, min(TRIES, len(self._borders)), replace=False):
            shift = SHIFT * random.standard_normal()
            stretch = STRETCH * random.standard_normal()
            go = self._go[border - 1]
            later = self._year >= border
            there = np.where(later, np.exp(stretch) * position + shift, position)
            slope = shape[:, 0] * np.where(go, np.exp(-stretch), 1)
            cuts = shape[:, 1:] + (slope * shift * go)[:, None]
            # A cutpoint near the bound parts no votes: it stays inside, where it says the same.
            cuts = np.clip(cuts, -CUT_BOUND + 1e-3, CUT_BOUND - 1e-3)
            moved = np.column_stack([slope, cuts])
            torn = self._torn[border - 1]
            ratio = self._log(there, moved, torn) - self._log(position, shape, torn)
            ratio += self._walk(there) - self._walk(position)
            ratio -= 0.5 * tilt[0] * float(there @ there - position @ position)
            ratio -= tilt[1] * float(there.sum() - position.sum())
            ratio += 0.5 * float(shape[:, 0] @ shape[:, 0] - slope @ slope)
            ratio += stretch * (int(later.sum()) - int(go.sum()))
            if np.log(random.random()) < ratio and (cuts[:, 0] < cuts[:, 1]).all():
                position[:], shape = there, moved
                taken += 1
        if taken:
            items.set(shape)
        return taken

    def _walk(self, position: Floats) -> float:
        before = self._panel.before
        opens = before < 0
        step = position - position[before]
        return -0.5 * float(
            (np.where(opens, position, step) ** 2 / np.where(opens, 1, self._panel.variance)).sum()
        )

    def _log(self, position: Floats, shape: Floats, votes: NDArray[np.int64]) -> float:
        item, vote = self._panel.item[votes], self._panel.vote[votes]
        latent = shape[item, 0] * position[self._panel.row[votes]]
        low, high = shape[item, 1] - latent, shape[item, 2] - latent
        under, over = ndtr(low), ndtr(-high)
        chance = np.where(vote == 0, under, np.where(vote == 2, over, 1 - under - over))
        return float(np.log(np.maximum(chance, SMALLEST)).sum())
