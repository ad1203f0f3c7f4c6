"""A measure's numbers with what must be known to quote them: unit, source, last period, caution."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from entente.data import edition
from entente.data.endings import ending
from entente.frames import aligned, cell
from entente.measures import measures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import ibis.expr.types as ir
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from entente.data.question import Question
    from entente.data.study import Study
    from entente.measures import Measure
    from entente.periods import Period

SHOWN = 60
SAID = 5
"""Periods of which a value that gives context is said, the last ones."""
# What a terminal shows; a file has all.
LONGEST = 400


class Rows(ABC):
    """Numbers with what must be known to quote them, for notebooks, scripts and files.

    Attributes:
        rows: Key columns and what was found, in the order of the key.
    """

    rows: pa.Table

    @property
    @abstractmethod
    def facts(self) -> dict[str, str]:
        """All but the rows, by name."""

    @property
    def described(self) -> Mapping[str, Any]:
        """The facts as JSON holds them."""
        return self.facts

    @property
    @abstractmethod
    def heading(self) -> str:
        """What stands above the rows."""

    @property
    @abstractmethod
    def figures(self) -> set[str]:
        """The columns of numbers, which stand to the right."""

    @abstractmethod
    def notes(self) -> list[str]:
        """Return the facts as lines for people."""

    def to_pyarrow(self) -> pa.Table:
        """Return the rows as an Arrow table, the facts in its metadata."""
        return self.rows.replace_schema_metadata(self.facts)

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a pandas frame, the facts in its ``attrs``."""
        frame = self.rows.to_pandas()
        frame.attrs.update(self.facts)
        return frame

    def to_polars(self) -> pl.DataFrame:
        """Return the rows as a polars frame.

        Raises:
            MissingExtraError: polars is not installed.
        """
        from entente.errors import MissingExtraError

        try:
            import polars as pl
        except ImportError:
            raise MissingExtraError.needs("polars", "polars", ".to_polars()") from None
        frame = pl.from_arrow(self.rows)
        if not isinstance(frame, pl.DataFrame):
            raise TypeError(type(frame))
        return frame.with_columns(pl.col(pl.Categorical).cast(pl.String))

    def to_ibis(self) -> ir.Table:
        """Return the rows as an Ibis table."""
        import ibis

        return ibis.memtable(self.rows)

    def to_pylist(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries."""
        return self.rows.to_pylist()

    def __len__(self) -> int:
        """How many rows there are."""
        return self.rows.num_rows

    def __repr__(self) -> str:
        """Write the rows as aligned text, the facts below; of very many the first and the last."""
        more = self.rows.num_rows - LONGEST
        half = LONGEST // 2 if more > 0 else self.rows.num_rows
        held = self.rows.slice(0, half).to_pylist()
        if more > 0:
            held += self.rows.slice(self.rows.num_rows - half).to_pylist()
        lines = aligned(self.rows.column_names, held, self.figures).splitlines()
        if more > 0:
            lines.insert(half + 1, f"... {more:,} more rows: --format csv or parquet has all")
        return "\n".join([*lines, "", *self.notes()])

    def _repr_html_(self) -> str:
        """Show the rows as a table in a notebook."""
        names = self.rows.column_names
        head = "".join(f"<th>{escape(name)}</th>" for name in names)
        held = self.rows.to_pylist()
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell(row[name]))}</td>" for name in names) + "</tr>"
            for row in held[:SHOWN]
        )
        more = f"<p>{len(held) - SHOWN} more rows.</p>" if len(held) > SHOWN else ""
        notes = "".join(f"<p>{escape(line)}</p>" for line in self.notes())
        title = f"<caption>{escape(self.heading)}</caption>"
        return f"<table>{title}<tr>{head}</tr>{body}</table>{more}{notes}"


@dataclass(frozen=True, repr=False)
class Numbers(Rows):
    """One measure's result, for notebooks, scripts and files.

    Attributes:
        measure, title: What was measured.
        unit: Unit of ``value``.
        sources: Producers of what it was computed from.
        licences: Terms of these sources, with the addresses at which they stand.
        last: Last period held.
        ends: Why it is the last; empty where no more was asked for.
        caution: What must be known before a number is quoted; empty where nothing must.
        context: Values by period that say how to read these, a line a measure.
        edition: The rows that it was computed from.
        rows: Key columns, the narrowing, ``value`` and ``n``, in the order of the key.
    """

    measure: str
    title: str
    unit: str
    sources: tuple[str, ...]
    licences: tuple[str, ...]
    last: str
    ends: str
    caution: str
    context: tuple[str, ...]
    edition: str
    rows: pa.Table

    @property
    def facts(self) -> dict[str, str]:
        """All but the rows, by name."""
        return {
            "measure": self.measure,
            "title": self.title,
            "unit": self.unit,
            "source": "; ".join(self.sources),
            "licence": "; ".join(self.licences),
            "last": self.last,
            "ends": self.ends,
            "caution": self.caution,
            "context": " ".join(self.context),
            "edition": self.edition,
        }

    @property
    def heading(self) -> str:
        """What was measured, in which unit."""
        return f"{self.title}, {self.unit}"

    @property
    def figures(self) -> set[str]:
        """The value and how many observations are behind it."""
        return {"value", "low", "high", "n"}

    def notes(self) -> list[str]:
        """Return the facts as lines for people."""
        ends = f": {self.ends}" if self.ends else ""
        lines = [f"{self.title}. Unit: {self.unit}. Last period held: {self.last}{ends}."]
        if self.caution:
            lines.append(f"Caution: {self.caution}")
        lines += self.context
        return [*lines, *origin_lines([self])]


def origin_lines(parts: Iterable[Numbers]) -> list[str]:
    """Say where numbers come from and on what terms, each source and licence once."""
    held = list(parts)
    sources = sorted({source for part in held for source in part.sources})
    licences = sorted({licence for part in held for licence in part.licences})
    return [
        f"Source: {'; '.join(sources)}. Edition {held[0].edition}.",
        f"Licence: {'; '.join(licences)}.",
    ]


def numbers(study: Study, question: Question, *, intervals: bool = False) -> Numbers:
    """Ask a question and return its numbers with what must be known to quote them.

    Args:
        study: Whom to ask.
        question: What is asked.
        intervals: Whether ``low`` and ``high`` stand beside each value: see
            :func:`entente.data.intervals.with_intervals`.

    Raises:
        ScopeError: The measure cannot apply a part of the question.
        NothingHeldError: Nothing is held of it; the message says what is.
    """
    measure = measures[question.measure]
    rows = study.table(question)
    if intervals:
        from entente.data.intervals import with_intervals

        rows = with_intervals(study, question, rows)
    asked = study.narrowing(question)
    names = study.sources(question)
    periods = sorted(rows[measure.period].unique().to_pylist())
    notes = study.notes(question, int(str(min(periods))[:4]))
    return Numbers(
        measure=measure.name,
        title=measure.title,
        unit=measure.unit_of(asked),
        sources=tuple(sorted({edition.producer(name) for name in names})),
        licences=tuple(sorted({edition.licence(name) for name in names})),
        last=str(max(periods)),
        ends=ending(study, question, max(periods), names),
        caution=" ".join(filter(None, [measure.caution, *notes])),
        context=tuple(_context(study, measure, periods)),
        edition=edition.name(study.settings),
        rows=rows,
    )


def _context(study: Study, measure: Measure, periods: Sequence[Period]) -> Iterator[str]:
    """Say what the measures that give context are in the last periods asked, and were before."""
    from entente.data.question import Question

    while measure.context:
        measure = measures[measure.context]
        rows = study.table(Question(measure=measure.name))
        held = dict(zip(rows[measure.period].to_pylist(), rows["value"].to_pylist(), strict=True))
        found = [(period, held[period]) for period in periods if held.get(period) is not None]
        if not found:
            continue
        last = found[-SAID:] if len(found) > SAID + 1 else found
        said = ", ".join(f"{period} {value:.2f}" for period, value in last)
        earlier = [value for _, value in found[: -len(last)]]
        span = f"{min(earlier):.2f} to {max(earlier):.2f}" if earlier else ""
        before = f"; from {found[0][0]} on {span}" if span else ""
        text = f"{measure.name}, {measure.unit}: {said}{before}."
        yield f"{text} {measure.caution}" if measure.caution else text
