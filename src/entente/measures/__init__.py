"""Measures: numbers with a unit and a grain, computed from tables.

One file, one measure: a function decorated with :func:`measure`, named as its file, that takes
tables (Ibis) and returns its grain's columns, ``value``, ``n`` (how many observations are behind
the value) and ``rows`` (the ids of the rows that it read, an array of ``row``). What is not
observed has no row; what cannot be computed is null; nothing is ever filled with zero.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from entente.periods import DATED
from entente.registry import Registry
from entente.tables import tables

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    import ibis.expr.types as ir

    Limits = tuple[float | None, float | None]
    Chosen = Mapping[str, str]

PAIRS = (("state_a", "state_b"), ("state", "partner"))


@dataclass(frozen=True)
class Point:
    """One value of a measure.

    Attributes:
        period: Year (also the first year of a fiscal year), or day (also the first of a month or
            quarter).
        value: In the measure's unit.
        n: Observations behind it (votes, independent sources ...), ``None`` where not counted.
        label: The states it is about, e.g. ``CHN-RUS`` or ``RUS>CHN``; empty where none.
    """

    period: int | dt.date
    value: float
    n: int | None = None
    label: str = ""


@dataclass(frozen=True)
class Measure:
    """One measure.

    Attributes:
        name: Snake-case noun, the stem of its file.
        unit: Unit of ``value`` in words, e.g. ``share (0-1)``, of the first of each option.
        grain: Key columns of the result. ``state_a, state_b`` is an undirected pair in
            alphabetical order, ``state, partner`` a directed one, ``state`` alone a state; the
            time column is ``year``, ``fiscal_year``, ``quarter``, ``month`` or ``date`` and comes
            last; quarters and months are named by their first day.
        uses: Tables that ``compute`` takes, in the order of its parameters.
        whole: Of these, the tables of whose rows a value reads those of other states too.
        only: Values by column of the tables to which it always narrows them; a table without the
            column is read as it is. What it does not read is then no source of it.
        scope: Columns of the input tables by which a question may be narrowed, each with its
            default value; ``None`` means no narrowing unless asked.
        options: Choices of how it is computed, each with its values, the default first; they are
            named like a narrowing and passed to ``compute`` by keyword.
        bounds: Lowest and highest possible value, ``None`` where open.
        symmetric: Whether swapping the two states changes nothing; ``None`` where there is no pair.
        counts: Whether it counts acts one by one, so that a list with gaps gives a lower bound.
        vouched_by: Tables whose rows carry a zero together: it is there until the last is gone.
        better: For prose: what a higher value means, e.g. ``votes more alike``.
        caution: What must be known before the number is quoted; empty where nothing must.
        reporters: The option whose two values are figures of one thing by two reporters, whose gap
            is the error of measurement; empty where there is none.
        context: A measure of the same periods and of no states that says how to read its values;
            that one may name another. Empty where there is none.
        compute: Makes the result from the tables.
        units, limits: Unit and bounds by the options and the narrowing of a question, where these
            change them; read by :meth:`unit_of` and :meth:`bounds_of`.
    """

    name: str
    unit: str
    grain: tuple[str, ...]
    uses: tuple[str, ...]
    compute: Callable[..., ir.Table]
    whole: tuple[str, ...] = ()
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    scope: Mapping[str, str | None] = field(default_factory=dict)
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bounds: Limits = (None, None)
    symmetric: bool | None = None
    counts: bool = False
    vouched_by: tuple[str, ...] = ()
    better: str = ""
    caution: str = ""
    context: str = ""
    reporters: str = ""
    units: Callable[[Chosen], str] | None = None
    limits: Callable[[Chosen], Limits] | None = None

    @property
    def period(self) -> str:
        """The time column of the grain."""
        return self.grain[-1]

    @property
    def is_dated(self) -> bool:
        """Whether its periods are named by a day: quarters and months, and days."""
        return self.period in DATED

    @property
    def is_by_day(self) -> bool:
        """Whether its values are of single days: acts and facts, no series of periods."""
        return self.period == "date"

    @property
    def pair(self) -> tuple[str, str] | None:
        """The two state columns of the grain, where it has two."""
        return next((pair for pair in PAIRS if set(pair) <= set(self.grain)), None)

    @property
    def sides(self) -> tuple[str, ...]:
        """The columns of states of the grain: two, one or none."""
        return self.pair or tuple(name for name in ("state",) if name in self.grain)

    @property
    def is_directed(self) -> bool:
        """Whether it is of a state and its partner, in that order."""
        return "partner" in self.grain

    @property
    def has_states(self) -> bool:
        """Whether its values are of states or pairs of states."""
        return bool(self.sides)

    @property
    def is_open(self) -> bool:
        """Whether it reads a hand-made list, which is complete only where coverage says so."""
        return any(tables[name].open_list for name in self.uses)

    @property
    def is_searched(self) -> bool:
        """Whether coverage tells how far its rows were searched, so that it has no rhythm."""
        return any(tables[name].spans for name in self.uses)

    @property
    def is_closed(self) -> bool:
        """Whether every table that it reads is complete by nature."""
        return all(tables[name].closed for name in self.uses)

    @property
    def title(self) -> str:
        """First line of the docstring, without its full stop."""
        return (self.compute.__doc__ or "").strip().splitlines()[0].rstrip(".")

    def chosen(self, where: Mapping[str, str | Sequence[str]]) -> dict[str, str]:
        """Return the options of a question, the default of each where it names none."""
        found = {name: values[0] for name, values in self.options.items()}
        for name, value in where.items():
            if name in found:
                found[name] = value if isinstance(value, str) else value[0]
        return found

    def without_options(self, wanted: Mapping[str, list[str]]) -> dict[str, list[str]]:
        """Return the part of a narrowing that concerns the tables, with the measure's own."""
        asked = {key: values for key, values in wanted.items() if key not in self.options}
        return {**{key: list(values) for key, values in self.only.items()}, **asked}

    def unit_of(self, where: Mapping[str, str | Sequence[str]]) -> str:
        """Return the unit of the values of a question."""
        return self.unit if self.units is None else self.units(_single(where))

    def bounds_of(self, where: Mapping[str, str | Sequence[str]]) -> Limits:
        """Return the lowest and highest possible value of a question."""
        return self.bounds if self.limits is None else self.limits(_single(where))


