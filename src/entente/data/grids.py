"""The values of a measure of all states, or all pairs, in one array."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from entente.measures import measures

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import pyarrow as pa

    from entente.data.question import Question
    from entente.data.study import Study
    from entente.periods import Period


@dataclass(frozen=True)
class Grid:
    """Values of all by period; not a number where there is none.

    Attributes:
        at: Row of each state, or pair of states.
        sides: The state of each row, or the two states, one array a side.
        periods: The periods, in order, one a column.
        values: One row a state or pair.
    """

    at: dict[tuple[str, ...], int]
    sides: tuple[np.ndarray, ...]
    periods: list[Period]
    values: np.ndarray
    _having: dict[str, np.ndarray] = field(default_factory=dict[str, "np.ndarray"], repr=False)

    def having(self, state: str) -> np.ndarray:
        """Return which rows are of a state, on either side."""
        import numpy as np

        if state not in self._having:
            self._having[state] = np.any([side == state for side in self.sides], axis=0)
        return self._having[state]


def grid_of(question: Question, study: Study) -> Grid:
    """Return the values of all states, or all pairs, that a question could be asked of.

    Kept by the store, so that who asks the same of all asks once.

    Args:
        question: Of which the measure, the narrowing and the window are read, and not the states.
        study: Whom to ask.

    Raises:
        NothingHeldError: Nothing is held of it.
    """
    measure = measures[question.measure]
    narrowed = repr(study.narrowing(question))
    key = (grid_of.__name__, question.measure, narrowed, repr(question.window))
    if key not in study.store.answers:
        everyone = {"states": [], "partner": None, "everyone": True}
        table = study.table(question.model_copy(update=everyone))
        study.store.answers[key] = as_grid(table, measure.sides, measure.period)
    return study.store.answers[key]


def as_grid(table: pa.Table, sides: Sequence[str], period: str) -> Grid:
    """Put a result into an array: one row a state or pair, one column a period."""
    import numpy as np

    encoded = [table[side].combine_chunks().dictionary_encode() for side in sides]
    key = np.zeros(table.num_rows, dtype=np.int64)
    for side in encoded:
        key = key * max(len(side.dictionary), 1) + side.indices.to_numpy()
    _, first, row = np.unique(key, return_index=True, return_inverse=True)
    named = table[period]
    periods, column = np.unique(named.to_numpy(), return_inverse=True)
    values = np.full((len(first), len(periods)), np.nan)
    values[row, column] = table["value"].cast("float64").to_numpy()
    named_sides = tuple(
        np.array(side.dictionary.to_pylist(), dtype=object)[side.indices.to_numpy()[first]]
        for side in encoded
    )
    at = {unit: i for i, unit in enumerate(zip(*named_sides, strict=True))}
    return Grid(at, named_sides, periods.tolist(), values)
