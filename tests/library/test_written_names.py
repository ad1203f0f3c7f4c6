"""Names as sources write them: what is said of a name is used, and guessed only where it is not."""

from __future__ import annotations

import json

import pytest

from entente.library.citation import cite, cite_in_text
from entente.library.dates import PartialDate
from entente.library.formats import parse_records, write_records
from entente.library.formats._entry import make_key
from entente.library.names import PersonName, read_person
from entente.library.record import Record
from entente.library.written_names import read_author, read_authors

EXPORTS = ["ris", "bibtex", "csl_json", "yaml_record"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ruiz, Ana", ["Ana Ruiz"]),
        ("Ruiz A.", ["A. Ruiz"]),
        ("Ruiz AB", ["AB Ruiz"]),
        ("Van Der Lind B.C.", ["B.C. Van Der Lind"]),
        ("Okafor-Lind C.-D.", ["C.-D. Okafor-Lind"]),
        ("Ruiz A., Lind B.", ["A. Ruiz", "B. Lind"]),
        ("Ruiz, A., Lind, B.", ["A. Ruiz", "B. Lind"]),
        ("Ruiz, Ana; Lind, Bo", ["Ana Ruiz", "Bo Lind"]),
        ("Ruiz, Ana; and Lind, Bo", ["Ana Ruiz", "Bo Lind"]),
        ("Ruiz, Ana and Lind, Bo", ["Ana Ruiz", "Bo Lind"]),
        ("Ana Ruiz & Bo Lind", ["Ana Ruiz", "Bo Lind"]),
        ("Ana Ruiz et al.", ["Ana Ruiz", "and others"]),
        ("Ruiz, Ana, et al.", ["Ana Ruiz", "and others"]),
        ("Ruiz, Ana, and others", ["Ana Ruiz", "and others"]),
        ("Ministry of Trade and Industry", ["Ministry of Trade and Industry"]),
        ("Harbour Institute, Tradeville", ["Harbour Institute, Tradeville"]),
        ("Harbour Tools, Ltd.", ["Harbour Tools, Ltd."]),
        ("Bank, Ana", ["Ana Bank"]),
        ("Ruiz, MD", ["MD Ruiz"]),
        ("Stiftung US", ["Stiftung US"]),
        ("Ma, Jun", ["Jun Ma"]),
        ("Plato", ["Plato"]),
        ("", []),
        ("et al.", ["and others"]),
    ],
)
def test_the_names_in_a_field_are_parted_and_turned_around(text: str, names: list[str]):
    assert [author.name for author in read_authors(text)] == names


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Dr. Bo Lind", PersonName("Bo", "Lind")),
        ("Prof. Dr. Ana Ruiz", PersonName("Ana", "Ruiz")),
        ("Gen. (ret.) Chidi Okafor", PersonName("Chidi", "Okafor")),
        ("Lt. Gen. Chidi Okafor (Ret.)", PersonName("Chidi", "Okafor")),
        ("Vice Adm. Chidi Okafor, USN (ret.)", PersonName("Chidi", "Okafor")),
        ("Ana Ruiz, PhD", PersonName("Ana", "Ruiz")),
        ("Ana Ruiz, Ph.D., MBA", PersonName("Ana", "Ruiz")),
        ("Ana Ruiz PhD", PersonName("Ana", "Ruiz")),
        ("Bo Lind Jr.", PersonName("Bo", "Lind", suffix="Jr.")),
        ("Bo Lind, Jr., PhD", PersonName("Bo", "Lind", suffix="Jr.")),
        ("Bo van der Lind III", PersonName("Bo", "Lind", "van der", "III")),
        ("Jun Li Ma", PersonName("Jun Li", "Ma")),
        ("Ma Jun", PersonName("Ma", "Jun")),
        ("Gen Sato", PersonName("Gen", "Sato")),
    ],
)
def test_titles_and_degrees_are_no_part_of_a_name(name: str, parts: PersonName):
    assert read_person(name) == parts


