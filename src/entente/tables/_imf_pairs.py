"""The IMF's list of trade by partner, as rows of two states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _
from entente.tables._states import WORLD

if TYPE_CHECKING:
    import ibis.expr.types as ir

SIDES = ("reporter_iso3", "partner_iso3")
YUGOSLAVIA_UNTIL, SERBIA_FROM = 1993, 2006


def between_states(all_pairs: ir.Table) -> ir.Table:
    """Return the rows that are of two states of their year, without the world."""
    return all_pairs.filter(
        *(_[side] != WORLD for side in SIDES),
        # Between them both are "Serbia and Montenegro" of the list.
        *((_[side] != "YUG") | (_.year < YUGOSLAVIA_UNTIL) for side in SIDES),
        *((_[side] != "SRB") | (_.year >= SERBIA_FROM) for side in SIDES),
    )
