"""A page for each measure and for each table, written from their files.

Run from the project: ``python docs/_pages.py`` writes them, ``--check`` tells which are stale.
"""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from _reference import table_of

from entente.data.edition import read_lock
from entente.measures import measures
from entente.settings import Settings
from entente.sources import sources
from entente.tables import tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from entente.measures import Measure
    from entente.tables import Table

DOCS = Path(__file__).parent
KNOWN = yaml.safe_load((DOCS.parent / "tests" / "known_answers.yml").read_text(encoding="utf-8"))
SECTION = re.compile(r"^(Args|Returns|Source|Examples):\n", re.MULTILINE)


def sections(function: Callable[..., Any]) -> dict[str, str]:
    """Take a docstring apart: its ``title``, its ``text`` and each section by its name."""
    head, *rest = SECTION.split(inspect.getdoc(function) or "")
    title, _, text = head.partition("\n")
    named = dict(zip(rest[::2], rest[1::2], strict=True))
    found = {name: inspect.cleandoc(body).strip() for name, body in named.items()}
    return {"title": title.rstrip("."), "text": text.strip(), **found}


def plain(text: str) -> str:
    """Turn the marks of docstrings into Markdown."""
    return re.sub(r":\w+:`entente\.\w+\.(\w+)`", r"`\1`", text.replace("``", "`"))


def listed(text: str) -> str:
    """Turn a section of parameters into a list, each with what it says on one line."""
    entries = re.split(r"\n(?=\S)", text)
    told = (" ".join(entry.split()).partition(": ") for entry in entries)
    return "\n".join(f"- `{name}`: {plain(says)}" for name, _, says in told)


def measure_page(measure: Measure, ends: dict[str, str]) -> str:
    """Write the page of a measure."""
    said = sections(measure.compute)
    facts = [
        ("Unit", measure.unit),
        ("Key", ", ".join(measure.grain)),
        ("Bounds", " to ".join("open" if end is None else f"{end:g}" for end in measure.bounds)),
        ("Higher means", measure.better),
        ("Narrowed by", ", ".join(f"{k} ({v or 'all'})" for k, v in measure.scope.items())),
        ("Options", "; ".join(f"{k}: {', '.join(v)}" for k, v in measure.options.items())),
    ]
    read = [
        (f"[{name}](../tables/{name}.md)", _made_from(tables[name]), ends.get(name, "as coded"))
        for name in measure.uses
    ]
    known = [
        (_asked(row["asked"]), str(row.get("year") or row.get("date")), str(row["value"]),
         f"± {row['within']}" if "within" in row else "exact", row["source"])
        for row in KNOWN
        if row["measure"] == measure.name
    ]  # fmt: skip
    parts = [
        f"# {measure.name}\n\n{said['title']}.",
        table_of(("", ""), [fact for fact in facts if fact[1]]),
        f"## Definition\n\n{plain(said['text'])}",
        f"## Reads\n\n{listed(said['Args'])}",
        table_of(("table", "from", "to"), read),
        f"## What missing means\n\n{plain(said['Returns'])}",
    ]
    if measure.caution:
        parts.append(f"## Before it is quoted\n\n{measure.caution}")
    if known:
        head = ("asked", "when", "value", "within", "published by")
        parts.append(f"## Known answers\n\n{table_of(head, known)}")
    parts.append(f"## Source of the method\n\n{plain(said['Source'])}")
    parts.append(f"## Example\n\n```python\n{said['Examples']}\n```")
    return "\n\n".join(parts) + "\n"


def codebook(ends: dict[str, str]) -> str:
    """Write the list of all tables."""
    rows = [
        (f"[{t.name}](tables/{t.name}.md)", t.title, t.held, ends.get(t.name, "as coded"))
        for t in tables
    ]
    head = (
        "# Codebook\n\nEvery table has a page with its columns, as its file declares them. Beside"
        " these all have `source`, the name of the source that a row comes from, and `known_on`,"
        " the day on which it was public."
    )
    return f"{head}\n\n{table_of(('table', 'one row', 'held in', 'to'), rows)}\n"


def table_page(table: Table, ends: dict[str, str]) -> str:
    """Write the page of a table."""
    said = sections(table.build)
    columns = [
        (f"`{name}`", column.type, column.meaning, column.unit, ", ".join(column.allowed))
        for name, column in table.columns.items()
    ]
    parts = [
        f"# {table.name}\n\nOne row: {table.title}. Key: {', '.join(table.key)}. "
        f"Held in: {table.held}. To: {ends.get(table.name, 'as coded')}.",
        plain(f"{said['title']}.\n\n{said['text']}".strip()),
        table_of(("column", "type", "meaning", "unit", "values"), columns),
    ]
    if table.audits:
        parts.append("Checked: " + "; ".join(table.audits) + ".")
    parts.append(f"From: {_made_from(table)}.")
    if "Source" in said:
        parts.append(f"Source: {plain(' '.join(said['Source'].split()))}")
    return "\n\n".join(parts) + "\n"


def pages() -> dict[Path, str]:
    """Return every page by its file."""
    lock = read_lock(Settings().edition)["tables"]
    ends = {name: str(entry["coverage_end"]) for name, entry in lock.items()}
    ends |= {t.name: ends[t.computed.table] for t in tables if t.computed}
    found = {DOCS / "measures" / f"{m.name}.md": measure_page(m, ends) for m in measures}
    found |= {DOCS / "tables" / f"{t.name}.md": table_page(t, ends) for t in tables}
    return {**found, DOCS / "codebook.md": codebook(ends)}


def _made_from(table: Table) -> str:
    if table.held == "ledger":
        return "the ledger"
    used = tables[table.computed.table].uses if table.computed else table.uses
    return ", ".join(f"[{sources[name].producer}]({sources[name].url})" for name in used)


def _asked(asked: dict[str, Any]) -> str:
    where = [f"{key} {value}" for key, value in asked.get("where", {}).items()]
    return ", ".join([*([asked["states"]] if "states" in asked else []), *where])


def main() -> int:
    """Write the pages, or tell which differ from what would be written."""
    found = pages()
    folders = [DOCS / name for name in ("measures", "tables")]
    left = {page for folder in folders for page in folder.glob("*.md")} - set(found)
    if "--check" in sys.argv:
        stale = [p for p, text in found.items() if not p.is_file() or p.read_text("utf-8") != text]
        for path in sorted([*stale, *left]):
            print(f"{path.relative_to(DOCS.parent)}: stale; `make golden` writes it")
        return int(bool(stale or left))
    for folder in folders:
        folder.mkdir(exist_ok=True)
    for path in left:
        path.unlink()
    for path, text in found.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
