"""Whether chains have come to agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST_LAG = 100


def split_r_hat(draws: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return the split R-hat of each quantity: near 1 where the halves of all chains agree.

    Args:
        draws: Shape (chains, draws, quantities), four draws at least.

    Returns:
        One value per quantity; 1 where nothing varies.

    Source:
        Gelman et al. (2013), Bayesian Data Analysis, 3rd edition, pp. 284-285.

    Examples:
        >>> same = np.tile(np.sin(np.arange(40.0)), (2, 1))[:, :, None]
        >>> round(float(split_r_hat(same)[0]), 2), bool(split_r_hat(same + [[[0]], [[9]]])[0] > 5)
        (0.98, True)
    """
    half = draws.shape[1] // 2
    parts = np.concatenate([draws[:, :half], draws[:, half : 2 * half]]).astype(np.float64)
    within = parts.var(1, ddof=1).mean(0)
    between = parts.mean(1).var(0, ddof=1)
    flat = within == 0
    ratio = (half - 1) / half + between / np.where(flat, 1, within)
    return np.where(flat, 1.0, np.sqrt(ratio))


def effective_draws(draws: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return how many independent draws each quantity's mean is worth.

    Autocorrelations of all chains are summed in pairs up to the first pair below zero.

    Args:
        draws: Shape (chains, draws, quantities).

    Returns:
        One value per quantity, at most the number of draws.

    Source:
        Gelman et al. (2013), Bayesian Data Analysis, 3rd edition, pp. 286-287.

    Examples:
        >>> noise = np.random.default_rng(1).standard_normal((2, 500, 1))
        >>> bool(effective_draws(noise)[0] > 600), bool(effective_draws(noise.cumsum(1))[0] < 50)
        (True, True)
    """
    chains, length, _ = draws.shape
    means = draws.mean(1, keepdims=True, dtype=np.float64)
    centred = draws - means
    within = (centred * centred).sum(1).mean(0) / (length - 1)
    spread = within * (length - 1) / length
    if chains > 1:
        spread = spread + means[:, 0].var(0, ddof=1)
    flat = spread == 0
    spread = np.where(flat, 1, spread)
    total = np.ones_like(spread)
    going = ~flat
    odd = np.zeros_like(spread)
    for lag in range(1, min(LONGEST_LAG, length - 1)):
        shared = (centred[:, :-lag] * centred[:, lag:]).sum(1).mean(0) / (length - lag)
        correlation = 1 - (within - shared) / spread
        if lag % 2:
            odd = correlation
            continue
        going = going & (odd + correlation > 0)
        if not going.any():
            break
        total += np.where(going, 2 * (odd + correlation), 0)
    return np.where(flat, chains * length, np.minimum(chains * length / total, chains * length))
