"""What commands write: the whole file or nothing, and one clear message where it cannot be."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer.main

from conftest import CASE, Said
from entente import cli
from entente.brief.pages.site import SUMS, _put
from entente.cli._writing import check_folder, write_text, writing
from entente.errors import BrokenFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHELF = str(Path(__file__).parent.parent / "library" / "samples" / "shelf.yml")
# Command, its option, and the words with which it writes a file.
FILES: dict[tuple[str, str], list[str]] = {
    ("measure", "--out"): ["scramble_count"],
    ("beside", "--out"): ["vote_kappa", "vote_agreement", "--states", "IND,RUS"],
    ("claims draft", "--out"): [SHELF, "--number", "1"],
    ("record parse", "--out"): [SHELF],
    ("library export", "--out"): ["--library", "{library}"],
    ("library watch", "--atom"): ["--library", "{library}"],
}
FOLDERS: dict[tuple[str, str], list[str]] = {
    ("brief", "--out"): [CASE, "--format", "md"],
    ("edition build", "--out"): ["--from", "raw"],
}
# A draft goes into a new file only, and Parquet's writer removes what it could not write.
TEXTS = [command for command in FILES if command[0] != "claims draft"]
FILES["measure --format parquet", "--out"] = ["scramble_count"]


def options() -> Iterator[tuple[str, str]]:
    """Walk the options by which commands take a path to write."""
    cli._collect()
    groups = [("", typer.main.get_command(cli.app))]
    while groups:
        path, group = groups.pop()
        for name, command in getattr(group, "commands", {}).items():
            groups.append((f"{path} {name}".strip(), command))
        for param in group.params:
            says = re.search(r"\bwrite\b", str(getattr(param, "help", "")), re.IGNORECASE)
            if says and not getattr(param, "is_flag", False):
                yield path, param.opts[0]


def test_every_command_that_writes_a_path_is_tried_here():
    every = {(path, option) for path, option in [*FILES, *FOLDERS] if "--format" not in path}
    assert set(options()) == every


@pytest.fixture
def words(tmp_path: Path, run: Callable[..., Said]) -> Callable[[tuple[str, str], Path], Said]:
    """Run one of the commands of this file against a path."""
    library = str(tmp_path / "library")
    assert run("library", "add", SHELF, "--library", library).code == 0

    def called(command: tuple[str, str], path: Path) -> Said:
        name, option = command
        more = [word.format(library=library) for word in (FILES | FOLDERS)[command]]
        return run(*name.split(), *more, option, str(path))

    return called


def refused(said: Said, path: Path) -> None:
    assert (said.code, said.out) == (2, ""), said
    assert f"in: {path}\n" in said.err
    assert "try: " in said.err
    assert said.err.count("entente: ") == 1
    assert "Traceback" not in said.err


def contents(folder: Path) -> dict[Path, bytes | None]:
    return {p: p.read_bytes() if p.is_file() else None for p in sorted(folder.rglob("*"))}


@pytest.mark.parametrize("command", FILES, ids=" ".join)
@pytest.mark.parametrize("place", ["folder", "file/below", "missing/below"])
def test_a_file_is_refused_where_none_can_be(
    words: Callable[..., Said], tmp_path: Path, command: tuple[str, str], place: str
):
    area = tmp_path / "area"
    (area / "folder").mkdir(parents=True)
    (area / "file").write_text("mine")
    before = contents(area)
    refused(words(command, area / place), area / place)
    assert contents(area) == before


@pytest.mark.parametrize("command", FOLDERS, ids=" ".join)
@pytest.mark.parametrize("place", ["file", "file/below", "file/below/it", "link"])
def test_a_folder_is_refused_where_none_can_be(
    words: Callable[..., Said], tmp_path: Path, command: tuple[str, str], place: str
):
    area = tmp_path / "area"
    area.mkdir()
    (area / "file").write_text("mine")
    (area / "link").symlink_to(area / "nowhere")
    before = contents(area)
    refused(words(command, area / place), area / place)
    assert contents(area) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="never: a disk that is full, on Linux")
@pytest.mark.parametrize("command", TEXTS, ids=" ".join)
def test_a_full_disk_ends_in_one_message(words: Callable[..., Said], command: tuple[str, str]):
    refused(words(command, Path("/dev/full")), Path("/dev/full"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="never: a disk that is full, on Linux")
@pytest.mark.parametrize("line", ["list measures", f"cite {CASE}", "measure scramble_count"])
def test_a_full_disk_behind_the_standard_output_ends_in_one_message(line: str):
    command = [sys.executable, "-c", "from entente.cli import main; main()", *line.split()]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
    assert "in: the standard output" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="never: root may write everywhere")
@pytest.mark.parametrize("command", [*FILES, *FOLDERS], ids=" ".join)
def test_a_folder_that_is_closed_is_left_alone(
    words: Callable[..., Said], tmp_path: Path, command: tuple[str, str]
):
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0o500)
    refused(words(command, closed / "new"), closed / "new")
    assert not list(closed.iterdir())


# ---------------------------------------------------------------- text files


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text("old")
    path.chmod(0o640)
    write_text(path, "new")
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("new", 0o640)
    assert list(tmp_path.iterdir()) == [path]


def test_a_text_that_cannot_be_encoded_leaves_the_old_file(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_text(path, "new " * 10_000 + "\udc80")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_and_a_pipe_are_written_through(tmp_path: Path):
    link, target = tmp_path / "link", tmp_path / "target"
    target.write_text("old")
    link.symlink_to(target)
    write_text(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    write_text(Path(os.devnull), "nowhere")
    assert not Path(os.devnull).is_file()


def test_a_new_file_that_was_begun_is_taken_away(tmp_path: Path):
    path = tmp_path / "a.bin"
    with pytest.raises(BrokenFileError, match=r"Cannot be written: No space left"), writing(path):
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")
    assert not path.exists()


def test_a_folder_not_there_yet_may_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    for path in (tmp_path, tmp_path / "a" / "b", Path("a/b"), Path()):
        check_folder(path)


# ---------------------------------------------------------------- the folder of a brief


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_brief_is_refused_where_a_file_stands(tmp_path: Path, place: str):
    (tmp_path / "file").write_text("mine")
    before = contents(tmp_path)
    with pytest.raises(BrokenFileError, match=r"Cannot be written|Is in the way"):
        _put({"index.html": b"new"}, tmp_path / place)
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    ("made", "path"),
    [("index.html/", "index.html"), ("rows", "rows/a.csv"), ("rows/a.csv/", "rows/a.csv")],
)
def test_a_brief_moves_nothing_in_where_one_file_could_not_go(tmp_path: Path, made: str, path: str):
    out = tmp_path / "out"
    files = {"a.md": b"old", "index.html": b"old", "rows/a.csv": b"old"}
    _put(files, out)
    target = out / made.rstrip("/")
    if target.is_dir():
        (target / "a.csv").unlink()
        target.rmdir()
    else:
        target.unlink()
    target.mkdir() if made.endswith("/") else target.write_text("mine")
    before = contents(out)
    with pytest.raises(BrokenFileError, match="in the way"):
        _put(dict.fromkeys(files, b"new"), out)
    assert contents(out) == before


def test_a_list_of_files_that_is_no_text_is_somebody_elses(tmp_path: Path):
    out = tmp_path / "out"
    _put({"index.html": b"old"}, out)
    (out / SUMS).write_bytes(b"\xff\xfe\n")
    with pytest.raises(BrokenFileError, match="in the way"):
        _put({"index.html": b"new"}, out)
    assert (out / "index.html").read_bytes() == b"old"
