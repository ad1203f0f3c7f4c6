"""The index of a library: brought up to its records, and built anew where it fails.

The records count, the index does not: whatever is wrong with it, another one is built beside it and
put in its place. Where that cannot be done either, the disk being full or the folder not ours, what
can be asked is asked, and the library says what is not indexed.
"""

from __future__ import annotations

import os
import shutil
import time
from typing import TYPE_CHECKING

from entente.asides import aside, clear_asides
from entente.errors import BrokenFileError
from entente.library.finding.word_index import (
    WAIT_SECONDS,
    BrokenIndexError,
    BusyIndexError,
    WordIndex,
)
from entente.library.records_file import set_setting

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from entente.library.holdings import Held, Holdings
    from entente.library.record import Record

BATCH = 2_000
# An index in memory, for want of another one, holds as many records at most.
MOST_IN_MEMORY = 20_000
# How long a command that only asks waits for one that is writing the index.
SHORT_WAIT = 1.0
# How long after its last batch a process that adds is trusted to be about to index.
FILLING_SECONDS = 30
# The setting that numbers the indexes of a library; an even one is in the first folder.
BUILT = "index"
FOLDERS = ("index", "index-2")
_NO_ROOM = ("os error 28", "os error 112", "is full")


class Indexing:
    """The index of one library, whichever it is at the time.

    Attributes:
        words: The index that is asked.
        trouble: Why not all is indexed; empty where nothing went wrong.
    """

    words: WordIndex

    def __init__(
        self,
        folder: Path,
        holdings: Holdings,
        shown: Callable[[Sequence[int]], Iterable[tuple[Held, list[Record]]]],
    ) -> None:
        """Open the index of a library, without writing anything.

        Args:
            folder: The library's.
            holdings: Its records.
            shown: Returns records as they are shown, each with those under it.
        """
        self._folder, self._holdings, self._shown = folder, holdings, shown
        self.trouble = ""
        # Number of the index; through which change, and if in memory to which record it has come.
        self._built, self._through, self._last = 0, 0, 0
        self._is_open = False
        self._open()

    def close(self) -> None:
        """Let go of the index."""
        if self._is_open:
            self.words.close()

    # ------------------------------------------------------------------ what is indexed

    def unindexed(self) -> int:
        """Count the records of which the index does not know all."""
        return self._ask("SELECT count(*) FROM record")

    def horizon(self) -> int:
        """Return the id of the last record up to which the index knows of all."""
        first = self._ask("SELECT coalesce(min(id), 0) FROM record")
        if first:
            return first - 1
        return self._holdings.read("SELECT coalesce(max(id), 0) FROM record")[0][0]

    def _ask(self, statement: str) -> int:
        """Ask a statement of the records that the index does not know, or not as they are."""
        if self._last:
            where, values = "change > ? OR id > ?", [self._through, self._last]
        else:
            where, values = "change > ?", [self._through]
        return self._holdings.read(f"{statement} WHERE {where}", values)[0][0]

    # ------------------------------------------------------------------ who will index

    def is_being_filled(self) -> bool:
        """Whether another process is adding records, and will index them itself."""
        filler = self._holdings.setting("filler")
        if filler == os.getpid() or time.time() > self._holdings.setting("filled_until"):
            return False
        if os.name == "posix":
            try:
                os.kill(filler, 0)  # asks only whether it runs
            except ProcessLookupError:
                return False
            except PermissionError:
                return True
        return True

    # ------------------------------------------------------------------ catching up

    def catch_up(self, wait: float = WAIT_SECONDS) -> int:
        """Bring the index up to the records, or build another one, or do without.

        Args:
            wait: Most seconds to wait for another program that is writing it.

        Returns:
            The number of records that it had not seen.
        """
        if not self._holdings.is_writable:
            self.do_without("the library may only be read")
            return 0
        self._clear()
        before = self.unindexed()
        try:
            if not self._is_open:
                self._build()
            self._follow(wait)
            self.trouble = ""
        except BusyIndexError as error:
            self.do_without(error.what)
        except BrokenFileError as error:
            self.renew(error)
        return before

    def renew(self, failure: BrokenFileError, *, is_readable: bool = True) -> None:
        """Build another index in the place of one that failed; do without where that fails too.

        Args:
            failure: What went wrong.
            is_readable: Whether the one that failed can still be asked.
        """
        if not is_readable:
            self._is_open = False
        try:
            # Where there is no room for a few records there is none for all.
            if not self._holdings.is_writable or any(word in str(failure) for word in _NO_ROOM):
                raise failure
            self._build()
            self._follow(SHORT_WAIT)
            self.trouble = ""
        except (OSError, BrokenFileError) as error:
            self.do_without(str(error).splitlines()[0])

    def do_without(self, reason: str) -> None:
        """Ask what is there; where no index can be asked, one in memory."""
        self.trouble = reason.rstrip(".")
        if not self._is_open:
            through = self._holdings.setting("change")
            every = self._holdings.ids()
            some = every[:MOST_IN_MEMORY]
            self.words = WordIndex(None)
            self._put(self.words, some)
            self._through, self._is_open = through, True
            self._last = some[-1] if len(some) < len(every) else 0

    def _open(self) -> None:
        """Open the index that the holdings name; another process may put another in its place."""
        self._is_open, self._last = False, 0
        for _ in range(3):
            self._built = self._holdings.setting(BUILT)
            # Asked first: an index may know more than is said of it, never less.
            self._through = self._holdings.setting("indexed")
            try:
                self.words = WordIndex(self._folder / FOLDERS[self._built % 2])
                self._is_open = True
            except BrokenIndexError as error:
                self.trouble = error.what.rstrip(".")
                if self._holdings.setting(BUILT) == self._built:
                    return
            else:
                return

    def _follow(self, wait: float) -> None:
        """Put into the index what it has not seen.

        Raises:
            BusyIndexError: Another program is writing it.
            BrokenIndexError: It cannot be written, or has not the records that it should have.
        """
        if self._holdings.setting(BUILT) != self._built:
            self._open()
            if not self._is_open:
                raise BrokenIndexError(self.trouble)
        now = self._counts()
        if now[0] <= now[1]:
            self.words.reload()
            if self.words.searcher.num_docs == now[2]:
                self._through = now[1]
                return
            # Another process may have added, and indexed, between the two looks.
            if self._counts() == now:
                has = f"The index has {self.words.searcher.num_docs:,} of {now[2]:,} records."
                raise BrokenIndexError(has)
        with self.words.writing(wait) as index:
            # Read under the lock: another process may have indexed all of it meanwhile.
            changed = self._holdings.changed(self._holdings.setting("indexed"))
            for start in range(0, len(changed), BATCH):
                ids = [record for record, _ in changed[start : start + BATCH]]
                index.replace(ids, self._shown(ids))
        if not changed:
            self._through = self._holdings.setting("indexed")
            return
        self._through = changed[-1][1]
        with self._holdings.writing() as base:
            # What went into an index that has been replaced meanwhile went nowhere.
            if self._holdings.setting(BUILT) == self._built:
                set_setting(base, "indexed", max(self._holdings.setting("indexed"), self._through))
                set_setting(base, "filled_until", 0)

    def _counts(self) -> tuple[int, int, int]:
        """Return the last change, the last that is indexed, and how many records are shown."""
        return self._holdings.read(
            "SELECT coalesce((SELECT value FROM setting WHERE name = 'change'), 0),"
            " coalesce((SELECT value FROM setting WHERE name = 'indexed'), 0),"
            # Two counts that indexes answer: the records themselves are not read.
            " (SELECT count(*) FROM record)"
            " - (SELECT count(*) FROM record WHERE merged_into IS NOT NULL)"
        )[0]

    # ------------------------------------------------------------------ another index

    def _build(self) -> None:
        """Build another index beside the one there is, and put it in its place.

        Raises:
            OSError: There is no room for it.
            BrokenFileError: There is no room for it.
        """
        with aside(self._folder) as place:
            made = place / FOLDERS[0]
            made.mkdir()
            made.chmod(self._folder.stat().st_mode & 0o777)
            through = self._holdings.setting("change")
            index = WordIndex(made, is_new=True)
            self._put(index, self._holdings.ids())
            index.close()
            with self._holdings.writing() as base:
                # Who was faster has made one that is as good.
                if self._holdings.setting(BUILT) == self._built:
                    is_there = (self._folder / FOLDERS[self._built % 2]).exists()
                    number = self._built + (1 if is_there else 2)
                    target = self._folder / FOLDERS[number % 2]
                    shutil.rmtree(target, ignore_errors=True)
                    made.rename(target)
                    set_setting(base, BUILT, number)
                    set_setting(base, "indexed", through)
        self._open()
        if not self._is_open:
            raise BrokenIndexError(self.trouble)
        self._clear()

    def _put(self, index: WordIndex, ids: Sequence[int]) -> None:
        with index.writing() as writing:
            for start in range(0, len(ids), BATCH):
                some = ids[start : start + BATCH]
                writing.replace(some, self._shown(some))

    def _clear(self) -> None:
        """Remove what killed runs left, and the index that another one has replaced."""
        clear_asides(self._folder)
        stale = self._folder / FOLDERS[1 - self._holdings.setting(BUILT) % 2]
        if stale.exists():
            # Under the lock: it may be on its way to its place.
            with self._holdings.writing():
                stale = self._folder / FOLDERS[1 - self._holdings.setting(BUILT) % 2]
                shutil.rmtree(stale, ignore_errors=True)


def note_filling(base: sqlite3.Connection) -> None:
    """Note, inside an open transaction, that this process adds records and will index them."""
    set_setting(base, "filler", os.getpid())
    set_setting(base, "filled_until", int(time.time()) + FILLING_SECONDS)
