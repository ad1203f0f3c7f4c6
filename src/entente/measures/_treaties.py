"""Obligations between two states, those that have none included."""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from entente.late import _, ibis

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis.expr.types as ir

PAIR_OF_YEAR = ("state", "partner", "year")


def obligations(commitment: ir.Table, treaty_coverage: ir.Table, kinds: Sequence[str]) -> ir.Table:
    """Return how many of some kinds of obligation each state has towards each other.

    Args:
        commitment: One row per state, partner and year with an obligation; a boolean per kind.
        treaty_coverage: One row per state and year of which the list is complete.
        kinds: Columns of ``commitment``.

    Returns:
        ``state``, ``partner``, ``year``, ``value``, ``n`` the kinds, and ``rows``: the commitment,
        or, where two covered states have none, the two rows that say that it would be listed.
    """
    named = commitment.select(
        *PAIR_OF_YEAR,
        value=reduce(add, (_[kind].cast("int64") for kind in kinds)),
        rows=ibis.array([_.row]),
    )
    one = treaty_coverage.select("state", "year", first=_.row)
    other = treaty_coverage.select("year", partner=_.state, second=_.row).view()
    free = (
        one.inner_join(other, "year")
        .filter(_.state != _.partner)
        .anti_join(named, PAIR_OF_YEAR)
        .select(
            *PAIR_OF_YEAR,
            value=ibis.literal(0, "int64"),
            rows=ibis.array([_.first, _.second]),
        )
    )
    return ibis.union(named, free).select(
        *PAIR_OF_YEAR, "value", n=ibis.literal(len(kinds), "int64"), rows="rows"
    )
