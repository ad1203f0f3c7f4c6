"""What a command is asked of a measure, read from its options."""

from __future__ import annotations

import re


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
