"""What a reader types into the search line, taken apart.

Words must all be there, ``"phrases"`` in this order, ``-words`` or ``NOT words`` not at all; ``a OR
b`` takes either, ``patrol*`` any word that begins so. ``author:``, ``institution:``, ``journal:``,
``title:``, ``topic:``, ``place:``, ``type:``, ``tag:`` and ``doi:`` narrow a word or phrase to a
field, ``date:2019..2024`` to a time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from entente.errors import QueryError, UnknownNameError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

FIELDS = (
    "author",
    "date",
    "doi",
    "institution",
    "journal",
    "place",
    "tag",
    "title",
    "topic",
    "type",
)
LONGEST = 1000
MOST_TERMS = 64

_TOKEN = re.compile(
    r"""(?P<minus>-?)(?:(?P<field>[A-Za-z]+):)?(?:["“](?P<phrase>[^"”]*)["”]?|(?P<word>[^\s"“”]+))"""
)
_NO_TEXT = re.compile("[\ud800-\udfff]")
_DATE = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?"
_DATES = re.compile(rf"(?P<first>{_DATE})?(?P<dots>\.\.)?(?P<last>{_DATE})?")


@dataclass(frozen=True)
class Term:
    """A word or phrase that is looked for.

    Attributes:
        text: As typed, without quotes.
        field: One of :data:`FIELDS`; empty for anywhere.
        phrase: Whether its words must be in this order.
        begins: Whether it is the beginning of a word.
    """

    text: str
    field: str = ""
    phrase: bool = False
    begins: bool = False


@dataclass(frozen=True)
class Query:
    """A question to the library.

    Attributes:
        wanted: Groups of terms: of each group one must be there.
        unwanted: Terms of which none may be there.
        first_day: Earliest day as ``20240930``; ``None`` for no bound.
        last_day: Latest day; a report belongs to a time that its date may fall in.
    """

    wanted: tuple[tuple[Term, ...], ...] = ()
    unwanted: tuple[Term, ...] = ()
    first_day: int | None = None
    last_day: int | None = None

    @property
    def free_words(self) -> str:
        """The words that may be anywhere, as one text: what the question is about."""
        return " ".join(term.text for group in self.wanted for term in group if not term.field)

    @property
    def filters(self) -> Query:
        """The same question without its free words, which meaning may answer instead."""
        kept = tuple(group for group in self.wanted if not is_free(group))
        return Query(kept, self.unwanted, self.first_day, self.last_day)


def is_free(group: tuple[Term, ...]) -> bool:
    """Whether all of a group are plain words that may be anywhere.

    Examples:
        >>> is_free((Term("oil"), Term("gas"))), is_free((Term("oil", "title"),))
        (True, False)
    """
    return not any(term.field or term.phrase for term in group)


def read_query(text: str) -> Query:
    """Take a search line apart.

    Args:
        text: What the reader typed, at most 1,000 characters and 64 terms.

    Returns:
        The question; an empty line asks for everything.

    Raises:
        QueryError: The line is too long, no text, or holds a date that is none.
        UnknownNameError: It names an unknown field.

    Examples:
        >>> query = read_query('patrols place:japan "joint bombers" -drill date:2019..2024')
        >>> [term.text for group in query.wanted for term in group], query.unwanted[0].text
        (['patrols', 'japan', 'joint bombers'], 'drill')
        >>> query.first_day, query.last_day
        (20190101, 20241231)
    """
    if len(text) > LONGEST:
        raise QueryError(
            f"The search has {len(text):,} characters; it may have {LONGEST:,}.",
            fix="search for a few words of it",
        )
    if _NO_TEXT.search(text):  # what a shell passes on of a file's name that is no UTF-8
        raise QueryError(
            f"The search {text[:60]!r} is not text.", fix="type it again, without odd signs"
        )
    wanted: list[tuple[Term, ...]] = []
    unwanted: list[Term] = []
    first_day = last_day = None
    either = denied = False
    for minus, term in _terms(text):
        if term in (_AND, _NOT):
            denied = term == _NOT
            continue
        refused, denied = minus or denied, False
        if term.field == "date":
            first_day, last_day = _days(term.text)
            either = False
        elif term == _OR:
            either = bool(wanted)
        elif refused:
            unwanted.append(term)
            either = False
        elif either:
            wanted[-1] = (*wanted[-1], term)
            either = False
        else:
            wanted.append((term,))
    if sum(map(len, wanted)) + len(unwanted) > MOST_TERMS:
        raise QueryError(
            f"The search has more than {MOST_TERMS} terms.", fix="search for a few words of it"
        )
    return Query(tuple(wanted), tuple(unwanted), first_day, last_day)


_OR, _AND, _NOT = Term("OR"), Term("AND"), Term("NOT")


def _terms(text: str) -> Iterator[tuple[bool, Term]]:
    for match in _TOKEN.finditer(text):
        word, phrase = match["word"], match["phrase"]
        field = (match["field"] or "").casefold()
        if field and word is not None and word.startswith("//"):
            yield bool(match["minus"]), Term(f"{match['field']}:{word}", phrase=True)  # an address
            continue
        if field and field not in FIELDS:
            fix = f'put it in quotes to search for the words: "{match[0][:60]}"'
            raise UnknownNameError.among("field of a search", field, FIELDS, fix=fix)
        whole = phrase is not None
        found = (phrase if whole else word or "").strip()
        stem = found[:-1]
        if not whole and found.endswith("*") and len(stem) > 2 and stem.isalnum():
            yield bool(match["minus"]), Term(stem, field, begins=True)
            continue
        if field == "date" or any(letter.isalnum() for letter in found):
            yield bool(match["minus"]), Term(found, field, whole)


def _days(text: str) -> tuple[int | None, int | None]:
    from entente.library.dates import PartialDate

    match = _DATES.fullmatch(text)
    if match is None or not (match["first"] or match["last"]):
        raise QueryError(
            f"{text[:60]!r} is not a date to search by.",
            fix="date:2024, date:2019..2024 or date:..2020",
        )
    first, last = match["first"], match["last"]
    if not match["dots"]:
        last = first
    try:
        earliest = PartialDate(first).first_day() if first else None
        latest = PartialDate(last).last_day() if last else None
    except ValueError as error:
        raise QueryError(f"{error}.", fix="date:2024-09 or date:2019..2024") from error
    if earliest and latest and earliest > latest:
        raise QueryError(f"The time {text} ends before it begins.", fix=f"date:{last}..{first}")
    return earliest and day_number(earliest), latest and day_number(latest)


def day_number(day: dt.date) -> int:
    """Write a day as a number that sorts.

    Examples:
        >>> import datetime as dt
        >>> day_number(dt.date(2024, 9, 30))
        20240930
    """
    return day.year * 10_000 + day.month * 100 + day.day
