"""Moves with: two series change in step."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from pydantic import BaseModel, ConfigDict

from entente.criteria import Ask, Evidence, criterion, one_series
from entente.criteria._decision import cannot_tell, judge
from entente.periods import year_of
from entente.policy import CHANCE, FEWEST_CHANGES
from entente.uncertainty import NORMAL

if TYPE_CHECKING:
    from entente.finding import Finding


LARGEST = 1 - 1e-9
"""Nearest to 1 that a correlation is taken to be, so that its transform is a number."""


class Options(BaseModel):
    """Options of ``moves_with``: none; a second ``against`` is a driver common to both."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@criterion(form="co-movement", effect="correlation of yearly changes", options=Options)
def moves_with(evidence: Evidence, ask: Ask) -> Finding:
    """Yearly changes of two series correlate beyond a circular-shift null.

    Changes between consecutive years are correlated; where a second comparator is given, what it
    explains of both (a common driver) is taken out first. The null turns one series round against
    the other, which keeps each series' own rhythm.

    Args:
        evidence: One series; ``against``: the other and, if any, the driver; at least ten common
            yearly changes.
        ask: ``matters`` is the smallest correlation that counts.

    Returns:
        The correlation with Fisher's interval; cannot tell where the shifted series do as well
        (``confounded``) or under ten changes (``too_short``).

    Source:
        Theiler et al. (1992), Physica D 58, p. 77 (surrogate data); Fisher (1921), Metron 1, p. 3
        (the interval).

    Examples:
        >>> from entente.measures import Point
        >>> wave = [0, 2, 1, 4, 2, 6, 3, 7, 1, 0, 3, 9]
        >>> one = tuple(Point(2000 + i, float(v)) for i, v in enumerate(wave))
        >>> two = tuple(Point(2000 + i, 2.0 * v + i % 2) for i, v in enumerate(wave))
        >>> moves_with.decide(Evidence(one, (two,)), moves_with.ask(matters=0.3)).answer
        'supports'
    """
    series = [one_series(points) for points in (evidence.points, *evidence.against)]
    if len(series) < 2:
        return cannot_tell("no_rows", "There is no second series.")
    held = [{year_of(point.period): point.value for point in points} for points in series]
    years = sorted(set.intersection(*(set(values) for values in held)))
    steps = [(a, b) for a, b in pairwise(years) if b == a + 1]
    if len(steps) < FEWEST_CHANGES:
        short = f"{len(steps)} common yearly changes, {FEWEST_CHANGES} are needed."
        return cannot_tell("too_short", short, n=len(steps))
    changes = [np.array([values[b] - values[a] for a, b in steps]) for values in held]
    one, two = changes[0], changes[1]
    if len(changes) > 2:
        one, two = _without(one, changes[2]), _without(two, changes[2])
    if not (one - one.mean()).any() or not (two - two.mean()).any():
        return cannot_tell("too_noisy", "A series that never changes moves with none.", n=len(one))
    effect = _correlation(one, two)
    shifted = [_correlation(one, np.roll(two, k)) for k in range(1, len(two))]
    as_well = sum(ask.sign * value >= ask.sign * effect for value in shifted)
    by_chance = (as_well + 1) / (len(shifted) + 1)
    half = NORMAL / float(np.sqrt(len(one) - 3))
    around = float(np.arctanh(np.clip(effect, -LARGEST, LARGEST)))
    interval = float(np.tanh(around - half)), float(np.tanh(around + half))
    found = judge(effect, interval, ask, n=len(steps))
    detail = f"{len(steps)} yearly changes; {by_chance:.0%} of shifted series do as well."
    if found.answer == "supports" and by_chance > CHANCE:
        return replace(found, answer="cannot_tell", reason="confounded", detail=detail)
    return replace(found, detail=detail)


def _correlation(one: np.ndarray, two: np.ndarray) -> float:
    one, two = one - one.mean(), two - two.mean()
    spread = float(np.sqrt(np.sum(one**2) * np.sum(two**2)))
    return float(np.sum(one * two)) / spread if spread > 0 else 0.0


def _without(values: np.ndarray, driver: np.ndarray) -> np.ndarray:
    """Take out what a driver explains, by least squares."""
    driver = driver - driver.mean()
    spread = float(np.sum(driver**2))
    return values - driver * (float(np.sum(values * driver)) / spread) if spread > 0 else values
