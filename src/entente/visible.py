"""Characters that act on a terminal, or hide, spelt out so that a reader sees them."""

from __future__ import annotations

import re

# Marks of direction and of no width, and separators of lines that are no line feed.
_HIDDEN = "\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff"
# Control codes but for tab and line feed, and halves of pairs, of which names of files may be made.
_ACTING = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{_HIDDEN}]")


def visible(text: str) -> str:
    r"""Spell out the characters that would colour, move, reverse or hide a part of a text.

    Tab and line feed stay.

    Examples:
        >>> visible("safe \u202etxt"), visible("\x1b[31mred\x07\n")
        ('safe <U+202E>txt', '<U+001B>[31mred<U+0007>\n')
    """
    return _ACTING.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)
