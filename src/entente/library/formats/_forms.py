"""Forms that files are recognised as by what they hold, and are not read."""

from __future__ import annotations

import re

_HEAD = 20_000
# Name of the form, what tells it, and a way on.
_UNREAD = (
    ("Web of Science text", re.compile(r"\A\s*FN .*\nVR [0-9.]+", re.MULTILINE), "RIS"),
    ("RefWorks tagged text", re.compile(
        r"^RT [A-Z]\w.*\n(?:.*\n){0,6}?(?:SR|ID|A1|T1) ", re.MULTILINE), "RIS"),
    ("PubMed XML", re.compile(r"<Pubmed(?:Book)?Article"), "PubMed text (.nbib)"),
    ("JATS XML", re.compile(r"<!DOCTYPE article\b|<article\b[^>]{0,400}article-type="), "RIS"),
    ("XML of Crossref", re.compile(r"crossref\.org/(?:schema|qrschema|xschema)"),
     "JSON of Crossref"),
    ("TEI XML", re.compile(r"<TEI\b|tei-c\.org/ns"), "RIS"),
    ("MARC in ISO 2709", re.compile(r"\A[0-9]{5}[acdnp][a-z][a-z ][^\n]{0,20}4500"), "MARC XML"),
    ("JSON of InvenioRDM or Zenodo", re.compile(r'"person_or_org"\s*:'), "DataCite JSON"),
    ("JSON of Dataverse", re.compile(r'"metadataBlocks"\s*:'), "DataCite JSON"),
)  # fmt: skip
# First bytes of files that are not text.
_MAGIC = (
    ("a ZIP file, or one of an office program", (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")),
    ("a packed file", (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf")),
    ("an SQLite file", (b"SQLite format 3\x00",)),
    ("an image", (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")),
)


def name_unread(text: str) -> tuple[str, str]:
    r"""Return the form of a text that is known and not read, and one to export in its place.

    Examples:
        >>> name_unread("FN Someone\nVR 1.0")
        ('Web of Science text', 'RIS')
        >>> name_unread("TY  - RPRT")
        ('', '')
    """
    head = text[:_HEAD]
    for name, mark, instead in _UNREAD:
        if mark.search(head):
            return name, instead
    return "", ""


def name_unread_bytes(raw: bytes) -> tuple[str, str]:
    r"""Return the form of a file that is not text, and one to export in its place.

    Examples:
        >>> name_unread_bytes(b"PK\x03\x04..."), name_unread_bytes(b"TY  - RPRT")
        (('a ZIP file, or one of an office program', ''), ('', ''))
    """
    marks = ((start, name) for name, starts in _MAGIC for start in starts)
    return next(((name, "") for start, name in marks if raw.startswith(start)), ("", ""))
