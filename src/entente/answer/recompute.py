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
from typing import TYPE_CHECKING, Any

from entente.answer.assess import assess_lens, open_study
from entente.answer.forecasts import register
from entente.assessment import Assessment
from entente.data.store import Store
from entente.errors import BrokenFileError
from entente.files import read_file, read_text
from entente.tables import tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import pyarrow as pa

    from entente.cases.contract import Claim
    from entente.cases.folder import CaseFiles
    from entente.settings import Settings
    from entente.tables import Table

LARGEST_BYTES = 200_000_000
# What an assessment says of rows as such, and not of numbers: it is not compared.
ABOUT_ROWS = {"rows", "sources", "producers", "overdue", "complete", "coverage"}


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
    printed = _printed(folder).claim(claim.id)
    rows = _published_rows(folder / "rows" / f"{claim.id}.csv")
    found: list[Compared] = []
    for lens in claim.lenses:
        study = open_study(files, settings, store=_store(rows.get(lens.id, []), settings))
        again, _, _ = assess_lens(lens, study, seed_of=f"{claim.id}/{lens.id}")
        before = next(one for one in printed.lenses if one.id == lens.id)
        found += _compare(lens.id, _plain(before), _plain(again))
    for forecast in claim.forecasts:
        study = open_study(files, settings, store=_store(rows.get(forecast.id, []), settings))
        entry, _ = register(forecast, study)
        before = next(one for one in printed.forecasts if one.id == forecast.id)
        found += _compare(forecast.id, _plain(before), _plain(entry))
    return found


def _printed(folder: Path) -> Assessment:
    path = folder / "assessment.json"
    if not path.exists():
        reason = "There is no brief in this folder."
        raise BrokenFileError.at(path, reason, fix="entente brief CASE --out DIR")
    try:
        return Assessment.model_validate_json(read_file(path, LARGEST_BYTES))
    except ValueError as error:
        reason = f"Is no assessment of this version: {str(error).splitlines()[0]}."
        raise BrokenFileError.at(path, reason, fix="write the brief again") from None


def _published_rows(path: Path) -> dict[str, list[dict[str, str]]]:
    """Read the rows of a claim by lens; rows that a listed row was counted from have no data."""
    found: dict[str, list[dict[str, str]]] = {}
    if not path.exists():
        raise BrokenFileError.at(path, "There are no rows of this claim.")
    try:
        text = read_text(path, LARGEST_BYTES)
        for row in csv.DictReader(io.StringIO(text, newline=""), strict=True):
            if row["data"]:
                found.setdefault(row["lens"], []).append(row)
    except (ValueError, KeyError, csv.Error) as error:
        reason = f"Are not rows as a brief writes them: {error!r}."
        raise BrokenFileError.at(path, reason, fix="write the brief again") from None
    return found


def _store(rows: list[dict[str, str]], settings: Settings) -> Store:
    """Put rows back into tables; every table holds these rows and no others."""
    by_table: dict[str, list[dict[str, str]]] = {}
    # A row may count towards a value and towards what it is compared with.
    for row in {(row["table"], row["row_id"]): row for row in rows}.values():
        by_table.setdefault(row["table"], []).append(row)
    held = {table.name: _table(table, by_table.get(table.name, [])) for table in tables}
    return Store(settings, held)


def _table(contract: Table, rows: Iterable[Mapping[str, str]]) -> pa.Table:
    import pyarrow as pa

    kinds = {
        "string": pa.string(),
        "int64": pa.int64(),
        "float64": pa.float64(),
        "date": pa.date32(),
        "boolean": pa.bool_(),
    }
    columns: dict[str, list[Any]] = {name: [] for name in contract.all_columns}
    for row in rows:
        data = json.loads(row["data"])
        known = {"source": row["source"], "known_on": row["known_on"]}
        for name, column in contract.all_columns.items():
            value: Any = {**data, **known}.get(name, "" if column.type == "string" else None)
            if column.type == "date" and value is not None:
                value = dt.date.fromisoformat(value)
            columns[name].append(value)
    arrays = {
        name: pa.array(columns[name], kinds[column.type])
        for name, column in contract.all_columns.items()
    }
    return pa.table(arrays)


def _plain(part: Any) -> dict[str, Any]:  # noqa: ANN401 (a lens or a forecast of the contract)
    return part.model_dump(mode="json", exclude=ABOUT_ROWS)


def _compare(lens: str, printed: Any, again: Any, place: str = "") -> Iterator[Compared]:  # noqa: ANN401 (plain JSON)
    """Walk two trees of plain data side by side."""
    if isinstance(printed, dict) and isinstance(again, dict):
        for name in printed:
            if name not in ABOUT_ROWS:
                yield from _compare(lens, printed[name], again.get(name), f"{place}.{name}")
    elif isinstance(printed, list) and isinstance(again, list) and len(printed) == len(again):
        for number, (one, other) in enumerate(zip(printed, again, strict=True)):
            yield from _compare(lens, one, other, f"{place}.{number}")
    else:
        yield Compared(lens, place.removeprefix("."), printed, again)
