from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.errors import BrokenFileError
from entente.library.formats import formats, parse_records, read_records

SAMPLE = Path(__file__).parent / "samples" / "mods.xml"
OPEN = '<mods xmlns="http://www.loc.gov/mods/v3">'
TITLE = "<titleInfo><title>A</title></titleInfo>"


def read_one(inside: str):
    [record] = parse_records(f"{OPEN}{inside}</mods>", "mods", where="a.xml")
    return record


def test_a_record_fills_its_fields_and_drops_nothing():
    record, _ = read_records(SAMPLE)
    assert record.title == "The Sea Apart: Patrols and Ports. Part 2, Ports"
    assert record.authors == (
        "Bo van der Lind, Jr.",
        "Ana Ruiz",
        "Ministry of Ports. Office of Charts",
    )
    assert record.published == "2024-09-30"
    assert record.content_type == "Special Report"
    assert record.institution == "Harbour Press"
    assert record.journal == "Journal of Ports"
    assert record.abstract == "Ties grew."
    assert record.topics == ("Foreign relations",)
    assert record.places == ("Japan", "Korea")
    assert record.url == "https://example.org/sea"
    assert record.doi == "10.1000/sea.2"
    assert record.extra == {
        "title (translated)": ("Une mer à part",),
        "name date": ("Bo van der Lind, Jr.: 1970-",),
        "affiliation": ("Bo van der Lind, Jr.: Harbour Institute",),
        "editor": ("Kim Example",),
        "typeOfResource": ("text",),
        "genre": ("government publication",),
        "publisher's place": ("Harbour City",),
        "dateIssued": ("198u",),
        "dateCreated": ("2023",),
        "edition": ("2nd ed.",),
        "issuance": ("monographic",),
        "language languageTerm (code)": ("eng",),
        "physicalDescription extent": ("20 pages",),
        "abstract (fr)": ("Les liens.",),
        "note (funding)": ("Paid by the port.",),
        "subject temporal": ("1990-2000",),
        "subject hierarchicalGeographic": ("Asia, Korea",),
        "ISBN": ("978-0-00-000000-2",),
        "physicalLocation": ("Stack 3",),
        "url": ("https://example.org/other",),
        "accessCondition (use and reproduction)": ("CC BY 4.0",),
        "series": ("Port Papers",),
        "ISSN": ("0000-0000",),
        "volume": ("3",),
        "issue": ("4",),
        "page": ("1-20",),
        "date": ("2024",),
        "recordInfo recordIdentifier": ("rec-2",),
    }


def test_a_range_is_dated_by_its_start_and_keeps_its_end():
    _, record = read_records(SAMPLE)
    assert record.published == "2020"
    assert record.extra == {"dateIssued (end)": ("2021",), "dateIssued (start)": ("2020",)}


def test_the_date_of_the_host_is_taken_where_the_report_has_none():
    record = read_one(
        f'{TITLE}<relatedItem type="host"><part><date>2024-09</date></part></relatedItem>'
    )
    assert record.published == "2024-09"


def test_a_guessed_date_says_that_it_is_one():
    record = read_one(
        f'{TITLE}<originInfo><dateIssued qualifier="inferred">2019</dateIssued></originInfo>'
    )
    assert record.published == "2019"
    assert record.extra == {"dateIssued (inferred)": ("2019",)}


def test_an_elided_article_is_joined_without_a_space():
    record = read_one("<titleInfo><nonSort>L'</nonSort><title>Or</title></titleInfo>")
    assert record.title == "L'Or"


def test_a_record_in_a_response_carries_its_identifier():
    text = (
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><record><header>'
        f"<identifier>oai:a:1</identifier></header><metadata>{OPEN}{TITLE}</mods></metadata>"
        '</record><record><header status="deleted"><identifier>oai:a:2</identifier></header>'
        "</record></OAI-PMH>"
    )
    first, second = parse_records(text, "mods")
    assert (first.title, first.extra["OAI identifier"]) == ("A", ("oai:a:1",))
    assert second.incomplete == "the source has deleted it"


def test_prefixed_elements_are_read():
    text = '<m:mods xmlns:m="http://www.loc.gov/mods/v3"><m:titleInfo><m:title>A</m:title></m:titleInfo></m:mods>'
    assert parse_records(text, "mods")[0].title == "A"


def test_the_sample_is_recognised_and_read_by_its_suffix():
    recognises = formats["mods"].recognises
    assert recognises
    assert recognises(SAMPLE.read_text("utf-8"))
    assert not recognises('<dc xmlns="http://purl.org/dc/elements/1.1/"/>')


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<a/>", "Holds no <mods>"),
        (f"{OPEN}<genre>report</genre></mods>"[:-1], "Is not XML"),
        (f"{OPEN}<titleInfo/></mods>", "record has no title"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><mods><titleInfo/></mods>', "Declares the entity"),
        (f"{OPEN}{'<note>' * 300}{'</note>' * 300}</mods>", "(nested too deep|Excessive depth)"),
    ],
)
def test_malformed_mods_is_refused(text: str, message: str):
    with pytest.raises(BrokenFileError, match=message):
        parse_records(text, "mods")


NAMES = st.sampled_from([
    "abstract", "classification", "date", "dateIssued", "detail", "displayForm", "extent",
    "genre", "geographic", "hierarchicalGeographic", "identifier", "language", "location", "name",
    "namePart", "note", "originInfo", "part", "place", "publisher", "relatedItem", "role",
    "roleTerm", "start", "subject", "title", "titleInfo", "topic", "url",
])  # fmt: skip
WORDS = st.sampled_from(
    ["2024-09", "Ruiz, Ana", "10.1000/1", "https://example.org/a", "War", "aut"]
)
KINDS = st.sampled_from(["", ' type="host"', ' type="series"', ' type="doi"', ' point="end"'])
TREES = st.recursive(
    WORDS,
    lambda inside: st.builds(
        lambda name, kind, parts: f"<{name}{kind}>{''.join(parts)}</{name}>",
        NAMES,
        KINDS,
        st.lists(inside, max_size=3),
    ),
    max_leaves=12,
)


@given(st.lists(TREES, max_size=4))
def test_elements_in_any_place_are_read(parts: list[str]):
    record = read_one(TITLE + "".join(parts))
    assert record.title == "A"
