"""The SQLite file of a library: its tables, and transactions that a kill cannot tear."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from entente.asides import mode_in
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
_NOTE_LAYOUT = f"INSERT OR IGNORE INTO setting VALUES ('layout', {LAYOUT});"  # noqa: S608 (ours)


class RecordsFile:
    """One open file.

    Attributes:
        path: Where it is.
        is_writable: Whether it may be written, and could be opened to write.
    """

    def __init__(self, folder: Path) -> None:
        """Open the records of a folder; an empty or missing folder becomes an empty library.

        A file that may only be read, or whose disk is full, is opened to read.

        Raises:
            BrokenFileError: The folder cannot be used, or the file is not one of this program.
        """
        self.path = folder / FILE
        self._trouble = ""
        # How the file was where it is read as one that nobody writes; `None` where it is not.
        self._unwritten: tuple[int, ...] | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            # Beside the file SQLite keeps two more, so the folder must be open too.
            self.is_writable = os.access(folder, os.W_OK | os.X_OK) and (
                not self.path.exists() or os.access(self.path, os.W_OK)
            )
            self._base = self._open()
        except (OSError, sqlite3.Error) as error:
            raise BrokenFileError.at(
                self.path,
                f"The library cannot be opened: {error}.",
                fix="see that the disk has room, or name another folder with --library",
            ) from error
        self._check_layout()

    def _check_layout(self) -> None:
        try:
            layout = self.setting("layout")
            if layout == LAYOUT:
                return
        except BaseException:
            self.close()
            raise
        self.close()
        raise BrokenFileError.at(
            self.path,
            f"The library has layout {layout}; this version reads layout {LAYOUT}.",
            fix="export its records with the version that wrote it",
        )

    def _open(self) -> sqlite3.Connection:
        if self.is_writable:
            try:
                return self._open_to_write()
            except sqlite3.OperationalError as error:
                if not self._size():
                    raise
                self.is_writable, self._trouble = False, str(error)
        return self._open_to_read()

    def _open_to_write(self) -> sqlite3.Connection:
        with suppress(FileExistsError):
            # SQLite gives the files beside it the mode that this one has.
            self.path.touch(exist_ok=False)
            self.path.chmod(mode_in(self.path.parent))
        base = self._connect(self.path.resolve().as_uri())
        try:
            base.executescript(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;"
                "PRAGMA cache_size = -65536; PRAGMA mmap_size = 1073741824;"
            )
            if not base.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                # One transaction: tables without their layout would be refused ever after.
                base.executescript(f"BEGIN IMMEDIATE; {_TABLES} {_NOTE_LAYOUT} COMMIT;")
        except BaseException:
            base.close()
            raise
        return base

    def _open_to_read(self) -> sqlite3.Connection:
        """Open the file without a right to write, or a disk with room, being needed."""
        address = f"{self.path.resolve().as_uri()}?mode=ro"
        self._unwritten = None
        try:
            return self._looked_into(address)
        except sqlite3.OperationalError:
            if self._log_size():
                # What was committed last is in the log alone. Whoever holds the file for himself
                # reads it without the shared memory for which there is no right, or no room.
                own = f"{self.path.resolve().as_uri()}?mode=rw"
                return self._looked_into(own, "PRAGMA locking_mode = EXCLUSIVE;")
        # There is no log and none can be made: nobody is writing, and `read` looks whether it
        # stays so.
        self._unwritten = self._look()
        return self._looked_into(f"{address}&immutable=1")

    def _looked_into(self, address: str, first: str = "") -> sqlite3.Connection:
        base = self._connect(address)
        try:
            base.executescript(first)
            is_empty = not base.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        except BaseException:
            base.close()
            raise
        if is_empty:
            base.close()
            reason = "There is no library here yet."
            raise BrokenFileError.at(self.path, reason, fix="`entente library add FILE` makes one")
        return base

    def _connect(self, address: str) -> sqlite3.Connection:
        return sqlite3.connect(
            address,
            uri=True,
            timeout=WAIT_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )

    def _size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def _log_size(self) -> int:
        try:
            return self.path.with_name(f"{FILE}-wal").stat().st_size
        except FileNotFoundError:
            return 0

    def _look(self) -> tuple[int, ...]:
        """Return what differs once somebody has begun to write."""
        now = self.path.stat()
        return (now.st_ino, now.st_size, now.st_mtime_ns, self._log_size())

    def close(self) -> None:
        """Close the file; what was committed stays."""
        self._base.close()

    @contextmanager
    def writing(self) -> Generator[sqlite3.Connection]:
        """Open a transaction that is committed at the end, and undone where anything fails.

        Raises:
            BrokenFileError: Another program has been writing for too long, or the disk is full.
        """
        if not self.is_writable:
            raise self._refused()
        try:
            self._base.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise self._refused(error) from error
        try:
            yield self._base
            self._base.execute("COMMIT")
        except BaseException as error:
            # On a full disk the undoing may fail too: then the next to open the file undoes it.
            with suppress(sqlite3.OperationalError):
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                raise self._refused(error) from error
            raise

    def _refused(self, error: sqlite3.Error | None = None) -> BrokenFileError:
        if not self.is_writable and not self._trouble:
            fix = "ask whoever owns the folder, or copy it"
            return BrokenFileError.at(self.path, "The library may only be read.", fix=fix)
        return BrokenFileError.at(
            self.path,
            f"The library cannot be written: {self._trouble or error}.",
            fix="wait until another `entente library` has ended, and see that the disk has room",
        )

    def read(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run one statement that reads, and return its rows.

        Raises:
            BrokenFileError: The file cannot be read, or not while somebody writes it.
        """
        until = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                rows = self._base.execute(statement, values).fetchall()
                if self._unwritten in (None, self._look()):
                    return rows
                # Somebody has begun to write: what was read may be half old and half new.
                self._base.close()
                self._base = self._open_to_read()
            except (OSError, sqlite3.DatabaseError) as error:
                if self.is_writable or not self._may_pass(error) or time.monotonic() > until:
                    raise BrokenFileError.at(
                        self.path,
                        f"The library cannot be read: {error}.",
                        fix="try again when no other `entente library` is writing it",
                    ) from error
                time.sleep(0.05)
                with suppress(OSError, sqlite3.Error):
                    self._base.close()
                    self._base = self._open_to_read()

    def _may_pass(self, error: OSError | sqlite3.DatabaseError) -> bool:
        """Whether a failure to read may only come of somebody writing."""
        if self._unwritten is not None:
            return self._unwritten != self._look()
        return isinstance(error, (OSError, sqlite3.OperationalError, sqlite3.ProgrammingError))

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
