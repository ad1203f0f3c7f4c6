"""Lineage: the rows that a number read, written out down to their links."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from string import Formatter
from typing import TYPE_CHECKING, Any

from entente.assessment import VINTAGES
from entente.rows_behind import OF_VALUES, ROLES, RowBehind
from entente.tables import RowText, tables

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from entente.assessment import VintageName
    from entente.data.question import Question
    from entente.data.study import Study
    from entente.tables import Table

Key = tuple[int, ...]


@dataclass
class Counted:
    """A row, or rows that read as one, and the values towards which it counts.

    Attributes:
        role: ``main``, ``against``, ``searched`` or ``specification``.
        opened: Whether a listed row was itself counted from it.
        towards: Periods by vintage.
        labels: States of the values.
    """

    role: str
    opened: bool = False
    towards: dict[VintageName, set[int | dt.date]] = field(
        default_factory=dict["VintageName", "set[int | dt.date]"]
    )
    labels: set[str] = field(default_factory=set[str])


@dataclass(frozen=True)
class Behind:
    """A row as it is published, and by which values of which vintage it was read."""

    row: RowBehind
    counted: Counted

    def is_read(self, name: VintageName, periods: Iterable[int | dt.date]) -> bool:
        """Whether a value of one of some periods read it at a vintage."""
        return not self.counted.towards.get(name, set()).isdisjoint(periods)


class Lineage:
    """Collects the rows behind one lens or forecast; each row is listed once."""

    def __init__(self, study: Study, part: str) -> None:
        """Begin with no rows.

        Args:
            study: The run.
            part: Id of the lens or forecast, written into every row.
        """
        self._study, self._part = study, part
        self._found: dict[tuple[str, Key], Counted] = {}

    def read(self, question: Question, role: str) -> None:
        """Add the rows that a question reads, at every vintage, and what they open to."""
        for name in VINTAGES:
            vintage = self._study.vintages[name]
            reads = self._study.rows(question, vintage)
            by_row: dict[int, list[tuple[int | dt.date, str]]] = {}
            for read in reads:
                for row in read.rows:
                    by_row.setdefault(row, []).append((read.point.period, read.point.label))
            for row, values in by_row.items():
                self._add((row,), role, name, values)
            if role == "specification":
                continue
            for table, ids in self._study.store.by_table(by_row).items():
                for row, groups in self._study.store.opened(table, ids).items():
                    for group in groups:
                        self._add(group, role, name, by_row[row], opened=True)

    def searched(self, question: Question) -> None:
        """Add the spans that were searched for what a question counts."""
        for name in VINTAGES:
            for row in self._study.searched(question, self._study.vintages[name]):
                self._add((row["row"],), "searched", name, [(row["date_from"], "")])

    def _add(
        self,
        key: Key,
        role: str,
        name: VintageName,
        values: Iterable[tuple[int | dt.date, str]],
        *,
        opened: bool = False,
    ) -> None:
        # A row may count towards a value and towards what it is compared with; what it is besides
        # is listed only where it is neither.
        roles = (role,) if role in OF_VALUES else ROLES
        held = next((found for r in roles if (found := self._found.get((r, key)))), None)
        if held is None:
            held = self._found[role, key] = Counted(role, opened)
        for period, label in values:
            held.towards.setdefault(name, set()).add(period)
            if label:
                held.labels.add(label)

    def rows(self) -> list[Behind]:
        """Return the rows in the order of their roles, periods, tables and ids."""
        written = self._study.vintages["as_written"].date
        held = self._study.store.rows(one for _, key in self._found for one in key)
        found = [
            Behind(
                _published(self._part, [held[one] for one in key], counted, written, self._study),
                counted,
            )
            for (_, key), counted in self._found.items()
        ]
        return sorted(
            found,
            key=lambda each: (
                ROLES.index(each.row.role),
                each.row.period,
                each.row.table,
                each.row.row_id,
            ),
        )


def producers(rows: Iterable[RowBehind]) -> list[str]:
    """Return the sources of rows, each once, in alphabetical order."""
    return sorted({row.source for row in rows})


def _said(row: dict[str, Any], contract: Table, study: Study) -> dict[str, Any]:
    """Write what a row holds in the words for people: states by name, values as columns say."""
    said = {name: column.says for name, column in contract.columns.items() if column.says}
    named = {side: study.words.state_name(row[side]) for side in contract.sides if row[side]}
    return {**row, **named, **{n: says.get(row[n], row[n]) for n, says in said.items()}}


def _published(
    part: str,
    held: list[tuple[str, dict[str, Any]]],
    counted: Counted,
    written: dt.date,
    study: Study,
) -> RowBehind:
    table = held[0][0]
    contract = tables[table]
    rows = [row for _, row in held]
    if len(rows) > 1:
        rows.sort(key=lambda row: [str(row[key]) for key in contract.key])
    says = contract.row or RowText(", ".join(f"{name} {{{name}}}" for name in contract.columns))
    first = rows[0]
    text = ", ".join(says.text.format(**_said(row, contract, study)) for row in rows)
    value = first.get(says.value)
    if len(rows) > 1 and says.together is not None:
        value = says.together(rows)
    known_on = max(row["known_on"] for row in rows)
    periods = {period for found in counted.towards.values() for period in found}
    return RowBehind(
        lens=part,
        role=counted.role,
        period=min(str(period) for period in periods),
        label=", ".join(sorted(counted.labels)),
        table=table,
        row_id=" + ".join(_row_id(row, contract) for row in rows),
        what=says.title.format(**first) + text,
        value=None if value is None else float(value),
        unit=str(first.get(says.unit, says.unit)),
        source=first["source"],
        origins=None if first.get("reposts_only") else first.get("origins"),
        reliability=_grade(first),
        link=_link(says.link, first),
        known_on=known_on,
        as_written=known_on <= written,
        data="" if counted.opened else _data(first, contract),
    )


def _link(pattern: str, row: dict[str, Any]) -> str:
    """Return the address of a row; none where a part of it is missing."""
    parts = [name for _, name, _, _ in Formatter().parse(pattern) if name]
    return "" if any(row[name] is None for name in parts) else pattern.format(**row)


def _row_id(row: dict[str, Any], contract: Table) -> str:
    return ":".join([row["source"], *(str(row[key]) for key in contract.key)])


def _data(row: dict[str, Any], contract: Table) -> str:
    """Write the columns that measures read as JSON."""
    kept = {name: row[name] for name, column in contract.columns.items() if not column.prose}
    return json.dumps(kept, default=str, ensure_ascii=False, separators=(",", ":"))


def _grade(row: dict[str, Any]) -> str:
    """Write the Admiralty grade of a hand-coded row, and what its most reliable source is."""
    if not row.get("reliability"):
        return ""
    best = "repost only, unverified" if row.get("reposts_only") else row["tier"]
    return f"{row['reliability']}{row['credibility']}, {best}"
