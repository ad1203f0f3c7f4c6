"""Trade in goods between all economies, as each reports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import INTERNATIONAL_TRADE
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "economy/imf_dots_all_dyads_1990_2020.csv.gz"
IGNORED = ()


@source(
    title="Direction of Trade Statistics, all reporters and partners",
    producer="International Monetary Fund",
    url="https://data.imf.org/en/datasets/IMF.STA:IMTS",
    licence=INTERNATIONAL_TRADE,
    citation="IMF, Direction of Trade Statistics.",
    files=(FILE,),
    covers=(1990, 2020),
    updates="ended",
    lag_days=180,
    second_hand="a public repository that holds the workbooks of 235 reporters",
    ignore=IGNORED,
)
def imf_direction_of_trade(raw: Path) -> ir.Table:
    """One row per reporter, partner (W00: the world) and year: exports FOB and imports CIF."""
    used = {
        "reporter_iso3": "string",
        "partner_iso3": "string",
        "year": "int64",
        "exports_fob_musd": "float64",
        "imports_cif_musd": "float64",
    }
    return published(raw / FILE, "imf_direction_of_trade", used, IGNORED)
