"""Which states a sentence speaks of, by name or by a word that points back to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from entente.drafting.lexicon import read_lexicon
from entente.drafting.phrases import Cue, find_cues

if TYPE_CHECKING:
    from collections.abc import Iterable

    from entente.drafting.lexicon import Lexicon

_STATE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True)
class FoundState:
    """A state that a text speaks of.

    Attributes:
        state: ISO 3166 alpha-3 code.
        cue: The words that name it or point back to it.
        is_named: Whether it is named; else the words point back.
        could_be: States that the words could mean, where they mean two and more than two could be
            meant, or fewer; ``state`` is then empty.
    """

    state: str
    cue: Cue
    is_named: bool = True
    could_be: tuple[str, ...] = ()


def named_states(text: str, lexicon: Lexicon | None = None) -> list[FoundState]:
    """Find the states that a text names, each once, in the order of its first name."""
    return first_each(_names(text, lexicon or read_lexicon()))


def first_each(found: Iterable[FoundState]) -> list[FoundState]:
    """Keep each state at its first place."""
    kept: dict[str, FoundState] = {}
    for each in found:
        kept.setdefault(each.state, each)
    return list(kept.values())


def _names(text: str, lexicon: Lexicon) -> list[FoundState]:
    """Find every name of a state."""
    from entente.library.tagging.gazetteer import find_mentions

    return [
        FoundState(mention.place, Cue(mention.start, mention.end, mention.words))
        for mention in find_mentions(text, lexicon.folder)
        if _STATE.fullmatch(mention.place)
    ]


class Antecedents:
    """The states that "both", "the pair" or "it" stand for, as an abstract is read.

    The rule: a word for two ("both", "the two") stands for the states named before it in its
    sentence where these are two; with fewer named before it, for the title's states, else for
    those of the last sentence that named several; and where those are not two either, for none
    that words can identify. A word for several ("their") with fewer than two named before it stands
    for the title's or the last sentence's several. A word for one ("it", "its") with no state
    before it stands for the first state of the sentences before.
    """

    def __init__(self, title: str, lexicon: Lexicon | None = None) -> None:
        """Begin with a title."""
        self._lexicon = lexicon or read_lexicon()
        self._title = [found.state for found in named_states(title, self._lexicon)]
        self._several = self._title if len(self._title) > 1 else []
        self._one = self._title[:1]

    def read(self, sentence: str) -> list[FoundState]:
        """Return the states of the next sentence, in its order.

        Args:
            sentence: The sentence after the last one read.

        Returns:
            Each state at all of its names, and at every word for two that points back to it; those
            pointed back to at the place of the word that does. A word for two that could mean more
            or fewer states has an entry without a state.
        """
        found = _names(sentence, self._lexicon)
        named = first_each(found)
        held = {each.state for each in named}
        for cue in find_cues(sentence, self._lexicon.words.pronouns.two):
            if not _is_before_names(sentence, cue, named):
                found += self._two(cue, named)
        held |= {each.state for each in found}
        for pronouns, least, behind in (
            (self._lexicon.words.pronouns.many, 2, self._several),
            (self._lexicon.words.pronouns.one, 1, self._one),
        ):
            for cue in find_cues(sentence, pronouns):
                before = sum(1 for each in named if each.cue.start < cue.start)
                if before < least:
                    found += [FoundState(s, cue, False) for s in behind if s not in held]
                    held |= set(behind)
        found.sort(key=lambda each: each.cue.start)
        states = list(dict.fromkeys(each.state for each in found if each.state))
        if len(self._title) < 2 and len(states) > 1:
            self._several = states
        self._one = states[:1] or self._one
        return found

    def _two(self, cue: Cue, named: list[FoundState]) -> list[FoundState]:
        """Return the two states that a word for two stands for, or that they are unknown."""
        before = [each.state for each in named if each.cue.start < cue.start]
        meant = before if len(before) > 1 else self._several
        if len(meant) == 2 and set(before) <= set(meant):
            return [FoundState(state, cue, False) for state in meant]
        could_be = tuple(dict.fromkeys([*before, *meant]))
        return [FoundState("", cue, False, could_be)]


def _is_before_names(sentence: str, cue: Cue, named: list[FoundState]) -> bool:
    """Whether the states follow directly: "both China and Russia"."""
    between = (sentence[cue.end : each.cue.start] for each in named if each.cue.start >= cue.end)
    return any(re.fullmatch(r"\s+(?:the\s+)?", text) for text in between)


def states_between(found: Iterable[FoundState], start: int, end: int) -> list[FoundState]:
    """Return the states whose words are between two offsets of the sentence."""
    return [each for each in found if start <= each.cue.start < end]
