"""Text of tags and values, a tag a line: what programs of the eighties and their heirs write."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re

    from entente.library.formats._reading import Reading


class Tagged(NamedTuple):
    """One value with its tag and its line."""

    tag: str
    text: str
    line: int


def read_tagged(
    text: str, where: str, reading: Reading, *, line: re.Pattern[str], first: str
) -> list[list[Tagged]]:
    """Part a text into entries, each with its tags in the order of the file.

    An entry begins with its first tag, and after an empty line. A line without a tag goes on with
    the value above it; where there is none, it is passed over and noted.

    Args:
        text: A file.
        where: Where it is from.
        reading: Told what is passed over.
        line: What a line with a tag is, in the groups ``tag`` and ``text``.
        first: Tag that begins an entry.
    """
    entries: list[list[Tagged]] = []
    between: list[tuple[int, str]] = []
    is_open = False
    for number, raw in enumerate(text.split("\n"), start=1):
        match = line.fullmatch(raw.rstrip())
        if match:
            if not is_open or (match["tag"] == first and entries[-1]):
                entries.append([])
                is_open = True
            entries[-1].append(Tagged(match["tag"], (match["text"] or "").strip(), number))
        elif not raw.strip():
            is_open = False
        elif is_open:
            before = entries[-1][-1]
            entries[-1][-1] = before._replace(text=f"{before.text} {raw.strip()}".strip())
        else:
            between.append((number, raw.strip()))
    reading.pass_over(where, between)
    return entries
