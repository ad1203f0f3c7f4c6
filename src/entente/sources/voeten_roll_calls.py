"""Roll calls of the General Assembly as Voeten numbers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import VOETEN
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "votes/unga_rollcalls_voeten_1946_2019.parquet"
IGNORED = ("short", "descr")


@source(
    title="United Nations General Assembly Voting Data: roll calls",
    producer="Erik Voeten and others",
    url="https://doi.org/10.7910/DVN/LEJUQZ",
    licence=VOETEN,
    citation=(
        "Erik Voeten, Anton Strezhnev, Michael Bailey (2009), United Nations General Assembly "
        "Voting Data, Harvard Dataverse, doi:10.7910/DVN/LEJUQZ."
    ),
    files=(FILE,),
    covers=(1946, 2019),
    updates="yearly",
    lag_days=200,
    second_hand="github.com/dgrtwo/unvotes (7eb70343, MIT)",
    ignore=IGNORED,
)
def voeten_roll_calls(raw: Path) -> ir.Table:
    """One row per roll call: number, symbol, kind, and whether it was important."""
    used = {
        "rcid": "int64",
        "session": "int64",
        "date": "date",
        "unres": "string",
        "amend": "int64",
        "para": "int64",
        "importantvote": "int64",
    }
    return published(raw / FILE, "voeten_roll_calls", used, IGNORED)
