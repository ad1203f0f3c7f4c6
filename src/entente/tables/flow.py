"""What went from one state to another in a year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from entente.late import _, ibis
from entente.tables import Column, RowText, table
from entente.tables._arms import five_year_sums, of_sipri
from entente.tables._imf_pairs import between_states
from entente.tables._states import coded, named
from entente.tables._when import too_early, year_known

if TYPE_CHECKING:
    import ibis.expr.types as ir

MIRROR = "goods_trade_mirror"
NO_PARTNERS = ("W", "WXD")  # of the OECD: the world, and the world but for the states on its page


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
        "kind": Column(
            "string",
            "what flows",
            allowed=("goods", "arms_five_year"),
            says={"arms_five_year": "arms of five years"},
        ),
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
        "{from_state} to {to_state}, {year}, {kind}, counted by the {reporter}",
        value="value",
        unit="unit",
    ),
    sides=("from_state", "to_state"),
    uses=(
        "goods_trade_mirror",
        "china_russia_trade_press",
        "imf_direction_of_trade",
        "oecd_goods_exports",
        "imf_goods_exports",
        "sipri_arms_transfers",
    ),
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
def flow(
    mirror: ir.Table,
    press: ir.Table,
    all_pairs: ir.Table,
    pages: ir.Table,
    newest: ir.Table,
    register: ir.Table,
) -> ir.Table:
    """Carry trade in goods as each side reports it, and five-year sums of arms deliveries.

    Goods, in current USD mn: all pairs to 2020 as the IMF had them; later, 44 states with each
    other where a source was at hand, exports of others to some partners (2021 to 2024), and exports
    of 196 economies in 2025. The first source that has a figure gives it.
    The two reporters are kept apart and differ by freight, insurance, transit and error. Russia
    published no partner data after January 2022: from then on its figures are estimates of the
    publisher (``is_estimated``) at a fixed markup, and the partner's figure is the better one. For
    China's imports from Russia in 2023 to 2025, which the mirror file lacks, the rows are China's
    customs figures by way of the press (``gacc_press``), or their total less the exports
    (``gacc_press_total_less_exports``): a total built on that is no check of the press total. A
    pair that was not reported has no row; a zero is a reported zero.

    Arms: the sum over the five years that end with ``year`` of SIPRI's trend-indicator values, for
    all pairs of states; armed groups and organisations are left out. A pair without deliveries in
    the five years has no row, which here means none identified.

    Source:
        Five-year sums as in SIPRI's own yearly fact sheet.
    """
    importer = mirror.importer_reported_cif_musd.notnull()
    gaps = press.anti_join(
        mirror.filter((_.exporter_iso3 == "RUS") & (_.importer_iso3 == "CHN") & importer), "year"
    ).filter(_.chn_imports_source.startswith("gacc"))
    joined = [
        _side(mirror, "exporter", "exporter_reported_fob_musd", _.exporter_source, MIRROR),
        _side(mirror, "importer", "importer_reported_cif_musd", _.importer_source, MIRROR),
        gaps.select(
            "year",
            from_state=ibis.literal("RUS"),
            to_state=ibis.literal("CHN"),
            value=(_.chn_imports_usd_bn * 1000).round(3),
            reporter=ibis.literal("importer"),
            origin=_.chn_imports_source,
            source=ibis.literal("china_russia_trade_press"),
        ),
    ]
    pairs = between_states(all_pairs)
    sold = pairs.rename(exporter_iso3="reporter_iso3", importer_iso3="partner_iso3")
    bought = pairs.rename(importer_iso3="reporter_iso3", exporter_iso3="partner_iso3")
    page = pages.filter(_.importer_iso3.notin(NO_PARTNERS), _.exporter_is_rus_after_2021 == 0)
    # What stands first is taken; the others fill what it lacks.
    more = (
        _side(sold, "exporter", "exports_fob_musd", "imf_dots_2020", "imf_direction_of_trade"),
        _side(bought, "importer", "imports_cif_musd", "imf_dots_2020", "imf_direction_of_trade"),
        _side(
            page.mutate(musd=_.exports_kusd / 1000),
            "exporter",
            "musd",
            "oecd_btige",
            "oecd_goods_exports",
        ),
        _side(
            newest,
            "exporter",
            "exports_fob_musd",
            # As in the mirror file: of the exporter that publishes none, the IMF's estimates.
            ibis.ifelse(_.exporter_iso3 == "RUS", "imf_imts_2025_estimated", "imf_imts_2025"),
            "imf_goods_exports",
        ),
    )
    for rows in more:
        held = ibis.union(*joined)
        joined.append(rows.anti_join(held, ["from_state", "to_state", "year", "reporter"]))
    goods = coded(ibis.union(*joined), seller="from_state", buyer="to_state").select(
        "year",
        from_state=_.seller,
        to_state=_.buyer,
        kind=ibis.literal("goods"),
        value=_.value,
        unit=ibis.literal("usd_mn"),
        reporter=_.reporter,
        is_estimated=_.origin.endswith("_estimated"),
        origin=_.origin,
        source=_.source,
        known_on=year_known(180),
    )
    return ibis.union(goods, _arms(register))


def _side(rows: ir.Table, reporter: str, value: str, tag: Any, source: str) -> ir.Table:  # noqa: ANN401
    return rows.filter(_[value].notnull(), _.exporter_iso3 != _.importer_iso3).select(
        "year",
        from_state=_.exporter_iso3,
        to_state=_.importer_iso3,
        value=_[value].round(3),
        reporter=ibis.literal(reporter),
        origin=ibis.literal(tag) if isinstance(tag, str) else tag,
        source=ibis.literal(source),
    )


def _arms(register: ir.Table) -> ir.Table:
    rows = named(register, of_sipri, from_state="Supplier", to_state="Recipient")
    return five_year_sums(rows, "from_state", "to_state").select(
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
