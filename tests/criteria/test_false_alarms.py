"""How often a criterion finds what is not there, and how often what is: on drawn noise."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest
from planted import years

from entente.criteria import Evidence, criteria

SERIES = 300
DRAWS = 200
ELEVEN = 11


def noise(random: np.random.Generator, length: int, autocorrelation: float) -> list[float]:
    values = [float(random.standard_normal() / np.sqrt(1 - autocorrelation**2))]
    for shock in random.standard_normal(length - 1):
        values.append(autocorrelation * values[-1] + float(shock))
    return values


def supported(
    name: str,
    options: dict[str, Any],
    *,
    length: int = ELEVEN,
    autocorrelation: float = 0.5,
    slope: float = 0.0,
) -> float:
    """Return the share of drawn series that support a rise of next to nothing."""
    rule, random = criteria[name], np.random.default_rng(74)
    found = 0
    for seed in range(SERIES):
        values = noise(random, length, autocorrelation)
        evidence = Evidence(years(value + slope * i for i, value in enumerate(values)))
        asked = rule.ask(matters=1e-6, options=options, seed=seed, draws=DRAWS)
        found += rule.decide(evidence, asked).answer == "supports"
    return found / SERIES


@pytest.mark.parametrize("estimator", ["theil_sen", "least_squares"])
def test_noise_with_a_rhythm_of_its_own_seldom_rises(estimator: str):
    """Measured over 800 series: 14 per cent (10 are aimed at), on 300 series give or take 2."""
    assert supported("rises", {"estimator": estimator}) <= 0.17


def test_noise_without_a_rhythm_seldom_rises():
    """Measured over 800 series: 6 per cent."""
    assert supported("rises", {}, autocorrelation=0.0) <= 0.135


@pytest.mark.parametrize(
    ("name", "options", "ceiling"),
    [
        # Measured over 800 series with autocorrelation .5: 14, 12, 13 and 15 per cent.
        ("rises", {}, 0.18),
        ("shifts_after", {"at": dt.date(2016, 1, 1)}, 0.18),
        ("shifts_after", {"at": dt.date(2016, 1, 1), "before": "level"}, 0.18),
        ("exceeds", {"threshold": 0.0}, 0.18),
    ],
)
def test_false_alarms_do_not_grow(name: str, options: dict[str, Any], ceiling: float):
    assert supported(name, options) <= ceiling


def test_a_slope_of_a_third_of_the_noise_is_mostly_seen():
    """Measured over 800 series: 72 per cent."""
    assert supported("rises", {}, slope=0.3) >= 0.5


def test_noise_around_a_fall_never_rises():
    assert supported("rises", {}, slope=-1.0) == 0
