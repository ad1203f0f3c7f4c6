"""Every error this package raises on purpose.

* EntenteError
  - UnknownNameError     a name that nothing is registered under
  - FormerStateError     a state that is no more, with where its rows are
  - DuplicateNameError   two files claim one name
  - BrokenFileError      a file (source, measure, ledger, case, record) that cannot be used
  - ShapeError           a table is not what its contract says
  - ScopeError           a question asked of a measure that it cannot answer
  - NothingHeldError     a question of which no row is held
  - QueryError           a search line that cannot be understood
  - UnsourcedNumberError a number on a page that leads to no rows
  - MissingExtraError    an optional dependency is not installed
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


class EntenteError(Exception):
    """Root of all errors raised on purpose; the command line prints it without a traceback."""

    def __init__(self, what: str, *, where: str = "", fix: str = "") -> None:
        """Join what happened, where, and what to do about it.

        Args:
            what: One sentence with the offending values.
            where: File, line, table or claim it happened in.
            fix: What the reader can do now.
        """
        self.what, self.where, self.fix = what, where, fix
        parts = [what]
        if where:
            parts.append(f"  in: {where}")
        if fix:
            parts.append(f"  try: {fix}")
        super().__init__("\n".join(parts))


class UnknownNameError(EntenteError):
    """A name that nothing is registered under."""

    @classmethod
    def among(
        cls, kind: str, name: str, known: Iterable[str], *, where: str = "", fix: str = ""
    ) -> UnknownNameError:
        """Build the error with the closest known names."""
        known = sorted(known)
        close = difflib.get_close_matches(name, known, n=3)
        hint = f"did you mean {', '.join(close)}?" if close else fix
        if not hint:
            hint = f"one of {', '.join(known[:12])}" if known else f"add a {kind} first"
        return cls(f"No {kind} is called {name!r} ({len(known)} known).", where=where, fix=hint)


class FormerStateError(EntenteError):
    """A question names a state that is no more; the message says where its rows are."""


class DuplicateNameError(EntenteError):
    """Two files claim one name."""


class BrokenFileError(EntenteError):
    """A file of ours, of a plugin or of the user cannot be used."""

    @classmethod
    def at(
        cls, path: Path | str, reason: str, *, line: int | None = None, fix: str = ""
    ) -> BrokenFileError:
        """Build the error for one file, and one line of it where that is known."""
        return cls(reason, where=f"{path}:{line}" if line else str(path), fix=fix)

    @classmethod
    def not_written(cls, path: Path | str, error: OSError, *, fix: str = "") -> BrokenFileError:
        """Build the error for a file or folder that the system does not let us write."""
        return cls.at(path, f"Cannot be written: {error.strerror or error}.", fix=fix)

    @classmethod
    def together(
        cls, path: Path | str, found: Sequence[BrokenFileError], *, of: int | None = None
    ) -> BrokenFileError:
        """Put faults into one error, each with its line; a lone one stays itself.

        Args:
            path: File or folder that they are of.
            found: The faults, or the first of them.
            of: How many there are, where not all are given.
        """
        if len(found) == 1 and of in {None, 1}:
            return found[0]
        many = of or len(found)
        lines = [
            f"  {fault.where}: {fault.what}" + (f" Try: {fault.fix}" if fault.fix else "")
            for fault in found
        ]
        more = [f"  and {many - len(found)} more"] if many > len(found) else []
        return cls.at(path, "\n".join([f"{many} faults:", *lines, *more]))


class ShapeError(EntenteError):
    """A table is not what its contract says."""


class ScopeError(EntenteError):
    """A question asked of a measure that it cannot answer."""


class NothingHeldError(EntenteError):
    """A question that a measure can answer, but of which no row is held."""


class QueryError(EntenteError):
    """A search line that cannot be understood."""


class UnsourcedNumberError(EntenteError):
    """A number on a page leads to no rows."""


class MissingExtraError(EntenteError):
    """An optional dependency is not installed."""

    @classmethod
    def needs(cls, package: str, extra: str, purpose: str) -> MissingExtraError:
        """Build the error with the line that installs the extra."""
        return cls(f"{purpose} needs {package}.", fix=f"pip install 'entente[{extra}]'")
