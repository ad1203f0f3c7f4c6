"""Several measures of the same states side by side, each with what it sees."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from entente.data.numbers import Numbers, Rows, numbers, origin_lines
from entente.errors import NothingHeldError, ScopeError
from entente.measures import measures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from entente.data.question import Question
    from entente.data.study import Study


@dataclass(frozen=True, repr=False)
class Beside(Rows):
    """Several measures side by side.

    Attributes:
        parts: Each measure's numbers alone, by its column: its name, with its own options where it
            has some.
        sees: What a higher value of each means, and what it was narrowed to, by its column.
        absent: Measures that have nothing of the question, with the reason.
        rows: Key columns and one column a measure, in the order of the key.
    """

    parts: Mapping[str, Numbers]
    sees: Mapping[str, str]
    absent: Mapping[str, str]
    rows: pa.Table

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of the measures."""
        return tuple(self.parts)

    @property
    def facts(self) -> dict[str, str]:
        """The facts of each measure as JSON, by its column."""
        return {n: json.dumps(p.facts, ensure_ascii=False) for n, p in self.parts.items()}

    @property
    def described(self) -> Mapping[str, Any]:
        """The facts of each measure by its column, and why others are absent."""
        measured = {name: part.facts for name, part in self.parts.items()}
        return {"measures": measured, "absent": self.absent}

    @property
    def heading(self) -> str:
        """The titles of the measures."""
        return "; ".join(part.title for part in self.parts.values())

    @property
    def figures(self) -> set[str]:
        """The columns of the measures."""
        return set(self.parts)

    def notes(self) -> list[str]:
        """Return what each measure sees, and what must be known to quote it."""
        lines: list[str] = []
        for name, part in self.parts.items():
            ends = f": {part.ends}" if part.ends else ""
            lines.append(
                f"{name}: {part.title}, {part.unit}. {self.sees[name]} To {part.last}{ends}."
            )
            if part.caution:
                lines.append(f"  Caution: {part.caution}")
        lines += dict.fromkeys(line for part in self.parts.values() for line in part.context)
        lines += [f"{name} is not beside them: {reason}" for name, reason in self.absent.items()]
        return [*lines, *origin_lines(self.parts.values())]


def split_name(written: str) -> tuple[str, dict[str, str]]:
    """Take apart a measure with its own options.

    Examples:
        >>> split_name("vote_kappa"), split_name("vote_kappa:habits=pooled,set=all")
        (('vote_kappa', {}), ('vote_kappa', {'habits': 'pooled', 'set': 'all'}))
    """
    name, colon, options = written.partition(":")
    found: dict[str, str] = {}
    for entry in options.split(",") if colon else []:
        key, equals, value = entry.partition("=")
        if not equals or not key or not value:
            msg = f"{entry!r} of {written!r} is not key=value."
            raise ScopeError(msg, fix="vote_kappa:habits=pooled")
        if key in found:
            msg = f"{written!r} names {key} twice."
            raise ScopeError(msg, fix="name it once")
        found[key] = value
    return name, found


def beside(study: Study, questions: Mapping[str, Question]) -> Beside:
    """Ask several measures the same question and join what they find.

    Args:
        study: Whom to ask.
        questions: Question by column; all of the same states and window.

    Raises:
        ScopeError: The measures are not of the same keys, or one is narrowed to several values.
        NothingHeldError: None of them has anything.
    """
    keys = {name: _keys(study, question) for name, question in questions.items()}
    first = next(iter(keys.values()))
    for name, own in keys.items():
        if own != first:
            msg = f"{name} is by {', '.join(own)} and not by {', '.join(first)}."
            raise ScopeError(msg, fix="measures of the same keys; `entente list measures` has them")
    parts: dict[str, Numbers] = {}
    absent: dict[str, str] = {}
    for name, question in questions.items():
        try:
            parts[name] = numbers(study, question)
        except NothingHeldError as error:
            absent[name] = error.what
    if not parts:
        raise NothingHeldError(" ".join(absent.values()), fix="other states, or other years")
    return Beside(
        parts=parts,
        sees={name: _sees(study, questions[name]) for name in parts},
        absent=absent,
        rows=_joined({name: part.rows for name, part in parts.items()}, first),
    )


def _keys(study: Study, question: Question) -> tuple[str, ...]:
    """Return the key columns of a measure without what it is narrowed to."""
    narrowed = study.narrowing(question)
    for key, values in narrowed.items():
        if len(values) > 1:
            msg = f"Side by side {key} has one value, not {', '.join(values)}."
            raise ScopeError(msg, fix=f"{question.measure}:{key}={values[0]}")
    return tuple(key for key in measures[question.measure].grain if key not in narrowed)


def _sees(study: Study, question: Question) -> str:
    measure = measures[question.measure]
    narrowed = ", ".join(f"{k} {v[0]}" for k, v in study.narrowing(question).items())
    better = f"Higher: {measure.better}." if measure.better else ""
    return " ".join(filter(None, [better, f"Of {narrowed}." if narrowed else ""]))


def _joined(tables: Mapping[str, pa.Table], keys: Sequence[str]) -> pa.Table:
    """Join tables by their keys; what one lacks is missing."""
    names = list(tables)
    first = tables[names[0]]
    if all(_same(first, rows, keys) for rows in tables.values()):
        found = first.select(list(keys))
        for name, rows in tables.items():
            found = found.append_column(name, rows["value"])
        return found
    import duckdb

    # One thread, so that the same rows come in the same order.
    with duckdb.connect(config={"threads": 1}) as connection:
        columns = ", ".join(f'"{key}"' for key in keys)
        text = ""
        for number, (name, rows) in enumerate(tables.items()):
            connection.register(f"t{number}", rows)
            one = f'(SELECT {columns}, "value" AS "{name}" FROM t{number})'  # noqa: S608 (our names)
            text += f" FULL JOIN {one} USING ({columns})" if number else one
        values = ", ".join(f'"{name}"' for name in names)
        query = f"SELECT {columns}, {values} FROM {text} ORDER BY {columns}"  # noqa: S608 (our names)
        return connection.sql(query).to_arrow_table()


def _same(one: pa.Table, other: pa.Table, keys: Sequence[str]) -> bool:
    return one.num_rows == other.num_rows and all(one[key].equals(other[key]) for key in keys)
