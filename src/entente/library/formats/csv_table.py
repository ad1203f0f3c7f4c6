"""Records as a table for spreadsheets, one row a record."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from entente.library.formats import Format

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.library.record import Record

# A spreadsheet takes a cell that begins so for a formula, and may run it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
COLUMNS = (
    "title",
    "authors",
    "published",
    "content_type",
    "institution",
    "journal",
    "abstract",
    "topics",
    "places",
    "url",
    "doi",
    "extra",
    "number",
    "incomplete",
)


def write_csv(records: Sequence[Record]) -> str:
    """Write records as CSV with a header; lists are joined by semicolons.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it, so this form is
    for reading, not for the way back.

    Source:
        OWASP, "CSV Injection", on what opens a formula.

    Examples:
        >>> from entente.library.record import Record
        >>> print(write_csv([Record(title="=1+1")]).splitlines()[1][:8])
        '=1+1,,,
    """
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for record in records:
        table.writerow([defuse(_cell(getattr(record, name))) for name in COLUMNS])
    return out.getvalue()


def defuse(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet would take for a formula.

    Examples:
        >>> defuse("@SUM(A1)"), defuse(" =1+1"), defuse("2024")
        ("'@SUM(A1)", "' =1+1", '2024')
    """
    return f"'{cell}" if cell.lstrip(" \u00a0").startswith(_FORMULA) else cell


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return "; ".join(f"{label}: {', '.join(values)}" for label, values in value.items())
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)


csv_table = Format(name="csv_table", title="CSV", suffixes=(".csv",), write=write_csv)
