"""Moves of all later years at once."""

from __future__ import annotations

import numpy as np
import pytest

from entente.ideal_points import simulate_votes
from entente.ideal_points.ballots import Panel, number_ballots
from entente.ideal_points.chain import start_from_anchors
from entente.ideal_points.items import Items
from entente.ideal_points.moves import LaterYears

GRID = np.linspace(-5, 5, 51)


def moved(recurring: float) -> tuple[np.ndarray, np.ndarray, int, Panel, np.ndarray, Items]:
    votes = simulate_votes(states=30, years=4, items=12, recurring=recurring, seed=2)
    panel = number_ballots(*votes.ballots)
    start = start_from_anchors(panel, list(votes.high), list(votes.low))
    items, position = Items(start.shape.copy(), GRID), start.position.copy()
    later, random = LaterYears(panel), np.random.default_rng(0)
    taken = sum(later.move(position, items, random, (0.0, 0.0)) for _ in range(20))
    return start.position, start.shape, taken, panel, position, items


def latents(panel: Panel, position: np.ndarray, shape: np.ndarray) -> np.ndarray:
    own = shape[panel.item]
    return own[:, 1:] - (own[:, 0] * position[panel.row])[:, None]


def test_where_nothing_recurs_no_vote_becomes_less_likely():
    position, shape, taken, panel, there, items = moved(recurring=0.0)
    assert taken > 5
    assert np.abs(there - position).max() > 0.05
    assert latents(panel, there, items.shape) == pytest.approx(latents(panel, position, shape))


def test_an_item_that_recurs_goes_one_way_and_its_other_votes_answer_for_it():
    position, shape, taken, panel, there, items = moved(recurring=0.5)
    assert taken > 5
    change = np.abs(latents(panel, there, items.shape) - latents(panel, position, shape)).max(1)
    assert 0.2 < (change < 1e-9).mean() < 1


def test_the_first_year_stays_where_it_is():
    position, _, _, panel, there, _ = moved(recurring=0.5)
    assert np.array_equal(there[panel.years == 1946], position[panel.years == 1946])
