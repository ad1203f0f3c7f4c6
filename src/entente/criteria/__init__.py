"""Criteria: rules that decide on a measure.

One file, one criterion: a function decorated with :func:`criterion`, named as its file, that takes
:class:`Evidence` and an :class:`Ask` and returns a :class:`Finding`. A criterion estimates an
effect with an interval and compares it with the smallest effect that matters. "Cannot tell" is an
answer with a reason, never an error.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from entente.errors import ScopeError
from entente.registry import Registry
from entente.uncertainty import Jumps

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel

    from entente.finding import Finding
    from entente.measures import Point
    from entente.uncertainty import Uncertainty


@dataclass(frozen=True)
class Reason:
    """Why a criterion cannot tell.

    Attributes:
        words: In words, for pages.
        untestable: Whether there was nothing, or too little, to test at all.
        detailed: Whether the finding's own sentence says more.
    """

    words: str
    untestable: bool = False
    detailed: bool = False


REASONS = {
    "": Reason("decided"),
    "no_rows": Reason("no rows", untestable=True),
    "too_short": Reason("too few periods", untestable=True, detailed=True),
    "too_noisy": Reason("the error of measurement is too large to tell"),
    "no_error": Reason("how large the error of measurement is cannot be told", untestable=True),
    "specifications_split": Reason("equivalent specifications split"),
    "sources_disagree": Reason("the two ways of measuring disagree"),
    "confounded": Reason("random dates do as well"),
    "fragile": Reason("rests on one event"),
    "list_incomplete": Reason("the list is not complete, so none recorded decides nothing"),
    "too_few": Reason("too few instances", detailed=True),
    "coverage_ended": Reason("coverage ended before the window", untestable=True),
    "registered": Reason("registered, to be scored"),
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
        error: How far a sum of the points may be off.
    """

    points: tuple[Point, ...]
    against: tuple[tuple[Point, ...], ...] = ()
    complete: bool = False
    middle: int = 183
    error: Uncertainty = field(default_factory=Jumps)


@dataclass(frozen=True)
class Ask:
    """How a criterion is asked.

    Attributes:
        sign: 1 where the claim says up, -1 where down.
        matters: Smallest effect that matters, above zero, in the criterion's unit.
        options: The criterion's own options, validated.
    """

    sign: Literal[1, -1]
    matters: float
    options: Any


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
        instances: Whether its effect counts instances on record, each with its sources.
        counts_acts: Whether it counts the acts that it reads, whatever the measure.
        fewer: What fewer acts speak for: the ``opposite`` of the direction asked, ``harm`` where
            that direction is the harm to be excluded, ``either`` where years without an act are
            left out of a mean, or ``no change`` where only what is not there is missed.
        drafted: Whether a draft of a claim of its form proposes it; at most one of each form is.
    """

    name: str
    form: str
    effect: str
    options: type[BaseModel]
    decide: Callable[[Evidence, Ask], Finding]
    periodic: bool
    instances: bool = False
    counts_acts: bool = False
    fewer: Literal["opposite", "harm", "either", "no change"] = "opposite"
    drafted: bool = True

    def rests_on_fewer(self, answer: str, direction: Literal["up", "down"]) -> bool:
        """Whether an answer of a count of acts rests on there being few."""
        if answer not in {"supports", "contradicts"}:
            return False
        if self.fewer == "either":
            return True
        if self.fewer == "no change":
            return answer == "contradicts"
        up = "up" if self.fewer == "opposite" else "down"
        return answer == ("contradicts" if direction == up else "supports")

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
    ) -> Ask:
        """Build the question, with the options validated.

        Raises:
            pydantic.ValidationError: An option is unknown or has a wrong value.
        """
        return Ask(
            sign=1 if direction == "up" else -1,
            matters=matters,
            options=self.options.model_validate(options or {}),
        )


def criterion(
    *,
    form: str,
    effect: str,
    options: type[BaseModel],
    periodic: bool = True,
    instances: bool = False,
    counts_acts: bool = False,
    fewer: Literal["opposite", "harm", "either", "no change"] = "opposite",
    drafted: bool = True,
) -> Callable[[Callable[[Evidence, Ask], Finding]], Criterion]:
    """Make a :class:`Criterion` of a rule; the name is the function's."""

    def register(decide: Callable[[Evidence, Ask], Finding]) -> Criterion:
        return Criterion(
            name=decide.__name__,
            form=form,
            effect=effect,
            options=options,
            decide=decide,
            periodic=periodic,
            instances=instances,
            counts_acts=counts_acts,
            fewer=fewer,
            drafted=drafted,
        )

    return register


def reason_text(found: Finding) -> str:
    """Return why a criterion cannot tell, in words; empty where it can."""
    if found.answer != "cannot_tell":
        return ""
    reason = REASONS[found.reason]
    if reason.detailed and found.detail:
        return f"{reason.words} ({found.detail.rstrip('.')})"
    return reason.words


def one_series(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Return the points where they are one series.

    Raises:
        ScopeError: They are about several pairs or states.
    """
    labels = sorted({point.label for point in points})
    if len(labels) > 1:
        msg = f"The criterion reads one series, not {len(labels)} ({', '.join(labels[:4])})."
        raise ScopeError(msg, fix="name the states of the lens")
    return points


criteria: Registry[Criterion] = Registry("criterion", Criterion, "entente.criteria")
