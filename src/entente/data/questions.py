"""Questions: a measure asked of states, narrowed by its scope, as known on a date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from entente.data import cells
from entente.errors import ScopeError, UnknownNameError
from entente.measures import Point, measures
from entente.periods import is_complete
from entente.tables import tables
from entente.yaml_files import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from entente.data.question import Question
    from entente.data.store import Narrowing, Store
    from entente.data.vintages import Vintage
    from entente.measures import Measure
    from entente.settings import Settings

# Scope keys that are checked against a vocabulary file of the same words.
VOCABULARIES = {
    "theatre": "theatres",
    "instrument": "instruments",
    "actors": "states",
    "target": "states",
}
PAIRS = (("state_a", "state_b"), ("state", "partner"))


def narrowing(
    measure: Measure, where: Mapping[str, str | Sequence[str]], settings: Settings
) -> Narrowing:
    """Complete and check a narrowing by a measure's scope.

    Args:
        measure: The measure asked.
        where: Values by scope key; several values mean any of them.
        settings: Where the vocabularies are.

    Returns:
        Lists of values by key, defaults included, keys in the order of the measure's scope.

    Raises:
        ScopeError: The measure cannot be narrowed by a key.
        UnknownNameError: A theatre, instrument or state is not in the vocabulary.
    """
    for key in where:
        if key not in measure.scope:
            known = ", ".join(measure.scope) or "nothing"
            msg = f"{measure.name} cannot be narrowed by {key!r}."
            raise ScopeError(msg, fix=f"it can be narrowed by {known}")
    found: Narrowing = {}
    for key, default in measure.scope.items():
        given = where.get(key, default)
        if given is None:
            continue
        values = [given] if isinstance(given, str) else list(given)
        known = _closed_words(measure, key, settings)
        for value in values if known else []:
            if value not in known:
                raise UnknownNameError.among(key, value, known)
        found[key] = values
    return found


def _closed_words(measure: Measure, key: str, settings: Settings) -> list[str]:
    """Give the words that a scope key may have; empty where it is open."""
    if key in VOCABULARIES:
        return list(read_yaml(settings.vocabulary / f"{VOCABULARIES[key]}.yml").data)
    if key == "theme":
        return [path.stem for path in settings.ledger.glob("*.csv")]
    for name in (*measure.uses, *measure.rows):
        columns = tables[name].columns
        column = columns.get(key) or columns.get(f"{key}s")
        if column is not None and column.type == "boolean":
            return ["yes", "no", "true", "false"]
        if column is not None and column.allowed:
            return list(column.allowed)
    return []


def answer(
    store: Store,
    measure: Measure,
    *,
    states: Sequence[str] = (),
    partner: str | None = None,
    wanted: Narrowing | None = None,
    vintage: Vintage | None = None,
) -> pa.Table:
    """Compute a measure of states.

    Args:
        store: Tables.
        measure: What is asked.
        states: See :class:`entente.cases.contract.Question`; empty: no narrowing by state.
        partner: The other side of every pair, for several states.
        wanted: Narrowing, as :func:`narrowing` gives it.
        vintage: What was known; ``None``: everything.

    Returns:
        The measure's grain, ``value`` and ``n``, in the order of the grain.

    Raises:
        ScopeError: A measure of pairs is asked of one state, or a directed one of more than two.
    """
    pair = next((pair for pair in PAIRS if set(pair) <= set(measure.grain)), None)
    named = [*states, partner] if partner else list(states)
    keep: dict[str, list[str]] = {}
    if states and pair is not None:
        fewest_met = len(states) == 2 if pair[0] == "state" else len(states) >= 2
        if partner is None and not fewest_met:
            kind = "directed" if pair[0] == "state" else "of pairs"
            msg = f"{measure.name} is {kind}: it is asked of two states, not {len(states)}."
            raise ScopeError(msg, fix="name two states, or states and a partner")
        keep = {pair[0]: named, pair[1]: named}
        if pair[0] == "state":
            keep = {pair[0]: list(states[:1]), pair[1]: list(states[1:])}
            if partner is not None:
                keep = {pair[0]: list(states), pair[1]: [partner]}
    elif states and "state" in measure.grain:
        keep = {"state": list(states)}
    rows = store.run(measure, vintage=vintage, wanted=wanted, keep=keep)
    if partner is not None and pair is not None and pair[0] == "state_a":
        touches = cells.either(
            cells.equal(rows[pair[0]], partner), cells.equal(rows[pair[1]], partner)
        )
        rows = rows.filter(touches)
    return rows.sort_by([(key, "ascending") for key in measure.grain])


def ask(
    store: Store, question: Question, partners: Sequence[str], settings: Settings, vintage: Vintage
) -> tuple[Point, ...]:
    """Ask a question of a case and give the points in the order of their periods.

    Values that are missing are left out: a gap stays a gap. So are periods that had not ended on
    the vintage's date.

    Args:
        store: Tables.
        question: What is asked.
        partners: The case's partners, where the question names no states.
        settings: Where the vocabularies are.
        vintage: What was known.
    """
    measure = measures[question.measure]
    wanted = narrowing(measure, question.where, settings)
    states = question.states or (list(partners) if _has_states(measure) else [])
    key = (measure.name, tuple(states), question.partner, repr(wanted), vintage.date)
    cache: dict[Any, tuple[Point, ...]] = store.answers
    if key not in cache:
        result = answer(
            store, measure, states=states, partner=question.partner, wanted=wanted, vintage=vintage
        )
        found = _points(result, measure)
        cache[key] = tuple(p for p in found if is_complete(p.period, measure.period, vintage.date))
    points = cache[key]
    return points if question.window is None else question.window.read(points, measure.period)


def _has_states(measure: Measure) -> bool:
    return any(key in {"state", "state_a"} for key in measure.grain)


def _points(result: pa.Table, measure: Measure) -> tuple[Point, ...]:
    rows: list[dict[str, Any]] = result.to_pylist()
    found: list[Point] = []
    for row in rows:
        if row["value"] is None or row[measure.period] is None:
            continue
        if "state_b" in row:
            label = f"{row['state_a']}-{row['state_b']}"
        elif "partner" in row:
            label = f"{row['state']}>{row['partner']}"
        else:
            label = row.get("state", "")
        count = row.get("n")
        found.append(
            Point(
                period=row[measure.period],
                value=float(row["value"]),
                n=None if count is None else int(count),
                label=label,
            )
        )
    return tuple(sorted(found, key=lambda p: (p.period, p.label, p.value, p.n or 0)))
