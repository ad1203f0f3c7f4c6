"""The command line: help, exit codes, pipes, and one clear message for every bad input."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest
import typer.main

from conftest import CASE, Said
from entente import cli
from entente.release import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RUN = [sys.executable, "-c", "from entente.cli import main; main()"]
REPORT = "cnas-2024.yml"


def walk(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    if hasattr(command, "commands"):
        for name in sorted(command.commands):
            yield from walk(command.commands[name], (*path, name))
    else:
        yield " ".join(path), command


def commands() -> dict[str, Any]:
    cli._collect()
    return dict(walk(typer.main.get_command(cli.app)))


COMMANDS = commands()


# ---------------------------------------------------------------- help


def test_every_file_of_the_folder_is_a_command_or_a_group():
    stems = {path.stem for path in Path(cli.__file__).parent.glob("[!_]*.py")}
    assert {name.split()[0] for name in COMMANDS} == stems


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_of_itself(name: str):
    text = " ".join((COMMANDS[name].help or "").split())
    assert f"Example: entente {name} " in f"{text} "


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_and_argument_says_what_it_is(name: str):
    silent = [
        param.name
        for param in COMMANDS[name].params
        if param.name != "help" and not getattr(param, "help", None)
    ]
    assert not silent


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_every_command_is_shown(run: Callable[..., Said], name: str):
    said = run(*name.split(), "--help")
    assert said.code == 0
    assert "Example: entente" in " ".join(said.out.split())


def test_help_is_quick_because_nothing_heavy_is_loaded():
    check = (
        "import sys; sys.argv = ['entente', '--help']\n"
        "from entente.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'ibis', 'duckdb', 'numpy', 'pyarrow', 'scipy'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stderr) == (0, "")
    assert "Usage" in said.stdout


def test_the_version_is_told(run: Callable[..., Said]):
    assert run("--version").out == f"entente {VERSION}\n"


# ---------------------------------------------------------------- answers


def test_a_measure_is_written_as_a_table(run: Callable[..., Said]):
    asked_of = ("--states", "China, ru", "--from", "2024", "--to", "2024")
    said = run("measure", "vote_agreement", *asked_of, "--where", "set=all")
    table = [line.split() for line in said.out.splitlines()[:2]]
    assert table == [
        ["state_a", "state_b", "set", "year", "abstention", "value", "n"],
        ["CHN", "RUS", "all", "2024", "apart", "0.670213", "94"],
    ]
    assert "Unit: share (0-1). Last period held: 2024." in said.out
    assert "Caution: On all recorded votes it rises" in said.out


def asked(run: Callable[..., Said], *more: str) -> Said:
    return run("measure", "vote_agreement", "--states", "CHN,RUS", "--from", "2019", *more)


def test_a_measure_is_the_same_in_every_format(run: Callable[..., Said], tmp_path: Path):
    columns = ["state_a", "state_b", "set", "year", "abstention", "value", "n"]
    in_csv = list(csv.DictReader(io.StringIO(asked(run, "--format", "csv").out)))
    whole: dict[str, Any] = json.loads(asked(run, "--format", "json").out)
    in_json: list[dict[str, Any]] = whole.pop("rows")
    out = tmp_path / "a.parquet"
    assert asked(run, "--format", "parquet", "--out", str(out)).code == 0
    in_parquet = pq.read_table(out)
    assert list(in_csv[0]) == list(in_json[0]) == in_parquet.column_names == columns
    assert in_json == in_parquet.to_pylist()
    assert [float(row["value"]) for row in in_csv] == [row["value"] for row in in_json]
    # What must be known to quote a number goes where the number goes.
    facts = {key.decode(): value.decode() for key, value in in_parquet.schema.metadata.items()}
    assert {name: facts[name] for name in whole} == whole
    beside = tmp_path / "a.csv"
    assert asked(run, "--format", "csv", "--out", str(beside)).code == 0
    assert json.loads((tmp_path / "a.csv.meta.json").read_text("utf-8")) == whole
    assert {"unit", "source", "last", "caution"} <= set(whole)


def test_a_missing_value_is_empty_and_not_zero(run: Callable[..., Said]):
    said = run("measure", "vote_kappa", "--states", "CHN,RUS", "--where", "set=divided")
    assert said.code == 0
    lines = [line for line in said.out.splitlines()[1:] if line.startswith("CHN")]
    assert lines
    assert all(line.split()[5] != "" for line in lines)


def test_standard_output_holds_nothing_but_the_answer():
    said = subprocess.run(
        [*RUN, "measure", "scramble_count", "--format", "json"], capture_output=True, check=True
    )
    assert json.loads(said.stdout)
    assert said.stderr == b""


def test_parquet_goes_through_a_pipe():
    said = subprocess.run(
        [*RUN, "measure", "scramble_count", "--format", "parquet"], capture_output=True, check=True
    )
    assert pq.read_table(io.BytesIO(said.stdout)).num_rows > 10


def test_a_reader_that_goes_away_is_no_failure():
    command = [*RUN, "measure", "vote_agreement", "--format", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


@pytest.mark.parametrize(
    "kind",
    "sources tables measures criteria forecasters formats cases claims".split(),  # noqa: SIM905
)
def test_what_there_is_is_listed_a_line_each(run: Callable[..., Said], kind: str):
    said = run("list", kind)
    assert said.code == 0
    assert all(line.strip() for line in said.out.splitlines())


def test_a_claim_is_followed_down_to_links(run: Callable[..., Said]):
    said = run("trace", CASE, "japan-air-patrols")
    assert said.code == 0
    assert "https://" in said.out
    assert "as written" in said.out


def test_checks_that_hold_say_so_with_code_0(run: Callable[..., Said]):
    for words in (["ledger", "check"], ["case", "check", CASE]):
        said = run(*words)
        assert (said.code, said.err) == (0, "")
        assert said.out.endswith("no fault\n")


# ---------------------------------------------------------------- bad input: code 2, one message


def refused(said: Said, *words: str) -> None:
    """Hold an answer to one message on standard error, with a place and without a traceback."""
    assert said.code == 2, said
    assert said.out == ""
    assert "Traceback" not in said.err
    for word in words:
        assert word in said.err


def write(path: Path, old: str, new: str) -> int:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["measure", "vote_agreemnt"], "did you mean vote_agreement"),
        (["measure", "vote_agreement", "--states", "CHN,RSU"], "No state is called 'RSU'"),
        (["measure", "activity_count", "--where", "theatre=jpan"], "did you mean japan"),
        (["measure", "activity_count", "--where", "theatre"], "is not key=value"),
        (["measure", "vote_agreement", "--where", "color=red"], "cannot be narrowed by 'color'"),
        (["measure", "vote_agreement", "--format", "xls"], "No format is called 'xls'"),
        (["measure", "trade_value", "--states", "CHN"], "asked of two states"),
        (["list", "mesures"], "measures"),
        (["assess", "no-such-case"], "No case is called 'no-such-case'"),
        (["trace", CASE, "no-such-claim"], "No claim is called"),
        (["case", "check", "no-such-case"], "No case is called"),
        (["brief", CASE, "--format", "docx"], "No format is called 'docx'"),
    ],
)
def test_an_unknown_name_ends_in_one_message(
    run: Callable[..., Said], words: list[str], message: str
):
    refused(run(*words), message)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('states: ["CHN", "RUS"]', 'states: ["CHN", "RSU"]', "No state is called 'RSU'"),
        ('states: ["CHN", "RUS"]', "states: [CHN, NO]", "quote state codes"),
        ("theatres: [japan]", "theatres: [jpan]", "No theatre is called 'jpan'"),
        ("measure: leaders_meeting_count", "measure: leaders_count", "No measure is called"),
        ("measure: leaders_meeting_count", "measure: !secret x", "tag"),
        ("    form: level\n", "    form: level\n    form: level\n", "'form' stands twice"),
        ("window: {from: -12, to: -3}", "window: {from: -12, to: -2}", "overlap"),
        ("matters: 0.1", "matters: 0", "above zero"),
    ],
)
def test_a_bad_case_file_ends_in_one_message_with_file_and_line(
    run: Callable[..., Said], observatory: Path, tmp_path: Path, old: str, new: str, message: str
):
    write(observatory / "cases" / CASE / REPORT, old, new)
    out = tmp_path / "out"
    for words in (
        ["assess", CASE],
        ["brief", CASE, "--out", str(out)],
        ["trace", CASE, "major-force"],
    ):
        said = run(*words)
        refused(said, message, f"{REPORT}:")
        assert said.err.splitlines()[0].startswith("entente: ")
        assert len(said.err.splitlines()) <= 3
    assert not out.exists()
    assert not list((tmp_path / "cache").glob("*.kept"))  # no answer is kept


def test_a_bad_row_of_the_ledger_ends_in_one_message_with_file_and_line(
    run: Callable[..., Said], observatory: Path, tmp_path: Path
):
    path = observatory / "ledger" / "air_patrols.csv"
    line = write(path, ",2019-07-23,", ",2019-07-32,")
    out = tmp_path / "out"
    refused(run("brief", CASE, "--out", str(out)), f"air_patrols.csv:{line}", "is not a date")
    refused(run("assess", CASE), f"air_patrols.csv:{line}")
    refused(run("measure", "activity_count"), f"air_patrols.csv:{line}")
    assert not out.exists()
    assert not list((tmp_path / "cache").glob("*.kept"))  # no answer is kept


def test_an_empty_case_file_ends_in_one_message(run: Callable[..., Said], observatory: Path):
    (observatory / "cases" / CASE / REPORT).write_bytes(b"")
    refused(run("assess", CASE), REPORT)


def test_an_edition_without_a_table_ends_in_one_message(
    run: Callable[..., Said], observatory: Path
):
    held = observatory / "edition"
    target = held.resolve()
    held.unlink()
    held.mkdir()
    for path in target.iterdir():
        if path.name != "veto.parquet":
            (held / path.name).symlink_to(path)
    refused(run("measure", "joint_veto_count"), "veto.parquet", "edition build")


@pytest.mark.parametrize(
    ("raw", "message"),
    [(b"", "a.txt"), ("Häge\nTitle\n".encode("latin-1"), "UTF-8"), (None, "a.txt")],
    ids=["empty", "latin-1", "50 MB"],
)
def test_a_bad_record_ends_in_one_message_and_writes_nothing(
    run: Callable[..., Said], tmp_path: Path, raw: bytes | None, message: str
):
    path, out = tmp_path / "a.txt", tmp_path / "out.yml"
    if raw is None:
        with path.open("wb") as file:
            file.truncate(50_000_000)
    else:
        path.write_bytes(raw)
    refused(run("record", "parse", str(path), "--out", str(out)), message)
    refused(run("case", "read", str(path)), message)
    refused(run("brief", CASE, "--record", str(path), "--out", str(out)), message)
    assert not out.exists()


def test_a_missing_record_ends_in_one_message(run: Callable[..., Said], tmp_path: Path):
    refused(run("record", "parse", str(tmp_path / "a.txt")), "a.txt")


@pytest.mark.parametrize("words", [["mesure"], ["assess"], ["assess", CASE, "--bogus"]])
def test_a_command_that_does_not_exist_ends_with_code_2(run: Callable[..., Said], words: list[str]):
    said = run(*words)
    assert said.code == 2
    assert "Traceback" not in said.err


def test_the_traceback_is_shown_where_asked_for(monkeypatch: pytest.MonkeyPatch, observatory: Path):
    from entente.errors import UnknownNameError

    monkeypatch.setattr(sys, "argv", ["entente", "--debug", "assess", "no-such-case"])
    with pytest.raises(UnknownNameError):
        cli.main()


# ---------------------------------------------------------------- checks that do not hold: code 1


def test_a_ledger_with_faults_is_code_1_and_names_every_line(
    run: Callable[..., Said], observatory: Path
):
    path = observatory / "ledger" / "air_patrols.csv"
    line = write(path, ",2019-07-23,", ",2019-07-32,")
    said = run("ledger", "check")
    assert (said.code, said.err) == (1, "")
    assert f"air_patrols.csv:{line}: date_start '2019-07-32' is not a date" in said.out


def test_a_case_with_faults_is_code_1_and_names_every_line(
    run: Callable[..., Said], observatory: Path
):
    path = observatory / "cases" / CASE / REPORT
    lines = [
        write(path, "measure: leaders_meeting_count", "measure: leaders_count"),
        write(path, "theatres: [japan]", "theatres: [jpan]"),
    ]
    said = run("case", "check", CASE)
    assert (said.code, said.err) == (1, "")
    assert [f"{REPORT}:{line}:" in said.out for line in lines] == [True, True]
    assert all(line.strip() for line in said.out.splitlines())


def test_the_shape_of_a_case_file_is_bad_input(run: Callable[..., Said], observatory: Path):
    write(observatory / "cases" / CASE / REPORT, "    form: level\n", "    form: guess\n")
    refused(run("case", "check", CASE), f"{REPORT}:", "form")
