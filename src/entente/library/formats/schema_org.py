"""Records that a web page carries for search engines: JSON-LD in the words of schema.org."""

from __future__ import annotations

import re
from html import unescape as html_entities
from typing import TYPE_CHECKING, Any

from entente.errors import BrokenFileError
from entente.library.formats import Format
from entente.library.formats._json import dicts_of, part_of, read_json, text_of, texts_of
from entente.library.formats._page_meta import has_meta, merge, read_meta
from entente.library.formats._partial_record import PartialRecord, as_date
from entente.library.formats._reading import Reading
from entente.library.formats._words import split_camel
from entente.library.formats._xml import refuse_crowd
from entente.library.record import is_address, is_doi
from entente.library.words import words_of
from entente.library.written_names import Author, inverted, read_author, read_authors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from entente.library.record import Record

# Types of works, the one that says most first; a page often describes itself as a WebPage as well.
TYPES = (
    "Report",
    "ScholarlyArticle",
    "TechArticle",
    "Thesis",
    "Book",
    "Chapter",
    "PolicyPaper",
    "PublicationIssue",
    "DigitalDocument",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "ReportageNewsArticle",
    "NewsArticle",
    "BlogPosting",
    "Article",
    "Dataset",
    "SoftwareSourceCode",
    "SoftwareApplication",
    "CreativeWork",
)
_SECONDARY = ("CreativeWork",)
_CONTAINERS = words_of(
    "Periodical PublicationVolume PublicationIssue BookSeries CreativeWorkSeries"
)
_BODY_TYPES = ("Organization", "Corporation", "Consortium", "Project", "NGO", "Institution")
_TEXTS = ("headline", "name", "alternativeHeadline", "alternateName")
_READ = frozenset({"@context", "@type"})
# What an object may say besides its text, name or DOI without being kept as a whole.
_OF_TEXT = frozenset({"@type", "@value"})
_OF_NAME = frozenset({"@type", "@id", "name"})
_OF_DOI = frozenset({"@type", "propertyID", "value"})
_CONTEXT = re.compile(r'"@context"\s*:\s*[\[{]?\s*"[^"]{0,80}(?:schema\.org|codemeta)')
_KIND = re.compile(r"application/ld\+json", re.IGNORECASE)
_END = re.compile(r"</script", re.IGNORECASE)
_TYPE = re.compile(
    r'"@type"\s*:\s*(?:\[[^\]]{0,200})?"(?:schema:|https?://schema\.org/)?(\w{1,40})"'
)
_LAX = re.compile(r'(?P<text>"(?:[^"\\]|\\.)*")|,\s*(?P<end>[}\]])', re.DOTALL)
_MOST_SCRIPTS = 200
_LONGEST_TAG = 400
_HEAD = 200_000


def read_schema_org(text: str, where: str) -> list[Record]:
    """Read the works that a page's JSON-LD describes, or JSON-LD alone.

    The rules where there is a choice:

    * of the nodes, those whose type is a work are read; a mere ``CreativeWork`` only where there is
      nothing better, and a work within another one (``isPartOf``, ``citation``) never;
    * the title is ``headline``, else ``name``; the abstract is ``abstract``, else ``description``;
    * the date is ``datePublished``; ``dateCreated`` and ``dateModified`` are kept under ``extra``;
    * the institution is the publisher, else the ``sourceOrganization`` or ``provider``;
    * the address is ``url``, else the page that the work is the main entity of, else its ``@id``.

    Everything else is kept under ``extra`` by its own name, an object as JSON.

    Args:
        text: HTML with ``<script type="application/ld+json">``, or JSON.
        where: Where it is from.

    Returns:
        The records in order.

    Raises:
        BrokenFileError: No script is JSON that describes a work, or a work says nothing.

    Source:
        schema.org, types CreativeWork, Report and ScholarlyArticle.

    Examples:
        >>> page = '''<html><script type="application/ld+json">{"@type": "Report",
        ... "name": "A Sea Apart", "author": {"@type": "Person", "name": "Ana Ruiz"},
        ... "datePublished": "2024-09-30T08:00:00Z"}</script></html>'''
        >>> [record] = read_schema_org(page, "a.html")
        >>> record.authors, record.published
        (('Ana Ruiz',), '2024-09-30')
    """
    return _read_each(text, where, Reading())


