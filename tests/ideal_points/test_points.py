"""Points from simulated votes, of which the truth is known."""

from __future__ import annotations

import numpy as np
import pytest

from entente.errors import ShapeError
from entente.ideal_points import Dynamics, estimate_points, filter_points, simulate_votes

VOTES = simulate_votes(states=40, years=5, items=30, seed=3)


def estimated(ballots=VOTES.ballots, **options):
    ends = {"high": VOTES.high, "low": VOTES.low, "kept": 120, "warm": 50}
    return estimate_points(*ballots, **(ends | options))


@pytest.fixture(scope="module")
def points():
    return estimated()


def correlation(one, other) -> float:
    return float(np.corrcoef(one, other)[0, 1])


def test_known_points_are_recovered(points):
    assert correlation(points.estimates, VOTES.positions) > 0.95
    slope = np.polyfit(points.estimates, VOTES.positions, 1)[0]
    assert slope == pytest.approx(1, abs=0.05)


def test_nine_in_ten_intervals_hold_the_truth(points):
    held = (points.low <= VOTES.positions) & (VOTES.positions <= points.high)
    assert 0.85 <= held.mean() <= 0.95


def test_the_scale_has_mean_zero_and_deviation_one_in_every_draw(points):
    assert points.draws.mean(2) == pytest.approx(0, abs=1e-5)
    assert points.draws.std(2, ddof=1) == pytest.approx(1, abs=1e-5)


def test_chains_agree(points):
    assert np.quantile(points.r_hat, 0.95) < 1.1
    assert np.median(points.effective_draws) > 30


def test_the_ends_that_are_named_fix_the_sign():
    turned = estimated(high=VOTES.low, low=VOTES.high)
    assert correlation(turned.estimates, VOTES.positions) < -0.95


def test_one_seed_gives_the_same_bytes_and_another_a_near_answer(points):
    again = estimated()
    assert again.estimates.tobytes() == points.estimates.tobytes()
    assert again.low.tobytes() == points.low.tobytes()
    other = estimated(seed=1)
    assert other.estimates.tobytes() != points.estimates.tobytes()
    assert correlation(other.estimates, points.estimates) > 0.995


def test_the_order_of_ballots_changes_no_byte(points):
    order = np.random.default_rng(0).permutation(len(VOTES.ballots[0]))
    shuffled = estimated(tuple(column[order] for column in VOTES.ballots))
    assert shuffled.estimates.tobytes() == points.estimates.tobytes()


def test_other_names_of_states_change_nothing_beyond_the_noise_of_a_seed(points):
    names = np.random.default_rng(0).permutation(40)
    states, *rest = VOTES.ballots
    renamed = estimated(
        (names[states], *rest), high=names[list(VOTES.high)], low=names[list(VOTES.low)]
    )
    back = np.argsort(names)[renamed.states]
    order = np.lexsort((renamed.years, back))
    assert correlation(renamed.estimates[order], points.estimates) > 0.995


def test_a_state_that_did_not_vote_in_a_year_has_no_point():
    states, years, *rest = VOTES.ballots
    cast = ~((states == 7) & (years == 1948))
    some = estimated((states[cast], years[cast], *(column[cast] for column in rest)), kept=30)
    assert len(some.estimates) == 40 * 5 - 1
    assert not ((some.states == 7) & (some.years == 1948)).any()
    with pytest.raises(KeyError):
        some.gap(7, 8, 1948)


def test_the_gap_of_two_states_has_an_interval(points):
    mean, low, high = points.gap(VOTES.high[0], VOTES.low[0], 1946)
    assert 0 < low < mean < high


def test_the_lagged_year_leans_on_the_year_before_alone():
    lagged = estimated(dynamics=Dynamics.LAGGED)
    assert correlation(lagged.estimates, VOTES.positions) > 0.9


def test_filtered_points_know_nothing_of_later_votes():
    known = VOTES.ballots[1] <= 1948
    early = tuple(column[known] for column in VOTES.ballots)
    whole, part = (
        filter_points(*ballots, high=VOTES.high, low=VOTES.low, kept=30)
        for ballots in (VOTES.ballots, early)
    )
    shared = whole.years <= 1948
    assert whole.estimates[shared].tobytes() == part.estimates.tobytes()


def test_filtered_equals_smoothed_in_the_last_year(points):
    filtered = filter_points(*VOTES.ballots, high=VOTES.high, low=VOTES.low, kept=80)
    assert filtered.states.tolist() == points.states.tolist()
    last = points.years == 1950
    error = filtered.estimates[last] - points.estimates[last]
    assert float(np.sqrt(np.mean(error**2))) < 0.08
    earlier = filtered.estimates[~last] - points.estimates[~last]
    assert float(np.sqrt(np.mean(earlier**2))) > 0.08


def test_no_ballot_of_an_end_is_an_error():
    with pytest.raises(ShapeError, match="No ballot of 99"):
        estimated(high=(99,))
