"""What Zotero says of an item, by the names of its own fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from entente.library.formats._json import says_more, take_dicts, text_of, texts_of
from entente.library.formats._kinds import one_kind
from entente.library.formats._words import split_camel
from entente.library.formats.crossref_json import strip_jats
from entente.library.record import is_address, is_doi
from entente.library.words import words_of
from entente.library.written_names import Author, inverted, read_author

if TYPE_CHECKING:
    from entente.library.formats._partial_record import PartialRecord
    from entente.library.record import Record

# Items that hang on another one, or only gather others.
ATTACHED = words_of("annotation attachment collection memo note")
_TITLES = ("title", "caseName", "nameOfAct", "subject")
# Names of the field that a kind of item has in the place of a common one.
_AUTHORS = words_of("""
author artist attorneyAgent bookAuthor cartographer composer counsel director inventor interviewee
performer podcaster presenter programmer sponsor
""")
_BODIES = ("institution", "publisher", "university", "company", "label", "studio", "network",
           "distributor", "organization", "repository")  # fmt: skip
_JOURNALS = ("publicationTitle", "bookTitle", "proceedingsTitle", "encyclopediaTitle",
             "dictionaryTitle", "websiteTitle", "blogTitle", "forumTitle", "programTitle", "code",
             "reporter", "series", "seriesTitle")  # fmt: skip
_DATES = ("date", "dateDecided", "dateEnacted", "issueDate")
_KINDS = ("reportType", "thesisType", "manuscriptType", "genre", "type", "presentationType",
          "postType", "websiteType", "letterType", "mapType")  # fmt: skip
_OF_ITEM = words_of("""
citationKey collections dateAdded dateModified itemID itemKey itemType key library links
meta parentItem relations uri version
""")
_NAME = ("firstName", "lastName", "name", "creatorType", "fieldMode")
_TYPES = {
    "newspaperArticle": "News", "blogPost": "Blog", "webpage": "Web Page", "thesis": "Thesis",
    "bookSection": "Book Chapter", "encyclopediaArticle": "Encyclopedia Entry", "letter":
    "Personal Communication", "case": "Court Case", "presentation": "Slides", "tvBroadcast":
    "Broadcast", "radioBroadcast": "Broadcast", "computerProgram": "Software", "film": "Film",
    "dictionaryEntry": "Dictionary Entry", "audioRecording": "Sound Recording", "videoRecording":
    "Video", "forumPost": "Forum Post", "email": "Personal Communication",
    "instantMessage": "Personal Communication", "document": "",
}  # fmt: skip
# Notes and files of an item, by the parts that say most of one.
_HANGING = {"notes": ("note",), "attachments": ("url", "path", "title")}
_OF_HANGING = ("itemType", "key", "version", "note", "url", "path", "title", "parentItem")
_DETAILS = {"place": "publisher-place", "reportNumber": "number", "documentNumber": "number"}
_NOTED = re.compile(r"^([A-Za-z][A-Za-z .-]{1,40}): *(\S.*)$")


def make_of_item(partial: PartialRecord, item: dict[str, Any]) -> Record:
    """Make a record of one item of Zotero.

    The rules where there is a choice:

    * authors are creators in the role that the kind of item is signed in; others are kept under
      their role, e.g. ``editor``;
    * the kind is the type of the item, unless a report or thesis says which kind it is;
    * a DOI in the notes of the item (``DOI: 10.1000/182``), where older items have it, is read.

    What only the program needs (keys, versions, times of changes) is left out; everything else is
    kept under ``extra`` by its own name.

    Args:
        partial: Where the values go.
        item: Fields by their names in Zotero's JSON.

    Raises:
        BrokenFileError: The item says nothing.
    """
    kind = text_of(item.get("itemType"))
    rest = {name: value for name, value in item.items() if name not in _OF_ITEM}
    for creator in take_dicts(rest, "creators"):
        _put_creator(partial, creator)
    for names, field in ((_TITLES, "title"), (_BODIES, "institution"), (_JOURNALS, "journal")):
        for name in names:
            # What is not text is kept below.
            if isinstance(rest.get(name), str):
                partial.put(field, rest.pop(name), name)
    _put_kind(partial, rest, kind)
    for name in _DATES:
        if text := text_of(rest.get(name)):
            partial.put_date(text, name)
            del rest[name]
    if isinstance(rest.get("abstractNote"), str):
        partial.put("abstract", rest.pop("abstractNote"), "abstractNote")
    _put_tags(partial, rest)
    _put_addresses(partial, rest)
    _keep_notes(partial, rest)
    for name, value in rest.items():
        partial.keep(_DETAILS.get(name, name), *texts_of(value))
    return partial.record()


def _put_tags(partial: PartialRecord, rest: dict[str, Any]) -> None:
    tags = rest.pop("tags", None)
    for tag in tags if isinstance(tags, list) else [tags]:
        text = text_of(tag.get("tag")) if isinstance(tag, dict) else text_of(tag)
        partial.add("topics", [text])
        if not text or (isinstance(tag, dict) and says_more(tag, "tag", "type")):
            partial.keep("tags", *texts_of(tag))


def _keep_notes(partial: PartialRecord, rest: dict[str, Any]) -> None:
    for name, parts in _HANGING.items():
        for each in take_dicts(rest, name):
            if says_more(each, *_OF_HANGING):
                partial.keep(name, *texts_of(each))
            texts = (text_of(each.get(part)) for part in parts)
            partial.keep(name, strip_jats(next((text for text in texts if text.strip()), "")))
    for line in text_of(rest.get("extra")).split("\n"):
        _keep_note(partial, line)
    if text_of(rest.get("extra")):
        del rest["extra"]


def _put_creator(partial: PartialRecord, creator: dict[str, Any]) -> None:
    given, family, name = (
        text_of(creator.get(part)).strip() for part in ("firstName", "lastName", "name")
    )
    if name:
        author = Author(name, is_body=True)
    else:
        author = inverted(family, given) if family and given else read_author(family or given)
    if not author.name.strip() or says_more(creator, *_NAME):
        partial.keep("creator", *texts_of(creator))
    role = text_of(creator.get("creatorType")) or "author"
    if role in _AUTHORS:
        partial.add_authors([author])
    else:
        partial.keep(role, author.name)


def _put_kind(partial: PartialRecord, rest: dict[str, Any], kind: str) -> None:
    named = _TYPES.get(kind, one_kind(split_camel(kind)))
    for name in _KINDS:
        said = rest.get(name)
        if not isinstance(said, str):
            continue
        # The words of a report say more than its class; of a thesis they say which degree.
        if kind in {"report", "document", "manuscript"} and not partial.fields.get("content_type"):
            partial.put("content_type", rest.pop(name), name)
    partial.put("content_type", "" if partial.fields.get("content_type") else named, "itemType")


def _put_addresses(partial: PartialRecord, rest: dict[str, Any]) -> None:
    if is_doi(text := text_of(rest.get("DOI"))):
        partial.put_doi(text, "DOI")
        del rest["DOI"]
    if is_address(text := text_of(rest.get("url"))):
        partial.put_url(text, "url")
        del rest["url"]


def _keep_note(partial: PartialRecord, line: str) -> None:
    """Keep a line of the notes of an item, in which fields without a place are written."""
    match = _NOTED.match(line.strip())
    if match and match[1].casefold() == "doi" and is_doi(match[2]):
        partial.put_doi(match[2], "DOI")
    elif match:
        partial.keep(match[1], match[2])
    else:
        partial.keep("note", line)
