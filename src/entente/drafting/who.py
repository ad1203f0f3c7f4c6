"""Which states a sentence speaks of, by name or by a word that points back to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from entente.drafting.phrases import Cue, find_cues
from entente.drafting.words import claim_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from entente.drafting.words import ClaimWords

_STATE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True)
class FoundState:
    """A state that a text speaks of.

    Attributes:
        state: ISO 3166 alpha-3 code.
        cue: The words that name it or point back to it.
        is_named: Whether it is named; else the words point back.
    """

    state: str
    cue: Cue
    is_named: bool = True


def named_states(text: str) -> list[FoundState]:
    """Find the states that a text names, each once, in the order of its first name."""
    from entente.library.tagging.gazetteer import find_mentions

    found: dict[str, FoundState] = {}
    for mention in find_mentions(text):
        if _STATE.fullmatch(mention.place) and mention.place not in found:
            cue = Cue(mention.start, mention.end, mention.words)
            found[mention.place] = FoundState(mention.place, cue)
    return list(found.values())


class Antecedents:
    """The states that "both", "the pair" or "it" stand for, as an abstract is read.

    The rule: a word for several ("both", "their") with fewer than two states named before it in
    its sentence stands for the title's states where the title names two or more, else for those of
    the last sentence that named two or more. A word for one ("it", "its") with no state before it
    stands for the first state of the sentences before.
    """

    def __init__(self, title: str, words: ClaimWords | None = None) -> None:
        """Begin with a title."""
        self._words = words or claim_words()
        self._title = [found.state for found in named_states(title)]
        self._several = self._title if len(self._title) > 1 else []
        self._one = self._title[:1]

    def read(self, sentence: str) -> list[FoundState]:
        """Give the states of the next sentence, in its order.

        Args:
            sentence: The sentence after the last one read.

        Returns:
            Each state once; those pointed back to at the place of the word that does.
        """
        named = named_states(sentence)
        found = list(named)
        held = {each.state for each in named}
        for words, least, behind in (
            (self._words.pronouns.many, 2, self._several),
            (self._words.pronouns.one, 1, self._one),
        ):
            for cue in find_cues(sentence, words):
                before = sum(1 for each in named if each.cue.start < cue.start)
                if before < least:
                    found += [FoundState(s, cue, False) for s in behind if s not in held]
                    held |= set(behind)
        found.sort(key=lambda each: each.cue.start)
        states = [each.state for each in found]
        if len(self._title) < 2 and len(states) > 1:
            self._several = states
        self._one = states[:1] or self._one
        return found


def within(found: Iterable[FoundState], start: int, end: int) -> list[FoundState]:
    """Give the states whose words stand between two offsets of the sentence."""
    return [each for each in found if start <= each.cue.start < end]
