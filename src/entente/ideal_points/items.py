"""The ordinal item-response curves of all items on a grid of positions, and draws of their shape.

An item has a slope b and two cutpoints c1 < c2. A state at x votes yes where b x + e <= c1, no
where b x + e > c2 and abstains between, e standard normal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CUT_BOUND = 7.0
"""Cutpoints lie in (-7, 7), uniformly before any vote is seen; so in the authors' program."""
LATENT_BOUND = 9.0
"""Latent positions beyond 9 are set to 9 in the authors' program, which holds |b x| below it."""
SMALLEST = 1e-12
RIDGE = 0.25
"""Information added to a cutpoint that votes do not bound, so that its steps stay finite."""
ROOT_TWO_PI = float(np.sqrt(2 * np.pi))


@dataclass
class Curves:
    """Values of all items at all points of the grid, each of shape (items, points).

    Attributes:
        log: Log probabilities of yes, abstain and no, of shape (3, items, points).
        slopes: Size of d log p / d cutpoint: yes by c1, abstain by c1, abstain by c2, no by c2;
            shape (4, items, points).
        information: Expected information of one vote for c1, c2 and both; (3, items, points).
        bound: Pull of the bound on latent positions, per vote and unit of slope.
    """

    log: Floats
    slopes: Floats
    information: Floats
    bound: Floats

    def replace(self, rows: NDArray[np.bool_], other: Curves) -> None:
        """Take the other's values for some items."""
        self.log[:, rows] = other.log[:, rows]
        self.slopes[:, rows] = other.slopes[:, rows]
        self.information[:, rows] = other.information[:, rows]
        self.bound[rows] = other.bound[rows]


def draw_curves(shape: Floats, grid: Floats) -> Curves:
    """Return the curves of items with the given slopes and cutpoints.

    Args:
        shape: Slope, c1, c2 of each item, shape (items, 3).
        grid: Positions, shape (points,).

    Returns:
        The curves.

    Examples:
        >>> curves = draw_curves(np.array([[1.0, 0.0, 1.0]]), np.array([0.0]))
        >>> np.exp(curves.log[:, 0, 0]).round(3).tolist()
        [0.5, 0.341, 0.159]
    """
    latent = shape[:, :1] * grid
    low, high = shape[:, 1:2] - latent, shape[:, 2:] - latent
    chance = np.empty((3, *latent.shape))
    ndtr(low, out=chance[0])
    ndtr(-high, out=chance[2])
    np.subtract(1, chance[0], out=chance[1])
    chance[1] -= chance[2]
    np.maximum(chance, SMALLEST, out=chance)
    density_low = np.exp(-0.5 * low * low) / ROOT_TWO_PI
    density_high = np.exp(-0.5 * high * high) / ROOT_TWO_PI
    slopes = np.empty((4, *latent.shape))
    np.divide(density_low, chance[0], out=slopes[0])
    np.divide(density_low, chance[1], out=slopes[1])
    np.divide(density_high, chance[1], out=slopes[2])
    np.divide(density_high, chance[2], out=slopes[3])
    information = np.empty((3, *latent.shape))
    np.multiply(density_low, slopes[0] + slopes[1], out=information[0])
    np.multiply(density_high, slopes[2] + slopes[3], out=information[1])
    np.multiply(density_low, slopes[2], out=information[2])
    np.log(chance, out=chance)
    bound = np.zeros_like(latent)
    far = np.abs(latent) > LATENT_BOUND - 4
    beyond = np.abs(latent[far]) - LATENT_BOUND
    # The mean of a normal latent position cut off at the bound, less its mean without: its integral
    # over the position is what the bound costs.
    tail, bump = ndtr(beyond), np.exp(-0.5 * beyond * beyond) / ROOT_TWO_PI
    chance[:, far] -= 0.5 * ((beyond * beyond + 1) * tail + beyond * bump)
    bound[far] = np.sign(latent[far]) * (beyond * tail + bump)
    return Curves(chance, slopes, information, bound)


@dataclass(frozen=True)
class Fit:
    """How well shapes fit counted votes: log posterior, its slope and its information.

    ``information`` holds the six entries 00, 01, 02, 11, 12, 22 of each item's matrix.
    """

    log: Floats
    slope: Floats
    information: tuple[Floats, ...]


def fit_counts(shape: Floats, curves: Curves, counts: Floats, powers: Floats) -> Fit:
    """Return the fit of shapes to votes counted by grid point, with a standard normal slope.

    Args:
        shape: Slope, c1, c2 of each item.
        curves: Their curves.
        counts: Votes by kind, item and point, shape (3, items, points).
        powers: 1, x and x squared of the grid, shape (points, 3).

    Returns:
        The fit of each item.
    """
    slope = shape[:, 0]
    log = np.einsum("kjg,kjg->j", counts, curves.log) - 0.5 * slope * slope
    votes = counts.sum(0)
    first = counts[0] * curves.slopes[0]
    first -= counts[1] * curves.slopes[1]
    second = counts[1] * curves.slopes[2]
    second -= counts[2] * curves.slopes[3]
    by_first, by_second = first @ powers[:, :2], second @ powers[:, :2]
    pull = (votes * curves.bound) @ powers[:, 1]
    gradient = np.stack(
        [-by_first[:, 1] - by_second[:, 1] - slope - pull, by_first[:, 0], by_second[:, 0]], 1
    )
    low, high, both = ((votes * part) @ powers for part in curves.information)
    information = (
        low[:, 2] + high[:, 2] - 2 * both[:, 2] + 1,
        both[:, 1] - low[:, 1],
        both[:, 1] - high[:, 1],
        low[:, 0] + RIDGE,
        -both[:, 0],
        high[:, 0] + RIDGE,
    )
    return Fit(log, gradient, information)


