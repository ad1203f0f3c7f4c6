"""Asymmetry grows: one side's dependence pulls away from the other's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from pydantic import BaseModel, ConfigDict, PositiveFloat

from entente.criteria import Ask, Evidence, criterion, one_series
from entente.criteria._decision import cannot_tell
from entente.criteria.rises import rises
from entente.policy import FEWEST_FOR_A_TREND

if TYPE_CHECKING:
    from entente.finding import Finding


class Options(BaseModel):
    """Options of ``asymmetry_grows``.

    Attributes:
        ratio_matters: Smallest slope of the log ratio that matters, a year.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    ratio_matters: PositiveFloat = 0.01


@criterion(form="asymmetry", effect="{unit} a year, difference of the two sides", options=Options)
def asymmetry_grows(evidence: Evidence, ask: Ask) -> Finding:
    """The difference and the log ratio of the two sides both trend the claimed way.

    The ratio explodes at small shares and the difference hides them, so both must agree; where
    they part, the criterion cannot tell (``sources_disagree``).

    Args:
        evidence: ``points``: the side said to depend; ``against``: the other side; six common
            periods at least, all above zero.
        ask: ``matters`` in the measure's unit a year, for the difference.

    Returns:
        The slope of the difference, with the more cautious of the two probabilities.

    Source:
        Hirschman (1945), National Power and the Structure of Foreign Trade, chapter II.

    Examples:
        >>> from entente.measures import Point
        >>> one = tuple(Point(2010 + i, 0.1 + 0.02 * i + 0.001 * (i % 2)) for i in range(9))
        >>> two = tuple(Point(2010 + i, 0.02 + 0.0001 * i) for i in range(9))
        >>> asymmetry_grows.decide(Evidence(one, (two,)), asymmetry_grows.ask(matters=0.005)).answer
        'supports'
    """
    other = {p.period: p.value for p in one_series(evidence.against[0])} if evidence.against else {}
    both = [
        (point, other[point.period])
        for point in one_series(evidence.points)
        if other.get(point.period, 0.0) > 0 and point.value > 0
    ]
    if len(both) < FEWEST_FOR_A_TREND:
        short = f"{len(both)} periods with both sides, {FEWEST_FOR_A_TREND} are needed."
        return cannot_tell("too_short", short, n=len(both))
    gap = tuple(replace(point, value=point.value - far) for point, far in both)
    ratio = tuple(replace(point, value=float(np.log(point.value / far))) for point, far in both)
    trend = replace(ask, options=rises.options())
    found = rises.decide(Evidence(gap, error=evidence.error), trend)
    by_ratio = rises.decide(Evidence(ratio), replace(trend, matters=ask.options.ratio_matters))
    detail = f"{found.detail} Log ratio: {by_ratio.effect:+.3f} a year ({by_ratio.answer})."
    if found.answer == by_ratio.answer and found.answer != "cannot_tell":
        sense = found.sense if found.sense == by_ratio.sense else "no such change"
        return replace(_cautious(found, by_ratio), sense=sense, detail=detail)
    reason = "too_noisy" if "cannot_tell" in {found.answer, by_ratio.answer} else "sources_disagree"
    reason = found.reason if found.reason == "no_error" else reason
    cautious = _cautious(found, by_ratio)
    return replace(cautious, answer="cannot_tell", sense="", reason=reason, detail=detail)


def _cautious(one: Finding, two: Finding) -> Finding:
    """Keep the estimate of the first with the probabilities nearer to doubt of the two."""

    def least(first: float | None, second: float | None) -> float | None:
        return None if first is None or second is None else min(first, second)

    # A lean of zero is the surest there is; only one that is not known is doubt itself.
    nearer = min((one.lean, two.lean), key=lambda p: 0.0 if p is None else abs(p - 0.5))
    return replace(
        one,
        p_claimed=least(one.p_claimed, two.p_claimed),
        p_none=least(one.p_none, two.p_none),
        power=least(one.power, two.power),
        lean=nearer,
    )
