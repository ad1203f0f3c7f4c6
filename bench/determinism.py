"""Assess the bundled case in many processes, some at a time, and compare the bytes.

Run from the project: ``python bench/determinism.py [RUNS] [--at-once N] [--odd FOLDER]``. It runs
the installed command. Every process has another hash seed, and none reads the cache. Where texts
differ, one of each is kept in the folder, to be compared. Stopped (Ctrl-C) it tells of the runs
that ended.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

CASE = "china-russia-east-asia"
COMMAND = [str(Path(sys.executable).parent / "entente"), "assess", CASE, "--json"]


def run(seed: int) -> tuple[bytes, float]:
    """Give the text of one assessment and the seconds that it took."""
    env = os.environ | {"PYTHONHASHSEED": str(seed), "ENTENTE_CACHE": ""}
    start = time.perf_counter()
    said = subprocess.run(COMMAND, env=env, capture_output=True, check=True)
    return said.stdout, time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("runs", type=int, nargs="?", default=20, help="how many, one round or more")
    parser.add_argument("--at-once", type=int, default=1, help="how many at a time")
    parser.add_argument("--odd", type=Path, default=Path("out/.odd"), help="where odd texts go")
    asked = parser.parse_args()
    counts: Counter[str] = Counter()
    seconds: list[float] = []
    texts: dict[str, bytes] = {}
    wanted = asked.runs * asked.at_once
    pool = ThreadPoolExecutor(asked.at_once)
    try:
        for ended in as_completed([pool.submit(run, seed) for seed in range(wanted)]):
            text, second = ended.result()
            digest = hashlib.sha256(text).hexdigest()
            counts[digest] += 1
            texts.setdefault(digest, text)
            seconds.append(second)
            print(f"{counts.total()} of {wanted}, {len(counts)} different", file=sys.stderr)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
    finally:
        pool.shutdown(cancel_futures=True)
    if not seconds:
        sys.exit("No run ended.")
    print(
        f"{counts.total()} of {wanted} runs, {asked.at_once} at once, {len(counts)} different, "
        f"median {sorted(seconds)[len(seconds) // 2]:.2f} s"
    )
    for digest, count in counts.most_common():
        print(f"{count:>4}  {digest}")
    if len(counts) > 1:
        asked.odd.mkdir(parents=True, exist_ok=True)
        for digest, text in texts.items():
            (asked.odd / f"{digest[:16]}.json").write_bytes(text)
        print(f"one of each is in {asked.odd}")
    sys.exit(len(counts) != 1)


if __name__ == "__main__":
    main()