def _read_each(text: str, where: str, reading: Reading) -> list[Record]:
    meta: Record | None = None
    if text.lstrip()[:1] in ("{", "["):
        values = [read_json(text, where)]
    else:
        root = _root_of(text, where)
        tags = root.iter("meta")
        meta = read_meta(
            ((str(t.get("property") or t.get("name") or t.get("itemprop") or ""),
              html_entities(str(t.get("content") or ""))) for t in tags),
            where,
        )  # fmt: skip
        values = _read_scripts(root, where, strict=meta is None)
    nodes = [node for value in values for node in _nodes(value)]
    known = {str(node["@id"]): node for node in nodes if isinstance(node.get("@id"), str)}
    works = [node for node in nodes if _type_of(node)]
    better = [node for node in works if _type_of(node) not in _SECONDARY]
    if not works and meta is None:
        raise BrokenFileError.at(
            where,
            "Has no JSON-LD of a report, an article or the like, and no meta tags of one.",
            fix="copy the text instead",
        )
    found = reading.make_each(
        enumerate(better or works, start=1),
        lambda each: _Work(each[1], known).record(where, each[0]),
    )
    return merge(found, meta)


def _read_scripts(root: Any, where: str, *, strict: bool) -> list[Any]:  # noqa: ANN401 (lxml)
    """Read the scripts of a page; a broken one is passed over where it describes no work.

    It is passed over too where meta tags say what the page is about, so not ``strict``.
    """
    values: list[Any] = []
    broken: BrokenFileError | None = None
    for i, script in enumerate(_scripts_of(root), start=1):
        try:
            values.append(_unescaped(read_json(_mend(script), f"{where}, script {i}")))
        except BrokenFileError as error:
            if strict and _tells_of_work(script):
                raise
            broken = broken or error
    if not values and broken and strict:
        raise broken
    return values


def _mend(script: str) -> str:
    """Mend what sites write that JSON has not: trailing commas, and bare line feeds in texts."""

    def mend(match: re.Match[str]) -> str:
        if match["text"]:
            return re.sub(r"[\n\r\t]", " ", match["text"])
        return match["end"]

    return _LAX.sub(mend, script)


def _unescaped(value: Any) -> Any:  # noqa: ANN401 (JSON holds anything)
    """Decode the entities of HTML in every text, since sites put them into scripts too."""
    if isinstance(value, str):
        return html_entities(value)
    if isinstance(value, list):
        return [_unescaped(each) for each in value]
    if isinstance(value, dict):
        return {name: _unescaped(each) for name, each in value.items()}
    return value


