"""Trade intensity: how much more a state sells to a partner than the sizes of the two tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.measures import measure
from entente.measures._trade import DIRECTED_YEAR, indicator_value
from entente.policy import FEWEST_OF_THE_WORLD

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="ratio to the expected share",
    grain=DIRECTED_YEAR,
    uses=("flow", "indicator"),
    whole=("indicator",),
    only={"kind": ("goods",), "indicator": ("exports_total_usd_mn", "imports_total_usd_mn")},
    bounds=(0, None),
    symmetric=False,
    better="sells more to the partner than its size tells",
)
def trade_intensity(flow: ir.Table, indicator: ir.Table) -> ir.Table:
    """Exports to a partner over what they would be if everybody sold to everybody alike.

    intensity(i, j, t) = (X_ij / X_i) / (M_j / W): the partner's part in the state's exports over
    its part in the world's trade, X_i all exports of i, M_j all imports of j, W all exports of all
    states on record in the year. It is 1 on a table in which origin and destination are
    independent; since nobody exports to himself, a large state is a little above it with all.
    Neighbours, low costs and treaties make it large, so compare it over time or with like pairs.

    Args:
        flow: One row per from_state, to_state, year, kind and reporter; the exporter's figures of
            kind goods, without estimates.
        indicator: One row per state, year, indicator; all exports and imports of goods.

    Returns:
        One row per state, partner, year with ``value`` >= 0 and ``n``, the states whose exports are
        in W. Missing (null) where those are fewer than 150, which are not the world: so it is after
        2020. Where one of the figures is not known there is no row.

    Source:
        Frankel (1997), Regional Trading Blocs in the World Economic System, ch. 2, pp. 25-28.

    Examples:
        >>> flow = table('''
        ...     from_state to_state year kind  reporter value is_estimated
        ...     CHN        RUS      2019 goods exporter  12.0 false
        ... ''')
        >>> totals = table('''
        ...     state year indicator            value
        ...     CHN   2019 exports_total_usd_mn 100.0
        ...     RUS   2019 exports_total_usd_mn  50.0
        ...     RUS   2019 imports_total_usd_mn  20.0
        ... ''')
        >>> show(trade_intensity.compute(flow, totals))
        state  partner  year  value  n
        CHN    RUS      2019      -  2
    """
    sold = flow.filter(
        _.kind == "goods", _.reporter == "exporter", ~_.is_estimated, _.value.notnull()
    ).select("year", state=_.from_state, partner=_.to_state, sold=_.value, sold_row=_.row)
    exports = indicator_value(indicator, "exports_total_usd_mn", "exports")
    imports = indicator_value(indicator, "imports_total_usd_mn", "imports")
    world = exports.group_by("year").agg(
        world=_.exports.sum(), n=_.count(), world_rows=_.exports_row.collect(order_by=_.exports_row)
    )
    few = ibis.null("float64")
    world = world.mutate(world=ibis.cases((_.n < FEWEST_OF_THE_WORLD, few), else_=_.world))
    bought = imports.select("year", "imports", "imports_row", partner=_.state)
    found = sold.join(exports, ["state", "year"]).join(bought, ["partner", "year"])
    return found.join(world, "year").select(
        *DIRECTED_YEAR,
        value=(_.sold / _.exports.nullif(0)) / (_.imports.nullif(0) / _.world.nullif(0)),
        n=_.n,
        rows=_.world_rows.concat(ibis.array([_.sold_row, _.imports_row])),
    )
