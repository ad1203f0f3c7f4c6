"""Files as they are read: regular ones alone, no larger than their reader expects."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from entente.errors import BrokenFileError

if TYPE_CHECKING:
    from pathlib import Path


def read_file(path: Path, most: int) -> bytes:
    """Return the bytes of a file.

    Args:
        path: The file. A pipe or a device is none: reading one could wait for ever.
        most: Number of bytes that it may have.

    Raises:
        BrokenFileError: It is missing, no regular file, larger, or may not be read.

    Examples:
        >>> from pathlib import Path
        >>> read_file(Path("/dev/zero"), 10)
        Traceback (most recent call last):
        entente.errors.BrokenFileError: Is not a file.
          in: /dev/zero
          try: give the path of one file
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise BrokenFileError.at(path, "Is not a file.", fix="give the path of one file")
        if status.st_size > most:
            raise _too_large(path, status.st_size, most)
        with path.open("rb") as file:
            raw = file.read(most + 1)
    except FileNotFoundError:
        raise BrokenFileError.at(path, "There is no such file.", fix="check the path") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BrokenFileError.at(
            path, f"Cannot be read: {reason}.", fix="check the path"
        ) from error
    if len(raw) > most:  # it grew while it was read
        raise _too_large(path, len(raw), most)
    return raw


def _too_large(path: Path, size: int, most: int) -> BrokenFileError:
    return BrokenFileError.at(path, f"Is {size:,} bytes; at most {most:,} are read.")
