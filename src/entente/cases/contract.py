"""Claims: sentences of a report as rules under version control.

A case is a folder of ``observatory/cases``: ``case.yml`` (partners, region, theatres, period, focal
events) and one file a report (catalogue record, claims, lenses). This module holds their contract;
``cases.py`` reads them.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictStr,
    field_validator,
    model_validator,
)

from entente.cases.unreviewed import UNREVIEWED
from entente.claim_forms import FormName, claim_forms
from entente.data.question import Question, State
from entente.data.window import FIRST_YEAR, LAST_YEAR
from entente.library.dates import PartialDate

if TYPE_CHECKING:
    from entente.criteria import Ask, Criterion
    from entente.library.record import Record

Plain = Annotated[float, Field(strict=True)]
"""A number written as one: yes and text are none."""
Slug = Annotated[StrictStr, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
SetName = Annotated[StrictStr, Field(pattern=r"^[a-z][a-z0-9_]*$")]

TEXT_LIMIT = 1200
MOST_SENTENCES = 1000


def _is_date(text: str) -> str:
    """Refuse what is no date of a report."""
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
        msg = f"{text!r} is no date (2024, 2024-09 or 2024-09-30)"
        raise ValueError(msg)
    try:
        PartialDate(text).last_day()
    except ValueError:
        msg = f"{text!r} is no date of the calendar"
        raise ValueError(msg) from None
    return text


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Lens(Question):
    """One measure, criterion and scope bound to a claim.

    Attributes:
        id: Stable within the claim.
        title: A few words for tables and charts.
        asks: The rule in one plain sentence, "Supported if ...".
        criterion: Name of a criterion.
        direction: ``up`` or ``down``: the claimed direction.
        matters: Smallest effect that matters, in the criterion's unit.
        proxy: How near the measure is to the words: direct, proxy or weak.
        blind_to: What the measure cannot see.
        against: Comparators, a second series or events, as the criterion needs them.
        options: The criterion's own options.
        vary: Equivalent specifications: for each dotted field the values it may take, in place
            of the lens's own (numbers under the ends of the window are shifts in years).
    """

    id: Slug
    title: StrictStr
    asks: StrictStr
    criterion: StrictStr
    direction: Literal["up", "down"] = "up"
    matters: Plain
    proxy: Literal["direct", "proxy", "weak"]
    blind_to: StrictStr
    against: list[Question] = Field(default_factory=list[Question])
    options: dict[StrictStr, Any] = Field(default_factory=dict[str, Any])
    vary: dict[StrictStr, list[Any]] = Field(default_factory=dict[str, list[Any]])

    def ask(self, rule: Criterion) -> Ask:
        """Return the question of its criterion, with the options validated.

        Raises:
            pydantic.ValidationError: An option is unknown or has a wrong value.
        """
        return rule.ask(
            direction=self.direction,
            matters=self.matters,
            options=self.options,
        )

    def is_own_series(self, question: Question) -> bool:
        """Whether a question is of the lens's own series, at whichever periods."""
        return (
            question.measure == self.measure
            and question.where == self.where
            and (not question.states or question.states == self.states)
        )

    @field_validator("matters")
    @classmethod
    def _is_positive(cls, value: float) -> float:
        if not 0 < value < float("inf"):
            msg = f"must be above zero, not {value:g}; the direction says which way"
            raise ValueError(msg)
        return value


class Forecast(Question):
    """A registered forecast: a question, a threshold, a date and a rule of resolution.

    Attributes:
        id: Stable within the claim.
        title: A few words.
        forecaster: Name of a forecaster.
        resolves: The period that decides.
        threshold: The event is that the value is beyond this number.
        direction: ``up``: above the threshold; ``down``: below it.
        rule: Who reads which number when, in one sentence.
    """

    id: Slug
    title: StrictStr
    forecaster: StrictStr = "local_level"
    resolves: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
    known_by: dt.date
    threshold: Plain
    direction: Literal["up", "down"] = "up"
    rule: StrictStr
    proxy: Literal["direct", "proxy", "weak"]
    blind_to: StrictStr


class Claim(_Strict):
    """One atom of a report: what it says, in our words, and how it is put to the data.

    Attributes:
        id: Stable; used in addresses.
        title: The claim as a short sentence, our paraphrase.
        says: The paraphrase with its hedges.
        locator: Where it stands in the report, e.g. ``abstract, sentence 12``.
        sentences: Sentence numbers of the abstract that it covers.
        form: One of the nine forms.
        hedge: The report's hedge and how the rule takes it.
        fields, theatres: Where it belongs in the table of claims.
        lenses: Empty only with ``not_testable`` or ``forecasts``.
        not_testable: Why no open data could decide, where none could.
        untested: A part of the sentence that is left untested, e.g. a cause.
        contradicted_if: What would contradict it, in one sentence.
        singles_out: Whether the sentence says that this is special to its states ("most", "because
            of", "particularly"): it is then supported only where it is more than usual.
        would_test: The data that would test it, where what is held does not.
    """

    id: Slug
    title: Annotated[StrictStr, Field(max_length=140)]
    says: Annotated[StrictStr, Field(max_length=TEXT_LIMIT)]
    locator: StrictStr
    sentences: list[int]
    form: FormName
    hedge: StrictStr = ""
    fields: list[Literal["military", "economic", "diplomatic"]]
    theatres: list[StrictStr] = []
    lenses: list[Lens] = []
    forecasts: list[Forecast] = []
    not_testable: StrictStr = ""
    untested: StrictStr = ""
    contradicted_if: StrictStr = ""
    singles_out: StrictBool = False
    would_test: StrictStr = ""

    @model_validator(mode="after")
    def _is_decidable(self) -> Claim:
        kinds = [bool(self.lenses), bool(self.forecasts), bool(self.not_testable)]
        if sum(kinds) != 1:
            msg = f"claim {self.id!r} needs lenses, forecasts or not_testable: one of the three"
            raise ValueError(msg)
        if self.lenses and not self.contradicted_if:
            msg = f"claim {self.id!r} has an empty slot: contradicted_if"
            raise ValueError(msg)
        if claim_forms[self.form].is_scored != bool(self.forecasts) and not self.not_testable:
            msg = f"claim {self.id!r}: the form forecast and forecasts go together"
            raise ValueError(msg)
        names = [part.id for part in (*self.lenses, *self.forecasts)]
        if len(names) != len(set(names)):
            msg = f"claim {self.id!r} has two lenses of one id"
            raise ValueError(msg)
        return self


