"""Which roll calls are one item."""

from __future__ import annotations

import pytest

from entente.ideal_points import link_items, normalise_title


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
