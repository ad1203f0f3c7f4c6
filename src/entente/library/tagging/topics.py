"""What a text is about: topics found by label words, cue words and likeness of meaning."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from entente.errors import BrokenFileError
from entente.library.embedding import embed
from entente.library.labels import read_label_list
from entente.library.sentences import split_sentences
from entente.settings import settings
from entente.vocabulary import read_words

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    Sort = Literal["label", "strong", "cues"]

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_STEM = re.compile(r"[^\W_]+(?:'[^\W_]+)?\*?")
_SHORTEST_STEM = 2

# How much each sort of evidence counts. Chosen on the dev split of the labelled abstracts: a random
# search over 250 settings, then round numbers from the middle of the good ones (bench/tagging.py).
WEIGHTS: dict[Sort, float] = {"label": 1.5, "strong": 0.8, "cues": 0.5}
TITLE = 3.0
LIKENESS = 0.4
LEAST = 2.2
SHARE = 0.4
MOST = 4


@dataclass
class TopicScore:
    """The evidence for one topic in one text.

    Attributes:
        label: Label of ``topics.yml``.
        words: Words as they are in the text, with the points they earned.
        likeness: Likeness of the text to the gloss, in standard deviations over the labels.
        nearest: The sentence closest to the gloss.
    """

    label: str
    words: dict[str, float] = field(default_factory=dict[str, float])
    likeness: float = 0.0
    nearest: str = ""

    @property
    def score(self) -> float:
        """Points of the words and of the likeness together."""
        return sum(self.words.values()) + LIKENESS * self.likeness


@dataclass(frozen=True)
class _Phrase:
    """Words that suggest a label; a word that ends in ``*`` stands for all that begin so."""

    words: tuple[str, ...]
    label: str
    sort: Sort
    rarity: float

    def fits(self, words: list[str], at: int) -> bool:
        """Whether the phrase is in the text at a word."""
        if at + len(self.words) > len(words):
            return False
        return all(
            words[at + i].startswith(stem[:-1]) if stem[-1] == "*" else words[at + i] == stem
            for i, stem in enumerate(self.words)
        )


@dataclass(frozen=True, eq=False)
class _Topics:
    """What ``topic_words.yml`` holds; compared by identity, so that it can be a key of caches."""

    labels: tuple[str, ...]
    glosses: tuple[str, ...]
    by_first: dict[str, tuple[_Phrase, ...]]


def find_topics(title: str, text: str, folder: Path | None = None) -> list[TopicScore]:
    """Find what a text is about.

    Two sorts of evidence are added up for each label of ``topics.yml`` that ``topic_words.yml`` has
    words for:

    * words: the label itself, words that are strong for it and weaker cues, each counted once in
      the title and once (a little more where it is repeated) in the text. The longest phrase at a
      place wins, and a word shared by ``n`` labels counts ``1 / sqrt(n)`` for each.
    * meaning: the likeness (cosine) of the text to a one-line gloss of the label, in standard
      deviations over all labels, so that a text that is like everything favours nothing.

    A label is found from a least score on, from a least share of the highest score, and among the
    first four. The weights are at the head of this file.

    Args:
        title: Title; may be empty.
        text: The abstract as it is read.
        folder: Folder of the vocabularies; without it, that of the settings.

    Returns:
        At most four, the highest score first; empty where nothing stands out.

    Raises:
        BrokenFileError: The words for topics cannot be used.

    Examples:
        >>> found = find_topics("A pact under strain", "Frigates and submarines of two navies.")
        >>> found[0].label, sorted(found[0].words)
        ('Naval Power', ['Frigates', 'navies', 'submarines'])
    """
    whole = f"{title}. {text}".strip(". \n")
    if not whole:
        return []
    topics = _read_topics(folder or settings().vocabulary)
    scores = {label: TopicScore(label) for label in topics.labels}
    for one, likeness in zip(scores.values(), _likeness(whole, topics), strict=True):
        one.likeness = float(likeness)
    for part, factor in ((title, TITLE), (text, 1.0)):
        _add_words(scores, topics, part, factor)
    ordered = sorted(scores.values(), key=lambda one: (-one.score, one.label))
    bar = max(LEAST, SHARE * ordered[0].score)
    found = [one for one in ordered[:MOST] if one.score >= bar]
    if found:
        _add_nearest(found, topics, [title, *split_sentences(text).values()])
    return found


def _add_words(scores: dict[str, TopicScore], topics: _Topics, text: str, factor: float) -> None:
    plain = text.replace("’", "'")
    spans = [match.span() for match in _WORD.finditer(plain)]
    words = [plain[start:end].casefold() for start, end in spans]
    times: dict[_Phrase, int] = {}
    first: dict[_Phrase, str] = {}
    covered = 0
    for at, word in enumerate(words):
        fitting = [phrase for phrase in _starting(word, topics) if phrase.fits(words, at)]
        longest = max((len(phrase.words) for phrase in fitting), default=0)
        if at + longest <= covered:
            continue  # within a longer phrase: "arms" of "arms trade"
        covered = max(covered, at + longest)
        for phrase in fitting:
            if len(phrase.words) == longest:
                times[phrase] = times.get(phrase, 0) + 1
                first.setdefault(phrase, text[spans[at][0] : spans[at + longest - 1][1]])
    for phrase, count in times.items():
        often = 1.0 if factor > 1 else 1 + 0.5 * math.log(count)
        points = WEIGHTS[phrase.sort] * phrase.rarity * factor * often
        found = scores[phrase.label].words
        found[first[phrase]] = found.get(first[phrase], 0.0) + points


@lru_cache(maxsize=50_000)
def _starting(word: str, topics: _Topics) -> tuple[_Phrase, ...]:
    """Return the phrases whose first word this word can be."""
    by_first = topics.by_first
    stems = (f"{word[:size]}*" for size in range(_SHORTEST_STEM, len(word) + 1))
    return tuple(phrase for key in (word, *stems) for phrase in by_first.get(key, ()))


def _likeness(text: str, topics: _Topics) -> NDArray[np.float32]:
    import numpy as np

    row = embed([text])[0] @ _glosses(topics).T
    spread = row.std()
    return (row - row.mean()) / spread if spread > 0 else np.zeros_like(row)


def _add_nearest(found: list[TopicScore], topics: _Topics, sentences: list[str]) -> None:
    glosses = _glosses(topics)[[topics.labels.index(one.label) for one in found]]
    for one, place in zip(found, (embed(sentences) @ glosses.T).argmax(axis=0), strict=True):
        one.nearest = sentences[int(place)]


@cache
def _glosses(topics: _Topics) -> NDArray[np.float32]:
    import numpy as np

    pairs = zip(topics.labels, topics.glosses, strict=True)
    rows = embed(f"{label}: {gloss}" for label, gloss in pairs)
    # What all glosses share says nothing of any one of them.
    rows = rows - rows.mean(axis=0)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@cache
def _read_topics(folder: Path) -> _Topics:
    path = folder / "topic_words.yml"
    data = read_words(path)
    known = read_label_list("topics", folder).labels
    if odd := sorted(set(data) - set(known)):
        reason = f"{', '.join(odd)}: no label of topics.yml."
        raise BrokenFileError.at(path, reason, fix="take it out, or add it there")
    if not data:
        raise BrokenFileError.at(path, "Holds no words.", fix="give labels their words")
    raw: list[tuple[tuple[str, ...], str, Sort]] = []
    labels: list[str] = []
    glosses: list[str] = []
    for label, entry in data.items():
        if "use" in entry:
            if entry["use"] not in known:
                raise BrokenFileError.at(path, f"{label}: {entry['use']!r} is not a topic.")
            continue
        if set(entry) != {"gloss", "strong", "cues"}:
            raise BrokenFileError.at(path, f"{label}: has not just gloss, strong and cues.")
        labels.append(label)
        glosses.append(entry["gloss"])
        names = [label, label[:-1]] if label.endswith("s") and " " not in label else [label]
        sorts: dict[Sort, list[object]] = {
            "label": [*names],
            "strong": entry["strong"],
            "cues": entry["cues"],
        }
        for sort, phrases in sorts.items():
            for phrase in phrases:
                if not isinstance(phrase, str) or not (words := _stems(phrase)):
                    raise BrokenFileError.at(path, f"{label}: {phrase!r} is not text.")
                raw.append((words, label, sort))
    shared: dict[tuple[str, ...], set[str]] = {}
    for words, label, _ in raw:
        shared.setdefault(words, set()).add(label)
    by_first: dict[str, list[_Phrase]] = {}
    for words, label, sort in dict.fromkeys(raw):
        rarity = 1.0 if sort == "label" else 1 / math.sqrt(len(shared[words]))
        by_first.setdefault(words[0], []).append(_Phrase(words, label, sort, rarity))
    lists = {first: tuple(phrases) for first, phrases in by_first.items()}
    return _Topics(tuple(labels), tuple(glosses), lists)


def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(_STEM.findall(phrase.casefold()))
