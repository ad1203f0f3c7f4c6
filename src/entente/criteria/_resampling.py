"""Draws of estimates from short, autocorrelated series."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from entente.policy import LARGEST_AUTOCORRELATION, POOLED_AUTOCORRELATION, POOLED_WEIGHT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def autocorrelation(residuals: Floats, parameters: int) -> float:
    """Estimate the first-order autocorrelation, corrected for its bias and pooled with a prior.

    Args:
        residuals: Residuals of a fit, in the order of time.
        parameters: Number of fitted parameters.

    Returns:
        A number between 0 and .9.

    Source:
        Marriott and Pope (1954), Biometrika 41, p. 390 (the bias).

    Examples:
        >>> round(autocorrelation(np.array([1.0, -1.0, 1.0, -1.0, 1.0, -1.0]), 1), 3)
        0.0
        >>> round(autocorrelation(np.array([1.0, 1.2, 0.9, -1.0, -1.2, -0.9]), 1), 3)
        0.65
    """
    n = len(residuals)
    spread = float(np.sum(residuals**2))
    own = float(np.sum(residuals[1:] * residuals[:-1])) / spread if spread > 0 else 0.0
    unbiased = (n * own + parameters) / max(n - parameters - 2, 1)
    bounded = min(max(unbiased, -LARGEST_AUTOCORRELATION), LARGEST_AUTOCORRELATION)
    pooled = (n * bounded + POOLED_WEIGHT * POOLED_AUTOCORRELATION) / (n + POOLED_WEIGHT)
    return min(max(pooled, 0.0), LARGEST_AUTOCORRELATION)


def resample_noise(residuals: Floats, design: Floats, draws: int, seed: int) -> Floats:
    """Draw new noise with the spread and the autocorrelation of residuals.

    Innovations of a first-order autoregression are drawn with replacement; the first value comes
    from its stationary spread. Residuals are narrower than the noise they come from, and more so
    where the noise is autocorrelated, since a fit follows its slow swings: the spread is scaled by
    what the fit is expected to take away at that autocorrelation.

    Args:
        residuals: Residuals of the fit, in the order of time.
        design: One row a period, one column a fitted parameter.
        draws: Number of series to draw.
        seed: Seed.

    Returns:
        One row a draw, one column a period.

    Source:
        Davison and Hinkley (1997), Bootstrap Methods and their Application, section 8.2.
    """
    n, parameters = design.shape
    rho = autocorrelation(residuals, parameters)
    left, degrees = _left_by_fit(design, rho)
    spread = float(np.sqrt(np.mean(residuals**2) * n / left * (1 - rho**2)))
    innovations = residuals[1:] - rho * residuals[:-1]
    innovations = innovations - innovations.mean()
    held = float(np.sqrt(np.mean(innovations**2)))
    if held > 0:
        innovations = innovations * (spread / held)
    random = np.random.Generator(np.random.PCG64(seed))
    picked = innovations[random.integers(0, len(innovations), size=(draws, n))]
    # Smoothing keeps the draws of very short series from piling up on few values; the whole is
    # scaled back to the spread it should have.
    smooth = n ** (-1 / 5) * 0.5
    picked = (picked + random.standard_normal((draws, n)) * spread * smooth) / np.sqrt(
        1 + smooth**2
    )
    # The spread itself is known only as well as few residuals tell it.
    picked *= np.sqrt(degrees / random.chisquare(degrees, size=draws))[:, None]
    noise = np.empty((draws, n))
    noise[:, 0] = picked[:, 0] / np.sqrt(1 - rho**2)
    for i in range(1, n):
        noise[:, i] = rho * noise[:, i - 1] + picked[:, i]
    return noise


def _left_by_fit(design: Floats, rho: float) -> tuple[float, float]:
    """Return what a fit leaves of autocorrelated noise: sum of squares, and degrees of freedom.

    Satterthwaite's approximation: with M the part that the fit leaves and S the correlations of the
    noise, the sum is tr(MS) on average, with tr(MS)^2 / tr(MSMS) degrees of freedom.
    """
    n = len(design)
    lags = np.abs(np.arange(n)[:, None] - np.arange(n)[None, :])
    correlated = rho**lags
    left = np.eye(n)
    basis: list[Floats] = []
    for column in design.T:
        rest = column.astype(float)
        for known in basis:
            rest = rest - known * float(np.sum(known * rest))
        length = float(np.sqrt(np.sum(rest**2)))
        if length > 0:
            basis.append(rest / length)
            left = left - np.outer(basis[-1], basis[-1])
    # Summed term by term: a linear-algebra library's last digits differ between processors.
    product = np.sum(left[:, :, None] * correlated[None, :, :], axis=1)
    trace = float(np.sum(np.diagonal(product)))
    squared = float(np.sum(product * product.T))
    return max(trace, 0.2 * n), max(trace**2 / squared, 1.0)


def theil_sen(times: Floats, values: Floats) -> Floats:
    """Median of the slopes between all pairs of points.

    Args:
        times: Times of the columns, all different.
        values: One row a series, one column a time.

    Returns:
        One slope a row.

    Source:
        Sen (1968), Journal of the American Statistical Association 63, p. 1379.

    Examples:
        >>> theil_sen(np.array([0.0, 1.0, 2.0]), np.array([[1.0, 3.0, 5.0]])).tolist()
        [2.0]
    """
    first, second = np.triu_indices(len(times), k=1)
    slopes = (values[:, second] - values[:, first]) / (times[second] - times[first])
    return np.median(slopes, axis=1)


def least_squares_weights(design: Floats, column: int) -> Floats:
    """Weights by which values sum to one coefficient of a least-squares fit.

    Solved by plain elimination rather than a linear-algebra library, whose last digits differ
    between processors.

    Args:
        design: One row a period, one column a regressor.
        column: Which coefficient.

    Returns:
        One weight a period.
    """
    cross = [[float(np.sum(a * b)) for b in design.T] for a in design.T]
    size = len(cross)
    target = [1.0 if i == column else 0.0 for i in range(size)]
    for i in range(size):
        pivot = max(range(i, size), key=lambda row: abs(cross[row][i]))
        cross[i], cross[pivot] = cross[pivot], cross[i]
        target[i], target[pivot] = target[pivot], target[i]
        for row in range(i + 1, size):
            factor = cross[row][i] / cross[i][i]
            cross[row] = [x - factor * y for x, y in zip(cross[row], cross[i], strict=True)]
            target[row] -= factor * target[i]
    solved = [0.0] * size
    for i in reversed(range(size)):
        rest = sum(cross[i][j] * solved[j] for j in range(i + 1, size))
        solved[i] = (target[i] - rest) / cross[i][i]
    return np.sum(design * np.array(solved), axis=1)
