"""Phrases: cue words written in a vocabulary file, and where they are in a text.

A phrase is written as it reads. ``*`` stands for any letters, ``#`` for a figure, ``/`` separates
words of which one must be there, and ``...`` stands for up to four words in between.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# One character for another, so that offsets stay those of the text.
_EVEN = str.maketrans("’‘“”—–‑‐\u00a0\u2009\u202f\n\t", "''\"\",---     ")
_GAP = r"(?:[\s,-]{1,3}[^\s,;.-]{1,40}){0,4}?[\s,-]{1,3}"
_WORD = re.compile(r"\w+")
_HEAD = 3
_LETTERS = {"*": r"\w{0,40}", "#": r"\d"}


@dataclass(frozen=True, order=True)
class Cue:
    """Words of a text that stand for something.

    Attributes:
        start, end: Offsets into the text.
        words: The very words.
    """

    start: int
    end: int
    words: str


def even(text: str) -> str:
    """Return the text with plain quotes, hyphens and spaces, a comma for a dash; offsets stay.

    Examples:
        >>> even("Russia’s power—and")
        "Russia's power,and"
    """
    return text.translate(_EVEN)


@lru_cache(maxsize=2048)
def pattern_of(phrase: str) -> re.Pattern[str]:
    """Compile one phrase.

    Examples:
        >>> pattern_of("not ... undermin*/weaken*").search("has not yet undermined it")[0]
        'not yet undermined'
    """
    found, after_gap = "", True
    for word in phrase.split():
        if word == "...":
            found, after_gap = found + _GAP, True
            continue
        choices = "|".join(_word(choice) for choice in word.split("/"))
        found += ("" if after_gap else r"[\s,-]{1,3}") + f"(?:{choices})"
        after_gap = False
    return re.compile(rf"(?<![\w-]){found}(?!\w)", re.IGNORECASE)


def _word(word: str) -> str:
    return "".join(_LETTERS.get(letter, re.escape(letter)) for letter in word)


@lru_cache(maxsize=256)
def _index(phrases: tuple[str, ...]) -> list[tuple[str, frozenset[str]]]:
    """Return each phrase with the letters that one of its first words begins with.

    Most phrases have no first word in a text: their patterns are neither compiled nor tried.
    """
    found: list[tuple[str, frozenset[str]]] = []
    for phrase in phrases:
        heads = (re.split(r"[*#\W]", word)[0] for word in phrase.split()[0].split("/"))
        found.append((phrase, frozenset(head[:_HEAD].lower() for head in heads)))
    return found


@lru_cache(maxsize=64)
def _begins(plain: str) -> frozenset[str]:
    words = set(_WORD.findall(plain.lower()))
    return frozenset(word[:length] for word in words for length in range(_HEAD + 1))


def find_cues(text: str, phrases: Iterable[str]) -> list[Cue]:
    """Find the places of phrases in a text.

    Args:
        text: A sentence or a part of one.
        phrases: Phrases as in a vocabulary file.

    Returns:
        The places in the order of the text; of two at one place, the longer one.

    Examples:
        >>> find_cues("Ties deepen, and deepen again.", ["deepen*"])
        [Cue(start=5, end=11, words='deepen'), Cue(start=17, end=23, words='deepen')]
    """
    plain = even(text)
    # May is a month where it has its capital inside a sentence.
    begins = _begins(plain)
    found = {
        Cue(match.start(), match.end(), text[match.start() : match.end()])
        for phrase, heads in _index(tuple(phrases))
        if not heads.isdisjoint(begins)
        for match in pattern_of(phrase).finditer(plain)
        if not (match.start() > 0 and text[match.start() : match.end()] == "May")
    }
    kept: list[Cue] = []
    for cue in sorted(found, key=lambda cue: (cue.start, -cue.end)):
        if not kept or cue.start >= kept[-1].end:
            kept.append(cue)
    return kept
