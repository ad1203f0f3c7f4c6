"""What went from one state to another in a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.tables import Column, RowText, table
from entente.tables._arms import five_year_sums
from entente.tables._states import by_name, states
from entente.tables._when import too_early, year_known

if TYPE_CHECKING:
    import ibis.expr.types as ir

CENTRE = ("CHN", "RUS")
ARMS_STATES = ("CHN", "IND", "JPN", "KOR", "PRK", "RUS", "TWN", "VNM")
"""Arms are carried for pairs with one of these: the case and who else buys or sells there."""


def arms_not_derived(rows: ir.Table) -> ir.Table:
    """Arms rows that are not five-year sums in SIPRI's unit."""
    arms = _.kind == "arms_five_year"
    return rows.filter(arms != (_.reporter == "sipri"), arms != (_.unit == "tiv_mn"))


@table(
    title="a directed flow between two states in a year",
    key=("from_state", "to_state", "year", "kind", "reporter"),
    columns={
        "from_state": Column("string", "state it comes from"),
        "to_state": Column("string", "state it goes to"),
        "year": Column("int64", "calendar year, of arms the last of five"),
        "kind": Column("string", "what flows", allowed=("goods", "arms_five_year")),
        "value": Column("float64", "how much, in the row's unit"),
        "unit": Column(
            "string",
            "USD mn in current dollars, or TIV mn of arms (a volume, not money)",
            allowed=("usd_mn", "tiv_mn"),
        ),
        "reporter": Column(
            "string",
            "whose figure: the exporter's FOB, the importer's CIF, or SIPRI's",
            allowed=("exporter", "importer", "sipri"),
        ),
        "is_estimated": Column("boolean", "whether the publisher estimated it from partners"),
        "origin": Column("string", "tag of the file or press report the figure is from"),
    },
    row=RowText(
        "{from_state} to {to_state}, {year}, {kind}, counted by the {reporter} ({origin})",
        value="value",
        unit="unit",
    ),
    sides=("from_state", "to_state"),
    uses=("goods_trade_mirror", "china_russia_trade_press", "sipri_arms_transfers"),
    audits={
        "no flow to oneself": lambda rows: rows.filter(_.from_state == _.to_state),
        "nothing is negative": lambda rows: rows.filter(_.value < 0),
        "arms are derived sums": arms_not_derived,
        "estimates say so": lambda rows: rows.filter(
            _.is_estimated != _.origin.endswith("_estimated")
        ),
        "known after the year": too_early,
    },
)
def flow(mirror: ir.Table, press: ir.Table, register: ir.Table) -> ir.Table:
    """Carry trade in goods as each side reports it, and five-year sums of arms deliveries.

    Goods: pairs with China or Russia, and pairs within the G20 and the region, in current USD mn.
    The two reporters are kept apart and differ by freight, insurance, transit and error. Russia
    published no partner data after January 2022: from then on its figures are estimates of the
    publisher (``is_estimated``) at a fixed markup, and the partner's figure is the better one. For
    China's imports from Russia in 2023 to 2025, which the mirror file lacks, the rows are China's
    customs figures by way of the press (``gacc_press``), or their total less the exports
    (``gacc_press_total_less_exports``): a total built on that is no check of the press total. Most
    pairs without China or Russia lack an importer's figure after 2020. A pair that was not
    reported has no row; a zero is a reported zero.

    Arms: the sum over the five years that end with ``year`` of SIPRI's trend-indicator values, for
    pairs with a state of the case or India, Japan, South Korea or Taiwan. A pair without
    deliveries in the five years has no row, which here means none identified.

    Source:
        Five-year sums as in SIPRI's own yearly fact sheet.
    """
    importer = mirror.importer_reported_cif_musd.notnull()
    gaps = press.anti_join(
        mirror.filter((_.exporter_iso3 == "RUS") & (_.importer_iso3 == "CHN") & importer), "year"
    ).filter(_.chn_imports_source.startswith("gacc"))
    left = {("trade",), ("comparison",), ("ledger",)}
    carried = [c for c, s in states().items() if s.groups not in left]
    both = _.exporter_iso3.isin(carried) & _.importer_iso3.isin(carried)
    kept = mirror.filter(_.exporter_iso3.isin(CENTRE) | _.importer_iso3.isin(CENTRE) | both)
    return ibis.union(
        _side(kept, "exporter", "exporter_reported_fob_musd", "exporter_source"),
        _side(kept, "importer", "importer_reported_cif_musd", "importer_source"),
        gaps.select(
            "year",
            from_state=ibis.literal("RUS"),
            to_state=ibis.literal("CHN"),
            kind=ibis.literal("goods"),
            value=(_.chn_imports_usd_bn * 1000).round(3),
            unit=ibis.literal("usd_mn"),
            reporter=ibis.literal("importer"),
            is_estimated=ibis.literal(value=False),
            origin=_.chn_imports_source,
            source=ibis.literal("china_russia_trade_press"),
            known_on=year_known(180),
        ),
        _arms(register),
    )


def _side(mirror: ir.Table, reporter: str, value: str, tag: str) -> ir.Table:
    return mirror.filter(_[value].notnull()).select(
        "year",
        from_state=_.exporter_iso3,
        to_state=_.importer_iso3,
        kind=ibis.literal("goods"),
        value=_[value].round(3),
        unit=ibis.literal("usd_mn"),
        reporter=ibis.literal(reporter),
        is_estimated=_[tag].endswith("_estimated"),
        origin=_[tag],
        source=ibis.literal("goods_trade_mirror"),
        known_on=year_known(180),
    )


def _arms(register: ir.Table) -> ir.Table:
    sums = five_year_sums(register, "Supplier", "Recipient")
    suppliers = by_name().select(from_state=_.code, Supplier=_.name)
    recipients = by_name().select(to_state=_.code, Recipient=_.name)
    pairs = sums.inner_join(suppliers, "Supplier").inner_join(recipients, "Recipient")
    return pairs.filter(_.from_state.isin(ARMS_STATES) | _.to_state.isin(ARMS_STATES)).select(
        "year",
        "from_state",
        "to_state",
        kind=ibis.literal("arms_five_year"),
        value=_.value,
        unit=ibis.literal("tiv_mn"),
        reporter=ibis.literal("sipri"),
        is_estimated=ibis.literal(value=False),
        origin=ibis.literal("five-year sum of the trade register"),
        source=ibis.literal("sipri_arms_transfers"),
        known_on=year_known(75),
    )
