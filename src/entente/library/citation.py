"""How to cite a record: in the styles of three handbooks, and as what citation managers read.

The styles are files of the Citation Style Language (``observatory/styles``), rendered by
citeproc-py. It does not know all of the language; what it lacks is made up for here, in how the
style is read, in what it is given and in what it gives, never in the files.
"""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from entente.errors import UnknownNameError
from entente.settings import settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from citeproc import CitationStylesStyle

    from entente.library.record import Record

# File of each style.
STYLES = {
    "chicago": "chicago-author-date.csl",
    "apa": "apa.csl",
    "mla": "modern-language-association.csl",
}
# Format of each exchange form.
EXCHANGE = {"bibtex": "bibtex", "ris": "ris", "csl": "csl_json"}
FORMS = (*STYLES, *EXCHANGE)

# Kinds whose titles are in italics, others being in quotation marks.
_ALONE = {"report", "book", "thesis"}
_DETAILS = ("volume", "issue", "page", "edition", "version", "publisher-place")
# Scripts in which the family name comes first and no comma separates the names.
_SCRIPT = r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_FAMILY_FIRST = re.compile(_SCRIPT)
# Signs that the processor or HTML would take for their own travel as characters that no text has.
_SIGNS = {"&": "\ufdd0", "<": "\ufdd1", ">": "\ufdd2"}
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_OPEN, _CLOSE = "\ufdd3", "\ufdd4"
_STRAIGHT = re.compile(r"(^|[\s(\[{“‘—–-])([\"'])|([\"'])")
_NO_TEXT = re.compile("[\ufdd0-\ufdef]")
_END = r"((?:</i>|[”’\ufdd4])*)"
_CSL = "{http://purl.org/net/xbiblio/csl}"
_rendering = threading.Lock()


def cite(record: Record, style: str, *, html: bool = False, key: str = "") -> str:
    """Cite a record in one form.

    Titles keep their capitals in APA, which wants them as in a sentence: nothing shows which words
    are names.

    Args:
        record: What is cited.
        style: ``chicago`` (author-date), ``apa``, ``mla``, ``bibtex``, ``ris`` or ``csl``.
        html: Write HTML, with italics; a form that is not a style is escaped.
        key: Key of the entry in BibTeX, RIS and CSL-JSON; without it, made from the record.

    Returns:
        One line for a style, an entry for the others, without a line feed at its end.

    Raises:
        UnknownNameError: There is no such form.

    Examples:
        >>> from entente.library.record import Record
        >>> report = Record(
        ...     title="A Sea Apart",
        ...     authors=("Ana Ruiz", "Bo Lind"),
        ...     published="2024-09",
        ...     institution="Harbour Institute",
        ... )
        >>> cite(report, "chicago")
        'Ruiz, Ana, and Bo Lind. 2024. A Sea Apart. Harbour Institute.'
        >>> cite(report, "apa", html=True)
        'Ruiz, A., &amp; Lind, B. (2024). <i>A Sea Apart</i>. Harbour Institute.'
        >>> cite(report, "mla")
        'Ruiz, Ana, and Bo Lind. A Sea Apart. Harbour Institute, Sept. 2024.'
    """
    if style in STYLES:
        return _render(record, style, html=html)
    if style not in EXCHANGE:
        raise UnknownNameError.among("form of a citation", style, FORMS)
    text = _writer(style)([record], keys=[key] if key else None, whole=False).strip()
    if html:
        from html import escape

        return escape(text, quote=False)
    return text


def cite_in_text(record: Record, style: str, locator: str = "") -> str:
    """Cite a record in the running text, at a place in it.

    Args:
        record: What is cited.
        style: ``chicago``, ``apa`` or ``mla``.
        locator: Place in words, e.g. ``abstract, sentence 12``.

    Returns:
        The citation in parentheses: family names of up to two authors, else the first one's and
        "et al."; the institution or the title where there is no author.

    Raises:
        UnknownNameError: There is no such style.

    Examples:
        >>> from entente.library.record import Record
        >>> report = Record(title="A", authors=("Ana Ruiz", "Bo Lind"), published="2024-09")
        >>> cite_in_text(report, "chicago", "p. 3"), cite_in_text(report, "mla", "p. 3")
        ('(Ruiz and Lind 2024, p. 3)', '(Ruiz and Lind, p. 3)')
        >>> cite_in_text(report, "apa")
        '(Ruiz & Lind, 2024)'
    """
    if style not in STYLES:
        raise UnknownNameError.among("style", style, STYLES)
    names = [_family(record, name) for name in _authors(record, style)]
    who = f" {'&' if style == 'apa' else 'and'} ".join(names[:2])
    if len(names) > 2:
        who = f"{names[0]} et al."
    year = record.published[:4] if record.published else "n.d."
    rest = [] if style == "mla" else [year]
    if names and style == "chicago" and record.published:
        who, rest = f"{who} {year}", []
    rest += [locator] if locator else []
    if not names:
        who = record.title or "[Untitled]"
        # Titles of works published by themselves are in italics, which plain text lacks.
        if _kind(record) not in _ALONE:
            who = f"“{who},”" if rest else f"“{who}”"
            return f"({' '.join([who, ', '.join(rest)]).strip()})"
    return f"({', '.join([who, *rest])})"


