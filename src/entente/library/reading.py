"""The text of a record as it is to be read by a program: without what only a page needs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from entente.library.sentences import split_sentences
from entente.library.words import words_of

if TYPE_CHECKING:
    from entente.library.record import Record

_MARKS = r"\d{1,3}(?:[,–-]\d{1,3})*+"
# After the stop of a word: "ties.12 The". What follows must be a space, a quote or the end.
_AFTER_STOP = re.compile(
    rf"(?<![^\W_])(?P<word>[^\W\d_]{{3,}}+)(?P<stop>[)\]]?[.,;:?!]['’\"”»)\]]*+){_MARKS}(?=[\s\"”’]|$)"
)
# Right after a word: "cooperation12". Words that end in digits by right have a capital or a hyphen.
_AFTER_WORD = re.compile(
    rf"(?<![^\W_])(?<![-–/'’.@#&])(?P<word>[^\W\d_]{{3,}}+){_MARKS}(?![\w%°$€£–/-])(?!\.\d)"
)
_SUPERSCRIPT = re.compile(r"(?<=[^\W\d_]{2})[.,;:?!]?+[\"”’]?+[⁰¹²³⁴-⁹]++")
_BRACKETED = re.compile(r"(?<=[^\s\d])\s?\[\d{1,3}(?:[,–-]\s?\d{1,3})*+\]")
# Words before a number with a full stop, and words whose number is a part of their name.
_NUMBERED = words_of("""
no nos vol vols art arts fig figs sec secs ch chap chs par para paras pp app nr ser ed eds ver res
""")
_WITH_A_NUMBER = words_of("""
article covid euro forbes fortune mpeg nifty sentinel stoxx top web windows
""")


def read_plainly(text: str) -> str:
    """Drop footnote marks that are glued to words.

    A mark is a number of at most three digits after a word of at least three letters, or after its
    stop (``ties.12 The``). Names keep their digits: a word with a capital loses them only where
    the same word occurs without them elsewhere in the text.

    Args:
        text: Plain text.

    Returns:
        The text without the marks; nothing else is changed.

    Examples:
        >>> read_plainly("Closer ties.12 The cooperation3 of the G20 after COVID-19 in 2024.")
        'Closer ties. The cooperation of the G20 after COVID-19 in 2024.'
    """
    text = _BRACKETED.sub("", text)
    text = _SUPERSCRIPT.sub(lambda match: match[0].rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹"), text)

    def after_stop(match: re.Match[str]) -> str:
        if match["word"].casefold() in _NUMBERED:
            return match[0]
        return match["word"] + match["stop"]

    def after_word(match: re.Match[str]) -> str:
        word = match["word"]
        if word.casefold() in _WITH_A_NUMBER:
            return match[0]
        if word.islower() or re.search(rf"\b{word}\b", text):
            return word
        return match[0]

    return _AFTER_WORD.sub(after_word, _AFTER_STOP.sub(after_stop, text))


def reading_text(record: Record) -> str:
    """Return the abstract as it is to be read.

    Footnote marks are dropped, and so is the second copy of a first sentence, which catalogues
    print once as a lead and once in place.

    Args:
        record: The record; its abstract itself stays as it is.

    Returns:
        Paragraphs separated by an empty line; empty where the record has no abstract.

    Examples:
        >>> from entente.library.record import Record
        >>> reading_text(Record(title="A", abstract="Ties grew.1 Ties grew. Trade fell."))
        'Ties grew. Trade fell.'
    """
    text = read_plainly(record.abstract)
    sentences = split_sentences(text)
    first = sentences.get(1, "")
    if first not in list(sentences.values())[1:]:
        return text
    # Found as text, so that the seams between paragraphs stay as they are.
    position = text.find(first, len(first))
    before, after = text[:position].rstrip(), text[position + len(first) :]
    if "\n\n" in text[len(before) : position]:
        return f"{before}\n\n{after.lstrip()}".rstrip()
    return before + after
