"""The fuzzer of all readers: it runs clean, and notices what is planted for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BENCH = ROOT / "bench"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="never: it measures as Linux does")

PLANTED = """
import sys
sys.path.insert(0, {bench!r})
import fuzz

met = []

def read(text):
    met.append(text)
    if len(met) < 4:
        return
    {fault}

report = fuzz.fuzz(fuzz.Reader("planted", read, ["a: 1"]), 6, 1, seconds=0.3, room=200_000_000)
print(report.read, *sorted(report.faults))
"""


def run(*words: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, env=env, check=False, timeout=300
    )


@LINUX
@pytest.mark.slow
def test_every_reader_reads_or_refuses_some_hundred_inputs():
    done = run(str(BENCH / "fuzz.py"), "--inputs", "1", "--seed", "7")
    assert done.returncode == 0, done.stdout + done.stderr
    rows = [line.split() for line in done.stdout.splitlines()[1:-1]]
    assert len(rows) > 30
    # Where nothing is read, no input came further than the door.
    assert [row[0] for row in rows if int(row[1]) >= 100 and row[2] == "0"] == []


@LINUX
@pytest.mark.parametrize(
    ("fault", "found"),
    [
        ('raise ValueError("not ours")', "2 ValueError at <string>:12"),
        ("raise fuzz.EntenteError('ours')", "2"),
        ("bytearray(10**9)", "2 MemoryError at <string>:12"),
        ("while True: pass", "2 TooSlowError at <string>:12"),
        ("import os; os.abort()", "4 ended by SIGABRT"),
        ("import ctypes; ctypes.string_at(1)", "4 ended by SIGSEGV"),
        ("import warnings; warnings.warn('odd')", "2 UserWarning at <string>:12"),
    ],
)
def test_what_is_planted_is_found(fault: str, found: str):
    done = run("-c", PLANTED.format(bench=str(BENCH), fault=fault))
    assert done.stdout.split("\n")[0] == found, done.stdout + done.stderr


@LINUX
def test_an_input_is_made_again_from_its_number():
    words = (str(BENCH / "fuzz.py"), "--only", "date", "--input", "123", "--seed", "4")
    assert run(*words).stdout == run(*words).stdout != ""
