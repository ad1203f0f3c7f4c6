"""Read a published file strictly: every column is used or ignored by name, none is new or gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from entente.errors import BrokenFileError
from entente.late import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import ibis.expr.types as ir


def published(
    path: Path,
    name: str,
    used: Mapping[str, str],
    ignored: tuple[str, ...] = (),
    **options: Any,  # noqa: ANN401 (DuckDB's own options of read_csv)
) -> ir.Table:
    """Read one file as its producer published it.

    Text files are read as text and then cast, so that a type never depends on which rows a file
    happens to hold.

    Args:
        path: File in CSV (may be gzipped) or Parquet.
        name: The source, for messages.
        used: Columns that are returned, each with its Ibis type.
        ignored: Columns known and left unread.
        options: Passed on to DuckDB's CSV reader.

    Returns:
        The used columns under the producer's names.

    Raises:
        BrokenFileError: The file is absent, a used column is gone, or a column is new.
    """
    import ibis

    if not path.is_file():
        raise BrokenFileError.at(
            path,
            f"The source {name!r} needs this file, which is not there.",
            fix="`entente edition build --from` a folder that holds it",
        )
    if path.suffix == ".parquet":
        rows = ibis.read_parquet(path)
    else:
        rows = ibis.read_csv(path, all_varchar=True, header=True, **options)
    gone = [column for column in used if column not in rows.columns]
    new = [column for column in rows.columns if column not in used and column not in ignored]
    if gone or new:
        faults = [f"lacks {gone}"] * bool(gone) + [f"has new columns {new}"] * bool(new)
        raise BrokenFileError.at(
            path,
            f"The source {name!r} {' and '.join(faults)}.",
            fix=f"use each new column in sources/{name}.py or name it in `ignore`",
        )
    return rows.select(**{column: _[column].cast(kind) for column, kind in used.items()})
