"""Words of titles that distinguish two reports: numbers, negations and marks of a preprint."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from entente.library.words import words_of

_WORDS = re.compile(r"[^\W_]+")
_ORDINALS = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
]  # fmt: skip
_CARDINALS = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
]  # fmt: skip
# Behind these words a word can be a number that is none elsewhere.
_COUNTED = words_of("""
act annex appendix article book chapter edition episode issue part phase round section series
session stage title tome vol volume war
""")
_ROMAN = re.compile(r"(x{0,3})(ix|iv|v?i{0,3})")
# A name and a letter elsewhere.
_OTHERWISE = words_of("i v x xi")
_ORDINAL = re.compile(r"([0-9]+)(?:st|nd|rd|th)")
_NEGATIONS = words_of("""
cannot neither never no non nor not without
arent cant couldnt didnt doesnt dont hasnt havent isnt shouldnt wasnt werent wont wouldnt
""")
_PREPRINT = re.compile(
    r"\s*[(\[](?:a |the )?(?:pre-?print|working paper|draft)(?: version)?[)\]]\s*$"
    r"|\s*[-–—:]\s*(?:a )?pre-?print\s*$|^\s*pre-?print\s*[-–—:]\s*",
    re.IGNORECASE,
)


# The same titles are compared over and over, so what is computed from them is cached.
@lru_cache(maxsize=10_000)
def plain_title(text: str) -> str:
    """Return the words of a text in lower case, without accents and signs.

    Examples:
        >>> plain_title("The  Café's “Sea”")
        'the cafes sea'
    """
    spread = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return " ".join(_WORDS.findall(bare.replace("'", "").replace("’", "")))


@lru_cache(maxsize=10_000)
def without_preprint(title: str) -> str:
    """Take off what only says that a text is a preprint.

    Examples:
        >>> without_preprint("A Sea Apart (preprint)"), without_preprint("Preprint: A Sea Apart")
        ('A Sea Apart', 'A Sea Apart')
    """
    return _PREPRINT.sub("", title) or title


@lru_cache(maxsize=10_000)
def numbers_in(plain: str) -> frozenset[str]:
    """Return the numbers of a plain title, however they are written.

    Roman numerals count, and words where they number something: ``Part I``, ``Volume Two``,
    ``second edition``. Lone letters and small numbers in words are not numbers elsewhere.

    Examples:
        >>> sorted(numbers_in("war in 2024 part ii")), sorted(numbers_in("the 2nd edition"))
        (['2', '2024'], ['2'])
        >>> sorted(numbers_in("the navy of one state and i"))
        []
    """
    words = plain.split()
    return frozenset(
        number
        for before, word in zip(["", *words], words, strict=False)
        if (number := _number(word, counted=before in _COUNTED))
    )


@lru_cache(maxsize=10_000)
def is_negated(plain: str) -> bool:
    """Whether a plain title says that something is not so.

    Examples:
        >>> is_negated("ships do not rule"), is_negated("report no 3"), is_negated("ships rule")
        (True, False, False)
    """
    words = plain.split()
    return any(
        word in _NEGATIONS and not (word == "no" and following[:1].isdigit())
        for word, following in zip(words, [*words, ""][1:], strict=True)
    )


def _number(word: str, *, counted: bool) -> str:
    """Return a word as a number in digits; empty where it is none."""
    if match := _ORDINAL.fullmatch(word):
        return match[1]
    if any(letter.isdigit() for letter in word):
        return word
    if word in _ORDINALS:
        return str(_ORDINALS.index(word) + 1)
    if counted and word in _CARDINALS:
        return str(_CARDINALS.index(word) + 1)
    match = _ROMAN.fullmatch(word)
    if not match or not word or (word in _OTHERWISE and not counted):
        return ""
    ones = {"ix": 9, "iv": 4}.get(match[2], match[2].count("i") + 5 * match[2].count("v"))
    return str(10 * len(match[1]) + ones)
