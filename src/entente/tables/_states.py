"""The states that tables speak of, and the names under which producers list them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from entente.crosswalk import IN_NO_TABLE, State, crosswalk
from entente.vocabulary import Vocabulary, read_words

if TYPE_CHECKING:
    import ibis.expr.types as ir

VOCABULARY = Path(__file__).parent.parent / "observatory" / "vocabulary"


def vocabulary(name: str) -> dict[str, Any]:
    """Read a vocabulary; a key that YAML does not keep as text (NO is false) is refused."""
    return read_words(VOCABULARY / f"{name}.yml")


@cache
def states() -> dict[str, State]:
    """All states by code, those that are no more included; ``codes`` has those of the tables."""
    return dict(crosswalk(Vocabulary(VOCABULARY)).states)


def codes(*, traders: bool = False) -> list[str]:
    """Codes of the states whose treaties and figures are carried, or of all that trade."""
    return [s.code for s in _carried() if traders or s.groups != ("trade",)]


def _carried() -> list[State]:
    """States of the edition: those that only the ledger names are left out."""
    return [s for s in states().values() if s.groups != IN_NO_TABLE]


def by_name() -> ir.Table:
    """One row per name a producer may use: ``name`` and ``code``."""
    import ibis
    import pyarrow as pa

    carried = {s.code for s in _carried()}
    own = [(n, s.under or s.code) for s in states().values() for n in (s.name, *s.also)]
    pairs = [(name, code) for name, code in own if code in carried]
    return ibis.memtable(pa.table({"name": [n for n, _ in pairs], "code": [c for _, c in pairs]}))


def subjects() -> dict[str, str]:
    """Return the words of each subject of resolutions, as a regular expression."""
    return {name: body["words"] for name, body in vocabulary("resolution_subjects").items()}


def named_sets() -> dict[str, list[str]]:
    """Symbols of each named set of resolutions."""
    return {
        name: [entry["symbol"] for entry in body["resolutions"]]
        for name, body in vocabulary("resolution_sets").items()
    }
