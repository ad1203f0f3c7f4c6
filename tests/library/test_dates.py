"""Dates in every reader: read where they are sure, else kept as they stand; never guessed."""

from __future__ import annotations

import json

import pytest

from entente.library.dates import firm_date, read_date
from entente.library.formats import parse_records, write_records

WRITTEN = {
    "bibtex": lambda date: f"@report{{a, title={{A}}, date={{{date}}}}}",
    "bibtex year": lambda date: f"@report{{a, title={{A}}, year={{{date}}}}}",
    "ris": lambda date: f"TY  - RPRT\nTI  - A\nPY  - {date}\nER  - ",
    "csl_json": lambda date: json.dumps({"title": "A", "issued": {"raw": date}}),
    "dublin_core": lambda date: f"<dc><title>A</title><date>{date}</date></dc>",
    "mods": lambda date: f"<mods><titleInfo><title>A</title></titleInfo><originInfo><dateIssued>"
                         f"{date}</dateIssued></originInfo></mods>",
    "zotero_json": lambda date: json.dumps({"itemType": "report", "title": "A", "date": date}),
    "pubmed_text": lambda date: f"PMID- 1\nTI  - A\nDP  - {date}",
}  # fmt: skip
each_form = pytest.mark.parametrize("form", list(WRITTEN))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        *(("mayo 2021", "2021-05"), ("12 de mayo de 2021", "2021-05-12")),
        *(
            ("12 mai 2021", "2021-05-12"),
            ("1er août 2021", "2021-08-01"),
            ("janv. 2021", "2021-01"),
        ),
        *(("15. März 2021", "2021-03-15"), ("Marz 2021", "2021-03"), ("maart 2021", "2021-03")),
        *(("сентябрь 2021", "2021-09"), ("12 мая 2021 г.", "2021-05-12")),
        *(("2021年5月12日", "2021-05-12"), ("2021년 5월", "2021-05"), ("2021年", "2021")),
    ],
)
def test_a_month_is_known_in_the_languages_of_catalogues(text: str, date: str):
    assert read_date(text) == date


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        *(("Spring 2021", "2021"), ("2021 Spring", "2021"), ("Q3 2021", "2021")),
        *(("2021-21", "2021"), ("2021-XX", "2021"), ("2021-05-00", "2021-05")),
        *(("Sep-Oct 2021", "2021"), ("May/June 2021", "2021"), ("2021 Sep-Oct", "2021")),
        *(("May 12-14, 2021", "2021-05"), ("12–14 May 2021", "2021-05")),
        *(("[2021]", "2021"), ("©2021", "2021")),
    ],
)
@each_form
def test_what_is_sure_of_a_date_is_read_and_the_text_stays(form: str, text: str, sure: str):
    [record] = parse_records(WRITTEN[form](text), form.split(maxsplit=1)[0])
    assert record.published == sure
    assert text in [value for values in record.extra.values() for value in values]


@pytest.mark.parametrize(
    "text", ["n.d.", "forthcoming", "in press", "ca. 2021", "201X", "Winter 2020/2021", "199u"]
)
@each_form
def test_a_date_that_is_not_sure_is_kept_and_not_guessed(form: str, text: str):
    [record] = parse_records(WRITTEN[form](text), form.split(maxsplit=1)[0])
    assert record.published is None
    assert text in [value for values in record.extra.values() for value in values]


@pytest.mark.parametrize("text", ["Spring 2021", "2019~", "2019/2021", "n.d.", "Sep-Oct 2021"])
@pytest.mark.parametrize("written", ["ris", "bibtex", "csl_json"])
@each_form
def test_such_a_date_comes_out_and_in_again(form: str, written: str, text: str):
    records = parse_records(WRITTEN[form](text), form.split(maxsplit=1)[0])
    assert parse_records(write_records(records, written), written) == records


def test_the_end_of_a_range_in_ris_is_no_day():
    [record] = parse_records(WRITTEN["ris"]("2021-05/2021-06"), "ris")
    assert (record.published, record.extra) == ("2021-05", {"PY": ("2021-05/2021-06",)})


def test_a_sign_of_doubt_stays_in_bibtex():
    [record] = parse_records(WRITTEN["bibtex"]("2019~"), "bibtex")
    assert record.extra == {"date": ("2019~",)}


@pytest.mark.parametrize("text", ["Spring-Fall 2021", "spring", "2021-42", "Smarch-May 2021"])
def test_what_only_looks_like_such_a_date_is_none(text: str):
    assert firm_date(text) is None
