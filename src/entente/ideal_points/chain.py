"""One Markov chain over positions and items."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import ndtri

from entente.errors import ShapeError
from entente.ideal_points.items import Items
from entente.ideal_points.moves import LaterYears

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from entente.ideal_points.ballots import Panel

    Floats = NDArray[np.float64]

CLIMB = 30
"""Iterations that climb towards the items' best shapes before any shape is drawn."""
COARSEST, FINEST, FINENESS = 0.2, 0.1, 1.05
"""Spacing of the grid: where a deviation is half of it, sums over points err by a hundredth."""
EDGE = 5.0
"""The grid's end: positions beyond 5 are set to 5 in the authors' program."""
FAINT = -60.0
"""Log chances below this are this: sums of denormal numbers take ten times as long."""
TILT_PACE, TILT_SETTLES = 0.7, 30


class Dynamics(StrEnum):
    """What of a state's other years a year's position leans on."""

    LAGGED = "lagged"
    """The year before it, as in the authors' program: what follows is left out on purpose."""
    SMOOTHED = "smoothed"
    """The years on both sides: the posterior of the random walk given all votes."""


@dataclass(frozen=True)
class Settings:
    """How long a chain runs, and on what grid.

    Attributes:
        kept: Iterations that count.
        warm: Iterations before them.
        spacing: Distance of grid points.
        edge: Where the grid ends on both sides.
    """

    kept: int = 300
    warm: int = 100
    spacing: float = COARSEST
    edge: float = EDGE

    @classmethod
    def suited(cls, panel: Panel, kept: int = 300, warm: int = 100) -> Settings:
        """Return settings whose grid is as fine as the ballots of a usual row ask for.

        Examples:
            >>> from entente.ideal_points.ballots import number_ballots
            >>> panel = number_ballots(["A", "B"], [1946, 1946], [1, 1], [1, 3])
            >>> Settings.suited(panel).spacing
            0.2
        """
        fine = FINENESS / float(np.sqrt(np.median(panel.counts)))
        return cls(kept, warm, min(COARSEST, max(FINEST, fine)))

    def grid(self) -> Floats:
        """Return the grid of positions, symmetric about zero."""
        half = round(self.edge / self.spacing)
        return self.spacing * np.arange(-half, half + 1, dtype=np.float64)


@dataclass(frozen=True)
class Start:
    """Where a chain begins: positions of rows, and slope and cutpoints of items."""

    position: Floats
    shape: Floats


@dataclass(frozen=True)
class Run:
    """What one chain found.

    Attributes:
        mean: Mean of the rows' conditional means, standardised draw by draw.
        density: Mean of their conditional densities on the grid, shape (rows, points).
        draws: Standardised draws, shape (kept, rows).
        shape: Mean slope and cutpoints of items.
        moved: Share of iterations in which an item's shape moved.
        last: Where the chain ended.
    """

    mean: Floats
    density: NDArray[np.float32]
    draws: NDArray[np.float32]
    shape: Floats
    moved: Floats
    last: Start

    def turned(self) -> Run:
        """Return it with the two ends of the dimension changed; where it ended stays."""
        return replace(
            self,
            mean=-self.mean,
            density=self.density[:, ::-1],
            draws=-self.draws,
            shape=self.shape * (-1, 1, 1),
        )


