"""Sentences that name nothing to measure: no state and no measure, or no English words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from entente.drafting.forms import NONE, FoundForm
from entente.drafting.lexicon import read_lexicon
from entente.drafting.phrases import find_cues
from entente.drafting.scope import find_fields, find_instruments, find_theatres

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.drafting.lexicon import Lexicon
    from entente.drafting.who import FoundState

_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_WORD = re.compile(r"[^\W\d_]+")
# A shorter sentence may be English without a word of the list: "Trade grows."
LONG = 8


def find_nothing(
    sentence: str, states: Sequence[FoundState], lexicon: Lexicon | None = None
) -> FoundForm | None:
    """Return why a sentence names nothing that could be measured.

    Args:
        sentence: A sentence.
        states: Its states, those that words point back to included.
        lexicon: The word lists; without them, those of the settings.

    Returns:
        The form ``none`` with the reason; ``None`` for a sentence that names something.

    Examples:
        >>> find_nothing("No one knows.", []).rule
        'nothing named'
        >>> find_nothing("Trade grows.", []) is None
        True
    """
    lexicon = lexicon or read_lexicon()
    letters, latin = len(_LETTER.findall(sentence)), len(_LATIN.findall(sentence))
    long = len(_WORD.findall(sentence)) >= LONG
    if 2 * latin <= letters or (long and not find_cues(sentence, lexicon.words.english)):
        reason = "Is not in English, and the word lists know no other language."
        return FoundForm(NONE, "not English", reason)
    named = (
        any(each.state for each in states),
        find_fields(sentence, lexicon),
        find_theatres(sentence, lexicon),
        find_instruments(sentence, lexicon),
    )
    if any(named) or any(find_cues(sentence, hint.words) for hint in lexicon.measures.hints):
        return None
    reason = "Names no state, and no word of it names a field, a place or a measure."
    return FoundForm(NONE, "nothing named", reason)
