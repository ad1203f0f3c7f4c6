"""A draft: the claims that a text seems to make, each with what it was read from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from entente.drafting.atoms import MEMBER, split_atoms
from entente.drafting.forms import FoundForm, find_form
from entente.drafting.hedges import Hedge, find_hedges
from entente.drafting.lexicon import read_lexicon
from entente.drafting.nothing import find_nothing
from entente.drafting.phrases import find_cues
from entente.drafting.polarity import PLAIN, Polarity, find_polarity
from entente.drafting.proposals import Proposal, propose
from entente.drafting.scope import find_fields, find_theatres
from entente.drafting.who import Antecedents, FoundState, first_each, states_between
from entente.library.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.drafting.atoms import Atom
    from entente.drafting.lexicon import Field, Lexicon
    from entente.library.record import Record


@dataclass(frozen=True)
class DraftClaim:
    """A claim that somebody has yet to review.

    Attributes:
        id: Stable for one text: sentence, form and a number.
        sentence: Its number, from 1.
        atom: The words, with their place in the sentence.
        form: Its form and why.
        states: States it speaks of, in order.
        fields, theatres: Each with the words that named it.
        hedges: Words that soften it.
        causes: Words that give a cause, which stays untested.
        proposals: Measures that could test it.
        polarity: Which way it says that things go, and whether it denies what it names.
        source: Who proposed it: ``the word list``, or the model of an endpoint.
    """

    id: str
    sentence: int
    atom: Atom
    form: FoundForm
    states: tuple[FoundState, ...] = ()
    fields: dict[Field, tuple[str, ...]] = field(default_factory=dict)
    theatres: dict[str, tuple[str, ...]] = field(default_factory=dict)
    hedges: tuple[Hedge, ...] = ()
    causes: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    polarity: Polarity = PLAIN
    source: str = "the word list"


@dataclass(frozen=True)
class Draft:
    """What was read from one text.

    Attributes:
        record: The catalogue's record.
        place: What the sentences are of: ``abstract`` or ``text``.
        sentences: Number and sentence.
        claims: In the order of the text.
        uncovered: Sentences that make no claim to be tested, each with the form that says why.
        dropped: What was proposed from outside and not taken, each with the reason.
        lexicon: The word lists it was read by.
    """

    record: Record
    place: str
    sentences: dict[int, str]
    claims: tuple[DraftClaim, ...]
    uncovered: dict[int, FoundForm]
    dropped: tuple[str, ...] = ()
    lexicon: Lexicon = field(default_factory=read_lexicon, repr=False)


def draft_claims(record: Record, text: str | None = None, lexicon: Lexicon | None = None) -> Draft:
    """Draft the claims of a record's abstract, or of a longer text.

    Args:
        record: The catalogue's record; its title tells what "both powers" stands for.
        text: Text to draft from in place of the abstract.
        lexicon: The word lists; without them, those of the settings.

    Returns:
        The draft; every sentence has a claim or a reason why it has none.

    Examples:
        >>> from entente.library.record import Record
        >>> draft = draft_claims(Record(title="A", abstract="This report asks why. Trade grows."))
        >>> [(claim.sentence, claim.form.form) for claim in draft.claims], list(draft.uncovered)
        ([(2, 'trend')], [1])
    """
    lexicon = lexicon or read_lexicon()
    sentences = split_sentences(record.abstract if text is None else text)
    antecedents = Antecedents(record.title, lexicon)
    claims: list[DraftClaim] = []
    uncovered: dict[int, FoundForm] = {}
    for number, sentence in sentences.items():
        states = antecedents.read(sentence)
        form, atoms = sentence_form(sentence, lexicon)
        form = (form.is_testable and find_nothing(sentence, states, lexicon)) or form
        if not form.is_testable:
            uncovered[number] = form
            continue
        for atom in atoms:
            claim = draft_claim(number, atom, states, lexicon)
            if claim.form.is_testable:
                claims.append(claim)
        if not any(claim.sentence == number for claim in claims):
            uncovered[number] = form
    place = "abstract" if text is None else "text"
    return Draft(record, place, sentences, number_ids(claims), uncovered, lexicon=lexicon)


def sentence_form(sentence: str, lexicon: Lexicon | None = None) -> tuple[FoundForm, list[Atom]]:
    """Return the form of a sentence, which is that of its first atom, and its atoms.

    Examples:
        >>> form, atoms = sentence_form("Beijing sells chips while its dependence deepens.")
        >>> form.form, len(atoms)
        ('existence', 2)
    """
    lexicon = lexicon or read_lexicon()
    atoms = split_atoms(sentence, lexicon)
    whole = find_form(sentence, lexicon)
    if not whole.is_testable:
        return whole, atoms
    first = find_form(atoms[0].whole, lexicon)
    return (first if first.is_testable else whole), atoms


def draft_claim(
    number: int,
    atom: Atom,
    states: Sequence[FoundState],
    lexicon: Lexicon | None = None,
    form: FoundForm | None = None,
) -> DraftClaim:
    """Draft one claim.

    Args:
        number: Number of its sentence.
        atom: The part of it.
        states: States of the sentence, in order.
        lexicon: The word lists; without them, those of the settings.
        form: Its form where it is known; without it, found from the words.

    Returns:
        The claim with its proposals; its id is made whole by :func:`number_ids`.
    """
    lexicon = lexicon or read_lexicon()
    whole = atom.whole
    form = form or find_form(whole, lexicon)
    own = _of_atom(atom, form, states)
    fields = find_fields(atom.text, lexicon) or find_fields(whole, lexicon)
    theatres = find_theatres(atom.text, lexicon)
    # A member of a list has its own theatre; another atom also has that of the leading phrase.
    if not theatres or not atom.because.startswith(MEMBER):
        theatres = {**find_theatres(whole, lexicon)}
    claim = DraftClaim(
        id=f"s{number}-{form.form.replace(' ', '-')}",
        sentence=number,
        atom=atom,
        form=form,
        states=tuple(own),
        fields={name: tuple(cue.words for cue in cues) for name, cues in fields.items()},
        theatres={name: tuple(cue.words for cue in cues) for name, cues in theatres.items()},
        hedges=tuple(find_hedges(whole, lexicon)),
        causes=tuple(cue.words for cue in find_cues(whole, lexicon.words.causes)),
    )
    if not form.is_testable:
        return claim
    polarity = find_polarity(whole, form, lexicon)
    found = propose(
        whole,
        form.form,
        list(fields),
        list(theatres),
        asked_states(own, lexicon),
        lexicon,
        polarity,
    )
    return replace(claim, proposals=tuple(found), polarity=polarity)


def asked_states(found: Sequence[FoundState], lexicon: Lexicon) -> list[str] | None:
    """Return the states that a lens can name; ``None`` where words for two could mean others."""
    if any(not each.state for each in found):
        return None
    return [each.state for each in found if each.state in lexicon.states]


def _of_atom(atom: Atom, form: FoundForm, states: Sequence[FoundState]) -> list[FoundState]:
    """Return the states of an atom: those in it and in what it shares, else the sentence's.

    A pronoun without a state stands for the first state before the atom; a form that compares two
    sides takes the sentence's states where the atom names one alone.
    """
    spans = (*atom.spans, (atom.start, atom.end))
    own = [each for one, two in spans for each in states_between(states, one, two)]
    if not own:
        own = states_between(states, 0, atom.start)[:1]
    if form.kind.two_sided and len(first_each(own)) < 2:
        own = []
    return first_each(own or states)


def number_ids(claims: Sequence[DraftClaim]) -> tuple[DraftClaim, ...]:
    """Number the claims that share an id, so that every id is unique."""
    seen: dict[str, int] = {}
    total: dict[str, int] = {}
    for claim in claims:
        total[claim.id] = total.get(claim.id, 0) + 1
    found: list[DraftClaim] = []
    for claim in claims:
        seen[claim.id] = seen.get(claim.id, 0) + 1
        number = f"-{seen[claim.id]}" if total[claim.id] > 1 else ""
        found.append(replace(claim, id=claim.id + number))
    return tuple(found)
