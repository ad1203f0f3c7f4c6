"""How long the commands take, as ratios to starting Python with its libraries.

Run with `make bench`. Each command is a fresh process; the least of three runs counts, since other
work on a machine only ever adds.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CASE = "china-russia-east-asia"
RUNS = 3
ENTENTE = str(Path(sys.executable).parent / "entente")


def least(command: list[str], env: dict[str, str]) -> float:
    """Time a command a few times and give the least."""
    times: list[float] = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=env)
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    cold = {**os.environ, "ENTENTE_CACHE": ""}
    baseline = least([sys.executable, "-c", "import ibis, duckdb, pyarrow, pydantic"], cold)
    print(f"{'start with libraries':<24} {baseline:6.2f} s   1.0")
    with tempfile.TemporaryDirectory() as folder:
        warm = {**os.environ, "ENTENTE_CACHE": folder}
        subprocess.run([ENTENTE, "assess", CASE], check=True, capture_output=True, env=warm)
        commands = {
            "entente --help": ([ENTENTE, "--help"], cold),
            "assess, cold": ([ENTENTE, "assess", CASE, "--json"], cold),
            "assess, warm": ([ENTENTE, "assess", CASE, "--json"], warm),
            "trace one claim": ([ENTENTE, "trace", CASE, "norms-ties-deepen"], cold),
            "brief: html": (
                [ENTENTE, "brief", CASE, "--out", f"{folder}/h", "--format", "html"],
                cold,
            ),
            "brief: html, pdf, md": ([ENTENTE, "brief", CASE, "--out", f"{folder}/a"], cold),
        }
        for name, (command, env) in commands.items():
            taken = least(command, env)
            print(f"{name:<24} {taken:6.2f} s {taken / baseline:5.1f}")


if __name__ == "__main__":
    main()
