"""Naive: the last value, with the spread of past changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from entente.outlook import Projection, forecaster

if TYPE_CHECKING:
    from collections.abc import Sequence


@forecaster
def naive(values: Sequence[float], ahead: int) -> Projection:
    """The last value continues; its error grows with the square root of the steps.

    Args:
        values: Values in the order of time, at least three.
        ahead: Steps ahead, from 1.

    Returns:
        The last value with the root mean square of past changes times the root of the steps.

    Source:
        Hyndman and Athanasopoulos (2021), Forecasting, section 5.2.

    Examples:
        >>> naive.project([1.0, 2.0, 1.0, 2.0], 4)
        Projection(centre=2.0, spread=2.0, degrees=3)
    """
    changes = np.diff(np.array(values))
    spread = float(np.sqrt(np.mean(changes**2) * ahead))
    return Projection(float(values[-1]), spread, len(changes))
