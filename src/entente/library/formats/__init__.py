"""Formats of catalogue records.

One file, one format: a :class:`Format` named as its file. The registry finds it; what it can do
(read, write or both) is shown by which functions it has.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from entente.errors import BrokenFileError, UnknownNameError
from entente.files import read_file
from entente.library.formats._reading import Reading
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
        read_each: The same, telling the reading given of each item that cannot be used.
        read_bytes: The same for a format that is not text.
        write: Makes one text of records. ``None`` where the format is only read.
        recognises: Tells a file of this format from those of others with the same ending, by its
            text; one without it is taken for files of its ending that no other one recognises.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    read: Callable[[str, str], list[Record]] | None = None
    read_each: Callable[[str, str, Reading], list[Record]] | None = None
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
        path: A file of at most 50 MB; where the format is text, in UTF-8 or as it declares.
        format: Name of its format; without it, the one that recognises the text, else the one
            that has the file's suffix.

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
    return read_each_record(path, format, strict=True).records


def read_each_record(
    path: Path | str,
    format: str | None = None,  # noqa: A002
    *,
    strict: bool = False,
) -> Reading:
    """Read the records of a file, and list the items that cannot be used.

    Args:
        path: As of :func:`read_records`.
        format: As of :func:`read_records`.
        strict: Whether one such item refuses the file.

    Returns:
        The records, the faults and what was passed over; together at least one.

    Raises:
        BrokenFileError: As of :func:`read_records`, but for single items where not ``strict``.
        UnknownNameError: No format of that name can be read.
    """
    path = Path(path)
    # A wrong name is reported before the file is read.
    named = _readable(format, str(path)) if format else None
    raw = read_file(path, LARGEST_FILE_BYTES)
    return read_content(raw, str(path), named, suffix=path.suffix.lower(), strict=strict)


def read_content(
    raw: bytes, where: str, form: Format | None, *, suffix: str = "", strict: bool = False
) -> Reading:
    """Read records of bytes, by the form named or else by what they hold.

    Args:
        raw: What a file holds.
        where: Where it is from, for messages.
        form: The format, where it is known.
        suffix: Ending of the file's name, which decides only where the content does not.
        strict: Whether one item that cannot be used refuses all.

    Raises:
        BrokenFileError: As of :func:`read_each_record`.
    """
    reading = Reading(strict=strict)
    if form is None and b"%PDF-" in raw[:1024]:
        form = next(each for each in formats if each.read_bytes)
    if form is None and not raw.strip().removeprefix(b"\xef\xbb\xbf"):
        raise BrokenFileError.at(where, "Is empty.", fix="give it at least one record")
    if form is None and (found := _of_suffix(suffix)) and not found[0].read:
        form = found[0]
    if form is not None and not form.read:
        reading.records = _some(_parse_bytes(form, raw, where), where)
        return reading
    from entente.library.formats._encodings import read_encoded
    from entente.library.formats._forms import name_unread_bytes

    if (named := name_unread_bytes(raw))[0]:
        raise _unread(where, *named)
    text = read_encoded(raw, where)
    form = form or _recognised(text, suffix, where)
    return _parse(text, form, where, reading)


def _recognised(text: str, suffix: str, where: str) -> Format:
    """Pick the format that recognises a text, first among those that have the file's ending."""
    from entente.library.formats._forms import name_unread

    own = _of_suffix(suffix)
    others = [form for form in formats if form.is_read and form not in own]
    for form in (*own, *others):
        if form.recognises and form.recognises(text):
            return form
    name, instead = name_unread(text)
    if name:
        raise _unread(where, name, instead)
    if own:
        return next((form for form in own if form.recognises is None), own[0])
    raise BrokenFileError.at(
        where,
        f"Is in no form that is recognised, and no format has files that end in {suffix!r}.",
        fix=f"name the format with --from; read are: {_known()}",
    )


def _known() -> str:
    return ", ".join(form.title for form in formats if form.is_read)


def _unread(where: str, name: str, instead: str) -> BrokenFileError:
    fix = f"export it as {instead or 'one of the forms that are read'} (read are: {_known()})"
    return BrokenFileError.at(where, f"Is {name}, which is not read.", fix=fix)


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
    return _parse(text, _readable(format_name, where), where, Reading()).records


def _parse(text: str, form: Format, where: str, reading: Reading) -> Reading:
    from entente.library.record import find_control_character

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
    if form.read_each is None:
        reading.records = form.read(text, where)
    else:
        reading.records = form.read_each(text, where, reading)
    if not reading.faults:
        _some(reading.records, where)
    return reading


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


def _of_suffix(suffix: str) -> list[Format]:
    return [form for form in formats if form.is_read and suffix in form.suffixes]


def _too_large(where: Path | str, size: int, unit: str) -> BrokenFileError:
    return BrokenFileError.at(
        where,
        f"Has {size:,} {unit}; a file of records has at most {LARGEST_FILE_BYTES:,}.",
        fix="split it into smaller files",
    )
