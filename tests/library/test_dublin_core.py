from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.errors import BrokenFileError
from entente.library.formats import formats, parse_records, read_records
from entente.library.formats._partial_record import pick_date
from entente.library.formats._xml import DEEPEST_XML, MOST_MARKS, read_xml
from entente.library.written_names import read_author

SAMPLE = Path(__file__).parent / "samples" / "oai_dc.xml"
OPEN = '<dc xmlns="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">'


def read_one(inside: str):
    [record] = parse_records(f"{OPEN}{inside}</dc>", "dublin_core", where="a.xml")
    return record


def test_a_harvested_record_fills_its_fields_and_drops_nothing():
    record, _ = read_records(SAMPLE)
    assert record.title == "A Sea Apart: Patrols & Ports"
    assert record.authors == (
        "Ana Ruiz",
        "Bo van der Lind, Jr.",
        "Ministry of Trade, Industry and Ports",
    )
    assert record.published == "2024-09"
    assert record.content_type == "Special Report"
    assert record.institution == "Harbour Institute"
    assert record.abstract == "Ties between the two ports grew. Patrols did not."
    assert record.topics == ("Diplomacy", "War", "Trade")
    assert record.places == ("Japan",)
    assert record.url == "https://example.org/reports/1"
    assert record.doi == "10.1000/sea.1"
    assert record.extra == {
        "OAI identifier": ("oai:example.org:1",),
        "OAI datestamp": ("2024-10-01T09:30:00Z",),
        "OAI set": ("reports", "asia"),
        "OAI about note": ("Checked by hand.",),
        "title (fr)": ("Une mer à part",),
        "creator": ("Ruiz, Ana, 1970-",),
        "contributor": ("Example, Kim",),
        "publisher": ("Second Press",),
        "date": (
            "2024-10-01T09:30:00Z",
            "2024",
            "info:eu-repo/date/embargoEnd/2025-01-01",
        ),
        "type": ("Text", "info:eu-repo/semantics/report"),
        "coverage": ("1990-2000",),
        "description": ("Peer reviewed",),
        "description (fr)": ("Les liens se sont resserrés entre les deux grands ports.",),
        "identifier": ("ISBN 978-0-00-000000-2",),
        "language": ("en",),
        "rights": ("CC BY 4.0",),
        "format": ("application/pdf",),
        "source": ("Harbour Papers; Vol 3 (2024); 1-20",),
    }


def test_a_deleted_record_has_no_title_and_says_why():
    _, record = read_records(SAMPLE)
    assert record.title == ""
    assert record.incomplete == "the source has deleted it"
    assert record.extra["OAI identifier"] == ("oai:example.org:2",)


def test_names_and_terms_without_a_namespace_are_read():
    [record] = parse_records(
        "<metadata><title>A</title><date>2024</date></metadata>", "dublin_core"
    )
    assert (record.title, record.published) == ("A", "2024")


def test_every_record_of_a_list_is_read_in_order():
    text = f"<list>{OPEN}<title>A</title></dc><group>{OPEN}<title>B</title></dc></group></list>"
    assert [record.title for record in parse_records(text, "dublin_core")] == ["A", "B"]


def test_terms_that_say_what_a_date_is_win():
    record = read_one(
        "<title>A</title><date>2001</date><t:issued>2003-04</t:issued><t:created>1999</t:created>"
    )
    assert record.published == "2003-04"
    assert record.extra == {"date": ("2001",), "created": ("1999",)}


def test_the_abstract_of_terms_wins_over_longer_descriptions():
    record = read_one(
        "<title>A</title><description>A longer note.</description><t:abstract>Up.</t:abstract>"
    )
    assert record.abstract == "Up."
    assert record.extra == {"description": ("A longer note.",)}


def test_only_the_address_of_a_doi_is_also_the_address():
    record = read_one("<title>A</title><identifier>https://doi.org/10.1000/1</identifier>")
    assert (record.doi, record.url) == ("10.1000/1", "https://doi.org/10.1000/1")
    assert record.extra == {}


def test_elements_of_others_are_kept_under_their_names():
    record = read_one('<title>A</title><x:degree xmlns:x="x"><x:name>MA</x:name></x:degree>')
    assert record.extra == {"degree name": ("MA",)}


def test_a_record_without_a_title_says_so():
    assert read_one("<creator>Ruiz, Ana</creator>").incomplete == "the file gives no title"


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("info:eu-repo/semantics/article", "Journal Article"),
        ("info:eu-repo/semantics/report", "Report"),
        ("report", "Report"),
        ("journal-article", "Journal Article"),
        ("article", "article"),
    ],
)
def test_a_kind_has_one_name_and_a_vague_one_stays(written: str, kind: str):
    assert read_one(f"<title>A</title><type>{written}</type>").content_type == kind


def test_a_record_of_a_server_without_a_title_says_so():
    text = (
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><record><header/><metadata>'
        f"{OPEN}<creator>Ruiz, Ana</creator></dc></metadata></record></OAI-PMH>"
    )
    assert parse_records(text, "dublin_core")[0].incomplete == "the source gives no title"


def test_markup_and_turned_text_in_a_title_stay_text():
    record = read_one("<title>&lt;b&gt;A&lt;/b&gt; \u202eB<![CDATA[<!ENTITY c>]]></title>")
    assert record.title == "<b>A</b> \u202eB<!ENTITY c>"


