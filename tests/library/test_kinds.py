"""Kinds: one name in every format, no code of a program in print, no label without its value."""

from __future__ import annotations

import re

import pytest

from entente.library.citation import STYLES, cite
from entente.library.formats import parse_records, write_records
from entente.library.formats._kinds import KINDS, content_type_of, one_kind
from entente.library.record import Record

# One name of each class that the styles distinguish.
CLASSES = list({kind.csl: name.title() for name, kind in reversed(KINDS.items())}.values())
FACTS = {
    "authors": ("Ana Ruiz",),
    "published": "2024-09-30",
    "journal": "Quay Journal",
    "institution": "Harbour Press",
    "url": "https://example.org/x",
}
DETAILS = {
    "volume": ("31",),
    "issue": ("47",),
    "page": ("501-509",),
    "edition": ("2",),
    "version": ("6.1",),
    "publisher-place": ("Tradeville",),
}
# What a style writes beside a value, which is nothing without it.
LABELS = {
    "volume": r"\bvols?\b",
    "issue": r"\bnos?\.",
    "page": r"\bpp?\.",
    "edition": r"\beds?\.|\bedition",
    "version": r"\bversions?\b",
    "url": r"retrieved|https?:|\bfrom\b",
    "published": r"\b(?:19|20)[0-9][0-9]\b|september|sept",
    "journal": r"\bin\b(?! press)",
}
EVERY = [*FACTS, *DETAILS]


def record(kind: str, without: set[str]) -> Record:
    facts = {name: value for name, value in FACTS.items() if name not in without}
    extra = {name: value for name, value in DETAILS.items() if name not in without}
    return Record.model_validate(
        {"title": "Shore Ties", "content_type": kind, "extra": extra, **facts}
    )


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("kind", CLASSES)
def test_no_style_writes_a_label_without_its_value(kind: str, style: str):
    for without in ({name} for name in EVERY):
        text = cite(record(kind, without), style)
        for name in without & LABELS.keys():
            assert not re.search(LABELS[name], text, re.IGNORECASE), (name, text)
    bare = cite(record(kind, set(EVERY)), style)
    for name, label in LABELS.items():
        assert not re.search(label, bare, re.IGNORECASE), (name, bare)
    assert "()" not in bare
    assert "Shore Ties" in bare


@pytest.mark.parametrize("name", list(KINDS))
@pytest.mark.parametrize("form", ["ris", "bibtex", "csl_json"])
def test_every_kind_comes_back_from_every_format(name: str, form: str):
    record = Record(title="A", content_type=name.title(), journal="J", institution="I")
    assert parse_records(write_records([record], form), form) == [record]


@pytest.mark.parametrize(
    ("form", "text", "kept"),
    [
        ("ris", "TY  - XYZ\nTI  - A\nER  - ", {"RIS type": ("XYZ",)}),
        ("bibtex", "@gadget{a, title={A}}", {"BibTeX type": ("gadget",)}),
        ("csl_json", '{"title": "A", "type": "gadget"}', {"CSL type": ("gadget",)}),
    ],
)
def test_an_unknown_code_is_kept_for_its_scheme_and_never_printed(
    form: str, text: str, kept: dict[str, tuple[str, ...]]
):
    [record] = parse_records(text, form)
    assert (record.content_type, record.extra) == ("", kept)
    written = write_records([record], form)
    assert kept[next(iter(kept))][0] in written
    for other in ("ris", "bibtex", "csl_json"):
        assert parse_records(write_records([record], other), other) == [record]
    for style in STYLES:
        assert "xyz" not in cite(record, style).casefold()
        assert "gadget" not in cite(record, style).casefold()


@pytest.mark.parametrize(
    ("scheme", "code", "name"),
    [
        ("ris", "EJOUR", "Journal Article"),
        ("ris", "MGZN", "Magazine Article"),
        ("ris", "GEN", ""),
        ("bibtex", "inbook", "Book Chapter"),
        ("bibtex", "mastersthesis", "Thesis"),
        ("csl", "article-magazine", "Magazine Article"),
        ("csl", "dissertation", "Thesis"),
        ("csl", "legal_case", "Court Case"),
    ],
)
def test_codes_have_names_for_people(scheme: str, code: str, name: str):
    assert content_type_of(scheme, code) == name


def test_every_code_of_ris_has_a_name_but_the_generic_one():
    from rispy.config import TYPE_OF_REFERENCE_MAPPING

    unnamed = {code for code in TYPE_OF_REFERENCE_MAPPING if not content_type_of("ris", code)}
    assert unnamed == {"GEN"}


def test_synonyms_are_one_kind_and_what_says_more_stays():
    assert one_kind("blog-post") == "Blog"
    assert one_kind("Working Paper") == "Working Paper"
