"""The assessment: what the engine says of a report, in a form that machines and pages read.

The models are the published contract (``docs/assessment.schema.json``); every number carries, by
its lens, the rows it came from. The same claims, rows and vintage give the same bytes of JSON.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict

from entente.finding import Finding, LensAnswer, Number, Standing

if TYPE_CHECKING:
    from entente.rows_behind import RowBehind

SCHEMA_VERSION = 4

Verdict = Literal[
    "supported", "documented", "contradicted", "mixed", "undetermined", "not testable"
]
VERDICTS: tuple[Verdict, ...] = (
    "supported",
    "documented",
    "contradicted",
    "mixed",
    "undetermined",
    "not testable",
)
NEW_ROWS = "new rows"
VintageName = Literal["as_written", "now"]
VINTAGES: tuple[VintageName, ...] = ("as_written", "now")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SeriesPoint(_Part):
    """One value behind a lens.

    Attributes:
        period: Year, fiscal year or day (ISO).
        label: States it is about, e.g. ``CHN-RUS``.
        role: ``main``, or ``against`` for comparators, second series and events.
        n: Observations behind the value.
        as_written: Whether it was known when the report appeared.
    """

    period: int | dt.date
    value: Number
    n: int | None
    label: str
    role: Literal["main", "against"]
    as_written: bool


class Specification(_Part):
    """One equivalent specification and what it gives.

    Attributes:
        changed: What differs from the lens, in words, by field.
    """

    changed: dict[str, str]
    answer: str
    effect: Number | None
    low: Number | None
    high: Number | None


class Robustness(_Part):
    """How many equivalent specifications give the same answer.

    Attributes:
        total: Specifications that were run, the lens's own included.
        same_answer: Those with the lens's answer.
        same_side: Those whose effect lies on the lens's side of the smallest that matters, of
            ``with_estimate``.
        with_estimate: Those that had an estimate.
        fragile_year: Of a lens that decides: a year without which the sign flips, if any.
    """

    total: int
    same_answer: int
    same_side: int
    with_estimate: int
    fragile_year: int | None
    specifications: list[Specification]


class Flip(_Part):
    """A next value that would change a lens's answer.

    Attributes:
        period: Whose value it would be.
        value: The nearest such value; ``None`` where no tried value changes the answer.
        answer: The answer it would give.
        tried, text: Lowest and highest value that were tried; the same in words.
    """

    period: int | dt.date | None
    value: Number | None
    answer: str
    tried: list[Number]
    text: str


class LensResult(_Part):
    """What one lens says at one vintage.

    Attributes:
        answer: After robustness, and after what an incomplete list may say.
        sense, reason, lean: As in the finding, after the same.
        reason_text: The reason in words.
        finding: What the criterion found, before both.
        window: First and last period read.
        left_out: Periods of the window that were not complete in this vintage.
        rows: Rows that this answer read.
        standing: Where it stands among others.
    """

    answer: LensAnswer
    sense: str
    reason: str
    reason_text: str
    lean: Number | None
    finding: Finding
    window: list[int | dt.date] | None
    left_out: list[str]
    rows: int
    robustness: Robustness | None
    flips: list[Flip]
    standing: Standing

    @property
    def before_robustness(self) -> str:
        """The criterion's own answer."""
        return self.finding.answer

    @property
    def detail(self) -> str:
        """One sentence with the figures."""
        return self.finding.detail

    @property
    def effect(self) -> float | None:
        """Estimate, in the criterion's unit."""
        return self.finding.effect

    @property
    def low(self) -> float | None:
        """Lower end of its 90 % interval."""
        return self.finding.low

    @property
    def high(self) -> float | None:
        """Upper end of its 90 % interval."""
        return self.finding.high

    @property
    def p_claimed(self) -> float | None:
        """Probability that the effect is beyond the smallest that matters, as claimed."""
        return self.finding.p_claimed

    @property
    def p_none(self) -> float | None:
        """Probability of no effect or the opposite one."""
        return self.finding.p_none

    @property
    def n(self) -> int:
        """Points read."""
        return self.finding.n

    @property
    def power(self) -> float | None:
        """Chance to support the claim were the effect twice the smallest that matters."""
        return self.finding.power

    @property
    def detectable(self) -> float | None:
        """Smallest effect seen with power .8."""
        return self.finding.detectable

    @property
    def exact(self) -> bool:
        """Whether it counts or compares a closed list, without an interval."""
        return self.finding.exact

    @property
    def line(self) -> tuple[float, float, float, float] | None:
        """Ends of the fitted line or level, for charts."""
        return self.finding.line


class LensAssessment(_Part):
    """One lens with its rule and its results.

    Attributes:
        unit, effect_unit: Units of the values and of the effect, in words.
        producers: Producers of the rows, as sources name them.
        rungs: What each rung means, where it reads a ladder.
        error: What the interval is of, in words; empty where it has none.
        overdue: Sentence about a next value that should be there and is not, else empty.
        rows: Rows of the table in ``rows/<claim>.csv`` that belong to this lens.
    """

    id: str
    title: str
    asks: str
    measure: str
    measure_title: str
    unit: str
    period_kind: Literal["year", "fiscal_year", "quarter", "month", "date"]
    states: list[str]
    where: dict[str, list[str]]
    criterion: str
    form: str
    effect_unit: str
    direction: Literal["up", "down"]
    matters: Number
    at: dt.date | None
    threshold: Number | None
    proxy: Literal["direct", "proxy", "weak"]
    blind_to: str
    sources: list[str]
    producers: list[str]
    rungs: dict[int, str]
    error: str
    complete: bool
    coverage: str
    overdue: str
    series: list[SeriesPoint]
    results: dict[VintageName, LensResult]
    rows: int


