"""Scope: what part of a question a measure can apply. What it cannot is refused, never ignored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.errors import ScopeError, UnknownNameError
from entente.tables import tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from entente.data.question import Question
    from entente.data.store import Narrowing
    from entente.measures import Measure
    from entente.vocabulary import Vocabulary

# Scope keys that are checked against a vocabulary of the same words.
VOCABULARIES = {
    "theatre": "theatres",
    "instrument": "instruments",
    "actors": "states",
    "target": "states",
}


def narrowing(
    measure: Measure,
    where: Mapping[str, str | Sequence[str]],
    words: Vocabulary,
    ledger: Path,
    named: Iterable[str] = (),
) -> Narrowing:
    """Complete and check a narrowing by a measure's scope and options.

    Args:
        measure: The measure asked.
        where: Values by key; several values of a scope key mean any of them.
        words: Vocabularies of the observatory.
        ledger: Folder of the ledger, whose files are the themes.
        named: Names of the case's own sets.

    Returns:
        Lists of values by key, defaults included, keys in the order of the measure's scope and
        then of its options.

    Raises:
        ScopeError: The measure cannot be narrowed by a key, or a value is none of its own.
        UnknownNameError: A theatre, instrument or state is not in the vocabulary.
    """
    for key in where:
        if key not in {*measure.scope, *measure.options}:
            known = ", ".join([*measure.scope, *measure.options]) or "nothing"
            msg = f"{measure.name} cannot be narrowed by {key!r}."
            raise ScopeError(msg, fix=f"it can be narrowed by {known}")
    found: Narrowing = {}
    for key, default in {**measure.scope, **{k: v[0] for k, v in measure.options.items()}}.items():
        given = where.get(key, default)
        if given is None:
            continue
        values = [given] if isinstance(given, str) else list(given)
        if not values:
            msg = f"{measure.name} is narrowed by {key!r} to no value at all."
            raise ScopeError(msg, fix=f"name a value, or leave {key} out")
        if key in measure.options and len(values) > 1:
            msg = f"{key} of {measure.name} is one choice, not {len(values)}."
            raise ScopeError(msg, fix=f"one of {', '.join(measure.options[key])}")
        known = closed_words(measure, key, words, ledger, named)
        for value in values if known else []:
            if value not in known:
                raise UnknownNameError.among(key, value, known)
        if len(set(values)) < len(values):
            msg = f"{key} of {measure.name} names a value twice: {', '.join(values)}."
            raise ScopeError(msg, fix="name each once")
        found[key] = values
    return found


def closed_words(
    measure: Measure, key: str, words: Vocabulary, ledger: Path, named: Iterable[str] = ()
) -> list[str]:
    """Return the words that a key may have; none where it is open."""
    if key in measure.options:
        return list(measure.options[key])
    if key in VOCABULARIES:
        return list(words.read(VOCABULARIES[key]))
    if key == "theme":
        return [path.stem for path in ledger.glob("*.csv")]
    for name in measure.uses:
        columns = tables[name].columns
        column = columns.get(key) or columns.get(f"{key}s")
        if column is not None and column.type == "boolean":
            return ["yes", "no", "true", "false"]
        if column is not None and column.allowed:
            return [*column.allowed, *(named if column.named else ())]
    return []


def states_asked(measure: Measure, question: Question, partners: Sequence[str]) -> list[str]:
    """Return the states that a question is about: its own, else the case's partners.

    Raises:
        ScopeError: The measure is of no states and some are named, or of pairs and the states
            named make none.
    """
    named = list(question.states)
    if not measure.has_states:
        if named or question.partner or question.everyone:
            others = [question.partner] if question.partner else []
            asked = ", ".join([*named, *others]) or "all states"
            msg = f"{measure.name} is not of states, so it cannot be asked about {asked}."
            by_actor = "actors" in measure.scope
            fix = f"narrow it by actors={','.join(named)}" if by_actor else "leave the states out"
            raise ScopeError(msg, fix=fix)
        return []
    if (question.partner or (question.everyone and named)) and measure.pair is None:
        msg = f"{measure.name} is of single states, so it has no partner."
        raise ScopeError(msg, fix="leave the partner out")
    if question.partner and not named:
        msg = f"{measure.name} is asked about a partner, and of no state."
        raise ScopeError(msg, fix="name the states too")
    if len(set(named)) < len(named) or question.partner in named:
        msg = f"{measure.name} names a state twice: {', '.join(named)}."
        raise ScopeError(msg, fix="name each state once; a pair is of two states")
    if question.everyone:
        return named
    states = named or list(partners)
    if states and measure.pair is not None and not question.partner:
        fits = len(states) == 2 if measure.is_directed else len(states) >= 2
        if not fits:
            kind = "directed" if measure.is_directed else "of pairs"
            msg = f"{measure.name} is {kind}: it is asked of two states, not {len(states)}."
            raise ScopeError(msg, fix="name two states, or states and a partner")
    return states
