"""The polarity of a claim: which way it says that things go, and whether it denies what it names.

No model of language. A word of falling turns the direction down. A denial ("not", "never", "yet
to") governs the whole claim, but for one in a phrase apart: an opening phrase, a clause with
"which" or "because", what follows "without" or ", not". Where turning the direction round
expresses a denial, that is done; else no criterion is proposed: a slot costs a reviewer less than
the opposite of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from entente.drafting.atoms import lead_end
from entente.drafting.lexicon import read_lexicon
from entente.drafting.phrases import Cue, even, find_cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.drafting.forms import FoundForm
    from entente.drafting.lexicon import Lexicon

Direction = Literal["up", "down"]
Span = tuple[int, int]

# A denial inside one of these says nothing of what is outside.
_APART = re.compile(
    r",\s+(?:which|who|whose|where)\b[^,]*|\b(?:because|although|though|unless|if)\b[^,;]*"
    r"|\bwithout\b[^,;]*|(?:,|\bbut|\band)\s+not\b[^,;]*|\brather than\b[^,;]*",
    re.IGNORECASE,
)
_ENTERS = ("without", "not", "rather than")


@dataclass(frozen=True)
class Polarity:
    """Which way a claim goes.

    Attributes:
        direction: ``None`` where its words go both ways.
        is_decided: Whether the criterion of its form decides on it; not on most denials.
        because: Why, with the very words; empty for a claim that just says so.
        apart: Places of the text that a denial governs and the claim as a whole does not.
    """

    direction: Direction | None = "up"
    is_decided: bool = True
    because: str = ""
    apart: tuple[Span, ...] = ()

    def denies(self, cues: Sequence[Cue]) -> bool:
        """Whether all of some words stand where a denial apart governs them."""
        return any(_lie_inside(cues, span) for span in self.apart)


PLAIN = Polarity()


def find_polarity(text: str, form: FoundForm, lexicon: Lexicon | None = None) -> Polarity:
    """Return which way a claim goes.

    Args:
        text: The claim's words, with those it shares.
        form: Its form, with its words in this text.
        lexicon: The word lists; without them, those of the settings.

    Returns:
        The direction, and whether the criterion of the form can decide.

    Examples:
        >>> from entente.drafting.forms import find_form
        >>> for text in ("Trade fell.", "Trade is not growing.", "Trade will not grow."):
        ...     polarity = find_polarity(text, find_form(text))
        ...     print(polarity.direction, polarity.is_decided)
        down True
        up False
        down True
    """
    lexicon = lexicon or read_lexicon()
    cue_words = lexicon.words.polarity
    denials, apart = _denials(text, form, lexicon)
    direction, because = _direction(text, form, lexicon, denials)
    said = _said(denials)
    count = len([cue for cue in denials if cue.words.lower() != "nor"]) or len(denials)
    if not count:
        unclear = find_cues(text, cue_words.unclear) if form.kind.moves_one_series else []
        if form.kind.each_apart:
            never = [cue for cue in form.cues if find_cues(cue.words, cue_words.hardly)]
            unclear = _outside(find_cues(text, cue_words.apart), never)
        if unclear:
            because = f"{_said(unclear)}: no criterion of this form decides on that"
        return Polarity(direction, not unclear, because, apart)
    if count == 1 and form.kind.turns_denied and direction is not None:
        turned: Direction = "up" if direction == "down" else "down"
        why = f"{said} denies it, so the direction is turned round to {turned}"
        return Polarity(turned, True, why, apart)
    moves = _outside(find_cues(text, [*cue_words.falling, *cue_words.rising]), denials)
    if form.kind.is_dated and _is_no_longer(denials) and not moves:
        return Polarity("down", True, f"{said}: an end, so the direction is down", apart)
    times = "" if count == 1 else " more than once"
    why = (
        f"{said}: the sentence denies it{times}, and no criterion of this form decides on a denial"
    )
    return Polarity(direction, False, why, apart)


def _denials(text: str, form: FoundForm, lexicon: Lexicon) -> tuple[list[Cue], tuple[Span, ...]]:
    """Return the denials of the claim, and the places that denials apart from it govern."""
    plain = even(text)
    lead = lead_end(plain, lexicon)
    spans = [match.span() for match in _APART.finditer(plain, lead)]
    spans += [(0, lead)] if lead else []
    found = find_cues(text, lexicon.words.polarity.denials)
    found = _outside(found, find_cues(text, lexicon.words.polarity.affirmed))
    found = [cue for cue in found if not _is_counted(cue, form)]
    own: list[Cue] = []
    apart: set[Span] = set()
    for cue in found:
        span = next((one for one in spans if one[0] <= cue.start < one[1]), None)
        if span is None or _lie_inside(form.cues, span):
            own.append(cue)
        else:
            apart.add(span)
    for one in spans:
        if plain[one[0] : one[1]].lstrip(", ").lower().startswith(_ENTERS):
            apart.add(one)
            if _lie_inside(form.cues, one):
                own.append(Cue(*one, text[one[0] : one[1]]))
    return list(dict.fromkeys(own)), tuple(sorted(apart))


def _is_counted(denial: Cue, form: FoundForm) -> bool:
    """Whether the form's own words count a denial in, so that it denies nothing more.

    They do where they begin with it ("never part", "no other state") or are about it ("has no
    alternative"), not where it only comes in between ("votes not alike").
    """
    word = denial.words.lower()
    cue = next((each for each in form.cues if _touching([denial], [each])), None)
    if cue is None or word == "no longer":
        return False
    match form.form:
        case "no harm":
            return denial.start == cue.start or word in {"nothing", "no", "nor"}
        case "asymmetry":
            return word != "not"
        case "level":
            return denial.start == cue.start and word != "not"
        case "break" | "co-movement":
            return denial.start == cue.start
        case _:
            return False


def _direction(
    text: str, form: FoundForm, lexicon: Lexicon, denials: Sequence[Cue]
) -> tuple[Direction | None, str]:
    if form.kind.excludes:
        return "down", "the direction is that of the harm, which here is a fall"
    if not form.kind.has_direction:
        return "up", ""
    ends = lexicon.words.polarity.ending if form.kind.is_dated else []
    falling = find_cues(text, [*lexicon.words.polarity.falling, *ends])
    rising = _outside(find_cues(text, lexicon.words.polarity.rising), falling)
    falling, rising = (_outside(cues, denials) for cues in (falling, rising))
    lead = lead_end(even(text), lexicon)
    down, up = ([cue for cue in cues if cue.start >= lead] for cues in (falling, rising))
    if form.kind.two_sided and form.cues:
        near = min([*down, *up], key=lambda cue: abs(cue.start - form.cues[0].start), default=None)
        down, up = [cue for cue in down if cue == near], [cue for cue in up if cue == near]
    else:
        own_down, own_up = (_touching(cues, form.cues) for cues in (down, up))
        if own_down or own_up or form.kind.is_level:
            down, up = own_down, own_up
    if down and up:
        return None, f"{_said(down)} and {_said(up)} go two ways; the direction is left open"
    return ("down", f"{_said(down)}: a fall, so the direction is down") if down else ("up", "")


def _is_no_longer(denials: Sequence[Cue]) -> bool:
    return all(cue.words.lower() == "no longer" for cue in denials)


def _said(cues: Sequence[Cue]) -> str:
    return " and ".join(f"“{word}”" for word in dict.fromkeys(cue.words for cue in cues))


def _lie_inside(cues: Sequence[Cue], span: Span) -> bool:
    return bool(cues) and all(span[0] <= cue.start and cue.end <= span[1] for cue in cues)


def _touching(cues: Sequence[Cue], others: Sequence[Cue]) -> list[Cue]:
    return [c for c in cues if any(c.start < o.end and o.start < c.end for o in others)]


def _outside(cues: Sequence[Cue], others: Sequence[Cue]) -> list[Cue]:
    touching = _touching(cues, others)
    return [cue for cue in cues if cue not in touching]
