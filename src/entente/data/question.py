"""Questions: what is asked of a measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictStr

from entente.data.window import Window
from entente.errors import ScopeError
from entente.states import parse_states

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from entente.vocabulary import Vocabulary

State = Annotated[StrictStr, Field(pattern=r"^[A-Z]{3}$")]
Where = dict[StrictStr, StrictStr | list[StrictStr]]


class Question(BaseModel):
    """What is asked of a measure: of whom, where and when.

    Attributes:
        measure: Name of a measure.
        states: States in the order of the measure's grain; empty: the case's partners where the
            measure is of a pair, all rows where it has no states.
        partner: For several states: the other side of every pair.
        everyone: The pairs of each state with any other; without states, of all with all.
        where: Narrowing by the measure's scope.
        window: Periods read; empty: all.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    measure: StrictStr
    states: list[State] = []
    partner: State | None = None
    everyone: bool = False
    where: Where = {}
    window: Window | None = None

    @property
    def named(self) -> list[str]:
        """The states that it names, the partner last."""
        return [*self.states, *([self.partner] if self.partner else [])]


EVERYBODY = "all"
"""What people write for all states, or for any partner."""


def question_of(
    measure: str,
    states: str | Sequence[str] = (),
    *,
    words: Vocabulary,
    partner: str | None = None,
    where: Mapping[str, str | Sequence[str]] | None = None,
    first: int | dt.date | str | None = None,
    last: int | dt.date | str | None = None,
) -> Question:
    """Make a question of what people write: states in any form, ends of a window.

    Raises:
        UnknownNameError: A state is not known.
        ScopeError: An end of the window is no period, or they are in the wrong order; or all states
            are named beside a partner.
    """
    everybody = _is_everybody(states)
    everyone = everybody or (partner is not None and _is_everybody(partner))
    codes = [] if everybody else parse_states(states, words)
    other = parse_states(partner, words) if partner and not everyone else []
    if everybody and partner is not None:
        msg = f"All states are asked about, so a partner {partner!r} says nothing more."
        raise ScopeError(msg, fix="--states CHN --partner all, for the pairs of one")
    if len(other) > 1:
        msg = f"A question has one partner, not {len(other)} ({', '.join(other)})."
        raise ScopeError(msg, fix="name the others among the states")
    try:
        window = None if first is None and last is None else Window.of(first, last)
    except ValueError as error:
        said = str(error).partition("Value error, ")[2].partition(" [type")[0]
        msg = f"The years cannot be read: {said or error}."
        raise ScopeError(msg, fix="--from 2015 --to 2024") from None
    return Question(
        measure=measure,
        states=codes,
        partner=other[0] if other else None,
        everyone=everyone,
        where={key: v if isinstance(v, str) else list(v) for key, v in (where or {}).items()},
        window=window,
    )


def _is_everybody(written: str | Sequence[str]) -> bool:
    words = [written] if isinstance(written, str) else list(written)
    return [word.strip().lower() for word in words] == [EVERYBODY]
