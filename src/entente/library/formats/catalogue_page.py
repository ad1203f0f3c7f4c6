"""Records as copied from a catalogue's page: titles, and lists of labels and values.

Form A is a flat list, form B has labels and values on lines of their own:

    ## A Sea Apart                 1. A Sea Apart
    • Author: Ana Ruiz             - Author:
    • Publication Date: 05-2023    - Ana Ruiz
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.errors import BrokenFileError
from entente.library.formats import Format

if TYPE_CHECKING:
    from entente.library.record import Record


def read_page(text: str, where: str) -> list[Record]:
    r"""Read records copied from a catalogue's page.

    How each line is read is defined in ``docs/catalogue-pages.md``: a value that its field
    cannot hold and a label without a field are kept under ``extra``; navigation is passed over.

    Args:
        text: A page or a part of one.
        where: Where the text is from.

    Returns:
        The records in order, at least one. One that is not whole says why under ``incomplete``.

    Raises:
        BrokenFileError: No record can be found on the page.

    Examples:
        >>> [record] = read_page("1. A Sea Apart\n- Topic:\n- Diplomacy and Peace\n", "a.txt")
        >>> record.topics
        ('Diplomacy', 'Peace')
        >>> [record] = read_page(
        ...     "A Sea Apart\n• Author: Ana Ruiz\n• Publication Date: soon", "a.txt"
        ... )
        >>> record.authors, record.extra
        (('Ana Ruiz',), {'Publication Date': ('soon',)})
    """
    from entente.library.formats._catalogue_lines import read_items
    from entente.library.formats._catalogue_paper import read_paper
    from entente.library.formats._catalogue_reader import read_page_records
    from entente.library.formats._catalogue_record import build_records

    if records := build_records(read_page_records(read_items(text)), where):
        return records
    if records := read_paper(read_items(text), where):
        return records
    raise BrokenFileError.at(
        where,
        "No record can be found: no line is a label such as `Author:` or a numbered title.",
        fix="copy the list below each title too, with its bullets",
    )


catalogue_page = Format(
    name="catalogue_page", title="Page of a catalogue", suffixes=(".txt",), read=read_page
)
