"""Gross domestic product in current US dollars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import Licence, source
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "economy/wb_gdp_current_usd_1990_2024.csv"
IGNORED = ("country",)


@source(
    title="World Development Indicators: GDP (current US$), NY.GDP.MKTP.CD",
    producer="World Bank",
    url="https://data.worldbank.org/indicator/NY.GDP.MKTP.CD",
    licence=Licence(
        "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", may_redistribute=True
    ),
    citation="World Bank, World Development Indicators, NY.GDP.MKTP.CD.",
    files=(FILE,),
    covers=(1990, 2024),
    updates="yearly",
    lag_days=200,
    second_hand=(
        "github.com/datasets/gdp (822019c8) to 2023, and two newer extracts; the column source "
        "names the vintage"
    ),
    ignore=IGNORED,
)
def world_bank_gdp(raw: Path) -> ir.Table:
    """One row per state and year; vintages are mixed, so a state's newest years may be revised."""
    used = {"iso3": "string", "year": "int64", "gdp_current_usd": "float64", "source": "string"}
    return published(raw / FILE, "world_bank_gdp", used, IGNORED)
