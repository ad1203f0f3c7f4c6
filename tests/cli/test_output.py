"""Nothing from a file's name or a record's text acts on the terminal."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from entente.cli import _progress
from entente.cli._output import guarded

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Said

SHELF = Path(__file__).parent.parent / "library" / "samples" / "shelf.yml"
RED = "\x1b[31mred\x9b\r\x07"
SEEN = "<U+001B>[31mred<U+009B><U+000D><U+0007>"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    "line",
    [
        ["library", "add", f"{RED}.ris"],
        ["record", "parse", f"{RED}.ris"],
        ["claims", "draft", f"{RED}.ris"],
        ["assess", RED],
        ["measure", "vote_agreement", "--states", RED],
        ["library", f"--{RED}"],
        [RED],
    ],
    ids=" ".join,
)
def test_an_escape_in_an_error_is_seen_and_does_nothing(
    run: Callable[..., Said], line: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ENTENTE_LIBRARY", str(tmp_path / "library"))
    said = run(*line)
    assert said.code == 2
    assert "[31mred" in said.err
    assert not set(said.err) & {"\x1b", "\x9b", "\r", "\x07"}


def test_the_name_of_a_file_that_is_read_is_shown_harmless(
    run: Callable[..., Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ENTENTE_LIBRARY", str(tmp_path / "library"))
    monkeypatch.chdir(tmp_path)
    # The last byte is no UTF-8: such a name cannot be written as text at all.
    file = f"{RED}\udcff.yml"
    shutil.copy(SHELF, file)
    assert run("library", "add", file).out.startswith(f"{SEEN}<U+DCFF>.yml: ")


def test_a_title_is_shown_harmless_and_json_keeps_it(
    run: Callable[..., Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ENTENTE_LIBRARY", str(tmp_path / "library"))
    file = tmp_path / "one.yml"
    file.write_text('title: "Patrols \\u202Egnp.exe"\n', encoding="utf-8")
    assert run("library", "add", str(file)).code == 0
    said = run("library", "search", "patrols")
    assert "Patrols <U+202E>gnp.exe" in said.out
    found = json.loads(run("library", "search", "patrols", "--json").out)
    assert found["hits"][0]["record"]["title"] == "Patrols \u202egnp.exe"


def test_a_title_of_a_case_is_shown_harmless(run: Callable[..., Said], observatory: Path):
    path = observatory / "cases" / "china-russia-east-asia" / "case.yml"
    text = path.read_text("utf-8")
    (line,) = (line for line in text.splitlines() if line.startswith("title:"))
    path.write_text(text.replace(line, 'title: "Red \\e[31m"'), "utf-8")
    assert "Red <U+001B>[31m" in run("list", "cases").out


def test_warnings_and_progress_are_harmless_and_lines_are_still_redrawn(
    monkeypatch: pytest.MonkeyPatch,
):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with guarded():
        sys.stderr.write(warnings.formatwarning(RED, UserWarning, "a.py", 1))
        _progress.progress(RED, 1, 2)
    warned, drawn = terminal.getvalue().split("\r\x1b[K")
    assert SEEN in warned
    assert "\x1b" not in warned
    assert drawn == f"1/2 {SEEN}"
    assert sys.stderr is terminal


@pytest.mark.parametrize(
    "command",
    [
        ["list", "claims"],
        ["cite", "china-russia-east-asia", "--format", "bibtex"],
        ["measure", "vote_agreement", "--states", "CHN,RUS", "--format", "csv"],
        ["trace", "china-russia-east-asia", "japan-air-patrols"],
    ],
)
def test_what_leaves_is_utf_8_with_line_feeds_whatever_the_locale(command: list[str]):
    def bytes_under(**changed: str) -> bytes:
        env = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHON"))}
        done = subprocess.run(
            [sys.executable, "-m", "entente", *command],
            env={**env, **changed, "ENTENTE_CACHE": ""},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    plain = bytes_under(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert plain == bytes_under(PYTHONUTF8="1")
    assert b"\r" not in plain
    assert plain.decode("utf-8")
