from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.errors import BrokenFileError
from entente.library.formats import parse_records, read_records
from entente.library.record import Record

SAMPLE = Path(__file__).parent / "samples" / "page.txt"
SEED = Path(__file__).parents[2] / ".." / "shared" / "seed" / "record.txt"


def page(text: str) -> list[Record]:
    return parse_records(text, "catalogue_page", where="page.txt")


def test_each_field_of_the_sample_is_read():
    first, second = read_records(SAMPLE)
    assert first.number == 1
    assert first.title == (
        "Lines on the Water: Fishing Fleets, Coast Guards and the Quiet Contest in the Gulf of"
        " Tonkin"
    )
    assert first.authors == (
        "Ana Ruiz",
        "Bo van der Lind, Jr.",
        "Center for Strategic and International Studies",
    )
    assert first.published == "2023-02"
    assert first.published.last_day() == dt.date(2023, 2, 28)
    assert first.content_type == "Working Paper"
    assert first.institution == "Harbour Institute for Made-Up Affairs (HIMA)"
    assert first.topics == (
        "Science and Technology",
        "Kite Flying",
        "Trade and Finance",
        "Cooperation",
    )
    assert first.places == (
        "Vietnam",
        "Bosnia and Herzegovina",
        "Trinidad and Tobago",
        "Southeast Asia",
    )
    assert first.extra == {"Shelf Mark": ("HIMA 12", "second floor")}
    assert first.url == ""
    assert second == Record.model_validate(
        {
            "number": 2,
            "title": "A Record With Little in It",
            "authors": ["Ministry of Economy, Trade and Industry"],
            "published": "2021-03-17",
            "places": ["Japan"],
        }
    )


def test_the_sentences_of_the_sample_are_numbered_over_its_paragraphs():
    sentences = read_records(SAMPLE)[0].sentences()
    assert len(sentences) == 7
    assert sentences[4] == "Dr. Lind of the U.S. branch thinks it a habit."
    assert sentences[6] == "A second part turns to fuel prices in the U.S."


@pytest.mark.skipif(not SEED.exists(), reason="ours: the shared seed record is not beside this")
def test_each_field_of_the_seed_record_is_read():
    [record] = read_records(SEED)
    written = SEED.read_text(encoding="utf-8").splitlines()
    abstract = written[written.index("- Abstract:") + 1].removeprefix("- ")
    assert record.model_dump() == {
        "number": 1,
        "title": written[0].removeprefix("1. "),
        "authors": ("Jacob Stokes", "Evan Wright", "Nathaniel Schochet"),
        "published": "2024-09",
        "content_type": "Special Report",
        "institution": "Center for a New American Security (CNAS)",
        "abstract": abstract,
        "topics": (
            "Foreign Policy",
            "Bilateral Relations",
            "Authoritarianism",
            "Partnerships",
            "Cooperation",
        ),
        "places": ("Russia", "China", "Eurasia", "Asia"),
        "url": "",
        "journal": "",
        "doi": "",
        "incomplete": "",
        "bodies": (),
        "families": {},
        "extra": {},
    }


@pytest.mark.skipif(not SEED.exists(), reason="ours: the shared seed record is not beside this")
def test_the_sentences_of_the_seed_record_are_those_a_reader_counts():
    sentences = read_records(SEED)[0].sentences()
    first_words = {number: " ".join(text.split()[:2]) for number, text in sentences.items()}
    assert len(sentences) == 26
    assert sentences[11].startswith("Around Japan, ")
    assert sentences[11].endswith(" close U.S. ally.")
    assert first_words[12] == "China and"
    assert first_words[18] == first_words[23] == "How China"
    assert first_words[26] == "The China-Russia"
    assert " ".join(sentences.values()) == read_records(SEED)[0].abstract


def test_a_line_without_a_dash_goes_on_with_the_line_before():
    [record] = page("1. A Sea\nApart\n- Abstract:\n- One two\nthree.\n\n- Topic:\n- War\n")
    assert (record.title, record.abstract, record.topics) == (
        "A Sea Apart",
        "One two three.",
        ("War",),
    )