def _single(where: Mapping[str, str | Sequence[str]]) -> dict[str, str]:
    return {key: value if isinstance(value, str) else value[0] for key, value in where.items()}


def measure(
    *,
    unit: str,
    grain: tuple[str, ...],
    uses: tuple[str, ...],
    whole: tuple[str, ...] = (),
    only: Mapping[str, tuple[str, ...]] | None = None,
    scope: Mapping[str, str | None] | None = None,
    options: Mapping[str, tuple[str, ...]] | None = None,
    bounds: Limits = (None, None),
    symmetric: bool | None = None,
    counts: bool = False,
    vouched_by: tuple[str, ...] = (),
    better: str = "",
    caution: str = "",
    context: str = "",
    reporters: str = "",
    units: Callable[[Chosen], str] | None = None,
    limits: Callable[[Chosen], Limits] | None = None,
) -> Callable[[Callable[..., ir.Table]], Measure]:
    """Make a :class:`Measure` of a function on tables; the name is the function's."""

    def register(compute: Callable[..., ir.Table]) -> Measure:
        return Measure(
            name=compute.__name__,
            unit=unit,
            grain=grain,
            uses=uses,
            compute=compute,
            whole=whole,
            only=dict(only or {}),
            scope=dict(scope or {}),
            options=dict(options or {}),
            bounds=bounds,
            symmetric=symmetric,
            counts=counts,
            vouched_by=vouched_by,
            better=better,
            caution=caution,
            context=context,
            reporters=reporters,
            units=units,
            limits=limits,
        )

    return register


measures: Registry[Measure] = Registry("measure", Measure, "entente.measures")
