"""Sentences of an abstract, numbered as a reader would number them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from entente.library.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
# A full stop, its closing quotes and brackets, and the space or the East Asian stop that ends it.
# The look behind keeps a long run of dots linear: only its first one is tried.
_STOP = re.compile(r"""(?<![.!?…])[.!?…]++["'”’»)\]]*+(?=\s)|[。！？]["”’」』）]*""")
_OPENING = "\"'“‘«([¿¡「『（"
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")

# Never the end of a sentence: a name, a number or an example follows.
_BEFORE_MORE = words_of("""
adm. amb. brig. capt. cf. cmdr. col. dr. e.g. eg. fig. figs. gen. gov. hon. i.e. ie. lt. maj.
messrs. mr. mrs. ms. mt. p. pp. pres. prof. rep. rev. sec. sen. sgt. st. v. viz. vol. vs.
""")
# May end a sentence: it does where a word follows that opens sentences.
_MAYBE_LAST = words_of("""
a.m. al. approx. apr. assn. aug. ave. ca. co. corp. dec. dept. ed. eds. est. etc. feb. govt.
inc. intl. jan. jr. jul. jun. ltd. mar. natl. nov. oct. p.m. ph.d. sep. sept. sr. univ.
""")
_OPENERS = words_of("""
a after all although an and another as at because before both but by despite during each every
first finally for from furthermore given he her his how however if in indeed instead it its many
meanwhile more moreover most nevertheless nor on once one or other others our over overall
second several she similarly since so some still such than that the their then there these they
third this those though through thus to together under unless until we what when where whereas
whether which while who why with within without yet you
""")


def split_sentences(text: str) -> dict[int, str]:
    """Split text into sentences, numbered from 1.

    A full stop ends a sentence where space and a capital, a digit or an opening quote follow,
    unless it belongs to an abbreviation or to an initial. An abbreviation that can be last
    (``U.S.``, ``Jr.``, ``etc.``) ends one where the next word is one that opens sentences
    (``The``, ``However``). An empty line always ends one; a single line break never does.

    Args:
        text: Plain text; paragraphs are separated by an empty line.

    Returns:
        Number and sentence, in order; each word of the text is in one of them.

    Examples:
        >>> split_sentences("Japan is a U.S. ally. Others, e.g. Vietnam, are not.")
        {1: 'Japan is a U.S. ally.', 2: 'Others, e.g. Vietnam, are not.'}
    """
    found = (
        sentence
        for paragraph in _PARAGRAPH.split(text)
        for sentence in _of_paragraph(" ".join(paragraph.split()))
    )
    return dict(enumerate(found, start=1))


def _of_paragraph(text: str) -> Iterator[str]:
    start = 0
    for stop in _STOP.finditer(text):
        end = stop.end()
        if end < len(text) and _ends(text, start, stop.start(), end):
            yield text[start:end].strip()
            start = end
    if rest := text[start:].strip():
        yield rest


def _ends(text: str, start: int, stop: int, end: int) -> bool:
    if text[stop] in "。！？":
        return True
    ahead = text[end : end + 40].lstrip().lstrip(_OPENING)
    if not ahead or not (ahead[0].isupper() or ahead[0].isdigit() or _caseless(ahead[0])):
        return False
    if text[stop:end] != "." or stop == start:
        return True
    before = text[max(start, stop - 30) : end].rpartition(" ")[2].lstrip(_OPENING)
    if before[:-1].isdigit() and end - len(before) - start < 3:
        return False  # the number of a point in a list
    return _ends_after(before, ahead)


def _ends_after(before: str, ahead: str) -> bool:
    """Whether the word with the full stop ends a sentence, given what follows."""
    word = before.casefold()
    if word in _BEFORE_MORE:
        return False
    if word in {"no.", "nos."}:
        return not ahead[0].isdigit()
    if word in _MAYBE_LAST or _INITIALS.fullmatch(before):
        follower = re.split(r"[^\w’']", ahead, maxsplit=1)[0]
        return follower.casefold() in _OPENERS
    return True


def _caseless(letter: str) -> bool:
    return letter.isalpha() and letter.lower() == letter.upper()
