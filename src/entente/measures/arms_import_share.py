"""Arms import share: how much of a recipient's arms come from one supplier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.measures import measure
from entente.measures._trade import indicator_value

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    unit="share (0-1)",
    grain=("state", "partner", "year"),
    uses=("flow", "indicator"),
    only={"kind": ("arms_five_year",), "indicator": ("arms_imports_five_year_tiv",)},
    bounds=(0, 1),
    symmetric=False,
    better="the partner takes more of its arms imports from the state",
)
def arms_import_share(flow: ir.Table, indicator: ir.Table) -> ir.Table:
    """Share of the partner's imports of major arms, over five years, that the state delivered.

    share(i, j, t) = TIV delivered by i to j / TIV delivered to j by all, both over the five years
    that end in t. The state is the supplier, the partner the recipient. A share falls where others
    sell more as well as where the supplier sells less.

    Args:
        flow: One row per from_state, to_state, year, kind and reporter; kind arms_five_year is the
            sum over the five years that end in ``year``, in million TIV.
        indicator: One row per state, year, indicator; ``arms_imports_five_year_tiv`` is all that a
            state imported in the same five years, in million TIV.

    Returns:
        One row per state, partner, year with ``value`` in 0-1 and ``n`` the five years. Missing
        (null) where the recipient imported nothing; no row where either figure is missing.

    Source:
        Holtom, Bromley and Simmel (2012), Measuring International Arms Transfers, SIPRI Fact
        Sheet, pp. 1-4; sums derived from the SIPRI Arms Transfers Database.

    Examples:
        >>> flow = table('''
        ...     from_state to_state year kind           reporter value
        ...     RUS        CHN      2020 arms_five_year sipri    4000.0
        ...     RUS        VNM      2020 arms_five_year sipri    1500.0
        ... ''')
        >>> totals = table('''
        ...     state year indicator                  value
        ...     CHN   2020 arms_imports_five_year_tiv 5000.0
        ... ''')
        >>> show(arms_import_share.compute(flow, totals))
        state  partner  year  value  n
        RUS    CHN      2020    0.8  5
    """
    arms = flow.filter(_.kind == "arms_five_year", _.value.notnull()).select(
        "year", state=_.from_state, partner=_.to_state, tiv=_.value, tiv_row=_.row
    )
    imports = indicator_value(indicator, "arms_imports_five_year_tiv", "all_tiv")
    return arms.join(imports, [("partner", "state"), "year"]).select(
        "state",
        "partner",
        "year",
        value=_.tiv / _.all_tiv.nullif(0),
        n=ibis.literal(5, "int64"),
        rows=ibis.array([_.tiv_row, _.all_tiv_row]),
    )
