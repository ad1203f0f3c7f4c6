"""The ledger: every fault of a row is found with its file and line, and missing stays missing."""

from __future__ import annotations

import csv
import datetime as dt
import io
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entente.data import edition
from entente.data.ledger import read_ledger
from entente.data.ledger_check import Fault, check_ledger
from entente.data.ledger_rows import PAGES, SPANS, read_rows
from entente.data.store import Store
from entente.errors import BrokenFileError
from entente.settings import BUNDLED, Settings
from entente.vocabulary import TIERS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

    from conftest import Said

FILE = "air_patrols.csv"
AS_OF = edition.as_of(Settings(cache=None))


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
    return check_ledger(found.ledger, found.vocabulary, edition.as_of(found))


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
        ("summary", "A\0B", "holds a character that nobody can see"),
        ("actors", ".*", "actors '.*' is not known"),
        ("actors", "CHN;CHN", "names one twice"),
        ("date_start", "20190723", "is not a date"),
        ("date_start", "0019-07-23", "is before 1900-01-01"),
        ("date_end", "2199-07-23", "is after the day of the edition"),
        ("known_on", "2026-11-28", "is after the day of the edition"),
        ("unit", "Aircraft (all)", "is not lower-case words"),
    ],
)
def test_a_bad_cell_is_found_with_its_line(observatory: Path, column: str, value: str, words: str):
    line = change(observatory / "ledger" / FILE, column, value)
    found = [fault for fault in faults(observatory) if fault.path.name == FILE]
    assert any(words in fault.what and fault.line == line for fault in found), found


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("nan", "ships", "'nan' is not a number"),
        ("inf", "ships", "'inf' is not a number"),
        ("1_000", "ships", "'1_000' is not a number"),
        ("1e300", "ships", "is beyond 1e+12"),
        ("-4", "ships", "below zero"),
        ("44", "share", "is no share between 0 and 1"),
    ],
)
def test_an_absurd_quantity_is_found(observatory: Path, value: str, unit: str, words: str):
    change(observatory / "ledger" / FILE, "unit", unit)
    change(observatory / "ledger" / FILE, "quantity", value)
    assert any(words in fault.what for fault in faults(observatory))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("air_patrols (1).csv", "the name of the file is not"),
        ("air_patrols_copy.csv", "stands also in air_patrols.csv"),
        ("air_patrols.csv.bak", "is no .csv file"),
        ("AIR_PATROLS.CSV", "is no .csv file"),
    ],
)
def test_a_copy_in_the_folder_is_found(observatory: Path, name: str, words: str):
    folder = observatory / "ledger"
    (folder / name).write_bytes((folder / FILE).read_bytes())
    assert any(words in fault.what for fault in faults(observatory))


@pytest.mark.parametrize("name", [PAGES, SPANS])
def test_a_row_that_stands_twice_is_found_in_every_file(observatory: Path, name: str):
    path = observatory / "ledger" / name
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[-1]]), encoding="utf-8", newline="")
    (fault,) = faults(observatory)
    assert (fault.path.name, fault.line) == (name, len(lines) + 1)
    assert "stands also in" in fault.what


def test_an_empty_line_between_rows_is_found_and_at_the_end_is_none(observatory: Path):
    path = observatory / "ledger" / FILE
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\n\n", encoding="utf-8", newline="")
    assert faults(observatory) == []
    head, rest = text.split("\n", 1)
    path.write_text(f"{head}\n\n{rest}", encoding="utf-8", newline="")
    (fault,) = faults(observatory)
    assert (fault.path.name, fault.line, fault.what) == (FILE, 2, "Is an empty line.")


WHOLE = read_ledger(BUNDLED / "ledger", BUNDLED / "vocabulary", AS_OF)


@settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    name=st.sampled_from(sorted(path.name for path in (BUNDLED / "ledger").glob("*.csv"))),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    mark=st.booleans(),
    last=st.booleans(),
    quoted=st.booleans(),
    random=st.randoms(use_true_random=False),
)
def test_however_a_file_is_saved_its_rows_are_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    end: str,
    mark: bool,
    last: bool,
    quoted: bool,
    random: Random,
):
    folder = tmp_path_factory.mktemp("saved") / "ledger"
    shutil.copytree(BUNDLED / "ledger", folder)
    path = folder / name
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = list(rows[0])
    random.shuffle(columns)
    out = io.StringIO()
    style = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    writer = csv.DictWriter(out, columns, lineterminator=end, quoting=style)
    writer.writeheader()
    writer.writerows(rows)
    text = out.getvalue() if last else out.getvalue().removesuffix(end)
    path.write_bytes(text.encode("utf-8-sig" if mark else "utf-8"))
    assert read_ledger(folder, BUNDLED / "vocabulary", AS_OF) == WHOLE


