"""Ballots as arrays, and what they say of who sat when and of which items vary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from entente.errors import ShapeError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

YES, ABSTAIN, NO = 1, 2, 3
STEP_VARIANCE = 0.5
"""Variance of a year's step, before the weight of its votes: ``Smooth`` in the authors' program."""
FIRST_WEIGHT = 0.5
"""Weight of a state's only year, of which there is no neighbour to weigh it against."""


@dataclass(frozen=True)
class Panel:
    """Ballots numbered: rows are states in years, columns are items.

    Attributes:
        states: Code of each row's state; rows are ordered by state, then year.
        years: Year of each row.
        counts: Ballots of each row, those on items without variation among them.
        row: Row of each ballot that is used.
        item: Item of each ballot that is used, from 0.
        vote: 0 yes, 1 abstain, 2 no, of each ballot that is used.
        items: Number of items.
        before: Row of the same state's year before it that has votes; -1 for its first.
        after: Row of the same state's next year; -1 for its last.
        variance: Variance of the step into a row from the row before it.
        item_codes: The caller's code of each item.
    """

    states: NDArray[Any]
    years: NDArray[np.int64]
    counts: NDArray[np.int64]
    row: NDArray[np.int64]
    item: NDArray[np.int64]
    vote: NDArray[np.int64]
    items: int
    before: NDArray[np.int64]
    after: NDArray[np.int64]
    variance: NDArray[np.float64]
    item_codes: NDArray[Any]


def number_ballots(
    states: ArrayLike, years: ArrayLike, items: ArrayLike, votes: ArrayLike
) -> Panel:
    """Return ballots by row and item; items on which all voted alike say nothing and are left out.

    The step into year t has the variance .5 n(t) / (n(t) + n(t-1)), n the state's ballots: a year
    with few votes is held nearer to the year before it, as in the authors' program. A gap in years
    is one step, as there.

    Args:
        states: Code of the state of each ballot, text or numbers.
        years: Year, or session, of each ballot, whole numbers.
        items: Code of the item of each ballot; ballots with one code share the item's parameters.
        votes: 1 yes, 2 abstain, 3 no. Absence is no ballot: leave it out.

    Returns:
        The panel; a state without a ballot in a year has no row, never a zero.

    Raises:
        ShapeError: Arrays of different lengths, no ballots, a vote that is none of the three,
            a year that is not whole.

    Source:
        Bailey, Strezhnev and Voeten (2017), Journal of Conflict Resolution 61(2), pp. 436-441.

    Examples:
        >>> panel = number_ballots(["A", "B", "A"], [1946, 1946, 1947], [7, 7, 8], [1, 3, 1])
        >>> panel.states.tolist(), panel.years.tolist(), panel.items
        (['A', 'A', 'B'], [1946, 1947, 1946], 1)
    """
    columns = [np.asarray(column) for column in (states, years, items, votes)]
    if len({column.shape for column in columns}) != 1 or columns[0].ndim != 1:
        raise ShapeError(
            f"Ballots of different shapes: {', '.join(str(column.shape) for column in columns)}.",
            fix="four one-dimensional arrays of one length",
        )
    if not len(columns[0]):
        raise ShapeError("No ballots.", fix="pass at least one")
    odd = np.unique(columns[3][~np.isin(columns[3], (YES, ABSTAIN, NO))])
    if len(odd):
        raise ShapeError(
            f"A vote is 1 yes, 2 abstain or 3 no, not {', '.join(map(str, odd[:5].tolist()))}.",
            fix="leave out absences",
        )
    when = columns[1].astype(np.int64)
    if not np.array_equal(when, columns[1]):
        raise ShapeError("A year or session is not a whole number.")
    names, state = np.unique(columns[0], return_inverse=True)
    codes, item = np.unique(columns[2], return_inverse=True)
    first_year = int(when.min())
    span = int(when.max()) - first_year + 1
    cells, row = np.unique(state * span + (when - first_year), return_inverse=True)
    counts = np.bincount(row)
    vote = columns[3].astype(np.int64) - 1
    varied = np.sum([np.bincount(item, vote == kind, len(codes)) > 0 for kind in range(3)], 0) > 1
    used = varied[item]
    order = np.lexsort((vote[used], item[used], row[used]))
    renumbered = np.cumsum(varied) - 1
    of_state = cells // span
    same = of_state[1:] == of_state[:-1]
    here = np.arange(len(cells))
    before = np.r_[-1, np.where(same, here[:-1], -1)]
    after = np.r_[np.where(same, here[1:], -1), -1]
    # The first row leans on the second, so that its weight is against that one.
    beside = np.where(before >= 0, before, after)
    weight = np.where(beside >= 0, counts / (counts + counts[beside]), FIRST_WEIGHT)
    return Panel(
        states=names[of_state],
        years=cells % span + first_year,
        counts=counts,
        row=row[used][order],
        item=renumbered[item[used]][order],
        vote=vote[used][order],
        items=int(varied.sum()),
        before=before,
        after=after,
        variance=STEP_VARIANCE * weight,
        item_codes=codes[varied],
    )
