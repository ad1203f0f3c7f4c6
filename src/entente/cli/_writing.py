"""Files that a command writes, with an error that says what to do where it cannot."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from entente.errors import BrokenFileError

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


@contextmanager
def writing(path: Path) -> Generator[None]:
    """Tell clearly where what is written inside cannot be.

    Raises:
        BrokenFileError: The folder does not exist, or the file cannot be written.
    """
    try:
        yield
    except OSError as error:
        reason = f"Cannot be written: {error.strerror or error}."
        fix = "name a file in a folder that exists and may be written"
        raise BrokenFileError.at(path, reason, fix=fix) from error


def write_text(path: Path, text: str) -> None:
    """Write a text file in UTF-8.

    Raises:
        BrokenFileError: The folder does not exist, or the file cannot be written.
    """
    with writing(path):
        path.write_text(text, encoding="utf-8")
