"""Hedges: the words by which a report says less than it seems to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from entente.drafting.lexicon import read_lexicon
from entente.drafting.phrases import Cue, find_cues

if TYPE_CHECKING:
    from entente.drafting.lexicon import Lexicon


@dataclass(frozen=True)
class Hedge:
    """A hedge of a text.

    Attributes:
        cue: The words and where they are.
        takes: How a rule usually takes them.
        is_weak: Whether it is only how often, how many, until when or an intent.
    """

    cue: Cue
    takes: str
    is_weak: bool = False


def find_hedges(text: str, lexicon: Lexicon | None = None) -> list[Hedge]:
    """Find the hedges of a text in their order.

    Args:
        text: A sentence or a part of one.
        lexicon: The word lists; without them, those of the settings.

    Returns:
        One entry a place; empty where the text says it flatly.

    Examples:
        >>> [hedge.cue.words for hedge in find_hedges("Their interests sometimes diverge.")]
        ['sometimes']
        >>> find_hedges("They drill together in May.")
        []
    """
    lexicon = lexicon or read_lexicon()
    found = sorted(
        (
            Hedge(cue, rule.takes, rule.weak)
            for rule in lexicon.words.hedges
            for cue in find_cues(text, rule.words)
            if not find_cues(text[cue.start : cue.end + 20], rule.unless)
        ),
        key=lambda hedge: (hedge.cue.start, -hedge.cue.end),
    )
    kept: list[Hedge] = []
    for hedge in found:
        if not kept or hedge.cue.start >= kept[-1].cue.end:
            kept.append(hedge)
    return kept
