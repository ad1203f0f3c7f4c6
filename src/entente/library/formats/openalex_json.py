"""Records as OpenAlex gives them: works of its interface."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from entente.errors import BrokenFileError
from entente.library.formats import Format
from entente.library.formats._json import dicts_of, make_each_item, part_of, text_of, texts_of
from entente.library.formats._partial_record import PartialRecord, as_date
from entente.library.formats._reading import Reading
from entente.library.formats.crossref_json import words_of_type
from entente.library.written_names import read_author

if TYPE_CHECKING:
    from collections.abc import Iterator

    from entente.library.record import Record

_MOST_WORDS = 100_000
_REPOSITORY = "repository"
_HEAD = 64_000
_MARK = re.compile(r'"https://openalex\.org/W|"abstract_inverted_index"|"authorships"\s*:')


def read_openalex(text: str, where: str) -> list[Record]:
    """Read one work of OpenAlex or a list of them.

    The rules where there is a choice:

    * the type ``article`` is a journal article;
    * authors are named as on the work, else as OpenAlex names them;
    * 1 January means a year of which no more is known, so it is read as the year;
    * topics are the work's topics, then its keywords; the older concepts only where it has neither;
    * the journal is where the work first appeared, and the institution is who publishes that,
      unless it is a repository, which keeps what others publish.

    The abstract is put together from its index of words; paragraphs are not known. Everything else
    is kept under ``extra`` by its own name, an object as JSON.

    Args:
        text: JSON.
        where: Where it is from.

    Returns:
        The records in order.

    Raises:
        BrokenFileError: The text is not JSON, or a work is not an object or says nothing.

    Examples:
        >>> [record] = read_openalex(
        ...     '{"title": "A Sea Apart", "publication_date": "2024-01-01", "type": "report",'
        ...     ' "abstract_inverted_index": {"grew.": [1], "Ties": [0]}}',
        ...     "a.json",
        ... )
        >>> record.published, record.abstract
        ('2024', 'Ties grew.')
    """
    return _read_each(text, where, Reading())


def _read_each(text: str, where: str, reading: Reading) -> list[Record]:
    return make_each_item(text, where, reading, _works, _record)


def _works(value: Any) -> Iterator[Any]:  # noqa: ANN401 (JSON holds anything)
    if isinstance(value, dict) and isinstance(value.get("results"), list):
        value = value["results"]
    if isinstance(value, list):
        yield from value
    else:
        yield value


def _record(work: Any, where: str) -> Record:  # noqa: ANN401 (JSON holds anything)
    if not isinstance(work, dict):
        fix = '`{"title": "...", "authorships": [...]}`, or a list of such objects'
        raise BrokenFileError.at(where, "Is not an object of a work.", fix=fix)
    partial = PartialRecord(where)
    rest = dict(work)
    for name in ("title", "display_name"):
        if isinstance(rest.get(name), str):
            partial.put("title", rest.pop(name), name)
    for each in dicts_of(rest.get("authorships")):
        _add_author(partial, each)
    _put_date(partial, rest)
    if isinstance(rest.get("type"), str):
        partial.put("content_type", _kind_of_work(rest.pop("type")), "type")
    _put_topics(partial, rest)
    _put_abstract(partial, rest)
    _put_location(partial, rest)
    if isinstance(rest.get("doi"), str):
        partial.put_doi(rest.pop("doi"), "doi")
    _keep_volume(partial, rest)
    for name, value in rest.items():
        partial.keep(name, *texts_of(value))
    return partial.record()


def _kind_of_work(name: str) -> str:
    # What appears in a journal is a mere `article` here.
    return words_of_type("journal-article" if name == "article" else name)


def _add_author(partial: PartialRecord, authorship: dict[str, Any]) -> None:
    """Add an author; all of the authorship is kept under ``extra`` too, with whose it is."""
    names = (authorship.get("raw_author_name"), part_of(authorship, "author", "display_name"))
    author = next((read_author(text) for name in names if (text := text_of(name)).strip()), None)
    name = author.name if author else ""
    partial.add_authors([author] if author else [])
    affiliations = authorship.get("raw_affiliation_strings")
    for text in texts_of(affiliations):
        partial.keep("affiliation", f"{name}: {text}" if name else text)


def _put_date(partial: PartialRecord, rest: dict[str, Any]) -> None:
    whole, year = text_of(rest.get("publication_date")), text_of(rest.get("publication_year"))
    date = as_date(whole)
    if date and date.endswith("-01-01"):
        partial.put_date(date[:4], "publication_date")
        partial.keep("publication_date", whole)
    else:
        partial.put_date(whole, "publication_date")
    if date:
        del rest["publication_date"]
    if not date and as_date(year):
        partial.put_date(year, "publication_year")
    if year and partial.fields.get("published", "")[:4] == year:
        rest.pop("publication_year", None)


def _put_topics(partial: PartialRecord, rest: dict[str, Any]) -> None:
    # All three carry scores and addresses as well, which stay under `extra`.
    for name in ("topics", "keywords", "concepts"):
        if name == "concepts" and partial.fields.get("topics"):
            return
        for each in dicts_of(rest.get(name)):
            partial.add("topics", [text_of(each.get("display_name") or each.get("keyword"))])


def _put_abstract(partial: PartialRecord, rest: dict[str, Any]) -> None:
    text = rebuild_abstract(rest.get("abstract_inverted_index"))
    if text:
        partial.put("abstract", text, "abstract")
        del rest["abstract_inverted_index"]


def rebuild_abstract(index: Any) -> str:  # noqa: ANN401 (JSON holds anything)
    """Put an abstract together from its words and their places.

    Args:
        index: Each word with its places, from 0.

    Returns:
        The words in order, with gaps closed; empty where the index is none or its places are no
        numbers, or it has over 100,000 of them.

    Examples:
        >>> rebuild_abstract({"the": [0, 2], "sea": [1], "sky": [3]})
        'the sea the sky'
        >>> rebuild_abstract({"the": ["0"]})
        ''
    """
    if not isinstance(index, dict) or not index:
        return ""
    if not all(isinstance(places, list) for places in index.values()):
        return ""
    placed = [(place, word) for word, places in index.items() for place in places]
    if len(placed) > _MOST_WORDS or not all(
        type(place) is int and place >= 0 for place, _ in placed
    ):
        return ""
    # A word without a place would be lost.
    if not all(index.values()):
        return ""
    return " ".join(word for _, word in sorted(placed, key=lambda each: each[0]))


def _put_location(partial: PartialRecord, rest: dict[str, Any]) -> None:
    location = rest.get("primary_location")
    source = part_of(location, "source")
    named, host = (
        text_of(part_of(source, name)) for name in ("display_name", "host_organization_name")
    )
    if part_of(source, "type") == _REPOSITORY:
        partial.keep("repository", named)
    else:
        partial.put("journal", named, "source")
        partial.put("institution", host, "host_organization_name")
    for name in ("landing_page_url", "pdf_url"):
        if isinstance(address := part_of(location, name), str):
            partial.put_url(address, name)
    for name in ("license", "version"):
        partial.keep(name, text_of(part_of(location, name)))
    for name in ("issn", "issn_l"):
        partial.keep("ISSN", *texts_of(part_of(source, name)))


def _keep_volume(partial: PartialRecord, rest: dict[str, Any]) -> None:
    biblio = rest.get("biblio")
    if not isinstance(biblio, dict):
        return
    del rest["biblio"]
    first, last = (text_of(biblio.get(name)) for name in ("first_page", "last_page"))
    partial.keep("page", f"{first}-{last}" if first and last and first != last else first or last)
    for name, value in biblio.items():
        if name not in ("first_page", "last_page") or not text_of(value):
            partial.keep(name, *texts_of(value))


def _recognises(text: str) -> bool:
    return bool(_MARK.search(text[:_HEAD]))


openalex_json = Format(
    name="openalex_json",
    title="JSON of OpenAlex",
    suffixes=(".json",),
    read=read_openalex,
    read_each=_read_each,
    recognises=_recognises,
)
