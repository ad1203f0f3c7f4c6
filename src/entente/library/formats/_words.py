"""Names of programs as words of people."""

from __future__ import annotations

import re

_SEAM = re.compile(r"(?<=[a-z])(?=[A-Z])")


def split_camel(name: str) -> str:
    """Write a type as words, ``ScholarlyArticle`` as ``Scholarly Article``.

    Examples:
        >>> split_camel("ScholarlyArticle"), split_camel("journalArticle"), split_camel("")
        ('Scholarly Article', 'Journal Article', '')
    """
    return " ".join(word[:1].upper() + word[1:] for word in _SEAM.split(name))
