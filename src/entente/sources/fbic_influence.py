"""Influence capacity of China and of Russia over each state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import FBIC
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "dyads/fbic_chn_rus_senders_1960_x.csv"
IGNORED = (
    "receiver",
    "econb_chn",
    "econd_chn",
    "polb_chn",
    "secb_chn",
    "secd_chn",
    "econb_rus",
    "econd_rus",
    "polb_rus",
    "secb_rus",
    "secd_rus",
)


@source(
    title="Formal Bilateral Influence Capacity Index, senders China and Russia",
    producer="Pardee Center for International Futures, University of Denver",
    url="https://korbel.du.edu/pardee/content/formal-bilateral-influence-capacity",
    licence=FBIC,
    citation=(
        "Moyer, Sweijs, Burrows, Van Manen (2018), Power and Influence in a Globalized World, "
        "Atlantic Council."
    ),
    files=(FILE,),
    covers=(1960, 2020),
    updates="irregular",
    lag_days=365,
    second_hand="a public repository that holds two senders of the index",
    ignore=IGNORED,
)
def fbic_influence(raw: Path) -> ir.Table:
    """One row per receiver and year with the index of the two senders."""
    used = {
        "iso3": "string",
        "year": "int64",
        "fbic_chn": "float64",
        "fbic_rus": "float64",
    }
    return published(raw / FILE, "fbic_influence", used, IGNORED)
