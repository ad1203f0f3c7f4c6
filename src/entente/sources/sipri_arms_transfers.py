"""Deliveries of major conventional arms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import SIPRI
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "economy/sipri_trade_register_1995_2025.csv"
IGNORED = (
    "SIPRI AT Database ID",
    "Designation",
    "Description",
    "Armament category",
    "Order date",
    "Order date is estimate",
    "Numbers delivered",
    "Numbers delivered is estimate",
    "Delivery year is estimate",
    "Status",
    "SIPRI estimate",
    "TIV deal unit",
    "Local production;",
)


@source(
    title="SIPRI Arms Transfers Database: trade register",
    producer="Stockholm International Peace Research Institute",
    url="https://www.sipri.org/databases/armstransfers",
    licence=SIPRI,
    citation="SIPRI Arms Transfers Database, Stockholm International Peace Research Institute.",
    files=(FILE,),
    covers=(1995, 2024),
    updates="yearly",
    lag_days=75,
    second_hand="an extract of the register of 12 February 2026",
    ignore=IGNORED,
)
def sipri_arms_transfers(raw: Path) -> ir.Table:
    """One row per delivery in a year, its volume in millions of trend-indicator values."""
    used = {
        "Supplier": "string",
        "Recipient": "string",
        "Delivery year": "int64",
        "TIV delivery values": "float64",
    }
    return published(raw / FILE, "sipri_arms_transfers", used, IGNORED, skip=11, delim=",")
