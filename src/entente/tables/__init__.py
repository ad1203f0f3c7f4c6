"""Tables: harmonised rows with a contract of columns, key and audits.

One file, one table: a function decorated with :func:`table`, named as its file, that takes the
sources it uses (as Ibis tables, in the producers' words) and returns rows in ours. Every table has
``source`` and ``known_on`` beside its own columns; ``row_id`` is the source and the key, joined
when rows are read. Missing stays missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from entente.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import ibis.expr.types as ir


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
        required: Whether a missing value is a fault.
    """

    type: str
    meaning: str
    unit: str = ""
    allowed: tuple[str, ...] = ()
    many: bool = False
    everywhere: bool = False
    within: bool = False
    required: bool = True


COMMON = {
    "source": Column("string", "name of the source the row comes from"),
    "known_on": Column("date", "the day on which this row was public"),
}


@dataclass(frozen=True)
class RowText:
    """How one row, or the rows of one thing, read on a page.

    Attributes:
        text: Format string over the columns, e.g. ``{state} {vote}``.
        link: Format string of the address, empty where there is none.
        value, unit: Columns of the row's number and its unit; empty where there is none. A unit
            that is no column is taken as it stands.
        gather: Columns whose rows read as one, e.g. the votes of two states on one resolution.
        title: Format string put before gathered texts.
        gathered: Number of the gathered rows, e.g. 1 where all votes are alike.
    """

    text: str
    link: str = ""
    value: str = ""
    unit: str = ""
    gather: tuple[str, ...] = ()
    title: str = ""
    gathered: Callable[[list[dict[str, Any]]], float | None] | None = None


@dataclass(frozen=True)
class Table:
    """One harmonised table.

    Attributes:
        name: Snake-case name, the stem of its file.
        title: What one row is, in words.
        key: Columns that tell rows apart.
        columns: Every column but ``source`` and ``known_on``, in order.
        uses: Sources that ``build`` takes, in the order of its parameters.
        held: ``edition`` for Parquet files, ``ledger`` for hand-coded CSV files.
        clip: Date columns that a vintage cuts to its own date: a span searched to 2026 was, on an
            earlier day, searched to that day.
        row: How a row reads on a page.
        closed: Whether the list is complete by nature (UN roll calls): none is evidence.
        audits: Checks by name; each gives the bad rows, so an empty result is a pass.
        build: Makes the rows from the sources (not used for a ledger table).
    """

    name: str
    title: str
    key: tuple[str, ...]
    columns: Mapping[str, Column]
    uses: tuple[str, ...]
    build: Callable[..., ir.Table]
    held: Literal["edition", "ledger"] = "edition"
    clip: tuple[str, ...] = ()
    closed: bool = False
    row: RowText | None = None
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
    row: RowText | None = None,
    audits: Mapping[str, Callable[[ir.Table], ir.Table]] | None = None,
) -> Callable[[Callable[..., ir.Table]], Table]:
    """Make a :class:`Table` of a function that builds rows; the name is the function's."""

    def register(build: Callable[..., ir.Table]) -> Table:
        return Table(
            name=build.__name__,
            title=title,
            key=key,
            columns=columns,
            uses=uses,
            build=build,
            held=held,
            clip=clip,
            closed=closed,
            row=row,
            audits=audits,
        )

    return register


tables: Registry[Table] = Registry("table", Table, "entente.tables")
