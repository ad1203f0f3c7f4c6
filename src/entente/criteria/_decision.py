"""From an effect and its interval to an answer: the rule that all criteria share."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from entente.finding import Finding
from entente.policy import QUANTILE_OF_POWER
from entente.uncertainty import NORMAL

if TYPE_CHECKING:
    from entente.criteria import Ask
    from entente.finding import Sense


def judge(
    effect: float,
    interval: tuple[float, float] | None,
    ask: Ask,
    *,
    n: int,
    line: tuple[float, float, float, float] | None = None,
) -> Finding:
    """Decide from an effect and its 90 % interval.

    Supports where the effect is beyond the smallest that matters even at the unfavourable end of
    the interval. Contradicts where it stays short of it even at the favourable end: "no such
    change" where the interval holds zero or lies inside the margin, else "the opposite".

    Args:
        effect: Estimate, in the criterion's unit.
        interval: Its 90 % interval, 5 % on either side; ``None`` where the error cannot be told.
        ask: Direction and smallest effect that matters.
        n: Points read.
        line: Fitted line, for charts.

    Examples:
        >>> from entente.criteria import Ask
        >>> ask = Ask(sign=1, matters=1.0, options=None)
        >>> judge(2.5, (2.0, 3.0), ask, n=9).answer
        'supports'
        >>> found = judge(-2.5, (-3.0, -2.0), ask, n=9)
        >>> found.answer, found.sense
        ('contradicts', 'the opposite')
        >>> judge(0.2, (-0.5, 0.9), ask, n=9).sense
        'no such change'
        >>> judge(0.9, (0.5, 1.3), ask, n=9).reason
        'too_noisy'
    """
    if interval is None:
        return Finding(
            answer="cannot_tell", reason="no_error", effect=effect, lean=None, n=n, line=line
        )
    least, most = interval if ask.sign > 0 else (-interval[1], -interval[0])
    answer, sense, reason = "cannot_tell", "", "too_noisy"
    if least >= ask.matters:
        answer, reason = "supports", ""
    elif most < ask.matters:
        answer, reason, sense = "contradicts", "", sense_of(least, most, ask.matters)
    claimed = ask.sign * effect
    below, above = (claimed - least) / NORMAL, (most - claimed) / NORMAL
    return Finding(
        answer=answer,
        sense=sense,
        reason=reason,
        effect=effect,
        low=interval[0],
        high=interval[1],
        p_claimed=_beyond(claimed, below, above, ask.matters),
        p_none=_none(claimed, below, above),
        lean=_beyond(claimed, below, above, 0.0) if claimed or below or above else 0.5,
        n=n,
        power=_beyond(2 * ask.matters - below * NORMAL, below, below, ask.matters),
        detectable=ask.matters + below * (NORMAL + QUANTILE_OF_POWER),
        line=line,
    )


def sense_of(least: float, most: float, matters: float) -> Sense:
    """Return the sense of a contradiction: the interval is in the claimed direction.

    Examples:
        >>> sense_of(-3, -2, 1), sense_of(-0.5, -0.1, 1), sense_of(-3, 0.5, 1)
        ('the opposite', 'no such change', 'no such change')
    """
    inside = -matters < least and most < matters
    return "no such change" if inside or least <= 0 <= most else "the opposite"


def exact(effect: float, ask: Ask, *, n: int) -> Finding:
    """Decide from a closed list, where the effect has no interval.

    Examples:
        >>> from entente.criteria import Ask
        >>> ask = Ask(sign=-1, matters=0.1, options=None)
        >>> exact(-0.3, ask, n=4).answer, exact(0.05, ask, n=4).sense
        ('supports', 'no such change')
    """
    claimed = ask.sign * effect
    beyond = claimed >= ask.matters
    return Finding(
        answer="supports" if beyond else "contradicts",
        sense="" if beyond else sense_of(claimed, claimed, ask.matters),
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


def _none(middle: float, below: float, above: float) -> float:
    """Return how likely it is that a number is zero or below."""
    if not middle and not below and not above:
        return 1.0
    return 1 - _beyond(middle, below, above, 0.0)


def _beyond(middle: float, below: float, above: float, bar: float) -> float:
    """Return how likely it is that a number is at least a bar, its spread differing by side."""
    away = middle - bar
    spread = below if away > 0 else above
    if not spread:
        return 1.0 if away >= 0 else 0.0
    return 0.5 * math.erfc(-away / spread / math.sqrt(2))
