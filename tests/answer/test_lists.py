"""Complete lists, registered forecasts, and what a lens compares with, on planted rows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, cast

import pytest
from test_next_values import lens, years

from entente.answer.completeness import completeness
from entente.answer.forecasts import _probability, register
from entente.answer.lenses import _rests_on_absence, compared, evidence_for
from entente.cases.contract import Forecast
from entente.criteria import Evidence
from entente.data.study import Study
from entente.data.vintages import Vintage
from entente.finding import Finding
from entente.measures import Point
from entente.outlook import Projection, forecasters
from entente.periods import year_of

if TYPE_CHECKING:
    from entente.data.question import Question
    from entente.data.store import Store
    from entente.settings import Settings

NOW = Vintage(dt.date(2026, 11, 24), "now")


class Searched:
    """A study that holds nothing but searches."""

    def __init__(self, *rows: dict[str, Any]) -> None:
        self.rows = list(rows)

    def narrowing(self, question: Question) -> dict[str, list[str]]:
        return {k: v if isinstance(v, list) else [v] for k, v in question.where.items()}

    def searched(self, _question: Question, _vintage: Vintage) -> list[dict[str, Any]]:
        return self.rows


def search(instrument: str = "air", **changes: Any) -> dict[str, Any]:
    held: dict[str, Any] = {
        "instrument": instrument,
        "theatre": "",
        "date_from": dt.date(2019, 1, 1),
        "date_to": dt.date(2026, 9, 3),
        "complete": True,
        "basis": "A census.",
    }
    return held | changes


def told(*rows: dict[str, Any], first: Any = 2019, **where: Any) -> tuple[bool, str]:
    held = {"instrument": "air"} | where
    question = lens(
        measure="activity_count", where=held, window=None if first is None else {"from": first}
    )
    return completeness(question, cast("Study", Searched(*rows)), NOW)


def test_a_complete_list_says_on_what_basis():
    assert told(search()) == (True, "Air to 03 September 2026: A census.")
    assert told(search("air_patrol"), instrument="air_patrol")[1].startswith("Air patrol to")
    assert told(search(), first=None)[0]
    assert told() == (False, "No search of this kind is declared complete.")


def test_a_later_search_that_is_no_census_takes_nothing_from_a_complete_one():
    assert told(search(), search(complete=False))[0]
    assert told(search(), search())[0]
    assert not told(search(complete=False))[0]


def test_complete_searches_must_reach_over_the_window_together_and_to_within_a_year():
    early = search(date_to=dt.date(2022, 12, 31))
    assert told(early, search(date_from=dt.date(2023, 1, 1)))[0]
    assert not told(early, search(date_from=dt.date(2023, 1, 2)))[0]
    assert told(search(date_to=NOW.date - dt.timedelta(days=366)))[0]
    assert not told(search(date_to=NOW.date - dt.timedelta(days=367)))[0]


def test_every_kind_that_is_asked_must_have_been_searched():
    both = ["air", "naval"]
    assert told(search(), search("naval"), instrument=both)[0]
    assert told(search(), instrument=both) == (
        False,
        "No search of this kind is declared complete.",
    )
    # A question of no kind is of all kinds, which nobody searched.
    question = lens(measure="activity_count", where={}, window=None)
    found = completeness(question, cast("Study", Searched(search())), NOW)
    assert found == (False, "Air to 03 September 2026: A census.")


@pytest.mark.parametrize(
    ("began", "complete"), [(dt.date(2019, 1, 1), True), (dt.date(2019, 1, 2), False)]
)
def test_a_search_must_have_begun_by_the_first_day_of_the_window(began: dt.date, complete: bool):
    assert told(search(date_from=began))[0] is complete
    assert told(search(date_from=began), first=None)[0]
    assert (
        told(search(date_from=began), search("naval"), instrument=["air", "naval"])[0] is complete
    )


def test_a_search_of_some_theatres_is_one_of_these_and_of_no_others():
    japan = search(theatre="japan;taiwan")
    assert told(japan, theatre=["taiwan", "japan"])[0]
    assert told(japan, theatre=["japan"])[0]
    assert not told(japan, theatre=["japan", "korean_peninsula"])[0]
    assert not told(japan)[0]
    assert told(search(), theatre=["japan"])[0]


def test_four_searches_are_told_and_no_more():
    rows = [search(basis=f"Basis {i}.") for i in range(6)]
    assert told(*rows)[1].count("Basis") == 4


def test_a_measure_of_no_list_is_complete_by_nature_or_not_at_all():
    nobody = cast("Study", Searched())
    assert completeness(lens(measure="vote_agreement"), nobody, NOW)[0]
    assert completeness(lens(measure="capability_share"), nobody, NOW) == (False, "")


# ---------------------------------------------------------------- what a lens sees


@pytest.mark.parametrize(("measure", "middle"), [("scramble_count", 274), ("trade_asymmetry", 183)])
def test_the_middle_of_a_fiscal_year_lies_in_autumn(
    bundled: Settings, store: Store, measure: str, middle: int
):
    study = Study(bundled, ["CHN", "RUS"], store=store)
    assert evidence_for(lens(measure=measure), study, NOW).middle == middle


def test_a_comparison_without_states_is_of_the_states_of_the_lens():
    own: dict[str, Any] = {"measure": "trade_asymmetry", "states": ["CHN", "RUS"]}
    plain, named, apart = (
        {"measure": "trade_value"},
        {"measure": "trade_value", "states": ["IND", "RUS"]},
        {"measure": "scramble_count"},
    )
    found = compared(lens(**own, against=[plain, named, apart]))
    assert [question.states for question in found] == [["CHN", "RUS"], ["IND", "RUS"], []]
    paired = lens(measure="trade_asymmetry", states=["CHN"], partner="RUS", against=[plain])
    assert [(q.states, q.partner) for q in compared(paired)] == [(["CHN"], "RUS")]
    assert compared(lens(against=[plain]))[0].states == []


# ---------------------------------------------------------------- forecasts


def forecast(**changes: Any) -> Forecast:
    held: dict[str, Any] = {
        "id": "f",
        "title": "F",
        "measure": "trade_value",
        "resolves": 2017,
        "known_by": dt.date(2018, 6, 1),
        "threshold": 1.5,
        "rule": "R.",
        "proxy": "direct",
        "blind_to": "much",
    }
    return Forecast.model_validate(held | changes)


SIX = years([1.0, 2.0, 1.0, 2.0, 1.0, 2.0])


def test_six_values_and_a_year_ahead_make_a_probability():
    asked = forecast()
    assert _probability(SIX[1:], asked, "naive") is None
    assert _probability(SIX, forecast(resolves=2015), "naive") is None
    assert _probability(SIX, forecast(resolves=2016), "naive") is not None
    near = forecasters["naive"].project([point.value for point in SIX], 2)
    assert _probability(SIX, asked, "naive") == near.beyond(1.5, 1)
    down = forecast(direction="down")
    assert _probability(SIX, down, "naive") == near.beyond(1.5, -1)
    sure = tuple(Point(2010 + i, 2.0) for i in range(6))
    assert [_probability(sure, one, "naive") for one in (asked, down)] == [1.0, 0.0]


def test_a_registered_forecast_has_its_last_value_at_either_vintage(
    bundled: Settings, store: Store
):
    vintages = {"as_written": Vintage(dt.date(2021, 9, 30), "as_written"), "now": NOW}
    study = Study(bundled, ["CHN", "RUS"], vintages, store=store)
    asked = forecast(measure="vote_agreement", states=["CHN", "RUS"], resolves=2028)
    found, rows = register(asked, study)
    held = {name: study.points(asked, vintage) for name, vintage in vintages.items()}
    assert found.last == {
        name: [float(year_of(points[-1].period)), points[-1].value] for name, points in held.items()
    }
    assert found.last["as_written"] != found.last["now"]
    assert [(p.period, p.value) for p in found.series] == [(p.period, p.value) for p in held["now"]]
    known = {point.period for point in held["as_written"]}
    assert [p.as_written for p in found.series] == [p.period in known for p in held["now"]]
    assert None not in {*found.probability.values(), *found.naive.values()}
    assert found.rows == len(rows) > 0


def test_a_registered_forecast_of_nothing_has_no_last_value(bundled: Settings, store: Store):
    study = Study(bundled, [], {"as_written": NOW, "now": NOW}, store=store)
    asked = forecast(measure="vote_agreement", states=["CHN", "RUS"], window={"from": 2150})
    found, rows = register(asked, study)
    assert (found.last, found.series, rows) == ({"as_written": None, "now": None}, [], [])
    assert found.probability == {"as_written": None, "now": None}


def test_a_value_that_is_sure_to_equal_the_threshold_is_beyond_on_neither_side():
    still = Projection(1.0, 0.0, 5)
    assert [still.beyond(1.0, sign) for sign in (1, -1)] == [0.0, 0.0]


def test_a_probability_is_that_of_students_t():
    from scipy.stats import t

    projection = Projection(3.0, 2.0, 7)
    assert projection.beyond(2.0, 1) == pytest.approx(t(7).cdf(0.5))
    assert projection.beyond(2.0, -1) == pytest.approx(t(7).cdf(-0.5))


@pytest.mark.parametrize(
    ("measure", "complete", "answer", "rests"),
    [
        ("activity_count", False, "contradicts", True),
        ("activity_count", False, "supports", False),
        ("activity_count", True, "contradicts", False),
        # No list, a list of figures, and one that is complete by nature.
        ("trade_asymmetry", False, "contradicts", False),
        ("activity_quantity", False, "contradicts", False),
        ("vote_agreement", False, "contradicts", False),
        # Votes are no acts of a list, though a list of what was searched stands beside them.
        ("joint_veto_count", False, "contradicts", False),
    ],
)
def test_only_counts_of_acts_from_a_list_with_gaps_rest_on_absence(
    measure: str, complete: bool, answer: Any, rests: bool
):
    evidence = Evidence((), complete=complete)
    assert _rests_on_absence(Finding(answer), lens(measure=measure), evidence) is rests


def test_a_criterion_that_counts_acts_rests_on_absence_whatever_the_measure():
    held = lens(measure="activity_quantity", criterion="responds_to_events")
    assert _rests_on_absence(Finding("contradicts"), held, Evidence(()))
