"""Trade of Russia by month and partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import OFFICIAL_FIGURES
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "economy/russia_fts_month_partner_2006_2021.csv"
IGNORED = ("reporter",)


@source(
    title="Foreign trade of Russia by month and partner",
    producer="Federal Customs Service of Russia",
    url="https://customs.gov.ru/",
    licence=OFFICIAL_FIGURES,
    citation=(
        "Federal Customs Service of Russia, foreign trade by country (published to January 2022)."
    ),
    files=(FILE,),
    covers=(2006, 2021),
    updates="ended",
    lag_days=45,
    second_hand="the service's workbook in the public repository mary-lev/eu-export-sanctions",
    ignore=IGNORED,
)
def russian_customs(raw: Path) -> ir.Table:
    """One row per month, partner (29) and direction, in millions of dollars."""
    used = {
        "month": "string",
        "partner": "string",
        "flow": "string",
        "usd_m": "float64",
    }
    return published(raw / FILE, "russian_customs", used, IGNORED)
