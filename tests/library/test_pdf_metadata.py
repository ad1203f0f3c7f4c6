from __future__ import annotations

import datetime as dt
import io
import logging
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entente.errors import BrokenFileError, EntenteError
from entente.library.formats import read_records
from entente.library.formats._pdf_page import Page, abstract_of, is_title, title_of
from entente.library.formats.pdf_metadata import read_pdf

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
    b"/Resources<</Font<</F 5 0 R>>>>>>"
)
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
FLATE = b"/Filter/FlateDecode"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Write a PDF of objects, the first of which is the catalogue."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    offsets: list[int] = []
    for number, each in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, each))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    out.write(b"trailer\n<</Root 1 0 R/Size %d%s>>\n" % (size, trailer))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def page_of(*lines: tuple[int, str], info: str = "", drawing: bytes = b"") -> bytes:
    """Write a PDF of one page with lines of text, each with the size of its letters."""
    text = "".join(f"/F {size} Tf 0 -30 Td ({line}) Tj\n" for size, line in lines)
    drawn = b"BT 50 750 Td " + text.encode() + b" ET" + drawing
    objects = [CATALOGUE, PAGES, PAGE, stream(drawn), FONT, b"<<%s>>" % info.encode("latin-1")]
    return pdf(objects, b"/Info 6 0 R")


def with_xmp(inside: str, *, head: str = "") -> bytes:
    packet = (
        f'{head}<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
        ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        ' xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">'
        f"{inside}</rdf:RDF></x:xmpmeta>"
    )
    catalogue = b"<</Type/Catalog/Pages 2 0 R/Metadata 7 0 R>>"
    info = b"<</Title (Info)/Author (Bo Lind)>>"
    objects = [catalogue, PAGES, PAGE, stream(b""), FONT, info, stream(packet.encode())]
    return pdf(objects, b"/Info 6 0 R")


def read_one(raw: bytes):
    [record] = read_pdf(raw, "a.pdf")
    return record


def test_a_typeset_report_is_read_from_its_file(tmp_path: Path):
    import typst

    source = """
    #set document(title: "A Sea Apart", author: ("Ana Ruiz", "Bo Lind"),
      keywords: ("ports", "patrols"), date: datetime(year: 2024, month: 9, day: 30))
    #set page(width: 400pt, height: 600pt)
    #text(24pt)[A Sea Apart]

    Harbour Institute, doi:10.1000/sea.6.

    *Abstract*

    Ties between the two ports grew for a decade, and patrols did not.

    *Introduction*

    Ports are old.
    """
    path = tmp_path / "a.pdf"
    path.write_bytes(typst.compile(source.encode()))
    [record] = read_records(path)
    assert record.title == "A Sea Apart"
    assert record.authors == ("Ana Ruiz", "Bo Lind")
    assert record.published == "2024-09-30"
    assert record.topics == ("ports", "patrols")
    assert record.doi == "10.1000/sea.6"
    assert record.abstract == "Ties between the two ports grew for a decade, and patrols did not."
    assert record.extra["DOI from"] == ("the first page",)
    assert record.extra["Pages"] == ("1",)
    assert record.extra["First page"][0] == "A Sea Apart"
    assert "Title from" not in record.extra


def test_the_information_dictionary_is_read_and_nothing_of_it_dropped():
    info = (
        "/Title (A Sea Apart)/Author (Ruiz, Ana; Bo Lind)/Subject (Ports)/Keywords (ports; war, a)"
        "/CreationDate (D:20240930120000+02'00')/Producer (P)/doi (10.1000/Sea.7)"
    )
    record = read_one(page_of((10, "Text of the page."), info=info))
    assert (record.title, record.authors) == ("A Sea Apart", ("Ana Ruiz", "Bo Lind"))
    assert (record.published, record.doi) == ("2024-09-30", "10.1000/sea.7")
    assert record.topics == ("ports", "war, a")
    assert record.extra == {
        "Pages": ("1",),
        "Date from": ("the day the file was made",),
        "CreationDate": ("D:20240930120000+02'00'",),
        "Subject": ("Ports",),
        "Producer": ("P",),
        "First page": ("Text of the page.",),
    }


