"""Intervals of values whose observations are a sample: which texts came to a vote, drawn again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.arrow_values import floats, held, integers
from entente.data.store import Store
from entente.errors import ScopeError
from entente.measures import measures
from entente.policy import INTERVAL
from entente.tables import tables

if TYPE_CHECKING:
    import pyarrow as pa

    from entente.data.question import Question
    from entente.data.study import Study

DRAWS = 400
MOST = 2_000
"""Values of which intervals are drawn at once, at most."""
SEED = 1


def with_intervals(study: Study, question: Question, rows: pa.Table) -> pa.Table:
    """Put the 5 % and 95 % quantiles of each value beside it, as ``low`` and ``high``.

    What a value counts (texts of a year that came to a vote) is drawn again with replacement and
    the measure computed from each draw. It says how much the value hangs on which texts came to a
    vote, and nothing of errors in the record. Missing where half of the draws have no value.

    Args:
        study: Whom to ask.
        question: What was asked.
        rows: Its values, as :meth:`entente.data.study.Study.table` returns them.

    Raises:
        ScopeError: The measure counts no sample, or there are too many values.

    Source:
        Efron and Tibshirani (1993), An Introduction to the Bootstrap, ch. 13 (percentiles).
    """
    import numpy as np

    measure = measures[question.measure]
    name = next((n for n in measure.uses if _can_resample(n)), None)
    if name is None:
        msg = f"{measure.name} counts no sample, so that its values have no interval of this kind."
        raise ScopeError(msg, fix="leave --intervals out")
    if rows.num_rows > MOST:
        msg = f"Intervals of {rows.num_rows:,} values at once are too many: {MOST:,} at most."
        raise ScopeError(msg, fix="fewer states or years")
    drawn = study.store.resampled(
        name, measure, study.narrowing(question), study.kept_states(question), DRAWS, SEED
    )
    # A draw is told apart by its year, so that the measure needs to know nothing of draws.
    year = drawn.column_names.index(measure.period)
    coded = held(drawn["year"], "int64") * DRAWS + held(drawn["draw"], "int64")
    again = Store(study.settings, {name: drawn.set_column(year, measure.period, integers(coded))})
    found = again.run(measure, wanted=study.narrowing(question), keep=study.kept_states(question))
    keys = [key for key in measure.grain if key != measure.period]
    asked = zip(*(rows[key].to_pylist() for key in measure.grain), strict=True)
    place = {key: number for number, key in enumerate(asked)}
    values = np.full((rows.num_rows, DRAWS), np.nan)
    columns = [found[key].to_pylist() for key in keys]
    for *key, code, value in zip(
        *columns, found[measure.period].to_pylist(), found["value"].to_pylist(), strict=True
    ):
        at = place.get((*key, code // DRAWS))
        if at is not None and value is not None:
            values[at, code % DRAWS] = value
    enough = np.count_nonzero(~np.isnan(values), axis=1) * 2 > DRAWS
    ends = np.full((2, rows.num_rows), np.nan)
    if enough.any():
        ends[:, enough] = np.nanquantile(values[enough], INTERVAL, axis=1)
    after = rows.column_names.index("value") + 1
    low = rows.add_column(after, "low", floats(ends[0]))
    return low.add_column(after + 1, "high", floats(ends[1]))


def _can_resample(name: str) -> bool:
    computed = tables[name].computed
    return computed is not None and computed.resample is not None
