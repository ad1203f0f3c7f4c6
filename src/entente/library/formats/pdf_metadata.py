"""Records made from a report's own PDF: what the file says about itself, and its first page."""

from __future__ import annotations

import logging
import re
import time
from typing import TYPE_CHECKING, Any

from entente.errors import BrokenFileError
from entente.library.formats import Format
from entente.library.formats._partial_record import PartialRecord, as_date, pick_date
from entente.library.formats._pdf_page import (
    MOST_TEXT,
    Page,
    abstract_of,
    clean,
    is_title,
    keywords_of,
    split_keywords,
    title_of,
)
from entente.library.formats._xml import Element, children, leaves, read_xml
from entente.library.record import is_address, is_doi
from entente.library.written_names import read_authors

if TYPE_CHECKING:
    from pypdf import PdfReader

    from entente.library.record import Record

NO_TEXT = "the file gives no title and its first page has no text"
_LIMITS: dict[str, Any] = {
    "maximum_declared_stream_length": 50_000_000,
    "array_based_stream_maximum_output_length": 4_000_000,
    "lzw_maximum_output_length": 4_000_000,
    "run_length_maximum_output_length": 4_000_000,
    "zlib_maximum_output_length": 4_000_000,
    "zlib_maximum_recovery_input_length": 1_000_000,
    "stream_filters_maximum_length": 4,
    "stream_decoding_work_maximum_length": 60_000_000,
    "stream_parsing_work_maximum_count": 300_000,
    "page_tree_maximum_entries": 20_000,
    "page_tree_maximum_depth": 50,
    "page_tree_maximum_page_entries": 400_000,
    "xform_maximum_invocations_per_extraction": 200,
    "jbig2dec_binary": None,
    "disable_legacy_handling": True,
}
_MOST_OBJECTS = 100_000
_MOST_DRAWING = 2_000_000
_LONGEST_TAIL = 1_000_000
_SECONDS = 5.0
_MOST_XMP = 2_000_000
_OBJECT = re.compile(rb"\b\d+ \d+ obj\b|\d{10} \d{5} [nf]")
_DC = "http://purl.org/dc/elements/1.1/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PRISM = re.compile(r"https?://prismstandard\.org/namespaces/.*")
_PDF_DATE = re.compile(r"(?:D:)?([0-9]{4})([0-9]{2})?([0-9]{2})?(?:[0-9]{2}.*|[Z+-].*)?")
_DOI = re.compile(r"\b10\.[0-9]{4,9}/[^\s\"<>]{1,200}")
_DOI_KEYS = ("doi", "DOI", "WPS-ARTICLEDOI", "identifier", "url")


def read_pdf(raw: bytes, where: str) -> list[Record]:
    """Make one record of a PDF, of its metadata and of its first page.

    The file's XMP comes before its older information dictionary, and both before the page:

    * the title is theirs unless it is the name of a file; else the text in the largest letters of
      the first page, else its first line. ``Title from`` under ``extra`` says so;
    * the date is the date of publication in the XMP, else the day the file was made, which
      ``Date from`` says, since it may be before or after the report came out;
    * the abstract is the text under ``Abstract``, ``Summary`` or ``Executive Summary`` on the
      first page; topics are the keywords of the file, else those of the page;
    * the DOI is the file's, else the only one on the first page.

    Everything else is kept under ``extra``, with the first page's lines under ``First page``, up to
    20,000 characters. Part of a file that cannot be read is noted under ``Not read``.

    Args:
        raw: A PDF file.
        where: Where it is from.

    Returns:
        One record.

    Raises:
        BrokenFileError: The file is not a PDF, is encrypted or broken, or takes more to read
            than the limits of this module.
    """
    _refuse_early(raw, where)
    from pypdf import Configuration, apply_configuration
    from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

    _hush()
    try:
        with apply_configuration(Configuration(**_LIMITS)):
            return [_record(_open(raw, where), where)]
    except BrokenFileError:
        raise
    except (LimitReachedError, MemoryError, RecursionError) as error:
        reason = str(error).splitlines()[0][:160] if str(error) else type(error).__name__
        raise BrokenFileError.at(
            where,
            f"Is too large or too deep to be read: {reason.rstrip('.')}.",
            fix="check where the file is from; a report needs no such thing",
        ) from error
    except DependencyError as error:
        # Its password may be the empty one; nothing here can try.
        fix = "install the package `cryptography`, or save a copy without a password"
        raise BrokenFileError.at(where, "Is encrypted with AES.", fix=fix) from error
    except PyPdfError as error:
        raise _broken(where, str(error)) from error
    except Exception as error:  # pypdf says that broken files may raise anything
        raise _broken(where, f"{type(error).__name__}: {error}") from error