def test_the_xmp_of_a_file_comes_before_its_information_dictionary():
    record = read_one(
        with_xmp(
            '<rdf:Description rdf:about="" xmp:CreateDate="2024-10-02" prism:doi="10.1000/8">'
            '<dc:title><rdf:Alt><rdf:li xml:lang="fr">Mer</rdf:li>'
            '<rdf:li xml:lang="x-default">Sea</rdf:li></rdf:Alt></dc:title>'
            "<dc:creator><rdf:Seq><rdf:li>Ana Ruiz</rdf:li></rdf:Seq></dc:creator>"
            "<dc:subject><rdf:Bag><rdf:li>War</rdf:li><rdf:li>Trade, sea</rdf:li></rdf:Bag>"
            "</dc:subject><dc:publisher><rdf:Bag><rdf:li>Harbour Press</rdf:li></rdf:Bag>"
            "</dc:publisher><dc:language>en</dc:language>"
            "<prism:publicationDate>2024-09</prism:publicationDate>"
            "<prism:publicationName>Journal of Ports</prism:publicationName>"
            "<prism:volume>3</prism:volume></rdf:Description>"
        )
    )
    assert record.title == "Sea"
    assert record.authors == ("Ana Ruiz", "Bo Lind")
    assert record.published == "2024-09"
    assert (record.institution, record.journal) == ("Harbour Press", "Journal of Ports")
    assert record.topics == ("War", "Trade, sea")
    assert record.doi == "10.1000/8"
    assert record.extra == {
        "Pages": ("1",),
        "Title": ("Mer", "Info"),
        "CreationDate": ("2024-10-02",),
        "language": ("en",),
        "volume": ("3",),
    }


def test_a_broken_xmp_is_reported_and_the_rest_is_read():
    record = read_one(with_xmp("", head='<!DOCTYPE x [<!ENTITY a "b">]>'))
    assert record.title == "Info"
    assert record.extra["Not read"] == ("XMP: Declares the entity 'a'; a record needs none.",)


def test_the_largest_letters_are_the_title_where_the_file_has_none():
    lines = ((10, "Harbour Institute"), (24, "A Sea"), (24, "Apart"), (10, "Text."))
    record = read_one(page_of(*lines, info="/Title (Microsoft Word - sea_v3.docx)"))
    assert record.title == "A Sea Apart"
    assert record.extra["Title"] == ("Microsoft Word - sea_v3.docx",)
    assert record.extra["Title from"] == ("the largest letters of the first page",)


def test_the_first_line_is_the_title_where_all_letters_are_of_one_size():
    record = read_one(page_of((10, "1"), (10, "A Sea Apart"), (10, "Text.")))
    assert record.title == "A Sea Apart"
    assert record.extra["Title from"] == ("the first line of the first page",)


def test_a_scan_without_text_says_that_it_has_no_title():
    record = read_one(page_of())
    assert record.title == ""
    assert record.incomplete == "the file gives no title and its first page has no text"


def test_two_identifiers_on_a_page_are_none_of_its_own():
    record = read_one(page_of((20, "A Sea Apart"), (9, "10.1000/1, 10.1000/2")))
    assert record.doi == ""


@pytest.mark.parametrize(
    ("lines", "abstract"),
    [
        (
            ["Executive Summary", "Ties grew " * 5, "1. Introduction", "B"],
            ("Ties grew " * 5).strip(),
        ),
        (["A B S T R A C T", "Ties grew " * 5], ("Ties grew " * 5).strip()),
        (["Abstract: " + "Ties grew. " * 4, "Keywords: ports"], ("Ties grew. " * 4).strip()),
        (["Summary", "Ties.", "", "x" * 40], "Ties.\n\n" + "x" * 40),
        (["Summary", "Too short."], ""),
        (["A summary of ties", "x" * 50], ""),
        ([], ""),
    ],
)
def test_the_text_under_a_heading_is_the_abstract(lines: list[str], abstract: str):
    assert abstract_of([" ".join(line.split()) for line in lines]) == abstract


@pytest.mark.parametrize("text", ["", "---", "untitled", "final.indd", "Slide 1", "my report.pdf"])
def test_the_name_of_a_file_is_no_title(text: str):
    assert not is_title(text)


def test_letters_without_a_size_are_still_text():
    page = Page()
    page.take("A Sea Apart\n", None, float("nan"))
    page.take("Text", [1, 0, 0, "x"], 10)
    assert title_of(page)[0] == "A Sea Apart"


def test_control_characters_of_a_bad_font_are_marked():
    record = read_one(page_of((10, "A\\001 Sea Apart")))
    assert record.title == "A\ufffd Sea Apart"


def test_an_encrypted_file_is_refused():
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(page_of((10, "A")))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(BrokenFileError, match="Is encrypted"):
        read_pdf(out.getvalue(), "a.pdf")
    needs_more = pdf([CATALOGUE, PAGES, PAGE, stream(b""), FONT], b"/Encrypt<</Filter/Other/V 9>>")
    with pytest.raises(BrokenFileError):
        read_pdf(needs_more, "a.pdf")


