"""States as people write them: codes, names and lists of them, read as ISO 3166 alpha-3 codes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from entente.crosswalk import crosswalk, read_or_bundled
from entente.errors import UnknownNameError
from entente.settings import settings
from entente.state_names import (
    AROUND,
    HYPHENS,
    SEPARATORS,
    FormerState,
    phrase_of,
    state_names,
    tokens,
)
from entente.vocabulary import open_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from entente.crosswalk import Crosswalk, State
    from entente.state_names import Meant, StateNames
    from entente.vocabulary import Vocabulary


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
    entry = read_or_bundled(vocabulary, "state_notes").get(code)
    return str(entry["note"]) if entry is not None and first < entry["before"] else ""


@dataclass(frozen=True)
class Resolved:
    """The state that a spelling stands for.

    Attributes:
        code: Code under which rows of it are kept.
        state: The state of then, whose code may be another: the Soviet Union's rows are Russia's.
        note: What to know, in sentences; empty where there is nothing.
    """

    code: str
    state: State
    note: str = ""


def resolve(
    name: str, year: int | None = None, *, vocabulary: Vocabulary | None = None
) -> Resolved:
    """Return the state that a producer's or a user's spelling stands for.

    Args:
        name: One name in any language that ``state_names.yml`` has, or an alpha-3 or alpha-2 code,
            in any case, with or without accents. Marks and brackets around words do not matter.
        year: Year of the row. A name goes along the states that went on with each other: Serbia's
            in 2004 is that of Serbia and Montenegro, Yugoslavia's in 2010 is Serbia's.
        vocabulary: Vocabularies of an observatory; without them, those of the settings.

    Returns:
        The state; never another one than the name says without a note.

    Raises:
        UnknownNameError: The name stands for no state, or for more than one; the message has what
            could be meant.

    Examples:
        >>> resolve("Serbia", 2004).code, resolve("Côte d'Ivoire").code, resolve("中国").code
        ('SCG', 'CIV', 'CHN')
        >>> resolve("USSR").code, resolve("USSR").note
        ('RUS', "Soviet Union: Its rows are Russia's, which took over its seat ...")
    """
    vocabulary = vocabulary or open_vocabulary(settings().vocabulary)
    names = state_names(vocabulary)
    phrase = phrase_of(name)
    meant = names.whole.get(phrase) or names.phrases.get(phrase)
    if meant is None and len(phrase) == 1:
        meant = names.codes.get(phrase[0])
    if meant is None:
        raise names.unknown(name)
    if isinstance(meant, tuple):
        raise names.ambiguous(name, meant)
    code = meant.code if isinstance(meant, FormerState) else meant
    return _resolved(code, crosswalk(vocabulary), year)


def resolve_code(
    scheme: str,
    code: str | int,
    year: int | None = None,
    *,
    vocabulary: Vocabulary | None = None,
) -> Resolved:
    """Return the state that a producer's code stands for.

    Args:
        scheme: One of ``crosswalk.SCHEMES``, e.g. ``cow``.
        code: The code; numbers with or without leading zeros.
        year: Year of the row.
        vocabulary: Vocabularies of an observatory; without them, those of the settings.

    Raises:
        UnknownNameError: No state has such a code, or there is no such scheme.

    Examples:
        >>> resolve_code("cow", 260, 1970).code, resolve_code("cow", 345, 2005).code
        ('DEU', 'SCG')
    """
    known = crosswalk(vocabulary or open_vocabulary(settings().vocabulary))
    return _resolved(known.by_code(scheme, code, year).code, known, year)


def _resolved(code: str, known: Crosswalk, year: int | None) -> Resolved:
    """Go from the state of a name to the one of the year, and say what was done."""
    asked = known.states[code]
    state = asked if year is None else known.at(code, year)
    notes: list[str] = []
    if year is not None and state is not asked:
        notes.append(f"In {year} this is {state.name}.")
    if year is not None and not state.life.meets(year):
        notes.append(_outside(state, known, year))
    if state.note:
        notes.append(state.note if state is asked and not state.under else _said_of(state))
    return Resolved(state.under or state.code, state, " ".join(notes))


def _said_of(state: State) -> str:
    return f"{state.name}: {state.note}"


def _outside(state: State, known: Crosswalk, year: int) -> str:
    """Say of a state that it was not there in a year, and what was before or came after."""
    if state.life.is_after(dt.date(year, 12, 31)):
        before = [*known.predecessors(state.code), *filter(None, [known.states.get(state.left)])]
        names = f", before a part of {', '.join(s.name for s in before)}" if before else ""
        return f"{state.name} is there since {state.life.since}{names}."
    after = ", ".join(s.name for s in known.successors(state.code))
    return f"{state.name} ended on {state.life.until}{f'; then came {after}' if after else ''}."


class _Reading:
    """One text, read from left to right; at each place the longest name wins."""

    def __init__(self, text: str, names: StateNames) -> None:
        self.text, self.names = text, names
        self.tokens = list(tokens(text))
        self.at = 0
        self.since = 0  # the first token after the last separator that is no hyphen

    def states(self) -> Iterator[str]:
        """Walk the codes of the states."""
        before = ""  # the state before, where nothing but a space has come since
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token.plain in SEPARATORS or self._is_joint():
                self.at += 1
                self.since, before = self.at, ""
            elif token.plain in HYPHENS:
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
        marks = {*SEPARATORS, *HYPHENS, "and"}
        alone = before in marks and after in marks
        if not alone and (self.at == 0 or self.at + 1 == len(self.tokens)):
            raise self._unknown()  # it joins nothing
        return not alone

    def _longest(self) -> tuple[str, int]:
        """Return the code of the longest name here, and the token after it."""
        phrase: list[str] = []
        found: list[tuple[Meant, int]] = []
        for i in range(self.at, len(self.tokens)):
            plain = self.tokens[i].plain
            if plain in HYPHENS or plain in AROUND or plain == "the":
                continue
            phrase.append("and" if plain == "&" else plain)
            if len(phrase) > self.names.longest:
                break
            alone = self.tokens[i].alone if len(phrase) == 1 else ""
            meant = self.names.phrases.get((alone,) if alone else tuple(phrase))
            if meant is None and alone:
                meant = self.names.codes.get(alone)
            if meant is not None:
                found.append((meant, i + 1))
        if not found:
            raise self._unknown()
        # "Armenia, Republic of Moldova" has Armenia, and not "Armenia, Republic of".
        whole = [each for each in found if self._is_end(self._closed(each[1]))]
        meant, end = (whole or found)[-1]
        end = self._closed(end)
        start = self.tokens[self.at].start
        written = self.text[start : self.tokens[end - 1].end]
        if isinstance(meant, FormerState):
            raise meant.refusal(written)
        if isinstance(meant, tuple):
            raise self.names.ambiguous(written, meant)
        return meant, self._own_code(meant, end)

    def _is_end(self, end: int) -> bool:
        """Whether a name may end before this token."""
        ends = {*SEPARATORS, *HYPHENS, *AROUND, "and"}
        return end == len(self.tokens) or self.tokens[end].plain in ends

    def _closed(self, end: int) -> int:
        """Take the bracket that closes one within a name, or the "the" at its end."""
        opened = sum(token.plain == "(" for token in self.tokens[self.at : end])
        closed = sum(token.plain == ")" for token in self.tokens[self.at : end])
        after = [token.plain for token in self.tokens[end : end + 2]] + [",", ","]
        # "Netherlands, Kingdom of the" ends in a word that no name is known by.
        is_tail = after[0] == "the" and after[1] in SEPARATORS
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
            if i > self.at and (token.plain in SEPARATORS or token.plain == "and")
        ]
        end = min(ends, default=len(self.tokens))
        whole = self._written(self.since, end)
        hyphens = [i for i in range(self.since, end) if self.tokens[i].plain in HYPHENS]
        first = max((i + 1 for i in hyphens if i < self.at), default=self.since)
        last = min((i for i in hyphens if i > self.at), default=end)
        part = self._written(first, last)
        return self.names.unknown(whole if self.names.suggestions(whole) or not part else part)

    def _written(self, start: int, end: int) -> str:
        if start >= end:
            return ""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]
