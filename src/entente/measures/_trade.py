"""Goods trade of two states both ways, by the figures of one of the two, and what it is divided by.

Partner figures ("mirror data") are kept apart from a state's own and are never spliced: a state
that stops publishing then ends, or is read from its partner throughout. Estimated figures are
nobody's report and are left out of every numerator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ibis.expr.types as ir

DIRECTED_YEAR = ("state", "partner", "year")
FIGURES = ("own", "mirror")
"""Whose figures are above the line: the state's own, or those of its partner."""
OVER = ("trade", "gdp")
"""What is below the line: the state's goods trade with the world, or its GDP."""
SIDES = {"own": ("exporter", "importer"), "mirror": ("importer", "exporter")}
UNDER = {"trade": ("exports_total_usd_mn", "imports_total_usd_mn"), "gdp": ("gdp_usd",)}
IN_USD_MN = {"trade": 1.0, "gdp": 1e6}


def goods_by_month(flow_month: ir.Table, figures: str) -> ir.Table:
    """Return goods in dollars by month, as the exporter has them or, mirrored, the importer."""
    reporter = SIDES[figures][0]
    return flow_month.filter(_.kind == "goods", _.unit == "usd_mn", _.reporter == reporter)


def share_unit(asked: Mapping[str, str]) -> str:
    """Return the unit of a share of trade or of GDP."""
    return "share of GDP" if asked.get("over") == "gdp" else "share (0-1)"


def difference_unit(asked: Mapping[str, str]) -> str:
    """Return the unit of a difference of shares of trade or of GDP."""
    over_gdp = asked.get("over") == "gdp"
    return "difference of shares of GDP" if over_gdp else "difference of shares (-1 to 1)"


def share_bounds(asked: Mapping[str, str]) -> tuple[float | None, float | None]:
    """Return the bounds of a share: 1 caps only a state's own figures over its own totals."""
    whole = asked.get("over", "trade") == "trade" and asked.get("figures", "own") == "own"
    return (0, 1) if whole else (0, None)


def difference_bounds(asked: Mapping[str, str]) -> tuple[float | None, float | None]:
    """Return the bounds of a difference of shares."""
    return (-1, 1) if share_bounds(asked) == (0, 1) else (None, None)


def goods_trade(flow: ir.Table, figures: str) -> ir.Table:
    """Return exports and imports of each state with each partner, in USD millions.

    Args:
        flow: One row per from_state, to_state, year, kind and reporter (exporter or importer).
        figures: ``own`` for the state's figures, ``mirror`` for those of its partner.

    Returns:
        One row per state, partner, year with ``both_ways``, ``n`` and ``rows``, only where both
        were reported by that side and neither is an estimate.
    """
    goods = flow.filter(_.kind == "goods", ~_.is_estimated, _.value.notnull())
    of_exports, of_imports = SIDES[figures]
    exports = goods.filter(_.reporter == of_exports).select(
        "year", state=_.from_state, partner=_.to_state, exports=_.value, export_row=_.row
    )
    imports = goods.filter(_.reporter == of_imports).select(
        "year", state=_.to_state, partner=_.from_state, imports=_.value, import_row=_.row
    )
    return exports.join(imports, DIRECTED_YEAR).select(
        *DIRECTED_YEAR,
        both_ways=_.exports + _.imports,
        n=ibis.literal(2, "int64"),
        rows=ibis.array([_.export_row, _.import_row]),
    )


def indicator_value(indicator: ir.Table, name: str, column: str) -> ir.Table:
    """Return one indicator as a column of state and year, with ``<column>_row``.

    Missing values have no row.
    """
    return indicator.filter(_.indicator == name, _.value.notnull()).select(
        "state", "year", **{column: _.value, f"{column}_row": _.row}
    )


def indicator_alone(indicator: ir.Table, name: str) -> ir.Table:
    """Return one indicator as a measure of state and year."""
    held = indicator_value(indicator, name, "value")
    return held.select(
        "state",
        "year",
        value=_.value,
        n=ibis.literal(1, "int64"),
        rows=ibis.array([_.value_row]),
    )


def trade_share_of(flow: ir.Table, indicator: ir.Table, figures: str, over: str) -> ir.Table:
    """Return (X_ij + M_ij) over the state's total trade or GDP, only where all figures are there.

    Returns:
        One row per state, partner, year with ``value``, ``n`` the figures, and ``rows``.
    """
    found = goods_trade(flow, figures)
    names = UNDER[over]
    for name in names:
        found = found.join(indicator_value(indicator, name, name), ["state", "year"])
    below = _[names[0]] if len(names) == 1 else _[names[0]] + _[names[1]]
    return found.select(
        *DIRECTED_YEAR,
        value=_.both_ways * IN_USD_MN[over] / below.nullif(0),
        n=_.n + len(names),
        rows=_.rows.concat(ibis.array([_[f"{name}_row"] for name in names])),
    )


def both_ways(flow: ir.Table, indicator: ir.Table, figures: str, over: str) -> ir.Table:
    """Put the share of the pair's other direction beside each share, as ``back``.

    By mirror figures both shares rest on what the partner reports, so that one figure is above both
    lines and only the volume of the pair and what it is divided by can move the two apart.

    Returns:
        One row per state, partner, year with ``value``, ``back``, ``n`` and ``rows`` of both.
    """
    # A view: else Ibis takes the two sides of this self-join, where they are equal, for one.
    own = trade_share_of(flow, indicator, figures, over).view()
    back = trade_share_of(flow, indicator, "own", over).select(
        "year", state=_.partner, partner=_.state, back=_.value, back_n=_.n, back_rows=_.rows
    )
    shared = 2 if figures == "mirror" else 0
    return own.join(back, DIRECTED_YEAR).select(
        *DIRECTED_YEAR,
        "value",
        "back",
        n=_.n + _.back_n - shared,
        rows=_.rows.concat(_.back_rows).unique(),
    )
