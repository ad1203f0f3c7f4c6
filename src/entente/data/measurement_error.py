"""How far the values of a question may be off: the kind of error that its measure declares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.arrow_values import held, integers
from entente.data.grids import grid_of
from entente.data.store import Store
from entente.errors import NothingHeldError
from entente.measures import measures
from entente.policy import NEAREST
from entente.tables import tables
from entente.uncertainty import Either, Jumps, Reporters, Texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np

    from entente.data.question import Question
    from entente.data.study import Study
    from entente.data.vintages import Vintage
    from entente.measures import Measure
    from entente.periods import Period
    from entente.uncertainty import Uncertainty

FINE = 1_000
"""Counts are made this many times larger, so that one more of a kind is a small step."""


def error_of(question: Question, study: Study, vintage: Vintage) -> Uncertainty:
    """Return how far a sum of the values of a question may be off.

    Of counted votes it is which texts came to a vote; of figures that two report, the gap between
    the two; of all else how much the values jump from one period to the next.

    Args:
        question: What is asked.
        study: Whom.
        vintage: What was known.
    """
    measure = measures[question.measure]
    jumps = Jumps(counts=measure.counts)
    name = next((n for n in measure.uses if _tells_what_it_counts(n)), None)
    if name is not None:
        key = (_moves.__name__, question.measure, repr(study.narrowing(question)))
        key = (*key, repr(study.kept_states(question)))
        if key not in study.store.answers:
            study.store.answers[key] = _moves(question, study, name)
        return Either(Texts(study.store.answers[key]), jumps)
    if _has_reporters(measure):
        return Either(_reporters(question, study, vintage), jumps)
    return jumps


def rests_on_more_rows(measure: str) -> bool:
    """Whether the error of a measure is told by other rows than those that its values rest on."""
    held = measures[measure]
    return _has_reporters(held) or any(_tells_what_it_counts(name) for name in held.uses)


def _has_reporters(measure: Measure) -> bool:
    """Whether two report what it measures, by the year (windows of years are compared)."""
    return bool(measure.reporters) and not measure.is_dated


def _tells_what_it_counts(name: str) -> bool:
    computed = tables[name].computed
    return computed is not None and computed.counted is not None


def _moves(question: Question, study: Study, name: str) -> dict[Period, dict[int, float]]:
    """Return by year how far each text moves the value: what one more like it would change.

    The measure is computed from the counts and from the counts with one more of each kind, all
    together, each of them told apart by its year, so that it needs to know nothing of this.
    """
    import numpy as np
    import pyarrow as pa

    measure, computed = measures[question.measure], tables[name].computed
    if computed is None:
        raise TypeError(name)
    wanted, keep = study.narrowing(question), study.kept_states(question)
    rows, things = study.store.counted(name, measure, wanted, keep)
    kinds = len(computed.counts) + 1
    years = held(rows["year"], "int64")
    larger: list[pa.Table] = []
    for kind in range(kinds):
        changed = rows.set_column(
            rows.column_names.index("year"), "year", integers(years * kinds + kind)
        )
        for place, column in enumerate(computed.counts):
            more = held(rows[column], "int64") * FINE + (place + 1 == kind)
            changed = changed.set_column(changed.column_names.index(column), column, integers(more))
        larger.append(changed)
    again = Store(study.settings, {name: pa.concat_tables(larger)})
    found = again.run(measure, wanted=wanted, keep=keep)
    values = {
        divmod(int(year), kinds): value
        for year, value in zip(
            found[measure.period].to_pylist(), found["value"].to_pylist(), strict=True
        )
        if value is not None
    }
    year_of = dict(zip(held(rows["row"], "int64").tolist(), years.tolist(), strict=True))
    moves: dict[Period, dict[int, float]] = {}
    texts = zip(
        *(held(things[key], "int64").tolist() for key in ("of", "text", "column")), strict=True
    )
    for of, text, column in texts:
        year = year_of[of]
        plain, more = values.get((year, 0)), values.get((year, column + 1))
        if plain is None or more is None or not np.isfinite(plain + more):
            continue
        by_text = moves.setdefault(year, {})
        by_text[text] = by_text.get(text, 0.0) + (more - plain) * FINE
    return moves


def _reporters(question: Question, study: Study, vintage: Vintage) -> Reporters:
    """Return the gaps between the figures read and the other's, of the pair and of others."""
    measure = measures[question.measure]
    other = _by_the_other(question, measure)
    own = {point.period: point.value for point in study.points(_whole(question), vintage)}
    theirs = {point.period: point.value for point in study.points(_whole(other), vintage)}
    gaps = {period: own[period] - theirs[period] for period in own if period in theirs}
    return Reporters(gaps, _of_like_level(question, other, own, study))


def _whole(question: Question) -> Question:
    return question.model_copy(update={"window": None})


def _by_the_other(question: Question, measure: Measure) -> Question:
    values = measure.options[measure.reporters]
    chosen = measure.chosen(question.where)[measure.reporters]
    (other,) = (value for value in values if value != chosen)
    return question.model_copy(update={"where": {**question.where, measure.reporters: other}})


def _of_like_level(
    question: Question, other: Question, own: Mapping[Period, float], study: Study
) -> tuple[Sequence[int], np.ndarray] | None:
    """Return the gaps of the pairs whose mean is nearest: years, and one row a pair."""
    import numpy as np

    key = (_of_like_level.__name__, question.measure, repr(study.narrowing(question)))
    if key not in study.store.answers:
        study.store.answers[key] = _gaps_of_all(question, other, study)
    all_gaps = study.store.answers[key]
    if all_gaps is None or not own:
        return None
    years, levels, gaps = all_gaps
    nearest = np.argsort(np.abs(levels - float(np.mean(list(own.values())))), kind="stable")
    return years, gaps[nearest[:NEAREST]]


def _gaps_of_all(
    question: Question, other: Question, study: Study
) -> tuple[list[int], np.ndarray, np.ndarray] | None:
    import numpy as np

    try:
        held_of_all = [grid_of(_whole(asked), study) for asked in (question, other)]
    except NothingHeldError:
        return None
    first, second = held_of_all
    years = sorted(set(first.periods) & set(second.periods))
    both = [unit for unit in first.at if unit in second.at]
    if not years or not both:
        return None
    rows = [[grid.at[unit] for unit in both] for grid in held_of_all]
    columns = [[grid.periods.index(year) for year in years] for grid in held_of_all]
    values = [
        grid.values[np.ix_(row, column)]
        for grid, row, column in zip(held_of_all, rows, columns, strict=True)
    ]
    gaps = values[0] - values[1]
    there = ~np.isnan(gaps).all(axis=1)
    levels = np.nanmean(values[0][there], axis=1)
    return [int(year) for year in years], levels, gaps[there]  # type: ignore[arg-type] (by year)
