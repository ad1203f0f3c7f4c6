"""The contract of a comparison: what machines and pages read of two reports side by side."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict

from entente.assessment import VintageName
from entente.finding import Number

Group = Literal["clash", "agree", "different"]
GROUPS: tuple[Group, ...] = ("clash", "agree", "different")
Data = Literal[
    "", "both", "first", "second", "neither", "not first", "not second",
    "leans first", "leans second", "leans both", "cannot tell",
]  # fmt: skip
# Reasons why two lenses on one measure cannot be compared, the nearest miss last.
Reason = Literal[
    "", "one report only", "other states", "other scope", "other years",
    "other kind", "other comparison", "both can hold",
]  # fmt: skip


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Compared(_Part):
    """One of the two reports.

    Attributes:
        label: Institution and year, for sentences.
        as_written: The last day whose rows its answers as written read.
    """

    case: str
    report: str
    label: str
    title: str
    published: str
    as_written: dt.date


class Reading(_Part):
    """What a lens found at one vintage.

    Attributes:
        verdict: Of the whole claim.
        answer: Of this lens.
        window: First and last period read; empty where there was none.
    """

    verdict: str
    answer: str
    effect: Number | None
    low: Number | None
    high: Number | None
    window: list[int | dt.date]


class Side(_Part):
    """What one report says of a measure, by one lens of one claim.

    Attributes:
        says: What it says of the measure, to be read after "says that it".
        scope: What of the measure is counted, and of whom, in words; empty for all.
        readings: What the data say, by vintage.
    """

    report: str
    claim: str
    title: str
    lens: str
    lens_title: str
    form: str
    says: str
    scope: str
    effect_unit: str
    proxy: str
    readings: dict[VintageName, Reading]


class Row(_Part):
    """One line of the comparison.

    Attributes:
        group: clash, agree or different.
        measure, measure_title: What both speak of.
        reason: Of a difference: why the two are not compared.
        first, second: One lens each where they clash or agree; else all that the reason is about.
        data: With whom the data side, by vintage; empty where the two speak of different things.
        text: The line in a sentence or two.
        data_text: What the data say of it in a sentence, by vintage; empty like ``data``.
        notes: What else must be known: other years, other rows.
    """

    group: Group
    measure: str
    measure_title: str
    reason: Reason
    first: list[Side]
    second: list[Side]
    data: dict[VintageName, Data]
    text: str
    data_text: dict[VintageName, str]
    notes: list[str]

    @property
    def told(self) -> str:
        """What the data say, now and as each was written."""
        now, then = self.data_text["now"], self.data_text["as_written"]
        if not now:
            return ""
        if now == then:
            return f"{now} So it was when each was written."
        return f"{now} When each was written: {then[0].lower()}{then[1:]}"


class LeftOut(_Part):
    """A claim that no measure is bound to."""

    report: str
    claim: str
    title: str
    why: str


class Comparison(_Part):
    """Two reports, measure by measure; clashes come first.

    Attributes:
        now: The last day whose rows the answers of now read: the same for both.
        left_out: Claims without a lens: forecasts, and what no open data could decide.
    """

    edition: str
    now: dt.date
    first: Compared
    second: Compared
    rows: list[Row]
    left_out: list[LeftOut]

    def group(self, name: Group) -> list[Row]:
        """Return the rows of one group, in order."""
        return [row for row in self.rows if row.group == name]

    def to_json(self) -> str:
        """Write it as JSON text with one final line feed."""
        return self.model_dump_json(indent=1) + "\n"
