"""What the bundled edition says of itself: its date, its sources and their terms."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, StrictStr

from entente.errors import BrokenFileError
from entente.files import read_file
from entente.sources import Licence, sources
from entente.yaml_files import read_checked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from entente.assessment import SourceNote
    from entente.settings import Settings

LEDGER = "ledger_"
LOCK = "sources.lock"
LARGEST_TABLE = 500_000_000
LEDGER_LICENCE = Licence(
    "CC BY 4.0",
    "https://creativecommons.org/licenses/by/4.0/",
    may_redistribute=True,
    note="Own work; cite it with its edition.",
)


def _day(value: object) -> dt.date:
    return dt.date.fromisoformat(str(value))


class _Digest(BaseModel):
    sha256: StrictStr


class _Lock(BaseModel):
    """What the program reads of a lock."""

    as_of: Annotated[dt.date, BeforeValidator(_day)]
    sources: dict[StrictStr, dict[StrictStr, Any]]
    tables: dict[StrictStr, _Digest]


def lock(settings: Settings) -> dict[str, Any]:
    """Read ``sources.lock``.

    Raises:
        BrokenFileError: It is missing, or no lock.
    """
    return read_lock(settings.edition)


def read_lock(folder: Path) -> dict[str, Any]:
    """Read ``sources.lock`` of a folder, as :func:`lock` does."""
    return read_checked(folder / LOCK, _Lock, Path(__file__))


def as_of(settings: Settings) -> dt.date:
    """Return the day to which the edition speaks."""
    return _day(lock(settings)["as_of"])


def table_bytes(settings: Settings, table: str) -> bytes:
    """Return the file of a table, which is the one that the lock names.

    Raises:
        BrokenFileError: It is not there, or it is another.
    """
    path = settings.edition / f"{table}.parquet"
    fix = "entente edition build --from DIR, or the files as they were released"
    if not path.exists():
        raise BrokenFileError.at(path, "The edition lacks this table.", fix=fix)
    held = read_file(path, LARGEST_TABLE)
    locked = lock(settings)["tables"].get(table, {}).get("sha256")
    if hashlib.sha256(held).hexdigest() != locked:
        reason = f"Is not the table that {LOCK} names: it was changed, or only half copied."
        raise BrokenFileError.at(path, reason, fix=fix)
    return held


def name(settings: Settings) -> str:
    """Return the name of the edition: its day and a digest of its tables and of the ledger.

    Two observatories that hold the same rows have the same name, whatever machine they are on. No
    table is read that is not the one of the lock, so the name is that of what was read.
    """
    digest = hashlib.sha256()
    for table, entry in sorted(lock(settings)["tables"].items()):
        digest.update(f"{table} {entry['sha256']}\n".encode())
    for path in sorted(settings.ledger.glob("*.csv")):
        digest.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return f"{as_of(settings).isoformat()}-{digest.hexdigest()[:12]}"


def source_notes(
    names: Iterable[str], settings: Settings, *, ledger: str = "Entente ledger"
) -> list[SourceNote]:
    """Describe sources with their terms, for pages; all ledger files are one source."""
    # Not above: the contract of an assessment takes longer to load than most measures to compute.
    from entente.assessment import SourceNote

    wanted = set(names)
    held = lock(settings)
    found: list[SourceNote] = []
    for key in sorted(n for n in wanted if not n.startswith(LEDGER)):
        source = sources[key]
        entry = held["sources"].get(key, {})
        found.append(
            SourceNote(
                name=key,
                title=source.title,
                producer=source.producer,
                url=source.url,
                licence=source.licence.terms,
                licence_url=source.licence.url,
                may_redistribute=source.licence.may_redistribute,
                citation=source.citation,
                accessed=str(entry.get("accessed", "")),
                second_hand=source.second_hand,
                coverage_end=str(entry.get("coverage_end", "")),
            )
        )
    if any(n.startswith(LEDGER) for n in wanted):
        found.append(_ledger(settings, ledger))
    return found


def producer(source_name: str) -> str:
    """Name the producer of a source; the ledger's files are one producer."""
    return "Entente ledger" if source_name.startswith(LEDGER) else sources[source_name].producer


def licence(source_name: str) -> str:
    """Return the terms of a source with their address; the ledger's files have one licence."""
    if source_name.startswith(LEDGER):
        return f"{LEDGER_LICENCE.terms} ({LEDGER_LICENCE.url})"
    found = sources[source_name].licence
    return f"{found.terms} ({found.url})"


def _ledger(settings: Settings, title: str) -> SourceNote:
    from entente.assessment import SourceNote

    return SourceNote(
        name="ledger",
        title=title,
        producer="Entente",
        url="",
        licence=LEDGER_LICENCE.terms,
        licence_url=LEDGER_LICENCE.url,
        may_redistribute=True,
        citation=f"{title}, every fact with its page.",
        accessed=as_of(settings).isoformat(),
        second_hand="",
        coverage_end="",
    )