def test_a_title_stays_in_the_record_and_in_no_citation():
    record = Record(title="A", authors=("Dr. Ana Ruiz, PhD",), published=PartialDate("2024"))
    assert cite(record, "chicago") == "Ruiz, Ana. 2024. A."
    assert cite(record, "apa") == "Ruiz, A. (2024). A."
    for form in EXPORTS:
        assert parse_records(write_records([record], form), form) == [record]


SAID = {
    "csl_json": json.dumps([{
        "title": "A", "issued": {"date-parts": [[2024]]},
        "author": [{"literal": "Sea Rights Watch"}, {"family": "García Ruiz", "given": "Ana"}],
    }]),
    "bibtex": "@misc{a, title={A}, year=2024, author={{Sea Rights Watch} and García Ruiz, Ana}}",
    "ris": "TY  - GEN\nTI  - A\nPY  - 2024\nAU  - Sea Rights Watch,\nAU  - García Ruiz, Ana\n",
    "crossref_json": json.dumps({
        "title": ["A"], "issued": {"date-parts": [[2024]]},
        "author": [{"name": "Sea Rights Watch"}, {"family": "García Ruiz", "given": "Ana"}],
    }),
    "mods": '<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>A</title></titleInfo>'
    '<name type="corporate"><namePart>Sea Rights Watch</namePart></name><name type="personal">'
    '<namePart type="family">García Ruiz</namePart><namePart type="given">Ana</namePart></name>'
    "<originInfo><dateIssued>2024</dateIssued></originInfo></mods>",
    "schema_org": json.dumps({
        "@type": "Report", "name": "A", "datePublished": "2024",
        "author": [{"@type": "Organization", "name": "Sea Rights Watch"},
                   {"@type": "Person", "givenName": "Ana", "familyName": "García Ruiz"}],
    }),
    "yaml_record": "title: A\npublished: 2024\nauthors: [Sea Rights Watch, Ana García Ruiz]\n"
    "bodies: [Sea Rights Watch]\nfamilies: {Ana García Ruiz: García Ruiz}\n",
}  # fmt: skip


@pytest.mark.parametrize("form", SAID)
def test_what_a_source_says_of_a_name_is_used_everywhere(form: str):
    [record] = parse_records(SAID[form], form)
    assert record.authors == ("Sea Rights Watch", "Ana García Ruiz")
    assert cite(record, "apa").startswith("Sea Rights Watch, & García Ruiz, A. (2024). A")
    assert cite_in_text(record, "chicago") == "(Sea Rights Watch and García Ruiz 2024)"
    assert make_key(record).startswith("sea-2024-")
    assert "AU  - Sea Rights Watch\nAU  - García Ruiz, Ana\n" in cite(record, "ris")
    assert "author = {{Sea Rights Watch} and García Ruiz, Ana}" in cite(record, "bibtex")
    assert json.loads(cite(record, "csl"))[0]["author"] == [
        {"literal": "Sea Rights Watch"},
        {"family": "García Ruiz", "given": "Ana"},
    ]
    for other in EXPORTS:
        assert parse_records(write_records([record], other), other) == [record]


@pytest.mark.parametrize("form", ["ris", "bibtex", "csl_json"])
def test_names_read_as_they_are_written_keep_nothing_beside_them(form: str):
    record = Record(title="A", authors=("Ana Ruiz", "Bo van der Lind", "Bank of Sea"))
    [again] = parse_records(write_records([record], form), form)
    assert (again.bodies, again.families) == ((), {})


def test_a_family_name_in_braces_is_kept_together():
    [record] = parse_records("@misc{a, title={A}, author={Ana {García Ruiz}}}", "bibtex")
    assert record.families == {"Ana García Ruiz": "García Ruiz"}


def test_a_body_of_one_word_for_a_body_and_a_person_of_that_name_differ():
    assert read_author("Bank, Ana").family == "Bank"
    record = Record(title="A", authors=("Ana Bank",), families={"Ana Bank": "Bank"})
    assert cite(record, "mla").startswith("Bank, Ana. ")


def test_others_are_noted_and_no_author():
    [record] = parse_records("TY  - RPRT\nTI  - A\nAU  - Ruiz, Ana et al.\nER  - ", "ris")
    assert (record.authors, record.extra) == (("Ana Ruiz",), {"author": ("and others",)})
