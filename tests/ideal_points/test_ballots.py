"""Ballots as arrays: what is refused, what is left out, who has a row."""

from __future__ import annotations

import numpy as np
import pytest

from entente.errors import ShapeError
from entente.ideal_points.ballots import number_ballots
from entente.ideal_points.chain import start_from_anchors

STATES = ["A", "B", "C", "A", "B", "A"]
YEARS = [1946, 1946, 1946, 1947, 1947, 1949]
ITEMS = [1, 1, 1, 1, 1, 2]
VOTES = [1, 2, 3, 1, 3, 1]


def test_a_state_without_a_ballot_in_a_year_has_no_row():
    panel = number_ballots(STATES, YEARS, ITEMS, VOTES)
    assert panel.states.tolist() == ["A", "A", "A", "B", "B", "C"]
    assert panel.years.tolist() == [1946, 1947, 1949, 1946, 1947, 1946]


def test_a_gap_in_years_is_one_step():
    panel = number_ballots(STATES, YEARS, ITEMS, VOTES)
    assert panel.before.tolist() == [-1, 0, 1, -1, 3, -1]
    assert panel.after.tolist() == [1, 2, -1, 4, -1, -1]


def test_items_on_which_all_voted_alike_are_left_out_and_their_ballots_counted():
    panel = number_ballots(STATES, YEARS, ITEMS, VOTES)
    assert panel.item_codes.tolist() == [1]
    assert panel.counts.tolist() == [1, 1, 1, 1, 1, 1]
    assert len(panel.row) == 5


def test_a_year_with_few_ballots_takes_a_smaller_step():
    panel = number_ballots(["A"] * 4 + ["B"], [1, 1, 1, 2, 1], [1, 2, 3, 1, 1], [1, 1, 3, 1, 2])
    assert panel.variance.tolist() == [0.5 * 3 / 4, 0.5 * 1 / 4, 0.25]


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ((STATES, YEARS, ITEMS, VOTES[:-1]), "different shapes"),
        (([], [], [], []), "No ballots"),
        ((STATES, YEARS, ITEMS, [0, *VOTES[1:]]), "not 0"),
        ((STATES, YEARS, ITEMS, [8, *VOTES[1:]]), "not 8"),
        ((STATES, [1946.5, *YEARS[1:]], ITEMS, VOTES), "whole number"),
    ],
)
def test_what_is_no_ballot_is_refused(columns, says):
    with pytest.raises(ShapeError, match=says):
        number_ballots(*columns)


def test_both_ends_of_the_scale_must_vote():
    panel = number_ballots(STATES, YEARS, ITEMS, VOTES)
    with pytest.raises(ShapeError, match="No ballot of D"):
        start_from_anchors(panel, ["A"], ["D"])


def test_the_order_of_ballots_does_not_matter():
    order = np.random.default_rng(0).permutation(len(VOTES))
    columns = [np.asarray(column) for column in (STATES, YEARS, ITEMS, VOTES)]
    one, other = number_ballots(*columns), number_ballots(*(column[order] for column in columns))
    for name in ("states", "years", "counts", "row", "item", "vote", "variance"):
        assert np.array_equal(getattr(one, name), getattr(other, name))
