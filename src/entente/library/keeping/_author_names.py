"""Authors' names compared: one name with a slip, or with initials in place of given names."""

from __future__ import annotations

from functools import lru_cache

from entente.library.keeping._title_words import plain_title
from entente.library.names import read_person

_SAME_NAME = 85.0
# One slip in a name this long leaves little doubt; two in one that is longer.
_FAIR_LENGTH, _LONG = 6, 8


@lru_cache(maxsize=10_000)
def plain_author(name: str) -> str:
    """Return a name as it is spoken, in lower case and without accents and signs.

    Examples:
        >>> plain_author("Müller, Ana")
        'ana muller'
    """
    person = read_person(name)
    return plain_title(str(person) if person else name)


def is_same_author(one: str, other: str) -> bool:
    """Whether two plain names may be one person's: but for a slip, or for initials.

    Examples:
        >>> is_same_author("ana ruiz", "anna ruis"), is_same_author("ana ruiz", "a ruiz")
        (True, True)
        >>> is_same_author("ana ruiz", "ana diaz")
        False
    """
    return _is_slip(one, other) or _initials_fit(one, other)


def _is_slip(one: str, other: str) -> bool:
    from rapidfuzz import fuzz
    from rapidfuzz.distance import OSA

    if fuzz.ratio(one, other) >= _SAME_NAME:
        return True
    length, slips = min(len(one), len(other)), OSA.distance(one, other)
    if slips <= 1:
        return length >= _FAIR_LENGTH
    a, b = one.split(), other.split()
    begin_alike = len(a) == len(b) and all(x[0] == y[0] for x, y in zip(a, b, strict=True))
    return slips == 2 and begin_alike and length >= _LONG and not _only_one_part(a, b)


def _only_one_part(one: list[str], other: list[str]) -> bool:
    """Whether all that differs is one part of the names, which makes it another name."""
    return sum(a != b for a, b in zip(one, other, strict=True)) < 2


def _initials_fit(one: str, other: str) -> bool:
    """Whether two names have one family name and initials that do not clash."""
    a, b = one.split(), other.split()
    if a[-1:] != b[-1:] or not a or not b or len(a[-1]) < 3:
        return False
    return all(x[0] == y[0] and 1 in (len(x), len(y)) for x, y in zip(a[:-1], b[:-1], strict=False))
