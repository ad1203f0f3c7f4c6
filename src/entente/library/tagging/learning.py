"""A reader's own tags, learnt from the records that carry them."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from entente.library.embedding import embed
from entente.library.tagging.gazetteer import find_mentions
from entente.library.tagging.suggestions import Suggestion
from entente.library.words import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

LEAST_EXAMPLES = 3
# A tag is suggested from this chance on. With few examples chances stay low, which is meant.
LEAST_CHANCE = 0.5
# How strongly weights are held near zero: the reach of a prior of this width around each.
_PRIOR_WIDTH = 4.0
# From this z-score on a word is named as one that earned the tag.
_TELLING = 1.0
_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’-][^\W_]+)*")
_EMPTY = words_of("""
a about after all also among an and any are as at be been before between both but by can could did
do does during each for from had has have he her his how however i if in into is it its itself may
more most must no nor not of on one only or other our over own paper report same she should since so
some such than that the their them then there these they this those through to too under until up
upon was we were what when where whether which while who whose why will with within without would
""")


@dataclass(frozen=True)
class LearntTag:
    """What was learnt of one tag.

    Attributes:
        tag: The tag.
        examples: How many texts carry it.
        refused: Why nothing can be suggested, e.g. ``too few examples``; empty where it can.
        meaning: Weight of each dimension of a text's point, shape ``(256,)``.
        words: Words, and codes of places after an ``@``, that distinguish texts with the tag from
            others, with how strongly (a z-score).
        bias: Log-odds of the tag at a text that says nothing, and the weight of the words.
    """

    tag: str
    examples: int
    refused: str
    meaning: NDArray[np.float64] | None = None
    words: dict[str, float] | None = None
    bias: tuple[float, float] = (0.0, 0.0)


def learn_tag(tag: str, texts: Sequence[str], tagged: Sequence[bool]) -> LearntTag:
    """Learn a tag from texts that carry it and texts that do not.

    Two things are learnt. Which words distinguish the tagged texts from the others: log-odds with
    an informative prior, the prior being how common a word is in all texts, in standard deviations.
    And in which direction the tagged texts are: a logistic regression with a normal prior on
    the points of the texts and on the sum of those words. Both sides weigh the same however many
    each has.

    Args:
        tag: The tag.
        texts: Titles and abstracts of the reader's records.
        tagged: Whether each text carries the tag.

    Returns:
        What was learnt; the same texts always give the same. Where fewer than three texts carry
        the tag, or fewer than three do not, it says why nothing was learnt.

    Raises:
        ValueError: ``texts`` and ``tagged`` differ in length.

    Source:
        Monroe, Colaresi and Quinn (2008), Fightin' Words, Political Analysis 16(4), eq. 15-22.

    Examples:
        >>> ships = ["a frigate at sea", "frigates patrol", "the frigate sails"]
        >>> bread = ["bread is baked", "a baker of bread", "rye bread"]
        >>> learnt = learn_tag("fleet", ships + bread, [True] * 3 + [False] * 3)
        >>> suggest_tags("A new frigate for the fleet", [learnt])[0].words
        ('frigate',)
    """
    import numpy as np

    if len(texts) != len(tagged):
        raise ValueError(f"{len(texts)} texts, but {len(tagged)} say whether they are tagged")
    examples = sum(map(bool, tagged))
    if examples < LEAST_EXAMPLES:
        return LearntTag(tag, examples, f"too few examples: {examples} of {LEAST_EXAMPLES}")
    others = len(texts) - examples
    if others < LEAST_EXAMPLES:
        return LearntTag(tag, examples, f"too few records without it: {others} of {LEAST_EXAMPLES}")
    labels = np.array(tagged, dtype=bool)
    own_words = [frozenset(_words(text)) for text in texts]
    usage = _Usage.of(own_words, [bool(has) for has in tagged])
    words = {word: usage.score(word) for word in sorted(usage.every)}
    # A text must not vouch for itself: its own words are scored by what the others teach.
    sums = np.array(
        [
            _evened([usage.score(word, len(own), own_is_inside=bool(has)) for word in sorted(own)])
            for own, has in zip(own_words, tagged, strict=True)
        ]
    )
    points = embed(texts).astype(np.float64)
    weights = _fit(np.column_stack([points, sums]), labels)
    return LearntTag(
        tag, examples, "", weights[:-2], words, (float(weights[-1]), float(weights[-2]))
    )


def suggest_tags(text: str, learnt: Sequence[LearntTag]) -> list[Suggestion]:
    """Suggest the reader's own tags for a text.

    Args:
        text: Title and abstract of the new record.
        learnt: What was learnt of each tag; tags of too few examples are passed over.

    Returns:
        Tags whose chance is at least one half, the highest first.

    Examples:
        >>> suggest_tags("Frigates", [LearntTag("fleet", 2, "too few examples: 2 of 3")])
        []
    """
    usable = [one for one in learnt if one.meaning is not None and one.words is not None]
    if not usable or not text.strip():
        return []
    point = embed([text])[0]
    own = _words(text)
    found: list[Suggestion] = []
    for one in usable:
        words = one.words or {}
        bias, weight = one.bias
        sums = _evened([words.get(word, 0.0) for word in sorted(own)])
        value = bias + weight * sums + float(point @ one.meaning)
        chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
        if chance >= LEAST_CHANCE:
            telling = [word for word in own if words.get(word, 0) >= _TELLING]
            telling.sort(key=lambda word: (-words[word], word))
            why = f"Learnt from {one.examples} records with this tag"
            why += "." if telling else "; like them in meaning, though it shares no telling word."
            shown = tuple(dict.fromkeys(own[word] for word in telling))[:5]
            found.append(Suggestion(one.tag, "tag", round(chance, 3), shown, why))
    return sorted(found, key=lambda one: (-one.score, one.label))


def _words(text: str) -> dict[str, str]:
    """Return the words of a text without the plural of English, and each as it first occurs.

    A place is a word as well, under its code: "Moscow" and "Putin" are both ``@RUS``.
    """
    found = {f"@{mention.place}": mention.words for mention in reversed(find_mentions(text))}
    for match in _WORD.finditer(text):
        word = match[0].replace("’", "'").casefold().removesuffix("'s")
        if len(word) > 2 and word not in _EMPTY:
            plural = len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
            found.setdefault(word[:-1] if plural else word, match[0])
    return found


@dataclass(frozen=True)
class _Usage:
    """In how many texts, with the tag and in all, each word occurs.

    A text counts a word once: one long text that repeats a word is one witness.
    """

    inside: Counter[str]
    every: Counter[str]
    texts: int

    @classmethod
    def of(cls, texts: Sequence[frozenset[str]], tagged: Sequence[bool]) -> _Usage:
        inside = Counter(w for own, has in zip(texts, tagged, strict=True) if has for w in own)
        return cls(inside, Counter(w for own in texts for w in own), len(texts))

    @cached_property
    def sizes(self) -> tuple[int, int]:
        return self.inside.total(), self.every.total()

    def score(self, word: str, own: int = 0, *, own_is_inside: bool = False) -> float:
        """Return the z-score of a word, leaving out one text that has ``own`` words, if any."""
        out, size = int(own > 0), self.sizes[1] - own
        total = self.every[word] - out
        if total <= 0:
            return 0.0
        inside = self.inside[word] - out * own_is_inside
        size_inside = self.sizes[0] - own * own_is_inside
        pool = float(self.texts - out)
        prior = pool * total / size
        with_tag, without = inside + prior, total - inside + prior
        rest_with = size_inside + pool - with_tag
        rest_without = size - size_inside + pool - without
        if rest_with <= 0 or rest_without <= 0:
            return 0.0  # a word that is all of a side's words says nothing
        difference = math.log(with_tag / rest_with) - math.log(without / rest_without)
        return difference / math.sqrt(1 / with_tag + 1 / without)


def _evened(scores: list[float]) -> float:
    """Return how strongly the words of a text point to a tag, evened out for long texts."""
    return sum(scores) / math.sqrt(len(scores)) if scores else 0.0


def _fit(rows: NDArray[np.float64], labels: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Fit a logistic regression with a normal prior; the last weight is the constant."""
    import numpy as np
    from scipy.optimize import minimize
    from scipy.special import expit

    matrix = np.column_stack([rows, np.ones(len(rows))])
    signs = np.where(labels, 1.0, -1.0)
    balance = np.where(labels, 0.5 / labels.sum(), 0.5 / (~labels).sum()) * len(labels)
    # The constant is hardly held; it only places the middle.
    held = np.append(np.full(rows.shape[1], 1 / _PRIOR_WIDTH**2), 1e-3)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margins = signs * (matrix @ weights)
        value = balance @ np.logaddexp(0, -margins) + 0.5 * held @ weights**2
        slope = -matrix.T @ (balance * signs * expit(-margins)) + held * weights
        return float(value), slope

    result = minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B")
    return np.asarray(result.x, dtype=np.float64)
