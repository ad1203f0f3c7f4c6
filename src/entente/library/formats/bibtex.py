"""Records as BibTeX and biblatex, in UTF-8."""

from __future__ import annotations

import calendar
import re
from typing import TYPE_CHECKING, Any

from entente.library.dates import firm_date
from entente.library.formats import Format
from entente.library.formats._bibtex_blocks import Entry, Value, read_entries
from entente.library.formats._details import as_one_value, gather_details, hyphenate_pages
from entente.library.formats._entry import add_extra, detail_name, make_keys
from entente.library.formats._kinds import (
    content_type_of,
    in_periodical,
    is_code_label,
    kept_code,
    kind_of,
    unknown_code,
)
from entente.library.formats._latex import (
    escape_latex,
    in_braces,
    read_address,
    read_latex,
    split_outside_braces,
)
from entente.library.formats._partial_record import as_date, is_timestamp
from entente.library.formats._reading import Reading
from entente.library.formats._residue import dump_residue, load_residue, residue_of, restore
from entente.library.record import is_address, is_doi
from entente.library.written_names import OTHERS, Author, inverted, names_said, read_author

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from entente.library.dates import PartialDate
    from entente.library.record import Record

_OURS = "entente"
_IN_ADDRESS = str.maketrans({"\\": "%5C", "{": "%7B", "}": "%7D"})
_PUBLISHER = {
    "techreport": "institution",
    "book": "publisher",
    "inproceedings": "publisher",
    "article": "publisher",
    "incollection": "publisher",
    "phdthesis": "school",
}
_JOURNAL = {"article": "journal", "inproceedings": "booktitle", "incollection": "booktitle"}
_PUBLISHERS = ("institution", "publisher", "school", "organization", "howpublished")
_JOURNALS = ("journal", "journaltitle", "booktitle", "series")
_DATES = ("date", "year", "month", "day")
_FIELDS = frozenset(
    {"author", "title", "subtitle", "type", "url", "doi", "abstract", "keywords", "keyword"}
    | {*_PUBLISHERS, *_JOURNALS, *_DATES, _OURS, "annote"}
)
_NATIVE = re.compile(r"[a-z][a-z0-9+_-]{1,30}")
# Fields of reference managers that are not LaTeX, e.g. paths of files.
_RAW = re.compile(r"file|bdsk-|local-url|groups")
# A tilde in a date of biblatex is a sign of its own: "2019~" is about 2019.
_DATED = re.compile(r"(?:event|orig|url)?date|year")
# Types of entries that say what another one says; of a master's thesis, see ``_content_type``.
_ALIASES = {
    "report": "techreport",
    "thesis": "phdthesis",
    "mastersthesis": "phdthesis",
    "conference": "inproceedings",
    "mvbook": "book",
    "inbook": "incollection",
    "bookinbook": "incollection",
    "suppbook": "incollection",
}
_DATE = re.compile(r"([0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)(?!-?[0-9])(.*)", re.DOTALL)
_LETTERED = re.compile(r"([12][0-9]{3})[a-z]")
_BRACED_FAMILY = re.compile(r"([^{}]*[^{}\s])\s+\{([^{}\\]+)\}")
_LENT = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
_NEVER_LENT = frozenset({
    "author", "xdata", "crossref", "entente", "keywords", "abstract", "doi", "url", "pages", "type",
    "shorttitle", "sorttitle", "booksubtitle", "booktitleaddon",
})  # fmt: skip
_FIRST = re.compile(r"^\s*@(?!comment|string|preamble)\w{2,30}\s*[{(][^\n,=]{0,200},", re.M | re.I)
_HEAD = 200_000
_NAME_PARTS = {"given", "family", "prefix", "suffix", "useprefix", "given-i", "family-i"}


def read_bibtex(text: str, where: str) -> list[Record]:
    r"""Read BibTeX and biblatex as citation managers write them.

    Macros, joined parts, months and LaTeX accents are resolved. Fields without a place in a record
    go under ``extra``, and so does a value that does not fit its field. A keyword is a topic.
    The key of an entry, which names it in its file only, is left out, as are comments.

    Args:
        text: Entries, with ``@string``, ``@comment`` and ``@preamble`` among them.
        where: Where it is from.

    Returns:
        The records in order.

    Raises:
        BrokenFileError: An entry is not closed or a value is not one of BibTeX; the message has the
            entry and the line. One without a title is kept, and says so.

    Examples:
        >>> [record] = read_bibtex(
        ...     r'''
        ... @string{hi = "Harbour Institute"}
        ... @report{a, title = {The {NATO} Question}, author = "Ruiz, Ana and Bo M{\"u}ller",
        ...   institution = hi # " of Trade", date = {2024-09-30}, pagetotal = 12}
        ... ''',
        ...     "a.bib",
        ... )
        >>> record.title, record.authors, record.institution, record.published, record.extra
        ('The NATO Question', ('Ana Ruiz', 'Bo Müller'), 'Harbour Institute of Trade',
         '2024-09-30', {'pagetotal': ('12',)})
    """
    return _read_each(text, where, Reading())


