"""Questions: what is asked of a measure."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictStr

from entente.data.window import Window

State = Annotated[StrictStr, Field(pattern=r"^[A-Z]{3}$")]
Where = dict[StrictStr, StrictStr | list[StrictStr]]


class Question(BaseModel):
    """What is asked of a measure: of whom, where and when.

    Attributes:
        measure: Name of a measure.
        states: States in the order of the measure's grain; empty: the case's partners where the
            measure is of a pair, all rows where it has no states.
        partner: For several states: the other side of every pair.
        where: Narrowing by the measure's scope.
        window: Periods read; empty: all.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    measure: StrictStr
    states: list[State] = []
    partner: State | None = None
    where: Where = {}
    window: Window | None = None
