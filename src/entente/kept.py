"""Files that may be lost: whole with their digest inside, or as good as none."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from typing import TYPE_CHECKING

from entente.asides import aside

if TYPE_CHECKING:
    from pathlib import Path


def write_kept(path: Path, text: str) -> None:
    """Keep a text so that nobody reads half of it; where it cannot be written, do without."""
    data = text.encode()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside(path.parent) as place:
            whole = place / path.name
            with whole.open("wb") as out:
                out.write(f"{hashlib.sha256(data).hexdigest()}\n".encode() + data)
                out.flush()
                os.fsync(out.fileno())
            whole.replace(path)
        _sync(path.parent)


def read_kept(path: Path) -> str | None:
    """Return a kept text; ``None`` where there is none, or not all of it."""
    try:
        digest, _, data = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    whole = digest.decode("ascii", "replace") == hashlib.sha256(data).hexdigest()
    try:
        return data.decode() if whole else None
    except UnicodeDecodeError:  # whole, but no text of ours
        return None


def _sync(folder: Path) -> None:
    """Put the names of a folder on disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
