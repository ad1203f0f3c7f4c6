"""What every criterion answers where the truth is known; a new criterion must plant its own."""

from __future__ import annotations

import datetime as dt
import doctest
import inspect
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import pytest
from planted import BREAK, FLAT, PLANTED, STEP, Known, Planted, days, rungs, years

from entente.criteria import REASONS, Criterion, Evidence, criteria
from entente.errors import ScopeError
from entente.measures import Point

if TYPE_CHECKING:
    from entente.finding import Finding

READ_THE_ERROR = ["rises", "shifts_after", "exceeds", "holds_within"]

every_criterion = pytest.mark.parametrize("criterion", list(criteria), ids=lambda c: c.name)


def ask(criterion: Criterion, evidence: Evidence) -> Finding:
    held = planted(criterion)
    return criterion.decide(
        evidence,
        criterion.ask(direction=held.direction, matters=held.matters, options=held.options),
    )


def planted(criterion: Criterion) -> Planted:
    assert criterion.name in PLANTED, (
        f"plant data for {criterion.name} in tests/criteria/planted.py"
    )
    return PLANTED[criterion.name]


def test_planted_data_are_of_criteria_that_exist():
    assert set(PLANTED) == {criterion.name for criterion in criteria}


@every_criterion
def test_what_was_planted_is_found(criterion: Criterion):
    held = planted(criterion)
    assert ask(criterion, held.yes).answer == held.yes_answer


@every_criterion
def test_what_was_not_planted_is_not_found(criterion: Criterion):
    held = planted(criterion)
    assert ask(criterion, held.no).answer == held.no_answer


@every_criterion
def test_no_rows_decide_nothing_and_have_no_estimate(criterion: Criterion):
    found = ask(criterion, Evidence(()))
    assert found.answer == planted(criterion).untold
    assert found.effect is None
    assert found.lean is None
    assert found.n == 0


@every_criterion
def test_too_few_rows_decide_nothing(criterion: Criterion):
    held = planted(criterion)
    found = ask(criterion, held.short)
    assert found.answer == held.untold
    assert found.reason in {"too_short", "too_few", "no_rows", "registered"}


@every_criterion
@pytest.mark.parametrize("kind", ["yes", "no", "short"])
def test_a_finding_is_whole(criterion: Criterion, kind: str):
    found = ask(criterion, getattr(planted(criterion), kind))
    assert found.reason in REASONS
    assert bool(found.reason) == (found.answer in {"cannot_tell", "registered"})
    assert bool(found.sense) == (found.answer == "contradicts")
    chances = (found.p_claimed, found.p_none, found.lean, found.power)
    assert all(chance is None or 0 <= chance <= 1 for chance in chances)
    if found.effect is not None:
        assert found.low is not None
        assert found.high is not None
        assert found.low <= found.high
        assert found.lean is not None
        assert found.p_claimed is not None or found.reason == "too_few"


@every_criterion
def test_the_same_question_has_the_same_answer(criterion: Criterion):
    held = planted(criterion)
    assert ask(criterion, held.yes) == ask(criterion, held.yes)


@every_criterion
def test_docstring_tells_rule_data_and_source_and_its_example_holds(criterion: Criterion):
    doc = inspect.getdoc(criterion.decide) or ""
    missing = [s for s in ("Args", "Returns", "Source", "Examples") if f"{s}:" not in doc]
    assert not missing
    assert re.match(r"[A-Z][^.]+\.\n", doc)
    names = criterion.decide.__globals__ | {criterion.name: criterion}
    for example in doctest.DocTestFinder().find(criterion.decide, criterion.name, globs=names):
        assert example.examples
        assert doctest.DocTestRunner().run(example).failed == 0


@every_criterion
def test_an_option_that_it_does_not_have_is_refused(criterion: Criterion):
    with pytest.raises(ValueError, match="bogus"):
        criterion.ask(matters=1, options={**planted(criterion).options, "bogus": 1})


@pytest.mark.parametrize("name", ["rises", "shifts_after", "exceeds", "holds_within"])
def test_several_series_in_one_are_refused(name: str):
    mixed = tuple(Point(2010 + i, 1.0, label=f"{'AB'[i % 2]}-C") for i in range(12))
    with pytest.raises(ScopeError, match="one series"):
        ask(criteria[name], Evidence(mixed))