def _root_of(text: str, where: str) -> Any:  # noqa: ANN401 (lxml has no types)
    from lxml import etree, html  # pyright: ignore[reportAttributeAccessIssue]

    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, recover=True)
    raw = text.encode("utf-8", "replace")
    refuse_crowd(raw, where)
    try:
        return html.document_fromstring(raw, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise BrokenFileError.at(where, f"Is not HTML: {str(error)[:200]}.") from error


def _scripts_of(root: Any) -> list[str]:  # noqa: ANN401 (lxml has no types)
    found = [
        script.text
        for script in root.iter("script")
        if "application/ld+json" in str(script.get("type")).casefold() and script.text
    ]
    return [_bare(script) for script in found[:_MOST_SCRIPTS]]


def _bare(script: str) -> str:
    """Take off the comments that some pages wrap a script in."""
    script = script.strip()
    for before, after in (("<!--", "-->"), ("/*<![CDATA[*/", "/*]]>*/"), ("//<![CDATA[", "//]]>")):
        if script.startswith(before):
            script = script.removeprefix(before).removesuffix(after).strip()
    return script


def _nodes(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401 (JSON holds anything)
    """List the nodes at the top, in lists and in graphs."""
    found: list[dict[str, Any]] = []
    stack = [value]
    while stack:
        value = stack.pop()
        if isinstance(value, list):
            stack += reversed(value)
        elif isinstance(value, dict):
            if "@type" in value:
                found.append(value)
            stack += [value[name] for name in ("mainEntity", "@graph") if name in value]
    return found


def _types_of(node: dict[str, Any]) -> list[str]:
    return [re.split(r"[/:#]", text)[-1] for text in texts_of(node.get("@type"))]


def _is_body(node: dict[str, Any]) -> bool:
    return any(name.endswith(_BODY_TYPES) for name in _types_of(node))


def _type_of(node: dict[str, Any]) -> str:
    types = _types_of(node)
    return next((name for name in TYPES if name in types), "")


class _Work:
    """One node, with the others of its page that it may point to."""

    def __init__(self, node: dict[str, Any], known: dict[str, dict[str, Any]]) -> None:
        self.node, self.known = node, known

    def record(self, where: str, number: int) -> Record:
        partial = PartialRecord(f"{where}, item {number}")
        rest = {name: value for name, value in self.node.items() if name not in _READ}
        partial.put("content_type", split_camel(_type_of(self.node)), "type")
        partial.keep(
            "type", *(each for each in _types_of(self.node) if each != _type_of(self.node))
        )
        self._put_texts(partial, rest)
        for name in ("author", "creator"):
            if (value := rest.get(name)) and (name == "author" or not partial.authors):
                self._add_authors(partial, rest, name, value)
        for text in _take_texts(partial, rest, "datePublished"):
            partial.put_date(text, "datePublished")
        if not partial.fields.get("published") and as_date(text_of(rest.get("copyrightYear"))):
            partial.put_date(text_of(rest.pop("copyrightYear")), "copyrightYear")
        for name in ("publisher", "sourceOrganization", "provider"):
            if name in rest and not partial.fields.get("institution"):
                self._put_names(partial, rest, name, "institution")
        self._put_page(partial, rest)
        self._put_journal(partial, rest)
        self._add_labels(partial, rest)
        _put_addresses(partial, rest)
        for name, value in rest.items():
            partial.keep(name, *texts_of(value))
        return partial.record()

    def _put_texts(self, partial: PartialRecord, rest: dict[str, Any]) -> None:
        for names, field in ((_TEXTS, "title"), (("abstract", "description"), "abstract")):
            for name in names:
                for text in _take_texts(partial, rest, name):
                    partial.put(field, text, name)

    def _name(self, value: Any) -> str:  # noqa: ANN401 (JSON holds anything)
        """Return the name of a person, a body or a thing, or of the node that is pointed to."""
        if not isinstance(value, dict):
            return text_of(value)
        node = self._whole(value)
        for name in ("name", "legalName"):
            if text := _text_in(node.get(name)).strip():
                return text
        parts = (text_of(node.get("givenName")), text_of(node.get("familyName")))
        return " ".join(part for part in parts if part)

    def _add_authors(
        self,
        partial: PartialRecord,
        rest: dict[str, Any],
        name: str,
        value: Any,  # noqa: ANN401 (JSON)
    ) -> None:
        values = value if isinstance(value, list) else [value]
        names = [self._name(each) for each in values]
        if not all(text.strip() and not is_address(text) for text in names):
            return
        if isinstance(value, str):
            partial.add_authors(read_authors(value, listed=True))
        else:
            partial.add_authors(map(self._author, values))
        self._keep_more(partial, rest, name)

    def _author(self, value: Any) -> Author:  # noqa: ANN401 (JSON holds anything)
        """Return an author by the type of their node, and by its parts where they are its name."""
        name = self._name(value)
        node = self._whole(value)
        if _is_body(node):
            return Author(name, is_body=True)
        given, family = text_of(node.get("givenName")).strip(), text_of(node.get("familyName"))
        if given and family.strip() and name.split() == f"{given} {family}".split():
            return inverted(family, given)
        return read_author(name)

    def _whole(self, value: Any) -> dict[str, Any]:  # noqa: ANN401 (JSON holds anything)
        """Return a node with what the one that it points to says too; empty where it is none."""
        if not isinstance(value, dict):
            return {}
        return {**self.known.get(text_of(value.get("@id")), {}), **value}

    def _put_names(
        self, partial: PartialRecord, rest: dict[str, Any], name: str, field: str
    ) -> None:
        values = rest[name] if isinstance(rest[name], list) else [rest[name]]
        names = [self._name(each) for each in values]
        if all(text.strip() and not is_address(text) for text in names):
            for text in names:
                partial.put(field, text, name)
            self._keep_more(partial, rest, name)

    def _keep_more(self, partial: PartialRecord, rest: dict[str, Any], name: str) -> None:
        """Keep what is said of people and bodies besides their names."""
        value = rest.pop(name)
        for each in dicts_of(value):
            if set(each) - _OF_NAME or is_address(text_of(each.get("@id"))):
                partial.keep(name, *texts_of(each))

    def _put_page(self, partial: PartialRecord, rest: dict[str, Any]) -> None:
        """Take address and abstract from the page that holds the work, where the work has none."""
        for name in ("mainEntityOfPage", "isPartOf"):
            for each in rest[name] if isinstance(rest.get(name), list) else [rest.get(name)]:
                page = self._whole(each)
                if not any(kind.endswith("Page") for kind in _types_of(page)):
                    continue
                url = text_of(page.get("url")) or text_of(page.get("@id"))
                if is_address(url) and not rest.get("url"):
                    rest["url"] = url
                text = _text_in(page.get("description"))
                if text.strip() and not partial.fields.get("abstract"):
                    partial.put("abstract", text, "description")

    def _put_journal(self, partial: PartialRecord, rest: dict[str, Any]) -> None:
        stack = [rest.get("isPartOf")]
        while stack:
            value = stack.pop()
            if isinstance(value, list):
                stack += reversed(value)
            if not isinstance(value, dict):
                continue
            node = self._whole(value)
            if not _CONTAINERS.isdisjoint(_types_of(node)):
                for label in ("issueNumber", "volumeNumber"):
                    partial.keep(label, text_of(node.get(label)))
                if name := self._name(node):
                    partial.put("journal", name, "isPartOf")
            # A node may point to itself; only what is in it is followed.
            stack.append(value.get("isPartOf"))

    def _add_labels(self, partial: PartialRecord, rest: dict[str, Any]) -> None:
        for name, field in (
            ("about", "topics"),
            ("keywords", "topics"),
            ("spatialCoverage", "places"),
        ):
            value = rest.get(name)
            values = value if isinstance(value, list) else [value]
            names = [self._name(each) for each in values]
            if not all(text.strip() and not is_address(text) for text in names):
                continue
            split = name == "keywords" and not isinstance(value, list)
            partial.add(field, _split(names[0]) if split else names)
            self._keep_more(partial, rest, name)


def _split(text: str) -> Iterable[str]:
    """Split keywords written as one text, at semicolons or else at commas."""
    return text.split(";" if ";" in text else ",")


def _text_in(value: Any) -> str:  # noqa: ANN401 (JSON holds anything)
    """Return text, also with its language: ``{"@value": "A", "@language": "en"}``."""
    return text_of(part_of(value, "@value")) or text_of(value)


def _take_texts(partial: PartialRecord, rest: dict[str, Any], name: str) -> list[str]:
    """Take the texts of a name out of a node; what is not text is kept under ``extra``."""
    value = rest.pop(name, None)
    texts: list[str] = []
    for each in value if isinstance(value, list) else [value]:
        text = _text_in(each)
        if text.strip():
            texts.append(text)
        if not text.strip() or (isinstance(each, dict) and set(each) - _OF_TEXT):
            partial.keep(name, *texts_of(each))
    return texts


def _put_addresses(partial: PartialRecord, rest: dict[str, Any]) -> None:
    for name in ("identifier", "sameAs", "@id"):
        value = rest.pop(name, None)
        for each in value if isinstance(value, list) else [value]:
            text = text_of(each) or text_of(part_of(each, "value"))
            if is_doi(text):
                partial.put_doi(text, name)
            if not is_doi(text) or (isinstance(each, dict) and set(each) - _OF_DOI):
                partial.keep(name, *texts_of(each))
    for text in _take_texts(partial, rest, "doi"):
        partial.put_doi(text, "doi")
    for text in _take_texts(partial, rest, "url"):
        partial.put_url(text, "url")
    page = rest.get("mainEntityOfPage")
    for text in (text_of(page) or text_of(part_of(page, "@id")), *partial.extra.get("@id", ())):
        if is_address(text) and not partial.fields.get("url"):
            partial.put_url(text, "@id")


def _tells_of_work(script: str) -> bool:
    return any(match[1] in TYPES for match in _TYPE.finditer(script))


def _recognises(text: str) -> bool:
    if text.lstrip("\ufeff \n\r\t")[:1] in ("{", "["):
        head = text[:_HEAD]
        return bool(_CONTEXT.search(head)) and _tells_of_work(head)
    if has_meta(text):
        return True
    for count, kind in enumerate(_KIND.finditer(text)):
        if count >= _MOST_SCRIPTS:
            return False
        tag = text.rfind("<", max(0, kind.start() - _LONGEST_TAG), kind.start())
        opened = text.find(">", kind.end(), kind.end() + _LONGEST_TAG) + 1
        if tag < 0 or not opened or text[tag : tag + 7].casefold() != "<script":
            continue
        end = _END.search(text, opened, opened + _HEAD)
        if _tells_of_work(text[opened : end.start() if end else opened + _HEAD]):
            return True
    return False


schema_org = Format(
    name="schema_org",
    title="JSON-LD of schema.org",
    suffixes=(".html", ".htm", ".jsonld"),
    read=read_schema_org,
    read_each=_read_each,
    recognises=_recognises,
)
