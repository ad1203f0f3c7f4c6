"""Goods trade of two states both ways, by the figures of one of the two, and what it is shared by.

Partner figures ("mirror data") stand apart from a state's own and are never spliced: a state that
stops publishing then ends, or is read from its partner throughout. Estimated figures are nobody's
report and are left out of every numerator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ibis import _

if TYPE_CHECKING:
    import ibis.expr.types as ir

DIRECTED_YEAR = ("state", "partner", "year")
Side = Literal["state", "partner"]


def goods_trade(flow: ir.Table, by: Side) -> ir.Table:
    """Give exports and imports of each state with each partner, in USD millions.

    Args:
        flow: One row per from_state, to_state, year, kind and reporter (exporter or importer).
        by: Whose figures are read: the state's own, or its partner's.

    Returns:
        One row per state, partner, year with ``exports`` and ``imports``, only where both were
        reported by that side and neither is an estimate.
    """
    goods = flow.filter(_.kind == "goods", ~_.is_estimated, _.value.notnull())
    of_exports, of_imports = {
        "state": ("exporter", "importer"),
        "partner": ("importer", "exporter"),
    }[by]
    exports = goods.filter(_.reporter == of_exports).select(
        "year", state=_.from_state, partner=_.to_state, exports=_.value
    )
    imports = goods.filter(_.reporter == of_imports).select(
        "year", state=_.to_state, partner=_.from_state, imports=_.value
    )
    return exports.join(imports, DIRECTED_YEAR)


def indicator_value(indicator: ir.Table, name: str, column: str) -> ir.Table:
    """Give one indicator as a column of state and year; missing values have no row."""
    return indicator.filter(_.indicator == name, _.value.notnull()).select(
        "state", "year", **{column: _.value}
    )


def share_of_trade(flow: ir.Table, indicator: ir.Table, by: Side) -> ir.Table:
    """Give (X_ij + M_ij) / (X_i + M_i), only where all four figures are there."""
    exports = indicator_value(indicator, "exports_total_usd_mn", "all_exports")
    imports = indicator_value(indicator, "imports_total_usd_mn", "all_imports")
    return (
        goods_trade(flow, by)
        .join(exports, ["state", "year"])
        .join(imports, ["state", "year"])
        .select(
            *DIRECTED_YEAR,
            value=(_.exports + _.imports) / (_.all_exports + _.all_imports).nullif(0),
        )
    )


def share_of_gdp(flow: ir.Table, indicator: ir.Table, by: Side) -> ir.Table:
    """Give (X_ij + M_ij) / GDP_i, only where all three figures are there."""
    gdp = indicator_value(indicator, "gdp_usd", "gdp_usd")
    return (
        goods_trade(flow, by)
        .join(gdp, ["state", "year"])
        .select(*DIRECTED_YEAR, value=(_.exports + _.imports) * 1e6 / _.gdp_usd.nullif(0))
    )


def both_ways(own: ir.Table, other: ir.Table) -> ir.Table:
    """Put the share of the pair's other direction beside each share, as ``back``."""
    back = other.select("year", state=_.partner, partner=_.state, back=_.value)
    return own.join(back, DIRECTED_YEAR)
