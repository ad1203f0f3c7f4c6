"""Holdings: the records of a library, in one SQLite file that survives a kill at any moment."""

from __future__ import annotations

import datetime as dt
import difflib
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from entente.errors import UnknownNameError
from entente.library.record import Record
from entente.library.records_file import RecordsFile

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True)
class Held:
    """One record as the library holds it.

    Attributes:
        id: Order of arrival, from 1; never used twice.
        name: Stable name for commands and addresses, e.g. ``ruiz-2024-sea``.
        record: The record as it came.
        source: Where it came from: a file's name or the address of a harvest.
        added_on: Day on which it was added.
        merged_into: Id of the record under which it is shown; ``None`` where it is not merged.
        tags: The user's own tags, in order of the alphabet.
    """

    id: int
    name: str
    record: Record
    source: str
    added_on: dt.date
    merged_into: int | None
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Taken:
    """What became of records that were to be added.

    Attributes:
        ids: The id of each, in their order.
        added: Ids of those that are new, in order; the others were held already, exactly.
    """

    ids: tuple[int, ...]
    added: tuple[int, ...]


class Holdings(RecordsFile):
    """The records of one library, with tags and merges.

    Writes are transactions: after a kill the file holds all of a batch or none of it.
    """

    # ------------------------------------------------------------------ adding

    def put(self, base: sqlite3.Connection, records: Iterable[Record], source: str) -> Taken:
        """Put records into an open transaction.

        A record that is held already, but for its place in a list, is not added again.

        Args:
            base: The transaction, from :meth:`writing`.
            records: Records in order.
            source: Where they are from.

        Returns:
            The id of each, and those of the new ones.

        Examples:
            >>> from pathlib import Path
            >>> from tempfile import TemporaryDirectory
            >>> with TemporaryDirectory() as folder:
            ...     holdings = Holdings(Path(folder))
            ...     with holdings.writing() as base:
            ...         _ = holdings.put(base, [Record(title="A Sea Apart")], "page.txt")
            ...         again = [Record(title="A Sea Apart", number=7)]
            ...         taken = holdings.put(base, again, "other.txt")
            ...     holdings.close()
            >>> taken
            Taken(ids=(1,), added=())
        """
        from entente.library.formats._entry import make_key

        day = dt.datetime.now(dt.UTC).date().isoformat()
        change = 0  # numbered with the first new record: what is held already changes nothing
        ids: list[int] = []
        added: list[int] = []
        for record in records:
            digest = digest_of(record)
            held = base.execute("SELECT id FROM record WHERE digest = ?", [digest]).fetchone()
            if held:
                ids.append(held[0])
                continue
            change = change or _next_change(base)
            name = _free_name(base, make_key(record))
            made = base.execute(
                "INSERT INTO record (digest, name, body, source, added_on, change)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                [digest, name, record.to_stored(), source, day, change],
            )
            ids.append(int(made.lastrowid or 0))
            added.append(ids[-1])
        return Taken(tuple(ids), tuple(added))

    def replace(self, base: sqlite3.Connection, held: int, record: Record, source: str) -> bool:
        """Put another wording in the place of a record, inside an open transaction.

        Returns:
            Whether anything changed: not where the wording is the same, or held as another record.
        """
        digest = digest_of(record)
        if base.execute("SELECT 1 FROM record WHERE digest = ?", [digest]).fetchone():
            return False
        base.execute(
            "UPDATE record SET digest = ?, body = ?, source = ? WHERE id = ?",
            [digest, record.to_stored(), source, held],
        )
        _touch(base, [self.top(held)])
        return True

    # ------------------------------------------------------------------ reading

    def __len__(self) -> int:
        """Count the records that are shown."""
        (merged,) = self.read("SELECT count(*) FROM record WHERE merged_into IS NOT NULL")[0]
        (every,) = self.read("SELECT count(*) FROM record")[0]
        return every - merged

    def get(self, ids: Sequence[int]) -> list[Held]:
        """Return records by id, in the order asked; ids that are not held are left out."""
        asked = json.dumps(list(ids))
        rows = self.read(
            "SELECT id, name, body, source, added_on, merged_into FROM record"
            " WHERE id IN (SELECT value FROM json_each(?))",
            [asked],
        )
        tags: dict[int, list[str]] = {}
        for record, tag in self.read(
            "SELECT record, tag FROM tag WHERE record IN (SELECT value FROM json_each(?))"
            " ORDER BY tag",
            [asked],
        ):
            tags.setdefault(record, []).append(tag)
        found = {
            row[0]: Held(
                id=row[0],
                name=row[1],
                record=Record.from_stored(row[2]),
                source=row[3],
                added_on=dt.date.fromisoformat(row[4]),
                merged_into=row[5],
                tags=tuple(tags.get(row[0], ())),
            )
            for row in rows
        }
        return [found[each] for each in ids if each in found]

    def named(self, name: str) -> Held:
        """Return one record by its name.

        Raises:
            UnknownNameError: No record has that name; the message lists near ones.
        """
        found = self.read("SELECT id FROM record WHERE name = ?", [name])
        if not found:
            near = self.read(
                "SELECT name FROM record WHERE name >= ? AND name < ? LIMIT 500",
                [name[:3], name[:3] + "\U0010ffff"],
            )
            close = difflib.get_close_matches(name, [row[0] for row in near], n=3)
            fix = f"did you mean {', '.join(close)}?" if close else "`entente library search WORDS`"
            raise UnknownNameError(f"No record of the library is called {name!r}.", fix=fix)
        return self.get([found[0][0]])[0]

    def ids(self, *, after: int = 0, limit: int = -1) -> list[int]:
        """Return the ids of the records that are shown, in order of arrival."""
        rows = self.read(
            "SELECT id FROM record WHERE id > ? AND merged_into IS NULL ORDER BY id LIMIT ?",
            [after, limit],
        )
        return [row[0] for row in rows]

    def latest(self, limit: int) -> list[int]:
        """Return the ids of the last records that came in, in order of arrival."""
        statement = "SELECT id FROM record WHERE merged_into IS NULL ORDER BY id DESC LIMIT ?"
        return [row[0] for row in reversed(self.read(statement, [limit]))]

    def changed(self, after: int) -> list[tuple[int, int]]:
        """Return id and change of the records that changed after a change, in that order."""
        statement = "SELECT id, change FROM record WHERE change > ? ORDER BY change, id"
        return [(row[0], row[1]) for row in self.read(statement, [after])]

    def under(self, records: Sequence[int]) -> dict[int, list[int]]:
        """Return the ids of what is shown under each record; records with nothing are absent."""
        found: dict[int, list[int]] = {}
        rows = self.read(
            "WITH RECURSIVE below (top, id) AS ("
            " SELECT merged_into, id FROM record"
            " WHERE merged_into IN (SELECT value FROM json_each(?))"
            " UNION SELECT below.top, record.id FROM record"
            " JOIN below ON record.merged_into = below.id)"
            " SELECT top, id FROM below ORDER BY id",
            [json.dumps(list(records))],
        )
        for top, record in rows:
            found.setdefault(top, []).append(record)
        return found

    def top(self, record: int) -> int:
        """Return the id of the record under which one is shown; its own where it is not merged."""
        while above := self.read("SELECT merged_into FROM record WHERE id = ?", [record])[0][0]:
            record = above
        return record

    # ------------------------------------------------------------------ tags and merges

    def tag(self, record: int, tags: Iterable[str], *, remove: bool = False) -> None:
        """Put tags on a record, or take them off."""
        statement = (
            "DELETE FROM tag WHERE record = ? AND tag = ?"
            if remove
            else "INSERT OR IGNORE INTO tag VALUES (?, ?)"
        )
        with self.writing() as base:
            base.executemany(statement, [(record, tag) for tag in tags])
            _touch(base, [self.top(record)])

    def tags(self) -> dict[str, int]:
        """Count the records under each tag."""
        return dict(self.read("SELECT tag, count(*) FROM tag GROUP BY tag ORDER BY tag"))

    def tagged(self, tag: str) -> list[int]:
        """Return the ids of the records with a tag."""
        return [row[0] for row in self.read("SELECT record FROM tag WHERE tag = ?", [tag])]

    def merge(self, kept: int, others: Sequence[int]) -> None:
        """Show records under another one; nothing of them is lost, and :meth:`split` undoes it.

        What is shown under one of the others stays under it, so that a split gives back what was
        merged before. Where the record itself was shown under one of the others, it comes out.
        """
        with self.writing() as base:
            if self.top(kept) in others:
                base.execute("UPDATE record SET merged_into = NULL WHERE id = ?", [kept])
            base.executemany(
                "UPDATE record SET merged_into = ? WHERE id = ?", [(kept, each) for each in others]
            )
            _touch(base, [kept, *others])

    def split(self, kept: int) -> list[int]:
        """Show the records that were merged into one by themselves again; return their ids."""
        rows = self.read("SELECT id FROM record WHERE merged_into = ? ORDER BY id", [kept])
        others = [row[0] for row in rows]
        with self.writing() as base:
            base.execute("UPDATE record SET merged_into = NULL WHERE merged_into = ?", [kept])
            _touch(base, [kept, *others])
        return others


