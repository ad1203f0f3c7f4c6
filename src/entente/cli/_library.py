"""How records of the library look on a terminal and in JSON."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from entente.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from entente.library.finding.search import Found, Hit
    from entente.library.formats._reading import Reading
    from entente.library.holdings import Held
    from entente.library.record import Record

SHOWN_FACETS = ("type", "place", "topic", "institution", "year", "tag")
_BOLD, _END = "\x1b[1m", "\x1b[0m"


def read_input(file: Path, read_as: str | None, *, strict: bool = False) -> Reading:
    """Read the records of a file, or of a pipe where the file is called ``-``.

    Raises:
        BrokenFileError: As :func:`entente.library.formats.read_each_record`.
    """
    from entente.library.formats import LARGEST_FILE_BYTES, formats, read_content, read_each_record

    if str(file) != "-":
        return read_each_record(file, read_as, strict=strict)
    # One byte more than is read of a file, so that the same bound speaks.
    raw = sys.stdin.buffer.read(LARGEST_FILE_BYTES + 1)
    form = formats[read_as] if read_as else None
    return read_content(raw, "standard input", form, strict=strict)


def line_of(record: Record) -> str:
    """Write who, when and where of a record on one line."""
    authors = ", ".join(record.authors[:3]) + (" and others" if len(record.authors) > 3 else "")
    parts = (authors, record.published or "", record.institution or record.journal)
    return " · ".join(part for part in parts if part)


def unindexed_note(count: int, reason: str) -> str:
    """Say how many records words may not find, and why; empty where there are none.

    Examples:
        >>> print(unindexed_note(1, "the library may only be read"))
        entente: 1 record is not indexed, so words may miss it: the library may only be read.
          try: any `entente library` that may write here indexes it
    """
    if not count:
        return ""
    records, them = (f"{count:,} records are", "them") if count > 1 else ("1 record is", "it")
    return (
        f"entente: {records} not indexed, so words may miss {them}: {reason or 'not yet done'}.\n"
        f"  try: any `entente library` that may write here indexes {them}"
    )


def show_found(found: Found, offset: int, *, facets: bool) -> Iterator[str]:
    """Write the answer to a search, a few lines a hit; what is not ours in them is made visible."""
    bold = sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    for number, hit in enumerate(found.hits, start=offset + 1):
        title = _marked(hit.title, bold=bold) or visible(f"({hit.held.record.incomplete})")
        yield f"{number:>3}. {title}"
        yield f"     {hit.held.name}  [{', '.join(hit.by)}]"
        if line := line_of(hit.held.record):
            yield f"     {visible(line)}"
        if hit.snippet:
            yield f"     {_marked(hit.snippet, bold=bold)}"
    if any("words" in hit.by for hit in found.hits) or not found.hits:
        yield _total(found)
    if found.suggestion:
        yield f"Did you mean: {visible(found.suggestion)}"
    for name in SHOWN_FACETS if facets else ():
        if values := found.facets[name]:
            said = ", ".join(f"{visible(value)} {count:,}" for value, count in values[:8])
            yield f"  {name}: {said}"


def _total(found: Found) -> str:
    one = found.total == 1
    records = f"{found.total:,} record{'' if one else 's'}"
    if found.relaxed:
        return f"{records} {'has' if one else 'have'} some of the words; none has all of them"
    return f"{records} {'matches' if one else 'match'} the words"


def found_as_json(found: Found) -> dict[str, Any]:
    """Return the answer to a search as plain data."""
    return {
        "query": found.query,
        "total": found.total,
        "relaxed": found.relaxed,
        "suggestion": found.suggestion,
        "facets": {name: dict(values) for name, values in found.facets.items()},
        "hits": [_hit(hit) for hit in found.hits],
    }


def _hit(hit: Hit) -> dict[str, Any]:
    return {**held_as_json(hit.held), "by": list(hit.by), "snippet": _joined(hit.snippet)}


def held_as_json(held: Held) -> dict[str, Any]:
    """Return a record with what the library knows of it as plain data."""
    return {
        "name": held.name,
        "source": held.source,
        "added_on": held.added_on.isoformat(),
        "tags": list(held.tags),
        "record": held.record.model_dump(mode="json", exclude_defaults=True),
    }


def show_held(held: Held, merged: Sequence[Held]) -> Iterator[str]:
    """Write all of one record, a line a field."""
    for name, value in held.record:
        if value in ("", (), {}, None):
            continue
        if name == "extra":
            for label, values in value.items():
                yield f"{label + ':':<14} {'; '.join(values)}"
        else:
            text = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
            yield f"{name + ':':<14} {text}"
    yield f"{'tags:':<14} {', '.join(held.tags)}"
    yield f"{'added:':<14} {held.added_on} from {held.source}"
    for other in merged:
        said = f"{other.name} from {other.source}: {other.record.title}"
        yield f"{'merged:':<14} {said}"


def _marked(pieces: Sequence[tuple[str, bool]], *, bold: bool) -> str:
    return " ".join(
        "".join(
            f"{_BOLD}{visible(text)}{_END}" if matched and bold else visible(text)
            for text, matched in pieces
        ).split()
    )


def _joined(pieces: Sequence[tuple[str, bool]]) -> str:
    return "".join(text for text, _ in pieces)
