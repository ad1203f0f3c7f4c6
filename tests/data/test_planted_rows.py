"""A study of a few planted rows: gaps, orders and ends that the edition does not have."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from entente.data.question import Question
from entente.data.ranks import ranks
from entente.data.store import Store
from entente.data.study import Study
from entente.data.vintages import Vintage
from entente.data.window import Window
from entente.errors import NothingHeldError
from entente.measures import measures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.settings import Settings

NOW = Vintage(dt.date(2026, 11, 24), "now")
KNOWN = dt.date(2020, 1, 1)
# One state begins later and ends earlier than the other; neither is listed in order.
ROWS = [("RUS", 2012, 0.4), ("CHN", 2013, 0.3), ("CHN", 2010, 0.1), ("RUS", 2011, 0.2)]


def planted(
    bundled: Settings,
    rows: Sequence[tuple[str, int, float | None]],
    source: str = "cow_national_capabilities",
) -> Study:
    states, years, values = (list(column) for column in zip(*rows, strict=True))
    count = len(rows)
    figures = pa.table(
        {
            "state": pa.array(states, pa.string()),
            "partner": pa.array([""] * count, pa.string()),
            "year": pa.array(years, pa.int64()),
            "indicator": pa.array(["cinc"] * count, pa.string()),
            "value": pa.array(values, pa.float64()),
            "unit": pa.array(["share"] * count, pa.string()),
            "source": pa.array([source.format(state) for state in states], pa.string()),
            "known_on": pa.array([KNOWN] * count, pa.date32()),
        }
    )
    return Study(bundled, store=Store(bundled, {"indicator": figures}))


def asked(*states: str, first: int | None = None, last: int | None = None) -> Question:
    window = None if first is None and last is None else Window.of(first, last)
    return Question(measure="capability_share", states=list(states), window=window)


def test_a_value_that_is_missing_is_no_point(bundled: Settings):
    study = planted(bundled, [*ROWS, ("CHN", 2011, None)])
    assert [point.period for point in study.points(asked("CHN"), NOW)] == [2010, 2013]


def test_points_are_in_the_order_of_periods_and_then_of_states(bundled: Settings):
    study = planted(bundled, [*ROWS, ("RUS", 2010, 0.5)])
    points = study.points(asked("RUS", "CHN"), NOW)
    assert [(point.period, point.label) for point in points] == [
        (2010, "CHN"),
        (2010, "RUS"),
        (2011, "RUS"),
        (2012, "RUS"),
        (2013, "CHN"),
    ]


def test_a_table_is_in_the_order_of_its_key_and_a_window_counts_back_from_the_last(
    bundled: Settings,
):
    study = planted(bundled, ROWS)
    held = [(row["state"], row["year"]) for row in study.table(asked("CHN", "RUS")).to_pylist()]
    assert held == sorted(held)
    late = study.table(asked("CHN", "RUS", first=-1, last=0))
    assert late["year"].to_pylist() == [2013, 2012]


def test_a_window_counts_back_from_the_last_year_across_a_century(bundled: Settings):
    # Numbers in a set have an order of their own: 2048 comes first of these.
    study = planted(bundled, [("CHN", year, 0.1) for year in (2046, 2047, 2048)])
    late = study.table(asked("CHN", first=-1, last=0))
    assert late["year"].to_pylist() == [2047, 2048]


def test_what_is_held_is_said_from_the_first_period_of_any_state_to_the_last(bundled: Settings):
    study = planted(bundled, ROWS)
    with pytest.raises(NothingHeldError, match="what is held: 2010 to 2013"):
        study.table(asked("CHN", "RUS", first=1990, last=1991))
    with pytest.raises(NothingHeldError, match="what is held: 2011 to 2012"):
        study.table(asked("RUS", first=1990, last=1991))


def test_where_no_state_has_rows_none_is_said_to_lack_them(bundled: Settings):
    other = planted(bundled, [("CHN", 2010, 0.1)])
    with pytest.raises(NothingHeldError, match=r"no rows of Russia here\.\n.*with rows: CHN"):
        other.table(asked("RUS"))


def test_the_rows_of_a_value_are_its_own(bundled: Settings):
    study = planted(bundled, ROWS)
    reads = study.rows(asked("CHN", "RUS"), NOW)
    opened = study.store.rows(one for read in reads for one in read.rows)
    assert [(opened[read.rows[0]][1]["year"], len(read.rows)) for read in reads] == [
        (read.point.period, 1) for read in reads
    ]


def test_of_values_that_are_alike_the_one_with_fewer_behind_it_comes_first(
    bundled: Settings, monkeypatch: pytest.MonkeyPatch
):
    study = planted(bundled, ROWS)
    held = [(2, [1, 0]), (1, [2]), (None, [4, 3]), (2, [0, 1, 5])]
    rows = [{"state": "CHN", "year": 2010, "value": 0.1, "n": n, "rows": ids} for n, ids in held]
    monkeypatch.setattr(study.store, "read", lambda *_asked, **_more: rows)
    reads = study._reads(asked("CHN"), NOW)
    assert [(read.point.n, read.rows) for read in reads] == [
        (None, (3, 4)),
        (1, (2,)),
        (2, (0, 1)),
        (2, (0, 1, 5)),
    ]


def test_the_sources_of_a_question_are_those_of_its_own_states(bundled: Settings):
    study = planted(bundled, ROWS, source="figures_of_{}")
    assert study.sources(asked("CHN")) == {"figures_of_CHN"}
    assert study.sources(asked("CHN", "RUS")) == {"figures_of_CHN", "figures_of_RUS"}
    assert study.store.sources(measures["capability_share"]) == study.sources(asked("CHN", "RUS"))


def test_where_no_state_is_named_every_state_s_rows_are_read(bundled: Settings):
    study = planted(bundled, ROWS)
    every = Question(measure="capability_share")
    assert {read.point.label for read in study.rows(every, NOW)} == {"CHN", "RUS"}


def world(bundled: Settings, others: int) -> Study:
    """China, and so many others that each begin a hundredth above the one before."""
    starts = [("CHN", 0.0), *((f"X{i:03}", (i + 1) / 100) for i in range(others))]
    rows = [(state, year, start) for state, start in starts for year in (2010, 2011)]
    return planted(bundled, rows)


def test_a_state_is_ranked_among_twenty_others_and_not_among_nineteen(bundled: Settings):
    (level, *_) = ranks(world(bundled, 20), asked("CHN")).standings
    assert (level.compared, level.higher) == (20, 20)
    with pytest.raises(NothingHeldError, match="Only 19 others"):
        ranks(world(bundled, 19), asked("CHN"))


def test_a_change_is_compared_with_those_of_the_hundred_nearest_starts(bundled: Settings):
    for others, nearest in ((99, 99), (102, 100)):
        found = ranks(world(bundled, others), asked("CHN")).standings
        changes = {each.among: each.compared for each in found if each.what == "change"}
        assert changes == {"all": others, f"{nearest} of nearest start": nearest}
