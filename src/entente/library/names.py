"""Names of authors: people, and bodies that sign as author."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from entente.library.words import words_of
from entente.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_SEAM = re.compile(r" ?, ?(?:and )?| and | & ")
# What belongs to a name, and what only honours its bearer, which no handbook cites.
_GENERATION = re.compile(r"(?:Jr|Sr|Junior|Senior)\.?|II|III|IV", re.IGNORECASE)
# Capitals count: "Ma" and "Do" are family names.
_DEGREE = re.compile(
    r"(?:[Pp][Hh]\.? ?[Dd]|D\.?Phil|M\.?D|M\.?A|M\.?Sc|B\.?A|B\.?Sc|M\.?B\.?A|M\.?P\.?[AP]"
    r"|LL\.?[BMD]|J\.?D|Ed\.?D|[Ee]sq|C\.?B\.?E|O\.?B\.?E|K\.?C\.?M\.?G|F\.?R\.?S|USN|USAF|[Rr]et(?:'?d)?)\.?"
    r"|\([Rr]et(?:ired|'?d)?\.?\)"
)
_AT_END = re.compile(r"(?:Jr|Sr)\.?|II|III|IV|Ph\.?D\.?|M\.D\.|Esq\.?")
_RETIRED = re.compile(r" ?\((?:ret(?:ired|'?d)?|hon)\.?\)", re.IGNORECASE)
# Before a name: those of one kind are titles with or without a full stop, the others only with one.
_TITLE = re.compile(
    r"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Mx|Sir|Dame|Ambassador|Brigadier|Captain|Colonel|Admiral"
    r"|Lieutenant)\.?"
    r"|(?:Vice|Rear|Lt|Lieutenant|Maj|Major|Brig|Brigadier)\.? (?:Adm|Gen|Admiral|General)\.?"
    r"|(?:Adm|Amb|Brig|Capt|Cdr|Cmdr|Col|Comdr|Dipl|Gen|Hon|Ing|Lt|Maj|Rep|Rev|Sen"
    r"|Sgt)\.) ",
    re.IGNORECASE,
)
_PARTICLES = words_of("""
al af av bin da dal de del della den der di dos du el ibn la le ten ter van von zu
""")
_BODIES = words_of("""
academy administration agency alliance assembly association authority bank board bureau cabinet
center centre chamber chancellery coalition college command commission committee company
conference congress consortium corporation council court department directorate division embassy
endowment faculty federation forum foundation fund government group headquarters initiative
inspectorate institut institute institution instituto lab laboratory league library ministry
mission nations network observatory office organisation organization panel parliament partnership
programme program project school secretariat section senate service society staff stiftung task
team think-tank trust union unit universidad universitat université university universität
""")
# What may be a part of a university, and what it is then a part of.
_PARTS = words_of("""
academy center centre college department division faculty forum group initiative institute lab
laboratory library network observatory office program programme project school unit
""")
_HOSTS = words_of("college universidad universitat universities université university universität")
# The first half of "Strategic and International Studies Group"; no family has such a name.
_ADJECTIVES = words_of("""
cultural diplomatic economic environmental global humanitarian industrial international legal
military national political public regional scientific social strategic technical
""")
_LONGEST_BODY = 500  # a longer one is looked for as a whole only, for each place of it is tried
_NEVER_OF_PEOPLE = words_of("of for the and &")
_GO_ON = words_of("of for on in to")
_FIELDS = words_of("""
affairs analyses analysis assessments cooperation co-operation culture defence defense
disarmament economics energy forces growth industry innovation issues labour labor law
nonproliferation operations policy politics reform relations reports research security services
sport sports strategy studies technology tourism trade training transparency welfare
""")


@dataclass(frozen=True)
class PersonName:
    """Parts of a person's name, as citation formats want them.

    Attributes:
        given: First names and initials, without titles.
        particle: Lower-case words before the family name, e.g. ``van der``.
        family: Family name.
        suffix: Generation, e.g. ``Jr.``; degrees are left out.
    """

    given: str
    family: str
    particle: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        """Write the name as it is spoken."""
        name = " ".join(part for part in (self.given, self.particle, self.family) if part)
        return f"{name}, {self.suffix}" if self.suffix else name

    @property
    def inverted(self) -> str:
        """The name as ``van Family, Jr., Given``, which BibTeX and RIS read without guessing.

        Examples:
            >>> read_person("John van Dyke, Jr.").inverted
            'van Dyke, Jr., John'
        """
        family = f"{self.particle} {self.family}" if self.particle else self.family
        return ", ".join(part for part in (family, self.suffix, self.given) if part)


def is_body(name: str) -> bool:
    """Whether a name reads like that of a body (ministry, institute, bank) and not of a person.

    Examples:
        >>> is_body("Ministry of Defence"), is_body("Ana Ruiz"), is_body("Gen. (ret.) Ana Ruiz")
        (True, False, False)
    """
    name = _RETIRED.sub("", name)
    words = {word.strip("().,") for word in name.casefold().split()}
    return not words.isdisjoint(_BODIES | _NEVER_OF_PEOPLE) or "(" in name


def read_person(name: str, *, institution: str = "", family: str = "") -> PersonName | None:
    """Split a person's name into its parts; titles and degrees are none of them.

    Where nothing is said of it, the last word is taken as the family name, which is wrong where a
    culture puts it first and the catalogue keeps that order.

    Args:
        name: ``Given Family``, ``Given van Family, Jr.`` or ``Family, Given``.
        institution: Who published the record; a body whatever its name reads like.
        family: Family name as the source says it, with its particle; empty where it does not.

    Returns:
        The parts, or ``None`` for a body and for a name of one word.

    Examples:
        >>> read_person("Frank von Hippel")
        PersonName(given='Frank', family='Hippel', particle='von', suffix='')
        >>> read_person("Dr. Ana García Ruiz, PhD", family="García Ruiz")
        PersonName(given='Ana', family='García Ruiz', particle='', suffix='')
        >>> read_person("Ministry of Defence") is None
        True
        >>> read_person("Harbour House", institution="Harbour House") is None
        True
    """
    if family and (person := _with_family(name, family)):
        return person
    if is_body(name) or len(name) > 100 or name.casefold() in _forms(institution):
        return None
    main, suffix = _without_honours(name)
    main, comma, rest = main.partition(",")
    if comma:
        main = f"{_without_titles(rest.strip())} {main.strip()}"
    words = main.replace(",", " ").split()
    if len(words) < 2:
        return None
    first = next((i for i, word in enumerate(words[1:-1], 1) if word in _PARTICLES), len(words) - 1)
    last = first
    while words[last] in _PARTICLES and last < len(words) - 1:
        last += 1
    return PersonName(
        given=" ".join(words[:first]),
        particle=" ".join(words[first:last]),
        family=" ".join(words[last:]),
        suffix=suffix,
    )


def is_suffix(text: str) -> bool:
    """Whether a text is what may follow a person's name, a generation or a degree.

    Examples:
        >>> is_suffix("Jr."), is_suffix("PhD"), is_suffix("Ana")
        (True, True, False)
    """
    return bool(_GENERATION.fullmatch(text) or _DEGREE.fullmatch(text))


def _with_family(name: str, family: str) -> PersonName | None:
    """Split a name whose family name is said; ``None`` where it does not hold that name."""
    main, suffix = _without_honours(name)
    if main.endswith(f" {family}"):
        given = main.removesuffix(family).strip()
    elif main == family:
        given = ""
    else:
        return None
    words = family.split()
    last = next((i for i, word in enumerate(words[:-1]) if word not in _PARTICLES), len(words) - 1)
    return PersonName(given, " ".join(words[last:]), " ".join(words[:last]), suffix)


def _without_honours(name: str) -> tuple[str, str]:
    """Return a name without titles and degrees, and what it says of the generation."""
    name = _without_titles(_RETIRED.sub("", name).strip())
    suffix = ""
    main, *rest = (part.strip() for part in name.split(","))
    while rest and is_suffix(rest[-1]) and (len(rest) > 1 or " " in main):
        last = rest.pop()
        suffix = last if _GENERATION.fullmatch(last) else suffix
    if not rest:
        before, _, last = main.rpartition(" ")
        if " " in before and _AT_END.fullmatch(last):
            main = before
            suffix = last if _GENERATION.fullmatch(last) else suffix
    return ", ".join([main, *rest]), suffix


def _without_titles(name: str) -> str:
    """Return a name without the titles before it; a title alone stays."""
    while (match := _TITLE.match(name)) and name[match.end() :].strip():
        name = name[match.end() :].strip()
    return name


def split_names(text: str, *, bodies: Iterable[str] = ()) -> tuple[str, ...]:
    """Split authors joined by commas and a last ``and``; a body's own "and" is not a seam.

    Semicolons, where there are any, are the only seams. ``Jr.`` and the like stay with their name,
    and so does the university after a part of it.

    Args:
        text: One line of names.
        bodies: Names of bodies that may be in it, e.g. the institution of the record; they
            are kept whole, with or without the short form in brackets after them.

    Returns:
        Each name as written; together they hold every word of the text but the joining ``and``.

    Examples:
        >>> split_names(
        ...     "Ana Ruiz, Bo Lind, Jr., and Center for Strategic and International Studies"
        ... )
        ('Ana Ruiz', 'Bo Lind, Jr.', 'Center for Strategic and International Studies')
        >>> split_names("Sea, Shore and Sky and Ana Ruiz", bodies=["Sea, Shore and Sky"])
        ('Sea, Shore and Sky', 'Ana Ruiz')
    """
    text = " ".join(text.split())
    known = {form for body in bodies for form in _forms(" ".join(body.split())) if form}
    if text.casefold() in known:
        return (text,)
    if ";" in text and not any(";" in form for form in known):
        first, *rest = (part.strip() for part in text.split(";"))
        parts = [first, *(part.removeprefix("and ").strip() for part in rest)]
        return tuple(part for part in parts if part)
    pieces = _SEAM.split(text)
    seams = ["", *_SEAM.findall(text)]
    if len(pieces) == 2 and "," in seams[1] and not any(" " in piece for piece in pieces):
        return (text,)  # one name, family first
    names: list[list[str]] = []
    widths = _widths(known)
    at = 0
    while at < len(pieces):
        piece, seam = pieces[at], seams[at]
        if width := _known_from(at, pieces, seams, widths):
            parts = zip(seams[at : at + width], pieces[at : at + width], strict=True)
            names.append(["".join(s + p for s, p in parts).removeprefix(seam), ""])
            at += width
            continue
        if names and _goes_on(names[-1], seam, piece):
            names[-1] += [seam, piece]
        elif piece.strip():
            names.append([piece])
        at += 1
    return tuple(name for parts in names if (name := "".join(parts).strip(" ,")))


def _forms(body: str) -> tuple[str, ...]:
    """Return the ways a body may be written: whole, and without its short form in brackets."""
    body = body.casefold()
    plain, bracket, _ = body.rpartition(" (")
    return (body, plain) if bracket and body.endswith(")") else (body,)


def _widths(known: Iterable[str]) -> dict[int, set[str]]:
    """Order known bodies by how many pieces a list of names cuts each into; one is never cut."""
    widths: dict[int, set[str]] = {}
    for body in known:
        if len(body) <= _LONGEST_BODY and (width := len(_SEAM.split(body))) > 1:
            widths.setdefault(width, set()).add(body)
    return dict(sorted(widths.items(), reverse=True))


def _known_from(
    at: int, pieces: Sequence[str], seams: Sequence[str], widths: dict[int, set[str]]
) -> int:
    """Return how many pieces, from one on, are a known body; 0 where they are none."""
    for width, bodies in widths.items():
        end = at + width
        if end > len(pieces) or sum(map(len, pieces[at:end])) > max(map(len, bodies)):
            continue
        parts = zip(seams[at:end], pieces[at:end], strict=True)
        if "".join(s + p for s, p in parts).removeprefix(seams[at]).casefold() in bodies:
            return width
    return 0


def _goes_on(before: list[str], seam: str, piece: str) -> bool:
    """Whether a piece belongs to the name before it."""
    if is_suffix(piece):
        return True
    if before[-1:] == [""]:  # a known body is whole
        return False
    words = before[0].casefold().split()
    own = piece.casefold().split()
    is_body = any(word in _BODIES for word in words)
    if not _BODIES.isdisjoint(own):
        if is_body:
            of_host = "and" not in seam and "&" not in seam and not _HOSTS.isdisjoint(own)
            return of_host and not _PARTS.isdisjoint(words) and _HOSTS.isdisjoint(words)
        # "Trade and Development Bank", "Social and Economic Council"
        fields = _FIELDS | _words_of_topics(settings().vocabulary)
        return seam in {" and ", " & "} and (
            words[-1:] != [] and (words[-1] in _ADJECTIVES or all(word in fields for word in words))
        )
    if not (is_body and any(word in _GO_ON for word in words)):
        return False
    last = piece.partition("(")[0].casefold().split()[-1:]
    fields = _FIELDS | _words_of_topics(settings().vocabulary)
    return " " not in piece or not {*last}.isdisjoint(fields)


@cache
def _words_of_topics(folder: Path) -> frozenset[str]:
    from entente.library.labels import read_label_list

    labels = read_label_list("topics", folder).labels
    return frozenset(word for label in labels for word in label.casefold().split())
