"""What a model replied, read as a list of proposals; each is checked before it is taken."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_args

from entente.claim_forms import FormName
from entente.drafting.atoms import Atom
from entente.drafting.drafts import DraftClaim, asked_states, draft_claim
from entente.drafting.forms import FoundForm
from entente.drafting.phrases import even
from entente.drafting.who import Antecedents

if TYPE_CHECKING:
    from entente.drafting.drafts import Draft
    from entente.drafting.lexicon import Lexicon

MOST_CLAIMS = 200
SHORTEST_QUOTE = 12
TWICE = "\0twice"


class _NotTakenError(Exception):
    """One proposal does not hold; the words say why."""


def read_reply(said: str, draft: Draft, model: str) -> tuple[list[DraftClaim], list[str]]:
    """Take the proposals of a reply that hold.

    Args:
        said: The model's words, which should be one JSON object; prose around it is passed over.
        draft: The draft with the sentences that a quote must be in.
        model: Name of the model, for the source of a claim.

    Returns:
        The claims taken, and one reason for each proposal that was not.
    """
    proposals = _claims_of(said)
    if proposals is None:
        return [], ["the reply of the model: no JSON object with a list of claims in it"]
    taken: list[DraftClaim] = []
    dropped: list[str] = []
    if len(proposals) > MOST_CLAIMS:
        dropped.append(f"{len(proposals) - MOST_CLAIMS} proposals after the first {MOST_CLAIMS}")
    antecedents = Antecedents(draft.record.title, draft.lexicon)
    states = {number: antecedents.read(text) for number, text in draft.sentences.items()}
    seen: set[tuple[int, str]] = {(claim.sentence, claim.form.form) for claim in draft.claims}
    for i, given in enumerate(proposals[:MOST_CLAIMS], start=1):
        try:
            number, atom, form, names = _checked(given, draft, seen)
        except _NotTakenError as reason:
            dropped.append(f"proposal {i}: {reason}")
            continue
        seen.add((number, form))
        found = FoundForm(form, "model", f"The model {_short(model)} calls it so.")
        claim = draft_claim(number, atom, states[number], draft.lexicon, found)
        taken.append(_with_measures(claim, names, model, draft.lexicon))
    return taken, dropped


def _claims_of(said: str) -> list[Any] | None:
    decoder = json.JSONDecoder(object_pairs_hook=_pairs)
    start = said.find("{")
    for _ in range(20):
        if start < 0:
            return None
        try:
            value, _end = decoder.raw_decode(said, start)
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict) and isinstance(value.get("claims"), list):
            return value["claims"] if TWICE not in value else None
        start = said.find("{", start + 1)
    return None


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else found | {TWICE: True}


def _checked(
    given: object, draft: Draft, seen: set[tuple[int, str]]
) -> tuple[int, Atom, str, list[str]]:
    """Return the sentence, the words, the form and the measures of one proposal."""
    from entente.measures import measures

    if not isinstance(given, dict):
        raise _NotTakenError("no JSON object")
    if TWICE in given:
        raise _NotTakenError("a key occurs twice in it")
    quote, form, names = given.get("quote"), given.get("form"), given.get("measures", [])
    if not isinstance(quote, str) or not isinstance(form, str) or not isinstance(names, list):
        raise _NotTakenError("quote and form must be text, and measures a list")
    if form not in get_args(FormName):
        raise _NotTakenError(f"no form is called “{_short(form)}”")
    if len(" ".join(quote.split())) < SHORTEST_QUOTE:
        raise _NotTakenError("its quote is too short to be found for certain")
    for name in names:
        if not isinstance(name, str) or name not in measures:
            raise _NotTakenError(f"no measure is called “{_short(str(name))}”")
    place = _find(quote, draft)
    if place is None:
        raise _NotTakenError("its quote is not in the text")
    number, start, end = place
    if (number, form) in seen:
        raise _NotTakenError(f"sentence {number} has a claim of the form {form}")
    atom = Atom(start, end, draft.sentences[number][start:end], because="quoted by the model")
    return number, atom, form, [str(name) for name in names]


def _find(quote: str, draft: Draft) -> tuple[int, int, int] | None:
    """Find a quote in one sentence, white space and kinds of quotes and dashes made even."""
    wanted = even(" ".join(quote.split()))
    for number, sentence in draft.sentences.items():
        start = even(sentence).find(wanted)
        if start >= 0:
            return number, start, start + len(wanted)
    return None


def _with_measures(claim: DraftClaim, names: list[str], model: str, lexicon: Lexicon) -> DraftClaim:
    """Keep the proposals of the word list; measures that the model names come first."""
    from dataclasses import replace

    from entente.drafting.proposals import MOST_LENSES, propose_measure

    form, states = claim.form.form, asked_states(claim.states, lexicon)
    said = f"the model {_short(model)}"
    named = [
        proposal
        for name in dict.fromkeys(names)
        if (proposal := propose_measure(name, form, states, said, claim.polarity, lexicon))
    ]
    rest = [each for each in claim.proposals if each.measure not in names]
    kept = tuple([*named, *rest][:MOST_LENSES])
    return replace(claim, proposals=kept, source=f"the model {_short(model)}")


def _short(text: str) -> str:
    return " ".join(text.split())[:60]