def _kind(record: Record) -> str:
    from entente.library.formats._kinds import kind_of

    return kind_of(record).csl


def _writer(style: str) -> Callable[..., str]:
    from importlib import import_module

    name = EXCHANGE[style]
    write = {"bibtex": "write_bibtex", "ris": "write_ris", "csl_json": "write_csl"}[name]
    return getattr(import_module(f"entente.library.formats.{name}"), write)


def _render(record: Record, style: str, *, html: bool) -> str:
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    item = _item(record, style)
    # The processor notes in the tree of a style what it has rendered, and the tree is shared.
    with _rendering:
        # Handbooks leave some kinds, as letters, out of a list; what is catalogued is cited.
        for kind in (item["type"], "manuscript"):
            bibliography = CitationStylesBibliography(
                _style(settings().styles / STYLES[style], html=html),
                CiteProcJSON([{**item, "type": kind}]),
                formatter.html if html else formatter.plain,
            )
            bibliography.register(Citation([CitationItem("cited")]))
            if entries := [str(entry) for entry in bibliography.bibliography()]:
                break
        text = _complete("".join(entries), item)
    if style != "apa":
        text = re.sub(f"({_CLOSE}?”)([.,])", r"\2\1", text)
    return _say(_nest(text), html=html)


@lru_cache(maxsize=2 * len(STYLES))
def _style(path: Path, *, html: bool) -> CitationStylesStyle:  # noqa: ARG001 (it keeps a formatter)
    """Read a style, and say in its tree what citeproc-py does not read out of it.

    It knows ``initialize-with``, which shortens given names, but not ``initialize="false"``, which
    stops that; so the first is moved from the root to the names that want it.
    """
    from citeproc import CitationStylesStyle

    found = CitationStylesStyle(str(path), validate=False)
    mark = found.root.attrib.pop("initialize-with", None)
    _guard_labels(found.root)
    for name in found.root.iter(f"{_CSL}name"):
        if name.get("initialize") == "false":
            name.attrib.pop("initialize-with", None)
        elif mark is not None and name.get("initialize-with") is None:
            name.set("initialize-with", mark)
    return found


def _guard_labels(root: Any) -> None:  # noqa: ANN401 (lxml has no types)
    """Put each label of a variable under the condition that there is one.

    The processor writes the label of an edition, a page or a volume where there is none too.
    """
    for label in list(root.iter(f"{_CSL}label")):
        parent, variable = label.getparent(), label.get("variable")
        if variable is None or parent.tag == f"{_CSL}names":
            continue
        choose = root.makeelement(f"{_CSL}choose")
        condition = root.makeelement(f"{_CSL}if", {"variable": variable, "match": "any"})
        parent.replace(label, choose)
        choose.tail, label.tail = label.tail, None
        condition.append(label)
        choose.append(condition)


def _item(record: Record, style: str) -> dict[str, Any]:
    """Return a record as an item of CSL, with what the handbook says of it."""
    from entente.library.formats._entry import find_detail
    from entente.library.formats._kinds import KINDS

    kind = _kind(record)
    authors = _authors(record, style)
    title = record.title or "[Untitled]"
    genre = record.content_type
    # A name of the table says no more than how it is cited, but for what is a kind of report.
    named = genre.casefold() == "report" if kind == "report" else genre.casefold() in KINDS
    if kind != "thesis" and named:
        genre = "Dataset" if kind == "dataset" else ""
    publisher = record.institution
    language = find_detail(record, "language").split("-")[0].casefold()
    if style == "apa":
        # The publisher is named where it is not the author; kinds are written as in a sentence.
        publisher = "" if authors == [publisher] else publisher
        first, *others = genre.split(" ")
        genre = " ".join([first, *(word.lower() if word.istitle() else word for word in others)])
        genre = "Data set" if kind == "dataset" else genre
        if language in {"", "en"}:
            title = re.sub(r"(?<=: )[a-z]", lambda letter: letter[0].upper(), title)
    item: dict[str, Any] = {
        "title": title,
        "author": [_person(record, name) for name in authors],
        "publisher": publisher,
        "genre": genre,
        ("collection-title" if kind in {"report", "book"} else "container-title"): record.journal,
        "URL": record.url,
        "DOI": record.doi,
        **{name: find_detail(record, name) for name in _DETAILS},
    }
    if record.published:
        item["issued"] = {"date-parts": [list(record.published.parts)]}
    # Headlines are written with capitals in English only.
    if language:
        item["language"] = language
    safe = {name: _guard(value) for name, value in item.items() if value}
    return {"id": "cited", "type": kind, **safe}


