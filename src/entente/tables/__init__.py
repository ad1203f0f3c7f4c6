"""Tables: harmonised rows with a contract of columns, key and audits.

One file, one table: a function decorated with :func:`table`, named as its file, that takes the
sources it uses (as Ibis tables, in the producers' words) and returns rows in ours. Every table has
``source`` and ``known_on`` beside its own columns; ``row_id`` is the source and the key, joined
when rows are read. Missing stays missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from entente.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import ibis.expr.types as ir
    import pyarrow as pa


@dataclass(frozen=True)
class Column:
    """What one column holds.

    Attributes:
        type: Ibis type, e.g. ``string``, ``int64``, ``float64``, ``date``, ``boolean``.
        meaning: One phrase for the data dictionary.
        unit: Unit of a number, empty for text and dates.
        allowed: The closed list of values, where there is one.
        many: Several values joined by ``;`` in one cell.
        everywhere: Of a list: an empty cell stands for every value, so it fits any narrowing.
        within: Of a list: it fits a narrowing where all of its items are wanted, not any. A search
            for what two states do together is no search for what each does.
        every: Of a list: it fits a narrowing where it holds all that are wanted, not any.
        required: Whether a missing value is a fault.
        named: Of names of sets: the column whose values a case may put into sets of its own.
        prose: Whether it is text for people that no measure reads.
        says: How its values are written for people, where they are not words.
    """

    type: str
    meaning: str
    unit: str = ""
    allowed: tuple[str, ...] = ()
    many: bool = False
    everywhere: bool = False
    within: bool = False
    every: bool = False
    required: bool = True
    named: str = ""
    prose: bool = False
    says: Mapping[str, str] = field(default_factory=dict[str, str])


COMMON = {
    "source": Column("string", "name of the source the row comes from"),
    "known_on": Column("date", "the day on which this row was public"),
}


ROW = "row"
"""Column of every table as it is read: the id of the row, unique over all tables."""


@dataclass(frozen=True)
class RowText:
    """How one row, or the rows that read as one, are written on a page.

    Attributes:
        text: Format string over the columns, e.g. ``{state} {vote}``.
        link: Format string of the address, empty where there is none.
        value, unit: Columns of the row's number and its unit; empty where there is none. A unit
            that is no column is taken as it stands.
        title: Format string put before the texts of rows that read as one.
        together: Number of the rows that read as one, e.g. 1 where all votes are alike.
    """

    text: str
    link: str = ""
    value: str = ""
    unit: str = ""
    title: str = ""
    together: Callable[[list[dict[str, Any]]], float | None] | None = None


@dataclass(frozen=True)
class Opens:
    """What a row that was itself counted opens to.

    Attributes:
        table: The table of what was counted.
        read: Takes the rows of this table and that one; returns ``row`` (of this table) and
            ``rows`` (of that one, an array of those that read as one), and nothing for a row whose
            parts are not all held.
    """

    table: str
    read: Callable[[ir.Table, ir.Table], ir.Table]


@dataclass(frozen=True)
class Computed:
    """How the rows of a table are computed from another when they are read, and never stored.

    ``build`` of the table takes what was prepared, the states wanted (``None``: all) and the values
    wanted by column, which it may use to compute less; it returns rows (Arrow) with ``row``, a
    number that is the same whatever was wanted, under 2^40.

    Attributes:
        table: The table that they are computed from.
        columns: Its columns that are read for it; all others stay where they are.
        prepare: Makes of these (Arrow) what is kept in memory for all questions.
        states: Takes what was prepared and numbers of rows; returns the states that they are of.
        resample: Takes what ``build`` takes, a number of draws and a seed; returns the rows of each
            draw of what was counted, with replacement, and ``draw``, its number. ``None`` where
            what is counted is no sample of anything.
        counted: Takes what ``build`` takes; returns, for each thing that was counted, ``of`` (the
            number of the row that counts it), ``text`` (the number of the recurring text that it
            is a vote on) and ``column`` (the place in ``counts`` of the column that it is in).
        counts: The columns that count.
    """

    table: str
    columns: tuple[str, ...]
    prepare: Callable[[pa.Table], Any]
    states: Callable[[Any, Iterable[int]], list[str]]
    resample: Callable[..., pa.Table] | None = None
    counted: Callable[..., pa.Table] | None = None
    counts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One harmonised table.

    Attributes:
        name: Snake-case name, the stem of its file.
        title: What one row is, in words.
        key: Columns that tell rows apart.
        columns: Every column but ``source`` and ``known_on``, in order.
        uses: Sources that ``build`` takes, in the order of its parameters.
        held: ``edition`` for Parquet files, ``ledger`` for hand-coded CSV files, ``computed`` for
            rows that are made from another table when they are read.
        clip: Date columns that a vintage cuts to its own date: a span searched to 2026 was, on an
            earlier day, searched to that day.
        row: How a row reads on a page.
        opens: What a row of this table was counted from, where that is held.
        closed: Whether the list is complete by nature (UN roll calls): none is evidence.
        open_list: Whether it is a hand-made list, complete only where ``coverage`` says so.
        spans: Whether its rows are the spans that were searched for other tables.
        sides: Columns of the states that a row is of. Of a question on some states only the rows
            are read whose states are all among them.
        audits: Checks by name; each gives the bad rows, so an empty result is a pass.
        computed: How the rows are computed; only of a table that is not held.
        estimated: Of a table whose numbers are estimated, by draws or step by step, so that
            processors differ on them: name of the way. They are kept while it and the sources are
            the same.
        build: Makes the rows from the sources, or from what was prepared (not used for a ledger
            table).
    """

    name: str
    title: str
    key: tuple[str, ...]
    columns: Mapping[str, Column]
    uses: tuple[str, ...]
    build: Callable[..., Any]
    held: Literal["edition", "ledger", "computed"] = "edition"
    clip: tuple[str, ...] = ()
    closed: bool = False
    open_list: bool = False
    spans: bool = False
    sides: tuple[str, ...] = ()
    row: RowText | None = None
    opens: Opens | None = None
    computed: Computed | None = None
    estimated: str = ""
    audits: Mapping[str, Callable[[ir.Table], ir.Table]] | None = None

    @property
    def all_columns(self) -> dict[str, Column]:
        """Own columns and those that every table has."""
        return {**self.columns, **COMMON}


def table(
    *,
    title: str,
    key: tuple[str, ...],
    columns: Mapping[str, Column],
    uses: tuple[str, ...] = (),
    held: Literal["edition", "ledger"] = "edition",
    clip: tuple[str, ...] = (),
    closed: bool = False,
    open_list: bool = False,
    spans: bool = False,
    sides: tuple[str, ...] = (),
    row: RowText | None = None,
    opens: Opens | None = None,
    computed: Computed | None = None,
    estimated: str = "",
    audits: Mapping[str, Callable[[ir.Table], ir.Table]] | None = None,
) -> Callable[[Callable[..., Any]], Table]:
    """Make a :class:`Table` of a function that builds rows; the name is the function's."""

    def register(build: Callable[..., Any]) -> Table:
        return Table(
            name=build.__name__,
            title=title,
            key=key,
            columns=columns,
            uses=uses,
            build=build,
            held="computed" if computed else held,
            clip=clip,
            closed=closed,
            open_list=open_list,
            spans=spans,
            sides=sides,
            row=row,
            opens=opens,
            computed=computed,
            estimated=estimated,
            audits=audits,
        )

    return register


tables: Registry[Table] = Registry("table", Table, "entente.tables")
