"""Numbers as a command gives them: a table for people, or a file with its facts beside it."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, Any

from entente.cli._output import pour
from entente.cli._writing import write_bytes, write_text
from entente.visible import visible

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from entente.data.numbers import Rows

FORMATS = ("table", "csv", "json", "parquet")


def write_numbers(found: Rows, form: str, out: Path | None) -> None:
    """Write numbers to a file, or pour them out in a format."""
    from entente.errors import ScopeError
    from entente.frames import as_csv

    if form == "parquet":
        import pyarrow.parquet as pq

        if out is None and sys.stdout.isatty():
            msg = "Parquet is not text."
            raise ScopeError(msg, fix="--out FILE, or pipe it")
        held = io.BytesIO()
        pq.write_table(found.to_pyarrow(), held)
        if out is None:
            sys.stdout.buffer.write(held.getvalue())
        else:
            write_bytes(out, held.getvalue())
        return
    parts = as_csv(found.rows) if form == "csv" else _whole(found, form)
    if out is None:
        if form == "csv" and sys.stderr.isatty():
            print(*found.notes(), sep="\n", file=sys.stderr)
        for part in parts:
            pour(part)
        return
    write_text(out, "".join(parts))
    if form == "csv":
        # What a spreadsheet cannot hold beside the rows is in a file beside them.
        write_text(out.with_name(f"{out.name}.meta.json"), _json(found.described))


def _whole(found: Rows, form: str) -> list[str]:
    if form == "json":
        return [_json({**found.described, "rows": found.to_pylist()})]
    text = visible(repr(found))
    return [text if text.endswith("\n") else f"{text}\n"]


def _json(held: Mapping[str, Any]) -> str:
    import json

    return json.dumps(held, default=str, ensure_ascii=False, indent=1) + "\n"
