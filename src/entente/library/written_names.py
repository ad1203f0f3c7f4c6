"""Names of authors as sources write them, and what a source says of their parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from entente.library.names import is_body, is_suffix, read_person, split_names
from entente.library.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIRMS = words_of("ag bv co corp gmbh inc limited llc llp ltd nv plc pty sa srl")
_LONGEST_NAME = 200
_LONGEST_LIST = 20_000
# "Ruiz A.", "Van Der Lind B.C.", "Ruiz AB": a family name, and initials that stand last.
_INITIALS = r"(?:[^\W\d_]\.[ -]?){1,4}"
_INITIALS_LAST = re.compile(rf"(?P<family>[^\W\d_][^,;.\d]*[^\W\d_]) (?P<given>{_INITIALS})")
_CAPITALS_LAST = re.compile(r"(?P<family>[^\W\d_][^,;.\d]*[a-zà-ÿ]) (?P<given>[A-Z]{1,2})")
_NO_INITIALS = words_of("eu ii iv md mp no pm uk un us vi")
_ONLY_INITIALS = re.compile(rf"{_INITIALS}|[A-Z]{{1,3}}")
_DEGREE_OR_INITIALS = re.compile(r"MD|MA|BA|JD")  # "Ruiz, MD" is a family name with initials
_OTHERS = re.compile(r"(?:,? and others|(?:^|[,;]?(?: and)? )et al\.?|,? u\. ?a\.)$", re.IGNORECASE)
OTHERS = "and others"


class Author(NamedTuple):
    """An author as a source names them.

    Attributes:
        name: The name as it is spoken.
        family: Family name with its particle, where the source says which it is.
        is_body: Whether the source says that it is a body.
    """

    name: str
    family: str = ""
    is_body: bool = False


def read_author(text: str) -> Author:
    """Read one name as a source writes it: ``Ruiz, Ana``, ``Ruiz A.`` or ``Ana Ruiz``.

    Records have names as they are spoken, and citation formats turn them around again. A body, a
    firm and a name with too many commas stay as they are written; a comma that nothing follows
    says that the name is a body's.

    Examples:
        >>> read_author("García Ruiz, Ana")
        Author(name='Ana García Ruiz', family='García Ruiz', is_body=False)
        >>> read_author("Van Der Lind B.C.").name, read_author("van der Lind, Bo, Jr.").name
        ('B.C. Van Der Lind', 'Bo van der Lind, Jr.')
        >>> read_author("Ministry of Trade, Industry").name, read_author("Harbour Watch,").is_body
        ('Ministry of Trade, Industry', True)
    """
    name = " ".join(text.split())
    if name[-1:] == "," and name.strip(" ,") and "," not in name[:-1]:
        return Author(name.rstrip(" ,"), is_body=True)
    parts = [part.strip() for part in name.split(",")]
    if len(name) > _LONGEST_NAME or not all(parts):
        return Author(name)
    if len(parts) == 1:
        return _initials_last(name)
    if parts[-1].casefold().strip(".") in _FIRMS:
        return Author(name)
    suffixes = [part for part in parts[1:] if is_suffix(part)]
    rest = [part for part in parts if part not in suffixes]
    if len(rest) == 1 and " " not in rest[0] and _DEGREE_OR_INITIALS.fullmatch(parts[1]):
        rest, suffixes = parts, []
    if len(rest) != 2 or (is_body(name) and not _reads_as_family(*rest)):
        return Author(name)
    return inverted(rest[0], rest[1], ", ".join(suffixes))


def inverted(family: str, given: str, suffix: str = "") -> Author:
    """Return an author whose family name a source says.

    Examples:
        >>> inverted("van der Lind", "Bo", "Jr.")
        Author(name='Bo van der Lind, Jr.', family='van der Lind', is_body=False)
    """
    family, given = " ".join(family.split()), " ".join(given.split())
    name = " ".join(part for part in (given, family) if part)
    return Author(f"{name}, {suffix}" if suffix and name else name, family if given else "")


def read_authors(text: str, *, listed: bool = False) -> list[Author]:
    """Read a text that should be one name, and often is several.

    They are parted at semicolons, else where each has its initials, else at "and". "et al." is an
    author called ``and others``.

    Args:
        text: A field of names.
        listed: Whether the field is for all authors, so that commas part them too.

    Examples:
        >>> [author.name for author in read_authors("Ruiz, A., Lind, B., & Okafor, C.")]
        ['A. Ruiz', 'B. Lind', 'C. Okafor']
        >>> [author.name for author in read_authors("Ana Ruiz and Bo Lind, et al.")]
        ['Ana Ruiz', 'Bo Lind', 'and others']
        >>> [author.name for author in read_authors("Ministry of Trade and Industry")]
        ['Ministry of Trade and Industry']
        >>> [author.name for author in read_authors("Ana Ruiz, Bo Lind", listed=True)]
        ['Ana Ruiz', 'Bo Lind']
    """
    text = " ".join(text.split())
    if len(text) > _LONGEST_LIST:
        return [Author(text)]
    more: list[Author] = []
    if match := _OTHERS.search(text[-40:]):
        text, more = text[: len(text) - len(match[0])].rstrip(" ,;"), [Author(OTHERS)]
    if not text:
        return more
    return [*(author for part in _part(text, listed) if (author := read_author(part)).name), *more]


def _part(text: str, listed: bool) -> Iterable[str]:
    if ";" in text:
        return [part.strip().removeprefix("and ") for part in text.split(";")]
    plain = re.sub(r",? (?:and|&) ", ", ", text)
    parts = [part.strip() for part in plain.split(",")]
    if len(parts) > 2 and len(parts) % 2 == 0:
        pairs = list(zip(parts[::2], parts[1::2], strict=True))
        if all(family and _ONLY_INITIALS.fullmatch(given) for family, given in pairs):
            return [f"{family}, {given}" for family, given in pairs]
    if len(parts) > 1 and all(_initials_last(part).family for part in parts):
        return parts
    if "," in text:
        sides = re.split(r" (?:and|&) ", text)
        each = [_reads_as_inverted(side) for side in sides]
        if len(sides) > 1 and all(each):
            return sides
        one_name = len(parts) == 2 and (" " not in parts[1] or is_suffix(parts[1]))
        return split_names(text) if listed and not one_name else [text]
    sides = [side for side in split_names(text) if " " in side]
    return sides if len(sides) == len(split_names(text)) else [text]


def _reads_as_inverted(text: str) -> bool:
    parts = text.split(",")
    return len(parts) == 2 and all(part.strip() for part in parts) and not is_body(text)


def _reads_as_family(family: str, given: str) -> bool:
    """Whether a word for a body is a person's family name: "Bank, Ana"."""
    return " " not in family and len(given.split()) <= 2 and not is_body(given)


