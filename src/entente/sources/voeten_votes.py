"""Votes of states on the roll calls that Voeten numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.sources import source
from entente.sources._licences import VOETEN
from entente.sources._published import published

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

FILE = "votes/unga_votes_voeten_1946_2019.parquet"
IGNORED = ("country_code",)


@source(
    title="United Nations General Assembly Voting Data: votes",
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
def voeten_votes(raw: Path) -> ir.Table:
    """One row per roll call and state that voted: its name, and yes, no or abstain."""
    used = {"rcid": "int64", "country": "string", "vote": "string"}
    return published(raw / FILE, "voeten_votes", used, IGNORED)
