"""What every criterion finds on planted and drawn data, figure by figure, kept for review.

A law may hold of two rules. These are the figures of ours: another square, another season or
another seed moves one of them, and moving one is a line under "Numbers" in CHANGELOG.md.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from planted import PLANTED, days
from test_criterion_laws import CASES, LAWS, decide

from entente.criteria import Evidence, criteria
from entente.criteria._resampling import (
    _left_by_fit,
    autocorrelation,
    least_squares_weights,
    resample_noise,
)
from entente.finding import Finding, tidy

KEPT = Path(__file__).parents[1] / "golden" / "findings.json"
WRITE = os.environ.get("ENTENTE_GOLDEN") == "write"
# Neither a line nor a level: swings, with a rise at the end.
VALUES = (3.0, -7.0, 4.0, 9.0, -2.0, 6.0, 1.0, 8.0, 30.0, 24.0, 33.0, 21.0, 38.0)


def figures(found: Finding) -> dict[str, Any]:
    held = asdict(found)
    line = [tidy(value) for value in found.line] if found.line else None
    numbers = {key: tidy(v) for key, v in held.items() if isinstance(v, float)}
    return {key: v for key, v in (held | numbers | {"line": line}).items() if v not in (None, "")}


def found_by_all() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, kind in CASES:
        law = LAWS[name][kind]
        found[f"{name} {kind}"] = figures(decide(name, law, law.evidence(VALUES)))
    for name, held in PLANTED.items():
        for kind in ("yes", "no"):
            asked = criteria[name].ask(
                direction=held.direction, matters=held.matters, options=held.options, seed=3
            )
            found[f"{name} planted {kind}"] = figures(
                criteria[name].decide(getattr(held, kind), asked)
            )
    return found


def test_every_figure_is_as_it_was_reviewed_golden():
    found = found_by_all()
    if WRITE:
        KEPT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    moved = [name for name in found if found[name] != kept.get(name)]
    assert (moved, sorted(kept)) == ([], sorted(found)), "run `make golden` and review the diff"


def test_a_finding_of_events_does_not_turn_with_their_order():
    (law,) = LAWS["responds_to_events"].values()
    evidence = law.evidence(VALUES)
    turned = Evidence(evidence.points, (days(p.period for p in evidence.against[0])[::-1],))  # type: ignore[misc]
    assert decide("responds_to_events", law, turned) == decide("responds_to_events", law, evidence)


# ---------------------------------------------------------------- noise

LONG = np.stack([np.ones(40), np.arange(40.0) - 19.5], axis=1)


def residuals(design: np.ndarray, rho: float, seed: int = 2) -> np.ndarray:
    random = np.random.default_rng(seed)
    noise = [float(random.standard_normal())]
    for shock in random.standard_normal(len(design) - 1):
        noise.append(rho * noise[-1] + float(shock))
    held = np.array(noise)
    return held - design @ np.linalg.lstsq(design, held, rcond=None)[0]


def expected(held: np.ndarray, parameters: int) -> float:
    """Tell the estimate again, as its docstring and the policy do."""
    n = len(held)
    own = sum(a * b for a, b in zip(held[1:], held[:-1], strict=True)) / sum(held * held)
    unbiased = (n * own + parameters) / (n - parameters - 2)
    return max((n * min(max(unbiased, -0.9), 0.9) + 10 * 0.5) / (n + 10), 0.0)


@pytest.mark.parametrize("rho", [-0.2, 0.3, 0.6])
@pytest.mark.parametrize("parameters", [1, 2])
def test_the_autocorrelation_is_that_of_the_docstring(rho: float, parameters: int):
    held = residuals(LONG[:, :parameters], rho)
    assert autocorrelation(held, parameters) == pytest.approx(expected(held, parameters))


def test_the_autocorrelation_stays_between_zero_and_nine_tenths():
    assert autocorrelation(np.array([1.0, -1.0] * 40), 1) == 0.0
    # The series' own is cut at .9 before it is pooled.
    drift = np.arange(300.0) - 149.5
    assert autocorrelation(drift, 2) == pytest.approx((300 * 0.9 + 5) / 310)
    # Nothing but zeros tells nothing of its own, but for the correction of its bias.
    assert autocorrelation(np.zeros(10), 1) == pytest.approx((10 * (1 / 7) + 5) / 20)
    # As few points as parameters allow: the divisor is one at least.
    assert autocorrelation(np.array([1.0, 1.0, -2.0]), 1) == pytest.approx(
        (3 * max((3 * (1 - 2) / 6 + 1), -0.9) + 5) / 13
    )


@pytest.mark.parametrize("rho", [0.2, 0.7])
def test_drawn_noise_has_the_spread_and_the_rhythm_of_the_noise_it_stands_for(rho: float):
    held = residuals(LONG, rho)
    known = autocorrelation(held, 2)
    drawn = resample_noise(held, LONG, 20000, seed=1)
    assert drawn.shape == (20000, 40)
    # What a fit leaves of such noise, by the matrix that takes the fit out.
    taken = np.eye(40) - LONG @ np.linalg.inv(LONG.T @ LONG) @ LONG.T
    lags = np.abs(np.subtract.outer(np.arange(40), np.arange(40)))
    product = taken @ known**lags
    left, degrees = np.trace(product), np.trace(product) ** 2 / np.trace(product @ product)
    spread = np.sum(held**2) / left * degrees / (degrees - 2)
    assert np.mean(drawn**2) == pytest.approx(spread, rel=0.03)
    first, last = np.mean(drawn[:, 0] ** 2), np.mean(drawn[:, -1] ** 2)
    assert (first, last) == (pytest.approx(spread, rel=0.06), pytest.approx(spread, rel=0.06))
    along = np.mean(drawn[:, 1:] * drawn[:, :-1]) / np.mean(drawn**2)
    assert along == pytest.approx(known, abs=0.03)


@pytest.mark.parametrize("parameters", [1, 2])
def test_of_noise_without_a_rhythm_a_fit_takes_one_degree_a_parameter(parameters: int):
    rest = 40.0 - parameters
    assert _left_by_fit(LONG[:, :parameters], 0.0) == pytest.approx((rest, rest))


def test_a_fit_leaves_a_fifth_of_the_noise_at_least():
    # A line through six periods follows slow noise so closely that less would be left.
    assert _left_by_fit(LONG[:6], 0.9)[0] == pytest.approx(6 / 5)
    assert _left_by_fit(LONG[:6], 0.0)[0] == pytest.approx(4.0)


def test_residuals_of_nothing_draw_nothing():
    assert not resample_noise(np.zeros(8), LONG[:8], 5, seed=1).any()


def test_weights_sum_values_to_the_coefficients_of_least_squares():
    random = np.random.default_rng(9)
    design = np.stack([np.ones(9), np.arange(9.0), random.standard_normal(9)], axis=1)
    values = random.standard_normal(9)
    weighed = [float(np.sum(values * least_squares_weights(design, i))) for i in range(3)]
    assert weighed == pytest.approx(np.linalg.lstsq(design, values, rcond=None)[0].tolist())
    # A first row of almost nothing is not divided by: rows are turned.
    swapped = np.stack([np.arange(9.0) - 4, np.ones(9), random.standard_normal(9)], axis=1)
    swapped[:, 0] *= 1e-9
    again = float(np.sum(values * least_squares_weights(swapped, 1)))
    assert again == pytest.approx(np.linalg.lstsq(swapped, values, rcond=None)[0][1], rel=1e-6)
