"""Formats of catalogue records.

One file, one format: a :class:`Format` named as its file. The registry finds it; what it can do
(read, write or both) is shown by which functions it has.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from entente.errors import BrokenFileError, UnknownNameError
from entente.files import decode, read_file
from entente.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from entente.library.record import Record

LARGEST_FILE_BYTES = 50_000_000


@dataclass(frozen=True)
class Format:
    """A way to write down catalogue records.

    Attributes:
        name: Snake-case name, the stem of its file.
        title: Name for people.
        suffixes: Endings of its files, e.g. ``.json``; the first one is used for new files.
        read: Makes records of a file's text; the second argument is where the text is from, for
            messages. ``None`` where the format is only written, or is not text.
        read_bytes: The same for a format that is not text.
        write: Makes one text of records. ``None`` where the format is only read.
        recognises: Tells a file of this format from those of others with the same ending, by its
            text; a format without it is taken where no other is recognised.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    read: Callable[[str, str], list[Record]] | None = None
    read_bytes: Callable[[bytes, str], list[Record]] | None = None
    write: Callable[[Sequence[Record]], str] | None = None
    recognises: Callable[[str], bool] | None = None

    @property
    def is_read(self) -> bool:
        """Whether files of this format can be read."""
        return self.read is not None or self.read_bytes is not None


formats: Registry[Format] = Registry("format", Format, "entente.library.formats")


def read_records(path: Path | str, format: str | None = None) -> list[Record]:  # noqa: A002
    r"""Read the catalogue records of a file.

    Args:
        path: A file of at most 50 MB; UTF-8 where the format is text.
        format: Name of its format; without it, the one that has the file's suffix, and among
            several the one that recognises the text.

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
    # A wrong name is reported before the file is read.
    candidates = [_readable(format, str(path))] if format else _of_suffix(path)
    raw = read_file(path, LARGEST_FILE_BYTES)
    if not candidates[0].read:
        return _some(_parse_bytes(candidates[0], raw, str(path)), str(path))
    text = decode(raw, path)
    return parse_records(text, _recognised(text, candidates).name, where=str(path))


def _recognised(text: str, candidates: Sequence[Format]) -> Format:
    """Pick the format that recognises a text, else the one that recognises none."""
    for form in candidates:
        if form.recognises and form.recognises(text):
            return form
    return next((form for form in candidates if form.recognises is None), candidates[0])


def _parse_bytes(form: Format, raw: bytes, where: str) -> list[Record]:
    if not raw.strip():
        raise BrokenFileError.at(where, "Is empty.", fix="give it at least one record")
    return form.read_bytes(raw, where) if form.read_bytes else []


def _some(records: list[Record], where: str) -> list[Record]:
    if not records:
        raise BrokenFileError.at(where, "Holds no record.", fix="give it at least one record")
    return records


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

    form = _readable(format_name, where)
    if form.read is None:
        raise BrokenFileError.at(where, f"{form.title} is not text.", fix="read it from its file")
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
    return _some(form.read(text, where), where)


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
        >>> report = Record(title="A Sea Apart", published="2023", content_type="Report")
        >>> print(write_records([report], "ris"), end="")
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


def _readable(name: str, where: str) -> Format:
    form = formats[name]
    if not form.is_read:
        known = (each.name for each in formats if each.is_read)
        raise UnknownNameError.among("format for reading", name, known, where=where)
    return form


def _of_suffix(path: Path) -> list[Format]:
    suffix = path.suffix.lower()
    if found := [form for form in formats if form.is_read and suffix in form.suffixes]:
        return found
    known = sorted({ending for form in formats if form.is_read for ending in form.suffixes})
    raise BrokenFileError.at(
        path,
        f"No format for reading has files that end in {suffix!r}.",
        fix=f"name the format, or rename the file to end in {', '.join(known)}",
    )


def _too_large(where: Path | str, size: int, unit: str) -> BrokenFileError:
    return BrokenFileError.at(
        where,
        f"Has {size:,} {unit}; a file of records has at most {LARGEST_FILE_BYTES:,}.",
        fix="split it into smaller files",
    )
