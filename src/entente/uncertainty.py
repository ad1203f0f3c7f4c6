"""How far a sum of values may be off: the error of measurement, whose kind a measure declares.

A report's sentence about the past describes a completed period, mostly read from a census. What can
be wrong with it is how it was measured: which texts came to a vote, whose customs counted, how much
a count jumps from year to year. No noise of imagined other worlds is added. Every kind answers
one question: how far may this weighted sum of values be off, on either side, in 5 % of cases each?
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from entente.policy import FEWEST_WINDOWS, INTERVAL, LARGEST_GAP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    # Keys are years or days, and never both.
    ByPeriod = Mapping[Any, float]

NORMAL = 1.6448536269514722
"""The normal quantile of .95: half of a 90 % interval in standard deviations."""


class Uncertainty(Protocol):
    """A kind of error."""

    @property
    def words(self) -> str:
        """What it is of, for pages: "which texts came to a vote"."""
        ...

    def half_width(self, weights: ByPeriod, values: ByPeriod) -> float | None:
        """Return half of the 90 % interval of a weighted sum of values.

        Args:
            weights: Weight of each period in the sum; other periods weigh nothing.
            values: Values of all periods of the series, those with a weight among them.

        Returns:
            In the unit of the values; ``None`` where the error cannot be told.
        """
        ...


@dataclass(frozen=True)
class Jumps:
    """The spread of a process that jumps by nature, told by its own steps from period to period.

    The variance of a value is half of the mean squared step between neighbours, so that a slow move
    is not taken for spread; a step that the claim is about stays in it, which is careful. A count
    has at least the variance of Poisson, its mean.

    Attributes:
        counts: Whether values count acts.

    Source:
        von Neumann, Kent, Bellinson and Hart (1941), Annals of Mathematical Statistics 12, p. 153.

    Examples:
        >>> values = {2020: 1.0, 2021: 3.0, 2022: 1.0, 2023: 3.0}
        >>> round(Jumps().half_width({2022: 0.5, 2023: 0.5}, values), 2)
        2.71
        >>> Jumps().half_width({2020: 1.0}, {2020: 1.0}) is None
        True
    """

    counts: bool = False
    words: str = "how much the values jump from one period to the next"

    def half_width(self, weights: ByPeriod, values: ByPeriod) -> float | None:
        """Return Student's interval of the sum; ``None`` for fewer than three values."""
        from scipy.special import stdtrit

        series = np.array([values[period] for period in sorted(values)])
        steps = np.diff(series)
        if len(steps) < 2:
            return None
        variance = float(np.mean(steps**2)) / 2
        # Steps share values: these many independent ones tell the spread as well.
        n = len(series)
        degrees = 2 * (n - 1) ** 2 / (3 * n - 4)
        if self.counts:
            variance = max(variance, float(series.mean()))
        weighed = float(np.sqrt(sum(weight**2 for weight in weights.values())))
        return float(stdtrit(degrees, INTERVAL[1])) * float(np.sqrt(variance)) * weighed


@dataclass(frozen=True)
class Texts:
    """Which texts came to a vote: votes on one recurring text are one, over all years.

    Linearised: a text moves the value of a year by what one vote more of its kind would move it,
    and a sum by the sum over the years in which it came.

    Attributes:
        moves: By period what each text moves its value, by the number of the text.

    Source:
        Huber (1967), Proceedings of the Fifth Berkeley Symposium 1, p. 221; clusters: Liang and
        Zeger (1986), Biometrika 73, p. 13.

    Examples:
        >>> once = Texts({2020: {1: 0.1, 2: -0.1}, 2021: {1: 0.1, 2: -0.1}})
        >>> round(once.half_width({2020: -1.0, 2021: 1.0}, {}), 3)
        0.0
        >>> round(once.half_width({2021: 1.0}, {}), 3)
        0.893
    """

    moves: Mapping[Any, Mapping[int, float]]
    words: str = "which texts came to a vote"

    def half_width(
        self,
        weights: ByPeriod,
        values: ByPeriod,  # noqa: ARG002 (one signature for all)
    ) -> float | None:
        """Return the interval of the sum; a year of which no text is held counts as a mean one."""
        from scipy.special import stdtrit

        if not self.moves:
            return None
        by_text: dict[int, float] = {}
        unheld = 0.0
        for period, weight in weights.items():
            if period not in self.moves:
                unheld += weight**2
                continue
            for text, move in self.moves[period].items():
                by_text[text] = by_text.get(text, 0.0) + weight * move
        squares = sum(total**2 for total in by_text.values())
        if unheld:
            of_years = [sum(m**2 for m in texts.values()) for texts in self.moves.values()]
            squares += unheld * float(np.mean(of_years))
        texts = max(len(by_text), 2)
        return float(stdtrit(texts - 1, INTERVAL[1])) * float(np.sqrt(squares))


