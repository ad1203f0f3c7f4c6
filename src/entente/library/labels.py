"""Labels that catalogues use, and the splitting of lists whose labels hold commas or "and"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from entente.errors import BrokenFileError, UnknownNameError
from entente.settings import settings
from entente.vocabulary import read_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

# A comma between digits (1,000) separates nothing.
_SEAM = re.compile(r" ?(?:(?<!\d),|,(?!\d)) ?(?:and )?| and ")
_NAMES = ("political_geography", "topics")


@dataclass(frozen=True)
class LabelList:
    """A list of known labels.

    Attributes:
        name: Stem of its file.
        labels: Labels as catalogues write them.
        codes: ISO 3166 alpha-3 code of a label, where the label is a state or territory.
    """

    name: str
    labels: tuple[str, ...]
    codes: dict[str, str]

    def __contains__(self, label: str) -> bool:
        """Whether a label is known; case and the comma before "and" do not matter."""
        return _key(*_pieces(" ".join(label.split()))) in self._keys

    @cached_property
    def longest(self) -> int:
        """Most pieces between commas and "and" that one label has."""
        return max((len(_pieces(label)[0]) for label in self.labels), default=1)

    @cached_property
    def _keys(self) -> frozenset[str]:
        found: set[str] = set()
        for label in self.labels:
            pieces, seams = _pieces(label)
            found.add(_key(pieces, seams))
            if len(pieces) > 2:
                found.add(_key(pieces, [*seams[:-1], " and "]))
                found.add(_key(pieces, [*seams[:-1], ", and "]))
        return frozenset(found)

    @cached_property
    def _width(self) -> int:
        return max((len(key) for key in self._keys), default=0)

    def knows(self, pieces: Sequence[str], seams: Sequence[str]) -> bool:
        """Whether pieces joined by the seams between them are one label."""
        if sum(map(len, pieces)) > self._width:
            return False
        return _key(pieces, seams) in self._keys


def read_label_list(name: str, folder: Path | None = None) -> LabelList:
    """Read a vocabulary of labels.

    Args:
        name: ``topics`` or ``political_geography``.
        folder: Folder of the vocabularies; without it, that of the settings.

    Returns:
        The labels of all groups of the file.

    Raises:
        UnknownNameError: There is no such file.
        BrokenFileError: The file is not groups of labels.

    Examples:
        >>> "Science and Technology" in read_label_list("topics")
        True
        >>> read_label_list("political_geography").codes["Japan"]
        'JPN'
    """
    if name not in _NAMES:
        raise UnknownNameError.among("vocabulary of labels", name, _NAMES)
    return _read(name, folder or settings().vocabulary)


@cache
def _read(name: str, folder: Path) -> LabelList:
    path = folder / f"{name}.yml"
    groups = read_words(path)
    labels: dict[str, str] = {}
    for group in groups.values():
        coded = group.items() if isinstance(group, dict) else ((label, "") for label in group)
        for label, code in coded:
            if not isinstance(label, str) or not isinstance(code, str):
                raise BrokenFileError.at(
                    str(path), f"{label!r}: {code!r} is not text.", fix="put it in quotes"
                )
            labels[label] = code
    return LabelList(name, tuple(labels), {label: code for label, code in labels.items() if code})


def join_labels(labels: Iterable[str]) -> str:
    """Join labels as catalogues do: commas, and a last "and".

    Examples:
        >>> join_labels(["Russia", "China", "Asia"]), join_labels(["Russia", "China"])
        ('Russia, China, and Asia', 'Russia and China')
    """
    labels = list(labels)
    if len(labels) < 3:
        return " and ".join(labels)
    return f"{', '.join(labels[:-1])}, and {labels[-1]}"


def split_labels(text: str, vocabulary: LabelList) -> tuple[str, ...]:
    """Split a list of labels joined by commas and a last "and".

    Where a comma or an "and" may be part of a label, the reading that leaves the fewest pieces
    unknown wins, then the one with the fewest labels, so that the longest known label is taken. A
    label that is not known ends at a comma and is kept whole across a bare "and", for nothing says
    that it is two. Semicolons, where there are any, are the only seams.

    Args:
        text: The list, on one line.
        vocabulary: Labels that are known.

    Returns:
        Each label as written, in order; only the seams between them are left out.

    Examples:
        >>> topics = read_label_list("topics")
        >>> split_labels("Peace Studies, Science and Technology, and Kite Flying", topics)
        ('Peace Studies', 'Science and Technology', 'Kite Flying')
        >>> split_labels("Foreign Policy and Partnerships", topics)
        ('Foreign Policy', 'Partnerships')
    """
    text = " ".join(text.split())
    if ";" in text:
        first, *rest = (part.strip() for part in text.split(";"))
        parts = [first, *(part.removeprefix("and ").strip() for part in rest)]
        return tuple(part for part in parts if part)
    pieces, seams = _pieces(text)
    starts = _best_starts(pieces, seams, vocabulary)
    labels: list[str] = []
    end = len(pieces)
    while end:
        start = starts[end]
        glue = [*seams[start : end - 1], ""]
        labels.append("".join(p + s for p, s in zip(pieces[start:end], glue, strict=True)))
        end = start
    return tuple(reversed(labels))


def _best_starts(pieces: list[str], seams: list[str], vocabulary: LabelList) -> list[int]:
    """For each count of pieces, find where the last label of the best reading starts.

    A cost is (pieces in unknown labels, labels). ``cost`` is that of the best reading of the first
    pieces, ``run`` that of the best one whose last label is unknown: it may continue over an "and".
    """
    cost: list[tuple[int, int]] = [(0, 0)]
    starts = [0]
    run, run_start = (0, 0), 0
    for end in range(1, len(pieces) + 1):
        before = cost[end - 1]
        alone = (before[0] + 1, before[1] + 1)
        longer = (run[0] + 1, run[1])
        goes_on = end > 1 and seams[end - 2] == " and "
        if goes_on and longer <= alone:
            run = longer
        else:
            run, run_start = alone, end - 1
        best, best_start = run, run_start
        for start in range(max(0, end - vocabulary.longest), end):
            known = (cost[start][0], cost[start][1] + 1)
            if known < best and vocabulary.knows(pieces[start:end], seams[start : end - 1]):
                best, best_start = known, start
        cost.append(best)
        starts.append(best_start)
    return starts


def _pieces(text: str) -> tuple[list[str], list[str]]:
    """Cut text at each comma and "and"; return the pieces and the seams between them."""
    pieces: list[str] = []
    seams: list[str] = []
    seam, start = "", 0
    for match in _SEAM.finditer(text):
        if piece := text[start : match.start()]:
            if pieces:
                seams.append(seam)
            pieces.append(piece)
            seam = ""
        seam, start = seam + match[0], match.end()
    if rest := text[start:]:
        if pieces:
            seams.append(seam)
        pieces.append(rest)
    return pieces, seams


def _key(pieces: Sequence[str], seams: Sequence[str]) -> str:
    even = ((", " if "," in s else " ") + ("and " if "and" in s else "") for s in seams)
    return (
        "".join(p + s for p, s in zip(pieces, [*even, ""], strict=True))
        .casefold()
        .replace("’", "'")
    )
