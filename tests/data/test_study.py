"""Questions: a measure asked of states, narrowed, as known on a date."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest

from entente.data.question import Question
from entente.data.scope import narrowing
from entente.data.store import Store
from entente.data.study import Study
from entente.data.vintages import Vintage
from entente.data.window import Window
from entente.errors import ScopeError, UnknownNameError
from entente.measures import Point, measures
from entente.periods import is_complete
from entente.vocabulary import Vocabulary

if TYPE_CHECKING:
    from entente.settings import Settings

NOW = Vintage(dt.date(2026, 11, 24), "now")
WRITTEN = Vintage(dt.date(2024, 9, 30), "as_written")
YEARS = tuple(Point(year, 1.0) for year in range(2010, 2025))


@pytest.fixture(scope="module")
def study(bundled: Settings, store: Store) -> Study:
    return Study(bundled, store=store)


@pytest.mark.parametrize(
    ("where", "error", "words"),
    [
        ({"kind": "all"}, ScopeError, "cannot be narrowed by 'kind'"),
        ({"theatre": "jpan"}, UnknownNameError, "did you mean japan"),
        ({"instrument": "air_patrol"}, UnknownNameError, "joint_air_patrol"),
        ({"actors": ["CHN", "RSU"]}, UnknownNameError, "'RSU'"),
    ],
)
def test_a_narrowing_that_is_not_known_is_refused(
    bundled: Settings, where: dict[str, Any], error: type[Exception], words: str
):
    with pytest.raises(error, match=words):
        narrowing(measures["activity_count"], where, Vocabulary(bundled.vocabulary), bundled.ledger)


def test_a_narrowing_is_completed_by_the_measure_s_own(bundled: Settings):
    assert Study(bundled).narrowing(Question(measure="vote_agreement")) == {
        "set": ["contested"],
        "abstention": ["apart"],
    }


def test_a_directed_measure_is_asked_of_two_states(study: Study):
    with pytest.raises(ScopeError, match="asked of two states, not 3"):
        study.table(Question(measure="trade_value", states=["CHN", "RUS", "USA"]))


def test_a_measure_of_pairs_is_not_asked_of_one_state(study: Study):
    with pytest.raises(ScopeError, match="of pairs: it is asked of two states, not 1"):
        study.table(Question(measure="vote_agreement", states=["CHN"]))


def test_a_partner_pairs_every_state_with_it(study: Study):
    found = study.table(Question(measure="vote_agreement", states=["CHN", "IND"], partner="RUS"))
    pairs = {(row["state_a"], row["state_b"]) for row in found.to_pylist()}
    assert pairs == {("CHN", "RUS"), ("IND", "RUS")}


def test_swapped_states_are_the_same_pair(study: Study):
    one, other = (
        study.table(Question(measure="vote_agreement", states=states))
        for states in (["CHN", "RUS"], ["RUS", "CHN"])
    )
    assert one.equals(other)


@pytest.mark.parametrize(
    "question",
    [
        Question(measure="vote_agreement"),
        Question(measure="activity_count", where={"instrument": "joint_air_patrol"}),
        Question(measure="activity_act", where={"theatre": "japan"}),
        Question(measure="trade_value", states=["CHN", "RUS"]),
        Question(measure="scramble_count"),
    ],
    ids=lambda question: question.measure,
)
def test_points_come_in_the_order_of_their_periods_whatever_that_of_the_rows(
    bundled: Settings, store: Store, question: Question
):
    random = np.random.default_rng(3)
    tables = measures[question.measure].uses
    shuffled: dict[str, pa.Table] = {}
    for name in tables:
        rows = store.table(name, states=("CHN", "RUS", "USA"))
        shuffled[name] = rows.take(pa.array(random.permutation(rows.num_rows)))
    partners = ["CHN", "RUS"]
    points = Study(bundled, partners, store=store).points(question, NOW)
    assert points
    assert [p.period for p in points] == sorted(p.period for p in points)
    assert Study(bundled, partners, store=Store(bundled, shuffled)).points(question, NOW) == points


@pytest.mark.parametrize(
    ("window", "first", "last"),
    [
        (None, 2010, 2024),
        ({"from": 2013}, 2013, 2024),
        ({"from": 2013, "to": 2019}, 2013, 2019),
        ({"from": -2, "to": 0}, 2022, 2024),
        ({"from": -12, "to": -3}, 2012, 2021),
        ({"from": dt.date(2013, 5, 1)}, 2013, 2024),
    ],
)
def test_a_window_keeps_both_its_ends(window: dict[str, Any] | None, first: int, last: int):
    held = Window.model_validate(window or {}).read(YEARS, "year")
    assert (held[0].period, held[-1].period) == (first, last)


def test_windows_that_count_back_and_follow_each_other_share_no_period():
    recent = Window.of(-2, 0).read(YEARS, "year")
    past = Window.of(-12, -3).read(YEARS, "year")
    assert not {p.period for p in recent} & {p.period for p in past}
    assert len(past) == 10


@pytest.mark.parametrize(
    ("period", "kind", "day", "over"),
    [
        (2023, "year", dt.date(2023, 12, 31), True),
        (2023, "year", dt.date(2023, 12, 30), False),
        (2023, "fiscal_year", dt.date(2024, 3, 31), True),
        (2023, "fiscal_year", dt.date(2024, 3, 30), False),
        (dt.date(2024, 9, 30), "date", dt.date(2024, 9, 30), True),
        (dt.date(2024, 10, 1), "date", dt.date(2024, 9, 30), False),
    ],
)
def test_a_period_counts_once_it_is_over(
    period: int | dt.date, kind: str, day: dt.date, over: bool
):
    assert is_complete(period, kind, day) is over


@pytest.mark.parametrize("name", ["scramble_count", "activity_count", "vote_agreement"])
def test_a_value_as_written_is_of_a_period_that_was_over(
    bundled: Settings, store: Store, name: str
):
    points = Study(bundled, ["CHN", "RUS"], store=store).points(Question(measure=name), WRITTEN)
    assert points
    assert all(is_complete(p.period, measures[name].period, WRITTEN.date) for p in points)


def test_what_is_not_observed_has_no_point(bundled: Settings, store: Store):
    question = Question(measure="defence_obligation", states=["CHN", "RUS"])
    periods = {p.period for p in Study(bundled, store=store).points(question, NOW)}
    assert max(periods) == 2018
