"""Recompute: every printed number of a claim again, from its published rows alone.

The way is short enough to follow by eye. ``rows/<claim>.csv`` holds, for every lens, the rows that
its numbers read, each with its columns as JSON (``data``). They are put back into tables that hold
nothing else, the lens is asked again of these tables, and what comes out is compared with what
``assessment.json`` prints.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from entente.answer.assess import assess_lens, open_study
from entente.answer.forecasts import register
from entente.assessment import (
    Assessment,
    ClaimAssessment,
    ForecastAssessment,
    LensAssessment,
)
from entente.data.held_rows import as_table
from entente.data.measurement_error import rests_on_more_rows
from entente.data.store import Store
from entente.errors import BrokenFileError
from entente.files import read_file, read_text
from entente.tables import tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from entente.cases.contract import Claim
    from entente.cases.folder import CaseFiles
    from entente.settings import Settings

ASSESSMENT = "assessment.json"
LARGEST_BYTES = 200_000_000
LARGEST_NUMBER = 2**63
LONGEST_SAID = 200
Part = TypeVar("Part", ClaimAssessment, LensAssessment, ForecastAssessment)
# What an assessment says of rows as such, and not of numbers: it is not compared.
ABOUT_ROWS = {"rows", "sources", "producers", "overdue", "complete", "coverage", "standing"}
# What follows from the error of measurement. Where that is told by other rows than the published
# ones (every text of a year, the other reporter, other pairs), these rows alone cannot give it.
OF_THE_ERROR = frozenset(
    {
        *("answer", "sense", "reason", "reason_text", "lean", "low", "high", "p_claimed", "p_none"),
        *("power", "detectable", "same_answer", "same_side", "fragile_year", "flips"),
    }
)


# What the columns of a type hold.
KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "int64": (int,),
    "float64": (int, float),
    "date": (dt.date,),
    "boolean": (bool,),
}


@dataclass(frozen=True)
class Published:
    """A published row.

    Attributes:
        table: Its table.
        row: Its id.
        cells: All columns of the table, in their types.
    """

    table: str
    row: str
    cells: dict[str, Any]


@dataclass(frozen=True)
class Compared:
    """One number (or word) of a claim, as printed and again.

    Attributes:
        lens: Lens or forecast.
        place: Where it is printed, e.g. ``results.now.finding.effect``.
        printed, again: The two.
    """

    lens: str
    place: str
    printed: Any
    again: Any

    @property
    def same(self) -> bool:
        """Whether the two are the same to the digits that are printed."""
        return self.printed == self.again


def recompute(claim: Claim, files: CaseFiles, settings: Settings, folder: Path) -> list[Compared]:
    """Compute every printed number of a claim again from its published rows.

    Args:
        claim: The claim, with its rules.
        files: Its report.
        settings: Where the vocabularies are; neither edition nor ledger is read.
        folder: Folder of a brief, with ``assessment.json`` and ``rows/<claim>.csv``.

    Returns:
        Every number in the order of the assessment.

    Raises:
        BrokenFileError: The folder holds no brief of this report, or a row cannot be read.
    """
    printed = _part(_printed(folder).claims, claim.id, folder)
    rows = _published_rows(folder / "rows" / f"{claim.id}.csv")
    found: list[Compared] = []
    for lens in claim.lenses:
        study = open_study(files, settings, store=_store(rows.get(lens.id, []), files, settings))
        again, _, _ = assess_lens(lens, study)
        before = _part(printed.lenses, lens.id, folder)
        beyond = OF_THE_ERROR if rests_on_more_rows(lens.measure) else frozenset[str]()
        found += _compare(lens.id, _plain(before), _plain(again), beyond=beyond)
    for forecast in claim.forecasts:
        study = open_study(
            files, settings, store=_store(rows.get(forecast.id, []), files, settings)
        )
        entry, _ = register(forecast, study)
        before = _part(printed.forecasts, forecast.id, folder)
        found += _compare(forecast.id, _plain(before), _plain(entry))
    return found


def _printed(folder: Path) -> Assessment:
    path = folder / ASSESSMENT
    if not path.exists():
        reason = "There is no brief in this folder."
        raise BrokenFileError.at(path, reason, fix="entente brief CASE --out DIR")
    try:
        return Assessment.model_validate_json(read_file(path, LARGEST_BYTES))
    except ValueError as error:
        reason = f"Is no assessment of this version: {str(error).splitlines()[0]}."
        raise BrokenFileError.at(path, reason, fix="write the brief again") from None


def _part(parts: Sequence[Part], name: str, folder: Path) -> Part:
    """Return the claim, lens or forecast of an id."""
    for part in parts:
        if part.id == name:
            return part
    reason = f"Says nothing of {name}: it is the brief of another report, or of an older one."
    raise BrokenFileError.at(folder / ASSESSMENT, reason, fix="write the brief again")


def _published_rows(path: Path) -> dict[str, list[Published]]:
    """Read the rows of a claim by lens; rows that a listed row was counted from have no data."""
    found: dict[str, list[Published]] = {}
    if not path.exists():
        raise BrokenFileError.at(path, "There are no rows of this claim.")
    line = 1
    try:
        text = read_text(path, LARGEST_BYTES)
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        for row in reader:
            line = reader.line_num
            if row["data"]:
                found.setdefault(row["lens"], []).append(_published(row))
    except (ValueError, KeyError, TypeError, RecursionError, csv.Error) as error:
        reason = f"Are not rows as a brief writes them: {str(error)[:LONGEST_SAID] or error!r}."
        raise BrokenFileError.at(path, reason, line=line, fix="write the brief again") from None
    return found


def _published(row: Mapping[str, str]) -> Published:
    """Read one row in the types of its table.

    Raises:
        KeyError, TypeError, ValueError, RecursionError: It is no row of a table.
    """
    contract = tables[row["table"]]
    data: Any = json.loads(row["data"])
    if not isinstance(data, dict):
        raise TypeError(f"{row['data']!r} is no row")
    data |= {"source": row["source"], "known_on": row["known_on"]}
    cells: dict[str, Any] = {}
    for name, column in contract.all_columns.items():
        value = data.get(name, "" if column.type == "string" else None)
        if column.type == "date" and value is not None:
            value = dt.date.fromisoformat(value)
        kinds = KINDS[column.type]
        if value is not None and (not isinstance(value, kinds) or _is_odd(value, kinds)):
            raise TypeError(f"{name} is {value!r}")
        cells[name] = value
    return Published(contract.name, row["row_id"], cells)


def _is_odd(value: object, kinds: tuple[type, ...]) -> bool:
    """Whether a value only looks like one of its kind, or is beyond what a column holds."""
    if isinstance(value, bool):
        return bool not in kinds
    return isinstance(value, (int, float)) and not abs(value) < LARGEST_NUMBER


def _store(rows: list[Published], files: CaseFiles, settings: Settings) -> Store:
    """Put rows back into tables; every table holds these rows and no others."""
    by_table: dict[str, list[Published]] = {}
    # A row may count towards a value and towards what it is compared with.
    for row in {(row.table, row.row): row for row in rows}.values():
        by_table.setdefault(row.table, []).append(row)
    held = {
        table.name: as_table(table, [row.cells for row in by_table.get(table.name, [])])
        for table in tables
    }
    return Store(settings, held, files.case.named_sets)


def _plain(part: Any) -> dict[str, Any]:  # noqa: ANN401 (a lens or a forecast of the contract)
    return part.model_dump(mode="json", exclude=ABOUT_ROWS)


def _compare(
    lens: str,
    printed: Any,  # noqa: ANN401 (plain JSON)
    again: Any,  # noqa: ANN401
    place: str = "",
    *,
    beyond: frozenset[str] = frozenset(),
) -> Iterator[Compared]:
    """Walk two trees of plain data side by side."""
    if isinstance(printed, dict) and isinstance(again, dict):
        for name in printed:
            if name not in ABOUT_ROWS and name not in beyond:
                where = f"{place}.{name}"
                yield from _compare(lens, printed[name], again.get(name), where, beyond=beyond)
    elif isinstance(printed, list) and isinstance(again, list) and len(printed) == len(again):
        for number, (one, other) in enumerate(zip(printed, again, strict=True)):
            yield from _compare(lens, one, other, f"{place}.{number}", beyond=beyond)
    else:
        yield Compared(lens, place.removeprefix("."), printed, again)
