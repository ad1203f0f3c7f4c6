"""Progress and timings on standard error, so that standard output stays clean for pipes."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from entente.cli._output import redraw

if TYPE_CHECKING:
    from collections.abc import Generator


class Timings:
    """Times of the parts of a command, printed where asked for."""

    def __init__(self, *, shown: bool) -> None:
        """Start the clock."""
        self.shown = shown
        self._start = time.perf_counter()

    @contextmanager
    def part(self, name: str) -> Generator[None]:
        """Time one part."""
        start = time.perf_counter()
        yield
        self._say(name, time.perf_counter() - start)

    def total(self) -> None:
        """Say the time of the whole."""
        self._say("total", time.perf_counter() - self._start)

    def _say(self, name: str, seconds: float) -> None:
        if self.shown:
            print(f"{name:<12} {seconds:6.2f} s", file=sys.stderr)


def progress(what: str, number: int, total: int) -> None:
    """Show how far a command has come, on a terminal only."""
    if sys.stderr.isatty():
        redraw(f"{number}/{total} {what}", last=number == total)
