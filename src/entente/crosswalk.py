"""Every state and economy that the sources speak of, by every code and date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from entente.errors import BrokenFileError, UnknownNameError
from entente.settings import Settings
from entente.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMES = ("alpha_2", "m49", "fips", "cow", "gw", "cameo")


@dataclass(frozen=True)
class Span:
    """A time of days.

    Attributes:
        since: First day; ``None`` where it began before any source of ours.
        until: First day after; ``None`` where it goes on.
    """

    since: dt.date | None = None
    until: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether a day is within."""
        return not self.is_before(day) and not self.is_after(day)

    def is_before(self, day: dt.date) -> bool:
        """Whether it was over before a day began."""
        return self.until is not None and self.until <= day

    def is_after(self, day: dt.date) -> bool:
        """Whether it begins after a day."""
        return self.since is not None and day < self.since

    def meets(self, year: int) -> bool:
        """Whether any day of a year is within."""
        return not self.is_before(dt.date(year, 1, 1)) and not self.is_after(dt.date(year, 12, 31))


@dataclass(frozen=True)
class State:
    """A state or economy.

    Attributes:
        code: ISO 3166 alpha-3, or what stands for one (the first lines of ``states.yml``).
        name: Short name.
        adjective: As in "the Chinese vote".
        codes: Its code in each scheme (``SCHEMES``) that has one, as text.
        life: When it was there.
        seats: When it was a member of the United Nations.
        continues: Code of the state that it goes on with, which ended on its first day.
        after: Codes of others that ended on its first day.
        left: Code of the state that it left, which went on.
        joined: Code of the state that took it in.
        under: Code under which producers list its rows; its own where that is empty. What is no
            more has rows only where this is said.
        note: What to know of it.
        also: Other names, as producers and people write them.
    """

    code: str
    name: str
    adjective: str
    codes: Mapping[str, str] = field(default_factory=dict[str, str])
    life: Span = Span()
    seats: tuple[Span, ...] = ()
    continues: str = ""
    after: tuple[str, ...] = ()
    left: str = ""
    joined: str = ""
    under: str = ""
    note: str = ""
    also: tuple[str, ...] = ()

    @property
    def cow(self) -> int | None:
        """Correlates of War number."""
        return int(self.codes["cow"]) if "cow" in self.codes else None

    @property
    def is_former(self) -> bool:
        """Whether it is no more."""
        return self.life.until is not None

    @property
    def has_own_rows(self) -> bool:
        """Whether it is no more, and the tables have rows of it under its own code."""
        return self.is_former and self.under == self.code

    def is_member(self, day: dt.date) -> bool:
        """Whether it had a seat in the United Nations on a day."""
        return any(seat.holds(day) for seat in self.seats)


@dataclass(frozen=True)
class Crosswalk:
    """All states, and the ways from one to another.

    Attributes:
        states: By code.

    Examples:
        >>> from entente.settings import settings
        >>> from entente.vocabulary import Vocabulary
        >>> known = crosswalk(Vocabulary(settings().vocabulary))
        >>> known.by_code("cow", 345, 1995).name, known.by_code("fips", "CH").name
        ('Yugoslavia', 'China')
        >>> known.at("SRB", 2004).name, [s.code for s in known.successors("CSK")]
        ('Serbia and Montenegro', ['CZE', 'SVK'])
    """

    states: Mapping[str, State]

    @cached_property
    def _by_code(self) -> dict[tuple[str, str], list[State]]:
        found: dict[tuple[str, str], list[State]] = {}
        for state in self.states.values():
            for scheme, code in state.codes.items():
                found.setdefault((scheme, _bare(code)), []).append(state)
        return found

    @cached_property
    def _continued_by(self) -> dict[str, str]:
        return {state.continues: code for code, state in self.states.items() if state.continues}

    def by_code(self, scheme: str, code: str | int, year: int | None = None) -> State:
        """Return the state of a code.

        Args:
            scheme: One of ``SCHEMES``.
            code: The code; numbers with or without leading zeros.
            year: Year of the row that has it. Codes are given anew: CS was Czechoslovakia's.

        Returns:
            The state that had it in that year; without a year or where none had, the last one.

        Raises:
            UnknownNameError: No state has such a code, or there is no such scheme.
        """
        if scheme not in SCHEMES:
            raise UnknownNameError.among("scheme of codes", scheme, SCHEMES)
        own = [self.states[str(code)]] if scheme == "cameo" and code in self.states else []
        found = self._by_code.get((scheme, _bare(str(code))), own)
        if not found:
            known = [each for kind, each in self._by_code if kind == scheme]
            raise UnknownNameError.among(f"state by {scheme}", str(code), known)
        then = [state for state in found if year is not None and state.life.meets(year)]
        return max(then or found, key=lambda state: state.life.since or dt.date.min)

    def at(self, code: str, year: int) -> State:
        """Return the state that a name stood for in a year, along the states that went on.

        Args:
            code: Code of the state that has the name.
            year: The year.

        Returns:
            The state itself where it was there or where nothing went before or on: Slovakia's
            name in 1980 stays Slovakia's, Serbia's in 2004 is that of Serbia and Montenegro.
        """
        state = self.states[code]
        while state.continues and state.life.is_after(dt.date(year, 12, 31)):
            state = self.states[state.continues]
        while state.code in self._continued_by and state.life.is_before(dt.date(year, 1, 1)):
            state = self.states[self._continued_by[state.code]]
        return state

    def predecessors(self, code: str) -> list[State]:
        """Return the states that ended where one began, the one that it continues first."""
        state = self.states[code]
        codes = [*([state.continues] if state.continues else []), *state.after]
        return [self.states[each] for each in codes]

    def successors(self, code: str) -> list[State]:
        """Return the states that began where one ended, or the one that took it in."""
        state = self.states[code]
        found = [s for s in self.states.values() if code == s.continues or code in s.after]
        return [*found, *([self.states[state.joined]] if state.joined else [])]


