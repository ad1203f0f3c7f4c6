"""The SQLite file of a library: its tables, and transactions that a kill cannot tear."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from entente.errors import BrokenFileError

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

FILE = "records.sqlite"
LAYOUT = 1
WAIT_SECONDS = 30

# A merge keeps every record as it came; `merged_into` only says under which one it is shown.
# `change` numbers every change of what is shown, so that an index knows what it has not seen.
_TABLES = """
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS record (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    digest BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL,
    source TEXT NOT NULL,
    added_on TEXT NOT NULL,
    merged_into INTEGER REFERENCES record (id),
    change INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS record_change ON record (change);
CREATE INDEX IF NOT EXISTS record_merged ON record (merged_into) WHERE merged_into IS NOT NULL;
CREATE TABLE IF NOT EXISTS name_stem (stem TEXT PRIMARY KEY, used INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tag (
    record INTEGER NOT NULL REFERENCES record (id),
    tag TEXT NOT NULL,
    PRIMARY KEY (record, tag)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS tag_by_name ON tag (tag);
CREATE TABLE IF NOT EXISTS saved_search (
    name TEXT PRIMARY KEY,
    query TEXT NOT NULL,
    made_on TEXT NOT NULL,
    seen INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS harvest (
    place TEXT PRIMARY KEY,
    token TEXT NOT NULL,
    started TEXT NOT NULL,
    since TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS origin (
    identifier TEXT PRIMARY KEY,
    record INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sense (record INTEGER PRIMARY KEY, code BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS sense_list (
    list INTEGER NOT NULL,
    part INTEGER NOT NULL,
    size INTEGER NOT NULL,
    records BLOB NOT NULL,
    signs BLOB NOT NULL,
    PRIMARY KEY (list, part)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sense_centre (list INTEGER PRIMARY KEY, centre BLOB NOT NULL);
"""


class RecordsFile:
    """One open file."""

    def __init__(self, folder: Path) -> None:
        """Open the records of a folder; an empty or missing folder becomes an empty library.

        Raises:
            BrokenFileError: The folder cannot be written, or the file is not one of this program.
        """
        self.path = folder / FILE
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.is_writable = os.access(self.path if self.path.exists() else folder, os.W_OK)
            self._base = self._open()
            layout = self.setting("layout")
        except (OSError, sqlite3.Error) as error:
            raise BrokenFileError.at(
                self.path,
                f"The library cannot be opened: {error}.",
                fix="name another folder with --library",
            ) from error
        if layout != LAYOUT:
            raise BrokenFileError.at(
                self.path,
                f"The library has layout {layout}; this version reads layout {LAYOUT}.",
                fix="export its records with the version that wrote it",
            )

    def _open(self) -> sqlite3.Connection:
        if not self.is_writable:
            # Nobody writes here, so the file may be read without the files beside it.
            address = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        base = sqlite3.connect(
            self.path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
        )
        base.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;"
            "PRAGMA cache_size = -65536; PRAGMA mmap_size = 1073741824;"
        )
        if not base.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            base.executescript(f"BEGIN IMMEDIATE; {_TABLES} COMMIT;")
            base.execute("INSERT OR IGNORE INTO setting VALUES ('layout', ?)", [LAYOUT])
        return base

    def close(self) -> None:
        """Close the file; what was committed stays."""
        self._base.close()

    @contextmanager
    def writing(self) -> Generator[sqlite3.Connection]:
        """Open a transaction that is committed at the end, and undone where anything fails.

        Raises:
            BrokenFileError: Another program has been writing for too long, or the disk is full.
        """
        try:
            self._base.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise self._refused(error) from error
        try:
            yield self._base
            self._base.execute("COMMIT")
        except sqlite3.OperationalError as error:
            if self._base.in_transaction:
                self._base.execute("ROLLBACK")
            raise self._refused(error) from error
        except BaseException:
            if self._base.in_transaction:
                self._base.execute("ROLLBACK")
            raise

    def _refused(self, error: sqlite3.Error) -> BrokenFileError:
        if not self.is_writable:
            fix = "ask whoever owns the folder, or copy it"
            return BrokenFileError.at(self.path, "The library may only be read.", fix=fix)
        return BrokenFileError.at(
            self.path,
            f"The library cannot be written: {error}.",
            fix="wait until another `entente library` has ended, and see that the disk has room",
        )

    def read(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run one statement that reads, and return its rows."""
        return self._base.execute(statement, values).fetchall()

    def setting(self, name: str) -> int:
        """Return a number that the library keeps about itself; 0 where it keeps none."""
        found = self.read("SELECT value FROM setting WHERE name = ?", [name])
        return found[0][0] if found else 0


def set_setting(base: sqlite3.Connection, name: str, value: int) -> None:
    """Keep a number that the library keeps about itself, inside an open transaction."""
    base.execute(
        "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [name, value],
    )
