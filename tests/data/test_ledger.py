"""The ledger: every fault of a row is found with its file and line, and missing stays missing."""

from __future__ import annotations

import csv
import datetime as dt
from typing import TYPE_CHECKING

import pytest

from entente.data.ledger import Fault, check_ledger, read_ledger
from entente.errors import BrokenFileError
from entente.settings import Settings
from entente.yaml_files import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from entente.data.store import Store

FILE = "air_patrols.csv"


def change(path: Path, column: str, value: str, row: int = 0) -> int:
    """Write another value into a cell and return the line on which its row begins."""
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = list(csv.reader(file))
    line = 2 + sum(1 + sum(cell.count("\n") for cell in held) for held in rows[:row])
    rows[row][head.index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])
    return line


def faults(observatory: Path) -> list[Fault]:
    found = Settings(observatory=observatory, cache=None)
    states = read_yaml(found.vocabulary / "states.yml").data
    return check_ledger(found.ledger, found.vocabulary, states)


def test_the_bundled_ledger_has_no_fault(observatory: Path):
    assert faults(observatory) == []


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("date_start", "2024-13-01", "date_start '2024-13-01' is not a date"),
        ("date_start", "", "date_start '' is not a date"),
        ("date_end", "2001-01-01", "is before date_start"),
        ("known_on", "2001-01-01", "known_on 2001-01-01 is before"),
        ("actors", "RUS;CHN", "not in alphabetical order"),
        ("actors", "CHN;RSU", "actors 'RSU' is not known"),
        ("theatre", "jpan", "theatre 'jpan' is not known"),
        ("instrument", "air_patrol", "'air_patrol' is not in instruments.yml"),
        ("field", "economic", "is not that of joint_air_patrol"),
        ("quantity", "2", "a row with unit act has quantity '2', not 1"),
        ("quantity", "nan", "'nan'"),
        ("reliability", "G", "reliability 'G' is not one of"),
        ("credibility", "7", "credibility '7' is not 1 to 6"),
        ("id", "Not A Slug", "is not lower-case words"),
        ("summary", "", "summary is empty"),
    ],
)
def test_a_bad_cell_is_found_with_its_line(observatory: Path, column: str, value: str, words: str):
    line = change(observatory / "ledger" / FILE, column, value)
    found = [fault for fault in faults(observatory) if fault.path.name == FILE]
    assert any(words in fault.what and fault.line == line for fault in found), found


@pytest.mark.parametrize(
    ("name", "column", "value", "words"),
    [
        ("coverage.csv", "date_to", "soon", "date_to 'soon' is not a date"),
        ("coverage.csv", "date_to", "1900-01-01", "is before date_from"),
        ("coverage.csv", "complete", "Yes", "complete 'Yes' is not yes or no"),
        ("coverage.csv", "instrument", "air_patrol", "is not in instruments.yml"),
        ("sources.csv", "link", "www.example.org", "is not a web address"),
        ("sources.csv", "fact", "no-such-fact", "is no row of the ledger"),
    ],
)
def test_a_bad_cell_of_the_other_files_is_found(
    observatory: Path, name: str, column: str, value: str, words: str
):
    line = change(observatory / "ledger" / name, column, value, row=1)
    assert any(
        (fault.path.name, fault.line) == (name, line) and words in fault.what
        for fault in faults(observatory)
    )


@pytest.mark.parametrize(
    ("raw", "words", "line"),
    [
        (b"", "Columns are ", 1),
        (b"id,act\n", "Columns are id, act", 1),
        ("Häge\n".encode("latin-1"), "Is not UTF-8 at byte 1", 1),
        (b'"open', "Is not CSV", 1),
    ],
)
def test_a_file_that_is_no_ledger_is_found(observatory: Path, raw: bytes, words: str, line: int):
    (observatory / "ledger" / FILE).write_bytes(raw)
    (fault,) = faults(observatory)
    assert (fault.path.name, fault.line) == (FILE, line)
    assert fault.what.startswith(words)


def test_a_missing_cell_is_found_with_its_line(observatory: Path):
    path = observatory / "ledger" / FILE
    path.write_bytes(path.read_bytes() + b"a,b,c\n")
    lines = path.read_text(encoding="utf-8").count("\n")
    (fault,) = faults(observatory)
    assert (fault.path.name, fault.line) == (FILE, lines)


@pytest.mark.parametrize("name", ["sources.csv", "coverage.csv"])
def test_a_missing_file_is_found(observatory: Path, name: str):
    (observatory / "ledger" / name).unlink()
    (fault,) = faults(observatory)
    assert (fault.path.name, fault.what) == (name, "There is no such file.")


def test_a_row_that_cannot_be_read_stops_with_its_line(observatory: Path):
    folder = observatory / "ledger"
    line = change(folder / FILE, "date_start", "2024-13-01")
    with pytest.raises(BrokenFileError, match="is not a date") as caught:
        read_ledger(folder, observatory / "vocabulary")
    assert caught.value.where == f"{folder / FILE}:{line}"


def test_an_id_that_stands_twice_names_both_places(observatory: Path):
    path = observatory / "ledger" / FILE
    first, *_ = path.read_text(encoding="utf-8").splitlines()[1:]
    change(path, "id", first.split(",")[0], row=1)
    found = [fault.what for fault in faults(observatory)]
    assert any(f"stands also in {FILE}:2" in what for what in found)


def test_a_quantity_that_is_not_known_stays_missing(store: Store):
    rows = store.table("activity").to_pylist()
    unknown = [row for row in rows if row["quantity"] is None]
    with_act = [row for row in rows if row["unit"] == "act"]
    assert all(row["quantity"] == 1 for row in with_act)
    assert all(row["unit"] != "act" for row in unknown)


def test_every_fact_has_a_page_and_was_known_after_it_began(store: Store):
    for row in store.table("activity").to_pylist():
        assert row["origins"] >= 1, row["id"]
        assert row["link"].startswith("http"), row["id"]
        assert row["date_start"] <= row["known_on"] <= dt.date(2026, 11, 24), row["id"]


def test_a_fault_is_written_as_compilers_do(tmp_path: Path):
    assert str(Fault(tmp_path / "a.csv", 3, "is wrong")) == f"{tmp_path / 'a.csv'}:3: is wrong"


def test_every_joint_patrol_has_two_independent_sources(store: Store):
    rows = store.table("activity").to_pylist()
    patrols = [
        row
        for row in rows
        if row["unit"] == "act" and row["instrument"] in {"joint_air_patrol", "joint_naval_patrol"}
    ]
    assert len(patrols) >= 17
    assert [row["id"] for row in patrols if row["origins"] < 2] == []


def test_the_ledger_holds_at_least_five_hundred_rows(store: Store):
    assert len(store.table("activity")) >= 500


def test_a_row_whose_pages_are_all_reposts_says_so(store: Store):
    rows = {row["id"]: row for row in store.table("activity").to_pylist()}
    forms: dict[str, set[str]] = {}
    for page in store.table("activity_source").to_pylist():
        forms.setdefault(page["fact"], set()).add(page["form"])
    said = {name for name, row in rows.items() if row["reposts_only"]}
    assert said == {name for name, held in forms.items() if held == {"repost"}}