def _bare(code: str) -> str:
    """Return a code as it is compared: capitals, numbers without leading zeros."""
    return code.lstrip("0") or "0" if code.isdecimal() else code.upper()


def _day(text: str) -> dt.date:
    return dt.date(int(text), 1, 1) if len(text) == 4 else dt.date.fromisoformat(text)


def _span(text: str) -> Span:
    since, _, until = text.partition(" to ")
    return Span(_day(since), _day(until) if until else None)


def several(value: str | list[str]) -> list[str]:
    """Return the names of one text with semicolons between them, or of a list."""
    return value.split("; ") if isinstance(value, str) else value


def _labelled(text: str) -> dict[str, str]:
    """Take apart "alpha_2 CN, m49 156"."""
    return dict(part.split(" ", 1) for part in text.split(", ")) if text else {}


def _state(code: str, entry: Mapping[str, Any], names: str | list[str]) -> State:
    dates = _labelled(entry.get("dates", ""))
    codes = _labelled(entry.get("codes", ""))
    if unknown := {*codes} - {*SCHEMES} | {*dates} - {"since", "until", "un"}:
        msg = f"{code} has {', '.join(sorted(unknown))}, which is no scheme and no date."
        raise ValueError(msg)
    since, until = (_day(dates[key]) if key in dates else None for key in ("since", "until"))
    return State(
        code,
        str(entry["name"]),
        str(entry.get("adjective", entry["name"])),
        codes,
        Span(since, until),
        tuple(_span(each) for each in dates["un"].split(" and ")) if "un" in dates else (),
        entry.get("continues", ""),
        tuple(entry.get("after", ())),
        entry.get("left", ""),
        entry.get("joined", ""),
        entry.get("under", ""),
        entry.get("note", ""),
        tuple([*entry.get("also", ()), *several(names)] if names else entry.get("also", ())),
    )


def read_or_bundled(vocabulary: Vocabulary, name: str) -> dict[str, Any]:
    """Read a vocabulary of an observatory, or the bundled one that it lacks."""
    own = vocabulary.folder / f"{name}.yml"
    return (vocabulary if own.is_file() else Vocabulary(Settings().vocabulary)).read(name)


@lru_cache(maxsize=4)
def crosswalk(vocabulary: Vocabulary) -> Crosswalk:
    """Return all states of an observatory.

    An own ``states.yml`` adds to the bundled one and comes before it, line by line.

    Raises:
        BrokenFileError: A file is missing or not as its first lines say.
    """
    bundled = Vocabulary(Settings().vocabulary).states
    names = read_or_bundled(vocabulary, "state_names")["names"]
    entries = {**bundled, **read_or_bundled(vocabulary, "states")}
    try:
        return Crosswalk({c: _state(c, entry, names.get(c, "")) for c, entry in entries.items()})
    except (KeyError, ValueError, TypeError) as error:
        path = vocabulary.folder / "states.yml"
        raise BrokenFileError.at(path, f"Is not as its first lines say: {error}.") from None