def test_a_file_saved_by_a_spreadsheet_answers_the_same(observatory: Path, store: Store):
    path = observatory / "ledger" / FILE
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    again = Store(Settings(observatory=observatory, cache=None))
    assert again.table("activity") == store.table("activity")
    assert len(read_rows(observatory / "ledger").facts) == again.table("activity").num_rows


def test_semicolons_are_told_from_commas(observatory: Path):
    path = observatory / "ledger" / FILE
    path.write_text(path.read_text("utf-8").replace(",", ";"), "utf-8", newline="")
    with pytest.raises(BrokenFileError, match="save it with commas"):
        read_rows(observatory / "ledger")


@pytest.mark.parametrize("command", ["assess", "brief"])
def test_no_answer_comes_from_a_ledger_with_a_fault(
    observatory: Path, run: Callable[..., Said], tmp_path: Path, command: str
):
    line = change(observatory / "ledger" / FILE, "actors", ".*")
    where = ["--out", str(tmp_path / "out")] if command == "brief" else []
    code, out, err = run(command, "china-russia-east-asia", *where)
    assert (code, out) == (2, "")
    assert "actors '.*' is not known" in err
    assert f"{FILE}:{line}\n" in err


def test_of_many_faults_the_first_are_named_and_all_are_counted(observatory: Path):
    path = observatory / "ledger" / "exercises.csv"
    path.write_text(path.read_text("utf-8").replace("CHN;RUS", "RUS;CHN"), "utf-8", newline="")
    with pytest.raises(BrokenFileError, match=r"\d\d+ faults:") as caught:
        read_ledger(observatory / "ledger", observatory / "vocabulary", AS_OF)
    assert len(str(caught.value).splitlines()) < 30
    assert " more" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "column", "value", "words"),
    [
        ("coverage.csv", "date_to", "soon", "date_to 'soon' is not a date"),
        ("coverage.csv", "date_to", "1900-01-01", "is before date_from"),
        ("coverage.csv", "complete", "Yes", "complete 'Yes' is not yes or no"),
        ("coverage.csv", "instrument", "air_patrol", "is not in instruments.yml"),
        ("sources.csv", "link", "www.example.org", "is not a web address"),
        ("sources.csv", "fact", "no-such-fact", "is no row of the ledger"),
        ("sources.csv", "link", "http://192.0.2.7:8011/page", "is refused: a bare address"),
        ("sources.csv", "link", "https://0x7f.1/page", "is refused: a bare address"),
        ("sources.csv", "link", "https://a.example/https/b.example/c", "is refused: a proxy"),
        ("sources.csv", "link", "https://a.ipfs.dweb.link/wiki/B", "is refused: a gateway"),
        ("sources.csv", "link", "https://www.wikiwand.com./en/B", "is refused: a copy of"),
        ("sources.csv", "seen_on", "2199-01-01", "a year later than the day of the edition"),
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
        ("Häge\n".encode("latin-1"), "Is not UTF-8: byte 0xe4 at offset 1", 1),
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
        read_ledger(folder, observatory / "vocabulary", AS_OF)
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
    tiers: dict[str, set[str]] = {}
    for page in store.table("activity_source").to_pylist():
        tiers.setdefault(page["fact"], set()).add(page["tier"])
    said = {name for name, row in rows.items() if row["reposts_only"]}
    assert said == {name for name, held in tiers.items() if held == {"repost"}}
    assert {rows[name]["origins"] for name in said} == {1}


def test_the_most_reliable_page_of_a_fact_comes_first(store: Store):
    first: dict[str, dict[str, str]] = {}
    for page in store.table("activity_source").to_pylist():
        held = first.setdefault(page["fact"], page)
        assert TIERS.index(held["tier"]) <= TIERS.index(page["tier"]), page
    for row in store.table("activity").to_pylist():
        assert (row["link"], row["tier"]) == (first[row["id"]]["link"], first[row["id"]]["tier"])


def test_no_act_that_is_shown_says_more_sources_than_it_has_pages(store: Store):
    pages: dict[str, int] = {}
    for page in store.table("activity_source").to_pylist():
        pages[page["fact"]] = pages.get(page["fact"], 0) + 1
    for row in store.table("activity").to_pylist():
        assert row["origins"] <= pages[row["id"]], row["id"]
