"""Measures of all states: known figures, what each reads, and laws of their definitions."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.data.question import question_of
from entente.data.study import Study
from entente.measures import measures
from entente.measures._events import added_up
from entente.tables import ROW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.data.store import Store
    from entente.settings import Settings

EVENTS = Path(__file__).parents[3] / "shared" / "data" / "events"
DAYS = EVENTS / "gdelt2_dyad_day_46states_2018_2024.parquet"


@pytest.fixture(scope="module")
def study(bundled: Settings, store: Store) -> Study:
    return Study(bundled, store=store)


def read(
    study: Study, name: str, states: str, *, partner: str | None = None, **where: str
) -> dict[Any, float]:
    question = question_of(name, states, partner=partner, where=where, words=study.words)
    rows = study.table(question).to_pylist()
    return {row[measures[name].period]: row["value"] for row in rows}


def test_a_month_of_visitors_is_as_published_on_both_sides_of_two_quarrels(study: Study):
    china = read(study, "visitor_count", "CHN", partner="JPN")
    assert (china[dt.date(2012, 8, 1)], china[dt.date(2012, 10, 1)]) == (190_254, 69_713)
    korea = read(study, "visitor_count", "KOR", partner="JPN")
    assert korea[dt.date(2018, 8, 1)] == 593_941
    assert (korea[dt.date(2019, 7, 1)], korea[dt.date(2019, 8, 1)]) == (561_675, 308_730)


@pytest.mark.parametrize(("year", "usd_bn"), [(2018, 108.25), (2021, 141.6)])
def test_the_months_of_russia_s_trade_with_china_sum_to_the_year(
    study: Study, year: int, usd_bn: float
):
    ways = [
        read(study, "goods_exports_by_month", "RUS", partner="CHN"),
        read(study, "goods_exports_by_month", "CHN", partner="RUS", figures="mirror"),
    ]
    months = [value for way in ways for month, value in way.items() if month.year == year]
    assert len(months) == 24
    assert sum(months) == pytest.approx(usd_bn, rel=0.003)


def test_months_of_three_states_with_china_sum_to_published_years(study: Study):
    korea = read(study, "goods_exports_by_month", "KOR", partner="CHN")
    usa = read(study, "goods_exports_by_month", "CHN", partner="USA", figures="mirror")
    sums = [
        sum(value for month, value in way.items() if month.year == 2018) for way in (korea, usa)
    ]
    assert sums == pytest.approx([162.1, 538.5], abs=0.1)


def test_china_s_capacity_over_vietnam_caught_up_with_russia_s(study: Study):
    share = read(study, "influence_share", "CHN", partner="VNM")
    assert share[2000] == pytest.approx(0.062 / (0.062 + 0.163), abs=0.003)
    assert share[2020] == pytest.approx(0.210 / (0.210 + 0.252), abs=0.003)
    other = read(study, "influence_share", "RUS", partner="VNM")
    assert share[2020] + other[2020] == pytest.approx(1, abs=2e-4)


def test_a_president_went_to_china_in_1972_and_1975_and_not_between(study: Study):
    visits = read(study, "visit_count", "USA", partner="CHN")
    assert [year for year, value in visits.items() if 1969 <= year <= 1978 and value] == [
        1972,
        1975,
    ]
    assert visits[1973] == 0
    assert max(visits) == 2024


@pytest.mark.parametrize(
    ("pair", "month"), [("PRK, RUS", dt.date(2023, 9, 1)), ("PRK, RUS", dt.date(2019, 4, 1))]
)
def test_summits_are_the_months_in_which_the_news_tell_most_of_a_pair(
    study: Study, pair: str, month: dt.date
):
    found = read(study, "event_intensity", pair, side="cooperation")
    highest = sorted(found, key=found.__getitem__)[-3:]
    assert month in highest


def test_the_months_after_an_invasion_have_the_most_conflict_in_the_news(study: Study):
    found = read(study, "event_intensity", "RUS, UKR", side="conflict", over="days")
    worst = sorted(found, key=found.__getitem__)[-3:]
    assert min(worst) >= dt.date(2022, 2, 1)


# Days on which the news of two states were the best or the worst of six years.
KNOWN = [
    ("CHN", "RUS", "2023-03-21", "high"),
    ("CHN", "RUS", "2019-06-06", "high"),
    ("PRK", "RUS", "2019-04-25", "high"),
    ("PRK", "RUS", "2023-09-13", "high"),
    ("CHN", "PRK", "2019-06-20", "high"),
    ("CHN", "PRK", "2018-03-28", "high"),
    ("CHN", "PRK", "2019-01-08", "high"),
    ("CHN", "JPN", "2018-10-26", "high"),
    ("CHN", "JPN", "2022-08-05", "low"),
    ("JPN", "KOR", "2019-07-23", "low"),
    ("JPN", "KOR", "2023-03-16", "high"),
    ("JPN", "KOR", "2023-08-18", "high"),
    ("JPN", "RUS", "2019-07-23", "low"),
    ("JPN", "RUS", "2022-02-23", "low"),
    ("CHN", "TWN", "2022-08-04", "low"),
    ("RUS", "UKR", "2022-02-24", "low"),
    ("IRN", "RUS", "2022-07-19", "high"),
    ("CHN", "USA", "2020-01-16", "high"),
    ("CHN", "USA", "2023-11-15", "high"),
]


@pytest.mark.skipif(
    not DAYS.is_file(), reason="ours: the days of events are not beside the project"
)
def test_known_days_are_among_the_ends_of_the_days_of_events():
    days = pq.read_table(DAYS).to_pandas()
    days["date"] = days["date"].astype(str).str[:10]
    missed: list[tuple[str, ...]] = []
    for one, other, day, end in KNOWN:
        pair = days[(days["iso3_a"] == one) & (days["iso3_b"] == other)]
        ends = pair.sort_values("edge", ascending=end == "low")["date"].head(12)
        if day not in set(ends):
            missed.append((one, other, day, end))
    assert missed == []


def test_the_events_of_a_year_are_a_whole_rectangle(store: Store):
    rows = store.table("event_year")
    assert rows.num_rows == 152 * 151 * 13


def rows_of(months: Sequence[tuple[int, float, float]]) -> Any:
    first = dt.date(2020, 1, 1)
    return ibis.memtable(
        pa.table(
            {
                "state_a": ["CHN"] * len(months),
                "state_b": ["RUS"] * len(months),
                "month_start": [first.replace(month=month) for month, _c, _d in months],
                "cooperation": [c for _m, c, _d in months],
                "conflict": [d for _m, _c, d in months],
                "days_with_events": [1] * len(months),
                "days_present": [30] * len(months),
                ROW: list(range(len(months))),
            }
        )
    )


@given(st.sets(st.integers(1, 12), min_size=1))
def test_months_are_added_up_only_where_each_of_them_is_there(months: set[int]):
    held = rows_of([(month, float(month), 1.0) for month in sorted(months)])
    found = added_up(held, "3").to_pyarrow().to_pylist()
    wanted = {
        last: float(3 * last - 3) for last in range(3, 13) if {last - 2, last - 1, last} <= months
    }
    assert {row["month"].month: row["cooperation"] for row in found} == wanted
    assert all(row["month"].year == 2020 for row in found)
    assert all(len(row["rows"]) == 3 for row in found)


@given(
    st.lists(st.integers(1, 50), min_size=2, max_size=4),
    st.lists(st.integers(1, 50), min_size=2, max_size=4),
)
def test_trade_intensity_is_one_where_origin_and_destination_are_independent(
    out: list[int], back: list[int]
):
    """X_ij = a_i b_j, in a world of as many more states as it takes."""
    found = intensity_in_a_world(out, back, others=200)
    assert len(found) == len(out) * len(back)
    assert found == pytest.approx([1.0] * len(found))


def test_the_exports_of_a_hundred_and_fifty_states_stand_for_the_world_s():
    assert intensity_in_a_world([1], [1], others=149) == [1.0]
    assert intensity_in_a_world([1], [1], others=148) == [None]


def intensity_in_a_world(out: list[int], back: list[int], *, others: int) -> list[float | None]:
    sellers = [f"A{i:02}" for i in range(len(out))]
    buyers = [f"B{i:02}" for i in range(len(back))]
    total = sum(back)
    flows = [
        (seller, buyer, float(a * b))
        for seller, a in zip(sellers, out, strict=True)
        for buyer, b in zip(buyers, back, strict=True)
    ]
    exports = [(seller, float(a * total)) for seller, a in zip(sellers, out, strict=True)]
    # Others who export nothing that is told of here.
    exports += [(f"C{i:02}", 0.0) for i in range(others)]
    imports = [(buyer, float(b * sum(out))) for buyer, b in zip(buyers, back, strict=True)]
    flow = ibis.memtable(
        pa.table(
            {
                "from_state": [f[0] for f in flows],
                "to_state": [f[1] for f in flows],
                "year": [2019] * len(flows),
                "kind": ["goods"] * len(flows),
                "reporter": ["exporter"] * len(flows),
                "value": [f[2] for f in flows],
                "is_estimated": [False] * len(flows),
                ROW: list(range(len(flows))),
            }
        )
    )
    figures = [(s, "exports_total_usd_mn", v) for s, v in exports]
    figures += [(s, "imports_total_usd_mn", v) for s, v in imports]
    indicator = ibis.memtable(
        pa.table(
            {
                "state": [f[0] for f in figures],
                "year": [2019] * len(figures),
                "indicator": [f[1] for f in figures],
                "value": [f[2] for f in figures],
                ROW: list(range(1000, 1000 + len(figures))),
            }
        )
    )
    found = measures["trade_intensity"].compute(flow, indicator).to_pyarrow().to_pylist()
    return [row["value"] for row in found]
