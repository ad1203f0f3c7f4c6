"""A library opened for one command, which says at its end what it could not index."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from entente.library.keeping.catalogue import Library


@contextmanager
def open_library(folder: Path | None, *, new: bool = False) -> Generator[Library]:
    """Open the library, and say at the end what is not indexed; only adding may make a new one."""
    from entente.cli._library import unindexed_note
    from entente.errors import BrokenFileError
    from entente.library.keeping.catalogue import Library
    from entente.library.records_file import FILE
    from entente.settings import settings

    folder = folder or settings().library
    if not new and not (folder / FILE).exists():
        reason = "There is no library here yet."
        raise BrokenFileError.at(folder, reason, fix="`entente library add FILE` makes one")
    with Library(folder) as library:
        yield library
        if note := unindexed_note(*library.unindexed()):
            print(note, file=sys.stderr)
