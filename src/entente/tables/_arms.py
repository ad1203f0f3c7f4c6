"""Five-year sums of arms deliveries, shared by the tables of pairs and of states."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from entente.late import _, ibis
from entente.states import resolve

if TYPE_CHECKING:
    import ibis.expr.types as ir

FIRST_FULL, LAST = 1999, 2024
"""The register starts in 1995, so 1999 is the first year with five behind it."""


NO_STATES = {"unknown supplier(s)", "unknown recipient(s)", "Northern Cyprus", "European Union"}


def of_sipri(name: str) -> str | None:
    """Return the code of a state by SIPRI's name; ``None`` for who is no state.

    The register marks armed groups by one star and organisations by two.
    """
    if name.endswith("*") or name in NO_STATES:
        return None
    # The other Congo is "DR Congo".
    return "COG" if name == "Congo" else resolve(name).code


def five_year_sums(register: ir.Table, *by: str) -> ir.Table:
    """Sum deliveries over five years, ending with each year that has five.

    Args:
        register: One row per delivery: ``Delivery year``, ``TIV delivery values`` and ``by``.
        by: Columns of who supplies, who receives, or both.

    Returns:
        One row per group and ``year`` with ``value``. Groups without deliveries in the five years
        have no row. Every year of the register counts as observed.
    """
    ends = ibis.memtable(pa.table({"year": list(range(FIRST_FULL, LAST + 1))}))
    delivered = register.select(*by, delivered=_["Delivery year"], tiv=_["TIV delivery values"])
    within = delivered.cross_join(ends).filter(_.delivered <= _.year, _.delivered > _.year - 5)
    return within.group_by(*by, "year").agg(value=_.tiv.sum().round(2))