@dataclass(frozen=True)
class Reporters:
    """Whose figures are read: how far a move by one side's figures is from that by the other's.

    The largest gap between the two moves in the pair's own windows of this length, where there are
    eight, and otherwise what ninety of a hundred pairs of like level stay within. A gap of the very
    window is always within it, so that both reporters must pass where both are held.

    Attributes:
        gaps: By year the value by the figures read, less that by the other's.
        others: The same of the pairs of nearest level: years, and one row a pair (missing as not
            a number).

    Examples:
        >>> gaps = {year: 0.01 * (year % 2) for year in range(2000, 2012)}
        >>> round(Reporters(gaps).half_width({2012: -1.0, 2013: 1.0}, {}), 3)
        0.01
        >>> Reporters({2000: 0.1}).half_width({2000: 1.0}, {}) is None
        True
    """

    gaps: ByPeriod
    others: tuple[Sequence[int], NDArray[np.float64]] | None = field(default=None, compare=False)
    words: str = "how far the two sides' figures are from each other"

    def half_width(
        self,
        weights: ByPeriod,
        values: ByPeriod,  # noqa: ARG002 (one signature for all)
    ) -> float | None:
        """Return the largest gap; ``None`` where neither the pair nor others show enough of it."""
        wanted = {int(period): weight for period, weight in weights.items() if weight}
        if not wanted:
            return 0.0
        held = {int(year): gap for year, gap in self.gaps.items()}
        own = _moves(wanted, held)
        if len(own) >= FEWEST_WINDOWS:
            return max(own)
        if self.others is None:
            return None
        years, rows = self.others
        found = [
            move
            for row in rows
            for move in _moves(
                wanted,
                {y: float(v) for y, v in zip(years, row, strict=True) if not np.isnan(v)},
            )
        ]
        if len(found) < FEWEST_WINDOWS:
            return None
        return max([*own, float(np.quantile(found, LARGEST_GAP))])


def _moves(weights: Mapping[int, float], gaps: Mapping[int, float]) -> list[float]:
    """Return how large the weighted sum of gaps is, in each window of the same length."""
    if not gaps:
        return []
    first, last = min(weights), max(weights)
    found: list[float] = []
    for shift in range(min(gaps) - first, max(gaps) - last + 1):
        if all(year + shift in gaps for year in weights):
            moved = sum(weight * gaps[year + shift] for year, weight in weights.items())
            found.append(abs(moved))
    return found


@dataclass(frozen=True)
class Either:
    """The first of two kinds of error that can be told.

    Examples:
        >>> two = Either(Reporters({}), Jumps())
        >>> two.half_width({2020: 1.0}, {2020: 1.0, 2021: 1.0, 2022: 1.0})
        0.0
    """

    first: Uncertainty
    second: Uncertainty

    @property
    def words(self) -> str:
        """What the first is of, and the second where that cannot be told."""
        return f"{self.first.words}, or {self.second.words}"

    def half_width(self, weights: ByPeriod, values: ByPeriod) -> float | None:
        """Return that of the first, or of the second where the first cannot be told."""
        found = self.first.half_width(weights, values)
        return self.second.half_width(weights, values) if found is None else found
