"""Forms that files are recognised as by what they hold, and are not read."""

from __future__ import annotations

import re

_HEAD = 20_000
# Name of the form, what tells it, and a way on.
_UNREAD = (
    ("DataCite XML", re.compile(r"<(?:\w+:)?resource\b[^>]{0,400}datacite\.org/schema"), ""),
    ("DataCite JSON", re.compile(r'"creators"\s*:[\s\S]*"titles"\s*:|"titles"\s*:[\s\S]*"creators"'
                                 r'\s*:|"schemaVersion"\s*:\s*"https?://datacite'), ""),
    ("MARC XML", re.compile(r"loc\.gov/MARC21|<(?:\w+:)?(?:leader|datafield)\b"), "MODS"),
    ("EndNote XML", re.compile(r"<xml>\s*<records>|<ref-type\b|<source-app\b[^>]*EndNote"), "RIS"),
    ("Zotero JSON", re.compile(r'"itemType"\s*:\s*"\w+"'), "CSL-JSON"),
    ("PubMed text", re.compile(r"^PMID ?- ?\d+\s*$", re.MULTILINE), "CSL-JSON"),
    ("Web of Science text", re.compile(r"\A\s*FN .*\nVR [0-9.]+", re.MULTILINE), "RIS"),
)  # fmt: skip


def name_unread(text: str) -> tuple[str, str]:
    r"""Return the form of a text that is known and not read, and one to export in its place.

    Examples:
        >>> name_unread('{"creators": [], "titles": []}')
        ('DataCite JSON', '')
        >>> name_unread("PMID- 1\nTI  - A")
        ('PubMed text', 'CSL-JSON')
        >>> name_unread("TY  - RPRT")
        ('', '')
    """
    head = text[:_HEAD]
    for name, mark, instead in _UNREAD:
        if mark.search(head):
            return name, instead
    return "", ""
