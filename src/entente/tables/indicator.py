"""One figure of a state in a year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from entente.late import _, ibis
from entente.tables import Column, RowText, table
from entente.tables._arms import five_year_sums, of_sipri
from entente.tables._states import WORLD, coded, named, numbered
from entente.tables._when import too_early, year_known

if TYPE_CHECKING:
    import ibis.expr.types as ir

UNITS = {
    "gdp_usd": "usd",
    "population": "persons",
    "exports_total_usd_mn": "usd_mn",
    "imports_total_usd_mn": "usd_mn",
    "cinc": "share",
    "military_expenditure_world_share": "share",
    "arms_exports_five_year_tiv": "tiv_mn",
    "arms_imports_five_year_tiv": "tiv_mn",
}
SAYS = {
    "gdp_usd": "GDP",
    "exports_total_usd_mn": "all exports of goods",
    "imports_total_usd_mn": "all imports of goods",
    "cinc": "composite index of national capability",
    "military_expenditure_world_share": "share of the world's military expenditure",
    "arms_exports_five_year_tiv": "all arms delivered in five years",
    "arms_imports_five_year_tiv": "all arms received in five years",
}
FIRST_SHARE = 1992
"""Before 1992 SIPRI has no constant-dollar figure for the USSR (1991) or China (to 1988)."""
FIRST_YEAR = 1946


@table(
    title="a state's figure in a year",
    key=("state", "partner", "year", "indicator"),
    columns={
        "state": Column("string", "state"),
        "partner": Column("string", "the other state, empty where the figure is of one state"),
        "year": Column("int64", "calendar year, of arms the last of five"),
        "indicator": Column("string", "what is measured", allowed=tuple(UNITS), says=SAYS),
        "value": Column("float64", "the figure, in the row's unit"),
        "unit": Column(
            "string", "unit of the figure", allowed=tuple(dict.fromkeys(UNITS.values()))
        ),
    },
    row=RowText("{state}, {year}: {indicator}", value="value", unit="unit"),
    sides=("state",),
    uses=(
        "world_bank_gdp",
        "goods_trade_totals",
        "imf_direction_of_trade",
        "cow_national_capabilities",
        "sipri_military_expenditure",
        "sipri_arms_transfers",
    ),
    audits={
        "shares lie between 0 and 1": lambda rows: rows.filter(
            _.unit == "share", (_.value < 0) | (_.value > 1)
        ),
        "nothing is negative": lambda rows: rows.filter(_.value < 0),
        "shares of the world do not pass it": lambda rows: (
            rows.filter(_.unit == "share")
            .group_by("indicator", "year")
            .agg(total=_.value.sum())
            .filter(_.total > 1.02)
        ),
        "known after the year": too_early,
    },
)
def indicator(
    gdp: ir.Table,
    trade: ir.Table,
    all_trade: ir.Table,
    capabilities: ir.Table,
    spending: ir.Table,
    register: ir.Table,
) -> ir.Table:
    """Carry figures of single states and economies, from 1946.

    ``gdp_usd``: current dollars; vintages are mixed, the newest figures revise older ones by some
    per cent. ``exports_total_usd_mn`` and ``imports_total_usd_mn``: goods, as the state reports
    them; imports end in 2020 for most. ``cinc``: Correlates of War's index as published (the mean
    of the state's world shares over the components that are not missing). ``population``: from the
    same file, up to 3 % high in its last years. ``military_expenditure_world_share``: derived from
    SIPRI's constant dollars, over the sum of the states that have a figure that year, which leaves
    out North Korea and, in their missing years, others. ``arms_exports_five_year_tiv`` and
    ``arms_imports_five_year_tiv``: derived sums over five years; no row where none were identified.

    Correlates of War's and SIPRI's dates of release were not verified for each year: a capability
    figure counts as known three years after its year, the others by the usual lag.

    Source:
        Singer, Bremer, Stuckey (1972); SIPRI's fact sheets.
    """
    power = numbered(capabilities.filter(_.year >= FIRST_YEAR), state="ccode")
    parts = [
        _figures(coded(gdp, state="iso3"), "gdp_usd", _.gdp_current_usd, "world_bank_gdp", 200),
        _figures(power, "cinc", _.cinc, "cow_national_capabilities", 3 * 365),
        _figures(power, "population", _.tpop * 1000, "cow_national_capabilities", 3 * 365),
        _figures(
            _spending_share(spending),
            "military_expenditure_world_share",
            _.share.round(6),
            "sipri_military_expenditure",
            120,
        ),
    ]
    own = coded(trade, state="iso3")
    world = coded(
        all_trade.filter(_.partner_iso3 == WORLD, _.reporter_iso3 != WORLD), state="reporter_iso3"
    )
    for side, column in (("exports", "fob"), ("imports", "cif")):
        figure = _[f"total_{side}_{column}_musd"].round(3)
        label = f"{side}_total_usd_mn"
        parts.append(_figures(own, label, figure, "goods_trade_totals", 180))
        rest = world.anti_join(own.filter(figure.notnull()), ["state", "year"])
        figure = _[f"{side}_{column}_musd"].round(3)
        parts.append(_figures(rest, label, figure, "imf_direction_of_trade", 180))
    for side, name in (("exports", "Supplier"), ("imports", "Recipient")):
        rows = named(register, of_sipri, state=name)
        label = f"arms_{side}_five_year_tiv"
        sums = five_year_sums(rows, "state")
        parts.append(_figures(sums, label, _.value, "sipri_arms_transfers", 75))
    return ibis.union(*parts)


def _figures(rows: ir.Table, name: str, figure: Any, source: str, lag: int) -> ir.Table:  # noqa: ANN401
    return (
        rows.mutate(figure=figure)
        .filter(_.figure.notnull(), _.year >= FIRST_YEAR)
        .select(
            "state",
            "year",
            partner=ibis.literal(""),
            indicator=ibis.literal(name),
            value=_.figure.cast("float64"),
            unit=ibis.literal(UNITS[name]),
            source=ibis.literal(source),
            known_on=year_known(lag),
        )
    )


def _spending_share(spending: ir.Table) -> ir.Table:
    """Share of each state in the constant-dollar spending of all states with a figure."""
    rows = spending.filter(
        _.series == "usd_m_constant_2023", _.country != "European Union", _.year >= FIRST_SHARE
    )
    shares = rows.mutate(share=_.value / _.value.sum().over(group_by="year"))
    return named(shares, of_sipri, state="country")
