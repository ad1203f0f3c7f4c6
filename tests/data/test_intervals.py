"""Intervals of vote measures: texts that came to a vote, drawn again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from entente.data.intervals import DRAWS, MOST, with_intervals
from entente.data.numbers import numbers
from entente.data.question import question_of
from entente.data.study import Study
from entente.errors import ScopeError
from entente.measures import measures
from entente.tables._pair_counts import COUNTS, Ballots, count_pairs, resample_pairs

if TYPE_CHECKING:
    import pyarrow as pa

    from entente.data.store import Store
    from entente.settings import Settings


@pytest.fixture(scope="module")
def study(bundled: Settings, store: Store) -> Study:
    return Study(bundled, store=store)


def drawn(study: Study, name: str, **where: str) -> pa.Table:
    question = question_of(name, "CHN, RUS", where=where, first=2019, last=2024, words=study.words)
    return with_intervals(study, question, study.table(question))


@pytest.mark.parametrize(
    "name", [m.name for m in measures if "vote_pair_count" in m.uses], ids=lambda name: name
)
def test_every_measure_of_counted_votes_has_intervals_around_its_values(study: Study, name: str):
    for row in drawn(study, name).to_pylist():
        assert row["low"] <= row["value"] <= row["high"]
        assert row["low"] < row["high"]


def test_the_interval_of_a_share_is_as_wide_as_its_exact_variance_says(study: Study):
    """A share of n texts drawn anew has the variance p (1 - p) / n."""
    for row in drawn(study, "vote_agreement", set="all").to_pylist():
        share = row["value"]
        width = 2 * 1.645 * np.sqrt(share * (1 - share) / row["n"])
        assert row["high"] - row["low"] == pytest.approx(width, rel=0.2)


def test_intervals_are_the_same_each_time_and_stand_beside_the_value(study: Study):
    found = drawn(study, "vote_kappa")
    assert found.equals(drawn(study, "vote_kappa"))
    place = found.column_names.index("value")
    assert found.column_names[place : place + 4] == ["value", "low", "high", "n"]


def test_a_draw_counts_as_many_texts_as_there_are_and_pairs_share_it():
    votes = np.array([[0, 0, 2, 1], [0, 2, 2, 1], [0, 0, 2, 1]], dtype=np.int8)
    texts = np.ones((1, 4), dtype=bool)
    years, made = np.full(4, 2020), {"all": "made"}
    held = Ballots(["A", "B", "C"], votes, years, ("all",), texts, made, np.arange(4))
    rows = resample_pairs(held, None, {}, 30, 1).to_pylist()
    assert len(rows) == 30 * len(count_pairs(held, None, {}))
    assert all(sum(row[name] for name in COUNTS) == 4 for row in rows)
    by_pair = {
        (row["state_a"], row["state_b"], row["draw"]): [row[name] for name in COUNTS]
        for row in rows
    }
    # A and C vote alike, so B stands to both alike in every draw.
    for draw in range(30):
        first = np.array(by_pair["A", "B", draw]).reshape(3, 3)
        second = np.array(by_pair["B", "C", draw]).reshape(3, 3)
        assert (first == second.T).all()


def test_what_is_no_sample_and_what_is_too_much_are_refused(study: Study):
    for name, states, words in (
        ("trade_value", "CHN, RUS", "counts no sample"),
        ("vote_agreement", "all", f"{MOST:,} at most"),
    ):
        question = question_of(name, states, words=study.words)
        with pytest.raises(ScopeError, match=words):
            with_intervals(study, question, study.table(question))
    assert DRAWS >= 400


def test_votes_are_told_with_what_their_year_was_made_of(bundled: Settings, store: Store):
    """The context travels in the facts too, as sentences."""
    study = Study(bundled, store=store)
    asked = question_of("vote_kappa", "CHN, RUS", first=2024, last=2025, words=study.words)
    told = numbers(study, asked).facts["context"]
    assert told.startswith("forced_vote_share, share (0-1): 2024 0.08, 2025 0.25. adopted_without")
    trade = question_of("trade_value", "CHN, RUS", words=study.words)
    assert numbers(study, trade).facts["context"] == ""
