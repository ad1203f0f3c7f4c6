"""Entries of a BibTeX file with the line of every field, macros and joined parts resolved."""

from __future__ import annotations

import calendar
import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from entente.errors import BrokenFileError
from entente.library.formats._latex import in_braces
from entente.library.formats._reading import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bibtexparser.model import Block
    from bibtexparser.model import Entry as Parsed

_MACRO = re.compile(r"[^\s\"#%'(),={}]+")
_SIGN = re.compile(r"(?<!\\)[{}\"]|#")
_MONTHS = {calendar.month_abbr[i].lower(): calendar.month_abbr[i] for i in range(1, 13)}
_LONGEST = 1_000_000
_HEAD = re.compile(r"\s*@\s*\w+\s*[{(]\s*([^\s,{}()=]+)")


class Value(NamedTuple):
    """Value of a field, without what encloses it, and its line."""

    text: str
    line: int


@dataclass(frozen=True)
class Entry:
    """One entry.

    Attributes:
        kind: Type of the entry in lower case, e.g. ``techreport``.
        line: Line it starts on.
        key: What other entries call it.
        fields: Values by name in lower case, in the order of the file.
    """

    kind: str
    line: int
    key: str
    fields: dict[str, list[Value]]


def read_entries(text: str, where: str, reading: Reading | None = None) -> list[Entry]:
    """Read the entries of a BibTeX file.

    Args:
        text: Text of the file.
        where: Where it is from.
        reading: Where entries that cannot be used are listed; without it, the first is an error.

    Returns:
        The entries in order; comments and preambles are passed over.

    Raises:
        BrokenFileError: An entry is not closed, a value is not one of BibTeX, or there are
            fields between entries; the message has the line.

    Examples:
        >>> entry = read_entries('@string{s = "Sea"} @misc{a, title = s # { and Shore}}', "")[0]
        >>> entry.kind, entry.fields["title"][0].text
        ('misc', 'Sea and Shore')
    """
    from bibtexparser.splitter import Splitter

    # It reports faults in its log; ours are errors. One handler: each is called for every fault.
    log = logging.getLogger("bibtexparser")
    if not any(isinstance(handler, logging.NullHandler) for handler in log.handlers):
        log.addHandler(logging.NullHandler())
    macros: dict[str, str] = {}
    entries: list[Entry] = []
    reading = reading or Reading()
    for found in Splitter(text).split().blocks:
        with reading.item():
            _take(found, macros, entries, where)
    return entries


def _take(found: Block, macros: dict[str, str], entries: list[Entry], where: str) -> None:
    """Take one block of a file: an entry, a macro or a comment."""
    from bibtexparser import model

    line = (found.start_line or 0) + 1
    block: Block = found
    if isinstance(found, model.DuplicateBlockKeyBlock | model.DuplicateFieldKeyBlock):
        block = found.ignore_error_block or found
    if isinstance(block, model.ParsingFailedBlock):
        reason = str(getattr(block.error, "abort_reason", block.error)).strip()
        named = _HEAD.match(block.raw or "")
        which = f"The entry {named[1][:60]!r}" if named else "An entry"
        raise BrokenFileError.at(
            where,
            f"{which} is not BibTeX: {reason[:160]}",
            line=line,
            fix="mend its braces, quotes and commas from that line on, or take the entry out; "
            "then read the file again (until then nothing of it is read)",
        )
    if isinstance(block, model.String):
        macros[block.key.lower()] = _resolve(block.value, macros, where, line)
    elif isinstance(block, model.Entry):
        entries.append(_entry(block, macros, where, line))
    elif isinstance(block, model.ImplicitComment):
        _refuse_fields(block.comment, where, line)


def _entry(block: Parsed, macros: Mapping[str, str], where: str, line: int) -> Entry:
    fields: dict[str, list[Value]] = {}
    for field in block.fields:
        at = (field.start_line or 0) + 1
        value = Value(_resolve(str(field.value), macros, where, at), at)
        fields.setdefault(field.key.strip().lower(), []).append(value)
    return Entry(block.entry_type.lower(), line, block.key.strip(), fields)


def _refuse_fields(comment: str, where: str, line: int) -> None:
    """Refuse what looks like the rest of an entry that was closed too early."""
    for i, row in enumerate(comment.splitlines()):
        if not row.lstrip().startswith("%") and re.search(r"=\s*[{\"]|^\s*@\w+\s*[{(]", row):
            raise BrokenFileError.at(
                where,
                f"{row.strip()[:40]!r} is in no entry.",
                line=line + i,
                fix="look for a brace too many above it",
            )


def _resolve(raw: str, macros: Mapping[str, str], where: str, line: int) -> str:
    """Join the parts of a value: texts in braces or quotes, numbers and macros.

    A macro that is defined nowhere stands for its own name.
    """
    texts: list[str] = []
    for part in _parts(raw):
        if in_braces(part) or (len(part) > 1 and part[0] == part[-1] == '"'):
            texts.append(part[1:-1])
        elif _MACRO.fullmatch(part):
            name = part.lower()
            texts.append(macros.get(name) or _MONTHS.get(name) or part)
        else:
            raise BrokenFileError.at(
                where,
                f"{part[:40]!r} is not a value of BibTeX.",
                line=line,
                fix="put it in braces, and a comma behind each value",
            )
        # Macros of macros could make a small file endless.
        if sum(map(len, texts)) > _LONGEST:
            reason = f"A value is longer than {_LONGEST:,} characters."
            raise BrokenFileError.at(where, reason, line=line)
    return "".join(texts)


def _parts(raw: str) -> list[str]:
    """Split a value at each ``#`` outside of braces and quotes."""
    parts: list[str] = []
    depth, quoted, start = 0, False, 0
    for sign in _SIGN.finditer(raw):
        if sign[0] in "{}":
            depth += 1 if sign[0] == "{" else -1
        elif sign[0] == '"' and depth == 0:
            quoted = not quoted
        elif sign[0] == "#" and depth == 0 and not quoted:
            parts.append(raw[start : sign.start()].strip())
            start = sign.end()
    return [*parts, raw[start:].strip()]
