"""Records as BibTeX, in UTF-8."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING

from entente.library.formats import Format
from entente.library.formats._entry import kind_of, make_keys
from entente.library.names import read_person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.library.record import Record

# BibTeX counts braces even behind a backslash, so they are written by name.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
_IN_ADDRESS = str.maketrans({"\\": "%5C", "{": "%7B", "}": "%7D"})
_PUBLISHER = {"techreport": "institution", "book": "publisher", "phdthesis": "school"}


def escape_latex(text: str) -> str:
    r"""Write text so that LaTeX prints it as it is; line breaks become spaces.

    Examples:
        >>> print(escape_latex("R&D up 5% {sic}"))
        R\&D up 5\% \textbraceleft{}sic\textbraceright{}
    """
    return " ".join(text.split()).translate(_LATEX)


def write_bibtex(records: Sequence[Record]) -> str:
    """Write records as BibTeX entries; capitals of titles are kept by braces.

    Examples:
        >>> from entente.library.record import Record
        >>> report = Record(title="A Sea Apart", authors=("Ana Ruiz",), published="2024-09")
        >>> print(write_bibtex([report]), end="")
        @misc{ruiz-2024-sea,
          author = {Ruiz, Ana},
          title = {{A Sea Apart}},
          year = {2024},
          month = sep
        }
    """
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field
    from bibtexparser.writer import BibtexFormat

    library = Library()
    for record, key in zip(records, make_keys(records), strict=True):
        fields = [
            Field(name, value, enclosing="no-enclosing" if name == "month" else "{")
            for name, value in _fields(record).items()
            if value
        ]
        library.add(Entry(_entry_type(record), key, fields))
    form = BibtexFormat()
    form.indent = "  "
    form.block_separator = "\n"
    return write_string(library, bibtex_format=form)


def _entry_type(record: Record) -> str:
    kind = kind_of(record).bibtex
    return kind if record.institution or kind == "book" else "misc"


def _fields(record: Record) -> dict[str, str]:
    date = record.published.parts if record.published else ()
    publisher = _PUBLISHER.get(_entry_type(record), "howpublished")
    labels = (*record.topics, *record.places)
    return {
        "author": " and ".join(_author(name) for name in record.authors),
        "title": f"{{{escape_latex(record.title)}}}",
        publisher: f"{{{escape_latex(record.institution)}}}" if record.institution else "",
        "type": escape_latex(record.content_type),
        "year": str(date[0]) if date else "",
        "month": calendar.month_abbr[date[1]].lower() if len(date) > 1 else "",
        "day": str(date[2]) if len(date) > 2 else "",
        "url": record.url.translate(_IN_ADDRESS),
        "abstract": escape_latex(record.abstract),
        "keywords": ", ".join(_keyword(label) for label in labels),
        "annote": escape_latex(
            "; ".join(f"{label}: {', '.join(values)}" for label, values in record.extra.items())
        ),
    }


def _author(name: str) -> str:
    person = read_person(name)
    if person is None or any(sign in name for sign in "\\{}~"):
        return f"{{{escape_latex(name)}}}"
    return escape_latex(person.inverted)


def _keyword(label: str) -> str:
    escaped = escape_latex(label)
    return f"{{{escaped}}}" if "," in label else escaped


bibtex = Format(name="bibtex", title="BibTeX", suffixes=(".bib",), write=write_bibtex)
