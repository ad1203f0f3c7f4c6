"""What a command is asked of a measure: options that several commands share, and their words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

Name = Annotated[str, typer.Argument(help="Name of a measure; `entente list measures`.")]
States = Annotated[
    str, typer.Option("--states", help="States: codes or names, e.g. CHN,RUS or 'China, RUS'; all.")
]
Partner = Annotated[
    str, typer.Option("--partner", help="With several states: the other side of every pair; all.")
]
First = Annotated[
    str, typer.Option("--from", help="First year, month (2022-02) or day (2022-02-24).")
]
Last = Annotated[str, typer.Option("--to", help="Last year, month or day.")]
Out = Annotated[
    Path | None, typer.Option("--out", help="File to write; of a CSV, its facts beside it.")
]


def narrowing(entries: list[str]) -> dict[str, list[str]]:
    """Return a narrowing by key from entries of the form ``key=value,value``.

    Raises:
        ScopeError: An entry has another form, or a key comes twice.
    """
    from entente.errors import ScopeError

    narrowed: dict[str, list[str]] = {}
    for entry in entries:
        key, equals, value = entry.partition("=")
        if not equals or not key or not value:
            msg = f"--where {entry!r} is not key=value."
            raise ScopeError(msg, fix="--where theatre=japan")
        if key in narrowed:
            msg = f"--where names {key} twice."
            raise ScopeError(msg, fix=f"--where {key}={','.join(narrowed[key])},{value}")
        narrowed[key] = [part.strip() for part in value.split(",") if part.strip()]
    return narrowed


def end_of_window(text: str) -> int | str | None:
    """Read an end of the window: a whole number is a year, a longer one no end at all."""
    if not text:
        return None
    return int(text) if re.fullmatch("-?[0-9]{1,6}", text) else text