def test_none_on_record_decides_only_in_a_complete_list():
    occurs = criteria["occurs"]
    question = occurs.ask(matters=1)
    assert occurs.decide(Evidence(()), question).reason == "list_incomplete"
    assert occurs.decide(Evidence((), complete=True), question).answer == "contradicts"


def test_an_instance_with_too_few_sources_does_not_count():
    occurs = criteria["occurs"]
    seen = Evidence(days([dt.date(2020, 1, 1), dt.date(2021, 1, 1)], n=1), complete=True)
    found = occurs.decide(seen, occurs.ask(matters=1, options={"sources": 2}))
    assert (found.answer, found.effect) == ("contradicts", 0)


def test_a_fall_that_is_not_significant_is_no_support_of_no_harm():
    holds = criteria["holds_within"]
    noisy = Evidence(years([10, 2, 14, 5, 9, 3, 15, 6, 8, 2, 12, 4, 7, 1]))
    found = holds.decide(
        noisy, holds.ask(direction="down", matters=1, options={"at": BREAK, "relative": False})
    )
    assert (found.answer, found.reason) == ("cannot_tell", "too_noisy")


def test_difference_and_ratio_that_part_decide_nothing():
    grows = criteria["asymmetry_grows"]
    one, two = years(2.0 + 0.2 * i for i in range(12)), years(0.1 * 1.4**i for i in range(12))
    found = grows.decide(Evidence(one, (two[:12],)), grows.ask(matters=0.05))
    assert found.answer != "supports"


def test_a_correlation_that_turned_series_reach_as_well_is_confounded():
    moves = criteria["moves_with"]
    beat = tuple(float(i % 2) for i in range(15))
    found = moves.decide(Evidence(years(beat), (years(beat),)), moves.ask(matters=0.3))
    assert (found.answer, found.reason) == ("cannot_tell", "confounded")


def test_a_response_that_one_event_carries_is_fragile():
    responds = criteria["responds_to_events"]
    events = [dt.date(2020, 3, 10), dt.date(2021, 6, 1), dt.date(2022, 9, 1), dt.date(2023, 11, 5)]
    acts = [events[0] + dt.timedelta(days=i) for i in range(1, 9)] + [dt.date(2022, 1, 1)]
    question = responds.ask(matters=1, options={"span_from": dt.date(2020, 1, 1)})
    found = responds.decide(Evidence(days(acts), (days(events),)), question)
    assert (found.answer, found.reason) == ("cannot_tell", "fragile")


def test_a_period_belongs_to_the_side_of_its_middle():
    shifts = criteria["shifts_after"]
    fiscal = Evidence(years(STEP), middle=274)
    question = shifts.ask(matters=0.5, options={"at": dt.date(2018, 8, 1)})
    assert "8 periods before, 6 after" in shifts.decide(fiscal, question).detail
    assert "9 periods before, 5 after" in shifts.decide(Evidence(years(STEP)), question).detail


@every_criterion
@pytest.mark.parametrize("kind", ["yes", "no"])
def test_without_an_error_a_criterion_that_reads_one_tells_nothing(criterion: Criterion, kind: str):
    held: Evidence = getattr(planted(criterion), kind)
    found = ask(criterion, replace(held, error=Known(None)))
    if criterion.name in {*READ_THE_ERROR, "asymmetry_grows"}:
        assert (found.answer, found.reason, found.lean) == ("cannot_tell", "no_error", None)
        assert (found.low, found.high, found.p_claimed) == (None, None, None)
        assert found.effect == ask(criterion, held).effect
    else:
        assert found == ask(criterion, held)


@pytest.mark.parametrize("name", READ_THE_ERROR)
def test_half_of_the_interval_is_the_error_of_the_sum(name: str):
    found = ask(criteria[name], replace(PLANTED[name].yes, error=Known(0.125)))
    assert found.effect is not None
    assert (found.low, found.high) == (found.effect - 0.125, found.effect + 0.125)


def test_a_small_effect_in_large_noise_decides_nothing():
    rises = criteria["rises"]
    noisy = Evidence(years(value * 100 for value in (1, -3, 2, 4, -2, -4, 3, 0)))
    found = rises.decide(noisy, rises.ask(matters=1))
    assert found.power is not None
    assert found.power < 0.5
    assert (found.answer, found.reason) == ("cannot_tell", "too_noisy")


