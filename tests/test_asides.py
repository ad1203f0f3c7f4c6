"""What is written aside takes its folder's mode, and what a killed run left is removed."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from entente.asides import aside
from entente.cli._writing import write_text
from entente.kept import write_kept

if TYPE_CHECKING:
    from collections.abc import Callable

WRITERS = pytest.mark.parametrize("write", [write_text, write_kept])
posix = pytest.mark.skipif(os.name != "posix", reason="never: this system has no such modes")


@posix
@WRITERS
def test_a_new_file_may_be_read_by_whom_the_umask_lets(
    write: Callable[[Path, str], None], tmp_path: Path
):
    before = os.umask(0o027)
    try:
        write(tmp_path / "file.txt", "whole")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "file.txt").stat().st_mode) == 0o640


@posix
@WRITERS
def test_what_a_killed_run_left_aside_is_removed_by_the_next(
    write: Callable[[Path, str], None], tmp_path: Path
):
    code = (
        "import os, pathlib, sys\n"
        "from unittest.mock import patch\n"
        f"from {write.__module__} import {write.__name__} as write\n"
        "with patch('pathlib.Path.replace', lambda *_: os._exit(9)):\n"
        "    write(pathlib.Path(sys.argv[1]) / 'file.txt', 'whole')\n"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "src")}
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], env=env, check=False)
    assert done.returncode == 9
    assert len(list(tmp_path.iterdir())) == 1
    write(tmp_path / "file.txt", "whole")
    assert [path.name for path in tmp_path.iterdir()] == ["file.txt"]


def test_what_a_running_process_makes_aside_is_left_to_it(tmp_path: Path):
    other = tmp_path / f".entente-{os.getppid()}-1"
    other.mkdir()
    (tmp_path / ".entente-notes").mkdir()
    with aside(tmp_path) as first, aside(tmp_path) as second:
        assert first.is_dir()
        assert second.is_dir()
    assert sorted(path.name for path in tmp_path.iterdir()) == [other.name, ".entente-notes"]
