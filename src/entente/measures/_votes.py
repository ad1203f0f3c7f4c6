"""Sums over the nine ways in which two states can vote on one roll call."""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any

from entente.late import _, ibis

if TYPE_CHECKING:
    from collections.abc import Callable

    import ibis.expr.types as ir

PAIR_YEAR = ("state_a", "state_b", "set", "year")
SETS = {"set": "contested"}
RAW = (
    "On all recorded votes it rises when one state forces many that pass almost unanimously: read "
    "it beside the contested votes and a figure corrected for chance; lone_no_share tells who."
)
CONTEXT = "forced_vote_share"
"""How much of a year's agenda one state forced: where it is much, all others look alike."""
PLACES = {"yes": 1, "abstain": 0, "no": -1}
CELLS = {f"{a}_{b}": (x, y) for a, x in PLACES.items() for b, y in PLACES.items()}


def summed(weigh: Callable[[int, int], int]) -> Any:  # noqa: ANN401 (a deferred expression)
    """Sum a whole-number weight over the roll calls, given both votes as 1, 0 or -1.

    Whole numbers keep the tests of "is this zero" exact.
    """
    alike: dict[int, list[str]] = {}
    for cell, (x, y) in CELLS.items():
        alike.setdefault(weigh(x, y), []).append(cell)
    alike.pop(0, None)
    # Cells of one weight are added first: a million pairs are then weighed once and not nine times.
    sums = {weight: reduce(add, (_[cell] for cell in cells)) for weight, cells in alike.items()}
    terms = [cells if weight == 1 else cells * weight for weight, cells in sums.items()]
    return reduce(add, terms)


def common() -> Any:  # noqa: ANN401 (a deferred expression)
    """Number of roll calls on which both voted."""
    return summed(lambda _x, _y: 1)


def graded_agreement() -> Any:  # noqa: ANN401 (a deferred expression)
    """One less the mean distance between the votes, where yes to no is 1 and abstain half way."""
    return 1 - summed(lambda x, y: abs(x - y)) / (2 * common()).nullif(0)


def of_pair(counts: ir.Table, value: Any) -> ir.Table:  # noqa: ANN401 (a deferred expression)
    """Return a value of each row of counts, with the number of common roll calls and the row."""
    return counts.select(*PAIR_YEAR, value=value, n=common(), rows=ibis.array([_.row]))
