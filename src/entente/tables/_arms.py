"""Five-year sums of arms deliveries, shared by the tables of pairs and of states."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from entente.late import _, ibis

if TYPE_CHECKING:
    import ibis.expr.types as ir

FIRST_FULL, LAST = 1999, 2024
"""The register starts in 1995, so 1999 is the first year with five behind it."""


def five_year_sums(register: ir.Table, *by: str) -> ir.Table:
    """Sum deliveries over five years, ending with each year that has five.

    Args:
        register: One row per delivery: ``Supplier``, ``Recipient``, ``Delivery year`` and
            ``TIV delivery values``.
        by: ``Supplier``, ``Recipient`` or both.

    Returns:
        One row per group and ``year`` with ``value``. Groups without deliveries in the five years
        have no row. Every year of the register counts as observed.
    """
    ends = ibis.memtable(pa.table({"year": list(range(FIRST_FULL, LAST + 1))}))
    delivered = register.select(*by, delivered=_["Delivery year"], tiv=_["TIV delivery values"])
    within = delivered.cross_join(ends).filter(_.delivered <= _.year, _.delivered > _.year - 5)
    return within.group_by(*by, "year").agg(value=_.tiv.sum().round(2))
