"""What a command says: words for people with nothing in them that acts on a terminal, or data.

Names of files and texts of records come from anywhere, and an escape in one of them could colour,
move or hide what a terminal shows. Data goes out as it is: its reader is a program.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

from entente.visible import visible

if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import TextIO


def say(text: str = "") -> None:
    """Write a line, or several, for people."""
    sys.stdout.write(f"{visible(text)}\n")


def pour(text: str) -> None:
    """Write data as it is, or a text whose parts were made visible where it was coloured."""
    sys.stdout.write(text)


def pour_json(data: Any) -> None:  # noqa: ANN401 (plain data of any shape)
    """Write plain data as JSON."""
    import json

    pour(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def redraw(text: str, *, last: bool) -> None:
    """Put a line in the place of the one before, on standard error."""
    stream = sys.stderr
    # The one escape that is ours passes by the guard.
    stream = stream.stream if isinstance(stream, _Guarded) else stream
    stream.write(f"\r\x1b[K{visible(text)}" + "\n" * last)
    stream.flush()


def speak_utf_8() -> None:
    """Write UTF-8 with line feeds, whatever the locale says: the same bytes on every machine."""
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors, newline="\n")


@contextmanager
def guarded() -> Generator[None]:
    """Guard standard error, so that the words of Typer, of warnings and of tracebacks are safe."""
    before = sys.stderr
    sys.stderr = _Guarded(before)
    try:
        yield
    finally:
        sys.stderr = before


class _Guarded:
    """A stream that makes what is written to it visible, and is the other one in all else."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        return self.stream.write(visible(text))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (whatever a stream has)
        return getattr(self.stream, name)
