"""Words of a text that stand for a place: states, regions, seas, seats, leaders and bodies."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, get_args

from entente.errors import BrokenFileError
from entente.library.labels import read_label_list
from entente.library.words import words_of
from entente.settings import settings
from entente.vocabulary import read_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Kind = Literal["name", "adjective", "capital", "office", "person", "organisation", "sea", "region"]

_STATES = ("gazetteer_states.yml", "gazetteer_states_m_z.yml", "gazetteer_territories.yml")
_KINDS: dict[str, Kind] = {
    "names": "name",
    "adjectives": "adjective",
    "towns": "capital",
    "offices": "office",
    "people": "person",
    "bodies": "organisation",
}
# Letters that stand for one plain letter and that Unicode does not take apart.
_PLAIN_LETTERS = str.maketrans("ıłŁđĐøØæßß", "ilLdDoOass")
# Places that are given names or surnames as well.
_LIKE_PEOPLE = words_of("Chad Georgia Israel Jordan")
_GIVEN_NAMES = words_of("""
Alice Amanda Andrew Ann Anna Anne Barbara Ben Bob Brian Carol Charles Chris Christopher Daniel
David Deborah Diana Donald Edward Elizabeth Emily Eric Eva Frank George Greg Helen Henry Jack James
Jane Jason Jeff Jennifer Jessica Jim Joe John Jonathan Joseph Julia Karen Kate Kathleen Katherine
Kevin Kim Larry Laura Linda Lisa Louis Margaret Maria Mark Martin Mary Matthew Michael Michelle Mike
Nancy Nicholas Patrick Paul Peter Philip Rachel Rebecca Richard Robert Roger Ryan Sally Sarah Scott
Sharon Simon Stephen Steve Steven Susan Thomas Tim Timothy Tom Vernon Victoria William
""")
# Labels of territories that are words of another meaning as well.
_PLAIN_WORDS = frozenset({"Réunion", "Reunion"})
_AMERICAN_STATES = words_of("""
Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Idaho Illinois Iowa
Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri
Montana Nebraska Nevada Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia
Wisconsin Wyoming
""")
# A list that continues, "Canada, Texas and Florida", is not an address.
_LIST_GOES_ON = re.compile(r",? (?:and|or) [A-Z]|, (?:and|or) ")
_SURNAME = re.compile(r" ([A-Z][a-z]+)(?:'s)?(?=[,.;:)]| [a-z]|$)")
# Words with a capital that follow a place and do not make it a person.
_NO_SURNAMES = words_of("""
Air Ambassador Army Bank Basin Border Central Chief Crown Defence Defense East Embassy Emperor
Foreign General Government II III In International Islamic Islamist Israel King Lebanon Minister
Ministry Muslim National Navy North Palace Parliament Police President Prime Prince Princess Project
Queen River Sea South State Supreme Syria The Times Valley War West
""")


@dataclass(frozen=True)
class Mention:
    """A place that a text names.

    Attributes:
        place: ISO 3166 alpha-3 code of a state or territory (XKX for Kosovo), else the slug of a
            region, a sea or a part of a state.
        label: Label of ``political_geography.yml``; the nearest that holds the place, where it
            has none.
        words: The words as they are in the text.
        start: Where they start in the text.
        end: Where they end; ``text[start:end]`` are the words.
        kind: What the words are. ``capital`` is any town or province, ``person`` a leader,
            ``organisation`` a party, an armed force, an agency or a policy.
    """

    place: str
    label: str
    words: str
    start: int
    end: int
    kind: Kind


@dataclass(frozen=True)
class Region:
    """A region, a sea or a part of a state.

    Attributes:
        slug: Its name in the gazetteer.
        label: Label of ``political_geography.yml``.
        kind: ``region``, ``sea`` or ``part``.
        members: Codes of the states and slugs of the parts in it, through regions in it.
        state: Code of the state that a part belongs to; empty for others.
    """

    slug: str
    label: str
    kind: Literal["region", "sea", "part"]
    members: frozenset[str]
    state: str = ""


@dataclass(frozen=True)
class Gazetteer:
    """All words for places.

    Attributes:
        labels: Label of each place, by code or slug.
        regions: Regions, seas and parts by slug, the smaller before the larger.
        phrases: Place and kind of each phrase; a place of no name marks words to pass over.
    """

    labels: dict[str, str]
    regions: dict[str, Region]
    phrases: dict[str, tuple[str, Kind]]

    @cached_property
    def index(self) -> PhraseIndex:
        """What a search of a text reads."""
        return _index(self.phrases)


def find_mentions(text: str, folder: Path | None = None) -> list[Mention]:
    """Find the places that a text names, by names, adjectives, seats, leaders and bodies.

    The longest phrase wins, so the South China Sea is a sea and not China. Case counts ("US" is
    not "us"), but a text all in capitals is read as a title. Accents may be missing. Where a place
    is also a name of people, a first or last name beside it makes it a person: "Chad Smith".

    Args:
        text: Plain text; time grows in line with its length.
        folder: Folder of the vocabularies; without it, that of the settings.

    Returns:
        Mentions in order of ``start``, none overlapping another.

    Raises:
        BrokenFileError: The gazetteer cannot be used.

    Examples:
        >>> for one in find_mentions("Beijing sails the South China Sea; Malian troops do not."):
        ...     print(one.words, "=", one.place, one.kind)
        Beijing = CHN capital
        South China Sea = south_china_sea sea
        Malian = MLI adjective
    """
    book = read_gazetteer(folder)
    index = book.index
    plain = text
    for mark, same in (("’", "'"), ("‘", "'"), ("‑", "-"), ("–", "-"), ("\u00a0", " ")):
        plain = plain.replace(mark, same)
    if len(plain) > 3 and plain.isupper() and len(titled := _titled(plain)) == len(plain):
        plain = titled
    found: list[Mention] = []
    last = 0
    tails, heads = index.tails, index.heads
    for match in index.start.finditer(plain):
        start = match.start()
        word = match[0]
        if start < last or word not in heads:
            continue
        end = match.end()
        if (tail := tails.get(word)) is not None and (more := tail.match(plain, end)):
            end = more.end()
            entry = book.phrases.get(re.sub(r"\s", " ", plain[start:end]))
        else:
            entry = book.phrases.get(word)
        if entry is None:
            continue
        last = end
        place, kind = entry
        if place and not (word in _LIKE_PEOPLE and _is_person(plain, start, end, heads)):
            found.append(Mention(place, book.labels[place], text[start:end], start, end, kind))
    return [
        one for one, after in pairwise([*found, None]) if one and not _in_america(one, after, plain)
    ]


def _in_america(one: Mention, after: Mention | None, text: str) -> bool:
    """Whether a name is that of an American town: "Lebanon, Pennsylvania"."""
    return (
        after is not None
        and after.words in _AMERICAN_STATES
        and text[one.end : after.start] == ", "
        and one.kind in ("name", "capital")
        and one.place != "USA"
        and not _LIST_GOES_ON.match(text, after.end)
    )


def _titled(text: str) -> str:
    """Return a text in capitals as a title; short words of two or three letters keep theirs."""
    return re.sub(r"[^\W\d_]{4,}", lambda word: word[0][0] + word[0][1:].lower(), text)


def _is_person(text: str, start: int, end: int, heads: frozenset[str]) -> bool:
    """Whether a place's name is here a person's first or last name."""
    before = text[max(0, start - 20) : start].split(" ")
    if len(before) > 1 and not before[-1] and before[-2].strip("(\"'") in _GIVEN_NAMES:
        return True
    after = _SURNAME.match(text, end)
    # A name that the gazetteer knows is not a surname, nor is a word of a heading.
    return (
        after is not None
        and after[1] not in _NO_SURNAMES
        and after[1] not in heads
        and not _in_a_title(text, start)
    )


def _in_a_title(text: str, start: int) -> bool:
    """Whether the words before a place have capitals, as in a heading."""
    before = [word for word in text[max(0, start - 60) : start].split() if len(word) > 3]
    return len(before) > 1 and all(word[0].isupper() for word in before)


@dataclass(frozen=True)
class PhraseIndex:
    """What the search reads: first words, and what may follow each of them."""

    start: re.Pattern[str]
    heads: frozenset[str]
    tails: dict[str, re.Pattern[str]]


_HEAD = re.compile(r"[^\W_]+")


def _index(phrases: Iterable[str]) -> PhraseIndex:
    longer: dict[str, list[str]] = {}
    small: set[str] = set()
    for phrase in phrases:
        head = _HEAD.match(phrase)
        if head is None:
            continue
        longer.setdefault(head[0], [])
        if head[0][0].islower() or head[0][0].isdigit():
            small.add(head[0])
        if head.end() < len(phrase):
            longer[head[0]].append(phrase[head.end() :])
    tails = {head: re.compile(_any_of(rest)) for head, rest in longer.items() if rest}
    starts = "|".join(sorted(map(re.escape, small), key=lambda word: (-len(word), word)))
    # A word with a capital, or one of the few first words without.
    pattern = rf"(?<![^\W_])(?:(?![a-z0-9])[^\W\d_][^\W_]*|(?:{starts})(?![^\W_]))"
    return PhraseIndex(re.compile(pattern), frozenset(longer), tails)


def _any_of(rests: Iterable[str]) -> str:
    ordered = sorted(rests, key=lambda rest: (-len(rest), rest))
    return "|".join(
        re.escape(rest).replace(r"\ ", r"\s") + (r"(?![^\W_])" if rest[-1].isalnum() else "")
        for rest in ordered
    )


def read_gazetteer(folder: Path | None = None) -> Gazetteer:
    """Read the words for places; labels of states are words for them too.

    Args:
        folder: Folder of the vocabularies; without it, that of the settings.

    Returns:
        All words, with every variant that may occur in a text.

    Raises:
        BrokenFileError: A file is not as its first lines say, a phrase is under two places, or
            a label is unknown.

    Examples:
        >>> book = read_gazetteer()
        >>> book.labels["south_china_sea"], "VNM" in book.regions["southeast_asia"].members
        ('South China Sea', True)
    """
    return _read(folder or settings().vocabulary)


@cache
def _read(folder: Path) -> Gazetteer:
    labels: dict[str, str] = {}
    phrases: dict[str, tuple[str, Kind]] = {}
    for name in _STATES:
        states = read_words(path := folder / name)
        for code, entry in states.items():
            if code in labels:
                raise BrokenFileError.at(path, f"{code} is in two files.")
            labels[code] = _label(path, code, entry)
            _add_words(path, phrases, code, entry, {})
    own: dict[str, str] = {}
    known = read_label_list("political_geography", folder).codes
    for label, code in known.items():
        own.setdefault(code, label)
        if label not in _PLAIN_WORDS:
            for phrase in _variants(label):
                phrases.setdefault(phrase, (code, "name"))
    # Some entries name the nearest label only; the place's label is better, where there is one.
    for code, label in own.items():
        if known.get(labels.get(code, "")) != code:
            labels[code] = label
    groups = read_words(path := folder / "gazetteer.yml")
    of_regions: dict[str, Kind] = {"names": "region", "adjectives": "region"}
    of_seas: dict[str, Kind] = {"names": "sea", "adjectives": "sea"}
    for group, kinds in (("regions", of_regions), ("seas", of_seas), ("parts", of_regions)):
        for slug, entry in groups[group].items():
            labels[slug] = _label(path, slug, entry)
            _add_words(path, phrases, slug, entry, kinds)
    for decoy in groups["decoys"]:
        for phrase in _variants(decoy):
            phrases[phrase] = ("", "name")
    return Gazetteer(labels, _regions(path, groups, frozenset(labels)), phrases)


def _label(path: Path, place: str, entry: dict[str, Any]) -> str:
    label = entry.get("label", "")
    if label not in read_label_list("political_geography", path.parent).labels:
        reason = f"{place}: the label {label!r} is not in political_geography.yml."
        raise BrokenFileError.at(path, reason)
    return label


def _add_words(
    path: Path,
    phrases: dict[str, tuple[str, Kind]],
    place: str,
    entry: dict[str, Any],
    kinds: dict[str, Kind],
) -> None:
    for key, words in entry.items():
        if key in ("label", "members", "in"):
            continue
        if key not in _KINDS or not all(isinstance(word, str) and word for word in words):
            raise BrokenFileError.at(path, f"{place}: {key} is not a list of words.")
        kind = kinds.get(key, _KINDS[key])
        for word in words:
            for phrase in _variants(word):
                if phrases.setdefault(phrase, (place, kind))[0] != place:
                    other = phrases[phrase][0]
                    raise BrokenFileError.at(path, f"{phrase!r} is under {other} and {place}.")


def _variants(phrase: str) -> Iterator[str]:
    """Return a phrase as it may occur in a text: without accents, and with directions in small."""
    plain = unicodedata.normalize("NFKD", phrase.translate(_PLAIN_LETTERS))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for one in dict.fromkeys((phrase, plain)):
        yield one
        first, gap, rest = one.partition(" ")
        if gap and first in _DIRECTIONS:
            yield f"{first[0].lower()}{first[1:]} {rest}"


_DIRECTIONS = words_of("""
Southern Northern Eastern Western Central Southeastern Northeastern Southeast Northeast Sub-Saharan
Post-Soviet Former
""")


def _regions(path: Path, groups: dict[str, Any], known: frozenset[str]) -> dict[str, Region]:
    raw = groups["regions"]

    def members(slug: str, above: tuple[str, ...] = ()) -> Iterator[str]:
        if slug in above:
            raise BrokenFileError.at(path, f"{slug} is a member of itself.")
        for member in raw.get(slug, {}).get("members", ()):
            if member not in known:
                raise BrokenFileError.at(
                    path, f"{slug}: the member {member!r} is not a known place."
                )
            if member in raw and raw[member].get("members"):
                yield from members(member, (*above, slug))
            else:
                yield member

    found = [Region(slug, raw[slug]["label"], "region", frozenset(members(slug))) for slug in raw]
    found.sort(key=lambda region: len(region.members))
    found += [Region(k, v["label"], "sea", frozenset()) for k, v in groups["seas"].items()]
    found += [
        Region(slug, part["label"], "part", frozenset(), part["in"])
        for slug, part in groups["parts"].items()
    ]
    return {region.slug: region for region in found}


KINDS: tuple[Kind, ...] = get_args(Kind)
