"""Correlates of War numbers and ISO codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import CORRELATES_OF_WAR
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "dyads/country_codes_cow_iso3.csv"
IGNORED = ("stateabb", "statenme", "countryname")


@source(
    title="Country codes of the Correlates of War project and of ISO 3166",
    producer="Correlates of War project, ISO",
    url="https://correlatesofwar.org/data-sets/cow-country-codes-2/",
    licence=CORRELATES_OF_WAR,
    citation="Correlates of War Project, COW Country Codes.",
    files=(FILE,),
    covers=(1816, None),
    updates="irregular",
    lag_days=0,
    second_hand="R package countrycode, by way of peacesciencer (svmiller)",
    ignore=IGNORED,
)
def country_codes(raw: Path) -> ir.Table:
    """One row per state with its Correlates of War number; states that ended have no ISO code."""
    used = {"ccode": "float64", "iso3c": "string"}
    return published(raw / FILE, "country_codes", used, IGNORED)
