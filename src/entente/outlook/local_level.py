"""Local level: a level that drifts, seen through noise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from entente.outlook import Projection, forecaster

if TYPE_CHECKING:
    from collections.abc import Sequence

WEIGHTS = np.arange(1, 21) / 20


@forecaster
def local_level(values: Sequence[float], ahead: int) -> Projection:
    """Simple exponential smoothing; the weight is the one with the least one-step error.

    In short yearly series of pairs of states it beats the last value by a little, while a line
    drawn on loses badly.

    Args:
        values: Values in the order of time, at least three.
        ahead: Steps ahead, from 1.

    Returns:
        The last level, with a spread that grows with the steps by the square of the weight.

    Source:
        Hyndman and Athanasopoulos (2021), Forecasting, sections 8.1 and 8.7.

    Examples:
        >>> found = local_level.project([1.0, 1.2, 0.9, 1.1, 1.0], 2)
        >>> 0.9 < found.centre < 1.1 and found.spread > 0
        True
    """
    best: tuple[float, float, float] | None = None
    for weight in WEIGHTS:
        level, errors = float(values[0]), []
        for value in values[1:]:
            errors.append(value - level)
            level += float(weight) * (value - level)
        error = float(np.mean(np.array(errors) ** 2))
        if best is None or error < best[0]:
            best = (error, float(weight), level)
    error, weight, level = best or (0.0, 1.0, float(values[-1]))
    degrees = max(len(values) - 2, 1)
    scale = (len(values) - 1) / degrees * (1 + (ahead - 1) * weight**2)
    return Projection(level, float(np.sqrt(error * scale)), degrees)
