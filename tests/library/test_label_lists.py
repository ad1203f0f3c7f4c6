from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from library_strategies import lines, texts

from entente.errors import UnknownNameError
from entente.library.labels import (
    LabelList,
    join_labels,
    read_label_list,
    split_labels,
)
from entente.library.names import PersonName, is_body, read_person, split_names

TOPICS = read_label_list("topics")
PLACES = read_label_list("political_geography")
SEAM = r"(?: ?[,;] ?(?:and )?| and )*"
plain_labels = st.sampled_from(
    [label for label in (*TOPICS.labels, *PLACES.labels) if not re.search(r",| and ", label)]
)
all_labels = LabelList("all", TOPICS.labels + PLACES.labels, {})


def test_the_seam_of_a_list_is_no_part_of_a_label():
    text = "Foreign Policy, Bilateral Relations, Authoritarianism, Partnerships, and Cooperation"
    assert split_labels(text, TOPICS) == (
        "Foreign Policy",
        "Bilateral Relations",
        "Authoritarianism",
        "Partnerships",
        "Cooperation",
    )


def test_two_known_labels_joined_by_and_are_two():
    assert split_labels("Partnerships and Cooperation", TOPICS) == ("Partnerships", "Cooperation")


def test_a_known_label_with_and_is_one():
    assert split_labels("Science and Technology", TOPICS) == ("Science and Technology",)


def test_a_known_label_with_commas_is_one_with_or_without_the_last_comma():
    for label in ("Science, Technology, and Innovation", "Science, Technology and Innovation"):
        assert split_labels(f"War, {label}, and Oil", TOPICS) == ("War", label, "Oil")


def test_the_longest_known_label_wins():
    text = "Latin America and the Caribbean, Middle East and North Africa, and Russia"
    assert split_labels(text, PLACES) == (
        "Latin America and the Caribbean",
        "Middle East and North Africa",
        "Russia",
    )


def test_a_list_without_the_last_comma_is_split_where_labels_are_known():
    assert split_labels("Russia, China and Asia", PLACES) == ("Russia", "China", "Asia")


def test_a_label_that_is_not_known_is_kept_whole_over_and():
    assert split_labels("Kites and Strings, War, and Oil", TOPICS) == (
        "Kites and Strings",
        "War",
        "Oil",
    )


def test_semicolons_are_the_only_seams_where_there_are_any():
    assert split_labels("Korea, North; Russia; and Asia", PLACES) == (
        "Korea, North",
        "Russia",
        "Asia",
    )


def test_case_and_apostrophe_do_not_matter_and_stay_as_written():
    assert split_labels("côte d’ivoire and RUSSIA", PLACES) == ("côte d’ivoire", "RUSSIA")


def test_a_comma_in_a_number_parts_nothing():
    assert split_labels("1,000 Ships, War, and Oil", TOPICS) == ("1,000 Ships", "War", "Oil")


@given(texts)
@example(", and and, , and , x,y and")
def test_only_seams_are_left_out_of_any_text(text: str):
    labels = split_labels(text, all_labels)
    pattern = SEAM.join(["", *(re.escape(label) for label in labels), ""])
    assert re.fullmatch(pattern, " ".join(text.split()))


@given(st.lists(lines.filter(lambda line: ";" not in line), max_size=6))
def test_every_word_of_a_joined_list_is_in_its_labels(labels: list[str]):
    text = join_labels(labels)
    found = " ".join(split_labels(text, all_labels)).replace(",", " ").split()
    words = text.replace(",", " ").split()
    assert [w for w in found if w != "and"] == [w for w in words if w != "and"]


@given(st.lists(plain_labels, min_size=3, max_size=8))
def test_known_labels_joined_and_split_are_the_same(labels: list[str]):
    assert split_labels(join_labels(labels), all_labels) == tuple(labels)


@given(st.sampled_from(all_labels.labels))
def test_each_known_label_is_one_label(label: str):
    assert label in all_labels
    assert split_labels(label, all_labels) == (label,)


@pytest.mark.parametrize("unit", ["a and ", "a,", "a, and ", "Science and ", ";", " and", ", "])
def test_a_hostile_list_is_split_in_linear_time(unit: str):
    split_labels(unit * 50_000, all_labels)
    split_names(unit * 50_000, bodies=["a and a, a", unit * 9, unit * 50_001])


def test_an_unknown_vocabulary_is_named_with_near_ones():
    with pytest.raises(UnknownNameError, match="did you mean topics"):
        read_label_list("topic")


