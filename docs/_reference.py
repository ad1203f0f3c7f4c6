"""What docs/reference.md prints of the program: read by cog, never by a user."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import typer

    from entente.sources import Licence


def commands() -> str:
    """Print the help of every command."""
    from typer.testing import CliRunner

    from entente import cli

    cli._collect()
    runner = CliRunner()
    parts: list[str] = []
    for words in command_names(cli.app):
        shown = runner.invoke(cli.app, [*words, "--help"], terminal_width=100, prog_name="entente")
        parts.append(f"### `entente {' '.join(words)}`\n\n```\n{shown.output.strip()}\n```\n")
    return "\n" + "\n".join(parts) + "\n"


def command_names(app: typer.Typer) -> Iterator[list[str]]:
    """Walk the commands of an application, groups included."""
    for command in app.registered_commands:
        yield [str(command.name)]
    for group in app.registered_groups:
        if group.typer_instance is not None and group.name is not None:
            for words in command_names(group.typer_instance):
                yield [group.name, *words]


def measures() -> str:
    """Print a table of the measures."""
    from entente.measures import measures as found

    rows = [
        (
            f"[{m.name}](measures/{m.name}.md)",
            m.title,
            m.unit,
            ", ".join(m.grain),
            ", ".join(m.scope),
            ", ".join(m.uses),
        )
        for m in found
    ]
    return _table(("measure", "what it is", "unit", "key", "narrowed by", "tables"), rows)


def criteria() -> str:
    """Print a table of the criteria."""
    from entente.criteria import criteria as found

    rows = [(c.name, c.form, c.title, ", ".join(c.options.model_fields)) for c in found]
    return _table(("criterion", "form", "what it decides", "options"), rows)


def tables() -> str:
    """Print a table of the tables."""
    from entente.tables import tables as found

    rows = [(t.name, t.title, ", ".join(t.key), t.held, "yes" if t.closed else "no") for t in found]
    return _table(("table", "one row", "key", "held in", "complete by nature"), rows)


def sources() -> str:
    """Print a table of the sources."""
    from entente.sources import sources as found

    rows = [
        (s.name, s.producer, f"[{s.title}]({s.url})", s.licence.terms, s.second_hand) for s in found
    ]
    return _table(("source", "producer", "dataset", "licence", "read by way of"), rows)


def licences() -> str:
    """Print the terms of every table, by the sources that it was made from."""
    from entente.data.edition import LEDGER_LICENCE
    from entente.sources import sources as known
    from entente.tables import tables as found

    rows = [
        (table.name, name, known[name].producer, _terms(known[name].licence))
        for table in found
        if table.held != "ledger"
        for name in (found[table.computed.table] if table.computed else table).uses
    ]
    rows += [
        (table.name, "the ledger", "Entente", _terms(LEDGER_LICENCE))
        for table in found
        if table.held == "ledger"
    ]
    return _table(("table", "made from", "producer", "terms"), rows)


def _terms(licence: Licence) -> str:
    return f"[{licence.terms}]({licence.url}){'. ' if licence.note else ''}{licence.note}"


def formats() -> str:
    """Print a table of the forms in which records come and go."""
    from entente.library.formats import formats as found

    rows = [
        (f.name, f.title, ", ".join(f.suffixes), _yes(f.is_read), _yes(f.write is not None))
        for f in found
    ]
    return _table(("form", "what it is", "files end in", "read", "written"), rows)


def _yes(held: bool) -> str:
    return "yes" if held else ""


def errors() -> str:
    """Print a table of the errors."""
    from entente import errors as module

    rows = [
        (name, inspect.getdoc(thing).splitlines()[0])
        for name, thing in sorted(vars(module).items())
        if inspect.isclass(thing) and issubclass(thing, module.EntenteError)
    ]
    return _table(("error", "when"), rows)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return f"\n{table_of(head, rows)}\n\n"


def table_of(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    cells = ([cell.replace("|", "\\|") for cell in line] for line in lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)
