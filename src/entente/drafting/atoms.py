"""Atoms: the parts of a sentence that can each stand as a claim.

No model of language: a sentence is split only where words say so. (1) A clause that begins with
"while", "even as", "but" or a semicolon and has a verb of its own. (2) A second verb after "and"
in the same form as the first ("fuels the war and defends the invasion"); two verbs side by side
("deepening and expanding") are one. (3) Members of a list after "including" or "such as" that each
name a theatre or an instrument, and those of a closing list of three or more short objects
("bought missiles, cameras and ships"). Everything else stays whole: a missed split costs a reviewer
less than a wrong one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from entente.drafting.lexicon import read_lexicon
from entente.drafting.phrases import even
from entente.drafting.scope import find_instruments, find_theatres
from entente.drafting.verbs import Token, tokens_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.drafting.lexicon import Lexicon

Span = tuple[int, int]

# A leading phrase of place or time holds for every atom of the sentence.
_LEAD = re.compile(
    r"(?:in|on|around|to|since|after|over|during|at|by|across|along|beyond|despite|amid|following|"
    r"under|throughout|within|as|when|from|for|although|though|while)\b[^,;]{2,120},\s*",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?:;\s+(?:and\s+)?|,\s+(?:while|whereas|even as|although|though|but|yet|and)\s+"
    r"|\s+(?:while|whereas|even as|even though)\s+)",
    re.IGNORECASE,
)
_AND = re.compile(
    r",?\s+(?:and|but|or)\s+(?:(?:also|then|now|even|thus|\w{1,30}ly)\s+)?", re.IGNORECASE
)
_LIST = re.compile(r",?\s(?:including|such as|namely|notably)\s", re.IGNORECASE)
_PART = re.compile(r",\s+(?:and\s+|or\s+)?|\s+and\s+")
_PREPOSITIONS = {
    *("by", "toward", "towards", "from", "for", "of", "in", "on", "with", "without", "through"),
    *("despite", "before", "after", "against", "about", "into", "at", "while"),
}
MOST_PARTS = 8
LONGEST_MEMBER = 8
# Longer than any sentence that is one.
LONGEST = 2_000
MEMBER = "a member of the list"


@dataclass(frozen=True)
class Atom:
    """A part of a sentence that can stand as a claim.

    Attributes:
        start, end: Offsets into the sentence.
        text: The words between them.
        shared: Words of the sentence that hold for it too: a leading phrase of place or time, and
            the subject where it has none.
        because: Why it was split off; empty for a sentence that stays whole.
        spans: Offsets of the shared words, in order.
    """

    start: int
    end: int
    text: str
    shared: str = ""
    because: str = ""
    spans: tuple[Span, ...] = ()

    @property
    def whole(self) -> str:
        """The atom with the words it shares."""
        return f"{self.shared} {self.text}".strip()


def split_atoms(sentence: str, lexicon: Lexicon | None = None) -> list[Atom]:
    """Split a sentence into atoms.

    Args:
        sentence: One sentence.
        lexicon: The word lists; without them, those of the settings.

    Returns:
        At least one atom; offsets in order and apart, each atom's text as it is.

    Examples:
        >>> [atom.text for atom in split_atoms("Beijing fuels the war and defends the invasion.")]
        ['Beijing fuels the war', 'defends the invasion.']
        >>> len(split_atoms("Both are deepening and expanding their ties."))
        1
        >>> [a.text for a in split_atoms("They meet around places, including Japan and Taiwan.")]
        ['They meet around places, including Japan', 'Taiwan.']
    """
    if len(sentence) > LONGEST:
        return [Atom(0, len(sentence), sentence)]
    lexicon = lexicon or read_lexicon()
    plain = even(sentence)
    lead = lead_end(plain, lexicon)
    found: list[Atom] = []
    for start, end, reason in _clauses(plain, lead, lexicon):
        found += _verbs(sentence, start, end, reason, lead if found else 0, lexicon)
    found = [part for atom in found for part in _members(sentence, atom, lexicon)]
    return found or [Atom(0, len(sentence), sentence)]


def lead_end(plain: str, lexicon: Lexicon | None = None) -> int:
    """Return where a leading phrase of place or time ends; zero where there is none.

    Examples:
        >>> lead_end("Since the war, trade has grown."), lead_end("Trade has grown.")
        (15, 0)
    """
    match = _LEAD.match(plain)
    return match.end() if match and _has_finite(tokens_of(plain[match.end() :], lexicon)) else 0


def _clauses(plain: str, lead: int, lexicon: Lexicon) -> list[tuple[int, int, str]]:
    """Return the clauses as offsets, each with the word that separates it from the one before."""
    cuts: list[tuple[int, int]] = []
    start = lead
    for match in _CLAUSE.finditer(plain, lead):
        before = tokens_of(plain[start : match.start()], lexicon)
        if _has_finite(before) and _is_clause(plain[match.end() :], lexicon):
            cuts.append((match.start(), match.end()))
            start = match.end()
    found: list[tuple[int, int, str]] = []
    start, reason = 0, ""
    for cut, after in cuts:
        found.append((start, cut, reason))
        word = plain[cut:after].strip(" ,")
        start, reason = after, f"a clause of its own after “{word}”"
    found.append((start, len(plain), reason))
    return [(one, two, why) for one, two, why in found if plain[one:two].strip(" ,.;")]


def _is_clause(rest: str, lexicon: Lexicon) -> bool:
    """Whether what follows is a clause: a subject and its verb, or a verb in ``-ing``."""
    ahead = _CLAUSE.split(rest, maxsplit=1)[0]
    tokens = tokens_of(ahead, lexicon)[:14]
    if not tokens:
        return False
    if tokens[0].kind == "ing":
        return True
    if tokens[0].word in _PREPOSITIONS:
        return False
    return any(token.kind not in {"", "ing"} for token in tokens[1:])


def _has_finite(tokens: Sequence[Token]) -> bool:
    return any(
        token.kind in {"s", "be", "have", "modal"} or (token.kind in {"base", "ed"} and i > 0)
        for i, token in enumerate(tokens)
    )


def _verbs(
    sentence: str, start: int, end: int, reason: str, lead: int, lexicon: Lexicon
) -> list[Atom]:
    """Split a clause at a second verb of the form of its first."""
    plain = even(sentence)
    tokens = [t for t in tokens_of(plain, lexicon) if start <= t.start and t.end <= end]
    main = _main(tokens)
    shared: tuple[Span, ...] = ((0, lead),) if lead and start >= lead else ()
    if start and tokens and tokens[0].kind == "ing":
        whole = [token for token in tokens_of(plain, lexicon) if token.start >= lead]
        verb = _main(whole)
        shared += ((lead, whole[verb].start),) if verb is not None else ()
    if main is None:
        return [_atom(sentence, start, end, shared, reason)]
    first = tokens[main]
    own = start if start else lead
    found: list[Atom] = []
    here, why, part = start, reason, shared
    for match in _AND.finditer(plain, first.end, end):
        after = next((token for token in tokens if token.start >= match.end()), None)
        before = [token for token in tokens if token.end <= match.start()]
        if after is None or after.start != match.end():
            continue
        word = match[0].strip(" ,")
        if _coordinates(tokens, main, before, after):
            spans = (*(((0, lead),) if lead and not start else shared), (own, first.start))
            reason = f"a second verb, “{sentence[after.start : after.end]}”, after “{word}”"
        elif second := _second_clause(tokens, before, after):
            spans = shared
            reason = f"a second subject with its verb, “{second.word}”, after “{word}”"
        else:
            continue
        found.append(_atom(sentence, here, match.start(), part, why))
        here, part, why = match.end(), spans, reason
    return [*found, _atom(sentence, here, end, part, why)]


def _main(tokens: Sequence[Token]) -> int | None:
    """Find the first finite verb of a clause, past ``is`` or ``has`` to what they carry."""
    for i, token in enumerate(tokens):
        if token.kind in {"be", "have", "modal"}:
            for j in range(i + 1, min(i + 4, len(tokens))):
                if tokens[j].kind in {"ing", "ed", "base"}:
                    return j
            return i
        if token.kind == "s" or (token.kind in {"base", "ed"} and i > 0):
            return i
    return None


def _coordinates(tokens: Sequence[Token], main: int, before: Sequence[Token], after: Token) -> bool:
    first = tokens[main]
    if not before or before[-1].kind == after.kind or before[-1] is first:
        return False  # "deepening and expanding", "manage and shape": one claim with two verbs
    if after.kind in {"be", "have", "modal"}:
        return True
    if after.kind == "s":
        return first.kind in {"s", "be", "have"}
    if after.kind != first.kind or after.kind == "":
        return False
    between = {token.word for token in tokens[main + 1 : len(before)]}
    if after.kind == "ing":
        return not between & _PREPOSITIONS
    return not (after.kind == "base" and "to" in between)


def _second_clause(tokens: Sequence[Token], before: Sequence[Token], after: Token) -> Token | None:
    """Find the verb of a second clause: "its power wanes and dependence deepens"."""
    if after.kind or not before or before[-1].kind not in {"s", "ed"}:
        return None
    ahead = [token for token in tokens if token.start > after.start][:6]
    return next((token for token in ahead if token.kind == before[-1].kind), None)


def _members(sentence: str, atom: Atom, lexicon: Lexicon) -> list[Atom]:
    """Split the members of a list that each name a theatre or an instrument."""
    plain = even(sentence)
    opening = next(iter(_LIST.finditer(plain, atom.start, atom.end)), None)
    if opening is None:
        return _objects(sentence, atom, lexicon)
    cuts = list(_PART.finditer(plain, opening.end(), atom.end))
    bounds = [opening.end(), *(edge for cut in cuts for edge in cut.span()), atom.end]
    parts = list(zip(bounds[::2], bounds[1::2], strict=True))
    names = [_named(sentence[one:two], lexicon) for one, two in parts]
    # "aerial and naval patrols" is a list inside a list: a part that names nothing joins the next.
    joined: list[tuple[int, int]] = []
    held: int | None = None
    for (one, two), named in zip(parts, names, strict=True):
        held = one if held is None else held
        if named:
            joined.append((held, two))
            held = None
    if held is not None and joined:
        joined[-1] = (joined[-1][0], atom.end)
    if not 2 <= len(joined) <= MOST_PARTS:
        return [atom]
    shared = (*atom.spans, (atom.start, opening.start()))
    reason = f"{MEMBER} after “{opening[0].strip(' ,')}”"
    first = _atom(sentence, atom.start, joined[0][1], atom.spans, atom.because)
    return [first, *(_atom(sentence, one, two, shared, reason) for one, two in joined[1:])]


def _objects(sentence: str, atom: Atom, lexicon: Lexicon) -> list[Atom]:
    """Split a closing list of three or more short objects: "bought missiles, cameras and ships"."""
    plain = even(sentence)
    tokens = [t for t in tokens_of(plain, lexicon) if atom.start <= t.start and t.end <= atom.end]
    main = _main(tokens)
    if main is None:
        return [atom]
    after = tokens[main].end
    cuts = list(_PART.finditer(plain, after, atom.end))
    last = next((i for i in range(len(cuts) - 1, -1, -1) if "and" in cuts[i][0]), None)
    if last is None or last < 1 or not 3 <= last + 2 <= MOST_PARTS:
        return [atom]
    first = last
    while first > 0 and cuts[first - 1][0].strip() == ",":
        first -= 1
    run = cuts[first : last + 1]
    bounds = [run[0].end(), *(edge for cut in run[1:] for edge in cut.span()), atom.end]
    parts = list(zip(bounds[::2], bounds[1::2], strict=True))
    if len(run) < 2 or not all(_is_short(plain[one:two], lexicon) for one, two in parts):
        return [atom]
    head = _atom(sentence, atom.start, run[0].start(), atom.spans, atom.because)
    # The words before the list hold for every member of it: all up to the main verb.
    shared = (*atom.spans, (atom.start, after))
    reason = f"{MEMBER} after “{sentence[:after].rsplit(maxsplit=1)[-1]}”"
    return [head, *(_atom(sentence, one, two, shared, reason) for one, two in parts)]


def _is_short(part: str, lexicon: Lexicon) -> bool:
    tokens = tokens_of(part, lexicon)
    if not 1 <= len(tokens) <= LONGEST_MEMBER or tokens[0].word in _PREPOSITIONS:
        return False
    return not any(token.kind in {"be", "have", "modal"} for token in tokens)


def _named(part: str, lexicon: Lexicon) -> bool:
    return bool(find_theatres(part, lexicon) or find_instruments(part, lexicon))


def _atom(sentence: str, start: int, end: int, spans: tuple[Span, ...], because: str) -> Atom:
    text = sentence[start:end]
    start += len(text) - len(text.lstrip(" ,;"))
    end -= len(text) - len(text.rstrip(" ,;"))
    shared = " ".join(" ".join(sentence[one:two].split()) for one, two in spans)
    return Atom(start, end, sentence[start:end], shared, because, spans)
