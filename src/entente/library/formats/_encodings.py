"""Bytes of a file as text: by its byte-order mark, as UTF-8, or as the file itself declares."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from entente.errors import BrokenFileError
from entente.files import decode

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = 4_096
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w.:-]{1,40})"
    rb"|<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{1,40})"
    rb"|%\s*Encoding:\s*([\w.:-]{1,40})",
    re.IGNORECASE,
)
_MARKS = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
          (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
# Families of encodings of text: what unpacks or takes the square of its length is none of them.
_TEXT = re.compile(
    r"(?:utf|iso|latin|windows|cp|mac|koi8|gb|big5|shift|euc|ascii|us-ascii|tis)[\w.:-]*$",
    re.IGNORECASE,
)
_LIKELY = "windows-1252"


def read_encoded(raw: bytes, where: Path | str) -> str:
    r"""Return the text of a file's bytes.

    Raises:
        BrokenFileError: They are not in UTF-8 and declare nothing that fits; the message has the
            line, and the fix the likely encoding.

    Examples:
        >>> read_encoded(b"% Encoding: windows-1252\n\xe9", "a.bib")[-1]
        'é'
        >>> read_encoded("é".encode("utf-16"), "a.txt")
        'é'
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _decoded(raw, name, where)
    try:
        return decode(raw, where)
    except BrokenFileError as error:
        if match := _DECLARED.search(raw[:_HEAD]):
            name = next(group for group in match.groups() if group).decode("ascii")
            if name.casefold().replace("-", "") != "utf8":
                return _decoded(raw, name, where)
        fix = "save it as UTF-8"
        if _reads_as(raw, _LIKELY):
            fix += f"; it is likely in {_LIKELY}, so open it as that first"
        raise BrokenFileError(error.what, where=error.where, fix=fix) from None


def _decoded(raw: bytes, name: str, where: Path | str) -> str:
    fix = "save it as UTF-8"
    try:
        if not _is_of_text(name):
            raise BrokenFileError.at(where, f"Declares the unknown encoding {name!r}.", fix=fix)
        return raw.decode(name).removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError) as error:
        line = raw.count(b"\n", 0, getattr(error, "start", 0)) + 1
        reason = f"Is not in {name}, as it says."
        raise BrokenFileError.at(where, reason, line=line, fix=fix) from None


def _is_of_text(name: str) -> bool:
    """Whether an encoding is one of text.

    Examples:
        >>> _is_of_text("latin-1"), _is_of_text("zlib"), _is_of_text("nonsense")
        (True, False, False)
    """
    if not _TEXT.match(name):
        return False
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def _reads_as(raw: bytes, name: str) -> bool:
    try:
        raw.decode(name)
    except UnicodeDecodeError:
        return False
    return True
