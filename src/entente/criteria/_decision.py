"""From draws of an effect to an answer: the rule that all criteria share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from entente.finding import Finding
from entente.policy import ENOUGH_POWER, INTERVAL, MISSED, SURE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from entente.criteria import Ask


def judge(
    draws: NDArray[np.float64],
    ask: Ask,
    *,
    effect: float,
    n: int,
    line: tuple[float, float, float, float] | None = None,
) -> Finding:
    """Decide from draws of an effect.

    Supports where the effect is beyond the smallest that matters, in the claimed direction, with
    probability .90. Contradicts where it is null or opposite with probability .90, or where the
    90 % interval stays short of the smallest effect that matters; but an absence contradicts only
    where the data had at least an even chance to show that effect.

    Args:
        draws: Draws of the effect, in the criterion's unit.
        ask: Direction and smallest effect that matters.
        effect: Point estimate.
        n: Points read.
        line: Fitted line, for charts.

    Examples:
        >>> from entente.criteria import Ask
        >>> ask = Ask(sign=1, matters=1.0, options=None)
        >>> judge(np.linspace(2, 3, 100), ask, effect=2.5, n=9).answer
        'supports'
        >>> found = judge(np.linspace(-3, -2, 100), ask, effect=-2.5, n=9)
        >>> found.answer, found.sense
        ('contradicts', 'the opposite')
        >>> judge(np.linspace(-20, 20, 100), ask, effect=0.0, n=9).reason
        'too_noisy'
    """
    claimed = ask.sign * draws
    p_claimed = _share(claimed >= ask.matters)
    p_none = _share(claimed <= 0)
    ordered = np.sort(claimed)
    least, fifth, middle, ninth, most = (
        quantile(ordered, share) for share in (INTERVAL[0], MISSED, 0.50, SURE, INTERVAL[1])
    )
    low, high = (least, most) if ask.sign > 0 else (-most, -least)
    short_of_it = most < ask.matters
    power = _share(claimed - middle + ask.matters > ninth - middle)
    detectable = ninth - fifth
    opposite = _share(claimed <= -ask.matters) >= SURE
    answer, sense, reason = "cannot_tell", "", "too_noisy"
    if p_claimed >= SURE:
        answer, reason = "supports", ""
    elif p_none >= SURE or short_of_it:
        if opposite or power >= ENOUGH_POWER:
            answer, reason = "contradicts", ""
            inside = -ask.matters < least and most < ask.matters
            either = "no such change" if inside else "no such change, or the opposite"
            sense = "the opposite" if opposite else either
        else:
            reason = "low_power"
    return Finding(
        answer=answer,
        sense=sense,
        reason=reason,
        effect=effect,
        low=low,
        high=high,
        p_claimed=p_claimed,
        p_none=p_none,
        lean=_share(claimed > 0) + 0.5 * _share(claimed == 0),
        n=n,
        power=power,
        detectable=detectable,
        line=line,
    )


def quantile(ordered: NDArray[np.float64], share: float) -> float:
    """Interpolate a quantile of values that are in order.

    Examples:
        >>> quantile(np.array([1.0, 2.0, 3.0, 4.0]), 0.5)
        2.5
    """
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return float(ordered[below] + (place - below) * (ordered[above] - ordered[below]))


def exact(effect: float, ask: Ask, *, n: int, complete: bool = True) -> Finding:
    """Decide from a closed list, where the effect has no interval.

    Examples:
        >>> from entente.criteria import Ask
        >>> ask = Ask(sign=-1, matters=0.1, options=None)
        >>> exact(-0.3, ask, n=4).answer, exact(0.05, ask, n=4).sense
        ('supports', 'no such change')
    """
    claimed = ask.sign * effect
    beyond = claimed >= ask.matters
    answer, sense, reason = "supports" if beyond else "contradicts", "", ""
    if not beyond:
        sense = "the opposite" if claimed <= -ask.matters else "no such change"
    if not beyond and not complete:
        answer, sense, reason = "cannot_tell", "", "list_incomplete"
    return Finding(
        answer=answer,
        sense=sense,
        reason=reason,
        effect=effect,
        low=effect,
        high=effect,
        p_claimed=1.0 if beyond else 0.0,
        p_none=1.0 if claimed <= 0 else 0.0,
        lean=1.0 if claimed > 0 else 0.0 if claimed < 0 else 0.5,
        n=n,
        exact=True,
    )


def cannot_tell(reason: str, detail: str, *, n: int = 0) -> Finding:
    """Build the answer of a criterion that has no estimate."""
    return Finding(answer="cannot_tell", reason=reason, detail=detail, n=n)


def _share(holds: NDArray[np.bool_]) -> float:
    return float(np.mean(holds))
