"""What a command writes: the whole file or nothing, and one clear message where it cannot."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from entente.asides import aside
from entente.errors import BrokenFileError

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

_FILE = "name a file in a folder that exists and may be written"
_FOLDER = "name a folder that may be written, or one that is not there yet"


@contextmanager
def writing(path: Path) -> Generator[None]:
    """Guard the writing of a file: refused before it is begun, and no half of a new one is left.

    Raises:
        BrokenFileError: The folder does not exist, or the file cannot be written.
    """
    try:
        _refuse(path)
        is_new = not path.exists()
        try:
            yield
        except FileExistsError:  # somebody else's, made since
            raise
        except BaseException:
            if is_new:
                path.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise BrokenFileError.not_written(path, error, fix=_FILE) from error


def write_text(path: Path, text: str) -> None:
    """Write a text file, UTF-8 with line feeds; it is replaced when all of the new one is there.

    Raises:
        BrokenFileError: The folder does not exist, or the file cannot be written.
    """
    write_bytes(path, text.encode())


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file; the file of that name is replaced when all of it is there.

    For what a library writes too: make it in memory, since a library that fails half-way may
    remove the file that was there.

    Raises:
        BrokenFileError: The folder does not exist, or the file cannot be written.
    """
    with writing(path):
        is_there = path.exists()
        # A pipe, a device or a link is written through, and a folder may be closed to new files.
        is_plain = path.is_file() and not path.is_symlink()
        if (is_there and not is_plain) or not os.access(path.parent, os.W_OK):
            path.write_bytes(data)
            return
        with aside(path.parent) as folder:
            whole = folder / "file"
            whole.write_bytes(data)
            if is_there:
                shutil.copymode(path, whole)
            whole.replace(path)


def check_folder(path: Path) -> None:
    """Refuse a folder that could not be written, before the work for it is done.

    Raises:
        BrokenFileError: It, or a folder above it, is a file or may not be written.
    """
    try:
        there = next(each for each in (path, *path.absolute().parents) if os.path.lexists(each))
        if not there.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        if not os.access(there, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise BrokenFileError.not_written(path, error, fix=_FOLDER) from error


def _refuse(path: Path) -> None:
    """Raise what the system would raise, for writers that do not ask it first."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not path.parent.is_dir():
        above = [each for each in path.parents if each.exists()]
        code = errno.ENOENT if not above or above[0].is_dir() else errno.ENOTDIR
        raise OSError(code, os.strerror(code))