def test_a_year_that_opens_a_wrapped_line_is_no_title():
    [record] = page("1. A\n- Abstract:\n- It grew until\n2024. Then it fell.\n- Topic:\n- War\n")
    assert record.abstract == "It grew until 2024. Then it fell."


def test_records_follow_each_other_with_and_without_empty_lines():
    found = page("1. A\n- Topic:\n- War\n2. B\n- Topic:\n- Oil\n\n7. C\n")
    assert [(r.number, r.title, r.topics) for r in found] == [
        (1, "A", ("War",)),
        (2, "B", ("Oil",)),
        (7, "C", ()),
    ]


def test_a_mark_at_the_start_and_windows_line_ends_are_read():
    [record] = page("\ufeff1. A\r\n- Topic:\r\n- War\r\n")
    assert (record.title, record.topics) == ("A", ("War",))


def test_labels_are_recognised_whatever_their_case_and_with_their_value_beside_them():
    [record] = page("1. A\n- AUTHORS: Ana Ruiz\n- url: https://example.org/a\n")
    assert (record.authors, record.url) == (("Ana Ruiz",), "https://example.org/a")


def test_a_paragraph_of_an_abstract_that_ends_in_a_colon_is_no_label():
    [record] = page("1. A\n- Abstract:\n- The paper finds:\n- Topic: this is text.\n- More.\n")
    assert record.abstract == "The paper finds:\n\nTopic: this is text.\n\nMore."


def test_an_unknown_label_without_a_value_is_kept():
    [record] = page("1. A\n- Series:\n- Topic:\n- War\n")
    assert record.extra == {"Series": ()}


def test_a_flat_list_with_any_bullet_is_read():
    for bullet in "•·*-":
        [record] = page(
            "## A Sea Apart\n\n"
            f"{bullet} Author: Ana Ruiz and Bo Lind\n"
            f"{bullet} Publication Date: 05-2023\n"
            f"{bullet} Journal: Harbour Quarterly: A Review\n"
            f"{bullet} DOI: https://doi.org/10.1000/182\n"
            f"{bullet} Shelf Mark: HIMA 12\n"
        )
        assert record == Record.model_validate(
            {
                "title": "A Sea Apart",
                "authors": ["Ana Ruiz", "Bo Lind"],
                "published": "2023-05",
                "journal": "Harbour Quarterly: A Review",
                "doi": "10.1000/182",
                "extra": {"Shelf Mark": ["HIMA 12"]},
            }
        )


def test_a_value_on_its_own_line_may_look_like_a_label():
    [record] = page("1. A\n- Journal:\n- Harbours: A Review\n- Topic:\n- War\n")
    assert (record.journal, record.topics, record.extra) == ("Harbours: A Review", ("War",), {})


def test_titles_on_a_line_of_their_own_are_distinguished_from_wrapped_lines():
    found = page(
        "A Sea Apart\n• Author: Ana Ruiz\n• Abstract: One is\nwrapped.\n\nTwo stands apart, in a"
        " text of its own.\nSecond Title: Lines\n• Author: Bo Lind\n• Topic: War\n\nThird Title"
        "\n\n• Author: Cy Day\n"
    )
    assert [(each.title, each.authors) for each in found] == [
        ("A Sea Apart", ("Ana Ruiz",)),
        ("Second Title: Lines", ("Bo Lind",)),
        ("Third Title", ("Cy Day",)),
    ]
    assert found[0].abstract == "One is wrapped.\n\nTwo stands apart, in a text of its own."


def test_a_list_of_points_in_an_abstract_holds_no_titles():
    [record] = page(
        "1. A\n- Author:\n- Ana Ruiz\n- Abstract:\n- The aims are:\n1. first aim\n2. second aim\n"
        "- Topic:\n- War\n"
    )
    assert record.abstract == "The aims are: 1. first aim 2. second aim"


