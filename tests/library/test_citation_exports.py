"""RIS and BibTeX as the usual citation managers write them; the entries are made up."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.errors import BrokenFileError
from entente.library.citation import cite, cite_in_text
from entente.library.formats import parse_records, read_records
from entente.library.formats._latex import escape_latex, read_latex
from entente.library.record import Record

if TYPE_CHECKING:
    from pathlib import Path


def ris(*lines: str) -> Record:
    [record] = parse_records("\n".join(["TY  - RPRT", "TI  - A", *lines, "ER  - "]), "ris")
    return record


def bib(fields: str, kind: str = "misc") -> Record:
    [record] = parse_records(f"@{kind}{{a, title = {{A}}, {fields}}}", "bibtex")
    return record


def test_ris_with_the_tags_of_one_manager_is_read_whole():
    text = (
        "TY  - JOUR\nTI  - A Sea Apart\nAU  - Ruiz, Ana\nAU  - van der Lind, Bo\n"
        "T2  - Journal of Seas\nAB  - One.\nDA  - 2024/09/30/\nPY  - 2024\nDO  - 10.1000/ABC\n"
        "DP  - example.org\nVL  - 3\nIS  - 2\nSP  - 1\nEP  - 9\nJ2  - J. Seas\nLA  - en\n"
        "SN  - 1234-5678\nUR  - https://example.org/a\nY2  - 2025/01/02/10:20:30\nKW  - War\n"
        "KW  - Peace\nER  - \n\n"
    )
    assert parse_records(text, "ris") == [
        Record.model_validate(
            {
                "title": "A Sea Apart",
                "authors": ["Ana Ruiz", "Bo van der Lind"],
                "published": "2024-09-30",
                "content_type": "Journal Article",
                "journal": "Journal of Seas",
                "abstract": "One.",
                "topics": ["War", "Peace"],
                "url": "https://example.org/a",
                "doi": "10.1000/abc",
                "extra": {
                    "DP": ["example.org"],
                    "volume": ["3"],
                    "issue": ["2"],
                    "page": ["1-9"],
                    "J2": ["J. Seas"],
                    "LA": ["en"],
                    "ISSN": ["1234-5678"],
                    "Y2": ["2025/01/02/10:20:30"],
                },
            }
        )
    ]


def test_ris_with_the_older_tags_a_mark_of_order_and_carriage_returns_is_read(tmp_path: Path):
    path = tmp_path / "a.ris"
    lines = ["TY  - JOUR", "A1  - Ruiz, Ana", "T1  - A", "JO  - J", "Y1  - 2024/09//", "N2  - One."]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join([*lines, "ER  -", ""]).encode())
    [record] = read_records(path)
    assert (record.title, record.authors, record.journal) == ("A", ("Ana Ruiz",), "J")
    assert (record.published, record.abstract) == ("2024-09", "One.")


def test_a_missing_end_of_the_last_entry_and_of_one_before_another_is_no_fault():
    text = "TY  - BOOK\nTI  - A\nTY  - THES\nTI  - B\n"
    found = parse_records(text, "ris")
    assert [(record.title, record.content_type) for record in found] == [
        ("A", "Book"),
        ("B", "Thesis"),
    ]


def test_lines_of_an_export_before_the_first_entry_are_passed_over():
    text = "Provider: example\nContent: text/plain; charset=UTF-8\n\n1.\nTY  - RPRT\nTI  - A\nER  -"
    assert [record.title for record in parse_records(text, "ris")] == ["A"]


def test_an_abstract_over_lines_keeps_its_paragraphs_and_keywords_over_lines_are_keywords():
    record = ris("AB  - One.", "Two", "goes on.", "", "Three.", "KW  - War", "Peace", "KW  - a; b")
    assert record.abstract == "One. Two goes on.\n\nThree."
    assert record.topics == ("War", "Peace", "a", "b")


@pytest.mark.parametrize(
    ("lines", "published", "extra"),
    [
        (["PY  - 2024///"], "2024", {}),
        (["PY  - 2024", "DA  - 2024/9/3"], "2024-09-03", {}),
        (["PY  - 2024", "DA  - Sep 30"], "2024-09-30", {}),
        (["DA  - 2024-09"], "2024-09", {}),
        (["PY  - 2024", "DA  - 2023/05//"], "2024", {"DA": ("2023/05//",)}),
        (["PY  - 2024///Spring"], "2024", {"PY": ("2024///Spring",)}),
        (["PY  - in press"], None, {"PY": ("in press",)}),
        (["PY  - 2024", "DA  - 2024/13//"], "2024", {"DA": ("2024/13//",)}),
    ],
)
def test_dates_of_ris_are_read_and_what_is_none_is_kept(
    lines: list[str], published: str | None, extra: dict[str, tuple[str, ...]]
):
    record = ris(*lines)
    assert (record.published, record.extra) == (published, extra)


def test_values_of_ris_that_do_not_fit_are_kept_under_their_tag():
    record = ris("DO  - 10/1", "UR  - a.b", "UR  - https://a.org/x;https://b.org", "M3  - Book")
    assert (record.doi, record.url, record.content_type) == ("", "https://a.org/x", "Report")
    assert record.extra == {"DO": ("10/1",), "UR": ("a.b", "https://b.org"), "M3": ("Book",)}


def test_an_institution_whose_name_reads_like_a_person_s_is_exported_as_one_name():
    house = Record(title="A", authors=("Anchor House",), institution="Anchor House (AH)")
    assert "AU  - Anchor House\n" in cite(house, "ris")
    assert "author = {{Anchor House}}" in cite(house, "bibtex")
    assert json.loads(cite(house, "csl"))[0]["author"] == [{"literal": "Anchor House"}]
    assert cite_in_text(house, "chicago") == "(Anchor House, n.d.)"


def test_a_body_with_commas_stays_one_author():
    record = ris(
        "AU  - Ministry of Trade, Industry and Energy", "AU  - Lind, Bo, Jr.", "AU  - Plato"
    )
    assert record.authors == ("Ministry of Trade, Industry and Energy", "Bo Lind, Jr.", "Plato")


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("TI  - A\nER  - \n", "'A' is in no entry", 1),
        ("TY  - RPRT\nTI  - A\nER  - \nAU  - B\n", "'B' is in no entry", 4),
        ("TY  - RPRT\nstray\nTI  - A\n", "'stray' has no tag", 2),
        ("TY  - RPRT\nTI  - A\nU5  - entente {\n", "is not JSON", 3),
        ("TY  - RPRT\nTI  - A\nU5  - entente []\n", "is not an object", 3),
        ('TY  - RPRT\nTI  - A\nU5  - entente {"rank": 1}\n', "rank: Extra inputs", 1),
    ],
)
def test_broken_ris_is_refused_with_its_line(text: str, message: str, line: int):
    with pytest.raises(BrokenFileError, match=message) as caught:
        parse_records(text, "ris", where="a.ris")
    assert caught.value.where == f"a.ris:{line}"


def test_bibtex_with_macros_joined_parts_accents_and_comments_is_read_whole():
    text = r"""
    % Encoding: UTF-8
    @comment{jabref-meta: databaseType:bibtex;}
    @preamble{"\newcommand{\x}{y}"}
    @String{jos = {Journal of } # "Seas"}
    @Article{ruiz:2024,
      Author    = "Ruiz, Ana Mar{\'\i}a and Bo van der Lind and {Bank of M\"unster} and others",
      title     = "The {NATO} {\"U}bersicht: \emph{R\&D} --- 50% up",
      subtitle  = {a view},
      journal   = jos, year = 2024, month = sep # "~30",
      volume    = {3}, pages = {1--9}, doi = {https://doi.org/10.1000/AB\_c},
      url       = {\url{https://example.org/a\_b~c}},
      keywords  = {War; {Ships, Boats}}, crossref = {other}, file = {:a\:b.pdf:PDF},
    }
    """
    assert parse_records(text, "bibtex") == [
        Record.model_validate(
            {
                "title": "The NATO Übersicht: R&D — 50% up: a view",
                "authors": ["Ana María Ruiz", "Bo van der Lind", "Bank of Münster"],
                "published": "2024-09-30",
                "content_type": "Journal Article",
                "journal": "Journal of Seas",
                "topics": ["War", "Ships, Boats"],
                "url": "https://example.org/a_b~c",
                "doi": "10.1000/ab_c",
                "extra": {
                    "author": ["and others"],
                    "volume": ["3"],
                    "page": ["1-9"],
                    "crossref": ["other"],
                    "file": [":a\\:b.pdf:PDF"],
                },
            }
        )
    ]


def test_biblatex_is_read_with_its_own_fields():
    text = r"""@online{a, title={A}, date={2024-09-30}, year={2024}, location={Paris},
    author={family=Lind, given=Bo, prefix=van der and \v{C}apek, K.}, journaltitle={J}}"""
    [record] = parse_records(text, "bibtex")
    assert record.authors == ("Bo van der Lind", "K. Čapek")
    assert (record.published, record.journal, record.content_type) == (
        "2024-09-30",
        "J",
        "Web Page",
    )
    assert record.extra == {"location": ("Paris",)}


def test_an_entry_in_parentheses_and_one_without_a_key_are_read():
    text = "@techreport(a, title={A, (b)}, institution={I})\n@misc{, title = {C}}"
    assert [record.title for record in parse_records(text, "bibtex")] == ["A, (b)", "C"]


def test_a_key_or_field_that_is_given_twice_loses_nothing():
    found = parse_records("@misc{a, title={A}, note={x}, note={y}}\n@misc{a, title={B}}", "bibtex")
    assert [record.title for record in found] == ["A", "B"]
    assert found[0].extra == {"note": ("x", "y")}


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("Ruiz, Ana", "Ana Ruiz"),
        ("Ana Ruiz", "Ana Ruiz"),
        ("van der Lind, Jr., Bo", "Bo van der Lind, Jr."),
        ("{Ministry of Trade, and Others}", "Ministry of Trade, and Others"),
        ("{Barnes and Sons}", "Barnes and Sons"),
        (r"M{\"u}ller, J{\o}rgen", "Jørgen Müller"),
        (r"{\L}ukasz \.Zak", "Łukasz Żak"),
    ],
)
def test_names_of_bibtex_are_read_as_they_are_spoken(name: str, spoken: str):
    assert bib(f"author = {{{name} and Bo Lind}}").authors == (spoken, "Bo Lind")


@pytest.mark.parametrize(
    ("fields", "published", "extra"),
    [
        ("year = 2024, month = 9, day = 3", "2024-09-03", {}),
        ('year = "2024", month = "September"', "2024-09", {}),
        ("year = {2024}, month = {3 } # sep", "2024-09-03", {}),
        ("year = {2024}, month = 13", "2024", {"month": ("13",)}),
        ("year = 2019, day = 2", "2019", {"day": ("2",)}),
        ("date = {2024-09}, month = ²", "2024-09", {"month": ("²",)}),
        ("date = {2024}, year = " + "9" * 5000, "2024", {"year": ("9" * 5000,)}),
        ("year = {n.d.}", None, {"year": ("n.d.",)}),
        ("date = {2024-09-30/2024-10-02}", "2024-09-30", {"date": ("2024-09-30/2024-10-02",)}),
        ("date = {2024-13}, year = 2024", "2024", {"date": ("2024-13",)}),
        ("date = {2024-09}, year = 2023", "2024-09", {"year": ("2023",)}),
    ],
)
def test_dates_of_bibtex_are_read_and_what_is_none_is_kept(
    fields: str, published: str | None, extra: dict[str, tuple[str, ...]]
):
    record = bib(fields)
    assert (record.published, record.extra) == (published, extra)


def test_values_of_bibtex_that_do_not_fit_are_kept_under_their_field():
    record = bib("doi = {none}, url = {a.b}, type = {Book}", kind="techreport")
    assert (record.doi, record.url, record.content_type) == ("", "", "Report")
    assert record.extra == {"doi": ("none",), "url": ("a.b",), "type": ("Book",)}


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("@misc{a,\n title = {A}\n year = {2024}\n}", "is not a value of BibTeX", 2),
        ("\n@misc{a,\n title = {A\n}\n", "Unexpectedly reached end of file", 2),
        ("@misc{a,\n title={A\n\n@misc{b, title={B}}", "Unexpected block start", 1),
        ("@misc{a,\n title={A}}\n year={2024}\n}", "is in no entry", 3),
        ("article{a, title={A}}", "is in no entry", 1),
        ("@misc{a, title={A}, year}", "Expected a `=`", 1),
        ("@misc{a, title={A},\n entente={{}", "Unexpectedly reached end of file", 1),
        ("@misc{a, title={A},\n entente={[]}}", "is not an object", 2),
        ('@misc{a, title={A},\n entente={{"was": 1}}}', "is not an object", 1),
    ],
)
def test_broken_bibtex_is_refused_with_its_line(
    text: str, message: str, line: int, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(BrokenFileError, match=message) as caught:
        parse_records(text, "bibtex", where="a.bib")
    assert caught.value.where == f"a.bib:{line}"
    assert capsys.readouterr().err == ""


def test_macros_of_macros_do_not_make_a_small_file_endless():
    lines = [f"@string{{m{i + 1} = m{i}{f' # m{i}' * 9}}}" for i in range(30)]
    started = time.monotonic()
    with pytest.raises(BrokenFileError, match="longer than 1,000,000 characters"):
        parse_records("\n".join(["@string{m0 = {xxxxxxxxxx}}", *lines]), "bibtex")
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"\'e {\'e} \'{e} {\'{e}} \'{\i} \^\i", "é é é é í î"),
        (r"\c{c} \v s \H{o} \k{a} \r{a} \~n \=a \.z \u{g} \d{h}", "ç š ő ą å ñ ā ż ğ ḥ"),
        (r"\ss \O{}re \ae{} {\aa} \l{}", "ßØre æ å ł"),
        (r"``a'' --- b -- c~d", "“a” — b – c d"),
        (r"50\% R\&D \#1 a\_b \$5 \{x\}", "50% R&D #1 a_b $5 {x}"),
        ("a {B}c {{D}}", "a Bc D"),
        (r"$E = mc^2$", r"$E = mc^2$"),
        (r"\cite{a} \unknown", r"\cite{a} \unknown"),
        ("50% up, 3 - 2", "50% up, 3 - 2"),
    ],
)
def test_latex_is_read_and_what_is_unknown_is_kept(written: str, read: str):
    assert read_latex(written) == read


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="`'-")))
def test_text_escaped_for_latex_is_read_as_the_same_text(text: str):
    assert read_latex(escape_latex(text)) == " ".join(text.split())


@given(st.text(st.sampled_from("\\{}$~`'-^\"ab \n"), max_size=30))
def test_any_latex_is_read_without_a_fault(text: str):
    assert isinstance(read_latex(text), str)


@pytest.mark.parametrize(
    "text",
    [
        "{" * 3000 + "A" + "}" * 3000,
        r"\'" * 3000 + "A",
        "{" * 3000,
        r"\'{" * 3000 + "A" + "}" * 3000,
    ],
)
def test_latex_deeper_than_anybody_writes_stays_as_it_is(text: str):
    assert read_latex(text) == text
    assert read_latex("{" * 90 + r"\'e" + "}" * 90) == "é"