def digest_of(record: Record) -> bytes:
    """Return the fingerprint by which a record is known again: all of it but its place in a list.

    Examples:
        >>> digest_of(Record(title="A", number=1)) == digest_of(Record(title="A", number=2))
        True
    """
    # The order of labels that have no field says nothing.
    even = record.model_copy(update={"extra": dict(sorted(record.extra.items()))})
    body = even.model_dump_json(exclude={"number"}, exclude_defaults=True)
    return hashlib.sha256(body.encode("utf-8")).digest()


def _next_change(base: sqlite3.Connection) -> int:
    base.execute(
        "INSERT INTO setting VALUES ('change', 1)"
        " ON CONFLICT (name) DO UPDATE SET value = value + 1"
    )
    return base.execute("SELECT value FROM setting WHERE name = 'change'").fetchone()[0]


def _touch(base: sqlite3.Connection, records: Iterable[int]) -> None:
    change = _next_change(base)
    base.executemany("UPDATE record SET change = ? WHERE id = ?", [(change, r) for r in records])


def _free_name(base: sqlite3.Connection, stem: str) -> str:
    """Return a name that no record has: the stem, then the stem with a number."""
    base.execute(
        "INSERT INTO name_stem VALUES (?, 1) ON CONFLICT (stem) DO UPDATE SET used = used + 1",
        [stem],
    )
    used = base.execute("SELECT used FROM name_stem WHERE stem = ?", [stem]).fetchone()[0]
    return stem if used == 1 else f"{stem}-{used}"