class Root:
    """The Cholesky root L of each item's information matrix, L L' = information."""

    def __init__(self, information: tuple[Floats, ...]) -> None:
        """Factor three by three matrices by hand: a loop over items would cost more than votes."""
        a00, a01, a02, a11, a12, a22 = information
        self.l00 = np.sqrt(a00)
        self.l10, self.l20 = a01 / self.l00, a02 / self.l00
        self.l11 = np.sqrt(np.maximum(a11 - self.l10**2, SMALLEST))
        self.l21 = (a12 - self.l20 * self.l10) / self.l11
        self.l22 = np.sqrt(np.maximum(a22 - self.l20**2 - self.l21**2, SMALLEST))
        self.log = np.log(self.l00 * self.l11 * self.l22)

    def backward(self, right: Floats) -> Floats:
        """Return x of L' x = right."""
        third = right[:, 2] / self.l22
        second = (right[:, 1] - self.l21 * third) / self.l11
        first = (right[:, 0] - self.l10 * second - self.l20 * third) / self.l00
        return np.stack([first, second, third], 1)

    def forward(self, right: Floats) -> Floats:
        """Return x of L x = right."""
        first = right[:, 0] / self.l00
        second = (right[:, 1] - self.l10 * first) / self.l11
        third = (right[:, 2] - self.l20 * first - self.l21 * second) / self.l22
        return np.stack([first, second, third], 1)

    def solve(self, right: Floats) -> Floats:
        """Return x of L L' x = right."""
        return self.backward(self.forward(right))

    def times(self, left: Floats) -> Floats:
        """Return L' times a vector of each item."""
        return np.stack(
            [
                self.l00 * left[:, 0] + self.l10 * left[:, 1] + self.l20 * left[:, 2],
                self.l11 * left[:, 1] + self.l21 * left[:, 2],
                self.l22 * left[:, 2],
            ],
            1,
        )


class Items:
    """The items' shapes as they are drawn, with their curves."""

    def __init__(self, shape: Floats, grid: Floats) -> None:
        """Begin with given shapes."""
        self.shape, self._grid = shape, grid
        self._powers = np.stack([np.ones_like(grid), grid, grid * grid], 1)
        self.curves = draw_curves(shape, grid)
        self._pace = np.ones(len(shape))

    def set(self, shape: Floats) -> None:
        """Take given shapes."""
        self.shape, self.curves = shape, draw_curves(shape, self._grid)

    def climb(self, counts: Floats) -> None:
        """Step towards the best shapes, each item as far as its steps have served it so far."""
        fit = fit_counts(self.shape, self.curves, counts, self._powers)
        step = Root(fit.information).solve(fit.slope)
        step *= (self._pace / np.maximum(1, np.abs(step).max(1)))[:, None]
        shape = self.shape + step
        shape[:, 1] = np.clip(shape[:, 1], -CUT_BOUND + 0.1, CUT_BOUND - 0.1)
        shape[:, 2] = np.clip(shape[:, 2], shape[:, 1] + 0.02, CUT_BOUND - 0.05)
        curves = draw_curves(shape, self._grid)
        better = fit_counts(shape, curves, counts, self._powers).log > fit.log - 0.5
        self._pace = np.where(better, np.minimum(1, 1.7 * self._pace), 0.4 * self._pace)
        self._take(better, shape, curves)

    def draw(
        self, counts: Floats, random: np.random.Generator, *, drift: bool
    ) -> NDArray[np.bool_]:
        """Draw shapes given where the voters stand, by a Metropolis-Hastings step of each item.

        Args:
            counts: Votes by kind, item and grid point.
            random: Where draws come from.
            drift: Propose about the Newton step from here; otherwise about here. The first moves
                far where votes are many, the second is safe where they are one-sided.

        Returns:
            Whether each item moved.

        Source:
            Bailey, Strezhnev and Voeten (2017), p. 441, draw the same conditional by latent
            positions and fixed steps; Qi and Minka (2002), Hessian-based Markov chain Monte-Carlo
            algorithms, propose about a Newton step.
        """
        fit = fit_counts(self.shape, self.curves, counts, self._powers)
        root = Root(fit.information)
        length = 1.0 if drift else 0.9
        noise = random.standard_normal(self.shape.shape)
        chance = random.random(len(noise))
        shape = self.shape + length * root.backward(noise)
        if drift:
            shape += root.solve(fit.slope)
        inside = (shape[:, 1] > -CUT_BOUND) & (shape[:, 1] < shape[:, 2])
        inside &= shape[:, 2] < CUT_BOUND
        shape = np.where(inside[:, None], shape, self.shape)
        curves = draw_curves(shape, self._grid)
        there = fit_counts(shape, curves, counts, self._powers)
        root_there = Root(there.information)
        back = self.shape - shape
        if drift:
            back -= root_there.solve(there.slope)
        back = root_there.times(back) / length
        ratio = there.log - fit.log + root_there.log - root.log
        ratio += 0.5 * ((noise * noise).sum(1) - (back * back).sum(1))
        moved = inside & (np.log(chance) < ratio)
        self._take(moved, shape, curves)
        return moved

    def _take(self, moved: NDArray[np.bool_], shape: Floats, curves: Curves) -> None:
        curves.replace(~moved, self.curves)
        self.shape, self.curves = np.where(moved[:, None], shape, self.shape), curves