def _initials_last(name: str) -> Author:
    match = _INITIALS_LAST.fullmatch(name)
    if match is None:
        match = _CAPITALS_LAST.fullmatch(name)
        if match and match["given"].casefold() in _NO_INITIALS:
            match = None
    if match is None or is_body(name) or read_person(name) is None:
        return Author(name)
    return inverted(match["family"], match["given"].strip())


def names_said(authors: Iterable[Author]) -> dict[str, object]:
    """Return the fields of a record that hold authors.

    What a source says of a name is kept only where the name alone would be read otherwise.

    Returns:
        ``authors``, and ``bodies`` and ``families`` where they hold anything.

    Examples:
        >>> names_said([Author("Harbour Rights Watch", is_body=True), Author("Bo Lind", "Lind")])
        {'authors': ['Harbour Rights Watch', 'Bo Lind'], 'bodies': ['Harbour Rights Watch']}
    """
    listed = [author for author in authors if author.name.strip()]
    bodies: dict[str, None] = {}
    families: dict[str, str] = {}
    for author in listed:
        name, family = " ".join(author.name.split()), " ".join(author.family.split())
        person = read_person(name)
        if author.is_body:
            if person is not None:
                bodies[name] = None
        elif family:
            guess = " ".join(p for p in (person.particle, person.family) if p) if person else ""
            if guess != family and read_person(name, family=family) is not None:
                families[name] = family
    found: dict[str, object] = {"authors": [author.name for author in listed]}
    if bodies:
        found["bodies"] = list(bodies)
    if families:
        found["families"] = families
    return found
