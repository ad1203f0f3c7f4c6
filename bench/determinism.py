"""Assess the bundled case in many processes and compare the bytes.

Run from the project: ``python bench/determinism.py [RUNS]``. Every process has another hash seed,
and none reads the cache.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections import Counter

CASE = "china-russia-east-asia"
COMMAND = [sys.executable, "-c", "from entente.cli import main; main()", "assess", CASE, "--json"]


def run(seed: int) -> tuple[str, float]:
    """Give the digest of one assessment and the seconds that it took."""
    env = os.environ | {"PYTHONHASHSEED": str(seed), "ENTENTE_CACHE": ""}
    start = time.perf_counter()
    said = subprocess.run(COMMAND, env=env, capture_output=True, check=True)
    return hashlib.sha256(said.stdout).hexdigest(), time.perf_counter() - start


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    held = [run(seed) for seed in range(runs)]
    digests = Counter(digest for digest, _ in held)
    seconds = sorted(second for _, second in held)
    print(f"{runs} runs, {len(digests)} different, median {seconds[len(seconds) // 2]:.2f} s")
    for digest, count in digests.most_common():
        print(f"{count:>4}  {digest}")
    sys.exit(len(digests) != 1)


if __name__ == "__main__":
    main()
