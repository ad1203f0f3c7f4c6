"""What DataCite says of a publication, however it is written: as JSON or as XML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from entente.library.formats._json import (
    dicts_of,
    part_of,
    says_more,
    take_dicts,
    text_of,
    texts_of,
)
from entente.library.formats._kinds import names_a_kind, one_kind
from entente.library.formats._partial_record import as_date
from entente.library.formats._words import split_camel
from entente.library.formats.crossref_json import strip_jats
from entente.library.record import is_address, is_doi
from entente.library.words import words_of
from entente.library.written_names import Author, inverted, read_author

if TYPE_CHECKING:
    from entente.library.formats._partial_record import PartialRecord
    from entente.library.record import Record

# Classes that say nothing of how a publication is cited.
_BROAD = words_of("audiovisual collection event model other physicalobject service text workflow")
_NAME = words_of("name creatorName contributorName nameType givenName familyName contributorType")
# The class and its codes in other schemes, and what is read of a container.
_CODES = ("resourceTypeGeneral", "resourceType", "bibtex", "citeproc", "ris", "schemaOrg")
_OF_HOST = ("type", "title", "volume", "issue", "firstPage", "lastPage", "identifier",
            "identifierType")  # fmt: skip
_NUMBERS = {"isbn": "ISBN", "issn": "ISSN", "eissn": "ISSN", "lissn": "ISSN"}


def make_of_resource(partial: PartialRecord, resource: dict[str, Any]) -> Record:
    """Make a record of the properties of one resource.

    The rules where there is a choice:

    * the title is the first without a type, with its subtitle; other titles are kept by their type;
    * the date is the one called ``Issued``, else the year of publication;
    * the kind is the free words for it where they name a kind of publication, or where the class
      beside them says little (``Text``), else the class;
    * the abstract is the description of that type, else the only description;
    * the journal is the container, else what the resource is published in.

    Everything else is kept under ``extra`` by its own name, an object as JSON.

    Args:
        partial: Where the values go.
        resource: Properties by their names in DataCite's JSON.

    Raises:
        BrokenFileError: The resource says nothing.
    """
    rest = dict(resource)
    _put_titles(partial, rest)
    for each in take_dicts(rest, "creators"):
        _put_creator(partial, each)
    _put_dates(partial, rest)
    _put_kind(partial, rest)
    _put_descriptions(partial, rest)
    publisher = rest.get("publisher")
    if name := text_of(publisher) or text_of(part_of(publisher, "name")):
        partial.put("institution", name, "publisher")
        if not isinstance(publisher, dict) or not says_more(publisher, "name"):
            del rest["publisher"]
    for name, field, part in (
        ("subjects", "topics", "subject"),
        ("geoLocations", "places", "geoLocationPlace"),
    ):
        for each in take_dicts(rest, name):
            partial.add(field, [text_of(each.get(part))])
            if says_more(each, part, "lang"):
                partial.keep(name, *texts_of(each))
    for each in take_dicts(rest, "contributors"):
        _keep_contributor(partial, each)
    _put_container(partial, rest)
    _put_identifiers(partial, rest)
    for name, value in rest.items():
        partial.keep(name, *texts_of(value))
    return partial.record()


def _put_titles(partial: PartialRecord, rest: dict[str, Any]) -> None:
    titles = take_dicts(rest, "titles")
    plain = [text for each in titles if not each.get("titleType")
             and (text := text_of(each.get("title")).strip())]  # fmt: skip
    under = [text_of(each.get("title")) for each in titles if each.get("titleType") == "Subtitle"]
    title, subtitle = plain[0] if plain else "", under[0].strip() if under else ""
    if title and subtitle and not title.casefold().endswith(subtitle.casefold()):
        title = f"{title.rstrip(' :')}: {subtitle}"
    partial.put("title", title or subtitle, "title")
    partial.keep("title", *plain[1:])
    for each in titles:
        if says_more(each, "title", "titleType", "lang"):
            partial.keep("titles", *texts_of(each))
        kind = text_of(each.get("titleType"))
        text = text_of(each.get("title"))
        if kind and not (kind == "Subtitle" and text.strip() == subtitle):
            partial.keep(f"title ({kind})", text)


def _put_creator(partial: PartialRecord, creator: dict[str, Any]) -> None:
    author = _author(creator)
    known = {name: value for name, value in creator.items() if name in _NAME}
    if not author.name.strip() or says_more(known, *_NAME):
        partial.keep("creator", *texts_of(creator))
    if not author.name.strip():
        return
    partial.add_authors([author])
    for part, value in creator.items():
        if part not in _NAME:
            partial.keep(part, *(f"{author.name}: {text}" for text in _said(value)))


def _said(value: Any) -> list[str]:  # noqa: ANN401 (JSON holds anything)
    """Return what is said of somebody: of an affiliation its name, where that is all."""
    return [
        text_of(each["name"]) if isinstance(each, dict) and set(each) == {"name"} else text
        for each in (value if isinstance(value, list) else [value])
        for text in texts_of(each)
    ]


def _author(creator: dict[str, Any]) -> Author:
    names = (creator.get(part) for part in ("name", "creatorName", "contributorName"))
    name = next((text for each in names if (text := text_of(each).strip())), "")
    given, family = (text_of(creator.get(part)).strip() for part in ("givenName", "familyName"))
    if creator.get("nameType") == "Organizational":
        return Author(name or family, is_body=True)
    return inverted(family, given) if family and given else read_author(name or family or given)


def _keep_contributor(partial: PartialRecord, contributor: dict[str, Any]) -> None:
    name = _author(contributor).name
    if not name.strip() or says_more(contributor, *_NAME):
        partial.keep("contributors", *texts_of(contributor))
        return
    partial.keep(text_of(contributor.get("contributorType")) or "contributor", name)


def _put_dates(partial: PartialRecord, rest: dict[str, Any]) -> None:
    dates = take_dicts(rest, "dates")
    issued = [text_of(each.get("date")) for each in dates if each.get("dateType") == "Issued"]
    year = text_of(rest.get("publicationYear"))
    if year:
        del rest["publicationYear"]
    picked = next((text for text in issued if as_date(text)), year)
    partial.put_date(picked, "publicationYear")
    published = str(partial.fields.get("published", ""))
    if year and published[:4] != year:
        partial.keep("publicationYear", year)
    for each in dates:
        if says_more(each, "date", "dateType"):
            partial.keep("dates", *texts_of(each))
        text, kind = text_of(each.get("date")), text_of(each.get("dateType")) or "other"
        if kind != "Issued" or text != picked:
            partial.keep(f"date ({kind})", text)


def _put_kind(partial: PartialRecord, rest: dict[str, Any]) -> None:
    name = "types" if rest.get("types") else "resourceType"
    types = rest.pop(name, None)
    if isinstance(types, list) or (isinstance(types, dict) and says_more(types, *_CODES)):
        partial.keep(name, *texts_of(types))
    general = text_of(part_of(types, "resourceTypeGeneral"))
    said = text_of(part_of(types, "resourceType")) or text_of(types)
    named = split_camel(general)
    if said and (names_a_kind(said) or not names_a_kind(named)):
        partial.put("content_type", said, "resourceType")
        if one_kind(named) != one_kind(said) and general.casefold() not in _BROAD:
            partial.keep("resourceTypeGeneral", general)
    elif general.casefold() not in _BROAD:
        partial.put("content_type", named, "resourceTypeGeneral")
        partial.keep("resourceType", said)
    else:
        partial.keep("resourceTypeGeneral", general)


def _put_descriptions(partial: PartialRecord, rest: dict[str, Any]) -> None:
    found = take_dicts(rest, "descriptions")
    only = len(found) == 1
    for each in sorted(found, key=lambda each: each.get("descriptionType") != "Abstract"):
        text = strip_jats(text_of(each.get("description")))
        kind = text_of(each.get("descriptionType"))
        if says_more(each, "description", "descriptionType", "lang"):
            partial.keep("descriptions", *texts_of(each))
        label = f"description ({kind})" if kind else "description"
        if kind == "Abstract" or (only and kind in {"", "Other"}):
            partial.put("abstract", text, label)
        else:
            partial.keep(label, text)


def _put_container(partial: PartialRecord, rest: dict[str, Any]) -> None:
    host = rest.pop("container", None)
    items = take_dicts(rest, "relatedItems")
    hosts = [each for each in items if each.get("relationType") == "IsPublishedIn"]
    for each in items:
        if each not in hosts[:1]:
            partial.keep("relatedItems", *texts_of(each))
    if not isinstance(host, dict) or not text_of(host.get("title")):
        partial.keep("container", *texts_of(host))
        host = hosts[0] if hosts else {}
    else:
        for each in hosts:
            partial.keep("relatedItems", *texts_of(each))
    if host and says_more(host, *_OF_HOST):
        partial.keep("container", *texts_of(host))
    titles = dicts_of(host.get("titles"))
    title = text_of(host.get("title")) or (text_of(titles[0].get("title")) if titles else "")
    partial.put("journal", title, "container")
    for name in ("volume", "issue"):
        partial.keep(name, text_of(host.get(name)))
    first, last = (text_of(host.get(name)) for name in ("firstPage", "lastPage"))
    partial.keep("page", f"{first}-{last}" if first and last and first != last else first or last)
    kind, number = (text_of(host.get(part)) for part in ("identifierType", "identifier"))
    partial.keep(_NUMBERS.get(kind.casefold(), f"identifier of container ({kind})"), number)


def _put_identifiers(partial: PartialRecord, rest: dict[str, Any]) -> None:
    # The bare DOI before its address, which some put in the place of an identifier.
    for name in ("doi", "id", "identifier"):
        value = rest.get(name)
        text = text_of(value) or text_of(part_of(value, "identifier"))
        if isinstance(value, dict) and says_more(value, "identifier", "identifierType"):
            partial.keep(name, *texts_of(value))
        if is_doi(text):
            partial.put_doi(text, name)
            del rest[name]
    if is_address(text := text_of(rest.get("url"))):
        partial.put_url(text, "url")
        del rest["url"]
    for name in ("identifiers", "alternateIdentifiers"):
        part = name.removesuffix("s")
        for each in take_dicts(rest, name):
            text = text_of(each.get(part)) or text_of(each.get("identifier"))
            kind = text_of(each.get(f"{part}Type")) or text_of(each.get("identifierType"))
            if says_more(each, part, f"{part}Type", "identifier", "identifierType"):
                partial.keep(name, *texts_of(each))
            if is_doi(text) and kind.casefold() in {"", "doi"}:
                partial.put_doi(text, part)
            else:
                partial.keep(_NUMBERS.get(kind.casefold(), f"identifier ({kind or 'other'})"), text)