def start_from_anchors(panel: Panel, high: list[Any], low: list[Any]) -> Start:
    """Return a start on the first dimension of the votes, turned so that ``high`` states lie high.

    Raises:
        ShapeError: No state of one of the two ends has a ballot.
    """
    opens = panel.before < 0
    state = np.cumsum(opens) - 1
    names = panel.states[opens]
    ends = np.isin(names, high).astype(float) - np.isin(names, low)
    for end, sign in ((high, 1), (low, -1)):
        if not (ends == sign).any():
            raise ShapeError(
                f"No ballot of {', '.join(map(str, end))}, which fix the scale's direction.",
                fix="name states that vote in these years",
            )
    voter = state[panel.row]
    many = np.maximum(np.bincount(panel.item, minlength=panel.items), 1)
    vote = panel.vote - (np.bincount(panel.item, panel.vote, panel.items) / many)[panel.item]
    own = np.maximum(np.bincount(voter, minlength=len(names)), 1)
    score = ends
    for _ in range(20):
        load = np.bincount(panel.item, vote * score[voter], panel.items) / many
        score = np.bincount(voter, vote * load[panel.item], len(names)) / own
        score = (score - score.mean()) / max(float(score.std()), 1e-9)
    if score[ends > 0].mean() < score[ends < 0].mean():
        score = -score
    position = np.clip(score, -2.5, 2.5)[state]
    here = position[panel.row]
    shares = [np.bincount(panel.item, panel.vote == kind, panel.items) + 1 for kind in range(2)]
    shape = np.empty((panel.items, 3))
    square = np.maximum(np.bincount(panel.item, here * here, panel.items), 1)
    shape[:, 0] = np.clip(np.bincount(panel.item, vote * here, panel.items) / square, -1, 1)
    shape[:, 1] = ndtri(shares[0] / (many + 3))
    shape[:, 2] = ndtri((shares[0] + shares[1]) / (many + 3))
    return Start(position, shape)


class Positions:
    """The rows' positions as they are drawn, with what the chain keeps of them."""

    def __init__(self, panel: Panel, grid: Floats, dynamics: Dynamics, start: Floats) -> None:
        """Prepare the sums over each row's ballots."""
        from scipy.sparse import csr_array

        rows = len(panel.states)
        ballots = csr_array(
            (
                np.ones(len(panel.row), np.float32),
                (panel.row, panel.vote * panel.items + panel.item),
            ),
            shape=(rows, 3 * panel.items),
        )
        self._met = csr_array(
            (np.ones(len(panel.row)), (panel.row, panel.item)), shape=(rows, panel.items)
        )
        self._grid, self._points = grid, grid.astype(np.float32)
        self._plane = np.stack([grid * grid, grid]).astype(np.float32)
        self._ones = np.triu(np.ones((len(grid), len(grid)), np.float32))
        self._dynamics = dynamics
        precise = 1 / panel.variance
        self._before, self._after = panel.before.copy(), panel.after
        back, ahead = panel.before >= 0, panel.after >= 0
        groups = [np.arange(rows)]
        if dynamics is Dynamics.LAGGED:
            # The first year leans on the second and the second on the first.
            self._before[~back & ahead] = panel.after[~back & ahead]
            self._back, self._ahead = np.where(back | ahead, precise, 0), np.zeros(rows)
            self._own = np.where(back | ahead, 0, precise)
        else:
            self._back, self._own = np.where(back, precise, 0), np.where(back, 0.0, 1.0)
            self._ahead = np.where(ahead, precise[panel.after], 0)
            rank = np.arange(rows) - np.maximum.accumulate(np.where(back, 0, np.arange(rows)))
            # Years that do not lean on each other are drawn at once.
            groups = [np.flatnonzero(rank % 2 == odd) for odd in (0, 1)]
        # By year, since the states of a year vote on the same items, whose curves stay in cache.
        groups = [group[np.argsort(panel.years[group], kind="stable")] for group in groups]
        self._groups = [(group, ballots[group]) for group in groups if len(group)]
        self._key = (panel.vote * panel.items + panel.item) * len(grid)
        self._row, self._items = panel.row, panel.items
        self.position = start.copy()
        self.mean = np.empty(rows)
        self._scale = self._shift = 0.0
        self.tilt = (0.0, 0.0)

    def draw(
        self, items: Items, random: np.random.Generator, density: NDArray[np.float32] | None
    ) -> None:
        """Draw all rows given the items, and add their densities to ``density`` if it is given.

        Source:
            Bailey, Strezhnev and Voeten (2017), p. 441: the positions are drawn given the items.
            There latent positions of each ballot are drawn in between; here the ballots' curves
            are summed on a grid, which leaves fewer steps to take.
        """
        log = items.curves.log
        table = log.reshape(-1, log.shape[2]).astype(np.float32)
        lean = self._back + self._ahead + self._own
        weight = self._met @ (items.shape[:, 0] ** 2) + lean
        if self._dynamics is Dynamics.SMOOTHED:
            weight = np.full_like(weight, weight.mean())
            self.tilt = self._scale * weight[0], self._shift * weight[0]
        for group, ballots in self._groups:
            pull = self._back[group] * self.position[self._before[group]]
            pull += self._ahead[group] * self.position[self._after[group]]
            quadratic = -0.5 * (lean[group] + self._scale * weight[group])
            pull -= self._shift * weight[group]
            chance = ballots @ table
            chance += np.stack([quadratic, pull], 1).astype(np.float32) @ self._plane
            chance -= chance.max(1, keepdims=True)
            np.maximum(chance, FAINT, out=chance)
            np.exp(chance, out=chance)
            # A product with ones above the diagonal: four times as fast as a running sum.
            heap = chance @ self._ones
            total = heap[:, -1]
            self.mean[group] = (chance @ self._points) / total
            cut = random.random(len(total), dtype=np.float32) * total
            found = np.count_nonzero(heap < cut[:, None], axis=1)
            self.position[group] = self._grid[np.minimum(found, len(self._grid) - 1)]
            if density is not None:
                chance /= total[:, None]
                density[group] += chance

    def standardise(self, iteration: int) -> None:
        """Set the mean of all rows to 0 and their deviation to 1, in positions and means.

        The authors' program rescales after each of its small steps. A step of ours goes all the
        way, so that a rescaling would come too late: a pull towards zero, in proportion to what
        their step would have been divided by, is found as the chain runs, and what is left to
        rescale is noise. Without it the scale of single years is off by a tenth.
        """
        # With a few rows a draw may put all on one point: there is then no scale to set.
        middle, spread = self.position.mean(), self.position.std(ddof=1) or 1.0
        self.position -= middle
        self.position /= spread
        self.mean -= middle
        self.mean /= spread
        pace = TILT_PACE * min(1.0, TILT_SETTLES / (iteration + 1))
        self._scale += pace * (spread - 1)
        self._shift += pace * middle

    def count(self, random: np.random.Generator) -> Floats:
        """Return the votes by kind, item and grid point at which their states stand now."""
        points = len(self._grid)
        place = (self.position - self._grid[0]) / (self._grid[1] - self._grid[0])
        place = np.clip(place, 0, points - 1.001)
        # A position between two points goes to one of them in proportion, not to the nearer.
        cell = place.astype(np.int64)
        cell += random.random(len(place)) < place - cell
        counts = np.bincount(self._key + cell[self._row], minlength=3 * self._items * points)
        return counts.reshape(3, self._items, points).astype(np.float64)


