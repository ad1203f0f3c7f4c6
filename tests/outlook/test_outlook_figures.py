"""Projections told again, step by step, from their sources."""

from __future__ import annotations

import numpy as np
import pytest

from entente.outlook import forecasters

VALUES = [3.0, 5.0, 2.0, 6.0, 7.0, 4.0, 8.0, 9.0]


def smoothed(values: list[float], weight: float) -> tuple[float, float]:
    """Return the mean squared one-step error and the last level."""
    level, squares = values[0], 0.0
    for value in values[1:]:
        squares += (value - level) ** 2
        level = weight * value + (1 - weight) * level
    return squares / (len(values) - 1), level


@pytest.mark.parametrize(
    "values", [VALUES, VALUES[::-1], [1.0, 2, 3, 4, 5, 6], [5.0, 1, 5, 1, 5, 1]]
)
@pytest.mark.parametrize("ahead", [1, 2, 5])
def test_the_local_level_has_the_weight_of_the_least_error(values: list[float], ahead: int):
    tried = {i / 20: smoothed(values, i / 20) for i in range(1, 21)}
    weight = min(tried, key=lambda one: tried[one][0])
    error, level = tried[weight]
    variance = error * (len(values) - 1) / (len(values) - 2) * (1 + (ahead - 1) * weight**2)
    found = forecasters["local_level"].project(values, ahead)
    assert found.centre == pytest.approx(level)
    assert found.spread == pytest.approx(np.sqrt(variance))
    assert found.degrees == len(values) - 2


def test_equal_errors_take_the_smallest_weight():
    found = forecasters["local_level"].project([2.0] * 6, 3)
    assert (found.centre, found.spread, found.degrees) == (2.0, 0.0, 4)


def test_of_weights_with_one_error_the_smallest_is_taken():
    # Both errors are made before any weight tells.
    found = forecasters["local_level"].project([0.0, 0.0, 1.0], 1)
    assert found.centre == pytest.approx(0.05)
    assert found.degrees == 1


def test_the_smallest_weight_is_a_twentieth():
    turns = [0.0, *[1.0, -1.0] * 6]
    assert smoothed(turns, 0.05)[0] < smoothed(turns, 0.10)[0]
    found = forecasters["local_level"].project(turns, 1)
    assert found.centre == pytest.approx(smoothed(turns, 0.05)[1])


@pytest.mark.parametrize("ahead", [1, 4])
def test_the_last_value_goes_on_with_the_spread_of_changes(ahead: int):
    found = forecasters["naive"].project(VALUES, ahead)
    squares = np.mean(np.diff(VALUES) ** 2)
    assert found.spread == pytest.approx(np.sqrt(squares * ahead))
    assert (found.centre, found.degrees) == (9.0, 7)


def test_a_forecaster_is_called_by_the_first_line_of_its_docstring():
    assert forecasters["naive"].title == (
        "The last value continues; its error grows with the square root of the steps"
    )
