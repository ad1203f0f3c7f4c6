"""Fields, theatres and instruments of a text, by the words that stand for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from entente.drafting.lexicon import Field, read_lexicon
from entente.drafting.phrases import Cue, find_cues

if TYPE_CHECKING:
    from entente.drafting.lexicon import Lexicon

FIELDS: tuple[Field, ...] = get_args(Field)
Cues = tuple[Cue, ...]


def find_fields(text: str, lexicon: Lexicon | None = None) -> dict[Field, Cues]:
    """Return the fields that a text speaks of.

    A text that names none, but speaks of the relation as a whole, speaks of all three.

    Args:
        text: A sentence or a part of one.
        lexicon: The word lists; without them, those of the settings.

    Returns:
        The fields in the order military, economic, diplomatic, each with its words.

    Examples:
        >>> list(find_fields("They hold naval drills and sell oil."))
        ['military', 'economic']
        >>> list(find_fields("Their ties deepen."))
        ['military', 'economic', 'diplomatic']
    """
    lexicon = lexicon or read_lexicon()
    found: dict[Field, Cues] = {}
    for field in FIELDS:
        if cues := find_cues(text, getattr(lexicon.words.fields, field)):
            found[field] = tuple(cues)
    if not found and (cues := find_cues(text, lexicon.words.fields.all)):
        found = dict.fromkeys(FIELDS, tuple(cues))
    return found


def find_theatres(text: str, lexicon: Lexicon | None = None) -> dict[str, Cues]:
    """Return the theatres that a text names, in the order of ``theatres.yml``.

    A place that is only an occasion ("since the war in Ukraine") is passed over.

    Examples:
        >>> list(find_theatres("the areas around Japan and Taiwan"))
        ['japan', 'taiwan']
    """
    lexicon = lexicon or read_lexicon()
    occasions = find_cues(text, lexicon.words.occasions)
    found = {
        name: tuple(
            cue
            for cue in find_cues(text, cues)
            if not any(each.start <= cue.start < each.end for each in occasions)
        )
        for name, cues in lexicon.words.theatres.items()
    }
    return {name: cues for name, cues in found.items() if cues}


def find_instruments(text: str, lexicon: Lexicon | None = None) -> dict[str, Cues]:
    """Return the instruments of the ledger that a text names.

    Examples:
        >>> list(find_instruments("joint exercises and vetoes"))
        ['joint_exercise', 'veto']
    """
    lexicon = lexicon or read_lexicon()
    found = {name: tuple(find_cues(text, cues)) for name, cues in lexicon.words.instruments.items()}
    return {name: cues for name, cues in found.items() if cues}
