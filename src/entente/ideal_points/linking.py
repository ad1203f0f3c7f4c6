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


RESOLUTION = re.compile(
    r"(?:A/RES|R)/(?:(?P<session>(?:E?SS?-)?[0-9IVXL]+)/)?(?P<number>\d+)\s*\[?(?P<part>[A-Z]?)\]?"
    r"\s*(?:\((?P<roman>[A-Z0-9.\s-]*?)(?P<numeral>[IVXL]+)\))?"
)
NUMERALS = {"I": 1, "V": 5, "X": 10, "L": 50}


def resolution_key(number: str) -> str:
    """Return a resolution's number in one form, or an empty text where it cannot be read.

    Examples:
        >>> resolution_key("A/RES/2752(XXVI)"), resolution_key("R/26/2752"), resolution_key("PARA")
        ('26/2752', '26/2752', '')
        >>> resolution_key("A/RES/34/65[B]"), resolution_key("A/RES/ES-6/2")
        ('34/65B', 'ES-6/2')
    """
    found = RESOLUTION.fullmatch(number.strip())
    if not found:
        return ""
    session = found["session"] or ""
    if not session and found["numeral"] and not found["roman"].strip():
        values = [NUMERALS[letter] for letter in found["numeral"]]
        after = [*values[1:], 0]
        session = str(sum(-a if a < b else a for a, b in zip(values, after, strict=True)))
    return f"{session}/{found['number']}{found['part']}" if session else ""


def same_roll_calls(
    numbers: Sequence[str],
    days: NDArray[np.datetime64],
    other_numbers: Sequence[str],
    other_days: NDArray[np.datetime64],
    *,
    apart: int = 60,
) -> NDArray[np.int64]:
    """Return which of the other source's roll calls each of ours is; -1 where none is.

    They are the same where the resolution's number is, the days lie at most ``apart`` days apart,
    and no second one of either source has that number: votes on paragraphs carry their
    resolution's number and must be left out by the caller, or they hide it.

    Args:
        numbers: Resolution of each of our roll calls.
        days: Their days.
        other_numbers: Resolutions of the other source.
        other_days: Their days.
        apart: Most days between the two records; days in Voeten's are up to two months off.

    Examples:
        >>> days = np.array(["1971-10-25", "1971-12-16"], "datetime64[D]")
        >>> same_roll_calls(["R/26/2758", "R/26/2832"], days, ["A/RES/2832(XXVI)"], days[1:])
        array([-1,  0])
    """
    ours, theirs = ([resolution_key(one) for one in side] for side in (numbers, other_numbers))
    many: dict[str, int] = {}
    for key in [*theirs, *ours]:
        many[key] = many.get(key, 0) + 1
    places = {key: place for place, key in enumerate(theirs) if key}
    found = np.full(len(ours), -1)
    for place, key in enumerate(ours):
        other = places.get(key, -1)
        if other >= 0 and many[key] == 2:
            gap = abs(int((days[place] - other_days[other]).astype("timedelta64[D]").astype(int)))
            found[place] = other if gap <= apart else -1
    return found
