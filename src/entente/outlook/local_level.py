"""Local level: a level that drifts, seen through noise."""

from __future__ import annotations

from operator import itemgetter
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
    error, weight, level = min(
        (_smoothed(values, float(weight)) for weight in WEIGHTS), key=itemgetter(0)
    )
    degrees = max(len(values) - 2, 1)
    scale = (len(values) - 1) / degrees * (1 + (ahead - 1) * weight**2)
    return Projection(level, float(np.sqrt(error * scale)), degrees)


def _smoothed(values: Sequence[float], weight: float) -> tuple[float, float, float]:
    """Return the mean squared one-step error of a weight, the weight, and the last level."""
    level, errors = float(values[0]), []
    for value in values[1:]:
        errors.append(value - level)
        level += weight * (value - level)
    return float(np.mean(np.array(errors) ** 2)), weight, level