def test_codes_of_states_are_three_capital_letters():
    assert {code for code in PLACES.codes.values() if not re.fullmatch("[A-Z]{3}", code)} == set()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ana Ruiz", ["Ana Ruiz"]),
        ("Ana Ruiz and Bo Lind", ["Ana Ruiz", "Bo Lind"]),
        ("Ana Ruiz, Bo Lind, and Cy Day", ["Ana Ruiz", "Bo Lind", "Cy Day"]),
        ("Ana Ruiz, Bo Lind, Jr., and Cy Day", ["Ana Ruiz", "Bo Lind, Jr.", "Cy Day"]),
        ("Ruiz, Ana; Lind, Bo", ["Ruiz, Ana", "Lind, Bo"]),
        ("Ruiz, Ana", ["Ruiz, Ana"]),
        (
            "Organisation for Economic Co-operation and Development",
            ["Organisation for Economic Co-operation and Development"],
        ),
        (
            "Ana Ruiz and Center for Security and Emerging Technology (CSET)",
            ["Ana Ruiz", "Center for Security and Emerging Technology (CSET)"],
        ),
        ("Ministry of Economy, Trade and Industry", ["Ministry of Economy, Trade and Industry"]),
        (
            "Ministry of Foreign Affairs and Ministry of Defence",
            ["Ministry of Foreign Affairs", "Ministry of Defence"],
        ),
        ("Brookings Institution and Ana Ruiz", ["Brookings Institution", "Ana Ruiz"]),
        (
            "Ana Ruiz, Sand Centre for Shore Studies, Harbour University, and Bo Lind",
            ["Ana Ruiz", "Sand Centre for Shore Studies, Harbour University", "Bo Lind"],
        ),
        ("Sand Bank, Harbour University", ["Sand Bank", "Harbour University"]),
        ("Ana Ruiz and Trade and Development Bank", ["Ana Ruiz", "Trade and Development Bank"]),
        ("Economic and Social Council and Bo Lind", ["Economic and Social Council", "Bo Lind"]),
        ("Ana Ruiz and Harbour University", ["Ana Ruiz", "Harbour University"]),
    ],
)
def test_authors_are_split_and_bodies_are_kept_whole(text: str, names: list[str]):
    assert split_names(text) == tuple(names)


@pytest.mark.parametrize("seam", [", ", " and ", ", and ", "; "])
def test_a_body_that_is_given_is_never_split(seam: str):
    body = "Sand, Shore, and Sky and More (SSS)"
    assert split_names(body.upper(), bodies=[body]) == (body.upper(),)
    for written in (body, body.removesuffix(" (SSS)"), body.replace("Sky", "SKY")):
        assert split_names(written, bodies=[body]) == (written,)
        assert split_names(f"Ana Ruiz{seam}{written}", bodies=[body]) == ("Ana Ruiz", written)


def test_and_at_the_start_of_a_list_with_semicolons_is_no_seam():
    assert split_labels("and so; and Oil", TOPICS) == ("and so", "Oil")
    assert split_names("and so; and Bo Lind") == ("and so", "Bo Lind")


def test_labels_of_catalogues_with_commas_or_and_are_one():
    for label in ("Korea, North", "Saint Helena, Ascension and Tristan da Cunha"):
        assert split_labels(f"Russia, {label}, and Asia", PLACES) == ("Russia", label, "Asia")


def test_two_known_places_are_never_one_label_of_the_vocabulary_by_chance():
    assert split_labels("Russia and Eurasia", PLACES) == ("Russia", "Eurasia")
    assert split_labels("Government and Politics", TOPICS) == ("Government", "Politics")


@given(texts)
def test_no_word_of_a_list_of_authors_is_lost(text: str):
    gone = {"and", "&", ""}
    found = re.split(r"[\s,;]+", " ".join(split_names(text)))
    assert [w for w in found if w not in gone] == [
        w for w in re.split(r"[\s,;]+", text) if w not in gone
    ]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ana Ruiz", PersonName("Ana", "Ruiz")),
        ("Bo van der Lind", PersonName("Bo", "Lind", particle="van der")),
        ("J. F. Day, Jr.", PersonName("J. F.", "Day", suffix="Jr.")),
        ("Ruiz, Ana", PersonName("Ana", "Ruiz")),
        ("Plato", None),
        ("Bank of Korea", None),
    ],
)
def test_names_of_people_have_parts_and_those_of_bodies_have_none(
    name: str, parts: PersonName | None
):
    assert read_person(name) == parts


def test_a_body_is_recognised_by_its_words():
    assert [is_body(name) for name in ("Tokyo University", "The Atlantic", "Ana Bank-Ruiz")] == [
        True,
        True,
        False,
    ]