def run_chain(
    panel: Panel,
    start: Start,
    dynamics: Dynamics,
    settings: Settings,
    random: np.random.Generator,
) -> Run:
    """Run one chain.

    Args:
        panel: The ballots.
        start: Where to begin.
        dynamics: What a year's position leans on.
        settings: Length and grid.
        random: Where draws come from.

    Returns:
        Means, densities and draws of the kept iterations.
    """
    grid = settings.grid()
    rows = len(panel.states)
    positions = Positions(panel, grid, dynamics, start.position)
    items = Items(start.shape.copy(), grid)
    later = LaterYears(panel) if dynamics is Dynamics.SMOOTHED else None
    density = np.zeros((rows, len(grid)), np.float32)
    draws = np.empty((settings.kept, rows), np.float32)
    mean, shape = np.zeros(rows), np.zeros((panel.items, 3))
    moved = np.zeros(panel.items)
    for iteration in range(settings.warm + settings.kept):
        kept = iteration - settings.warm
        positions.draw(items, random, density if kept >= 0 else None)
        positions.standardise(iteration)
        if kept >= 0:
            mean += positions.mean
            draws[kept] = positions.position
        if later and iteration % 2:
            later.move(positions.position, items, random, positions.tilt)
        counts = positions.count(random)
        if iteration < min(CLIMB, settings.warm // 2):
            items.climb(counts)
        else:
            moves = items.draw(counts, random, drift=iteration % 2 == 1)
            if kept >= 0:
                moved += moves
                shape += items.shape
    many = settings.kept
    last = Start(positions.position, items.shape)
    density /= many
    return Run(mean / many, density, draws, shape / many, moved / many, last)