def _refuse_early(raw: bytes, where: str) -> None:
    if b"%PDF-" not in raw[:1024]:
        raise BrokenFileError.at(where, "Is not a PDF.", fix="check what was downloaded")
    # pypdf looks for the end from the back, one byte at a time.
    if raw.rfind(b"startxref", max(0, len(raw) - _LONGEST_TAIL)) < 0:
        raise BrokenFileError.at(
            where, "Is a broken PDF: it has no end.", fix="download it again; it was cut off"
        )
    count = 0
    for count, _ in enumerate(_OBJECT.finditer(raw), start=1):
        if count > 2 * _MOST_OBJECTS:
            break
    if count > 2 * _MOST_OBJECTS:
        raise BrokenFileError.at(
            where, f"Has over {_MOST_OBJECTS:,} objects, too many for a report."
        )


def _open(raw: bytes, where: str) -> PdfReader:
    import io

    from pypdf import PdfReader

    reader = PdfReader(
        io.BytesIO(raw),
        root_object_recovery_limit=1_000,
        xref_stream_maximum_entries=_MOST_OBJECTS,
    )
    # A password of the owner forbids changes; the file opens with the empty one all the same.
    if reader.is_encrypted and not reader.decrypt(""):
        raise _encrypted(where)
    return reader


def _hush() -> None:
    """Keep what pypdf says of faults that it mended out of the terminal."""
    log = logging.getLogger("pypdf")
    log.propagate = False
    if not any(isinstance(handler, logging.NullHandler) for handler in log.handlers):
        log.addHandler(logging.NullHandler())


def _encrypted(where: str) -> BrokenFileError:
    return BrokenFileError.at(
        where, "Is encrypted.", fix="save a copy without a password, or enter the record by hand"
    )


def _broken(where: str, reason: str) -> BrokenFileError:
    reason = " ".join(clean(reason).split())[:160].rstrip(".") or "its parts cannot be found"
    return BrokenFileError.at(where, f"Is a broken PDF: {reason}.", fix="download it again")


def _record(reader: PdfReader, where: str) -> Record:
    partial = PartialRecord(where)
    xmp, info = _xmp(reader, partial), _info(reader, partial)
    page = _first_page(reader, partial)
    _put_title(partial, [*xmp.pop("title", []), *info.pop("Title", [])], page)
    for name in [*xmp.pop("creator", []), *info.pop("Author", [])]:
        partial.add_authors(read_authors(name, listed=True))
    _put_dates(partial, xmp, info)
    _put_topics(partial, xmp, info, page)
    for name, field in (("publisher", "institution"), ("publicationName", "journal")):
        for text in xmp.pop(name, []):
            partial.put(field, text, name)
    partial.put("abstract", abstract_of(page.lines), "Abstract")
    _put_doi(partial, xmp, info, page)
    for found in (xmp, info):
        for name, texts in found.items():
            partial.keep(name, *texts)
    if lines := [line for line in page.lines if line]:
        partial.extra["First page"] = lines
    return partial.record()


def _xmp(reader: PdfReader, partial: PartialRecord) -> dict[str, list[str]]:
    """Return the properties of the file's XMP under their own names, without their namespaces."""
    stream = reader.root_object.get("/Metadata")
    if stream is None:
        return {}
    raw = stream.get_object().get_data()
    if len(raw) > _MOST_XMP:
        partial.keep("Not read", f"XMP of {len(raw):,} bytes")
        return {}
    try:
        root = read_xml(raw.strip(b"\x00 \r\n\t"), partial.where)
    except BrokenFileError as error:
        partial.keep("Not read", clean(f"XMP: {error.what}"))
        return {}
    found: dict[str, list[str]] = {}
    for description in root.iter(f"{{{_RDF}}}Description"):
        for name, value in description.attrib.items():
            _add(found, str(name), str(value))
        for element in children(description):
            for text in _values(element):
                _add(found, str(element.tag), text)
    return found


def _values(element: Element) -> list[str]:
    items = list(element.iter(f"{{{_RDF}}}li"))
    # The default language first.
    items.sort(key=lambda each: "default" not in str(each.attrib.values()))
    return [text for each in items or [element] for _, text in leaves(each)]


def _add(found: dict[str, list[str]], tag: str, text: str) -> None:
    """Add a property; names outside Dublin Core, PRISM and PDF keep apart from theirs."""
    space, _, name = tag.rpartition("}")
    space = space.removeprefix("{")
    if space == _RDF or not text.strip():
        return
    known = space in (_DC, "http://ns.adobe.com/pdf/1.3/", "http://ns.adobe.com/pdfx/1.3/")
    label = name if known or _PRISM.fullmatch(space) else f"XMP {name}"
    found.setdefault(label, []).append(clean(text))


