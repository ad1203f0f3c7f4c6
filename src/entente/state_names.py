"""All that may stand for a state: its codes and names, and what is no state but reads like one."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from entente.crosswalk import crosswalk, read_or_bundled, several
from entente.errors import BrokenFileError, FormerStateError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from entente.crosswalk import State
    from entente.vocabulary import Vocabulary

GAZETTEERS = ("gazetteer_states", "gazetteer_states_m_z", "gazetteer_territories")
MOST_SUGGESTIONS = 3
LONGEST_NAME = 200
LONGEST_CODE = 3
HOW = "names or ISO 3166 codes with commas between them, e.g. China, RUS"

# A word keeps its inner dots and apostrophes (U.S., Côte d'Ivoire); anything else is a mark.
_TOKEN = re.compile(r"[^\W_]+(?:[.'’ʼ][^\W_]+)*\.?|\n|\S")
SEPARATORS = frozenset(",;/+&|\n")
HYPHENS = frozenset("-‐‑–—")
AROUND = frozenset("()")
# Marks of other scripts that stand for one of those.
_MARKS = {"，": ",", "、": ",", "；": ";", "（": "(", "）": ")"}
# Letters that stand for one plain letter and that Unicode does not take apart.
_PLAIN_LETTERS = str.maketrans("ıłŁđĐøØ", "ilLdDoO")

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class FormerState:
    """A state that is no more.

    Attributes:
        code: Its code.
        name: Its name.
        years: First and last year.
        rows: Code under which the tables carry its rows; empty where they carry none.
        note: What became of its rows.
    """

    code: str
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
    """A word or a mark of a text: what it is compared by, as written, and where it stands.

    ``alone`` is what a word without others is compared by: "Mỹ" is the United States, and not MY.
    """

    plain: str
    alone: str
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
        whole: As ``phrases``, of names that are read only where nothing stands beside them: words
            that are two states' in a list, or something else in a text.
    """

    codes: Mapping[str, str]
    phrases: Mapping[Phrase, Meant]
    names: Mapping[str, str]
    whole: Mapping[Phrase, str]

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

    def ambiguous(self, written: str, codes: Sequence[str]) -> UnknownNameError:
        """Build the error for a name that stands for more than one state."""
        fix = " or ".join(self.label(code) for code in codes)
        return UnknownNameError(f"{written!r} may be more than one state.", fix=fix)

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
                code: (sorted(like) != sorted(words), code)
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


def tokens(text: str) -> Iterator[Token]:
    """Walk the words and marks of a text."""
    for match in _TOKEN.finditer(text):
        plain = _plain(match[0])
        is_like_a_code = len(plain) <= LONGEST_CODE and not match[0].isascii()
        alone = unicodedata.normalize("NFC", match[0].casefold()) if is_like_a_code else plain
        yield Token(plain, alone, match[0], match.start(), match.end())


def _plain(word: str) -> str:
    """Return a word without accents, dots and capitals, "saint" as "st"; a mark as it is."""
    if len(word) == 1 and not word.isalnum():
        return _MARKS.get(word, word)
    parts = unicodedata.normalize("NFKD", word.translate(_PLAIN_LETTERS).casefold())
    plain = "".join(letter for letter in parts if letter.isalnum())
    return "st" if plain == "saint" else plain


@lru_cache(maxsize=20_000)
def phrase_of(name: str) -> Phrase:
    """Return the words that a name is known by: no accents, hyphens or brackets, no "the".

    Examples:
        >>> phrase_of("The Cocos (Keeling) Islands"), phrase_of("Trinidad & Tobago")
        (('cocos', 'keeling', 'islands'), ('trinidad', 'and', 'tobago'))
    """
    passed = {*HYPHENS, *AROUND, "the"}
    found = [token for token in tokens(name) if token.plain not in passed]
    if len(found) == 1:
        return (found[0].alone,)
    return tuple("and" if token.plain == "&" else token.plain for token in found)


@lru_cache(maxsize=4)
def state_names(vocabulary: Vocabulary) -> StateNames:
    """Return all that may stand for a state.

    The names are those of the states, of the gazetteers and of ``state_names.yml``. A file that an
    own vocabulary lacks is read from the bundled one.

    Raises:
        BrokenFileError: A file is missing or not as its first lines say, or a name stands for two
            states.
    """
    own = read_or_bundled(vocabulary, "state_names")
    states = crosswalk(vocabulary).states
    words: dict[str, list[str]] = {}
    for file in GAZETTEERS:
        for code, entry in read_or_bundled(vocabulary, file).items():
            words.setdefault(code, []).extend(entry.get("names", ()))
    passed = {phrase_of(name) for name in own["texts_only"]}
    phrases: dict[Phrase, Meant] = {}

    def add(name: str, meant: Meant) -> None:
        phrase = phrase_of(name)
        # "Korea, South" is also written without its comma.
        for words in (phrase, tuple(word for word in phrase if word != ",")):
            if phrases.setdefault(words, meant) != meant:
                raise BrokenFileError.at(vocabulary.folder, f"{name!r} stands for two states.")

    for state in states.values():
        if state.is_former:
            former = _former(state)
            for name in (state.name, state.code, *state.also):
                add(name, former)
    for name, codes in own["several"].items():
        add(name, tuple(codes))
    # What stands for a former state or for several is no name of one of today.
    passed |= phrases.keys()
    today = {code: state for code, state in states.items() if not state.is_former}
    for code, state in today.items():
        for name in (state.name, *words.get(code, ()), *state.also):
            if phrase_of(name) not in passed:
                add(name, code)
    for phrase, meant in list(phrases.items()):
        if isinstance(meant, FormerState) and states[meant.code].has_own_rows:
            # "Serbia and Montenegro" may mean the two states of today, so it is refused.
            phrases[phrase] = meant if _is_of_two(phrase, phrases) else meant.code
    codes = {code.lower(): code for code in today}
    short = {s.codes["alpha_2"].lower(): c for c, s in today.items() if "alpha_2" in s.codes}
    asked = {code: state for code, state in states.items() if code in today or state.has_own_rows}
    names = {code: asked[code].name for code in sorted(asked)}
    pairs = [(name, code) for code, text in own["whole"].items() for name in several(text)]
    whole = {phrase_of(name): code for name, code in pairs}
    return StateNames(codes | short, phrases, names, whole)


def _is_of_two(phrase: Phrase, phrases: Mapping[Phrase, Meant]) -> bool:
    """Whether a name is made of the names of two states that may be asked about."""
    words = tuple(word for word in phrase if word not in {"and", ","})
    return any(
        isinstance(phrases.get(words[:i]), str) and isinstance(phrases.get(words[i:]), str)
        for i in range(1, len(words))
    )


def _former(state: State) -> FormerState:
    first, end = state.life.since, state.life.until
    years = (first.year if first else 0, (end - dt.timedelta(days=1)).year if end else 0)
    return FormerState(state.code, state.name, years, state.under, state.note)