def test_counts_are_compared_with_their_own_past_as_a_ratio():
    exceeds = criteria["exceeds"]
    past, recent = years([100, 104, 96, 101, 99, 103, 97]), years([150, 148, 155], first=2017)
    question = exceeds.ask(matters=0.1, options={"scale": "ratio"})
    found = exceeds.decide(Evidence(recent, (past,)), question)
    assert found.answer == "supports"
    assert found.effect == pytest.approx(0.51, abs=0.005)


def test_a_gap_in_the_comparison_is_left_out_and_not_filled():
    exceeds = criteria["exceeds"]
    others = tuple(point for point in years(FLAT) if point.period not in {2011, 2012})
    found = exceeds.decide(
        Evidence(years(value + 1 for value in FLAT), (others,)), exceeds.ask(matters=0.5)
    )
    assert (found.answer, found.n) == ("supports", len(FLAT) - 2)


def test_shares_of_few_acts_keep_the_noise_of_a_share():
    exceeds = criteria["exceeds"]
    one_a_year = Evidence(tuple(Point(2019 + i, 1.0, n=1) for i in range(6)))
    pooled = {"threshold": 0.5, "pooled": True}
    found = exceeds.decide(one_a_year, exceeds.ask(matters=0.4, options=pooled))
    assert found.low is not None
    assert found.high is not None
    assert found.high - found.low > 0.1
    few = Evidence(one_a_year.points[:3])
    assert exceeds.decide(few, exceeds.ask(matters=0.1, options=pooled)).reason == "too_short"


# ---------------------------------------------------------------- ladders


def climb(*facts: tuple[int, float], direction: Literal["up", "down"] = "up") -> Finding:
    climbs = criteria["climbs"]
    question = climbs.ask(matters=1, direction=direction, options={"at": BREAK})
    return climbs.decide(Evidence(rungs(*facts)), question)


def test_what_stands_on_a_higher_rung_than_before_has_climbed():
    found = climb((2001, 1), (2012, 2), (2019, 3), (2024, 4))
    assert (found.answer, found.effect, found.low, found.high) == ("supports", 2, 2, 2)
    assert (found.exact, found.n) == (True, 4)
    assert found.detail == "Rung 2 before 2019-01-01, rung 4 at the end."


def test_what_stands_on_the_rung_of_before_has_not_climbed():
    for facts in ([(2012, 2.0)], [(2012, 2.0), (2021, 2.0)]):
        found = climb(*facts)
        assert (found.answer, found.sense, found.effect) == ("contradicts", "no such change", 0)


def test_what_lapsed_has_descended():
    lapsed = [(2001, 1.0), (2012, 3.0), (2021, 0.0)]
    found = climb(*lapsed)
    assert (found.answer, found.sense, found.effect) == ("contradicts", "the opposite", -3)
    assert climb(*lapsed, direction="down").answer == "supports"


def test_what_lapsed_before_the_date_and_came_back_has_climbed():
    assert climb((2001, 3), (2012, 0), (2021, 3)).effect == 3


def test_what_rose_and_fell_again_stands_where_it_stood_and_is_told():
    found = climb((2012, 1), (2019, 4), (2021, 1))
    assert (found.answer, found.effect) == ("contradicts", 0)
    assert found.detail.endswith("It rose to 4 and fell again.")
    assert "fell again" not in climb((2012, 1), (2019, 4), (2021, 5)).detail
    assert "fell again" not in climb((2012, 1), (2019, 1), (2021, 0)).detail


def test_without_a_fact_from_before_the_date_no_climb_is_known():
    found = climb((2019, 3), (2024, 4))
    assert (found.answer, found.reason, found.effect) == ("cannot_tell", "no_rows", None)
    assert "before 2019-01-01" in found.detail


def test_a_fact_of_the_very_day_comes_after_it():
    climbs = criteria["climbs"]
    facts = Evidence((Point(BREAK - dt.timedelta(days=1), 1.0), Point(BREAK, 2.0)))
    question = climbs.ask(matters=1, options={"at": BREAK})
    assert climbs.decide(facts, question).effect == 1
    assert climbs.decide(Evidence(facts.points[1:]), question).reason == "no_rows"


def test_a_climb_of_fewer_rungs_than_matter_is_none():
    climbs = criteria["climbs"]
    facts = Evidence(rungs((2012, 1), (2021, 2)))
    question = climbs.ask(matters=2, options={"at": BREAK})
    found = climbs.decide(facts, question)
    assert (found.answer, found.sense, found.lean) == ("contradicts", "no such change", 1.0)