def _info(reader: PdfReader, partial: PartialRecord) -> dict[str, list[str]]:
    info = reader.trailer.get("/Info")
    info = info.get_object() if info is not None else None
    if not isinstance(info, dict):
        if info is not None:
            partial.keep("Not read", "information dictionary")
        return {}
    found: dict[str, list[str]] = {}
    for name, value in list(info.items())[:200]:
        value = value.get_object() if hasattr(value, "get_object") else value  # noqa: PLW2901
        text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
        if text.strip() and not isinstance(value, (dict, list)):
            found[clean(str(name).removeprefix("/"))] = [clean(text)]
    return found


class _EnoughError(Exception):
    """The page has yielded as much text as is kept, or has taken too long."""


def _first_page(reader: PdfReader, partial: PartialRecord) -> Page:
    """Read the text of the first page; what cannot be read of it does not unsay the rest.

    Only the size of what is drawn is found out first, so that a bomb is still refused.
    """
    page = Page()
    if not (count := len(reader.pages)):
        raise _broken(partial.where, "it has no page")
    partial.keep("Pages", str(count))
    first = reader.pages[0]
    contents = first.get_contents()
    size = len(contents.get_data()) if contents is not None else 0
    if size > _MOST_DRAWING:
        partial.keep("Not read", f"first page: {size:,} bytes of drawing")
        return page
    until = time.monotonic() + _SECONDS

    def visit(text: str, _cm: Any, matrix: Any, _font: Any, size: Any) -> None:  # noqa: ANN401
        page.take(text, matrix, size)

    def watch(*_: object) -> None:
        if page.length >= MOST_TEXT or time.monotonic() > until:
            raise _EnoughError

    try:
        first.extract_text(visitor_text=visit, visitor_operand_before=watch)
    except _EnoughError:
        partial.keep("Not read", "first page: what follows the text kept")
    except Exception as error:  # noqa: BLE001 (pypdf may raise anything here)
        partial.keep("Not read", clean(f"first page: {type(error).__name__}: {str(error)[:160]}"))
    return page


def _put_title(partial: PartialRecord, titles: list[str], page: Page) -> None:
    for title in titles:
        if is_title(title):
            partial.put("title", title, "Title")
        else:
            partial.keep("Title", title)
    if partial.fields.get("title"):
        return
    title, source = title_of(page)
    partial.put("title", title, "Title")
    partial.keep("Title from", source)
    if not title:
        partial.fields["incomplete"] = NO_TEXT


def _put_dates(
    partial: PartialRecord, xmp: dict[str, list[str]], info: dict[str, list[str]]
) -> None:
    published = [
        text for name in ("publicationDate", "coverDate", "date") for text in xmp.pop(name, [])
    ]
    made = [*info.pop("CreationDate", []), *xmp.pop("XMP CreateDate", [])]
    if picked := pick_date(published):
        partial.put_date(picked, "date")
    partial.keep(
        "date", *(text for text in published if as_date(text) != partial.fields.get("published"))
    )
    for text in made:
        match = _PDF_DATE.fullmatch(text.strip())
        day = "-".join(part for part in match.groups() if part) if match else text
        if not partial.fields.get("published") and as_date(day):
            partial.put_date(as_date(day) or "", "CreationDate")
            partial.keep("Date from", "the day the file was made")
        partial.keep("CreationDate", text)


def _put_topics(
    partial: PartialRecord, xmp: dict[str, list[str]], info: dict[str, list[str]], page: Page
) -> None:
    subjects = xmp.pop("subject", [])
    partial.add("topics", subjects if len(subjects) > 1 else split_keywords("".join(subjects)))
    for text in [*xmp.pop("Keywords", []), *info.pop("Keywords", [])]:
        partial.add("topics", split_keywords(text))
    if not partial.fields.get("topics"):
        partial.add("topics", keywords_of(page.lines))


def _put_doi(
    partial: PartialRecord, xmp: dict[str, list[str]], info: dict[str, list[str]], page: Page
) -> None:
    for found in (xmp, info):
        for name in _DOI_KEYS:
            for text in found.pop(name, []):
                if is_doi(text):
                    partial.put_doi(text, name)
                elif is_address(text):
                    partial.put_url(text, name)
                else:
                    partial.keep(name, text)
    text = " ".join(page.lines)
    on_page = {match[0].rstrip(".,;:)]}'").casefold() for match in _DOI.finditer(text)}
    if len(on_page) == 1 and not partial.fields.get("doi"):
        partial.put_doi(on_page.pop(), "DOI")
        partial.keep("DOI from", "the first page")


pdf_metadata = Format(
    name="pdf_metadata", title="PDF of a report", suffixes=(".pdf",), read_bytes=read_pdf
)
