"""One safe reader of XML: no entities, no network, nothing too deep or too large."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from entente.errors import BrokenFileError
from entente.library.formats._partial_record import PartialRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from entente.library.formats._reading import Reading
    from entente.library.record import Record

DEEPEST_XML = 100
MOST_MARKS = 2_000_000
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# lxml has no types; an element is Any.
Element = Any


def begins_xml(text: str) -> bool:
    """Whether a text begins with a mark of XML."""
    return text.lstrip("\ufeff \n\t")[:1] == "<"


def make_each_element(
    root: Element,
    found: Sequence[Element],
    where: str,
    reading: Reading,
    make: Callable[[PartialRecord, Element], Record],
    what: str,
) -> list[Record]:
    """Make a record of each element found in a document; a message names an element by its line.

    Raises:
        BrokenFileError: None was found of what is sought, or one cannot be used and the reading
            is strict.
    """
    if not found:
        raise BrokenFileError.at(where, f"Holds no {what}.", line=root.sourceline)
    return reading.make_each(
        found, lambda each: make(PartialRecord(where, each.sourceline or 0), each)
    )


def read_xml(text: str | bytes, where: str) -> Element:
    """Read an XML document that holds all it says.

    A document type that declares entities is refused before anything is read, whether they would
    grow, point to files or are harmless: records need none. A document type that only names a file
    is allowed, and the file is not fetched.

    Args:
        text: One document. Text and bytes are both read as UTF-8, whatever the document declares.
        where: Where it is from, for messages.

    Returns:
        The root element of lxml.

    Raises:
        BrokenFileError: The text is not well-formed XML, declares or uses its own entities, is
            nested over 100 deep or has over 2 million tags or attributes; the message has the line.

    Examples:
        >>> local(read_xml("<dc><title>A</title></dc>", "a.xml"))
        'dc'
        >>> read_xml("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "a.xml")
        Traceback (most recent call last):
        ...
        entente.errors.BrokenFileError: Declares the entity 'b'; a record needs none.
          in: a.xml:1
          try: write out what the entity stands for, and delete the declaration
    """
    etree = _etree()
    raw = text.encode("utf-8", "replace") if isinstance(text, str) else text
    raw = raw.lstrip()
    refuse_riddles(raw, where)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
    )
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise _not_xml(where, error.msg or "it holds nothing", error.lineno) from error
    _refuse_depth(root, where)
    return root


def _etree() -> Any:  # noqa: ANN401 (lxml has no types)
    from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

    return etree


def refuse_crowd(raw: bytes, where: str) -> None:
    """Refuse XML or HTML of too many nodes before any is made: a tag takes fifty times its length.

    Raises:
        BrokenFileError: The text has over 2 million tags and attributes.
    """
    marks = raw.count(b"<") + raw.count(b'="') + raw.count(b"='")
    if marks > MOST_MARKS:
        raise BrokenFileError.at(
            where,
            f"Has {marks:,} tags and attributes; a file of records has at most {MOST_MARKS:,}.",
            fix="split it into smaller files",
        )


def refuse_riddles(raw: bytes, where: str) -> None:
    """Refuse XML that is more than it looks, before any of it is made.

    It is read up to its first element by another parser, which reports each declaration.

    Raises:
        BrokenFileError: The text declares an entity, has too many tags, or does not begin as XML.
    """
    refuse_crowd(raw, where)
    from xml.parsers import expat

    parser = expat.ParserCreate("utf-8")

    def declared(name: str, *_: object) -> None:
        line = parser.CurrentLineNumber
        raise BrokenFileError.at(
            where,
            f"Declares the entity {name[:60]!r}; a record needs none.",
            line=line,
            fix="write out what the entity stands for, and delete the declaration",
        )

    def opened(*_: object) -> None:
        raise _OpenedError

    parser.EntityDeclHandler = declared
    parser.StartElementHandler = opened
    try:
        parser.Parse(raw, True)
    except _OpenedError:
        return
    except expat.ExpatError as error:
        reason = expat.errors.messages[error.code]
        raise _not_xml(where, reason, error.lineno) from error


class _OpenedError(Exception):
    """The first element is reached; what may be declared is before it."""


def _refuse_depth(root: Element, where: str) -> None:
    etree = _etree()
    depth = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST_XML:
            raise BrokenFileError.at(
                where,
                f"Is nested too deep for a record: over {DEEPEST_XML} levels.",
                line=node.sourceline,
            )
    entity = next(root.iter(etree.Entity), None)
    if entity is not None:
        raise BrokenFileError.at(
            where,
            f"Uses the entity {entity.text[:60]!r}, which it does not declare.",
            line=entity.getparent().sourceline,
            fix="write out what the entity stands for",
        )


def _not_xml(where: str, reason: str, line: int | None) -> BrokenFileError:
    return BrokenFileError.at(where, f"Is not XML: {reason[:200].rstrip('.')}.", line=line)


def local(element: Element) -> str:
    """Return an element's name without its namespace.

    Examples:
        >>> local(read_xml('<a:b xmlns:a="c"/>', "a.xml"))
        'b'
    """
    return str(element.tag).rpartition("}")[2]


def namespace(element: Element) -> str:
    """Return an element's namespace; empty where it has none.

    Examples:
        >>> namespace(read_xml('<a:b xmlns:a="c"/>', "a.xml"))
        'c'
    """
    return str(element.tag).rpartition("}")[0].removeprefix("{")


def children(element: Element, name: str = "") -> list[Element]:
    """Return the elements within an element, without comments; those of one name, if it is given.

    Examples:
        >>> root = read_xml("<a><b/><!-- c --><d/></a>", "a.xml")
        >>> [local(each) for each in children(root)], len(children(root, "d"))
        (['b', 'd'], 1)
    """
    return [each for each in element.iterchildren("{*}*") if not name or local(each) == name]


def text_within(element: Element) -> str:
    """Return all text within an element, at whatever depth, without comments.

    Examples:
        >>> text_within(read_xml("<a> b <i>c</i><!-- d --> e</a>", "a.xml"))
        'b c e'
    """
    return str(element.xpath("string()")).strip()


def language(element: Element) -> str:
    """Return the language that an element says its text is in; empty where it says none."""
    return str(element.get(_XML_LANG) or element.get("lang") or "").strip()


def leaves(element: Element, label: str = "") -> Iterator[tuple[str, str]]:
    """Return each text within an element with a label made of the names that lead to it.

    A ``type`` is added in parentheses, since it often says what the text is.

    Examples:
        >>> root = read_xml('<part><detail type="volume"><number>3</number></detail></part>', "a")
        >>> list(leaves(root))
        [('part detail (volume) number', '3')]
    """
    kind = str(element.get("type") or "").strip()
    label = f"{label} {local(element)}".strip() + (f" ({kind})" if kind else "")
    nested = children(element)
    if not nested:
        yield label, text_within(element)
        return
    if own := "".join([element.text or "", *(each.tail or "" for each in element)]).strip():
        yield label, own
    for each in nested:
        yield from leaves(each, label)
