"""Files as they are read: regular ones alone, no larger than their reader expects."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from entente.errors import BrokenFileError

if TYPE_CHECKING:
    from pathlib import Path


def stamp(path: Path) -> tuple[int, int]:
    """Return what changes when a file does, its time and size; zeros where there is none."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return 0, 0
    return status.st_mtime_ns, status.st_size


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


def decode(raw: bytes, where: Path | str) -> str:
    r"""Return the text of bytes that should be UTF-8, without a byte-order mark.

    Raises:
        BrokenFileError: They are not; the message has the line and the byte.

    Examples:
        >>> decode(b"\xef\xbb\xbfa", "a.csv")
        'a'
        >>> decode(b"a\nb\xe9", "a.csv")
        Traceback (most recent call last):
        entente.errors.BrokenFileError: Is not UTF-8: byte 0xe9 at offset 3.
          in: a.csv:2
          try: save it as UTF-8
    """
    try:
        return raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise BrokenFileError.at(
            where,
            f"Is not UTF-8: byte {raw[error.start]:#04x} at offset {error.start}.",
            line=raw.count(b"\n", 0, error.start) + 1,
            fix="save it as UTF-8",
        ) from None


def read_text(path: Path, most: int) -> str:
    """Return the text of a file of UTF-8, as :func:`read_file` reads it.

    Raises:
        BrokenFileError: It cannot be read, is larger, or is not UTF-8.
    """
    return decode(read_file(path, most), path)


def _too_large(path: Path, size: int, most: int) -> BrokenFileError:
    return BrokenFileError.at(path, f"Is {size:,} bytes; at most {most:,} are read.")
