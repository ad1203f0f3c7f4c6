"""Pages of catalogues with every trap, read to the letter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from entente.library.formats import parse_records, read_records, write_records

if TYPE_CHECKING:
    from entente.library.record import Record

CORPUS = Path(__file__).parent / "corpus"
PAGES = sorted([*CORPUS.glob("*/*.txt"), *CORPUS.glob("*/*.html")])


def expected(page: Path) -> list[Record]:
    return read_records(page.with_suffix(".expected.yml"), "yaml_record")


def test_the_corpus_has_sixty_records_and_more_in_both_forms():
    assert {page.parent.name for page in PAGES} == {"form_a", "form_b", "html"}
    assert sum(len(expected(page)) for page in PAGES) >= 60


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_each_field_of_each_record_of_a_page_is_read(page: Path):
    found, wanted = read_records(page), expected(page)
    assert [record.title for record in found] == [record.title for record in wanted]
    for record, want in zip(found, wanted, strict=True):
        assert record.model_dump(exclude_defaults=True) == want.model_dump(exclude_defaults=True)


@pytest.mark.parametrize("form", ["ris", "bibtex", "csl_json", "yaml_record"])
def test_every_record_of_the_corpus_comes_back_from_an_export(form: str):
    records = [record for page in PAGES for record in read_records(page)]
    assert parse_records(write_records(records, form), form) == records