def test_the_sample_is_recognised_and_mods_is_not():
    recognises = formats["dublin_core"].recognises
    assert recognises
    assert recognises(SAMPLE.read_text("utf-8"))
    assert not recognises('<mods xmlns="http://www.loc.gov/mods/v3"/>')
    assert not recognises("<rss/>")


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("<dc>\n<title>A</dc>", "Is not XML: Opening and ending tag mismatch", 2),
        ("no", "Is not XML", 1),
        ("<a>\n<b/></a>", "Holds no element of Dublin Core", 1),
        (f"{OPEN}<title> </title></dc>", "record has no title", 1),
        (
            '<!DOCTYPE dc [\n<!ENTITY a "b">]><dc><title>A</title></dc>',
            "Declares the entity 'a'",
            2,
        ),
        (
            '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://127.0.0.1:9/b"> %b;]><a/>',
            "Declares the entity 'b'",
            1,
        ),
        (
            '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>',
            "Declares the entity 'b'",
            1,
        ),
        ("<dc><title>A&nbsp;B</title></dc>", "Is not XML: Entity 'nbsp' not defined", 1),
        (
            '<!DOCTYPE dc SYSTEM "http://127.0.0.1:9/a.dtd"><dc><title>A&nbsp;B</title></dc>',
            "Uses the entity '&nbsp;'",
            1,
        ),
        ("<dc>" + "<a>" * 5_000 + "</a>" * 5_000 + "</dc>", "(Excessive depth|nested too deep)", 1),
        ("<dc>" + "<a>" * 101 + "</a>" * 101 + "</dc>", "nested too deep", 1),
        (f"{OPEN}<title>A&#x85;B</title></dc>", "control character U\\+0085", 1),
        (
            '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
            '<error code="badVerb">No verb.</error></OAI-PMH>',
            "Is the error 'badVerb' of a server: No verb",
            1,
        ),
        (
            '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
            "<record><header/><metadata/></record></OAI-PMH>",
            "no Dublin Core in its metadata",
            1,
        ),
    ],
)
def test_malformed_xml_is_refused_with_its_line(text: str, message: str, line: int):
    with pytest.raises(BrokenFileError, match=message) as caught:
        parse_records(text, "dublin_core", where="a.xml")
    assert caught.value.where == f"a.xml:{line}"


def test_a_document_type_that_only_names_a_file_is_read_without_it():
    text = '<!DOCTYPE dc SYSTEM "http://127.0.0.1:9/a.dtd"><dc><title>A</title></dc>'
    assert parse_records(text, "dublin_core")[0].title == "A"


def test_a_million_laughs_are_refused_before_any_is_made():
    lines = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    with pytest.raises(BrokenFileError, match="Declares the entity 'a0'"):
        read_xml(f'<!DOCTYPE a [<!ENTITY a0 "ha">{lines}]><a b="&a9;">&a9;</a>', "a.xml")


def test_a_crowd_of_tags_is_refused_before_any_is_made():
    with pytest.raises(BrokenFileError, match="has at most 2,000,000"):
        read_xml("<a>" + "<b/>" * MOST_MARKS + "</a>", "a.xml")


def test_nesting_up_to_the_limit_is_read():
    depth = DEEPEST_XML - 1
    assert read_xml("<a>" + "<b>" * depth + "</b>" * depth + "</a>", "a.xml").tag == "a"


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Ruiz, Ana", "Ana Ruiz"),
        ("Lind, Jr., Bo", "Bo Lind, Jr."),
        ("Lind, Bo, Jr.", "Bo Lind, Jr."),
        ("de la Cruz, Ana", "Ana de la Cruz"),
        ("Ana Ruiz", "Ana Ruiz"),
        ("Plato", "Plato"),
        ("Lind, Jr.", "Lind, Jr."),
        ("Harbour Tools, Ltd.", "Harbour Tools, Ltd."),
        ("Institute for Ports, Harbour City", "Institute for Ports, Harbour City"),
        ("a, b, c, d", "a, b, c, d"),
        (",", ","),
    ],
)
def test_names_with_the_family_first_are_turned_around(written: str, spoken: str):
    assert read_author(written).name == spoken


@given(st.text())
def test_turning_a_name_keeps_all_its_letters(name: str):
    def letters(text: str) -> list[str]:
        return sorted(text.replace(",", "").replace(" ", ""))

    assert letters(read_author(name).name) == letters(" ".join(name.split()))


@given(st.lists(st.dates().map(str) | st.sampled_from(["2018", "2018-06", "x", "2018-06-01T1:00"])))
def test_the_date_picked_is_one_of_those_given(texts: list[str]):
    assert pick_date(texts) in {*texts, ""}


PIECES = st.sampled_from([*"AB, 1290-/:;.中\u202e\u200b", "http://", "10.1000/", "2024", "Jr."])
CONTENTS = st.lists(PIECES, max_size=9).map("".join)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["title", "creator", "date", "type", "identifier", "x"]), CONTENTS
        )
    )
)
def test_whatever_dublin_core_says_is_kept_somewhere(elements: list[tuple[str, str]]):
    inside = "".join(f"<{name}>{text}</{name}>" for name, text in elements)
    record = read_one(f"<title>A</title>{inside}")
    kept = record.model_dump_json().casefold()
    for _, text in elements:
        for word in re.split(r"[\s,;]+", text.casefold()):
            assert word in kept


@given(st.text(max_size=200))
def test_recognising_never_fails(text: str):
    for form in formats:
        if form.recognises:
            assert form.recognises(text) in (True, False)
