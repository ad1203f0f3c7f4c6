"""Quarters, months, first months and spans: what is told of a part of a year."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.data.question import question_of
from entente.data.study import Study
from entente.data.vintages import Vintage
from entente.measures import measures
from entente.periods import DATED, days_of, period_after, period_holding

if TYPE_CHECKING:
    from entente.data.store import Store
    from entente.settings import Settings

KINDS = ("year", "fiscal_year", "quarter", "month", "date")


@pytest.fixture(scope="module")
def study(bundled: Settings, store: Store) -> Study:
    return Study(bundled, store=store)


@given(st.dates(min_value=dt.date(1800, 1, 1), max_value=dt.date(2200, 1, 1)))
def test_the_periods_of_a_kind_follow_each_other_without_a_gap(day: dt.date):
    for kind in KINDS:
        period = period_holding(day, kind)
        first, last = days_of(period, kind)
        assert first <= day <= last
        assert days_of(period_after(period, kind), kind)[0] == last + dt.timedelta(days=1)
        assert period_holding(last, kind) == period


def test_the_kinds_of_periods_of_all_measures_are_known():
    assert {measure.period for measure in measures} <= set(KINDS)
    assert set(DATED) < set(KINDS)


def test_four_quarters_of_scrambles_sum_to_the_fiscal_year(study: Study):
    by_quarter = {
        row["quarter"]: row["value"]
        for row in study.table(
            question_of("scramble_count_by_quarter", words=study.words)
        ).to_pylist()
    }
    whole = 0
    for row in study.table(question_of("scramble_count", words=study.words)).to_pylist():
        year = row["fiscal_year"]
        firsts = [dt.date(year, 4, 1), dt.date(year, 7, 1), dt.date(year, 10, 1)]
        quarters = [*firsts, dt.date(year + 1, 1, 1)]
        if all(quarter in by_quarter for quarter in quarters):
            whole += 1
            assert sum(by_quarter[quarter] for quarter in quarters) == row["value"], year
    assert whole >= 8


def test_a_month_is_known_when_it_is_over(study: Study):
    question = question_of("goods_exports_by_month", "RUS", partner="CHN", words=study.words)
    days = [dt.date(2021, 5, 20), dt.date(2021, 9, 30)]
    last = [study.points(question, Vintage(day, "then"))[-1].period for day in days]
    assert str(last[0]) < str(last[1]) <= "2021-07-01"


def test_twelve_first_months_are_the_year_and_fewer_are_less(study: Study):
    def of(months: str) -> dict[int, float]:
        question = question_of(
            "goods_exports_of_first_months", "RUS, CHN", where={"months": months}, words=study.words
        )
        return {row["year"]: row["value"] for row in study.table(question).to_pylist()}

    assert all(of("3")[year] < value for year, value in of("12").items())


def test_spans_of_trade_are_above_those_of_2021_from_april_2022_to_august_2024(study: Study):
    question = question_of("trade_by_span", "CHN, RUS", words=study.words)
    spans = {row["date"]: row["value"] for row in study.table(question).to_pylist()}
    of_2021 = [value for day, value in spans.items() if day.year == 2021]
    after = [
        value for day, value in spans.items() if dt.date(2022, 4, 1) <= day < dt.date(2024, 9, 1)
    ]
    mean = sum(of_2021) / len(of_2021)
    # 20 spans, single months among them: all but one month of 2022 lie above the mean of 2021.
    assert len(after) == 20
    assert sum(value > mean for value in after) >= 19