class ReportRecord(_Strict):
    """Bibliographic facts of a report; its own sentences stay in the user's file."""

    title: StrictStr
    authors: list[StrictStr]
    published: Annotated[StrictStr, AfterValidator(_is_date)]
    institution: StrictStr
    content_type: StrictStr = ""
    topics: list[StrictStr] = []
    places: list[StrictStr] = []
    url: StrictStr = ""
    summary: StrictStr
    sentences: Annotated[int, Field(ge=1, le=MOST_SENTENCES)]

    def catalogue_record(self) -> Record:
        """Return the facts as a catalogue record, which can be cited."""
        from entente.library.record import Record

        return Record.model_validate(self.model_dump(exclude={"summary", "sentences"}))

    @property
    def last_day(self) -> dt.date:
        """The day by which it was out: a date by month is its last day.

        Examples:
            >>> facts = dict(title="T", authors=[], institution="I", summary="S", sentences=1)
            >>> ReportRecord(published="2024-02", **facts).last_day
            datetime.date(2024, 2, 29)
        """
        return PartialDate(self.published).last_day()


class Report(_Strict):
    """One report: its record and its claims.

    Attributes:
        draft: Only ever no: a draft that nobody has reviewed is no report.
        uncovered: Sentences of the abstract that make no claim of their own, with the reason.
    """

    # The first field, so that a draft is refused as one before its empty slots are.
    draft: bool = False
    record: ReportRecord
    claims: list[Claim]
    uncovered: dict[int, StrictStr] = {}

    @field_validator("draft")
    @classmethod
    def _is_reviewed(cls, draft: bool) -> bool:
        if draft:
            raise ValueError(UNREVIEWED)
        return draft

    @model_validator(mode="after")
    def _covers_every_sentence(self) -> Report:
        names = [claim.id for claim in self.claims]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            msg = f"two claims are called {', '.join(twice)}"
            raise ValueError(msg)
        covered = {n for claim in self.claims for n in claim.sentences} | set(self.uncovered)
        missing = sorted(set(range(1, self.record.sentences + 1)) - covered)
        if missing:
            msg = f"no claim and no reason for sentence {', '.join(map(str, missing))}"
            raise ValueError(msg)
        beyond = sorted(n for n in covered if not 1 <= n <= self.record.sentences)
        if beyond:
            msg = f"sentence {beyond[0]} is beyond the abstract's {self.record.sentences}"
            raise ValueError(msg)
        return self


class OwnSet(_Strict):
    """A set of resolutions that a case names.

    Attributes:
        meaning: What is in it, by which rule.
        resolutions: Symbols, as the record of votes writes them.
    """

    meaning: StrictStr
    resolutions: Annotated[list[StrictStr], Field(min_length=1)]


class Case(_Strict):
    """Partners, region, theatres and focal events of a partnership.

    Attributes:
        partners: The states of the partnership, one or more; pairs are made of them.
        comparison: States that lenses may compare with.
        theatres: Theatres of the region, in the order of the pages.
        focal_events: Dates by name.
        sets: Sets of resolutions of its own by name, which lenses use as ``set``.
        ledger: Title of the hand-coded facts that it rests on, for citations.
        reports: Names of its report files; the first is the one that the case alone stands for.
    """

    title: StrictStr
    short: StrictStr
    partners: Annotated[list[State], Field(min_length=1)]
    states: list[State]
    comparison: list[State] = []
    region: StrictStr
    theatres: list[StrictStr]
    focal_events: dict[StrictStr, dt.date] = {}
    sets: dict[SetName, OwnSet] = {}
    ledger: StrictStr = "Entente ledger"
    reports: Annotated[list[Slug], Field(min_length=1)]

    @property
    def named_sets(self) -> dict[str, list[str]]:
        """Symbols of the resolutions of each of its own sets."""
        return {name: entry.resolutions for name, entry in self.sets.items()}

    @field_validator("reports")
    @classmethod
    def _names_each_once(cls, names: list[str]) -> list[str]:
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            msg = f"names a report twice: {', '.join(twice)}"
            raise ValueError(msg)
        return names
