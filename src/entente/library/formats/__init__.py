"""Formats of catalogue records.

One file, one format: a :class:`Format` named as its file. The registry finds it; what it can do
(read, write or both) is told by which functions it has.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from entente.errors import BrokenFileError, UnknownNameError
from entente.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from entente.library.record import Record

LARGEST_FILE_BYTES = 5_000_000


@dataclass(frozen=True)
class Format:
    """A way to write down catalogue records.

    Attributes:
        name: Snake-case name, the stem of its file.
        title: Name for people.
        suffixes: Endings of its files, e.g. ``.json``; the first one is used for new files.
        read: Makes records of a file's text; the second argument is where the text is from, for
            messages. ``None`` where the format is only written.
        write: Makes one text of records. ``None`` where the format is only read.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    read: Callable[[str, str], list[Record]] | None = None
    write: Callable[[Sequence[Record]], str] | None = None


formats: Registry[Format] = Registry("format", Format, "entente.library.formats")


def read_records(path: Path | str, format: str | None = None) -> list[Record]:  # noqa: A002
    r"""Read the catalogue records of a file.

    Args:
        path: A UTF-8 file of at most 5 MB.
        format: Name of its format; without it, the one that has the file's suffix.

    Returns:
        The records in the file's order, at least one.

    Raises:
        BrokenFileError: The file is missing, too large, not UTF-8 or not in the format; the
            message has the line.
        UnknownNameError: No format of that name can be read.

    Examples:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     path = Path(folder) / "record.txt"
        ...     _ = path.write_text("1. A Sea Apart\n- Author:\n- Ana Ruiz and Bo Lind\n")
        ...     read_records(path)[0].authors
        ('Ana Ruiz', 'Bo Lind')
    """
    path = Path(path)
    name = format or _of_suffix(path).name
    _reader(name, str(path))  # a wrong name is told before the file is read
    return parse_records(_read_text(path), name, where=str(path))


def parse_records(text: str, format_name: str, *, where: str = "text") -> list[Record]:
    """Read catalogue records from text, e.g. from a form.

    Args:
        text: What a file of the format would hold.
        format_name: Name of a format that can be read.
        where: Where the text is from, for messages.

    Returns:
        The records in order, at least one.

    Raises:
        BrokenFileError: The text is empty, too long or not in the format; the message has the line.
        UnknownNameError: No format of that name can be read.

    Examples:
        >>> [record] = parse_records("title: A Sea Apart", "yaml_record")
        >>> record.title
        'A Sea Apart'
    """
    from entente.library.record import find_control_character

    read = _reader(format_name, where)
    if len(text) > LARGEST_FILE_BYTES:
        raise _too_large(where, len(text), "characters")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise BrokenFileError.at(where, "Is empty.", fix="give it at least one record")
    if (position := find_control_character(text)) is not None:
        raise BrokenFileError.at(
            where,
            f"Holds the control character U+{ord(text[position]):04X}.",
            line=text.count("\n", 0, position) + 1,
            fix="delete it; a text file has none",
        )
    records = read(text, where)
    if not records:
        raise BrokenFileError.at(where, "Holds no record.", fix="give it at least one record")
    return records


def write_records(records: Sequence[Record], format_name: str) -> str:
    """Write catalogue records as one text; the same records give the same text.

    Args:
        records: Records in the order wanted.
        format_name: Name of a format that can be written.

    Returns:
        The text, with a line feed at its end.

    Raises:
        UnknownNameError: No format of that name can be written.

    Examples:
        >>> from entente.library.record import Record
        >>> print(write_records([Record(title="A Sea Apart", published="2023")], "ris"), end="")
        TY  - RPRT
        TI  - A Sea Apart
        PY  - 2023
        DA  - 2023///
        ID  - anonymous-2023-sea
        ER  -
    """
    form = formats[format_name]
    if form.write is None:
        known = (each.name for each in formats if each.write)
        raise UnknownNameError.among("format for writing", format_name, known)
    return form.write(records)


def _reader(name: str, where: str) -> Callable[[str, str], list[Record]]:
    form = formats[name]
    if form.read is None:
        known = (each.name for each in formats if each.read)
        raise UnknownNameError.among("format for reading", name, known, where=where)
    return form.read


def _of_suffix(path: Path) -> Format:
    suffix = path.suffix.lower()
    for form in formats:
        if form.read and suffix in form.suffixes:
            return form
    known = sorted(ending for form in formats if form.read for ending in form.suffixes)
    raise BrokenFileError.at(
        path,
        f"No format for reading has files that end in {suffix!r}.",
        fix=f"name the format, or rename the file to end in {', '.join(known)}",
    )


def _read_text(path: Path) -> str:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise BrokenFileError.at(path, "Is not a file.", fix="give the path of one file")
        if status.st_size > LARGEST_FILE_BYTES:
            raise _too_large(path, status.st_size, "bytes")
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BrokenFileError.at(
            path, f"Cannot be read: {reason}.", fix="check the path"
        ) from error
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BrokenFileError.at(
            path,
            f"Is not UTF-8: byte {raw[error.start]:#04x} at offset {error.start}.",
            line=raw.count(b"\n", 0, error.start) + 1,
            fix="save the file as UTF-8",
        ) from error


def _too_large(where: Path | str, size: int, unit: str) -> BrokenFileError:
    return BrokenFileError.at(
        where,
        f"Has {size:,} {unit}; a file of records has at most {LARGEST_FILE_BYTES:,}.",
        fix="split it into smaller files",
    )