def test_an_institution_with_commas_is_one_and_so_is_the_author_that_is_equal():
    body = "Sand, Shore, and Sky, Harbour College (SSS)"
    for author in (body, body.removesuffix(" (SSS)")):
        [record] = page(
            f"A\n• Author: Ana Ruiz, {author}, and Bo Lind\n• Institution: {body}\n• Topic: War\n"
        )
        assert record.institution == body
        assert record.authors == ("Ana Ruiz", author, "Bo Lind")


def test_a_record_without_authors_has_none():
    [record] = page("A\n• Institution: Harbour Institute\n• Topic: War\n")
    assert record.authors == ()


@pytest.mark.parametrize(
    "phrase",
    [
        "No abstract is available.",
        "No abstract available",
        "no abstract is available for this item.",
        "Abstract not available.",
        "Not available",
        "[No abstract]",
        "N/A",
    ],
)
def test_a_phrase_in_place_of_an_abstract_is_kept_under_its_label(phrase: str):
    [record] = page(f"A\n• Abstract: {phrase}\n• Topic: War\n")
    assert (record.abstract, record.extra) == ("", {"Abstract": (phrase,)})


def test_a_sentence_about_abstracts_is_an_abstract():
    [record] = page("A\n• Abstract: No abstract is neutral.\n• Topic: War\n")
    assert record.abstract == "No abstract is neutral."


def test_footnote_digits_and_a_doubled_sentence_are_kept():
    text = "“Ties” grew at Café Zoë’s.12 “Ties” grew at Café Zoë’s.12 Then3 they fell."
    [record] = page(f"A\n• Abstract: {text}\n")
    assert record.abstract == text
    assert record.incomplete == ""


def test_labels_with_commas_or_and_stay_whole_and_as_written():
    [record] = page(
        "A\n• Topic: Science, Technology, and Innovation, Treaties and Agreements, and War\n"
        "• Political Geography: United States, United States of America, and Trinidad and Tobago\n"
    )
    assert record.topics == (
        "Science, Technology, and Innovation",
        "Treaties and Agreements",
        "War",
    )
    assert record.places == ("United States", "United States of America", "Trinidad and Tobago")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("05-2023", "2023-05"),
        ("2023", "2023"),
        ("2023-05-07", "2023-05-07"),
        ("May 7, 2023", "2023-05-07"),
        ("May 7th, 2023", "2023-05-07"),
        ("2023/05/07", "2023-05-07"),
        # The day as it is written, whatever the time and its zone.
        ("2023-05-07T23:30:00+08:00", "2023-05-07"),
        ("2023-05-07 08:00 a.m. EST", "2023-05-07"),
    ],
)
def test_dates_are_read_as_far_as_they_are_known(written: str, read: str):
    [record] = page(f"A\n• Publication Date: {written}\n• Topic: War\n")
    assert record.published == read


@pytest.mark.parametrize(
    ("line", "extra"),
    [
        ("Publication Date: Spring 2021", {"Publication Date": ("Spring 2021",)}),
        ("Publication Date: 2021-03-02 2nd ed.", {"Publication Date": ("2021-03-02 2nd ed.",)}),
        ("Publication Date: 2021-03-02 2022-01", {"Publication Date": ("2021-03-02 2022-01",)}),
        ("Publication Date: 13-2024", {"Publication Date": ("13-2024",)}),
        ("URL: javascript:x", {"URL": ("javascript:x",)}),
        ("DOI: forthcoming", {"DOI": ("forthcoming",)}),
        ("Institution: B\n- Institution: C", {"Institution": ("C",)}),
        ("Publication Date: 2021\n- publication date: 2022", {"publication date": ("2022",)}),
        ("Isbn: 1\n- ISBN: 2", {"Isbn": ("1", "2")}),
        ("Series: Papers", {"Series": ("Papers",)}),
    ],
)
def test_what_no_field_can_hold_is_kept_under_its_label(line: str, extra: dict[str, tuple[str]]):
    [record] = page(f"1. A\n- {line}\n- Topic: War\n")
    assert record.extra == extra


def test_lists_given_twice_go_on():
    [record] = page("1. A\n- Topic: War\n- Topics: Oil and Trade\n- Author: B\n- Author: C\n")
    assert (record.topics, record.authors) == (("War", "Oil", "Trade"), ("B", "C"))


