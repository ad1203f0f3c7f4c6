"""Curves of items and the draws of their shapes."""

from __future__ import annotations

import numpy as np
import pytest

from entente.ideal_points.items import Items, Root, draw_curves, fit_counts

GRID = np.linspace(-4, 4, 33)
SHAPE = np.array([[1.5, -0.5, 0.7], [-0.8, 0.2, 0.3], [3.0, -1.0, 4.0]])
POWERS = np.stack([np.ones_like(GRID), GRID, GRID * GRID], 1)


def counted(seed: int = 0, votes: int = 400) -> np.ndarray:
    random = np.random.default_rng(seed)
    chance = np.exp(draw_curves(SHAPE, GRID).log)
    chance /= chance.sum(0)
    counts = np.zeros((3, len(SHAPE), len(GRID)))
    for item in range(len(SHAPE)):
        for point in random.integers(6, 27, votes):
            counts[random.choice(3, p=chance[:, item, point]), item, point] += 1
    return counts


def test_the_three_votes_are_all_there_is():
    middle = GRID[np.abs(GRID) < 2]
    assert np.exp(draw_curves(SHAPE[:2], middle).log).sum(0) == pytest.approx(1)


def test_a_latent_position_beyond_nine_is_pulled_back():
    curves = draw_curves(np.array([[3.0, 0.0, 1.0]]), np.array([2.0, 4.0]))
    assert curves.bound[0, 0] == pytest.approx(0, abs=1e-3)
    assert curves.bound[0, 1] == pytest.approx(3, abs=1e-3)
    assert curves.log[2, 0, 1] == pytest.approx(-0.5 * (9 + 1), abs=1e-2)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_slope_of_the_fit_is_its_change(place):
    counts, step = counted(), 1e-5
    fit = fit_counts(SHAPE, draw_curves(SHAPE, GRID), counts, POWERS)
    moved = SHAPE.copy()
    moved[:, place] += step
    there = fit_counts(moved, draw_curves(moved, GRID), counts, POWERS)
    assert (there.log - fit.log) / step == pytest.approx(fit.slope[:, place], rel=1e-3, abs=0.05)


def test_roots_solve_what_numpy_solves():
    a00, a01, a02, a11, a12, a22 = (np.array([value]) for value in (4.0, 1.0, 0.5, 3.0, 0.2, 2.0))
    right = np.array([[1.0, 2.0, 3.0]])
    full = np.array([[4.0, 1.0, 0.5], [1.0, 3.0, 0.2], [0.5, 0.2, 2.0]])
    root = Root((a00, a01, a02, a11, a12, a22))
    assert root.solve(right)[0] == pytest.approx(np.linalg.solve(full, right[0]))
    assert root.times(root.backward(right))[0] == pytest.approx(right[0])
    assert 2 * root.log[0] == pytest.approx(np.log(np.linalg.det(full)))


@pytest.mark.parametrize("drifts", [(True,), (False,), (True, False)])
def test_each_kind_of_step_draws_the_same_posterior(drifts):
    counts = counted()
    items = Items(np.array([[0.5, -0.5, 0.5]] * 3), GRID)
    for _ in range(40):
        items.climb(counts)
    random, drawn = np.random.default_rng(1), []
    for step in range(1000):
        items.draw(counts, random, drift=drifts[step % len(drifts)])
        drawn.append(items.shape)
    mean, spread = np.mean(drawn, 0), np.std(drawn, 0)
    assert np.abs(mean - SHAPE).max() < 3 * spread.max()
    # By sums over a lattice of slopes and cutpoints.
    exact = np.array([lattice_slope(counts[:, item], SHAPE[item]) for item in range(2)])
    assert mean[:2, 0] == pytest.approx(exact, abs=0.05)


def lattice_slope(counts: np.ndarray, about: np.ndarray) -> float:
    axes = [value + np.linspace(-0.6, 0.6, 25) for value in about]
    mesh = np.stack([part.ravel() for part in np.meshgrid(*axes, indexing="ij")], 1)
    mesh = mesh[mesh[:, 1] < mesh[:, 2]]
    logs = np.einsum("kg,kjg->j", counts, draw_curves(mesh, GRID).log) - 0.5 * mesh[:, 0] ** 2
    weight = np.exp(logs - logs.max())
    return float((weight * mesh[:, 0]).sum() / weight.sum())
