"""Records as Crossref gives them: works of its REST interface."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from entente.errors import BrokenFileError
from entente.library.formats import Format
from entente.library.formats._json import (
    dicts_of,
    make_each_item,
    part_of,
    take_dicts,
    text_of,
    texts_of,
)
from entente.library.formats._partial_record import PartialRecord, as_date
from entente.library.formats._reading import Reading
from entente.library.words import words_of
from entente.library.written_names import Author, inverted, read_author

if TYPE_CHECKING:
    from collections.abc import Iterator

    from entente.library.dates import PartialDate
    from entente.library.record import Record

# The dates of a publication, the one that says most first; others say when a file came in.
_DATES = ("published", "issued", "published-online", "published-print", "published-other", "posted")
_DATE_PARTS = frozenset({"date-parts", "date-time", "timestamp", "version"})
_NAME_PARTS = frozenset({"given", "family", "suffix", "prefix", "name", "literal", "sequence"})
_MARKUP = words_of("""
abbrev b bold br disp-formula disp-quote em ext-link fn h1 h2 h3 h4 i inline-formula inline-graphic
italic label li list list-item named-content ol p sc sec span strike strong sub sup tex-math title
tt u ul underline uri xref
""")
_BLOCKS = words_of("br disp-formula disp-quote h1 h2 h3 h4 li list list-item ol p sec title ul")
_TAG = re.compile(r"</?(?:(jats|mml):)?([A-Za-z][A-Za-z0-9-]{0,30})(?:[\s/][^<>]*)?>")
_HEADINGS = words_of("abstract summary")
_TYPE_NAME = re.compile(r"[a-z]+(?:-[a-z]+)*")
_HEAD = 64_000
_ENVELOPE = re.compile(r'"message-type"\s*:\s*"work')
_LISTED_TITLE = re.compile(r'"(?:title|container-title)"\s*:\s*\[')


def read_crossref(text: str, where: str) -> list[Record]:
    """Read a message of Crossref with one work or a list of works, or the works alone.

    The rules where there is a choice:

    * the title is the first one with its subtitle, unless it ends in it already;
    * the date is ``published``, else ``issued``, else that of the form that came out first;
      ``created`` and the like say when Crossref heard of it, and are kept under ``extra``;
    * the institution that a report is of comes before its publisher;
    * the address is the publisher's page, else that of the DOI;
    * tags of JATS and entities are taken out of titles and the abstract, and from the latter its
      heading ``Abstract``.

    Everything else is kept under ``extra`` by its own name, an object as JSON.

    Args:
        text: JSON.
        where: Where it is from.

    Returns:
        The records in order.

    Raises:
        BrokenFileError: The text is not JSON, or a work is not an object or says nothing.

    Examples:
        >>> [record] = read_crossref(
        ...     '{"message": {"title": ["A Sea Apart"], "type": "report", "DOI": "10.1000/1",'
        ...     ' "issued": {"date-parts": [[2024, 9]]}, "abstract": "<jats:p>Up.</jats:p>"}}',
        ...     "a.json",
        ... )
        >>> record.title, record.published, record.abstract, record.content_type
        ('A Sea Apart', '2024-09', 'Up.', 'Report')
    """
    return _read_each(text, where, Reading())


def _read_each(text: str, where: str, reading: Reading) -> list[Record]:
    return make_each_item(text, where, reading, _works, _record)


def _works(value: Any) -> Iterator[Any]:  # noqa: ANN401 (JSON holds anything)
    if isinstance(value, list):
        yield from value
    elif isinstance(value, dict) and isinstance(value.get("message"), dict):
        yield from _works(value["message"])
    elif isinstance(value, dict) and isinstance(value.get("items"), list):
        yield from value["items"]
    else:
        yield value


def _record(work: Any, where: str) -> Record:  # noqa: ANN401 (JSON holds anything)
    if not isinstance(work, dict):
        fix = '`{"title": ["..."], "author": [...]}`, or a list of such objects'
        raise BrokenFileError.at(where, "Is not an object of a work.", fix=fix)
    partial = PartialRecord(where)
    rest = dict(work)
    _put_title(partial, rest)
    for author in take_dicts(rest, "author"):
        _put_author(partial, author)
    _put_dates(partial, rest)
    for name, field in (("abstract", "abstract"), ("type", "content_type")):
        if isinstance(rest.get(name), str):
            value = rest.pop(name)
            partial.put(
                field, strip_jats(value) if name == "abstract" else words_of_type(value), name
            )
    _put_bodies(partial, rest)
    _put_addresses(partial, rest)
    partial.add("topics", _take_texts(rest, "subject"))
    for name, value in rest.items():
        partial.keep(name, *_as_texts(value))
    return partial.record()


def _take_texts(rest: dict[str, Any], name: str) -> list[str]:
    """Take a list of texts out of the work, where it is one; else leave it."""
    value = rest.get(name)
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        return []
    return [each for each in rest.pop(name) if each.strip()]


def _put_title(partial: PartialRecord, rest: dict[str, Any]) -> None:
    if isinstance(rest.get("title"), str):
        rest["title"] = [rest["title"]]
    title, *others = map(_bare_title, _take_texts(rest, "title") or [""])
    subtitle, *more = map(_bare_title, _take_texts(rest, "subtitle") or [""])
    if title and subtitle and not title.casefold().endswith(subtitle.casefold()):
        title = f"{title.rstrip(' :')}: {subtitle}"
    partial.put("title", title or subtitle, "title")
    partial.keep("title", *others)
    partial.keep("subtitle", *more)


def _put_author(partial: PartialRecord, author: dict[str, Any]) -> None:
    given, family, suffix = (text_of(author.get(part)) for part in ("given", "family", "suffix"))
    if family.strip():
        who = inverted(family, given, suffix)
    else:
        # A name that is not parted is a body's: people have a family name here.
        body = text_of(author.get("name") or author.get("literal"))
        who = Author(body, is_body=True) if body.strip() else read_author(given)
        who = who._replace(name=f"{who.name}, {suffix}") if who.name and suffix else who
    name = who.name
    if not name.strip():
        partial.keep("author", *texts_of(author))
        return
    partial.add_authors([who])
    if prefix := text_of(author.get("prefix")):
        partial.keep("prefix", f"{name}: {prefix}")
    for part, value in author.items():
        if part not in _NAME_PARTS:
            for each in texts_of(value):
                partial.keep(part, f"{name}: {_name_in(each, value)}")


def _name_in(text: str, value: Any) -> str:  # noqa: ANN401 (JSON holds anything)
    """Return the name of an affiliation that is nothing but a name."""
    names = [each["name"] for each in dicts_of(value) if set(each) == {"name"}]
    return next((str(name) for name in names if texts_of({"name": name}) == [text]), text)


def _put_dates(partial: PartialRecord, rest: dict[str, Any]) -> None:
    for name in _DATES:
        if (date := _date(rest.get(name))) and not partial.fields.get("published"):
            partial.fields["published"] = date
    for name in _DATES:
        if name in rest and _date(rest[name]) == partial.fields.get("published") is not None:
            del rest[name]


def _date(value: Any) -> PartialDate | None:  # noqa: ANN401 (JSON holds anything)
    parts = part_of(value, "date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    if not isinstance(first, list) or not 1 <= len(first) <= 3:
        return None
    texts = [text_of(part) for part in first]
    if not all(text.isascii() and text.isdigit() and len(text) <= 4 for text in texts):
        return None
    return as_date("-".join([texts[0].zfill(4), *(text.zfill(2) for text in texts[1:])]))


def _as_texts(value: Any) -> list[str]:  # noqa: ANN401 (JSON holds anything)
    """Return a value as texts, and a date as a date."""
    if isinstance(value, dict) and value and set(value) <= _DATE_PARTS and "version" not in value:
        date = text_of(value.get("date-time")) or _date(value)
        if date:
            return [str(date)]
    return texts_of(value)


def _put_bodies(partial: PartialRecord, rest: dict[str, Any]) -> None:
    institution = rest.get("institution")
    names = [name for each in dicts_of(institution) if (name := text_of(each.get("name"))).strip()]
    partial.put("institution", names[0] if names else "", "institution")
    if names and institution in ([{"name": names[0]}], {"name": names[0]}):
        del rest["institution"]
    if isinstance(rest.get("publisher"), str):
        partial.put("institution", rest.pop("publisher"), "publisher")
    for name in ("container-title", "group-title"):
        if isinstance(rest.get(name), str):
            rest[name] = [rest[name]]
        for title in _take_texts(rest, name):
            partial.put("journal", _bare_title(title), name)


def _put_addresses(partial: PartialRecord, rest: dict[str, Any]) -> None:
    if isinstance(rest.get("DOI"), str):
        partial.put_doi(rest.pop("DOI"), "DOI")
    if isinstance(page := part_of(rest, "resource", "primary", "URL"), str):
        partial.put_url(page, "resource")
        if rest["resource"] == {"primary": {"URL": page}}:
            del rest["resource"]
    if isinstance(rest.get("URL"), str):
        partial.put_url(rest.pop("URL"), "URL")


def words_of_type(name: str) -> str:
    """Write a type as words, ``journal-article`` as ``Journal Article``.

    Examples:
        >>> words_of_type("posted-content")
        'Posted Content'
    """
    if not _TYPE_NAME.fullmatch(name):
        return name
    return " ".join(word.capitalize() for word in name.split("-"))


def strip_jats(text: str) -> str:
    """Take the tags of JATS, MathML and plain HTML out of an abstract.

    Paragraphs, sections and titles separate paragraphs. A first line that says no more than
    ``Abstract`` or ``Summary`` is the heading, and is taken out. Anything else between angle
    brackets is text.

    Source:
        ANSI/NISO Z39.96, JATS: Journal Article Tag Suite (element names).

    Examples:
        >>> strip_jats("<jats:title>Abstract</jats:title><jats:p>p &lt; 0.05, a<b>c</b></jats:p>")
        'p < 0.05, ac'
        >>> strip_jats("if a <x and y> b")
        'if a <x and y> b'
    """
    text = _without_tags(text)
    heading, _, rest = text.partition("\n\n")
    return rest.strip() if rest and heading.casefold().strip(" .:") in _HEADINGS else text


def _without_tags(text: str) -> str:
    def replace(match: re.Match[str]) -> str:
        name = match[2].casefold()
        if not match[1] and name not in _MARKUP:
            return match[0]
        return "\n\n" if name in _BLOCKS else ""

    # Line breaks in the source are white space; only tags separate paragraphs.
    if _TAG.search(text):
        text = _TAG.sub(replace, " ".join(text.split()))
    return html.unescape(text).strip()


def _bare_title(text: str) -> str:
    """Take tags and entities out of a title; one that is nothing else stays as it is."""
    return " ".join(_without_tags(text).split()) or text


def _recognises(text: str) -> bool:
    head = text[:_HEAD]
    return bool(_ENVELOPE.search(head) or ('"DOI"' in head and _LISTED_TITLE.search(head)))


crossref_json = Format(
    name="crossref_json",
    title="JSON of Crossref",
    suffixes=(".json",),
    read=read_crossref,
    read_each=_read_each,
    recognises=_recognises,
)