def test_a_record_without_a_title_says_so():
    for text in ("\n- Author:\n- Ana Ruiz\n", "1 - 10 of 1,243\n• Author: Ana Ruiz\n"):
        [record] = page(text)
        assert (record.title, record.incomplete) == ("", "the page gives no title")
        assert record.authors == ("Ana Ruiz",)
    [record] = page("7.\n- Author:\n- Ana Ruiz\n")
    assert (record.number, record.incomplete) == (7, "the page gives no title")


def test_records_without_titles_are_recognised_by_labels_that_come_again():
    for gap in ("", "\n", "---\n", "Next »\n"):
        found = page(f"• Author: Ana Ruiz\n• Topic: War\n{gap}• Author: Bo Lind\n• Topic: Oil\n")
        assert [each.authors for each in found] == [("Ana Ruiz",), ("Bo Lind",)]


@pytest.mark.parametrize(
    "end",
    [
        "- Topic:\n- War\n- Political Geography:",
        "- Topic:\n- War\n- Political Geo",
        "- Topic:\n- War\n-",
        "- Abstract:\n- They met. They then went to the",
        "- Abstract:\n- They met. Then the share was 3.5",
    ],
)
def test_a_record_that_the_page_cuts_off_is_kept_and_says_so(end: str):
    record = page(f"1. A\n- Author:\n- Ana Ruiz\n{end}")[-1]
    assert record.authors == ("Ana Ruiz",)
    assert record.incomplete == "the page ends within it"


@pytest.mark.parametrize("title", ["2. B", "## B", "## 2. B"])
def test_a_title_that_stands_last_is_a_record_cut_off(title: str):
    found = page(f"## A\n• Author: Ana Ruiz\n• Topic: War\n\n{title}")
    assert [each.title for each in found] == ["A", "B"]
    assert found[1].incomplete == "the page ends within it"


def test_a_page_that_goes_on_after_a_label_without_value_cuts_nothing_off():
    [record] = page("A\n• Author: Ana Ruiz\n• Topic:\n\n« Previous | 1 - 10 of 12 | Next »\n")
    assert record.incomplete == ""


def test_the_same_record_twice_is_read_twice():
    text = "1. A\n- Author:\n- Ana Ruiz\n\n"
    first, second = page(text + text)
    assert first == second


NAVIGATION = """\
# Harbour Catalogue
Skip to main content
Toggle facets
Limit your search
Content Type
Report 1,234
Working Paper 56
more »
You searched for:
Keyword: sea
Content Type: Report
Start Over
« Previous | 1 - 10 of 1,243 | Next »
Sort by relevance
Number of results to display per page
10 per page
"""


@pytest.mark.parametrize("title", ["## A", "A", "1. A"])
def test_navigation_around_and_between_records_is_passed_over(title: str):
    record = f"{title}\n• Author: Ana Ruiz\n• Political Geography: Russia and China\n"
    other = record.replace("A\n", "B\n", 1).replace("1.", "2.")
    found = page(f"{NAVIGATION}\n{record}\nBookmark\n{other}\n{NAVIGATION}1\n2\n…\nNext »\n")
    assert [(each.title, each.authors, each.places, each.extra) for each in found] == [
        ("A", ("Ana Ruiz",), ("Russia", "China"), {}),
        ("B", ("Ana Ruiz",), ("Russia", "China"), {}),
    ]
    assert [each.incomplete for each in found] == ["", ""]


def test_bullets_of_facets_searches_and_paging_are_passed_over():
    [record] = page(
        "You searched for:\n• Topic: War\n• Content Type: Report\nStart Over\n\n"
        "- Content Type:\n- Report 1,234\n- Memo 7\n\n"
        "1. A\n- Author:\n- Ana Ruiz\n- Topic:\n- War\n- « Previous\n- 1\n- 2\n- Next »\n"
    )
    assert (record.title, record.authors, record.topics) == ("A", ("Ana Ruiz",), ("War",))


