"""Measures: numbers with a unit and a grain, computed from tables.

One file, one measure: a function decorated with :func:`measure`, named as its file, that takes
tables (Ibis) and returns its grain's columns, ``value`` and ``n`` (how many observations stand
behind the value). What is not observed has no row; what cannot be computed is null; nothing is
ever filled with zero.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from entente.registry import Registry

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    import ibis.expr.types as ir


@dataclass(frozen=True)
class Point:
    """One value of a measure.

    Attributes:
        period: Year (also the first year of a fiscal year) or day.
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
        unit: Unit of ``value`` in words, e.g. ``share (0-1)``.
        grain: Key columns of the result. ``state_a, state_b`` is an undirected pair in
            alphabetical order, ``state, partner`` a directed one, ``state`` alone a state; the
            time column is ``year``, ``fiscal_year`` or ``date`` and comes last.
        uses: Tables that ``compute`` takes, in the order of its parameters.
        scope: Columns of the input tables by which a question may be narrowed, each with its
            default value; ``None`` means no narrowing unless asked.
        rows: The tables whose rows a number opens to.
        rows_where: Values by column that those rows have, beyond the question's own narrowing.
        bounds: Lowest and highest possible value, ``None`` where open.
        symmetric: Whether swapping the two states changes nothing; ``None`` where there is no pair.
        better: For prose: what a higher value means, e.g. ``votes more alike``.
        compute: Makes the result from the tables.
    """

    name: str
    unit: str
    grain: tuple[str, ...]
    uses: tuple[str, ...]
    rows: tuple[str, ...]
    compute: Callable[..., ir.Table]
    scope: Mapping[str, str | None] = field(default_factory=dict)
    rows_where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bounds: tuple[float | None, float | None] = (None, None)
    symmetric: bool | None = None
    better: str = ""

    @property
    def period(self) -> str:
        """The time column of the grain."""
        return self.grain[-1]

    @property
    def title(self) -> str:
        """First line of the docstring, without its full stop."""
        return (self.compute.__doc__ or "").strip().splitlines()[0].rstrip(".")


def measure(
    *,
    unit: str,
    grain: tuple[str, ...],
    uses: tuple[str, ...],
    rows: tuple[str, ...] = (),
    rows_where: Mapping[str, tuple[str, ...]] | None = None,
    scope: Mapping[str, str | None] | None = None,
    bounds: tuple[float | None, float | None] = (None, None),
    symmetric: bool | None = None,
    better: str = "",
) -> Callable[[Callable[..., ir.Table]], Measure]:
    """Make a :class:`Measure` of a function on tables; the name is the function's."""

    def register(compute: Callable[..., ir.Table]) -> Measure:
        return Measure(
            name=compute.__name__,
            unit=unit,
            grain=grain,
            uses=uses,
            rows=rows or uses[:1],
            rows_where=dict(rows_where or {}),
            compute=compute,
            scope=dict(scope or {}),
            bounds=bounds,
            symmetric=symmetric,
            better=better,
        )

    return register


measures: Registry[Measure] = Registry("measure", Measure, "entente.measures")
