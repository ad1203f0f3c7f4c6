"""Outlook: projections whose probabilities can be scored."""

from __future__ import annotations

import doctest
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entente.outlook import Forecaster, Projection, forecasters
from entente.policy import FEWEST_FOR_A_FORECAST

every_forecaster = pytest.mark.parametrize("forecaster", list(forecasters), ids=lambda f: f.name)
series = st.lists(st.integers(-50, 50).map(float), min_size=FEWEST_FOR_A_FORECAST, max_size=20)
drawn = settings(max_examples=40, deadline=None, derandomize=True)


@every_forecaster
@given(values=series, ahead=st.integers(1, 8), threshold=st.integers(-80, 80))
@drawn
def test_a_probability_is_one_and_its_complement(
    forecaster: Forecaster, values: list[float], ahead: int, threshold: int
):
    projection = forecaster.project(values, ahead)
    above, below = (projection.beyond(threshold, sign) for sign in (1, -1))
    assert 0 <= above <= 1
    if projection.spread > 0:
        assert above + below == pytest.approx(1)


@every_forecaster
@given(values=series, ahead=st.integers(1, 8))
@drawn
def test_what_lies_further_ahead_is_less_sure(
    forecaster: Forecaster, values: list[float], ahead: int
):
    near, far = forecaster.project(values, ahead), forecaster.project(values, ahead + 1)
    assert far.centre == near.centre
    assert far.spread >= near.spread


@every_forecaster
@given(values=series, threshold=st.integers(-80, 80))
@drawn
def test_a_higher_bar_is_never_more_likely(
    forecaster: Forecaster, values: list[float], threshold: int
):
    projection = forecaster.project(values, 2)
    assert projection.beyond(threshold, 1) >= projection.beyond(threshold + 1, 1)


@every_forecaster
@given(values=series, power=st.integers(-5, 9))
@drawn
def test_the_unit_does_not_matter(forecaster: Forecaster, values: list[float], power: int):
    factor = 2.0**power
    one = forecaster.project(values, 3)
    other = forecaster.project([value * factor for value in values], 3)
    assert (other.centre, other.spread) == (one.centre * factor, one.spread * factor)
    assert other.degrees == one.degrees


@every_forecaster
@given(values=series, shift=st.integers(-99, 99))
@drawn
def test_the_origin_does_not_matter(forecaster: Forecaster, values: list[float], shift: int):
    one = forecaster.project(values, 3)
    other = forecaster.project([value + shift for value in values], 3)
    assert other.centre == pytest.approx(one.centre + shift, abs=1e-9)
    assert other.spread == pytest.approx(one.spread, abs=1e-9)


@every_forecaster
def test_a_series_that_never_moved_goes_on(forecaster: Forecaster):
    projection = forecaster.project([3.0] * FEWEST_FOR_A_FORECAST, 5)
    assert (projection.centre, projection.spread) == (3.0, 0.0)
    assert (projection.beyond(2.9, 1), projection.beyond(3.1, 1)) == (1.0, 0.0)


@every_forecaster
def test_docstring_has_a_source_and_its_example_holds(forecaster: Forecaster):
    assert "Source:" in (forecaster.project.__doc__ or "")
    names = forecaster.project.__globals__ | {forecaster.name: forecaster}
    for example in doctest.DocTestFinder().find(forecaster.project, forecaster.name, globs=names):
        assert doctest.DocTestRunner().run(example).failed == 0


def brier(forecaster: Forecaster, walks: np.ndarray) -> float:
    scores: list[float] = []
    for walk in walks:
        past, later = [float(v) for v in walk[:12]], walk[13]
        chance = forecaster.project(past, 2).beyond(float(past[-1]) + 0.5, 1)
        scores.append((chance - float(later > past[-1] + 0.5)) ** 2)
    return sum(scores) / len(scores)


@every_forecaster
def test_on_random_walks_it_scores_better_than_a_coin(forecaster: Forecaster):
    walks = np.cumsum(np.random.default_rng(5).standard_normal((300, 14)), axis=1)
    assert brier(forecaster, walks) < 0.25


def test_on_noise_around_a_level_the_local_level_beats_the_last_value():
    noise = np.random.default_rng(6).standard_normal((300, 14))
    assert brier(forecasters["local_level"], noise) < brier(forecasters["naive"], noise)


def test_nine_in_ten_later_values_lie_in_the_central_ninety_per_cent():
    """Measured: 90 per cent of 400 walks for the naive forecaster, which is right for them."""
    walks = np.cumsum(np.random.default_rng(8).standard_normal((400, 15)), axis=1)
    caught = 0
    for walk in walks:
        projection = forecasters["naive"].project([float(v) for v in walk[:13]], 2)
        caught += 0.05 <= projection.beyond(float(walk[14]), 1) <= 0.95
    assert caught / len(walks) == pytest.approx(0.9, abs=0.05)


def test_a_projection_without_spread_is_sure():
    assert Projection(1.0, 0.0, 5).beyond(0.5, 1) == 1.0
    assert Projection(1.0, 0.0, 5).beyond(0.5, -1) == 0.0
    assert not math.isnan(Projection(1.0, 0.0, 5).beyond(1.0, 1))