def test_bullets_below_the_list_that_page_or_count_are_passed_over():
    for below in (
        "* Previous\n* 1\n* 2\n* Next\n",
        "* Report 1,234\n* Memo 7\n",
        "* Memo 7\n* C 9",
    ):
        [record] = page(f"A\n* Author: Ana Ruiz\n* Topic: War\n\n{below}")
        assert (record.topics, record.incomplete) == (("War",), "")


def test_a_title_in_bold_is_read_without_its_marks():
    [record] = page("**A Sea**\n* **Author:** Ana Ruiz\n* **Topic**: War\n")
    assert (record.title, record.authors, record.topics) == ("A Sea", ("Ana Ruiz",), ("War",))


def test_a_value_that_ends_in_a_number_is_no_facet():
    [record] = page("• Author: Cy Day\n• Topic: Cold War 2\n")
    assert record.topics == ("Cold War 2",)


def test_a_title_below_its_number_is_read():
    for gap in ("\n", "\n\n"):
        [record] = page(f"1.{gap}A Sea\n• Author: Ana Ruiz\n")
        assert (record.number, record.title, record.extra) == (1, "A Sea", {})


def test_a_title_may_end_in_a_number():
    [record] = page("Agenda 2030\n• Author: Ana Ruiz\n")
    assert record.title == "Agenda 2030"


def test_a_definition_list_copied_without_bullets_is_read():
    first, second = page(
        "1. A\nAuthor:\nAna Ruiz and Bo Lind\nTopic:\nWar\n2. B\nAuthor:\nCy Day\nTopic:\nOil\n"
    )
    assert (first.authors, first.topics) == (("Ana Ruiz", "Bo Lind"), ("War",))
    assert (second.title, second.authors) == ("B", ("Cy Day",))


def test_what_stands_between_title_and_labels_is_kept():
    [record] = page("1. A\n- Ana Ruiz\n- Topic:\n- War\n")
    assert record.extra == {"Without a label": ("Ana Ruiz",)}


def test_the_link_of_a_title_is_no_address_of_the_report():
    [record] = page("## 3. [A Sea](https://example.org/catalogue/3)\n• Author: Ana Ruiz\n")
    assert (record.number, record.title, record.url) == (3, "A Sea", "")
    assert record.extra == {"Catalogue link": ("https://example.org/catalogue/3",)}


@pytest.mark.parametrize("text", ["A Sea Apart\n", "- Ana Ruiz\n", "Next »\n", "- Report 1,234\n"])
def test_a_page_without_any_record_is_refused_with_the_reason(text: str):
    with pytest.raises(BrokenFileError, match="No record can be found") as caught:
        page(text)
    assert caught.value.where == "page.txt"


@pytest.mark.parametrize("character", ["\x00", "\x1b[31m"])
def test_a_control_character_is_refused_with_its_line(character: str):
    with pytest.raises(BrokenFileError, match="control character") as caught:
        page(f"1. A\n- Topic:\n- War{character}\n")
    assert caught.value.where == "page.txt:3"


@given(
    st.lists(
        st.sampled_from(
            [*"1. -:•#\nAa", "\n- ", "Topic:", "Author: ", "\n2. ", "\n\n", "Next »", "\n## "]
        ),
        max_size=60,
    ).map("".join)
)
def test_any_page_is_read_or_refused_with_a_reason(text: str):
    try:
        assert page(text)
    except BrokenFileError as error:
        assert error.what


HOSTILE = [
    "\n",
    "1. x\n",
    "a\n",
    "a\n\n",
    "- a\n",
    "2. ",
    "## x\n",
    "- Author:\n",
    "• Author: a, \n",
    "• Topic: Science and \nx\n",
    "Report 1,234\n",
    "1\n2\n",
    "Next »\n",
    "You searched for\n- Topic: x\n",
    "[](",
    "**",
    "#",
    "- ",
    "a: ",
    "No abstract ",
    "---\n",
    "a\n=====\n",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_hostile_page_is_read_in_linear_time(unit: str):
    assert page("1. A\n- Abstract:\n" + unit * 25_000 + "\n\n2. B\n- Author:\n- Ana Ruiz\n")
