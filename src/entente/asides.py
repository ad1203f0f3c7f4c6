"""Files made aside and moved into place whole; what a killed run left of them goes at the next."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

_PREFIX = ".entente-"
# Where nobody can say whether a process still runs, what it made is left for a day.
_LEFT_SECONDS = 86_400
_mine: set[Path] = set()
_cleared: set[tuple[int, Path]] = set()


@contextmanager
def aside(folder: Path) -> Generator[Path]:
    """Make a folder inside another one, beside what is to be replaced; it is gone at the end.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder, aside(Path(folder)) as place:
        ...     _ = (place / "file").write_text("whole")
        ...     _ = (place / "file").replace(Path(folder) / "kept.txt")
        ...     [path.name for path in Path(folder).glob("kept*")]
        ['kept.txt']
    """
    clear_asides(folder)
    place = folder / f"{aside_prefix()}{secrets.token_hex(4)}"
    place.mkdir()
    _mine.add(place)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
        _mine.discard(place)


def aside_prefix() -> str:
    """Return how the names of what this process makes aside begin."""
    return f"{_PREFIX}{os.getpid()}-"


def clear_asides(folder: Path) -> None:
    """Remove what processes that run no more have left aside in a folder; once in a process."""
    if (os.getpid(), folder) in _cleared:
        return
    _cleared.add((os.getpid(), folder))
    for path in folder.glob(f"{_PREFIX}*"):
        if path not in _mine and _is_left(path):
            shutil.rmtree(path, ignore_errors=True)


def _is_left(path: Path) -> bool:
    """Whether nobody works any more in a folder that was made aside."""
    number = path.name.removeprefix(_PREFIX).partition("-")[0]
    if not number.isdecimal():
        return False  # not made here
    if os.name == "posix":
        try:
            os.kill(int(number), 0)  # asks only whether it runs
        except ProcessLookupError:
            return True
        except (PermissionError, OverflowError):
            pass
    try:
        return time.time() - path.stat().st_mtime > _LEFT_SECONDS
    except OSError:
        return False


def mode_in(folder: Path) -> int:
    """Return the mode of a file that may be read and written by whoever may so use its folder.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     Path(folder).chmod(0o750)
        ...     oct(mode_in(Path(folder)))
        '0o640'
    """
    return folder.stat().st_mode & 0o666
