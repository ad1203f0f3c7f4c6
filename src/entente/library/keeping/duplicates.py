"""Records that may be one report: grouped with a score and a reason, merged only by the user."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from entente.library.keeping._author_names import is_same_author, plain_author
from entente.library.keeping._title_words import (
    is_negated,
    numbers_in,
    plain_title,
    without_preprint,
)
from entente.library.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from entente.library.holdings import Held
    from entente.library.record import Record

LEAST_SCORE = 0.85
# Records that share a key are compared pair by pair; in a longer row only with their neighbours.
_LONGEST_ROW = 60
_NEIGHBOURS = 8
_MOST_WORDS = 4
_WEIGHTS = {"title": 0.6, "authors": 0.25, "date": 0.1, "institution": 0.05}
_SUBTITLE = re.compile(r"\s*(?::\s|\s[-–—]\s|\?\s|\.\s)")
_STOP = words_of("a an and as at by for from in into is of on or the to what why with")
_SAME_TITLE = 0.9
_SHORT = 16
_PREPRINTS = words_of("preprint postedcontent")
# What a record says beside the fields that are weighed; its place in a list says nothing.
_OTHER_FIELDS = (
    "content_type",
    "journal",
    "abstract",
    "topics",
    "places",
    "url",
    "doi",
    "extra",
    "incomplete",
)


@dataclass(frozen=True)
class Likeness:
    """How alike two records are.

    Attributes:
        score: 0 to 1; from :data:`LEAST_SCORE` on they are taken for one report.
        reason: What is the same and what is not, in one sentence.
    """

    score: float
    reason: str


@dataclass(frozen=True)
class Group:
    """Records that may be one report.

    Attributes:
        kept: The record that the others would be shown under: the fullest one.
        others: The others, most alike first, each with its likeness to ``kept`` or, where it came
            in by way of a third one, to that.
    """

    kept: Held
    others: tuple[tuple[Held, Likeness], ...]

    @property
    def score(self) -> float:
        """Least score of the group."""
        return min(likeness.score for _, likeness in self.others)

    def as_data(self) -> dict[str, Any]:
        """Return the group as plain data, for JSON."""
        others = [
            {"name": held.name, "title": held.record.title, **asdict(likeness)}
            for held, likeness in self.others
        ]
        kept = {"name": self.kept.name, "title": self.kept.record.title}
        return {"score": self.score, "kept": kept, "others": others}


def compare(one: Record, other: Record) -> Likeness:
    """Tell how alike two records are.

    Titles count most, with a subtitle that only one of them has left aside; then authors, with
    room for a typing error; then date and institution. What one of them does not give does not
    count. Two titles that differ in a number ("Volume 1", "Part II", "second edition") or in a
    "not" are two reports, and so are two DOIs, unless one of the two is a preprint. A short title
    ("Introduction") says little by itself: date and institution must not speak against it.

    Source:
        The weighing of agreeing fields follows Fellegi and Sunter (1969), "A theory for record
        linkage", JASA 64, with fixed weights in place of estimated ones.

    Examples:
        >>> from entente.library.record import Record
        >>> one = Record(title="A Sea Apart: Ships and Rules", authors=["Ana Ruiz"])
        >>> found = compare(one, Record(title="A Sea Apart", authors=["Anna Ruiz"]))
        >>> found.score > 0.95, found.reason
        (True, 'one title has a subtitle more; an author is spelt differently')
    """
    if one.doi and one.doi == other.doi:
        return Likeness(1.0, "the same DOI")
    said: list[str] = []
    parts = {
        "title": _titles(without_preprint(one.title), without_preprint(other.title), said),
        "authors": _authors(one.authors, other.authors, said),
        "date": _dates(one, other, said),
        "institution": _institutions(one.institution, other.institution, said),
    }
    given = {name: value for name, value in parts.items() if value is not None}
    weight = sum(_WEIGHTS[name] for name in given)
    score = sum(_WEIGHTS[name] * value for name, value in given.items()) / weight if weight else 0
    if parts["title"] is None or parts["title"] < _SAME_TITLE:
        score = min(score, LEAST_SCORE - 0.05)
    if parts["authors"] is not None and parts["authors"] < 0.5:
        score = min(score, LEAST_SCORE - 0.05)
    if _says_little(one, other, parts):
        score = min(score, LEAST_SCORE - 0.05)
        said.append("a short title alone says little")
    preprint = _is_preprint(one) != _is_preprint(other)
    if preprint:
        said.append("only one is a preprint")
    if one.doi and other.doi:
        said.append("two DOIs")
        if not preprint:
            score = min(score, LEAST_SCORE - 0.05)
    return Likeness(round(score, 3), "; ".join(said) or _say_what_is_left(one, other))


def find_groups(records: Iterable[Held], least: float = LEAST_SCORE) -> list[Group]:
    """Group records that may be one report.

    Args:
        records: Records that are shown, each once.
        least: Least score at which two are put together.

    Returns:
        Groups of two or more, best score first; a record is in one group at most. Records are
        compared where they share a DOI, a title, a main title, the beginnings or the ends of its
        telling words, first author and year, or some telling words and the beginning of the first
        author's family name; in very long rows of like titles only neighbours are compared.
    """
    held = {each.id: each for each in records}
    pairs: dict[tuple[int, int], Likeness] = {}
    for one, other in _candidates(held.values()):
        likeness = compare(held[one].record, held[other].record)
        if likeness.score >= least:
            pairs[one, other] = likeness
    best: dict[int, Likeness] = {}
    for pair, likeness in pairs.items():
        for each in pair:
            best[each] = max(likeness, best.get(each, likeness), key=lambda found: found.score)
    groups = [_group(ids, held, pairs, best) for ids in _connected(pairs)]
    return sorted(groups, key=lambda group: (-group.score, group.kept.id))


def combine(kept: Record, others: Iterable[Record]) -> Record:
    """Fill the empty fields of a record from those merged into it; its own values stay.

    Examples:
        >>> from entente.library.record import Record
        >>> combine(Record(title="A"), [Record(title="A: B", doi="10.1000/1")]).doi
        '10.1000/1'
    """
    fields = dict(kept)
    for other in others:
        for name, value in other:
            if name == "extra":
                fields["extra"] = {**value, **fields["extra"]}
            elif name not in {"number", "incomplete"} and not fields[name]:
                fields[name] = value
    if fields["title"] and not kept.title:
        said = kept.incomplete.split("; ")
        fields["incomplete"] = "; ".join(
            each for each in said if not each.endswith("gives no title")
        )
    return type(kept).model_validate(fields)


# ---------------------------------------------------------------------- parts of a likeness


def _titles(one: str, other: str, said: list[str]) -> float | None:
    from rapidfuzz import fuzz

    a, b = _plain(one), _plain(other)
    if not a or not b:
        said += ["only one has a title"] if a or b else []
        return None
    if a == b:
        return 1.0
    whole = fuzz.ratio(a, b) / 100
    mains = [_plain(_main(title)) for title in (one, other)]
    subtitles = [main != title for main, title in zip(mains, (a, b), strict=True)]
    # A number in a subtitle that only one of them has distinguishes nothing.
    compared = mains if sum(subtitles) == 1 else [a, b]
    if numbers_in(compared[0]) != numbers_in(compared[1]):
        said.append("the numbers in the titles differ")
        return min(whole, 0.5)
    if is_negated(compared[0]) != is_negated(compared[1]):
        said.append("only one title says not")
        return min(whole, 0.5)
    if sum(subtitles) == 1:
        main = fuzz.ratio(*mains) / 100
        if main >= _SAME_TITLE:
            said.append("one title has a subtitle more")
            said += ["the titles are spelt differently"] if main < 1 else []
            return max(whole, 0.99 * main)
    near = whole >= _SAME_TITLE
    said.append("the titles are spelt differently" if near else "the titles differ")
    return whole


def _authors(one: Sequence[str], other: Sequence[str], said: list[str]) -> float | None:
    from rapidfuzz import fuzz

    names = [name for name in map(plain_author, one) if name]
    left = [name for name in map(plain_author, other) if name]
    most = max(len(names), len(left))
    if not names or not left:
        said += ["only one names authors"] if most else []
        return None
    exact = matched = 0
    for name in names:
        best = max(left, key=lambda each: fuzz.ratio(name, each), default="")
        if best and is_same_author(name, best):
            matched += 1
            exact += name == best
            left.remove(best)
    if matched < most:
        said.append("not all authors are the same")
    elif exact < matched:
        said.append("an author is spelt differently")
    return matched / most


def _dates(one: Record, other: Record, said: list[str]) -> float | None:
    if one.published is None or other.published is None:
        said += ["only one is dated"] if one.published or other.published else []
        return None
    if one.published.startswith(other.published) or other.published.startswith(one.published):
        return 1.0
    said.append("the dates differ")
    firsts = (one.published.first_day(), other.published.first_day())
    days = abs((firsts[0] - firsts[1]).days)
    return 0.8 if days <= 366 else 0.5 if days <= 2 * 366 else 0.0


def _institutions(one: str, other: str, said: list[str]) -> float | None:
    from rapidfuzz import fuzz

    a, b = _plain(one), _plain(other)
    if not a or not b:
        said += ["only one names the institution"] if a or b else []
        return None
    score = fuzz.token_set_ratio(a, b) / 100
    if score < _SAME_TITLE:
        said.append("the institutions differ")
    return score


def _says_little(one: Record, other: Record, parts: dict[str, float | None]) -> bool:
    """Whether the titles alone are too short to make two records one."""
    titles = [without_preprint(each.title) for each in (one, other)]
    short = [len(_telling(title)) < 3 and len(title) < _SHORT for title in titles]
    if parts["authors"] is None:
        return any(short)
    dated, named = parts["date"] == 1, parts["institution"]
    return all(short) and not (dated and (named is None or named >= _SAME_TITLE))


def _is_preprint(record: Record) -> bool:
    kind = "".join(record.content_type.casefold().split())
    return kind in _PREPRINTS or without_preprint(record.title) != record.title


def _say_what_is_left(one: Record, other: Record) -> str:
    """Return what differs where title, authors, date and institution are all but the same."""
    written = [
        name
        for name in ("title", "authors", "published", "institution")
        if getattr(one, name) != getattr(other, name)
    ]
    others = [name for name in _OTHER_FIELDS if getattr(one, name) != getattr(other, name)]
    words = {"published": "date", "content_type": "type", "url": "address", "doi": "DOI"}
    said: list[str] = []
    for fields, how in ((written, "written differently"), (others, "not the same")):
        if fields:
            names = " and ".join(words.get(name, name) for name in fields)
            said.append(f"{how}: {names}")
    return "; ".join(said) or "exactly the same"


# ---------------------------------------------------------------------- which to compare


def _candidates(records: Iterable[Held]) -> Iterator[tuple[int, int]]:
    rows: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
    for each in records:
        for key in _keys(each.record):
            rows[key].append((_plain(each.record.title), each.id))
    seen: set[tuple[int, int]] = set()
    for row in rows.values():
        if len(row) < 2:
            continue
        row.sort()
        reach = len(row) if len(row) <= _LONGEST_ROW else _NEIGHBOURS
        for at, (_, one) in enumerate(row):
            for _, other in row[at + 1 : at + 1 + reach]:
                pair = (min(one, other), max(one, other))
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def _keys(record: Record) -> set[tuple[str, ...]]:
    whole = without_preprint(record.title)
    title, main = _plain(whole), _plain(_main(whole))
    telling = [word[:4] for word in _telling(_main(whole))]
    keys: set[tuple[str, ...]] = {("title", title), ("main", main)} if title else set()
    if len(telling) >= 2:
        keys |= {("first", *telling[:3]), ("last", *telling[-3:])}
    if record.doi:
        keys.add(("doi", record.doi))
    if record.authors and (family := plain_author(record.authors[0]).split()[-1:]):
        # Some words and the beginning of a name outlast a slip in another word.
        words = sorted(telling[:_MOST_WORDS])
        some = combinations(words, min(len(words) - 1, 2)) if len(words) > 1 else [tuple(words)]
        keys |= {("words", family[0][:2], *each) for each in some}
    if record.authors and record.published:
        family = plain_author(record.authors[0]).split()[-1:]
        keys.add(("author", *family, record.published[:4], *telling[:1]))
    return keys


def _connected(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    above: dict[int, int] = {}

    def root(record: int) -> int:
        while above.setdefault(record, record) != record:
            above[record] = above[above[record]]
            record = above[record]
        return record

    for one, other in pairs:
        roots = sorted((root(one), root(other)))
        above[roots[1]] = roots[0]
    groups: dict[int, list[int]] = defaultdict(list)
    for record in sorted(above):
        groups[root(record)].append(record)
    return list(groups.values())


def _group(
    ids: list[int],
    held: dict[int, Held],
    pairs: dict[tuple[int, int], Likeness],
    best: dict[int, Likeness],
) -> Group:
    kept = max(ids, key=lambda i: (_fullness(held[i].record), -i))
    others = [
        (held[each], pairs.get((min(each, kept), max(each, kept))) or best[each])
        for each in ids
        if each != kept
    ]
    others.sort(key=lambda pair: (-pair[1].score, pair[0].id))
    return Group(held[kept], tuple(others))


def _fullness(record: Record) -> tuple[bool, int, int]:
    given = sum(bool(value) for _, value in record)
    return not record.incomplete, given, len(record.title) + len(record.abstract)


# ---------------------------------------------------------------------- words


_plain = plain_title


def _main(title: str) -> str:
    return _SUBTITLE.split(title, maxsplit=1)[0]


def _telling(title: str) -> list[str]:
    return [word for word in _plain(title).split() if word not in _STOP]