def _read_each(text: str, where: str, reading: Reading) -> list[Record]:
    records: list[Record] = []
    entries = read_entries(text, where, reading)
    known = {entry.key.casefold(): entry for entry in reversed(entries) if entry.key}
    for entry in entries:
        if entry.kind == "xdata":  # it only lends its fields
            continue
        with reading.item():
            values = _inherit(entry, known)
            ours = values.pop(_OURS, [])
            lost = load_residue(ours[0].text, where, ours[0].line) if ours else {}
            lines = {name: found[0].line for name, found in values.items()} | {"": entry.line}
            records.append(restore(_read_fields(entry.kind, values), lost, where, lines))
    return records


def _inherit(entry: Entry, known: Mapping[str, Entry]) -> dict[str, list[Value]]:
    """Return the fields of an entry with those that it takes over from others.

    The title of a book is the book title of what is in it; a key that no entry has stays as it is.
    """
    values = {name: list(found) for name, found in entry.fields.items()}
    for link in ("xdata", "crossref"):
        keys = [
            key.strip() for value in entry.fields.get(link, []) for key in value.text.split(",")
        ]
        lenders = [known[key.casefold()] for key in keys if key.casefold() in known]
        if not lenders or len(lenders) < len(keys):
            continue
        del values[link]
        for lender in lenders:
            given = lender.fields
            if link == "crossref" and lender.kind not in {"xdata"}:
                given = {_LENT.get(name, name): found for name, found in given.items()}
            for name, found in given.items():
                taken = name in values or (name in _DATES and not values.keys().isdisjoint(_DATES))
                if name not in _NEVER_LENT and not taken:
                    values[name] = list(found)
    return values