class Confidence(_Part):
    """Confidence in a verdict and why.

    Attributes:
        level: high, moderate, low; empty where there is no verdict to be confident in.
        reasons: Sentences by the rule.
    """

    level: Literal["", "high", "moderate", "low"]
    reasons: list[str]


class Answer(_Part):
    """The answer to a claim at one vintage.

    Attributes:
        sense: Of a contradiction: "no such change" or "the opposite".
        lean: Of an undetermined claim: ``for``, ``against`` or empty.
        reason: Why it is undetermined, mixed or not testable, in a sentence.
        decided_by: Lenses that decide.
    """

    verdict: Verdict
    sense: str
    lean: Literal["", "for", "against"]
    reason: str
    confidence: Confidence
    decided_by: list[str]


class Change(_Part):
    """A verdict that differs between the two vintages.

    Attributes:
        cause: ``new rows``, ``an aged list`` (no longer complete) or ``error re-estimated``.
        lenses, text: Lenses whose answer moved, with both answers; one sentence.
    """

    cause: str
    lenses: list[str]
    text: str


class ForecastAssessment(_Part):
    """A registered forecast.

    Attributes:
        probability: That the event comes about, by vintage.
        naive: The same by the naive forecaster.
        resolves: Period that decides.
        known_by: Day by which the deciding value should be public.
    """

    id: str
    title: str
    rule: str
    measure: str
    unit: str
    period_kind: Literal["year", "fiscal_year", "quarter", "month", "date"]
    states: list[str]
    forecaster: str
    resolves: int
    known_by: dt.date
    threshold: Number
    direction: Literal["up", "down"]
    proxy: str
    blind_to: str
    probability: dict[VintageName, Number | None]
    naive: dict[VintageName, Number | None]
    last: dict[VintageName, list[Number] | None]
    series: list[SeriesPoint]
    sources: list[str]
    rows: int


class ClaimAssessment(_Part):
    """One claim with its answers."""

    id: str
    title: str
    says: str
    locator: str
    sentences: list[int]
    form: str
    hedge: str
    untested: str
    fields: list[str]
    theatres: list[str]
    contradicted_if: str
    not_testable: str
    singles_out: bool
    would_test: str
    answers: dict[VintageName, Answer]
    change: Change | None
    lenses: list[LensAssessment]
    forecasts: list[ForecastAssessment]
    rows: int


class SentenceAssessment(_Part):
    """A sentence of the abstract: the claims in it, or why it makes none."""

    number: int
    claims: list[str]
    verdict: dict[VintageName, str]
    reason: str


class SourceNote(_Part):
    """A source behind the numbers, with its terms."""

    name: str
    title: str
    producer: str
    url: str
    licence: str
    licence_url: str
    may_redistribute: bool
    citation: str
    accessed: str
    second_hand: str
    coverage_end: str


class VintageNote(_Part):
    """A vintage: the last day whose knowledge counts, and a caution where rows are revised."""

    name: VintageName
    date: dt.date
    note: str


class MapAct(_Part):
    """A joint act that stands on the map: one mark in the first sea its source names.

    Attributes:
        place: Name of a place of the vocabulary; ``outside`` where it lies off the map.
        as_written: Whether it was known when the report appeared.
    """

    id: str
    instrument: str
    date: dt.date
    place: str
    theatres: list[str]
    as_written: bool
    summary: str
    link: str


class Assessment(_Part):
    """Everything the engine says of a report.

    Attributes:
        counts: Number of claims by verdict, for each vintage; forecasts are apart.
    """

    schema_version: int
    entente_version: str
    case: str
    case_title: str
    case_short: str
    region: str
    partners: list[str]
    theatres: list[str]
    report: str
    record: dict[str, Any]
    edition: str
    vintages: list[VintageNote]
    counts: dict[VintageName, dict[str, int]]
    forecasts: int
    flips: list[str]
    claims: list[ClaimAssessment]
    sentences: list[SentenceAssessment]
    acts: list[MapAct]
    sources: list[SourceNote]

    def to_json(self) -> str:
        """Write it as JSON text, keys in the order of the contract, one final line feed."""
        return self.model_dump_json(indent=1) + "\n"

    def _repr_html_(self) -> str:
        """Show the claims with both verdicts, for notebooks."""
        rows = "".join(
            f"<tr><td>{escape(claim.title)}</td>"
            + "".join(f"<td>{claim.answers[name].verdict}</td>" for name in VINTAGES)
            + "</tr>"
            for claim in self.claims
        )
        head = f"<caption>{escape(self.case_title)}, edition {escape(self.edition)}</caption>"
        return f"<table>{head}<tr><th>claim<th>as written<th>now</tr>{rows}</table>"

    def claim(self, name: str) -> ClaimAssessment:
        """Return one claim.

        Raises:
            UnknownNameError: No claim has that id.
        """
        from entente.errors import UnknownNameError

        for claim in self.claims:
            if claim.id == name:
                return claim
        raise UnknownNameError.among("claim", name, [claim.id for claim in self.claims])


@dataclass(frozen=True)
class Assessed:
    """An assessment with the rows behind every claim, by claim id."""

    assessment: Assessment
    rows: dict[str, list[RowBehind]]


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the assessment."""
    found = Assessment.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}
