"""States as people write them: codes, names and lists of them, read as ISO 3166 alpha-3 codes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from entente.errors import BrokenFileError, FormerStateError, UnknownNameError
from entente.settings import Settings
from entente.vocabulary import read_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from entente.vocabulary import Vocabulary

GAZETTEERS = ("gazetteer_states", "gazetteer_states_m_z", "gazetteer_territories")
MOST_SUGGESTIONS = 3
LONGEST_NAME = 200
HOW = "names or ISO 3166 codes with commas between them, e.g. China, RUS"

# A word keeps its inner dots and apostrophes (U.S., Côte d'Ivoire); anything else is a mark.
_TOKEN = re.compile(r"[^\W_]+(?:[.'’ʼ][^\W_]+)*\.?|\n|\S")
_SEPARATORS = frozenset(",;/+&|\n")
_HYPHENS = frozenset("-‐‑–—")
_AROUND = frozenset("()")
# Letters that stand for one plain letter and that Unicode does not take apart.
_PLAIN_LETTERS = str.maketrans("ıłŁđĐøØ", "ilLdDoO")

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class FormerState:
    """A state that is no more.

    Attributes:
        name: Its name.
        years: First and last year.
        rows: Code under which the tables carry its rows; empty where they carry none.
        note: What became of its rows.
    """

    name: str
    years: tuple[int, int]
    rows: str
    note: str

    def refusal(self, written: str) -> FormerStateError:
        """Build the error for a question that names it."""
        first, last = self.years
        same = phrase_of(written) == phrase_of(self.name)
        who = self.name if same else f"{written!r}: {self.name}"
        return FormerStateError(
            f"{who} ({first}-{last}) is a state that is no more. {self.note}",
            fix=f"{self.rows}, which has its rows" if self.rows else "a state of today",
        )


Meant = str | FormerState | tuple[str, ...]
"""What a name stands for: the code of a state, a former state, or the codes of several."""


class Token(NamedTuple):
    """A word or a mark of a text: what it is compared by, as written, and where it stands."""

    plain: str
    written: str
    start: int
    end: int


@dataclass(frozen=True)
class StateNames:
    """All that may stand for a state.

    Attributes:
        codes: Alpha-3 code of each alpha-3 and alpha-2 code, in small letters.
        phrases: By its words, the code of a name, the former state, or the codes that it may mean.
        names: Name of each state for people, by alpha-3 code.
        carried: Codes of the states that the tables speak of.
    """

    codes: Mapping[str, str]
    phrases: Mapping[Phrase, Meant]
    names: Mapping[str, str]
    carried: frozenset[str]

    @cached_property
    def longest(self) -> int:
        """Most words that one name has."""
        return max(map(len, self.phrases))

    def label(self, code: str) -> str:
        """Return name and code for a message, e.g. ``China (CHN)``."""
        return f"{self.names[code]} ({code})"

    def unknown(self, written: str) -> UnknownNameError:
        """Build the error for words that stand for no state, with what could be meant."""
        close = self.suggestions(written)
        shown = written if len(written) <= LONGEST_NAME else f"{written[:LONGEST_NAME]}…"
        what = f"No state is called {shown!r} ({len(self.names)} known)."
        return UnknownNameError(what, fix=f"did you mean {' or '.join(close)}?" if close else HOW)

    def suggestions(self, written: str) -> list[str]:
        """Return what could be meant by words that stand for no state, the likeliest first.

        Three letters are a code with one letter wrong or two swapped. Longer words are a name with
        a letter or two wrong, missing or too many. Shorter ones could be anything. Codes that
        run together, or that a mark we do not know divides, are those codes.
        """
        from rapidfuzz.distance import OSA

        # No slip of the hand makes a name so long; to compare it would take minutes.
        if len(written) > LONGEST_NAME:
            return []
        if codes := self._run_together(written):
            return [", ".join(codes)]
        words = " ".join(phrase_of(written))
        if len(words) < 3:
            return []
        if len(words) == 3:
            known = [(code.lower(), code) for code in self.names]
            known += [(p[0], c) for p, c in self.phrases.items() if isinstance(c, str)]
            near = {
                code: (sorted(like) != sorted(words), code not in self.carried, code)
                for like, code in known
                if len(like) == 3 and OSA.distance(like, words) == 1
            }
            return [self.label(code) for code in sorted(near, key=near.__getitem__)][
                :MOST_SUGGESTIONS
            ]
        most = 1 if len(words) < 6 else 2
        distances: dict[str, int] = {}
        for phrase, meant in self.phrases.items():
            distance = OSA.distance(" ".join(phrase), words, score_cutoff=most)
            for said in self._said(meant) if distance <= most else ():
                distances[said] = min(distance, distances.get(said, most))
        least = min(distances.values(), default=0)
        return sorted(said for said in distances if distances[said] == least)[:MOST_SUGGESTIONS]

    def _run_together(self, written: str) -> list[str]:
        """Return the alpha-3 codes that make up the letters of a text, if they do and are several.

        Small letters would be a word.
        """
        letters = "".join(letter for letter in written if letter.isalnum())
        codes = [letters[i : i + 3] for i in range(0, len(letters), 3)]
        return codes if len(codes) > 1 and all(code in self.names for code in codes) else []

    def _said(self, meant: Meant) -> list[str]:
        if isinstance(meant, FormerState):
            return [meant.name]
        return [self.label(code) for code in ((meant,) if isinstance(meant, str) else meant)]


def parse_states(text: str | Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """Read states as people write them.

    Args:
        text: Alpha-3 or alpha-2 codes and names in any case, with or without accents and "the".
            Between them commas, semicolons, slashes, plus signs, ampersands, "and", line ends or
            hyphens; between codes of one kind spaces will do. "and" joins two states: Andorra's
            code counts where it stands alone between commas. Or a list of such texts.
        vocabulary: Vocabularies of the observatory, whose states may have names of their own.

    Returns:
        Alpha-3 codes (XKX for Kosovo) in the order written, each once; none of an empty text. A
        code is no promise that a table has rows of the state.

    Raises:
        UnknownNameError: Words stand for no state, or for more than one; the message has what
            could be meant.
        FormerStateError: A state is no more; the message says where its rows are.

    Examples:
        >>> from entente.settings import settings
        >>> from entente.vocabulary import Vocabulary
        >>> words = Vocabulary(settings().vocabulary)
        >>> parse_states("China and the Russian Federation", words)
        ['CHN', 'RUS']
        >>> parse_states("chn-rus; JP, Bosnia and Herzegovina", words)
        ['CHN', 'RUS', 'JPN', 'BIH']
    """
    names = state_names(vocabulary)
    found: list[str] = []
    for part in [text] if isinstance(text, str) else text:
        if not isinstance(part, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            fix = "quote state codes: YAML reads NO as a boolean"
            raise UnknownNameError(f"No state is called {part!r}: it is not text.", fix=fix)
        found += _Reading(part, names).states()
    return list(dict.fromkeys(found))


def note_on(code: str, first: int, vocabulary: Vocabulary) -> str:
    """Return what to know of the rows of a state where a question reaches far back.

    Args:
        code: Alpha-3 code.
        first: First year of the question.
        vocabulary: Vocabularies of the observatory.

    Returns:
        A sentence that says whose rows they are, or which are in no table; empty where every row
        from that year on is the state's own.

    Examples:
        >>> from entente.settings import settings
        >>> from entente.vocabulary import Vocabulary
        >>> words = Vocabulary(settings().vocabulary)
        >>> note_on("RUS", 1985, words), note_on("RUS", 1992, words)
        ("Until 1991 Russia's rows are the Soviet Union's.", '')
    """
    entry = _read(vocabulary, "state_notes").get(code)
    return str(entry["note"]) if entry is not None and first < entry["before"] else ""


class _Reading:
    """One text, read from left to right; at each place the longest name wins."""

    def __init__(self, text: str, names: StateNames) -> None:
        self.text, self.names = text, names
        self.tokens = list(_tokens(text))
        self.at = 0
        self.since = 0  # the first token after the last separator that is no hyphen

    def states(self) -> Iterator[str]:
        """Walk the codes of the states."""
        before = ""  # the state before, where nothing but a space has come since
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.plain in _SEPARATORS or self._is_joint():
                self.at += 1
                self.since, before = self.at, ""
            elif token.plain in _HYPHENS:
                self.at += 1
                before = ""
            else:
                code, end = self._longest()
                written = self._written(self.at, end)
                if before and not self._are_alike(before, written):
                    raise self._unknown()
                self.at, before = end, written
                yield code

    def _are_alike(self, first: str, second: str) -> bool:
        """Whether two words are codes of one kind, so that a space between them is enough."""
        kinds = {
            (word.lower() in self.names.codes, len(word), word.isupper())
            for word in (first, second)
        }
        return len(kinds) == 1 and first.lower() in self.names.codes

    def _is_joint(self) -> bool:
        """Whether the word here is an "and" that joins the states around it."""
        if self.tokens[self.at].plain != "and":
            return False
        before = self.tokens[self.at - 1].plain if self.at else ","
        after = self.tokens[self.at + 1].plain if self.at + 1 < len(self.tokens) else ","
        marks = {*_SEPARATORS, *_HYPHENS, "and"}
        alone = before in marks and after in marks
        if not alone and (self.at == 0 or self.at + 1 == len(self.tokens)):
            raise self._unknown()  # it joins nothing
        return not alone

    def _longest(self) -> tuple[str, int]:
        """Return the code of the longest name here, and the token after it."""
        phrase: list[str] = []
        found: tuple[Meant, int] | None = None
        for i in range(self.at, len(self.tokens)):
            plain = self.tokens[i].plain
            if plain in _HYPHENS or plain in _AROUND or plain == "the":
                continue
            phrase.append("and" if plain == "&" else plain)
            if len(phrase) > self.names.longest:
                break
            meant = self.names.phrases.get(tuple(phrase))
            if meant is None and len(phrase) == 1:
                meant = self.names.codes.get(plain)
            if meant is not None:
                found = meant, i + 1
        if found is None:
            raise self._unknown()
        meant, end = found
        end = self._closed(end)
        start = self.tokens[self.at].start
        written = self.text[start : self.tokens[end - 1].end]
        if isinstance(meant, FormerState):
            raise meant.refusal(written)
        if isinstance(meant, tuple):
            fix = " or ".join(self.names.label(code) for code in meant)
            raise UnknownNameError(f"{written!r} may be more than one state.", fix=fix)
        return meant, self._own_code(meant, end)

    def _closed(self, end: int) -> int:
        """Take the bracket that closes one within a name, or the "the" at its end."""
        opened = sum(token.plain == "(" for token in self.tokens[self.at : end])
        closed = sum(token.plain == ")" for token in self.tokens[self.at : end])
        after = [token.plain for token in self.tokens[end : end + 2]] + [",", ","]
        # "Netherlands, Kingdom of the" ends in a word that no name is known by.
        is_tail = after[0] == "the" and after[1] in _SEPARATORS
        return end + 1 if is_tail or (opened > closed and after[0] == ")") else end

    def _own_code(self, code: str, end: int) -> int:
        """Take the code in brackets after a name, as our own messages write it."""
        after = [token.plain for token in self.tokens[end : end + 3]]
        if len(after) == 3 and (after[0], after[2]) == ("(", ")"):
            return end + 3 if self.names.codes.get(after[1]) == code else end
        return end

    def _unknown(self) -> UnknownNameError:
        """Build the error for the words around this place, or for the part between hyphens."""
        ends = [
            i
            for i, token in enumerate(self.tokens)
            if i > self.at and (token.plain in _SEPARATORS or token.plain == "and")
        ]
        end = min(ends, default=len(self.tokens))
        whole = self._written(self.since, end)
        hyphens = [i for i in range(self.since, end) if self.tokens[i].plain in _HYPHENS]
        first = max((i + 1 for i in hyphens if i < self.at), default=self.since)
        last = min((i for i in hyphens if i > self.at), default=end)
        part = self._written(first, last)
        return self.names.unknown(whole if self.names.suggestions(whole) or not part else part)

    def _written(self, start: int, end: int) -> str:
        if start >= end:
            return ""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        yield Token(_plain(match[0]), match[0], match.start(), match.end())


def _plain(word: str) -> str:
    """Return a word without accents, dots and capitals, "saint" as "st"; a mark as it is."""
    if len(word) == 1 and not word.isalnum():
        return word
    parts = unicodedata.normalize("NFKD", word.translate(_PLAIN_LETTERS).casefold())
    plain = "".join(letter for letter in parts if letter.isalnum())
    return "st" if plain == "saint" else plain


def phrase_of(name: str) -> Phrase:
    """Return the words that a name is known by: no accents, hyphens or brackets, no "the".

    Examples:
        >>> phrase_of("The Cocos (Keeling) Islands"), phrase_of("Trinidad & Tobago")
        (('cocos', 'keeling', 'islands'), ('trinidad', 'and', 'tobago'))
    """
    words = [token.plain for token in _tokens(name)]
    passed = {*_HYPHENS, *_AROUND, "the"}
    return tuple("and" if word == "&" else word for word in words if word not in passed)


@lru_cache(maxsize=4)
def state_names(vocabulary: Vocabulary) -> StateNames:
    """Return all that may stand for a state.

    The names are those of the vocabulary's states, of the gazetteers and of ``state_names.yml``. A
    file that an own vocabulary lacks is read from the bundled one.

    Raises:
        BrokenFileError: A file is missing or not as its first lines say, or a name stands for two
            states.
    """
    own = _read(vocabulary, "state_names")
    alpha_2 = _read(vocabulary, "country_codes")
    listed = {code: [str(e["name"]), *e.get("also", ())] for code, e in vocabulary.states.items()}
    words: dict[str, list[str]] = {}
    for file in GAZETTEERS:
        for code, entry in _read(vocabulary, file).items():
            words.setdefault(code, []).extend(entry.get("names", ()))
    passed = {phrase_of(name) for name in own["texts_only"]}
    phrases: dict[Phrase, Meant] = {}

    def add(name: str, meant: Meant) -> None:
        phrase = phrase_of(name)
        # "Korea, South" is also written without its comma.
        for words in (phrase, tuple(word for word in phrase if word != ",")):
            if phrases.setdefault(words, meant) != meant:
                raise BrokenFileError.at(vocabulary.folder, f"{name!r} stands for two states.")

    for former, called in _former_states(vocabulary):
        for name in called:
            add(name, former)
    for name, codes in own["several"].items():
        add(name, tuple(codes))
    # What stands for a former state or for several is no name of one of today.
    passed |= phrases.keys()
    for code, called in _pairs(listed, words, own["names"]):
        for name in called:
            if phrase_of(name) not in passed:
                add(name, code)
    every = {*alpha_2, *listed}
    first = {
        code: next((name for name in called if phrases.get(phrase_of(name)) == code), code)
        for code, called in _pairs(own["names"], words, listed)
    }
    codes = {code.lower(): code for code in every}
    codes |= {short.lower(): code for code, short in alpha_2.items()}
    names = {code: first.get(code, code) for code in sorted(every)}
    return StateNames(codes, phrases, names, frozenset(listed))


def _pairs(*sources: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Sequence[str]]]:
    for source in sources:
        yield from source.items()


def _former_states(vocabulary: Vocabulary) -> Iterator[tuple[FormerState, Iterable[str]]]:
    for entry in _read(vocabulary, "former_states").values():
        first, last = entry["years"]
        former = FormerState(entry["name"], (first, last), entry["rows"] or "", entry["note"])
        yield former, [entry["name"], *entry.get("also", ()), *entry.get("codes", ())]


def _read(vocabulary: Vocabulary, name: str) -> dict[str, Any]:
    own = vocabulary.folder / f"{name}.yml"
    return read_words(own if own.is_file() else Settings().vocabulary / own.name)
