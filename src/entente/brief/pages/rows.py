"""The rows behind a claim: as a CSV file, and the part of them that a page shows."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from entente.brief.words import phrases
from entente.rows_behind import OF_VALUES, ROLES, RowBehind
from entente.tables import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

ON_PAGE = 60
FEWEST_ON_PAGE = 12
COLUMNS = tuple(field.name for field in fields(RowBehind))

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CODE = re.compile(r"\b[A-Z]{3}\b")
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+")


@dataclass(frozen=True)
class ShownRows:
    """Rows of a lens on its page.

    Attributes:
        rows: The first of them.
        total: All there are; the rest is in the CSV.
        order: How they are sorted, in words.
        graded: Whether any row has a reliability.
        valued: Whether any row has a number of its own.
        differed_first: Whether roll calls on which the states differed come before the others.
    """

    rows: list[RowBehind]
    total: int
    order: str
    graded: bool
    valued: bool
    differed_first: bool = False


def rows_csv(rows: Sequence[RowBehind]) -> str:
    """Write rows as CSV; a text that a spreadsheet would run as a formula gets a leading quote."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_cell(getattr(row, name)) for name in COLUMNS])
    return out.getvalue()


def safe_text(text: str) -> str:
    """Quote a text that a spreadsheet would run.

    Examples:
        >>> safe_text("=1+1"), safe_text("-"), safe_text("A/RES/79/1")
        ("'=1+1", "'-", 'A/RES/79/1')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def safe_link(text: str) -> str:
    """Return a web address, or nothing where it is none.

    Examples:
        >>> safe_link("https://example.org/a"), safe_link("javascript:alert(1)")
        ('https://example.org/a', '')
    """
    return text if _ADDRESS.fullmatch(text) else ""


def _is_of_its_states(row: RowBehind) -> bool:
    """Whether a row is of the states that the value is of."""
    return any(code in row.row_id for code in _CODE.findall(row.label))


def shown(rows: Sequence[RowBehind], lens: str, lenses: int) -> ShownRows:
    """Choose the rows of a lens that its page shows.

    Newest first; of roll calls, those on which the states differed come first.

    Args:
        rows: Rows of the whole claim.
        lens: Lens whose rows are wanted.
        lenses: Number of lenses that share the page.
    """
    own = [row for row in rows if row.lens == lens]
    own.sort(key=lambda row: row.row_id)
    # Of a share of all states those of the state itself come before the others.
    own.sort(key=lambda row: not _is_of_its_states(row))
    own.sort(key=lambda row: row.period, reverse=True)
    order = "newest first"
    differed_first = any(_may_differ(row) for row in own)
    if differed_first:
        own.sort(key=lambda row: not _differed(row))
        order = "votes on which the states differed first, then newest first"
    # What a list was searched for, and what other specifications read, comes last.
    own.sort(key=lambda row: ROLES.index(row.role) >= len(OF_VALUES))
    limit = max(FEWEST_ON_PAGE, ON_PAGE // max(lenses, 1))
    return ShownRows(
        own[:limit],
        len(own),
        order,
        any(row.reliability for row in own[:limit]),
        any(row.value is not None for row in own[:limit]),
        differed_first,
    )


def row_period(row: RowBehind, kind: phrases.PeriodKind) -> str:
    """Return the period of a row: a day as a date, a fiscal year as such."""
    return phrases.date(row.period) if "-" in row.period else phrases.period(row.period, kind)


def _may_differ(row: RowBehind) -> bool:
    """Whether the row stands for rows of several states that read as one."""
    says = tables[row.table].row
    return says is not None and says.together is not None


def _differed(row: RowBehind) -> bool:
    return _may_differ(row) and row.value == 0


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.10g}"
    return safe_text(value) if isinstance(value, str) else str(value)
