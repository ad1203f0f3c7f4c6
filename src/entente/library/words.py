"""Word lists written as text."""

from __future__ import annotations


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text as a set, so that long lists stay readable in source.

    Examples:
        >>> sorted(words_of("of for"))
        ['for', 'of']
    """
    return frozenset(text.split())
