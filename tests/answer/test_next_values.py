"""Next values: what would flip an answer, and which year carries it, on planted series."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from entente.answer import lenses
from entente.answer.flips import _reach, _with_next, flips
from entente.answer.lenses import _fragile_year, _left_out, examine, series_points
from entente.answer.standing import not_compared
from entente.cases.contract import Lens
from entente.criteria import Evidence, criteria
from entente.data.vintages import Vintage
from entente.finding import Finding
from entente.measures import Point

WOBBLE = [0.0, 0.02, -0.01, 0.01, -0.02, 0.0, 0.02, -0.02]


def years(values: Any, first: int = 2010, label: str = "") -> tuple[Point, ...]:
    return tuple(Point(first + i, float(value), label=label) for i, value in enumerate(values))


def lens(**changes: Any) -> Lens:
    held: dict[str, Any] = {
        "id": "a",
        "title": "A",
        "asks": "Supported if.",
        "measure": "trade_asymmetry",
        "criterion": "rises",
        "matters": 0.05,
        "proxy": "proxy",
        "blind_to": "much",
        "window": {"from": 2010},
    }
    return Lens.model_validate(held | changes)


def asked(held: Lens, evidence: Evidence) -> Any:
    rule = criteria[held.criterion]
    own = rule.decide(evidence, held.ask(rule))
    return flips(held, rule, evidence, own), own


RISE = Evidence(years(0.1 * i + w for i, w in enumerate(WOBBLE)))


def test_the_nearest_value_that_changes_the_answer_is_named():
    (flip,), own = asked(lens(), RISE)
    assert own.answer == "supports"
    assert (flip.period, flip.answer) == (2018, "cannot_tell")
    low, high = flip.tried
    values = [point.value for point in RISE.points]
    assert (low, high) == (-1.0, 1.0)
    # Of the sixteen values between them none nearer to the last changes the answer.
    rule, held = criteria["rises"], lens()
    ask = held.ask(rule)
    grid = np.linspace(low, high, 16)
    turned = [
        value
        for value in grid
        if rule.decide(Evidence((*RISE.points, Point(2018, float(value)))), ask).answer
        != "supports"
    ]
    nearest = min(turned, key=lambda value: abs(value - values[-1]))
    assert flip.value == pytest.approx(nearest)
    assert flip.text == (
        f"If the value for 2018 were about {nearest:.3g} (last: {values[-1]:.3g}), "
        "this lens could no longer tell."
    )


def test_where_no_value_changes_the_answer_it_says_so():
    bounded = lens(measure="vote_agreement", matters=0.001)
    evidence = Evidence(years(0.9 + 0.01 * i for i in range(10)))
    (flip,), own = asked(bounded, evidence)
    if flip.value is None:
        assert flip.answer == own.answer
    assert flip.tried[1] == 1.0
    steep = Evidence(years(-10.0 * i for i in range(40)))
    (flip,), own = asked(lens(matters=50), steep)
    assert (flip.value, flip.answer, flip.period) == (None, own.answer, 2050)
    assert flip.text.startswith("No value for 2050 between ")


def test_no_next_value_is_tried_where_none_can_come():
    assert asked(lens(window={"from": 2010, "to": 2017}), RISE)[0] == []
    assert len(asked(lens(window=None), RISE)[0]) == 1
    assert asked(lens(), Evidence(RISE.points[:5]))[0] == []


@pytest.mark.parametrize(
    ("count", "needed", "words"),
    [
        (5, 2, "It would take the loss of 4 of the 5 instances on record."),
        (2, 2, "It would take the loss of 1 of the 2 instances on record."),
        (1, 3, "2 more on record, dated and sourced, would support the claim."),
    ],
)
def test_of_instances_the_number_that_is_missing_or_spare_is_told(
    count: int, needed: int, words: str
):
    instances = lens(measure="activity_act", criterion="occurs", matters=needed, window=None)
    acts = tuple(Point(dt.date(2020, 1, 1 + i), 1.0) for i in range(count))
    (flip,), _ = asked(instances, Evidence(acts))
    assert (flip.text, flip.period, flip.value) == (words, None, None)


@pytest.mark.parametrize("criterion", ["responds_to_events", "climbs"])
def test_of_dated_acts_that_are_no_instances_nothing_is_told(criterion: str):
    held = lens(measure="activity_act", criterion=criterion, window=None)
    own = Finding("cannot_tell", effect=1.0)
    assert flips(held, criteria[criterion], Evidence(()), own) == []


def test_of_a_registered_forecast_no_next_value_is_tried():
    held = lens(criterion="registered", window=None)
    own = Finding("registered", effect=1.0)
    assert flips(held, criteria["registered"], RISE, own) == []


def test_a_window_that_slides_hands_its_first_value_to_its_past():
    recent, past = years([1, 2, 3], 2020), years([4, 5, 6, 7], 2010)
    new = Point(2023, 9.0)
    found = _with_next(Evidence(recent, (past, ())), new, slides=True)
    assert found.points == (*recent[1:], new)
    assert found.against == ((*past[1:], recent[0]), ())


def test_comparators_of_the_same_periods_stay_as_they_are_for_a_year():
    points, new = years([1, 2, 3], 2020), Point(2023, 9.0)
    alike, past = years([4, 5], 2021, "A"), years([4, 5, 6], 2010)
    found = _with_next(Evidence(points, (alike, past, ())), new, slides=False)
    assert found.points == (*points, new)
    assert found.against == ((*alike, Point(2023, 5.0, label="A")), past, ())


@pytest.mark.parametrize(
    ("values", "bounds", "reach"),
    [
        ([1.0, 3.0, 2.0], (None, None), (-2.0, 6.0)),
        ([1.0, 3.0, 2.0], (0.0, 4.0), (0.0, 4.0)),
        ([1.0, 3.0, 2.0], (-9.0, 9.0), (-2.0, 6.0)),
        ([-2.0, -2.0], (None, None), (-5.0, 1.0)),
        ([0.0, 0.0], (None, None), (-1.5, 1.5)),
    ],
)
def test_values_are_tried_one_and_a_half_ranges_beyond(
    values: list[float], bounds: tuple[float | None, float | None], reach: tuple[float, float]
):
    assert _reach(np.array(values), bounds) == reach


# ---------------------------------------------------------------- without one year


def fragile(values: Any, **changes: Any) -> int | None:
    held, evidence = lens(**changes), Evidence(years(values))
    rule = criteria[held.criterion]
    own = rule.decide(evidence, held.ask(rule))
    return _fragile_year(own, evidence, held, rule)


THRESHOLD: dict[str, Any] = {"criterion": "exceeds", "options": {"threshold": 0.0}}


def test_a_mean_that_one_year_carries_is_fragile_and_the_year_is_named():
    assert fragile([-1, -1, 9, -1, -1], **THRESHOLD) == 2012
    assert fragile([-1, -1, -1, 9], **THRESHOLD) == 2013
    assert fragile([9, -1, -1, -1], **THRESHOLD) == 2010
    assert fragile([1, 1, 2, 1, 1], **THRESHOLD) is None
    # Without the odd year nothing is left of the effect; nothing is no other sign.
    assert fragile([0, 0, 9, 0, 0], **THRESHOLD) is None


def test_of_a_series_that_never_changes_no_year_is_fragile():
    assert fragile([0.1] * 13) is None


def test_no_year_is_left_out_of_three_or_of_a_closed_list():
    assert fragile([-1, -1, 9], **THRESHOLD) is None
    closed = lens(criterion="exceeds", options={"threshold": 0.0, "exact": True})
    evidence, rule = Evidence(years([-1, -1, 9, -1, -1])), criteria["exceeds"]
    own = rule.decide(evidence, closed.ask(rule))
    assert (own.exact, _fragile_year(own, evidence, closed, rule)) == (True, None)
    dated = replace(rule, periodic=False)
    assert _fragile_year(replace(own, exact=False), evidence, closed, dated) is None
    assert _fragile_year(replace(own, exact=False), evidence, closed, rule) == 2012
    assert _fragile_year(replace(own, exact=False, effect=None), evidence, closed, rule) is None


def test_a_fragile_year_is_named_of_a_lens_that_decides_and_of_no_other(
    monkeypatch: pytest.MonkeyPatch,
):
    values = [-0.1, -0.1, 0.9, -0.1, -0.1, -0.1]
    seen = Evidence(years(values))
    monkeypatch.setattr(lenses, "evidence_for", lambda *_asked: seen)
    monkeypatch.setattr(lenses, "standing", lambda *_asked: not_compared("planted"))

    def result(matters: float) -> tuple[str, int | None]:
        held = lens(matters=matters, **THRESHOLD)
        study: Any = None  # nothing is read: what a lens sees is planted
        found = examine(held, study, Vintage(dt.date(2024, 9, 30), "as_written"))
        return found.final.answer, found.robustness.fragile_year

    # So small an effect is none that matters, and its sign hangs on one year.
    assert result(9.0) == ("contradicts", 2012)
    assert result(0.1) == ("cannot_tell", None)


# ---------------------------------------------------------------- periods left out

NOW = Vintage(dt.date(2024, 9, 30), "now")
SPRING = Vintage(dt.date(2024, 3, 31), "now")


@pytest.mark.parametrize(
    ("measure", "last", "window", "vintage", "named"),
    [
        ("trade_asymmetry", 2023, {"from": 2010}, NOW, ["2024"]),
        ("trade_asymmetry", 2024, {"from": 2010}, NOW, []),
        ("trade_asymmetry", 2023, None, NOW, ["2024"]),
        ("trade_asymmetry", 2019, {"from": 2010, "to": 2019}, NOW, []),
        ("scramble_count", 2023, {"from": 2010}, NOW, ["fiscal 2024"]),
        ("scramble_count", 2022, {"from": 2010}, SPRING, ["fiscal 2023"]),
    ],
)
def test_a_period_that_had_begun_and_was_not_over_is_named(
    measure: str, last: int, window: Any, vintage: Vintage, named: list[str]
):
    held = lens(measure=measure, window=window)
    assert _left_out(held, Evidence(years([1.0, 2.0], last - 1)), vintage) == named
    assert _left_out(held, Evidence(()), vintage) == []


def test_days_leave_no_period_out():
    held = lens(measure="statement_count", window=None)
    assert _left_out(held, Evidence((Point(dt.date(2020, 1, 1), 1.0),)), NOW) == []


def test_points_say_their_role_and_whether_they_were_known():
    now = Evidence(years([1, 2], label="A"), (years([3, 4], label="B"),))
    known = Evidence(years([1], label="A"), (years([3, 4], label="C"),))
    told = [(role, p.period, early) for role, p, early in series_points(now, known)]
    assert told == [
        ("main", 2010, True),
        ("main", 2011, False),
        ("against", 2010, False),
        ("against", 2011, False),
    ]


def test_the_next_value_of_a_monthly_series_is_that_of_the_next_month():
    months = [dt.date(2020 + i // 12, i % 12 + 1, 1) for i in range(36)]
    steps = Evidence(tuple(Point(day, 0.1 + 0.3 * (day.year > 2021)) for day in months))
    held = lens(
        measure="event_cooperation_share",
        criterion="shifts_after",
        options={"at": dt.date(2022, 1, 1)},
        window={"from": "2020-01-01"},
    )
    (flip,), own = asked(held, steps)
    assert own.effect is not None
    assert flip.period == dt.date(2023, 1, 1)
    assert "January 2023" in flip.text