def _authors(record: Record, style: str) -> list[str]:
    """Return the authors as a handbook wants them.

    A report without an author is its institution's own; MLA then begins with the title.
    """
    institution = [record.institution] if record.institution else []
    authors = list(record.authors) or institution
    return [] if style == "mla" and authors == institution else authors


def _person(record: Record, name: str) -> dict[str, str]:
    if _FAMILY_FIRST.search(name):
        return {"literal": re.sub(rf"(?<={_SCRIPT}) (?={_SCRIPT})", "", name)}
    person = record.person(name)
    if person is None:
        return {"literal": name}
    parts = {
        "family": person.family,
        "given": person.given,
        "non-dropping-particle": person.particle,
        "suffix": person.suffix,
    }
    return {part: value for part, value in parts.items() if value}


def _family(record: Record, name: str) -> str:
    person = _person(record, name)
    parts = (person.get("non-dropping-particle"), person.get("family"))
    return person.get("literal") or " ".join(part for part in parts if part)


def _guard(value: Any) -> Any:  # noqa: ANN401 (texts, names and dates)
    """Put quotation marks and signs of HTML as characters that the processor passes through."""
    if isinstance(value, list):
        return [_guard(part) for part in value]
    if isinstance(value, dict):
        return {name: _guard(part) for name, part in value.items()}
    if not isinstance(value, str):
        return value
    text = _STRAIGHT.sub(_curl, _NO_TEXT.sub("\ufffd", value))
    text = text.translate(str.maketrans({"“": _OPEN, "”": _CLOSE}))
    return text.translate(str.maketrans(_SIGNS))


def _curl(match: re.Match[str]) -> str:
    if match[2]:
        return match[1] + ("“" if match[2] == '"' else "‘")
    return "”" if match[3] == '"' else "’"


def _complete(text: str, item: dict[str, Any]) -> str:
    """Put right what the processor leaves: repeated titles, wrong labels, doubled stops."""
    kind = item["type"]
    version = item.get("version", "")
    text = text.replace(f"Versions {version}", f"Version {version}") if version else text
    if kind == "thesis":
        # The label of a number that is not there.
        text = text.replace(" (Publication)", "")
    if kind == "article-journal":
        # Nothing shows that an article without a volume has none.
        text = text.replace(", ahead of print", "")
    text = text.replace("Retrieved http", "http")
    text = text if "author" in item else _once(text)
    return re.sub(r"([?!.])" + _END + r"\.(?=\s|$)", r"\1\2", text)


def _say(text: str, *, html: bool) -> str:
    """Write the signs that were guarded."""
    for sign, stand_in in _SIGNS.items():
        text = text.replace(stand_in, _ESCAPES[sign] if html else sign)
    # The processor escapes its own signs in some places only.
    return re.sub(r"&(?!amp;|lt;|gt;)", "&amp;", text) if html else text


def _once(text: str) -> str:
    """Keep a title once where it stands in for an author: the processor repeats it in its place."""
    title = r"(?P<title>(?:<i>)?[“\[]?.+?)"
    kind = r"(?P<kind> \[[^\]]*\])?"
    moved = re.sub(rf"^{title}\. (?P<date>\([^)]*\))\. (?P=title){kind}\.?", r"\1\3. \2.", text)
    dated = re.sub(rf"^{title}\. (?P<date>[0-9n.d]+\.) (?P=title)\.", r"\1. \2", moved)
    return re.sub(rf"^{title}\. (?P=title)(?=\.)", r"\1", dated)


def _nest(text: str) -> str:
    """Write quotation marks of a title that is itself in quotation marks as single ones."""
    in_quotes = False
    letters: list[str] = []
    for letter in text:
        in_quotes = letter == "“" or (in_quotes and letter != "”")
        marks = {_OPEN: "‘", _CLOSE: "’"} if in_quotes else {_OPEN: "“", _CLOSE: "”"}
        letters.append(marks.get(letter, letter))
    return "".join(letters)
