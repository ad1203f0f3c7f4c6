"""Verbs of claims in their forms, to distinguish half a sentence from a list of things."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from entente.drafting.lexicon import read_lexicon
from entente.drafting.phrases import even

if TYPE_CHECKING:
    from entente.drafting.lexicon import Lexicon

# ``base`` is also the plural; ``ed`` the past and the participle.
Kind = Literal["base", "s", "ed", "ing", "be", "have", "modal"]

_TOKEN = re.compile(r"[^\W_]+(?:[.'-][^\W_]+)*")
_VOWELS = "aeiou"
_BE = {"is", "are", "was", "were", "been", "be"}
_HAVE = {"has", "have", "had"}
_MODALS = {"will", "would", "may", "might", "can", "could", "should", "must"}
_DETERMINERS = {
    *("a", "an", "the", "its", "their", "his", "her", "this", "that", "these", "those", "no"),
    *("joint", "of", "each", "both", "some", "any", "many", "few", "own", "such"),
}


@dataclass(frozen=True)
class Token:
    """A word of a text, with the verb form it may be.

    Attributes:
        start, end: Offsets into the text.
        word: In lower case.
        kind: Form of the verb; empty where it is none of the list.
    """

    start: int
    end: int
    word: str
    kind: Kind | Literal[""] = ""


def tokens_of(text: str, lexicon: Lexicon | None = None) -> list[Token]:
    """Return the words of a text with the verb forms they may be.

    Examples:
        >>> [(token.word, token.kind) for token in tokens_of("Beijing has sold oil.")]
        [('beijing', ''), ('has', 'have'), ('sold', 'ed'), ('oil', '')]
    """
    kinds = _kinds(lexicon or read_lexicon())
    found: list[Token] = []
    before = ""
    for match in _TOKEN.finditer(even(text)):
        word = match[0].lower()
        kind: Kind | Literal[""] = kinds.get(word, "")
        # After "the" or "to" no finite form follows: a noun, or an infinitive.
        if before in _DETERMINERS or (before == "to" and kind == "base"):
            kind = ""
        found.append(Token(match.start(), match.end(), word, kind))
        before = word
    return found


@lru_cache(maxsize=8)
def _kinds(lexicon: Lexicon) -> dict[str, Kind]:
    found: dict[str, Kind] = {}
    for verb in lexicon.words.verbs.split():
        for form in (*_past(verb), *lexicon.words.irregular.get(verb, [])):
            found.setdefault(form, "ed")
        found.setdefault(_ing(verb), "ing")
        found.setdefault(_third(verb), "s")
        found[verb] = "base"
    found.update(dict.fromkeys(_BE, "be"))
    found.update(dict.fromkeys(_HAVE, "have"))
    found.update(dict.fromkeys(_MODALS, "modal"))
    return found


def _third(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return f"{verb[:-1]}ies"
    return verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _past(verb: str) -> tuple[str, ...]:
    if verb.endswith("e"):
        return (f"{verb}d",)
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return (f"{verb[:-1]}ied",)
    return (f"{verb}ed", f"{verb}{verb[-1]}ed")


def _ing(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith(("ee", "oe")):
        return f"{verb[:-1]}ing"
    doubles = len(verb) == 3 and verb[-1] in "tn" and verb[1] in _VOWELS
    return f"{verb}{verb[-1]}ing" if doubles else f"{verb}ing"
