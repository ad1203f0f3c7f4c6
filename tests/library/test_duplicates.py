from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from library_strategies import records

from entente.library.holdings import Held
from entente.library.keeping.duplicates import LEAST_SCORE, _plain, combine, compare, find_groups
from entente.library.record import Record

TITLE = "A Sea Apart: Fishing Fleets and the Quiet Contest in a Gulf"
WHOLE = {
    "title": TITLE,
    "authors": ["Ana Ruiz", "Bo van der Lind"],
    "published": "2024-09",
    "institution": "Harbour Institute (HI)",
    "abstract": "Two neighbours share a gulf.",
}


def made(**changes: object) -> Record:
    return Record.model_validate({**WHOLE, **changes})


def held(*found: Record) -> list[Held]:
    day = dt.date(2026, 1, 1)
    return [
        Held(i, f"record-{i}", record, "tests", day, None, ())
        for i, record in enumerate(found, start=1)
    ]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": "A Sea Apart"}, "subtitle"),
        ({"title": "A sea apart - fishing fleets and the quiet contest in a gulf"}, ""),
        ({"title": "A Sea Apart: Fishing Fleets and the Quite Contest in a Gulf"}, "spelt"),
        ({"authors": ["Anna Ruiz", "Bo van der Lind"]}, "an author is spelt differently"),
        ({"authors": ["A. Ruiz", "B. van der Lind"]}, "an author is spelt differently"),
        ({"authors": []}, ""),
        ({"published": "2024"}, ""),
        ({"published": "2024-10"}, "the dates differ"),
        ({"institution": "Harbour Institute"}, ""),
        ({"institution": ""}, ""),
        ({"abstract": "", "topics": ["War"]}, "not the same: abstract and topics"),
        ({"extra": {"ISBN": ["1"]}}, "not the same: extra"),
        ({"published": "2024"}, "written differently: date"),
        (
            {
                "title": "A Sea Appart: Fishing Fleets and the Quiet Contest in a Gulf",
                "authors": ["Anna Ruis", "Bo van der Lind"],
                "published": "2023-09",
            },
            "the titles are spelt differently; an author is spelt differently; the dates differ",
        ),
        (
            {
                "title": "A Sea Apart: Fishing Fleets and the Quiet Contest in a Gulf (preprint)",
                "published": "2023",
                "institution": "",
            },
            "only one is a preprint",
        ),
        (
            {
                "title": "A Sea Apart",
                "authors": ["Ana Ruis", "Bo van der Lind"],
                "published": "2023",
            },
            "",
        ),
    ],
)
def test_the_same_report_given_otherwise_is_known(changes: dict[str, object], reason: str):
    likeness = compare(made(), made(**changes))
    assert likeness.score >= LEAST_SCORE
    assert reason in likeness.reason
    [group] = find_groups(held(made(), made(**changes)))
    assert len(group.others) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"title": "Year in Review 2023"}, {"title": "Year in Review 2024"}),
        ({"title": "Arms Sales: Volume 1"}, {"title": "Arms Sales: Volume 2"}),
        ({}, {"authors": ["Cleo Park"]}),
        ({"title": "Editorial", "authors": []}, {"title": "Editorial", "authors": []}),
        ({"title": "A Sea Apart: Ships"}, {"title": "A Sea Apart: Laws of a Gulf and a Coast"}),
        ({"doi": "10.1000/1"}, {"doi": "10.1000/2"}),
        ({"title": "The Navy of One State"}, {"title": "The Army of Another State"}),
        ({"title": "Arms and Alliances: Part I"}, {"title": "Arms and Alliances: Part II"}),
        ({"title": "Arms and Alliances, Part 1"}, {"title": "Arms and Alliances, Part II"}),
        ({"title": "Arms in a Gulf: Volume Two"}, {"title": "Arms in a Gulf: Volume Ten"}),
        (
            {"title": "Arms and Alliances in a Gulf, First Edition"},
            {"title": "Arms and Alliances in a Gulf, Third Edition"},
        ),
        (
            {"title": "Arms and Alliances in a Gulf"},
            {"title": "Arms and Alliances in a Gulf, 2nd edition"},
        ),
        (
            {"title": "Why Trade Does Fall When Ships Stay in Port"},
            {"title": "Why Trade Does Not Fall When Ships Stay in Port"},
        ),
        (
            {"title": "Ships Can Rule the Waves of a Quiet Gulf"},
            {"title": "Ships Can't Rule the Waves of a Quiet Gulf"},
        ),
        (
            {"title": "Introduction", "published": "2010"},
            {"title": "Introduction", "published": "2018"},
        ),
        (
            {"title": "Introduction", "institution": "Harbour Institute"},
            {"title": "Introduction", "institution": "Bureau of Charts"},
        ),
        ({"title": "Introduction", "published": None}, {"title": "Introduction"}),
        ({"doi": "10.1000/1", "content_type": "Preprint"}, {"authors": ["Cleo Park"]}),
    ],
)
def test_two_reports_that_look_alike_stay_two(one: dict[str, object], other: dict[str, object]):
    assert compare(made(**one), made(**other)).score < LEAST_SCORE
    assert find_groups(held(made(**one), made(**other))) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Arms and Alliances: Part II", "Arms and Alliances: Part 2"),
        ("Arms and Alliances, Second Edition", "Arms and Alliances, 2nd Edition"),
        ("Arms and Alliances, Vol. Two", "Arms and Alliances, vol. 2"),
        ("China under Xi and the Quiet Gulf", "China under Xi and the Quite Gulf"),
    ],
)
def test_a_number_written_otherwise_is_the_same_number(one: str, other: str):
    assert compare(made(title=one), made(title=other)).score >= LEAST_SCORE


