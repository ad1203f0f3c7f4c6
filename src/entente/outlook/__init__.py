"""Outlook: projections of a measure, each with a probability that can be scored.

One file, one forecaster: a function decorated with :func:`forecaster`, named as its file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from entente.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True)
class Projection:
    """A distribution of a later value.

    Attributes:
        centre: Its middle, in the measure's unit.
        spread: Its scale (of Student's t with ``degrees`` degrees of freedom).
        degrees: Degrees of freedom.
    """

    centre: float
    spread: float
    degrees: int

    def beyond(self, threshold: float, sign: int) -> float:
        """Probability that the value lies above (sign 1) or below (-1) a threshold.

        Examples:
            >>> round(Projection(1.0, 1.0, 9).beyond(1.0, 1), 3)
            0.5
        """
        from scipy.special import stdtr

        if self.spread == 0:
            return float(sign * (self.centre - threshold) > 0)
        return float(stdtr(self.degrees, sign * (self.centre - threshold) / self.spread))


@dataclass(frozen=True)
class Forecaster:
    """One way to project a series.

    Attributes:
        name: Snake-case name, the stem of its file.
        project: Takes values in the order of time and the number of steps ahead.
    """

    name: str
    project: Callable[[Sequence[float], int], Projection]

    @property
    def title(self) -> str:
        """First line of the docstring, without its full stop."""
        return (self.project.__doc__ or "").strip().splitlines()[0].rstrip(".")


def forecaster(project: Callable[[Sequence[float], int], Projection]) -> Forecaster:
    """Make a :class:`Forecaster` of a function; the name is the function's."""
    return Forecaster(project.__name__, project)


forecasters: Registry[Forecaster] = Registry(
    "forecaster", Forecaster, "entente.outlook", plural="forecasters"
)
