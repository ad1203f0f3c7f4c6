"""A library whose writer is killed or refused at its n-th call is whole, open and clean."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import faults
import pytest

ROOT = Path(__file__).parents[2]
WHY_NOT = faults.why_not()
# `ENTENTE_KILLS=1` tries every call, as `make kills` does; the suite some ten of them.
EACH = os.environ.get("ENTENTE_KILLS", "1300")


@pytest.mark.slow
@pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT or "never")
def test_a_library_is_whole_after_a_fault_at_any_call():
    command = [sys.executable, str(ROOT / "bench" / "kills.py"), "--each", EACH]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "lost 0, locked 0" in done.stdout


def test_a_fault_comes_at_the_call_that_was_asked_for(tmp_path: Path):
    def write() -> None:
        for number in range(3):
            with (tmp_path / str(number)).open("wb", buffering=0) as file:
                file.write(b"1234")

    if WHY_NOT:
        pytest.skip(WHY_NOT)
    assert faults.run(write, tmp_path).calls == 6
    ended = faults.run(write, tmp_path, "torn", 4)
    assert (ended.code, ended.last) == (-9, "write /1")
    assert (tmp_path / "1").read_bytes() == b"12"
    assert faults.run(write, tmp_path, "full", 2).code == 71
    assert (tmp_path / "0").read_bytes() == b""
