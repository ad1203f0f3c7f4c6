"""Which measures and criteria could test a claim, proposed by form, field, theatre and words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from entente.claim_forms import claim_forms
from entente.criteria import criteria
from entente.drafting.forms import FoundForm
from entente.drafting.lexicon import read_lexicon
from entente.drafting.phrases import find_cues
from entente.drafting.polarity import PLAIN, find_polarity
from entente.drafting.scope import find_instruments
from entente.measures import measures

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from entente.drafting.lexicon import Events, Hint, Lexicon
    from entente.drafting.polarity import Direction, Polarity
    from entente.measures import Measure

MOST_LENSES = 4
# A slot that words cannot fill; written empty, so that the draft is refused until somebody has.
SLOT = None


@dataclass(frozen=True)
class Proposal:
    """A lens to be reviewed: what to measure, and the rule of the claim's form.

    Attributes:
        measure, criterion: Names that exist; no criterion where none decides on the polarity.
        title: A few words.
        direction: Which way the claim says; ``None`` stands for a slot.
        why_direction: Why that direction, or no criterion; empty for a plain rise.
        states: In the order of the measure's grain; empty: the case's partners, or none; ``None``
            stands for a slot.
        where: Narrowing; ``None`` stands for a slot.
        against: A second series, comparators or events.
        options: Options of the criterion; ``None`` stands for a slot.
        because: Why it is proposed, with the very words.
        blind_to_hint: For the reviewer, never written into the slot.
    """

    measure: str
    criterion: str | None
    title: str
    because: str
    direction: Direction | None = "up"
    why_direction: str = ""
    states: tuple[str, ...] | None = ()
    where: dict[str, Any] = field(default_factory=dict)
    against: tuple[dict[str, Any], ...] = ()
    options: dict[str, Any] = field(default_factory=dict)
    blind_to_hint: str = ""


def criterion_of(form: str) -> str | None:
    """Return the criterion that drafts of a form propose; ``None`` for the form ``none``.

    Examples:
        >>> criterion_of("trend"), criterion_of("none")
        ('rises', None)
    """
    return next((entry.name for entry in criteria if entry.form == form and entry.drafted), None)


def propose(
    text: str,
    form: str,
    fields: Collection[str],
    theatres: Sequence[str] = (),
    states: Sequence[str] | None = (),
    lexicon: Lexicon | None = None,
    polarity: Polarity | None = None,
) -> list[Proposal]:
    """Propose measures for a claim.

    Args:
        text: The claim's words, with those it shares.
        form: One of the nine forms.
        fields: Its fields; empty: all three.
        theatres: Its theatres.
        states: Its states in the order of the text; ``None`` where words cannot identify them.
        lexicon: The word lists; without them, those of the settings.
        polarity: Which way it goes; without it, found from the words.

    Returns:
        At most four, those with most words of the text first; each field that has a measure
        without words keeps one. Empty where no measure fits the form.

    Examples:
        >>> found = propose("Their trade grew.", "trend", ["economic"], states=["CHN", "RUS"])
        >>> found[0].measure, found[0].criterion, found[0].states
        ('trade_value', 'rises', ('CHN', 'RUS'))
    """
    lexicon = lexicon or read_lexicon()
    criterion = criterion_of(form)
    if criterion is None:
        return []
    polarity = polarity or find_polarity(text, FoundForm(form, "", ""), lexicon)
    named = find_instruments(text, lexicon)
    other = _other_measures(text, form, fields, lexicon)
    ranked: list[tuple[int, int, Proposal, Hint]] = []
    for order, hint in enumerate(lexicon.measures.hints):
        if form not in hint.forms or (fields and not set(fields) & set(hint.fields)):
            continue
        if hint.theatres and not set(theatres) & set(hint.theatres):
            continue
        found = find_cues(text, hint.words)
        if not found and not hint.always:
            continue
        instruments = [name for name in hint.instruments if name in named]
        found += [named[name][0] for name in instruments]
        cues = list(dict.fromkeys(cue.words for cue in found))
        proposal = _fill(hint, criterion, cues, instruments, theatres, states, lexicon)
        if not cues and other:
            because = f"{proposal.because} that {criterion} can read ({other})"
            proposal = replace(proposal, because=because)
        proposal = with_polarity(proposal, polarity, lexicon, denied=polarity.denies(found))
        ranked.append((-len(cues), order, proposal, hint))
    ranked.sort(key=lambda entry: entry[:2])
    return _pick(ranked, fields)


def with_polarity(
    proposal: Proposal, polarity: Polarity, lexicon: Lexicon, *, denied: bool = False
) -> Proposal:
    """Set the direction of a proposal to that of its claim, or no criterion where none decides.

    Args:
        proposal: A lens to be reviewed.
        polarity: Which way the claim goes.
        lexicon: The word lists.
        denied: Whether the words that the measure was proposed by are denied, if not the claim.
    """
    if denied:
        why = "these words are in a denial, and no criterion of this form decides on one"
    elif not polarity.is_decided:
        why = polarity.because
    else:
        way, why = polarity.direction, polarity.because
        if way and any(
            hint.reversed for hint in lexicon.measures.hints if hint.measure == proposal.measure
        ):
            way = "up" if way == "down" else "down"
            turns = f"more {proposal.title[:1].lower()}{proposal.title[1:]} is less of what is said"
            why = f"{why}; {turns}, so it goes {way}".removeprefix("; ")
        return replace(proposal, direction=way, why_direction=why)
    return replace(proposal, criterion=SLOT, direction="up", why_direction=why, options={})


def _other_measures(text: str, form: str, fields: Collection[str], lexicon: Lexicon) -> str:
    """Return which words of a text name other measures of its fields."""
    found: dict[str, str] = {}
    for hint in lexicon.measures.hints:
        if form not in hint.forms and (not fields or set(fields) & set(hint.fields)):
            for cue in find_cues(text, hint.words):
                found.setdefault(cue.words, hint.measure)
    said = [f"“{words}” names {measure}" for words, measure in found.items()]
    return ", ".join(said[:MOST_LENSES])


def propose_measure(
    name: str,
    form: str,
    states: Sequence[str] | None,
    because: str,
    polarity: Polarity | None = None,
    lexicon: Lexicon | None = None,
) -> Proposal | None:
    """Propose one measure by its name, as its hint would or bare.

    Args:
        name: Name of a measure that exists.
        form: One of the nine forms.
        states: States of the claim.
        because: Who names it.
        polarity: Which way the claim goes; without it, up.
        lexicon: The word lists; without them, those of the settings.

    Returns:
        The proposal; ``None`` where the criterion of the form cannot read the measure.
    """
    lexicon = lexicon or read_lexicon()
    measure = measures[name]
    criterion = criterion_of(form)
    if criterion is None:
        return None
    if not claim_forms[form].is_scored and (measure.is_dated) == criteria[criterion].periodic:
        return None
    for hint in lexicon.measures.hints:
        if hint.measure == name and form in hint.forms:
            filled = _fill(hint, criterion, [], [], [], states, lexicon)
            return with_polarity(replace(filled, because=because), polarity or PLAIN, lexicon)
    bare = Proposal(
        measure=name,
        criterion=criterion,
        title=measure.title[:100],
        because=because,
        states=_states_of(measure, states),
        options=lexicon.measures.options_of(criterion),
    )
    return with_polarity(bare, polarity or PLAIN, lexicon)


def _pick(
    ranked: Sequence[tuple[int, int, Proposal, Hint]], fields: Collection[str]
) -> list[Proposal]:
    """Keep those with words; of the rest, one for a field that nothing else covers."""
    spoken = [entry for entry in ranked if entry[0] < 0][:MOST_LENSES]
    covered = {name for entry in spoken for name in entry[3].fields}
    kept = list(spoken)
    for entry in ranked:
        new = (set(entry[3].fields) & set(fields or entry[3].fields)) - covered
        if entry[0] == 0 and new and len(kept) < MOST_LENSES:
            kept.append(entry)
            covered |= set(entry[3].fields)
    return [entry[2] for entry in kept]


def _fill(
    hint: Hint,
    criterion: str,
    cues: Sequence[str],
    instruments: Sequence[str],
    theatres: Sequence[str],
    states: Sequence[str] | None,
    lexicon: Lexicon,
) -> Proposal:
    measure = measures[hint.measure]
    where: dict[str, Any] = {}
    for key, value in hint.where.items():
        stands = _stand_in(value, instruments or hint.default, theatres, states)
        if stands != []:
            where[key] = stands
    asked = _states_of(measure, states)
    cited = "the words " + ", ".join(f"“{cue}”" for cue in dict.fromkeys(cues))
    because = cited if cues else "the form and the field; no word names a measure"
    return Proposal(
        measure=hint.measure,
        criterion=criterion,
        title=hint.title,
        because=because,
        states=asked,
        where=where,
        against=_against(hint, where, asked, theatres, states, lexicon.measures.events),
        options={} if hint.against == "own" else lexicon.measures.options_of(criterion),
        blind_to_hint=hint.blind_to_hint,
    )


def _stand_in(
    value: str, instruments: Sequence[str], theatres: Sequence[str], states: Sequence[str] | None
) -> str | list[str] | None:
    """Return what a stand-in of a hint stands for; an empty list: leave the key out."""
    match value:
        case "slot":
            return SLOT
        case "named":
            return list(instruments) or SLOT
        case "theatres":
            return list(theatres)
        case "states":
            return SLOT if states is None else sorted(states[:2])
        case "first":
            return SLOT if states is None else list(states[:1])
        case _:
            return value


def _states_of(measure: Measure, states: Sequence[str] | None) -> tuple[str, ...] | None:
    """Return the states that a measure is computed for, by its grain."""
    if states is None:
        return SLOT if {"state", "state_a"} & set(measure.grain) else ()
    if "state_a" in measure.grain:
        return tuple(sorted(states[:2])) if len(states) > 1 else ()
    if "partner" in measure.grain:
        return tuple(states[:2]) if len(states) > 1 else ()
    return tuple(states[:1]) if "state" in measure.grain else ()


def _against(
    hint: Hint,
    where: dict[str, Any],
    asked: tuple[str, ...] | None,
    theatres: Sequence[str],
    states: Sequence[str] | None,
    events: Events,
) -> tuple[dict[str, Any], ...]:
    match hint.against:
        case "":
            return ()
        case "partner":
            turned = list(reversed(asked or ())) or SLOT
            return ({"measure": hint.measure, "states": turned},)
        case "own":
            second: dict[str, Any] = {"measure": hint.measure, "states": SLOT}
            return (second | ({"where": where} if where else {}),)
        case "other":
            other = list((states or ())[1:2]) or SLOT
            return ({"measure": hint.measure, "where": where | {"actors": other}},)
        case "events":
            known = events.instruments
            instruments = next((known[name] for name in theatres if name in known), SLOT)
            return ({"measure": events.measure, "where": {"instrument": instruments}},)
        case instruments:
            return ({"measure": hint.measure, "where": {"instrument": list(instruments)}},)