@pytest.mark.parametrize(
    "preprint",
    [
        {"title": f"{TITLE} (preprint)"},
        {"title": f"Preprint: {TITLE}"},
        {"content_type": "Posted Content"},
    ],
)
def test_a_preprint_and_its_article_are_one_though_their_dois_differ(preprint: dict[str, object]):
    early, late = made(**preprint, doi="10.1000/1"), made(doi="10.1000/2", institution="")
    [group] = find_groups(held(early, late))
    assert group.score >= LEAST_SCORE
    assert "only one is a preprint; two DOIs" in group.others[0][1].reason


def test_a_short_title_is_enough_where_date_and_institution_agree():
    short = made(title="Introduction")
    assert compare(short, made(title="Introduction", abstract="")).score == 1.0


def test_only_the_same_record_is_the_same_to_the_letter():
    assert compare(made(), made(number=3)).reason == "exactly the same"
    for changes in (
        {"title": "The Navy of One State"},
        {"title": TITLE.upper()},
        {"authors": []},
        {"authors": ["Bo van der Lind", "Ana Ruiz"]},
        {"institution": "Harbour Institute"},
        {"published": None},
        {"url": "https://example.org/a"},
        {"extra": {"ISBN": ["1"]}},
    ):
        assert "exactly the same" not in compare(made(), made(**changes)).reason


def test_titles_that_differ_are_said_to_differ_however_low_the_bar():
    one, other = made(title="A Sea Apart: Ships"), made(title="A Sea Apart: Laws of a Gulf")
    [group] = find_groups(held(one, other), least=0.6)
    assert group.others[0][1].reason == "the titles differ"


@given(records, records)
def test_what_differs_is_never_said_to_be_the_same(one: Record, other: Record):
    alike = one.model_copy(update={"number": None}) == other.model_copy(update={"number": None})
    assert alike or compare(one, other).reason != "exactly the same"


def test_one_doi_is_one_report():
    one = made(doi="10.1000/1")
    likeness = compare(one, made(title="Quite Another Title", doi="10.1000/1"))
    assert (likeness.score, likeness.reason) == (1.0, "the same DOI")


@pytest.mark.parametrize("title", ["Deterrence in the Gulf", "Deterrence, Trade and the Gulf"])
def test_slips_in_title_author_and_date_together_are_found_out(title: str):
    one = made(title=title, authors=["Ana Ruiz"], published="2024")
    other = made(title=title.replace("De", "D"), authors=["Anna Ruis"], published="2023")
    [group] = find_groups(held(one, other))
    assert group.score >= LEAST_SCORE


def test_three_of_one_report_are_one_group_under_the_fullest():
    found = held(made(title="A Sea Apart", abstract=""), made(), made(published="2024"))
    [group] = find_groups([*found, *held(made(title="Bread"))[:0]])
    assert group.kept.id == 2
    assert {each.id for each, _ in group.others} == {1, 3}


def test_a_record_that_is_not_whole_is_not_the_one_kept():
    cut = made(incomplete="the page ends within it", topics=["War"], places=["Japan"])
    [group] = find_groups(held(cut, made()))
    assert group.kept.id == 2


def test_many_like_titles_are_grouped_in_good_time():
    crowd = [made(title=f"Year in Review {n}", authors=[f"Author {n}"]) for n in range(3000)]
    assert find_groups(held(*crowd)) == []


def test_a_merged_view_fills_gaps_and_changes_nothing_given():
    one = made(title="A Sea Apart", doi="", extra={"ISBN": ["1"]})
    other = made(doi="10.1000/1", authors=["X Y"], extra={"ISBN": ["2"], "Series": ["HI 12"]})
    both = combine(one, [other])
    assert (both.title, both.authors, both.doi) == ("A Sea Apart", one.authors, "10.1000/1")
    assert both.extra == {"ISBN": ("1",), "Series": ("HI 12",)}


def test_a_title_from_another_source_ends_what_was_said_of_it_and_no_more():
    one = Record(incomplete="the page gives no title; the page ends within it")
    assert combine(one, [made(title="A Sea Apart")]).incomplete == "the page ends within it"


@given(records, records)
def test_likeness_does_not_depend_on_which_comes_first(one: Record, other: Record):
    assert abs(compare(one, other).score - compare(other, one).score) < 0.02
    assert 0 <= compare(one, other).score <= 1


@given(records)
def test_a_record_is_most_like_itself(record: Record):
    likeness = compare(record, record)
    assert likeness.score == 1.0 or "short title" in likeness.reason or not _plain(record.title)
