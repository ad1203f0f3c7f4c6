"""The finding: what a criterion found, in the form in which it is published."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (the contract reads the annotation)
import math
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import PlainSerializer


def tidy(value: float | None) -> float | None:
    """Round to six significant digits; infinities and not-a-number become missing.

    Examples:
        >>> tidy(0.123456789), tidy(1234567.8), tidy(float("nan")), tidy(-0.0)
        (0.123457, 1234570.0, None, 0.0)
    """
    if value is None or not math.isfinite(value):
        return None
    return float(f"{value:.6g}") + 0.0


Number = Annotated[float, PlainSerializer(tidy)]
LensAnswer = Literal["supports", "contradicts", "cannot_tell"]
Mark = Literal["", "unusual", "between", "common"]
Sense = Literal["", "no such change", "the opposite"]


@dataclass(frozen=True)
class Stretch:
    """One of the two levels whose difference is an effect.

    Attributes:
        value: The mean of some periods, or what they are held against.
        first, last: First and last of these periods; ``None`` where it is a bar of the rule.
    """

    value: Number
    first: int | dt.date | None = None
    last: int | dt.date | None = None


@dataclass(frozen=True)
class Finding:
    """What a criterion found.

    Attributes:
        answer: supports, contradicts, cannot tell (or registered, for a forecast).
        sense: Of a contradiction: ``no such change`` where the interval holds zero or lies inside
            the margin, else ``the opposite``.
        reason: Code of the criteria's ``REASONS`` where it cannot tell.
        detail: One sentence with the figures, for the page.
        effect, low, high: Estimate and its 90 % interval, in the criterion's unit; ``None`` where
            there is no estimate.
        p_claimed: Probability that the effect is beyond the smallest that matters, as claimed.
        p_none: Probability of no effect or the opposite one.
        lean: Probability of the claimed direction; ``None`` where there is no estimate.
        n: Points read.
        power: Chance to support the claim were the effect twice the smallest that matters;
            ``None`` where exact.
        detectable: Smallest effect seen with power .8; ``None`` where exact.
        exact: The list is closed and the answer is a count or a difference without an interval.
        line: For charts: ``(first period, value, last period, value)`` of the fitted line or level.
        base: What the level was before, or is held against; ``None`` where no two are compared.
        seen: The level that is held against it.
    """

    answer: LensAnswer | Literal["registered"]
    sense: Sense = ""
    reason: str = ""
    detail: str = ""
    effect: Number | None = None
    low: Number | None = None
    high: Number | None = None
    p_claimed: Number | None = None
    p_none: Number | None = None
    lean: Number | None = None
    n: int = 0
    power: Number | None = None
    detectable: Number | None = None
    exact: bool = False
    line: tuple[Number, Number, Number, Number] | None = None
    base: Stretch | None = None
    seen: Stretch | None = None


@dataclass(frozen=True)
class Standing:
    """Where what a lens found stands among others: the same measure, window and estimator.

    Attributes:
        mark: ``unusual``, ``common`` or ``between``; empty where it is not compared.
        compared: How many others there are: those whose first periods are most alike.
        as_large: How many of them moved at least as much the claimed way.
        p: Share that did, itself counted in; ``None`` where it is not compared.
        reason: Why it is not compared; empty where it is.
        others: The effect of each other, sorted; empty where it is not compared.
    """

    mark: Mark
    compared: int
    as_large: int
    p: Number | None
    reason: str
    others: tuple[Number, ...] = ()
