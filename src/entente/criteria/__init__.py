"""Criteria: rules that decide on a measure.

One file, one criterion: a function decorated with :func:`criterion`, named as its file, that takes
:class:`Evidence` and an :class:`Ask` and returns a :class:`Finding`. A criterion estimates an
effect with an interval and compares it with the smallest effect that matters. "Cannot tell" is an
answer with a reason, never an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from entente.errors import ScopeError
from entente.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel

    from entente.measures import Point

Answer = Literal["supports", "contradicts", "cannot_tell", "registered"]
Sense = Literal["", "no such change", "no such change, or the opposite", "the opposite"]

# The probability with which a lens decides, and by which verdicts and pages measure its edge.
SURE = 0.90

REASONS = {
    "": "decided",
    "no_rows": "no rows",
    "too_short": "too few periods",
    "too_noisy": "too noisy",
    "low_power": "too little power to see an absence",
    "specifications_split": "equivalent specifications split",
    "sources_disagree": "the two ways of measuring disagree",
    "confounded": "random dates do as well",
    "fragile": "rests on one event",
    "list_incomplete": "the list is not complete, so none recorded decides nothing",
    "too_few": "too few instances",
    "coverage_ended": "coverage ended before the window",
    "registered": "registered, to be scored",
}


@dataclass(frozen=True)
class Evidence:
    """What a criterion sees: nothing of the claim's words.

    Attributes:
        points: Values in the order of their periods; missing periods are absent.
        against: Comparators, a second series or events, one tuple a question.
        complete: Whether the rows come from a list that declares itself complete, so that
            "none" is evidence.
        middle: Day of the year (1-366) in the middle of a period: 183 for calendar years, 274 for
            fiscal years from April.
    """

    points: tuple[Point, ...]
    against: tuple[tuple[Point, ...], ...] = ()
    complete: bool = False
    middle: int = 183


@dataclass(frozen=True)
class Ask:
    """How a criterion is asked.

    Attributes:
        sign: 1 where the claim says up, -1 where down.
        matters: Smallest effect that matters, above zero, in the criterion's unit.
        options: The criterion's own options, validated.
        seed: Seed of every random draw.
        draws: Number of bootstrap draws.
    """

    sign: Literal[1, -1]
    matters: float
    options: Any
    seed: int = 0
    draws: int = 2000


@dataclass(frozen=True)
class Finding:
    """What a criterion found.

    Attributes:
        answer: supports, contradicts, cannot tell (or registered, for a forecast).
        sense: Of a contradiction: ``no such change`` where all of the interval lies inside the
            margin, ``the opposite`` where the effect is beyond it on the other side, else both.
        reason: Code of :data:`REASONS` where it cannot tell.
        detail: One sentence with the figures, for the page.
        effect, low, high: Estimate and its 90 % interval, in the criterion's unit; ``None`` where
            there is no estimate.
        p_claimed: Probability that the effect is beyond the smallest that matters, as claimed.
        p_none: Probability of no effect or the opposite one.
        lean: Probability of the claimed direction; ``None`` where there is no estimate.
        n: Points read.
        power: Chance to tell the smallest effect that matters from none; ``None`` where exact.
        detectable: Smallest effect seen with power .8; ``None`` where exact.
        exact: The list is closed and the answer is a count or a difference without an interval.
        line: For charts: ``(first period, value, last period, value)`` of the fitted line or level.
    """

    answer: Answer
    sense: Sense = ""
    reason: str = ""
    detail: str = ""
    effect: float | None = None
    low: float | None = None
    high: float | None = None
    p_claimed: float | None = None
    p_none: float | None = None
    lean: float | None = None
    n: int = 0
    power: float | None = None
    detectable: float | None = None
    exact: bool = False
    line: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class Criterion:
    """One decision rule.

    Attributes:
        name: Snake-case verb, the stem of its file.
        form: The form of claim that it decides.
        effect: What the effect is, for prose; ``{unit}`` stands for the measure's unit.
        options: Model of its options.
        decide: The rule.
        periodic: Whether it reads values by period, so that a next value can be tried.
    """

    name: str
    form: str
    effect: str
    options: type[BaseModel]
    decide: Callable[[Evidence, Ask], Finding]
    periodic: bool

    @property
    def title(self) -> str:
        """First line of the docstring, without its full stop."""
        return (self.decide.__doc__ or "").strip().splitlines()[0].rstrip(".")

    def ask(
        self,
        *,
        direction: Literal["up", "down"] = "up",
        matters: float,
        options: dict[str, Any] | None = None,
        seed: int = 0,
        draws: int = 2000,
    ) -> Ask:
        """Build the question, with the options validated.

        Raises:
            pydantic.ValidationError: An option is unknown or has a wrong value.
        """
        return Ask(
            sign=1 if direction == "up" else -1,
            matters=matters,
            options=self.options.model_validate(options or {}),
            seed=seed,
            draws=draws,
        )


def criterion(
    *, form: str, effect: str, options: type[BaseModel], periodic: bool = True
) -> Callable[[Callable[[Evidence, Ask], Finding]], Criterion]:
    """Make a :class:`Criterion` of a rule; the name is the function's."""

    def register(decide: Callable[[Evidence, Ask], Finding]) -> Criterion:
        return Criterion(decide.__name__, form, effect, options, decide, periodic)

    return register


def one_series(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Give the points where they are one series.

    Raises:
        ScopeError: They are about several pairs or states.
    """
    labels = sorted({point.label for point in points})
    if len(labels) > 1:
        msg = f"The criterion reads one series, not {len(labels)} ({', '.join(labels[:4])})."
        raise ScopeError(msg, fix="name the states of the lens")
    return points


criteria: Registry[Criterion] = Registry("criterion", Criterion, "entente.criteria")
