"""Labels suggested for a record, each with the words that earned it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from entente.library.reading import reading_text
from entente.library.sentences import split_sentences
from entente.library.tagging.gazetteer import find_mentions, read_gazetteer
from entente.library.tagging.topics import find_topics
from entente.settings import settings

if TYPE_CHECKING:
    from pathlib import Path

    from entente.library.record import Record
    from entente.library.tagging.gazetteer import Gazetteer, Kind, Mention
    from entente.library.tagging.topics import TopicScore

# What a mention is worth by its kind, and by where it is. Chosen on the dev split of the
# labelled abstracts, by hand and then by a coarse grid; see bench/tagging.py.
KIND_WEIGHTS: dict[Kind, float] = {
    "name": 1.0,
    "sea": 1.0,
    "region": 0.9,
    "adjective": 0.9,
    "office": 0.9,
    "organisation": 0.8,
    "capital": 0.7,
    "person": 0.6,
}
TITLE = 1.6
FIRST_SENTENCE = 1.3
# A place is suggested from this score on, and from this share of the highest score.
LEAST_SCORE = 0.6
LEAST_SHARE = 0.37
# In a long abstract the first place may be named thirty times; more than this does not count.
HIGHEST = 8.0
# A state gets this share of the score of its part: Crimea speaks of Ukraine as well.
PART_SHARE = 0.8
# A region is suggested where this many of its states are named.
ROLL_UP = 4
GLOBAL = "Global Focus"
# From this likeness on, in standard deviations, the nearest sentence is said.
LIKE = 1.5


@dataclass(frozen=True)
class Suggestion:
    """A label that a record may be given.

    Attributes:
        label: The label, as catalogues write it, or a tag of the user.
        kind: ``place``, ``topic`` or ``tag``.
        score: How sure, from 0 to 1; scores of one kind can be compared.
        words: Words of the record that earned the label, the heaviest first.
        why: One short sentence.
    """

    label: str
    kind: Literal["place", "topic", "tag"]
    score: float
    words: tuple[str, ...]
    why: str


@dataclass
class _Tally:
    """The evidence for one label."""

    score: float = 0.0
    in_title: bool = False
    count: int = 0
    states: int = 0
    part: str = ""
    words: dict[str, float] = field(default_factory=dict[str, float])
    places: set[str] = field(default_factory=set[str])


def suggest_places(record: Record, folder: Path | None = None) -> list[Suggestion]:
    """Suggest labels of political geography for a record.

    Each mention weighs by its kind (a name more than a leader) and by where it is (the title
    and the first sentence more); the score of a label is the sum. A label is suggested
    from a least score on, and from a least share of the highest score, so that a passing mention
    is not. A part of a state counts for its state too; four states of one region count for the
    region; a record that names no place is of global focus.

    Args:
        record: The record; its title and its abstract are read, its own labels are not.
        folder: Folder of the vocabularies; without it, that of the settings.

    Returns:
        Suggestions with labels of ``political_geography.yml``, the highest score first.

    Examples:
        >>> from entente.library.record import Record
        >>> record = Record(title="Tokyo and its sea", abstract="Chinese ships sail near Japan.")
        >>> [(one.label, one.words) for one in suggest_places(record)]
        [('Japan', ('Japan', 'Tokyo')), ('China', ('Chinese',))]
    """
    tallies = _tally(record, folder or settings().vocabulary)
    top = max((tally.score for tally in tallies.values()), default=0.0)
    found = [
        Suggestion(label, "place", _squash(tally.score), _heaviest(tally), _why(tally))
        for label, tally in tallies.items()
        if tally.score >= max(LEAST_SCORE, LEAST_SHARE * min(top, HIGHEST))
    ]
    if not found:
        found = [Suggestion(GLOBAL, "place", 0.3, (), "No place stands out in the text.")]
    return sorted(found, key=lambda one: (-one.score, one.label))


def suggest_topics(record: Record, folder: Path | None = None) -> list[Suggestion]:
    """Suggest topics for a record: words that are evidence for a label, and likeness to its gloss.

    Args:
        record: The record; its title and its abstract are read, its own labels are not.
        folder: Folder of the vocabularies; without it, that of the settings.

    Returns:
        At most four suggestions with labels of ``topics.yml``, the highest score first; of labels
        that mean the same only one. Empty where nothing stands out. Where the text is like the
        label in meaning, ``why`` says which sentence is most so.

    Examples:
        >>> from entente.library.record import Record
        >>> record = Record(title="Frigates for sale", abstract="Arms exports grew last year.")
        >>> suggest_topics(record)[0].label
        'Arms Trade'
    """
    return [
        Suggestion(one.label, "topic", _squash(max(one.score, 0) / 2), _words(one), _why_topic(one))
        for one in find_topics(record.title, reading_text(record), folder)
    ]


def _words(one: TopicScore) -> tuple[str, ...]:
    if not one.words:
        return (one.nearest,)
    return tuple(sorted(one.words, key=lambda word: (-one.words[word], word))[:5])


def _why_topic(one: TopicScore) -> str:
    count = len(one.words)
    words = f"Has {count} of its words" if count > 1 else "Has one of its words"
    if not one.words:
        return "Nearest in meaning, though none of its words is in the text."
    if one.likeness < LIKE:
        return f"{words}."
    start = one.nearest.split()
    return f"{words} and is like it in meaning, above all “{' '.join(start[:8])}{_more(start)}”."


def _more(words: list[str]) -> str:
    return " …" if len(words) > 8 else ""


def _tally(record: Record, folder: Path) -> dict[str, _Tally]:
    text = reading_text(record)
    first = len(split_sentences(text).get(1, ""))
    tallies: dict[str, _Tally] = {}
    for mention in find_mentions(record.title, folder):
        _add(tallies, mention, TITLE, in_title=True)
    for mention in find_mentions(text, folder):
        _add(tallies, mention, FIRST_SENTENCE if mention.start < first else 1.0)
    _settle_korea(tallies)
    book = read_gazetteer(folder)
    _add_states_of_parts(tallies, book)
    _add_regions(tallies, book)
    return tallies


def _add(
    tallies: dict[str, _Tally], mention: Mention, weight: float, *, in_title: bool = False
) -> None:
    tally = tallies.setdefault(mention.label, _Tally())
    worth = weight * KIND_WEIGHTS[mention.kind]
    tally.score += worth
    tally.count += 1
    tally.in_title |= in_title
    tally.words[mention.words] = tally.words.get(mention.words, 0.0) + worth
    tally.places.add(mention.place)


def _settle_korea(tallies: dict[str, _Tally]) -> None:
    """Read a bare "Korea" as the one of the two states that the text names, if it names one."""
    bare = tallies.get("Korean Peninsula")
    if bare is None or any("Peninsula" in words for words in bare.words):
        return
    states = [label for label in ("South Korea", "North Korea") if label in tallies]
    if len(states) == 1:
        state = tallies[states[0]]
        state.score += bare.score
        state.count += bare.count
        state.in_title |= bare.in_title
        state.words.update(bare.words)
        del tallies["Korean Peninsula"]


def _add_states_of_parts(tallies: dict[str, _Tally], book: Gazetteer) -> None:
    for tally in list(tallies.values()):
        for place in tally.places:
            region = book.regions.get(place)
            if region is None or not region.state or place in _PAST:
                continue
            state = tallies.setdefault(book.labels[region.state], _Tally())
            state.score += PART_SHARE * tally.score
            state.part = region.label
            for words, worth in tally.words.items():
                state.words.setdefault(words, PART_SHARE * worth)


_PAST = frozenset({"soviet_union", "yugoslavia"})


def _add_regions(tallies: dict[str, _Tally], book: Gazetteer) -> None:
    """Add a region to the tallies where several of its states are named, the smallest first."""
    named = {
        place: tally
        for tally in tallies.values()
        for place in tally.places
        if place not in book.regions
    }
    for region in book.regions.values():
        states = [named[place] for place in sorted(region.members & named.keys())]
        if len(states) < ROLL_UP:
            continue
        scores = sorted((tally.score for tally in states), reverse=True)
        tally = tallies.setdefault(region.label, _Tally())
        tally.score += scores[ROLL_UP - 1] * 2
        tally.states = len(states)
        for state in states:
            for words, worth in state.words.items():
                tally.words.setdefault(words, worth / 2)
        for place in region.members:
            named.pop(place, None)


def _squash(score: float) -> float:
    return round(min(0.999, 1 - math.exp(-score / 2)), 3)


def _heaviest(tally: _Tally) -> tuple[str, ...]:
    ordered = sorted(tally.words.items(), key=lambda item: -item[1])
    return tuple(words for words, _ in ordered[:5])


def _why(tally: _Tally) -> str:
    parts: list[str] = []
    if tally.count:
        times = "once" if tally.count == 1 else f"{tally.count} times"
        parts.append(f"named {times}{', in the title as well' if tally.in_title else ''}")
    if tally.states:
        parts.append(f"{tally.states} of its states are named")
    if tally.part:
        parts.append(f"{tally.part} is part of it")
    why = "; ".join(parts)
    return f"{why[0].upper()}{why[1:]}."
