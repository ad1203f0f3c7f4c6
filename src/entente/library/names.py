"""Names of authors: people, and bodies that sign as author."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from entente.library.words import words_of

_SEAM = re.compile(r" ?, ?(?:and )?| and | & ")
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|Ph\.?D|M\.?D|Esq)\.?", re.IGNORECASE)
_PARTICLES = words_of("""
al af av bin da dal de del della den der di dos du el ibn la le ten ter van von zu
""")
_BODIES = words_of("""
academy administration agency alliance assembly association authority bank board bureau cabinet
center centre chamber chancellery coalition college command commission committee company
conference congress consortium corporation council court department directorate embassy
federation forum foundation fund government group headquarters initiative inspectorate institute
institution laboratory league library ministry mission nations network observatory office
organisation organization parliament partnership programme program project school secretariat
section senate service society staff task team think-tank trust union unit university
""")
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
        given: First names and initials.
        particle: Lower-case words before the family name, e.g. ``van der``.
        family: Family name.
        suffix: What follows a comma, e.g. ``Jr.``.
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
    """Tell whether a name is that of a body (ministry, institute, bank) and not of a person.

    Examples:
        >>> is_body("Ministry of Defence"), is_body("Ana Ruiz")
        (True, False)
    """
    words = {word.strip("().,") for word in name.casefold().split()}
    return not words.isdisjoint(_BODIES | _NEVER_OF_PEOPLE) or "(" in name


def read_person(name: str) -> PersonName | None:
    """Split a person's name into its parts.

    The last word is taken as the family name, which is wrong where a culture puts it first and the
    catalogue keeps that order.

    Args:
        name: ``Given Family``, ``Given van Family, Jr.`` or ``Family, Given``.

    Returns:
        The parts, or ``None`` for a body and for a name of one word.

    Examples:
        >>> read_person("Frank von Hippel")
        PersonName(given='Frank', family='Hippel', particle='von', suffix='')
        >>> read_person("Ministry of Defence") is None
        True
    """
    if is_body(name) or len(name) > 100:
        return None
    suffix = ""
    main, comma, rest = name.partition(",")
    if comma and _SUFFIX.fullmatch(rest.strip()):
        suffix = rest.strip()
    elif comma:
        main = f"{rest.strip()} {main.strip()}"
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


def split_names(text: str) -> tuple[str, ...]:
    """Split authors joined by commas and a last ``and``; a body's own "and" is no seam.

    Semicolons, where there are any, are the only seams. ``Jr.`` and the like stay with their name.

    Args:
        text: One line of names.

    Returns:
        Each name as written; together they hold every word of the text but the joining ``and``.

    Examples:
        >>> split_names(
        ...     "Ana Ruiz, Bo Lind, Jr., and Center for Strategic and International Studies"
        ... )
        ('Ana Ruiz', 'Bo Lind, Jr.', 'Center for Strategic and International Studies')
    """
    text = " ".join(text.split())
    if ";" in text:
        parts = (part.strip().removeprefix("and ").strip() for part in text.split(";"))
        return tuple(part for part in parts if part)
    pieces = _SEAM.split(text)
    seams = ["", *_SEAM.findall(text)]
    if len(pieces) == 2 and "," in seams[1] and not any(" " in piece for piece in pieces):
        return (text,)  # one name, family first
    names: list[list[str]] = []
    for seam, piece in zip(seams, pieces, strict=True):
        if names and _goes_on(names[-1], piece):
            names[-1] += [seam, piece]
        elif piece.strip():
            names.append([piece])
    return tuple(name for parts in names if (name := "".join(parts).strip(" ,")))


def _goes_on(before: list[str], piece: str) -> bool:
    """Tell whether a piece belongs to the name before it."""
    if _SUFFIX.fullmatch(piece):
        return True
    words = before[0].casefold().split()
    of_body = any(word in _BODIES for word in words) and any(word in _GO_ON for word in words)
    if not of_body or not _BODIES.isdisjoint(piece.casefold().split()):
        return False
    last = piece.partition("(")[0].casefold().split()[-1:]
    return " " not in piece or not {*last}.isdisjoint(_FIELDS | _words_of_topics())


@cache
def _words_of_topics() -> frozenset[str]:
    from entente.library.vocabulary import read_vocabulary

    labels = read_vocabulary("topics").labels
    return frozenset(word for label in labels for word in label.casefold().split())
