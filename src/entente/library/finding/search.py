"""Search by words and by meaning, fused; what matched; spelling; similar records."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from entente.errors import QueryError
from entente.library.finding.index_queries import build, like
from entente.library.finding.query import Query, is_free, read_query
from entente.library.finding.schema import CJK, analysers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from entente.library.finding.meaning_index import MeaningIndex
    from entente.library.finding.word_index import WordIndex
    from entente.library.holdings import Held, Holdings

WAYS = ("both", "words", "meaning")
POOL = 100
MOST = 10_000
# Below this likeness (cosine) to the question a record is not taken to speak of it.
LEAST_LIKENESS = 0.15
# The constant of reciprocal ranks; 60 is the one of the source.
_SOFTENING = 60
# Words as the index takes them apart: runs of letters and digits, and each East Asian character.
_WORD = re.compile(f"[{CJK}]|[^\\W_{CJK}]+")
_READ = 20_000
_SPELLING_SCORE = 70.0
_SPELLING_BELOW = 3


class Searched(Protocol):
    """What can be searched: records, and the two indexes of them."""

    holdings: Holdings
    meaning_index: MeaningIndex

    @property
    def word_index(self) -> WordIndex:
        """The index by words."""
        ...


@dataclass(frozen=True)
class Hit:
    """One record found.

    Attributes:
        held: The record.
        score: For ordering within this answer only.
        by: How it was found: ``words``, ``meaning`` or both.
        title: The title in pieces, each with whether it matched.
        snippet: The same for the part of the abstract where most matched; empty without abstract.
    """

    held: Held
    score: float
    by: tuple[str, ...]
    title: tuple[tuple[str, bool], ...]
    snippet: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Found:
    """Answer to a search.

    Attributes:
        query: The search line.
        hits: Records in order.
        total: How many records match the words; those found by meaning alone come on top of it.
        relaxed: Whether no record had all the words, and those with some of them were taken.
        facets: For each facet its commonest values with their counts among the ``total``.
        suggestion: The line with words as the library spells them; empty where there is none.
    """

    query: str
    hits: tuple[Hit, ...]
    total: int
    relaxed: bool
    facets: dict[str, list[tuple[str, int]]]
    suggestion: str = ""


def search(
    library: Searched,
    text: str,
    *,
    limit: int = 20,
    offset: int = 0,
    by: str = "both",
    newest: bool = False,
) -> Found:
    """Search a library.

    Words are ranked by BM25, points by their likeness to the question; the two rankings are fused
    by reciprocal ranks. Phrases, fields, dates and words left out hold for both. Where no record
    has all the words, those with half of them are taken, and where none has that, with any.

    Args:
        library: Where to search.
        text: The search line; see :mod:`entente.library.finding.query`.
        limit: Most hits wanted.
        offset: Hits to pass over first.
        by: ``both``, ``words`` or ``meaning``.
        newest: Order by date, newest first, instead; then only words count.

    Returns:
        The answer. Where nothing is looked for, everything comes in order of arrival.

    Raises:
        QueryError: The line cannot be understood, or asks for more than 10,000 hits.
        UnknownNameError: It names an unknown field.

    Source:
        Robertson and Zaragoza (2009), "The probabilistic relevance framework: BM25 and beyond";
        Cormack, Clarke and Buettcher (2009), "Reciprocal rank fusion", SIGIR, p. 758.
    """
    if by not in WAYS:
        raise QueryError(f"There is no search by {by!r}.", fix=f"one of {', '.join(WAYS)}")
    if limit < 0 or offset < 0:
        raise QueryError(f"There are no {min(limit, offset)} hits.", fix="a number from 0 on")
    if newest and by == "meaning":
        reason = "By date, newest first, only what matches by words can come."
        raise QueryError(reason, fix="leave out one of the two")
    if limit + offset > MOST:
        reason = f"Hits {offset} to {offset + limit} are beyond the {MOST:,} that can be listed."
        raise QueryError(reason, fix="narrow the search, or export it")
    query = read_query(text)
    built = build(query)
    wanted = offset + limit
    size = wanted if newest else max(wanted, POOL)
    order = "newest" if newest else "score" if query.wanted else "arrival"
    facets = library.word_index.facets_later(built)
    matches, total = library.word_index.search_and_count(built, size, order=order)
    relaxed = False
    for least in _fewer(query) if by != "meaning" else ():
        if total:
            break
        built = build(query, least_words=least)
        facets = library.word_index.facets_later(built)
        matches, total = library.word_index.search_and_count(built, size, order=order)
        relaxed = bool(total)
    ranked: dict[str, list[int]] = {}
    if by != "meaning" or not query.free_words:
        ranked["words"] = [record for record, _ in matches]
    if by != "words" and not newest and query.free_words:
        ranked["meaning"] = _by_meaning(library, query, max(wanted, POOL))
    scored = _fuse(ranked)[offset:wanted]
    terms = _terms(query)
    held = {each.id: each for each in library.holdings.get([record for record, _ in scored])}
    hits = tuple(
        Hit(
            held[record],
            score,
            tuple(way for way, ids in ranked.items() if record in ids),
            mark(held[record].record.title, terms),
            window(held[record].record.abstract, terms),
        )
        for record, score in scored
        if record in held
    )
    few = by != "meaning" and (relaxed or total < _SPELLING_BELOW)
    suggestion = respell(library, text, query) if few else ""
    return Found(text, hits, total, relaxed, facets(), suggestion)


def _fewer(query: Query) -> tuple[int, ...]:
    """Return how many of the free words a record must have where none has them all."""
    free = sum(map(is_free, query.wanted))
    return () if free < 2 else (1,) if free == 2 else ((free + 1) // 2, 1)


def similar(library: Searched, held: Held, limit: int = 10) -> list[tuple[Held, float]]:
    """Find the records most like one, by its telling words and by meaning, fused.

    Args:
        library: Where to look.
        held: The record.
        limit: Most records wanted.

    Returns:
        Record and likeness of meaning (cosine): the best by both rankings, most alike first. The
        record itself is not among them.

    Raises:
        QueryError: The limit is below zero.
    """
    if limit < 0:
        raise QueryError(f"There are no {limit} records.", fix="a number from 0 on")
    ranked = {"words": [i for i, _ in library.word_index.search(like(held.record), POOL)]}
    point = library.meaning_index.point(held.id)
    near = dict(library.meaning_index.nearest(point, POOL)) if point is not None else {}
    ranked["meaning"] = [record for record, like in near.items() if like >= LEAST_LIKENESS]
    ids = [record for record, _ in _fuse(ranked) if record != held.id]
    shown = [each for each in library.holdings.get(ids) if each.merged_into is None][:limit]
    if point is None:
        return [(each, 0.0) for each in shown]
    points = library.meaning_index.points([each.id for each in shown])
    pairs = [(each, float(points[each.id] @ point)) for each in shown]
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0].id))


def _by_meaning(library: Searched, query: Query, limit: int) -> list[int]:
    from entente.library.embedding import embed

    near = library.meaning_index.nearest(embed([query.free_words])[0], limit)
    ids = [record for record, likeness in near if likeness >= LEAST_LIKENESS]
    if not ids:
        return []
    allowed = library.word_index.among(build(query.filters), ids)
    return [record for record in ids if record in allowed]


def _fuse(ranked: dict[str, list[int]]) -> list[tuple[int, float]]:
    """Add up reciprocal ranks; ties go to the record that came first."""
    scores: dict[int, float] = {}
    for ids in ranked.values():
        for rank, record in enumerate(ids, start=1):
            scores[record] = scores.get(record, 0.0) + 1.0 / (_SOFTENING + rank)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


# ---------------------------------------------------------------------- what matched


def _terms(query: Query) -> frozenset[str]:
    """Return the terms of a question as each analyser writes them."""
    found: set[str] = set()
    for group in query.wanted:
        for term in group:
            for analyser in analysers().values():
                found.update(analyser.analyze(term.text))
            if term.begins:
                found.add(f"{term.text.casefold()}*")
    return frozenset(found)


def mark(text: str, terms: Iterable[str]) -> tuple[tuple[str, bool], ...]:
    """Cut a text into pieces, each with whether it is one of the terms looked for.

    The pieces joined are the text; nothing is escaped, for that is the page's work.

    Examples:
        >>> mark("Joint patrols at sea", {"patrol"})
        (('Joint ', False), ('patrols', True), (' at sea', False))
    """
    return _pieces(text, _matches(text, frozenset(terms)), 0, len(text))


def window(text: str, terms: Iterable[str], width: int = 240) -> tuple[tuple[str, bool], ...]:
    """Cut out the part of a text in which most of the terms are, marked as by :func:`mark`.

    Only the first 20,000 characters are looked at.

    Examples:
        >>> window("Bread is dear. Patrols grew.", {"patrol"}, width=16)
        (('… ', False), ('Patrols', True), (' …', False))
    """
    text, whole = text[:_READ], len(text)
    matches = _matches(text, frozenset(terms))
    if whole <= width:
        return _pieces(text, matches, 0, whole)
    first = _densest(text, matches, width)
    start = max(0, first - width // 3)
    end = min(len(text), start + width)
    start = max(0, end - width)
    if start:
        start = min(text.find(" ", start) + 1 or start, first)
    if end < len(text):
        end = max(text.rfind(" ", start + 1, end) + 1, 0) or end
    pieces = _pieces(text, matches, start, end)
    before = (("… ", False),) if start else ()
    after = (("…", False),) if end < whole else ()
    return _joined((*before, *pieces, *after))


def _densest(text: str, matches: list[tuple[int, int]], width: int) -> int:
    """Return the start of the match from which on most different words match within a width."""
    best, most = 0, 0
    inside: dict[str, int] = {}
    last = 0
    for first, end in matches:
        while last < len(matches) and matches[last][0] < first + width:
            word = text[slice(*matches[last])].casefold()
            inside[word] = inside.get(word, 0) + 1
            last += 1
        if len(inside) > most:
            best, most = first, len(inside)
        word = text[first:end].casefold()
        inside[word] -= 1
        if not inside[word]:
            del inside[word]
    return best


def _pieces(
    text: str, matches: list[tuple[int, int]], start: int, end: int
) -> tuple[tuple[str, bool], ...]:
    pieces: list[tuple[str, bool]] = []
    for first, last in matches:
        if first < start or last > end:
            continue
        if first > start:
            pieces.append((text[start:first], False))
        pieces.append((text[first:last], True))
        start = last
    if start < end:
        pieces.append((text[start:end], False))
    return tuple(pieces)


def _joined(pieces: Iterable[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    """Join neighbours that are alike."""
    found: list[tuple[str, bool]] = []
    for text, matched in pieces:
        if found and found[-1][1] == matched and not matched:
            found[-1] = (found[-1][0] + text, False)
        else:
            found.append((text, matched))
    return tuple(found)


def _matches(text: str, terms: frozenset[str]) -> list[tuple[int, int]]:
    """Find the places of words that become one of the terms.

    The words of a text are compared first, and only where one matches are places looked for:
    most texts are long, and few of their words match.
    """
    if not terms:
        return []
    starts = tuple(term[:-1] for term in terms if term.endswith("*"))
    matched = {
        word
        for word in set(_WORD.findall(text))
        if not terms.isdisjoint(_forms(word)) or (starts and word.casefold().startswith(starts))
    }
    if not matched:
        return []
    return [match.span() for match in _WORD.finditer(text) if match[0] in matched]


@lru_cache(maxsize=100_000)
def _forms(word: str) -> tuple[str, ...]:
    """Return the terms that a word becomes; most words of a library are met again and again."""
    return tuple(dict.fromkeys(t for each in analysers().values() for t in each.analyze(word)))


# ---------------------------------------------------------------------- spelling


def respell(library: Searched, text: str, query: Query) -> str:
    """Put in place of words that no record has the nearest ones of the library's titles and labels.

    Returns:
        The line with other words; empty where nothing near is known.
    """
    changed = text
    for word in _unknown(library, query):
        near = _nearest_word(library, word)
        if near:
            changed = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", near, changed)
    return "" if changed == text else changed


def _unknown(library: Searched, query: Query) -> Sequence[str]:
    words = (
        word.strip(".,;:!?()'’")
        for group in query.wanted
        for term in group
        if term.field not in {"date", "doi", "tag"} and not term.begins
        for word in term.text.split()
    )
    return [
        word
        for word in dict.fromkeys(words)
        if len(word) > 3 and not library.word_index.knows(word)
    ]


def _nearest_word(library: Searched, word: str) -> str:
    from rapidfuzz import fuzz, process

    low = word.casefold()
    # The first letter is mostly right; where the first two changed places, the second is.
    known: dict[str, int] = {}
    for first in dict.fromkeys((low[0], low[1])):
        known |= dict(library.word_index.near_words(first))
    close = process.extract(
        low, list(known), scorer=fuzz.ratio, limit=10, score_cutoff=_SPELLING_SCORE
    )
    best = max(close, key=lambda match: (round(match[1]), known[match[0]]), default=None)
    return best[0] if best else ""
