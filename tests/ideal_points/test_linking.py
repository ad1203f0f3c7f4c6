"""Which roll calls are one item."""

from __future__ import annotations

import numpy as np
import pytest

from entente.ideal_points import link_items, normalise_title
from entente.ideal_points.linking import resolution_key, same_roll_calls


@pytest.mark.parametrize(
    "title",
    [
        "Question of Palestine : resolution / adopted by the General Assembly",
        "QUESTION OF PALESTINE, 1987",
        "Question of Palestine, 3 December 2001",
        "Question  of  Palestine.",
    ],
)
def test_one_resolution_is_known_by_its_words(title):
    assert normalise_title(title) == "question of palestine"


def test_parts_of_a_text_are_told_apart_by_their_numbers():
    assert normalise_title("Report, part 2") != normalise_title("Report, part 3")


def test_items_that_recur_share_the_first_code():
    titles = ["Question of Palestine"] * 3
    assert link_items([4, 5, 6], titles, [1990, 1991, 1992]).tolist() == [4, 4, 4]


def test_a_long_pause_makes_another_item():
    assert link_items([4, 5], ["Question of Palestine"] * 2, [1990, 1999]).tolist() == [4, 5]


def test_a_title_of_several_roll_calls_in_a_year_links_none():
    titles = ["Question of Palestine"] * 3
    assert link_items([4, 5, 6], titles, [1990, 1990, 1991]).tolist() == [4, 5, 6]


def test_a_short_title_links_nothing():
    assert link_items([4, 5], ["Disarmament"] * 2, [1990, 1991]).tolist() == [4, 5]


@pytest.mark.parametrize(
    ("number", "key"),
    [
        ("A/RES/34/65B", "34/65B"),
        ("A/RES/34/65[B]", "34/65B"),
        ("R/26/2758G", "26/2758G"),
        ("A/RES/2752(XXVI)", "26/2752"),
        ("A/RES/3281(XXIX)", "29/3281"),
        ("A/RES/ES-11/1", "ES-11/1"),
        ("A/RES/997(ES-I)", ""),
        ("", ""),
    ],
)
def test_numbers_of_resolutions_have_one_form(number, key):
    assert resolution_key(number) == key


def test_a_roll_call_is_found_in_the_other_source_by_number_and_day():
    days = np.array(["1979-12-03", "1979-12-03", "1979-12-10", "1981-01-01"], "datetime64[D]")
    numbers = ["R/34/92B", "R/34/92C", "R/34/92C", "R/34/93"]
    others = ["A/RES/34/93", "A/RES/34/92[B]", "A/RES/34/92C"]
    assert same_roll_calls(numbers, days, others, days[:3]).tolist() == [1, -1, -1, -1]
