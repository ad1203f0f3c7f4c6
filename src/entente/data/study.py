"""The study: one object for a run, which answers questions with numbers and their rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from entente.arrow_values import repeated
from entente.data import cells
from entente.data.scope import closed_words, narrowing, states_asked
from entente.data.store import Store
from entente.errors import NothingHeldError
from entente.measures import Point, measures
from entente.periods import is_complete
from entente.states import note_on
from entente.vocabulary import open_vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from entente.data.question import Question
    from entente.data.store import Narrowing
    from entente.data.vintages import Vintage
    from entente.measures import Measure
    from entente.settings import Settings
    from entente.vocabulary import Vocabulary

SEARCHED = "coverage"
MOST_NAMED = 40
"""Names of states that a message has, at most."""
MOST_TRIED = 8
"""Values of a narrowing that are tried where nothing is held, at most."""


@dataclass(frozen=True)
class Read:
    """The rows that one value read.

    Attributes:
        point: The value.
        rows: Ids of the rows, in order.
    """

    point: Point
    rows: tuple[int, ...]


class Study:
    """The rows of an observatory, asked about some partners as known at some vintages.

    Attributes:
        settings: Where the observatory is.
        partners: The case's partners: the states of a question that names none.
        vintages: What was known, by name (``as_written``, ``now``).
        store: The tables.
        words: The vocabularies.
    """

    def __init__(
        self,
        settings: Settings,
        partners: Sequence[str] = (),
        vintages: Mapping[str, Vintage] | None = None,
        *,
        store: Store | None = None,
    ) -> None:
        """Open an observatory.

        Args:
            settings: Where it is.
            partners: States of a question that names none.
            vintages: What was known, by name.
            store: Its tables, where they are open already.
        """
        self.settings = settings
        self.partners = tuple(partners)
        self.vintages = dict(vintages or {})
        self.store = store or Store(settings)
        # On the store, so that reports of one observatory share what was asked.
        self._answers: dict[Any, tuple[Read, ...]] = self.store.answers
        self._narrowings: dict[str, Narrowing] = {}

    @cached_property
    def words(self) -> Vocabulary:
        """The vocabularies of the observatory."""
        return open_vocabulary(self.settings.vocabulary)

    def narrowing(self, question: Question) -> Narrowing:
        """Return the narrowing of a question, checked and with its defaults.

        Raises:
            ScopeError: The measure cannot apply a part of it.
            UnknownNameError: A value is in no vocabulary.
        """
        key = f"{question.measure} {question.where}"
        if key not in self._narrowings:
            measure = measures[question.measure]
            self._narrowings[key] = narrowing(
                measure, question.where, self.words, self.settings.ledger, self.store.named
            )
        return self._narrowings[key]

    def said_narrowing(self, question: Question) -> Narrowing:
        """Return the narrowing of a question without the options that are at their default."""
        defaults = measures[question.measure].chosen({})
        return {k: v for k, v in self.narrowing(question).items() if v != [defaults.get(k)]}

    def rungs(self, question: Question) -> dict[int, str]:
        """Return what the rungs mean of the ladders that a question reads; empty where of none."""
        asked = self.narrowing(question).get("instrument", [])
        ladders = (self.words.instruments[name].get("rungs", {}) for name in asked)
        return {rung: says for ladder in ladders for rung, says in ladder.items()}

    def check(self, question: Question) -> None:
        """Refuse a question of which the measure cannot apply a part.

        Raises:
            ScopeError: It cannot, e.g. states of a measure that is not of states.
            UnknownNameError: There is no such measure, or a value is in no vocabulary.
        """
        measure = measures[question.measure]
        states_asked(measure, question, self.partners)
        self.narrowing(question)

    def points(self, question: Question, vintage: Vintage) -> tuple[Point, ...]:
        """Return the values that a question reads, in the order of their periods.

        Values that are missing are left out: a gap stays a gap. So are periods that had not ended
        on the vintage's date.
        """
        measure = measures[question.measure]
        found = tuple(read.point for read in self._asked(question, vintage))
        return found if question.window is None else question.window.read(found, measure.period)

    def rows(self, question: Question, vintage: Vintage) -> tuple[Read, ...]:
        """Return the values that a question reads with the ids of the rows that each rests on."""
        kept = set(self.points(question, vintage))
        asked = self._asked(question, vintage)
        return tuple(read for read in asked if read.point in kept)

    def searched(self, question: Question, vintage: Vintage) -> list[dict[str, Any]]:
        """Return the spans that were searched for what a question counts, in a fixed order.

        Nothing where its measure does not read a hand-made list.
        """
        measure = measures[question.measure]
        if not measure.is_open:
            return []
        rows = self.store.table(SEARCHED, vintage, self.narrowing(question)).to_pylist()
        order = ("instrument", "date_from", "actors", "theatre")
        return sorted(rows, key=lambda row: [str(row[name]) for name in order])

    def table(self, question: Question) -> pa.Table:
        """Return a measure's result as a table: key, narrowing, ``value`` and ``n``.

        Every dimension by which the question is narrowed is a column, so that no two rows look
        alike. Rows are in the order of the key.

        Raises:
            ScopeError: The measure cannot apply a part of the question.
            NothingHeldError: Nothing is held of it; the message says what is.
        """
        import numpy as np

        measure = measures[question.measure]
        found = self._result(question)
        if question.window is not None and found.num_rows:
            periods = found[measure.period].to_pylist()
            points = [Point(period, 0.0) for period in sorted(set(periods))]
            kept = {point.period for point in question.window.read(points, measure.period)}
            keep = np.array([period in kept for period in periods], dtype=bool)
            found = cells.rows_where(found, keep)
        if not found.num_rows:
            raise self._nothing(question)
        for key, values in self.narrowing(question).items():
            if key not in found.column_names:
                constant = repeated(", ".join(values), found.num_rows)
                found = found.add_column(found.num_columns - 2, key, constant)
        return found

    def sources(self, question: Question) -> set[str]:
        """Return the sources of the rows that a question may read."""
        measure = measures[question.measure]
        narrowed, kept = self.narrowing(question), self.kept_states(question)
        return self.store.sources(measure, wanted=narrowed, keep=kept)

    def _asked(self, question: Question, vintage: Vintage) -> tuple[Read, ...]:
        """Return every value of a question, whatever its window, once for each vintage."""
        measure = measures[question.measure]
        states = tuple(states_asked(measure, question, self.partners))
        narrowed = repr(self.narrowing(question))
        asked_of = (states, question.partner, question.everyone)
        key = (measure.name, *asked_of, vintage.date, narrowed)
        if key not in self._answers:
            self._answers[key] = tuple(
                read
                for read in self._reads(question, vintage)
                if is_complete(read.point.period, measure.period, vintage.date)
            )
        return self._answers[key]

    def _result(self, question: Question) -> pa.Table:
        """Return the result of a question, whatever its window, in the order of the key."""
        measure = measures[question.measure]
        rows = self.store.run(
            measure, wanted=self.narrowing(question), keep=self.kept_states(question)
        )
        if (needed := _needed(question)) and (sides := _undirected(measure)):
            rows = rows.filter(cells.either(*(cells.among(rows[side], needed) for side in sides)))
        return cells.in_order(rows, measure.grain)

    def _reads(self, question: Question, vintage: Vintage) -> list[Read]:
        """Return the values of a question, labelled by their states, with their rows."""
        measure = measures[question.measure]
        rows = self.store.read(
            measure,
            vintage=vintage,
            wanted=self.narrowing(question),
            keep=self.kept_states(question),
        )
        needed = set(_needed(question))
        sides = _undirected(measure) if needed else ()
        where = question.where
        apart = [k for k in measure.grain if isinstance(where.get(k), list) and len(where[k]) > 1]
        found: list[Read] = []
        for row in rows:
            if row["value"] is None or row[measure.period] is None:
                continue
            if sides and needed.isdisjoint(row[side] for side in sides):
                continue
            count = row["n"]
            point = Point(
                period=row[measure.period],
                value=float(row["value"]),
                n=None if count is None else int(count),
                label=", ".join([_label(row), *(row[key] for key in apart)]),
            )
            found.append(Read(point, tuple(sorted(row["rows"] or ()))))
        return sorted(
            found,
            key=lambda r: (r.point.period, r.point.label, r.point.value, r.point.n or 0, r.rows),
        )

    def kept_states(self, question: Question) -> dict[str, list[str]]:
        """Return by column of a result the states that a question is about."""
        measure = measures[question.measure]
        states = states_asked(measure, question, self.partners)
        if question.everyone:
            # Of a pair without a direction the state may be on either side.
            one = (measure.pair or ("state",))[0]
            return {one: states} if states and not _undirected(measure) else {}
        return _kept_states(measure, states, question.partner)

    def notes(self, question: Question, first: int) -> list[str]:
        """Say whose rows those of the states of a question are, where it reaches back to a year."""
        return [note for state in question.named if (note := note_on(state, first, self.words))]

    def _nothing(self, question: Question) -> NothingHeldError:
        """Build the error for a question of which nothing is held: it says what is."""
        measure = measures[question.measure]
        whole = self._result(question)
        if whole.num_rows:
            periods = sorted(whole[measure.period].to_pylist())
            held = " to ".join(dict.fromkeys(str(end) for end in (periods[0], periods[-1])))
            msg = f"{measure.name} of {_who(question)} has no value {question.window}."
            first = question.window.begins if question.window else None
            notes = self.notes(question, first.year if first else 0)
            return NothingHeldError(" ".join([msg, *notes]), fix=f"what is held: {held}")
        everything = self.store.run(measure, wanted=self.narrowing(question))
        known = {state for side in measure.sides for state in everything[side].unique().to_pylist()}
        absent = [state for state in question.named if state not in known]
        if absent and known:
            names = ", ".join(self.words.state_name(code) for code in absent)
            msg = f"{measure.name} has no rows of {names} here."
            held = ", ".join(sorted(known))
            if len(known) > MOST_NAMED:
                return NothingHeldError(msg, fix=f"--states all, which shows the {len(known)} held")
            return NothingHeldError(msg, fix=f"states with rows: {held}")
        msg = f"{measure.name} of {_who(question)} has no value: nothing is held."
        return NothingHeldError(msg, fix=self._elsewhere(question))

    def _elsewhere(self, question: Question) -> str:
        """Return what to ask where nothing is held of a question: something near that has some."""
        measure = measures[question.measure]
        for key in (*measure.options, *measure.scope):
            values = closed_words(measure, key, self.words, self.settings.ledger, self.store.named)
            for value in values if len(values) <= MOST_TRIED else []:
                other = question.model_copy(update={"where": {**question.where, key: value}})
                if self._result(other).num_rows:
                    return f"--where {key}={value}, of which something is held"
        turned = question.named[::-1]
        if measure.is_directed and len(turned) == 2:
            other = question.model_copy(update={"states": turned, "partner": None})
            if self._result(other).num_rows:
                return f"--states {','.join(turned)}, the other way round"
        return "other states, or a wider narrowing"


def _kept_states(
    measure: Measure, states: Sequence[str], partner: str | None
) -> dict[str, list[str]]:
    if not states:
        return {}
    if measure.pair is None:
        return {"state": list(states)}
    one, other = measure.pair
    if partner is not None:
        everybody = [*states, partner]
        if measure.is_directed:
            return {one: list(states), other: [partner]}
        return {one: everybody, other: everybody}
    if measure.is_directed:
        return {one: list(states[:1]), other: list(states[1:])}
    return {one: list(states), other: list(states)}


def _needed(question: Question) -> list[str]:
    """Return the states of which one must be in every pair; none where any pair fits."""
    if question.everyone:
        return list(question.states)
    return [question.partner] if question.partner is not None else []


def _undirected(measure: Measure) -> tuple[str, ...]:
    """Return the sides of a pair without a direction; nothing for any other measure."""
    return measure.pair if measure.pair is not None and not measure.is_directed else ()


def _label(row: Mapping[str, Any]) -> str:
    if "state_b" in row:
        return f"{row['state_a']}-{row['state_b']}"
    if "partner" in row:
        return f"{row['state']}>{row['partner']}"
    return row.get("state", "")


def _who(question: Question) -> str:
    named = question.named
    named += ["all"] if question.everyone else []
    narrowed = [
        f"{key} {value if isinstance(value, str) else ', '.join(value)}"
        for key, value in question.where.items()
    ]
    return "; ".join(part for part in ("-".join(named), *narrowed) if part) or "all"