def write_bibtex(
    records: Sequence[Record], *, keys: Sequence[str] | None = None, whole: bool = True
) -> str:
    """Write records as BibTeX entries; capitals of titles are kept by braces.

    Args:
        records: The records, in order.
        keys: Key of each entry; without them, they are made from author, year and title.
        whole: Keep what BibTeX has no field for in the field ``entente``, so that a record read
            again is the same.

    Returns:
        The entries.

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
    keys = keys or make_keys(records)
    entries = [_fields(record) for record in records]
    if whole:
        read_back = read_entries(_dump(records, keys, entries), "BibTeX")
        for record, fields, entry in zip(records, entries, read_back, strict=True):
            plain = _read_fields(entry.kind, {**entry.fields})
            if lost := residue_of(record, plain):
                fields[_OURS] = dump_residue(lost)
    return _dump(records, keys, entries)


def _dump(records: Sequence[Record], keys: Sequence[str], entries: Sequence[dict[str, str]]) -> str:
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Entry as Block
    from bibtexparser.model import Field
    from bibtexparser.writer import BibtexFormat

    library = Library()
    for record, key, values in zip(records, keys, entries, strict=True):
        fields = [
            Field(name, value, enclosing="no-enclosing" if name == "month" else "{")
            for name, value in values.items()
            if value
        ]
        library.add(Block(_entry_type(record), key, fields))
    form = BibtexFormat()
    form.indent = "  "
    form.block_separator = "\n"
    return write_string(library, bibtex_format=form)


def _entry_type(record: Record) -> str:
    if not record.content_type and (code := kept_code("bibtex", record.extra)):
        return code
    kind = kind_of(record).bibtex
    if kind in _JOURNAL:
        return kind if record.journal else "misc"
    return kind if record.institution or kind == "book" else "misc"


def _fields(record: Record) -> dict[str, str]:
    date = record.published.parts if record.published else ()
    kind = _entry_type(record)
    labels = (*record.topics, *record.places)
    said = kind != "misc" and record.content_type == content_type_of("bibtex", kind)
    fields = {
        "author": " and ".join(_author(record, name) for name in record.authors),
        "title": f"{{{escape_latex(record.title)}}}" if record.title else "",
        _JOURNAL.get(kind, "series"): escape_latex(record.journal),
        _PUBLISHER.get(kind, "howpublished"): (
            f"{{{escape_latex(record.institution)}}}" if record.institution else ""
        ),
        "type": "" if said else escape_latex(record.content_type),
        "year": f"{date[0]:04}" if date else "",
        "month": calendar.month_abbr[date[1]].lower() if len(date) > 1 else "",
        "day": str(date[2]) if len(date) > 2 else "",
        "doi": record.doi.translate(_IN_ADDRESS),
        "url": record.url.translate(_IN_ADDRESS),
        "abstract": escape_latex(record.abstract),
        "keywords": ", ".join(_keyword(label) for label in labels),
    }
    notes: list[str] = []
    for label, values in gather_details(record.extra).items():
        if is_code_label("bibtex", label) and values == [kind]:
            continue
        name = detail_name(label, "bibtex") or label
        value = as_one_value(label, values)
        if value and _NATIVE.fullmatch(name) and name not in _FIELDS | fields.keys():
            value = hyphenate_pages(value, "--") if label == "page" else value
            fields[name] = escape_latex(value)
        else:
            notes.append(f"{label}: {', '.join(values)}")
    return {**fields, "annote": escape_latex("; ".join(notes))}


def _author(record: Record, name: str) -> str:
    person = record.person(name)
    if person is None or any(sign in name for sign in "\\{}~"):
        return f"{{{escape_latex(name)}}}"
    return escape_latex(person.inverted)


def _keyword(label: str) -> str:
    escaped = escape_latex(label)
    return f"{{{escaped}}}" if "," in label or ";" in label else escaped


def _read_fields(kind: str, left: dict[str, list[Value]]) -> dict[str, Any]:
    """Return the fields of a record that the fields of an entry hold."""
    extra: dict[str, list[str]] = {}
    url = _take_address(left, "url", is_address) or _take_address(left, "howpublished", is_address)
    fields: dict[str, Any] = {
        **names_said(_authors(left.pop("author", []), extra)),
        "title": ": ".join(part for name in ("title", "subtitle") if (part := _take(left, name))),
        "published": _take_date(left),
        "content_type": _content_type(kind, left),
        "institution": _take(left, *_PUBLISHERS),
        "journal": _take(left, *_JOURNALS),
        "abstract": _take(left, "abstract"),
        "topics": [
            label
            for value in [*left.pop("keywords", []), *left.pop("keyword", [])]
            for label in _labels(value.text)
        ],
        "url": url,
        "doi": _take_address(left, "doi", is_doi),
    }
    for label, code in unknown_code("bibtex", kind).items():
        add_extra(extra, label, code)
    for name, values in left.items():
        # What a journal numbers are its issues; of a report it is the report's own number.
        issue = name == "number" and "issue" not in left and in_periodical(fields["content_type"])
        label = "issue" if issue else name
        raw, dated = _RAW.match(name), _DATED.fullmatch(name)
        for text in (value.text for value in values):
            plain = raw or (dated and "\\" not in text)
            add_extra(extra, label, text if plain else read_latex(text))
    return {**fields, "extra": gather_details(extra)}


def _take(left: dict[str, list[Value]], *names: str) -> str:
    """Take the first value there is of these fields; others stay."""
    for name in names:
        for i, value in enumerate(left.get(name, [])):
            if text := read_latex(value.text).strip():
                _drop(left, name, i)
                return text
    return ""


def _take_address(left: dict[str, list[Value]], name: str, fits: Callable[[str], bool]) -> str:
    for i, value in enumerate(left.get(name, [])):
        if fits(text := read_address(value.text)):
            _drop(left, name, i)
            return text
    return ""


def _drop(left: dict[str, list[Value]], name: str, i: int) -> None:
    left[name] = left[name][:i] + left[name][i + 1 :]
    if not left[name]:
        del left[name]


def _content_type(kind: str, left: dict[str, list[Value]]) -> str:
    """Return the kind by ``type``, where it agrees with that of the entry, else by the entry."""
    from entente.library.record import Record

    plain = _ALIASES.get(kind, kind)
    values = left.get("type", [])
    said = read_latex(values[0].text).strip() if values else ""
    if said and (
        plain == "misc" or kind_of(Record.model_construct(content_type=said)).bibtex == plain
    ):
        return _take(left, "type")
    if kind == "mastersthesis" and not said:
        left["type"] = [Value("Master's thesis", 0)]
    if plain == "misc":
        return ""
    return content_type_of("bibtex", kind)


def _authors(values: list[Value], extra: dict[str, list[str]]) -> list[Author]:
    authors: list[Author] = []
    for value in values:
        for name in split_outside_braces(value.text, r"\s+and\s+"):
            if name.casefold() == "others":
                add_extra(extra, "author", OTHERS)
            elif name.strip(" ,"):
                authors.append(_name(name))
    return authors


def _name(text: str) -> Author:
    if in_braces(text):
        return Author(read_latex(text), is_body=True)
    parts = split_outside_braces(text, ",")
    # biblatex also has `family=Lind, given=Bo, prefix=van der`.
    pairs = [part.partition("=") for part in parts]
    named = {name.strip(): read_latex(value.strip(' "')) for name, _, value in pairs}
    if all(seam for _, seam, _ in pairs) and named.keys() <= _NAME_PARTS:
        family = " ".join(p for p in (named.get("prefix"), named.get("family")) if p)
        return inverted(family, named.get("given", ""), named.get("suffix", ""))
    words = [" ".join(read_latex(part).split()) for part in parts]
    if len(words) == 3 and all(words):
        return inverted(words[0], words[2], words[1])
    # In `Ana {García Ruiz}` braces hold the family name together.
    if len(parts) == 1 and (match := _BRACED_FAMILY.fullmatch(text)):
        return inverted(read_latex(match[2]), read_latex(match[1]))
    return read_author(", ".join(word for word in words if word))


def _labels(text: str) -> list[str]:
    r"""Split keywords at semicolons, where there are any, else at commas outside of braces."""
    parts = split_outside_braces(text, ";")
    if len(parts) == 1:
        parts = split_outside_braces(text, ",")
    return [label for part in parts if (label := read_latex(part).strip())]


def _take_date(left: dict[str, list[Value]]) -> PartialDate | None:
    """Take the date of biblatex, else that of year, month and day; what is none stays."""
    values = {name: left[name][0].text.strip() for name in _DATES if left.get(name)}
    date, is_whole = _date_in(values.get("date", ""))
    if date is None:
        return _year_month_day(left, values)
    if is_whole:
        del left["date"]
    for place, name in enumerate(("year", "month", "day")):
        if _number(values.get(name, "")) in date.parts[place : place + 1]:
            _drop(left, name, 0)
    return date


def _date_in(text: str) -> tuple[PartialDate | None, bool]:
    """Return the date in a text, and whether it says all of it: of a range it is the start."""
    spoken = read_latex(text)
    # At the end a tilde is no space: "2019~" is about 2019.
    if not text.endswith("~") and (date := as_date(spoken)):
        return date, not is_timestamp(spoken)
    match = _DATE.fullmatch(text)
    return (match and as_date(match[1])) or firm_date(spoken), False


def _number(text: str) -> int | None:
    """Return a number of a date; other writings of digits, and longer numbers, are none."""
    return int(text) if re.fullmatch("[0-9]{1,4}", text) else None


def _year_month_day(left: dict[str, list[Value]], values: dict[str, str]) -> PartialDate | None:
    from entente.library.dates import PartialDate, read_date

    year, month, day = (read_latex(values.get(name, "")) for name in ("year", "month", "day"))
    if match := _LETTERED.fullmatch(year):
        # The letter distinguishes works of one year in one list; it stays under `year`.
        return PartialDate(match[1])
    if not re.fullmatch("[0-9]{4}", year):
        date, is_whole = _date_in(values.get("year", ""))
        if is_whole:
            _drop(left, "year", 0)
        return date
    # `month = sep # "~30"` and `month = 9` are both in use.
    # A day without its month says nothing.
    tries = [(f"{month} {day} {year}", ("year", "month", "day"))] if month and day else []
    tries += [(f"{month} {year}", ("year", "month"))] if month else []
    for text, used in [*tries, (year, ("year",))]:
        parts = text.replace(",", " ").replace(".", " ").split()
        try:
            spoken = " ".join(parts)
            date = read_date("-".join(parts) if all(part.isdigit() for part in parts) else spoken)
        except ValueError:
            continue
        for name in used:
            _drop(left, name, 0)
        return PartialDate(date)
    return None


def _recognises(text: str) -> bool:
    return bool(_FIRST.search(text[:_HEAD]))


bibtex = Format(
    name="bibtex",
    title="BibTeX",
    suffixes=(".bib",),
    read=read_bibtex,
    read_each=_read_each,
    write=write_bibtex,
    recognises=_recognises,
)
