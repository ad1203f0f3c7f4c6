"""Windows: the periods that a question reads."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Period(BaseModel):
    """A window of periods, both ends included; ``to`` empty: to the last the vintage knows.

    Negative numbers count back from that last period: ``{from: -2, to: 0}`` is the last three.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    from_: Annotated[int | dt.date, Field(alias="from")]
    to: int | dt.date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        ends = (self.from_, self.to)
        if all(isinstance(end, int) for end in ends) or all(isinstance(e, dt.date) for e in ends):
            if self.from_ > self.to:  # type: ignore[operator] (both are of one type here)
                msg = f"the window begins ({self.from_}) after it ends ({self.to})"
                raise ValueError(msg)
        elif self.to is not None:
            msg = f"the window mixes a date and a number ({self.from_}, {self.to})"
            raise ValueError(msg)
        return self
