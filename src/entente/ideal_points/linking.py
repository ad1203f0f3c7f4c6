"""Which roll calls are on one recurring resolution."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

TAIL = re.compile(r"\s*:\s*(?:draft\s+)?resolution\s*/.*$|\s*/\s*adopted by.*$", re.IGNORECASE)
DATES = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:january|february|march|april|may|june|july|august|"
    r"september|october|november|december)\b(?:\s+\d{1,2}\b)?|\b(?:19|20)\d\d(?:\s*[-/]\s*\d+)?\b"
)
NOT_WORDS = re.compile(r"[^a-z0-9]+")
SHORTEST = 12
"""Letters that a title must keep: "Amendments" or "Disarmament" names no one resolution."""


def normalise_title(title: str) -> str:
    """Return a title by which a recurring resolution can be recognised.

    Letters are folded; statements of adoption, dates and marks are dropped; numbers stay, since
    they tell parts of one text from another.

    Args:
        title: As the record has it.

    Returns:
        Words in lower case, with single spaces.

    Examples:
        >>> normalise_title("Nuclear-test ban, 1987 : resolution / adopted by the Assembly")
        'nuclear test ban'
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    plain = DATES.sub(" ", TAIL.sub("", plain))
    return NOT_WORDS.sub(" ", plain).strip()


def link_items(
    codes: Sequence[int], titles: Sequence[str], years: Sequence[int], *, reach: int = 2
) -> NDArray[np.int64]:
    """Return an item code of each roll call; recurring resolutions share one.

    Two roll calls are one item where their normalised titles are the same, they are at most
    ``reach`` years apart, and the title names one roll call alone in each of the years. A title
    that comes again after a longer pause is another item: its text may have changed.

    Args:
        codes: The roll calls' own numbers, each once.
        titles: Their titles; an empty one links nothing.
        years: Their years.
        reach: Most years between two roll calls that are linked.

    Returns:
        For each roll call the smallest code among those that it is linked with.

    Source:
        Bailey, Strezhnev and Voeten (2017), pp. 439-441, hold the parameters of identical
        resolutions equal; they compared texts by hand, titles are a rougher guide.

    Examples:
        >>> link_items([7, 8, 9], ["Nuclear-test ban", "NUCLEAR TEST BAN", ""], [1986, 1987, 1987])
        array([7, 7, 9])
    """
    keys = [normalise_title(title) for title in titles]
    seen: dict[tuple[str, int], int] = {}
    for key, year in zip(keys, years, strict=True):
        seen[key, year] = seen.get((key, year), 0) + 1
    linked = np.asarray(codes, np.int64).copy()
    last: dict[str, tuple[int, int]] = {}
    for place in sorted(range(len(keys)), key=lambda one: (years[one], codes[one])):
        key, year = keys[place], years[place]
        if len(key) < SHORTEST or seen[key, year] > 1:
            continue
        if key in last and year - last[key][0] <= reach:
            linked[place] = last[key][1]
        last[key] = year, int(linked[place])
    return linked
