"""The form of a text: which of the nine kinds of claim it makes, if any, and by which words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from entente.claim_forms import ClaimForm, claim_forms
from entente.drafting.lexicon import read_lexicon
from entente.drafting.phrases import Cue, find_cues

if TYPE_CHECKING:
    from entente.drafting.lexicon import Lexicon

NONE = "none"
_NO_FORM = ClaimForm(("", ""))


@dataclass(frozen=True)
class FoundForm:
    """A form with its reason.

    Attributes:
        form: One of the nine, or ``none`` where no open data could test the text.
        rule: Name of the rule that decided.
        because: Its reason, one sentence.
        cues: The words it was decided by; empty where none decided.
    """

    form: str
    rule: str
    because: str
    cues: tuple[Cue, ...] = ()

    @property
    def kind(self) -> ClaimForm:
        """What follows from the form; nothing where it is none of them."""
        return claim_forms.get(self.form, _NO_FORM)

    @property
    def is_testable(self) -> bool:
        """Whether it is one of the nine forms."""
        return self.form != NONE


def find_form(text: str, lexicon: Lexicon | None = None) -> FoundForm:
    """Return the form of a sentence, or of an atom of one.

    The rules are tried in the order of ``claim_words.yml``; the first whose words are in the
    text decides. A denied harm comes before a change, so that "has not weakened" is not a trend.

    Args:
        text: A sentence or a part of one.
        lexicon: The word lists; without them, those of the settings.

    Returns:
        The form with the rule, its reason and the very words.

    Examples:
        >>> find_form("Trade has not yet undermined their interests.").form
        'no harm'
        >>> find_form("Russia grows ever more dependent on China.").form
        'asymmetry'
        >>> find_form("This report examines their ties.").because
        'Says what the text itself does, not how things are.'
    """
    lexicon = lexicon or read_lexicon()
    if text.rstrip("\"'”’) ").endswith("?"):
        return FoundForm(NONE, "question", "A question claims nothing.")
    for rule in lexicon.words.forms:
        cues = find_cues(text, rule.words)
        if cues and rule.also:
            also = find_cues(text, rule.also)
            cues = [*cues, *also] if also else []
        if cues and not find_cues(text, rule.unless):
            return FoundForm(rule.form, rule.name, rule.because, tuple(cues))
    return FoundForm(
        lexicon.words.otherwise,
        "no cue",
        "No word of the list speaks; a bare statement is the usual case.",
    )
