"""Statements: the SQL of expressions, compiled once and kept while the code is the same."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from entente.kept import read_kept, write_kept
from entente.tables import ROW, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

# Ibis keeps dropped columns in a set, whose order is another in every process.
EXCLUDED = re.compile(r"EXCLUDE \(([^)]*)\)")


class Statements:
    """Compiled statements by name, of one run and in a folder for the next.

    Attributes:
        folder: Where they are kept; ``None``: nowhere.
    """

    def __init__(self, folder: Path | None) -> None:
        """Begin without any."""
        self.folder = folder
        self._held: dict[str, str] = {}

    def of(
        self,
        name: str,
        compute: Callable[..., Any],
        uses: Sequence[str],
        chosen: Mapping[str, str] | None = None,
        *,
        keep: bool = True,
    ) -> str:
        """Return the statement of an expression, compiled where it is not kept.

        Args:
            name: Name under which it is kept.
            compute: Makes the expression.
            uses: Names of the tables that it takes.
            chosen: Options that it takes by keyword.
            keep: Whether it may be read from the folder and kept there.
        """
        if name not in self._held:
            path = self._path(name) if keep else None
            kept = read_kept(path) if path else None
            self._held[name] = kept or compiled(compute, uses, chosen)
            if path and not kept:
                write_kept(path, self._held[name])
        return self._held[name]

    def _path(self, name: str) -> Path | None:
        if self.folder is None:
            return None
        return self.folder / f"statements-{code_digest()}" / f"{name}.sql.kept"


@cache
def code_digest() -> str:
    """Digest the code that statements are compiled from: measures, contracts, and the compiler."""
    import entente.measures
    import entente.tables

    found = hashlib.sha256(version("ibis-framework").encode())
    for package in (entente.measures, entente.tables):
        for path in sorted(Path(package.__path__[0]).glob("*.py")):
            found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()[:16]


def compiled(
    compute: Callable[..., Any], uses: Sequence[str], chosen: Mapping[str, str] | None = None
) -> str:
    """Compile an expression on tables into the SQL that the embedded database runs.

    Args:
        compute: Makes the expression.
        uses: Names of the tables that it takes.
        chosen: Options that it takes by keyword.

    Examples:
        >>> from entente.measures import measures
        >>> measure = measures["ideal_point_distance"]
        >>> "ideal_point" in compiled(measure.compute, measure.uses)
        True
    """
    import ibis

    inputs = [
        ibis.table(
            {
                **{name: column.type for name, column in tables[used].all_columns.items()},
                ROW: "int64",
            },
            name=used,
        )
        for used in uses
    ]
    text = str(ibis.to_sql(compute(*inputs, **(chosen or {})), dialect="duckdb", pretty=True))
    return EXCLUDED.sub(_in_order, text)


def _in_order(found: re.Match[str]) -> str:
    return f"EXCLUDE ({', '.join(sorted(found[1].split(', ')))})"
