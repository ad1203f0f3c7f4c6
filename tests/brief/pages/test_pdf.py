"""The PDF: the same bytes each time, tagged, and every number a link to its rows."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader
from sample import sample, stand_in_drawer

from entente.assessment import Assessed
from entente.brief.pages.page import Pages
from entente.brief.pages.pdf import pdf
from entente.errors import UnsourcedNumberError


def typeset(assessed: Assessed) -> bytes:
    return pdf(assessed, Pages(assessed, stand_in_drawer(), {}))


@pytest.fixture(scope="module")
def written() -> bytes:
    return typeset(sample())


@pytest.fixture(scope="module")
def reader(written: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(written))


@pytest.fixture(scope="module")
def text(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_the_pdf_is_the_same_in_bytes(written: bytes):
    assert typeset(sample()) == written


def test_the_pdf_says_its_title_language_and_date(reader: PdfReader):
    facts = reader.metadata
    assert facts is not None
    assert facts.title == "A Partnership at Sea: what open data say, then and now"
    assert str(facts.creation_date).startswith("2026-11-24")
    assert str(reader.root_object["/Lang"]).startswith("en")
    assert "/StructTreeRoot" in reader.root_object


def test_the_pdf_tells_counts_flips_claims_sources_and_rows(text: str):
    for part in (
        "What has flipped",
        "+2.6 points a year (+0.6 to +4.7)",
        "They use joint air and naval patrols around Japan",
        "A motive: acts alone cannot show it.",
        "62 %",
        "; our paraphrase)",
        "The figure for fiscal 2025 was expected",
        "its register is not passed on",
        "rows/norms-deepening.csv",
    ):
        assert part in text


def test_numbers_in_the_pdf_are_links(reader: PdfReader):
    links = [one for page in reader.pages for one in page.get("/Annots", [])]
    assert len(links) > 40


def test_the_pdf_is_refused_where_a_number_leads_to_no_rows():
    assessed = sample()
    bare = Assessed(assessed.assessment, {**assessed.rows, "strain-on-japan": []})
    with pytest.raises(UnsourcedNumberError):
        typeset(bare)


def test_ids_that_read_alike_when_joined_have_places_of_their_own():
    first = sample().assessment.claim("norms-deepening")
    claims = [
        first.model_copy(
            update={
                "id": claim,
                "lenses": [
                    held.model_copy(update={"id": name})
                    for held, name in zip(first.lenses, names, strict=False)
                ],
            }
        )
        # Joined by a hyphen these are one: rows-b-a, and rows-b-a again.
        for claim, names in (("a", ["b"]), ("b-a", ["c"]), ("c-a", ["b"]), ("a-c", ["b-a", "b"]))
    ]
    assert typeset(sample(claims)).startswith(b"%PDF")
