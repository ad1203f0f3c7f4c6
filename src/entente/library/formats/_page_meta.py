"""What the meta tags of a web page say of a publication: Highwire, Dublin Core and Open Graph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from entente.library.formats._partial_record import PartialRecord, as_date
from entente.library.record import is_address, is_doi
from entente.library.written_names import read_authors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from entente.library.record import Record

# Names of the tags that a field is read from, the one that says most first.
_FIELDS = {
    "title": ("citation_title", "dc.title", "dcterms.title", "og:title", "twitter:title"),
    "institution": (
        "citation_technical_report_institution", "citation_dissertation_institution",
        "citation_publisher", "dc.publisher", "dcterms.publisher", "og:site_name",
    ),
    "journal": ("citation_journal_title", "citation_series_title", "citation_inbook_title",
                "citation_conference_title", "dc.relation.ispartof", "dcterms.ispartof",
                "prism.publicationname"),
    "abstract": ("citation_abstract", "dcterms.abstract", "dc.description.abstract",
                 "dc.description", "dcterms.description", "og:description", "description",
                 "twitter:description"),
    "content_type": ("dc.type", "dcterms.type"),
}  # fmt: skip
_AUTHORS = ("citation_author", "citation_authors", "dc.creator", "dcterms.creator",
            "dc.contributor.author", "author", "article:author", "parsely-author")  # fmt: skip
_DATES = ("citation_publication_date", "citation_date", "citation_cover_date", "dcterms.issued",
          "dc.date.issued", "dc.date", "dcterms.date", "citation_online_date", "citation_year",
          "article:published_time", "og:published_time", "parsely-pub-date", "date",
          "datepublished")  # fmt: skip
_DOIS = ("citation_doi", "dc.identifier.doi", "dc.identifier", "dcterms.identifier", "prism.doi")
_URLS = ("citation_abstract_html_url", "citation_public_url", "og:url", "dc.identifier",
         "dcterms.identifier", "dc.identifier.uri")  # fmt: skip
_TOPICS = ("citation_keywords", "dc.subject", "dcterms.subject", "article:tag", "keywords",
           "news_keywords")  # fmt: skip
_DETAILS = {
    "citation_volume": "volume", "citation_issue": "issue", "citation_issn": "ISSN",
    "citation_isbn": "ISBN", "citation_technical_report_number": "number",
    "citation_language": "language", "dc.language": "language", "dcterms.language": "language",
    "citation_pdf_url": "citation_pdf_url",
}  # fmt: skip
_TELLING = re.compile(
    r"<meta\b[^>]{0,300}[\"'](?:citation_title|dc(?:terms)?\.title|og:title)[\"']", re.IGNORECASE
)
_HEAD = 500_000
_MOST_TAGS = 5_000


def has_meta(text: str) -> bool:
    """Whether a page says in its meta tags what it is about.

    Examples:
        >>> has_meta('<meta name="citation_title" content="A">'), has_meta("<p>A</p>")
        (True, False)
    """
    return _TELLING.search(text[:_HEAD]) is not None


def read_meta(tags: Iterable[tuple[str, str]], where: str) -> Record | None:
    """Make a record of the meta tags of a page.

    A field is read from the tag that says most of it; what the others say differently of a title
    or a date is left to them, since they describe the page.

    Args:
        tags: Name and content of each tag, in order.
        where: Where the page is from.

    Returns:
        The record; ``None`` where no tag gives a title.

    Examples:
        >>> record = read_meta([("og:title", "A"), ("author", "Ana Ruiz, Bo Lind")], "a.html")
        >>> record.title, record.authors
        ('A', ('Ana Ruiz', 'Bo Lind'))
    """
    found: dict[str, list[str]] = {}
    for count, (name, content) in enumerate(tags):
        if content.strip() and count < _MOST_TAGS:
            found.setdefault(_plain(name), []).append(content)
    if not any(name in found for name in _FIELDS["title"]):
        return None
    partial = PartialRecord(where)
    for field, names in _FIELDS.items():
        text = next((found[name][0] for name in names if name in found), "")
        partial.put(field, text, field)
    for name in _AUTHORS:
        values = [text for text in found.get(name, []) if not is_address(text)]
        if values and not partial.authors:
            # One tag for each author, or one for all.
            alone = len(values) == 1
            for text in values:
                partial.add_authors(read_authors(text, listed=alone))
    for name in _DATES:
        text = next((text for text in found.get(name, []) if as_date(text)), "")
        if text and not partial.fields.get("published"):
            partial.put_date(text, name)
    _put_addresses(partial, found)
    topics = next((found[name] for name in _TOPICS if name in found), [])
    for text in topics:
        seam = ";" if ";" in text else ","
        partial.add("topics", text.split(seam) if len(topics) == 1 else [text])
    for name, label in _DETAILS.items():
        partial.keep(label, *found.get(name, []))
    first, last = (found.get(f"citation_{end}page", [""])[0] for end in ("first", "last"))
    partial.keep("page", f"{first}-{last}" if first and last and first != last else first or last)
    return partial.record()


def _put_addresses(partial: PartialRecord, found: dict[str, list[str]]) -> None:
    for name in _DOIS:
        for text in found.get(name, []):
            bare = text.strip().removeprefix("doi:").strip()
            if is_doi(bare) and not partial.fields.get("doi"):
                partial.put_doi(bare, name)
    for name in _URLS:
        for text in found.get(name, []):
            if is_address(text) and not is_doi(text) and not partial.fields.get("url"):
                partial.put_url(text, name)


def _plain(name: str) -> str:
    """Return a tag's name in lower case with one kind of seam: ``DC.Title``, ``DCTERMS:title``."""
    plain = name.strip().casefold()
    return re.sub(r"^(dc|dcterms|prism)[:_]", r"\1.", plain)


def merge(works: list[Record], meta: Record | None) -> list[Record]:
    """Fill what the one work of a page leaves empty with what its meta tags say.

    Examples:
        >>> from entente.library.record import Record
        >>> [record] = merge([Record(title="A")], Record(title="A - Site", doi="10.1000/1"))
        >>> record.title, record.doi
        ('A', '10.1000/1')
    """
    if meta is None or len(works) != 1:
        return works or ([meta] if meta else [])
    [work] = works
    fields: dict[str, Any] = dict(work)
    for name, value in meta:
        if name == "extra":
            fields["extra"] = {**value, **fields["extra"]}
        elif name in {"bodies", "families"}:
            fields[name] = value if not work.authors else fields[name]
        elif not fields[name] and name not in {"number", "incomplete"}:
            fields[name] = value
    if work.incomplete and not work.title and fields["title"]:
        fields["incomplete"] = ""
    return [type(work).model_validate(fields)]