def test_a_file_encrypted_with_aes_says_what_it_needs():
    aes = (
        b"/Encrypt<</Filter/Standard/V 4/R 4/Length 128/P -4/O<" + b"00" * 32 + b">/U<"
        + b"00" * 32 + b">/CF<</StdCF<</CFM/AESV2/AuthEvent/DocOpen/Length 16>>>>/StmF/StdCF"
        b"/StrF/StdCF>>/ID[<00><00>]"
    )  # fmt: skip
    raw = pdf([CATALOGUE, PAGES, PAGE, stream(b""), FONT], aes)
    with pytest.raises(BrokenFileError, match="Is encrypted"):
        read_pdf(raw, "a.pdf")


MANY = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 3) for number in range(100)]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"<html>", "Is not a PDF"),
        (b"%PDF-1.7\n%%EOF", "it has no end"),
        (b"%PDF-1.7\nstartxref\n5\n%%EOF", "Is a broken PDF"),
        (b"%PDF-1.7\n" + b"1 " * 10_000_000, "it has no end"),
        (pdf([CATALOGUE, b"<</Type/Pages/Kids[]/Count 0>>"]), "has no page"),
        (pdf([b"<</Type/Catalog/Pages 3>>"]), "Is a broken PDF"),
        (pdf([CATALOGUE, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"]), "cyclic"),
        (pdf([CATALOGUE, *MANY, b"<</Type/Page>>"]), "too deep to be read"),
        (pdf([CATALOGUE, b"<</Type/Pages/Kids[" + b"3 0 R " * 90_000 + b"]>>", PAGE]), "too large"),
        (pdf([CATALOGUE, *[b"null"] * 210_000]), "Has over 100,000 objects"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_broken_and_monstrous_files_are_refused(raw: bytes, message: str):
    with pytest.raises(BrokenFileError, match=message):
        read_pdf(raw, "a.pdf")


@pytest.mark.parametrize("times", [1, 2])
def test_a_stream_that_swells_is_refused(times: int):
    data, filters = b"\0" * 50_000_000, b"/FlateDecode " * times
    for _ in range(times):
        data = zlib.compress(data, 9)
    raw = pdf([CATALOGUE, PAGES, PAGE, stream(data, b"/Filter[%s]" % filters), FONT])
    with pytest.raises(BrokenFileError, match="Is too large or too deep"):
        read_pdf(raw, "a.pdf")


def test_a_page_of_too_much_drawing_is_passed_over_and_the_file_is_read():
    drawing = b" 0 0 m" * 400_000
    record = read_one(page_of((10, "A"), info="/Title (A Sea Apart)", drawing=drawing))
    assert record.title == "A Sea Apart"
    assert "bytes of drawing" in record.extra["Not read"][0]


def test_a_page_that_cannot_be_read_does_not_unsay_the_file():
    record = read_one(page_of(info="/Title (A Sea Apart)", drawing=b"[" * 100_000))
    assert record.title == "A Sea Apart"
    assert record.extra["Not read"][0].startswith("first page: ")


def test_text_without_end_is_kept_up_to_the_limit():
    lines = [(10, "word " * 100)] * 200
    record = read_one(page_of((20, "A Sea Apart"), *lines))
    assert sum(map(len, record.extra["First page"])) <= 20_000
    assert record.extra["Not read"] == ("first page: what follows the text kept",)


def test_faults_that_pypdf_mends_stay_out_of_the_terminal(capfd: pytest.CaptureFixture[str]):
    told: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told.append(record.getMessage())

    listener = Listener()
    logging.getLogger().addHandler(listener)
    try:
        # pypdf tells of a wrong header and of offsets that are all wrong, and finds its way.
        record = read_one(b"no header\n" + page_of((20, "A Sea Apart")))
    finally:
        logging.getLogger().removeHandler(listener)
    assert record.title == "A Sea Apart"
    assert not told
    assert capfd.readouterr() == ("", "")


GOOD = page_of(
    (24, "A Sea Apart"), (10, "Abstract"), (10, "Ties grew."), info="/Title (A)/Author (B C)"
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=150)
@given(st.integers(0, len(GOOD)), st.integers(0, 60), st.binary(max_size=12))
def test_a_damaged_file_is_read_or_refused_with_a_reason(at: int, length: int, noise: bytes):
    raw = GOOD[:at] + noise + GOOD[at + length :]
    try:
        [record] = read_pdf(raw, "a.pdf")
    except EntenteError as error:
        assert error.what
    else:
        assert record.title or record.incomplete


@given(st.dates(dt.date(1900, 1, 1)))
def test_the_day_a_file_was_made_is_read(day: dt.date):
    record = read_one(page_of((9, "A Sea"), info=f"/CreationDate (D:{day:%Y%m%d}093000Z)"))
    assert record.published == day.isoformat()
