"""Pages of the catalogue's older form: a paper's own title page, with the day it was posted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from entente.library.formats._catalogue_lines import Item, Kind, is_posting_date
from entente.library.formats._checked import make_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.library.record import Record

UNLABELLED = "the page does not say which of its lines are authors, date and institution"
_BANNER = re.compile(r"CIAO\b|Columbia International Affairs Online", re.IGNORECASE)
_ABSTRACT = re.compile(r"(?:abstract|summary|executive summary)\.?:?", re.IGNORECASE)


def read_paper(items: Sequence[Item], where: str) -> list[Record]:
    """Make one record of a page that gives a title and says ``CIAO DATE: MM/YYYY``.

    Its lines have no labels: which is an author and which the institution is not guessed. They are
    kept under ``Title page``, and the record says so; the day of posting is none of publication.

    Args:
        items: Lines of the page.
        where: Where it is from.

    Returns:
        The record; nothing where the page is none of the kind.

    Examples:
        >>> lines = ("A Sea Apart", "Ana Ruiz", "CIAO DATE: 05/2011", "Abstract", "Ties grew.")
        >>> [record] = read_paper([Item(Kind.BARE, line) for line in lines], "a.txt")
        >>> record.title, record.abstract, record.extra
        ('A Sea Apart', 'Ties grew.', {'CIAO DATE': ('05/2011',), 'Title page': ('Ana Ruiz',)})
    """
    lines = [item for item in items if item.kind is not Kind.BREAK and item.text]
    posted = [item.text.partition(":")[2].strip() for item in lines if is_posting_date(item.text)]
    lines = [item for item in lines if not is_posting_date(item.text)]
    plain = [item for item in lines if not _BANNER.match(item.text)]
    headings = [item for item in plain if item.kind is Kind.HEADING]
    title = next((item for item in (*headings, *plain) if not _ABSTRACT.fullmatch(item.text)), None)
    if not posted or not title:
        return []
    front: list[str] = []
    abstract: list[str] | None = None
    for item in lines:
        if abstract is None and _ABSTRACT.fullmatch(item.text):
            abstract = []
        elif item is not title:
            (front if abstract is None else abstract).append(item.text)
    fields = {
        "title": title.text,
        "abstract": "\n\n".join(abstract or ()),
        "extra": {"CIAO DATE": posted, **({"Title page": front} if front else {})},
        "incomplete": UNLABELLED,
    }
    return [make_record(fields, where, {"": title.line})]
