"""What a gravity model that has not seen a pair expects a state to export to a partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.tables import Column, RowText, table
from entente.tables._imf_pairs import between_states
from entente.tables._states import coded, numbered
from entente.tables._when import too_early, year_known

if TYPE_CHECKING:
    import ibis.expr.types as ir

KEY = ("state", "partner", "year")
FIRST_YEAR, LAST_YEAR = 1990, 2020
LAND = 1
CONTIGUITY_ENDS = (2016, 12, 1)
"""With what was so on this day the list ends: no border on land has come or gone since."""
NOT_CLOSED = 280
"""Mecklenburg-Schwerin, gone since 1867, has no last day in the list."""
PLACES = {"Brasilia": (-15.794, -47.883), "Riyadh": (24.690, 46.720)}
"""Capitals for which the list has the middle of the state, 800 and 210 km away."""


@table(
    title="the exports of a state to a partner that a gravity model expects without the two's own",
    key=KEY,
    columns={
        "state": Column("string", "state that exports"),
        "partner": Column("string", "state that imports"),
        "year": Column("int64", "calendar year"),
        "expected": Column("float64", "expected exports, to four digits", unit="USD mn"),
        "flows": Column("int64", "flows of the year that the model was fitted to", unit="flows"),
    },
    row=RowText(
        "{state} to {partner}, {year}: expected by distance and border from {flows} flows",
        value="expected",
        unit="usd_mn",
    ),
    sides=("state", "partner"),
    uses=("imf_direction_of_trade", "peacesciencer_capitals", "cow_direct_contiguity"),
    estimated="ppml 2026-11",
    audits={
        "no flow to oneself": lambda rows: rows.filter(_.state == _.partner),
        "every expectation is positive": lambda rows: rows.filter(~(_.expected > 0)),
        "a year has one fit": lambda rows: (
            rows.group_by("year").agg(fits=_.flows.nunique()).filter(_.fits > 1)
        ),
        "known after the year": too_early,
    },
)
def gravity(all_pairs: ir.Table, capitals: ir.Table, borders: ir.Table) -> ir.Table:
    """Carry what exports of goods would be by a model of all other pairs of the year, 1990-2020.

    Of each year, expected exports of i to j are exp(a_i + b_j + c ln(km_ij) + d border_ij): an
    effect of each exporter and each importer, the distance of their capitals over a round earth,
    and a common border on land or a river. It is fitted by Poisson pseudo-maximum likelihood to
    the exports (FOB) that the IMF's list holds, without the two flows between i and j. That fit is
    found from the fit with them: the effects of the two states are set by their other flows, and a
    Newton step is made, or several where the pair weighs much. It differs from a fit made anew by a
    hundred-thousandth at most.

    An empty cell of the list may be nothing, little or not reported, so it is no flow of the fit:
    what is missing is not zero. Zeros are in it where the list has them, or where it has less than
    500 dollars. (With every empty cell of two reporters as zero, c differs by .005 at most.) A row
    is there for every flow above zero, except where without the pair one of the two would sell, or
    buy, nothing. Economies that the list of capitals lacks are left out with all their flows:
    Hong Kong, Macao, Belgium-Luxembourg (one reporter to 1996), the Palestinian territories and
    dependencies, with 7 per cent of what is traded. Capitals are of 31 December; two whose place in
    the list is the middle of the state are corrected.

    Source:
        Santos Silva, Tenreyro (2006), The Log of Gravity, Review of Economics and Statistics
        88(4), 641-658; Anderson, van Wincoop (2003) on the effects of exporters and importers.
    """
    # NumPy is imported when an edition is built, and by no command that reads one.
    from entente.tables._gravity import OTHER, PLACE, expected_by_year

    flows = coded(
        between_states(all_pairs).filter(
            _.exports_fob_musd.notnull(), _.reporter_iso3 != _.partner_iso3
        ),
        state="reporter_iso3",
        partner="partner_iso3",
    ).select(*KEY, traded=_.exports_fob_musd.round(3))
    places = _places(capitals)
    ends = places.rename(partner="state", to_lat="lat", to_lng="lng")
    rows = (
        flows.inner_join(places, ["state", "year"])
        .inner_join(ends, ["partner", "year"])
        .left_join(_borders(borders), KEY)
        .select(*KEY, "traded", *PLACE, *OTHER, border=_.border.fill_null(0.0))
        .order_by("year", "state", "partner")
        .to_pyarrow()
    )
    return ibis.memtable(expected_by_year(rows)).mutate(
        source=ibis.literal("imf_direction_of_trade"), known_on=year_known(180)
    )


def _years(rows: ir.Table) -> ir.Table:
    """Put every year beside rows."""
    years = ibis.range(FIRST_YEAR, LAST_YEAR + 1).unnest().name("year").as_table()
    return rows.cross_join(years.select(year=_.year.cast("int64")))


def _places(capitals: ir.Table) -> ir.Table:
    """Where the capital of each state was at the end of each year."""
    last = ibis.date(_.year, 12, 31)
    held = _years(capitals.filter(_.ccode != NOT_CLOSED)).filter(
        _.stdate <= last, _.enddate >= last
    )
    corrected = {
        side: ibis.cases(
            *((_.capital == name, place[at]) for name, place in PLACES.items()), else_=_[side]
        )
        for at, side in enumerate(("lat", "lng"))
    }
    return numbered(held, state="ccode").mutate(**corrected).select("state", "year", "lat", "lng")


def _borders(borders: ir.Table) -> ir.Table:
    """Which states had a common border on land at the end of each year."""
    held = _years(borders.filter(_.conttype == LAND)).filter(
        _.stdate <= ibis.date(_.year, 12, 31),
        (_.enddate >= ibis.date(_.year, 12, 1)) | (_.enddate == ibis.date(*CONTIGUITY_ENDS)),
    )
    found = numbered(held, state="ccode1", partner="ccode2")
    return found.select(*KEY, border=ibis.literal(1.0)).distinct()
