"""Run pytest in a fork of a process that holds the libraries already.

Importing them takes longer than most tests. The project itself is never imported before the fork,
so that each fork reads its modules as they stand at that moment.
"""

from __future__ import annotations

import gc
import importlib
import os
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LIBRARIES = (
    "duckdb",
    "hypothesis",
    "ibis",
    "ibis.backends.sql.compilers.duckdb",
    "numpy.random",
    "pyarrow.compute",
    "pyarrow.parquet",
    "pydantic",
    "pytest",
    "scipy.special",
    "scipy.stats",
    "yaml",
)


def load() -> None:
    """Import the libraries that are installed; from now on nothing compiled is written."""
    sys.dont_write_bytecode = True
    for name in LIBRARIES:
        try:
            importlib.import_module(name)
        except ImportError:
            continue


def run_pytest(words: Sequence[str], folder: Path, *, limit: float) -> int | None:
    """Run pytest in a folder without a word; return its exit code.

    Args:
        words: Its arguments.
        folder: The project, the first on the path.
        limit: Seconds after which it is stopped.

    Returns:
        The exit code; ``None`` where it was stopped or crashed.
    """
    child = os.fork()
    if child == 0:
        code = 70
        try:
            # A clock of the system also stops a loop in which no Python runs.
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, limit)
            nothing = os.open(os.devnull, os.O_RDWR)
            for descriptor in range(3):
                os.dup2(nothing, descriptor)
            os.chdir(folder)
            sys.path.insert(0, str(folder / "src"))
            # What came before the fork need not be collected again and again.
            gc.freeze()
            import pytest

            code = int(pytest.main(list(words)))
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else None
