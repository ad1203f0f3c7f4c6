"""Harvests that go into a library: page by page, each kept with the place to resume from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from entente.library.keeping.catalogue import Library
    from entente.library.keeping.harvest import Batch, HarvestLimits, Problem
    from entente.library.record import Record

IDENTIFIER = "OAI identifier"


@dataclass(frozen=True)
class Harvested:
    """What one harvest brought.

    Attributes:
        added: Records that are new.
        renewed: Records that were held in another wording under the same identifier.
        known: Records that were held already.
        deleted: Identifiers that the repository has deleted; the library's records of them stay.
        problems: Records that could not be used, with the reason.
        went_on: Whether it resumed where an earlier harvest had stopped.
    """

    added: int
    renewed: int
    known: int
    deleted: tuple[str, ...]
    problems: tuple[Problem, ...]
    went_on: bool


@dataclass(frozen=True)
class _Place:
    """How far the harvest of one repository and set has come.

    Attributes:
        key: Address, form and set.
        token: Where to resume; empty after a whole harvest.
        started: When the harvest that is under way began, by the server's clock.
        since: When the last whole one began: what changed later is asked for next.
    """

    key: str
    token: str = ""
    started: str = ""
    since: str = ""


def harvest_into(
    library: Library,
    address: str,
    *,
    metadata_prefix: str = "oai_dc",
    set_: str | None = None,
    since: str | None = None,
    full: bool = False,
    progress: Callable[[int, int | None], object] | None = None,
    limits: HarvestLimits | None = None,
) -> Harvested:
    """Harvest a repository into a library.

    Each page is committed with the token of the next, so a harvest that was stopped resumes there.
    A repository that was harvested whole before is asked only for what has changed since.

    Args:
        library: Where the records go.
        address: Base address of the repository.
        metadata_prefix: Form of the records.
        set_: Name of a set; without it, all of the repository.
        since: First day or moment of change, in place of what the library remembers.
        full: Whether to forget how far the last harvest came, and ask for everything.
        progress: Called with the number of records so far and that of the whole list, where known.
        limits: Bounds of time and size.

    Raises:
        EntenteError: As :func:`entente.library.keeping.harvest.harvest`; what was committed stays.
        BrokenFileError: The library cannot be written.
    """
    from entente.library.keeping.harvest import harvest

    place = _read(library, "|".join((address, metadata_prefix, set_ or "")))
    if full:
        place = _Place(place.key)
    counts = {"added": 0, "renewed": 0, "known": 0}
    deleted: list[str] = []
    problems: list[Problem] = []
    try:
        for batch in harvest(
            address,
            metadata_prefix=metadata_prefix,
            set_=set_,
            since=since or place.since or None,
            resume_from=place.token or None,
            progress=progress,
            limits=limits,
        ):
            started = place.started if place.token or place.started else batch.response_date
            with library.holdings.writing() as base:
                for kind, records in _take(library, base, batch, address).items():
                    counts[kind] += records
                place_now = _Place(place.key, batch.token, started, place.since)
                if batch.is_last:
                    place_now = _Place(place.key, "", "", started or place.since)
                _write(base, place_now)
            place = _Place(place.key, place.token, started, place.since)
            deleted += batch.deleted
            problems += batch.problems
    finally:
        library.catch_up()
    went_on = bool(place.token)
    return Harvested(**counts, deleted=tuple(deleted), problems=tuple(problems), went_on=went_on)


def _take(library: Library, base: sqlite3.Connection, batch: Batch, source: str) -> dict[str, int]:
    """Put a page's records into the library: new ones, and other wordings of ones it holds."""
    fresh: list[Record] = []
    renewed = 0
    for record in batch.records:
        identifier = _identifier(record)
        held = base.execute("SELECT record FROM origin WHERE identifier = ?", [identifier])
        row = held.fetchone() if identifier else None
        if row is None:
            fresh.append(record)
        elif library.renew(base, row[0], record, source):
            renewed += 1
    taken = library.put(base, fresh, source)
    base.executemany(
        "INSERT OR REPLACE INTO origin VALUES (?, ?)",
        [
            (identifier, held)
            for record, held in zip(fresh, taken.ids, strict=True)
            if (identifier := _identifier(record))
        ],
    )
    added = len(taken.added)
    return {"added": added, "renewed": renewed, "known": len(batch.records) - added - renewed}


def _identifier(record: Record) -> str:
    return next(iter(record.extra.get(IDENTIFIER, ())), "")


def _read(library: Library, key: str) -> _Place:
    rows = library.holdings.read(
        "SELECT place, token, started, since FROM harvest WHERE place = ?", [key]
    )
    return _Place(*rows[0]) if rows else _Place(key)


def _write(base: sqlite3.Connection, place: _Place) -> None:
    base.execute(
        "INSERT OR REPLACE INTO harvest VALUES (?, ?, ?, ?)",
        [place.key, place.token, place.started, place.since],
    )
