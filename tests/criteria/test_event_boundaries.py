"""Criteria of two series and of dated acts at their boundaries."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from planted import EVENTS, after, days, decide, years

from entente.criteria import (
    Ask,
    Evidence,
    criteria,
)
from entente.criteria.asymmetry_grows import _cautious
from entente.criteria.moves_with import _correlation
from entente.criteria.responds_to_events import Options, _by_chance, _caught, _rates
from entente.finding import Finding
from entente.measures import Point

if TYPE_CHECKING:
    from collections.abc import Sequence


def test_a_year_in_which_a_side_is_zero_is_no_period_of_both():
    one, two = [0.0, *(0.1 * 2**i for i in range(7))], [*[1.0] * 7, 0.0]
    found = decide("asymmetry_grows", Evidence(years(one), (years(two),)), matters=0.01)
    assert found.n == 6
    assert decide("asymmetry_grows", Evidence(years(one[:-1]), (years(two),)), matters=0.01).n == 6
    short = decide("asymmetry_grows", Evidence(years(one[:-2]), (years(two),)), matters=0.01)
    assert (short.reason, short.n) == ("too_short", 5)


def asymmetry(one: Sequence[float], two: Sequence[float], **more: Any) -> Finding:
    return decide("asymmetry_grows", Evidence(years(one), (years(two),)), **more)


def test_six_common_periods_of_shares_make_a_trend_and_five_none():
    one, two = [0.1 * 1.2**i for i in range(6)], [0.05] * 6
    found = asymmetry(one, two, matters=0.01)
    assert (found.answer, found.n) == ("supports", 6)
    short = asymmetry(one[:5], two, matters=0.01)
    assert (short.answer, short.reason, short.n) == ("cannot_tell", "too_short", 5)


def test_a_year_that_only_one_side_has_is_no_period_of_both():
    one, two = years([0.1 * 1.2**i for i in range(7)]), years([0.05] * 6)
    for sides in ((one, two), (two, one)):
        assert decide("asymmetry_grows", Evidence(sides[0], sides[1:]), matters=0.01).n == 6


def test_difference_and_ratio_that_contradict_each_other_disagree():
    # Both sides grow, and the gap with them; the smaller grows faster.
    found = asymmetry([10.0 + i for i in range(8)], [1 + 0.5 * i for i in range(8)], matters=0.1)
    assert (found.answer, found.reason, found.sense) == ("cannot_tell", "sources_disagree", "")


def test_a_difference_that_cannot_tell_is_too_noisy_whatever_the_ratio_says():
    noisy = [10.0, 30, 12, 28, 15, 35, 11, 31]
    found = asymmetry(noisy, [1.0] * 8, matters=0.01)
    assert (found.answer, found.reason) == ("cannot_tell", "too_noisy")


def test_the_more_cautious_of_the_two_probabilities_is_kept():
    one = [2 + 0.3 * i + 0.2 * (i % 3) for i in range(9)]
    two = [1 + 0.02 * ((i * 5) % 4) for i in range(9)]
    ends = (years(one), years(two))
    both = asymmetry(one, two, matters=0.05)
    gap = Evidence(tuple(replace(a, value=a.value - b.value) for a, b in zip(*ends, strict=True)))
    logs = (replace(a, value=float(np.log(a.value / b.value))) for a, b in zip(*ends, strict=True))
    alone = decide("rises", gap, matters=0.05)
    ratio = decide("rises", Evidence(tuple(logs)), matters=0.01)
    assert (both.effect, both.low, both.high) == (alone.effect, alone.low, alone.high)
    for name in ("p_claimed", "p_none", "power"):
        assert getattr(both, name) == min(getattr(alone, name), getattr(ratio, name))
    assert abs((both.lean or 0) - 0.5) == min(abs((f.lean or 0) - 0.5) for f in (alone, ratio))


def test_of_two_leans_the_one_nearer_to_a_half_is_kept():
    low, lower, unknown = (Finding("contradicts", lean=lean) for lean in (0.2, 0.1, None))
    high = Finding("supports", lean=0.9)
    assert [_cautious(lower, low).lean, _cautious(low, lower).lean] == [0.2, 0.2]
    assert _cautious(high, low).lean == 0.2
    assert _cautious(replace(low, lean=0.0), low).lean == 0.2
    assert _cautious(high, unknown).p_claimed is None


def test_what_one_of_the_two_does_not_know_is_not_known():
    known = Finding("supports", lean=0.9, p_claimed=0.95, p_none=0.01, power=0.8)
    unknown = Finding("supports", lean=0.9)
    for found in (_cautious(known, unknown), _cautious(unknown, known)):
        assert (found.p_claimed, found.p_none, found.power) == (None, None, None)
    blind = replace(known, lean=None)
    assert (_cautious(known, blind).lean, _cautious(blind, known).lean) == (None, None)
    assert _cautious(known, replace(known, power=0.6)).power == 0.6


def test_of_dated_acts_and_of_forecasts_no_values_are_read_by_period():
    dated = [criterion.name for criterion in criteria if not criterion.periodic]
    assert dated == ["climbs", "occurs", "registered", "responds_to_events"]


ZIGZAG = [0.0, 2, 1, 4, 2, 6, 3, 7, 1, 0, 3]


def moves(one: Sequence[Point], *others: Sequence[Point], matters: float = 0.3) -> Finding:
    held = Evidence(tuple(one), tuple(tuple(other) for other in others))
    return decide("moves_with", held, matters=matters)


def test_ten_common_changes_are_enough_and_a_gap_makes_none():
    whole = years(ZIGZAG)
    # Nine ways to turn the series, none as good, and its own: one in ten is not more than that.
    assert (moves(whole, whole).answer, moves(whole, whole).n) == ("supports", 10)
    assert "10% of shifted" in moves(whole, whole).detail
    gap = tuple(point for point in years([*ZIGZAG, 5.0, 2.0]) if point.period != 2011)
    assert (moves(gap, gap).n, moves(gap, gap).answer) == (10, "supports")
    short = moves(whole[1:], whole)
    assert (short.reason, short.n) == ("too_short", 9)
    assert moves(whole).reason == "no_rows"


def test_a_series_that_never_changes_moves_with_none():
    flat = years([1.0] * 11)
    for one, two in ((flat, years(ZIGZAG)), (years(ZIGZAG), flat)):
        found = moves(one, two)
        assert (found.answer, found.reason, found.n) == ("cannot_tell", "too_noisy", 10)


def test_a_straight_line_has_changes_that_never_change():
    line = years(2.0 * i for i in range(11))
    for one, two in ((line, years(ZIGZAG)), (years(ZIGZAG), line)):
        assert moves(one, two).detail == "A series that never changes moves with none."


def test_the_correlation_is_pearsons_of_the_yearly_changes():
    other = [1.0, 2, 2, 3, 5, 4, 4, 8, 2, 3, 3]
    found = moves(years(ZIGZAG), years(other))
    expected = np.corrcoef(np.diff(ZIGZAG), np.diff(other))[0, 1]
    assert found.effect == pytest.approx(expected)


def test_a_correlation_has_the_interval_of_fisher():
    other = [1.0, 2, 2, 3, 5, 4, 4, 8, 2, 3, 3]
    found = moves(years(ZIGZAG), years(other))
    middle = np.arctanh(np.corrcoef(np.diff(ZIGZAG), np.diff(other))[0, 1])
    ends = np.tanh([middle - 1.6448536 / np.sqrt(7), middle + 1.6448536 / np.sqrt(7)])
    assert (found.low, found.high) == pytest.approx(tuple(ends), rel=1e-6)


def test_series_of_small_numbers_move_together_as_large_ones_do():
    small = years([value / 1000 for value in ZIGZAG])
    assert moves(small, small).effect == pytest.approx(1.0)


def test_a_draw_of_equal_changes_correlates_with_nothing():
    flat, line = np.ones(4), np.arange(4.0)
    assert [_correlation(flat, line), _correlation(line, flat), _correlation(line, line)] == [
        0,
        0,
        1,
    ]


def test_what_a_common_driver_explains_of_both_is_taken_out_first():
    random = np.random.default_rng(4)
    driver, own, other = (random.standard_normal(14) for _ in range(3))
    series = [np.cumsum(own + 3 * driver), np.cumsum(other - 2 * driver), np.cumsum(driver)]
    found = moves(*(years(values) for values in series))
    changes = [np.diff(values) for values in series]
    design = np.stack([np.ones(13), changes[2]], axis=1)
    rest = [c - design @ np.linalg.lstsq(design, c, rcond=None)[0] for c in changes[:2]]
    assert found.effect == pytest.approx(np.corrcoef(rest[0], rest[1])[0, 1])


def test_a_driver_that_never_changes_takes_nothing_out():
    flat = years([1.0] * 11)
    assert moves(years(ZIGZAG), years(ZIGZAG), flat).effect == pytest.approx(1.0)


def test_an_instance_counts_with_just_the_sources_that_it_needs():
    seen = (Point(2020, 1.0, n=2), Point(2021, 1.0), Point(2022, 0.0, n=9), Point(2023, 1.0, n=1))
    found = decide("occurs", Evidence(seen), matters=2, sources=2)
    assert (found.answer, found.effect, found.lean, found.n) == ("supports", 2.0, 1.0, 2)
    assert found.detail == (
        "2 on record, each with 2 independent sources; 2 are needed. The list is not complete."
    )
    few = decide("occurs", Evidence(seen), matters=3, sources=2)
    assert (few.answer, few.reason, few.p_claimed, few.exact) == (
        "cannot_tell",
        "too_few",
        None,
        True,
    )
    one = decide("occurs", Evidence(seen[:1], complete=True), matters=1)
    assert one.detail == "1 on record; 1 is needed. The list is complete."


def test_none_in_a_complete_list_is_sure():
    found = decide("occurs", Evidence((), complete=True), matters=1)
    assert (found.p_claimed, found.p_none, found.lean, found.effect) == (0.0, 1.0, 0.0, 0.0)


START = dt.date(2020, 1, 1)
SIX = after(EVENTS[:3], 1, 4)


def _since(options: dict[str, Any]) -> dict[str, Any]:
    return {"span_from": START} | options


def responds(acts: Sequence[Point], events: Sequence[Point], **options: Any) -> Finding:
    held = Evidence(tuple(acts), (tuple(events),))
    return decide("responds_to_events", held, matters=1, **_since(options))


def test_six_acts_and_four_events_are_enough_and_one_fewer_is_not():
    four = days(EVENTS[:4])
    assert responds(SIX, four).reason != "too_short"
    assert responds(SIX[1:], four).reason == "too_short"
    assert responds(SIX, four[1:]).reason == "too_short"


def test_an_act_or_event_counts_from_the_first_day_that_was_searched():
    first = SIX[0].period
    assert isinstance(first, dt.date)
    later = days([*(first + dt.timedelta(days=50 * i) for i in range(1, 5))])
    assert responds(SIX, later, span_from=first).reason != "too_short"
    assert responds(SIX, later, span_from=first + dt.timedelta(days=1)).reason == "too_short"


def test_an_act_or_event_counts_to_the_last_day_that_was_searched():
    last_act, last_event = SIX[-1].period, EVENTS[3]
    assert isinstance(last_act, dt.date)
    early = days([*EVENTS[:2], *(day - dt.timedelta(days=9) for day in EVENTS[:2])])
    assert responds(SIX, early, span_to=last_act).reason != "too_short"
    assert responds(SIX, early, span_to=last_act - dt.timedelta(days=1)).reason == "too_short"
    four = days(EVENTS[:4])
    assert responds(SIX, four, span_to=last_event).reason != "too_short"
    assert responds(SIX, four, span_to=last_event - dt.timedelta(days=1)).reason == "too_short"


@pytest.mark.parametrize(("sets", "answer"), [(50, "supports"), (51, "cannot_tell")])
def test_one_in_ten_sets_of_random_dates_may_do_as_well(
    monkeypatch: pytest.MonkeyPatch, sets: int, answer: str
):
    def by_chance(*_: object) -> np.ndarray:
        return np.array([15] * sets + [14] * (500 - sets))

    monkeypatch.setattr("entente.criteria.responds_to_events._by_chance", by_chance)
    assert responds(after(EVENTS, 1, 4, 9), days(EVENTS)).answer == answer


def test_a_window_holds_the_day_of_its_event_and_so_many_days():
    event = dt.date(2020, 3, 10)
    acts = [event + dt.timedelta(days=lag) for lag in (-1, 0, 13, 14)]
    assert _caught(acts, [event], 14) == (2, 14)
    assert _caught(acts, [event, event + dt.timedelta(days=7)], 14) == (3, 21)


def test_the_rates_are_of_the_days_in_and_out_of_the_windows():
    acts, events = after(EVENTS, 1, 4, 9), days(EVENTS)
    found = responds(acts, events, span_to=dt.date(2024, 12, 31))
    span = (dt.date(2024, 12, 31) - START).days + 1
    assert found.effect == pytest.approx((15.5 / 70) / (0.5 / (span - 70)) - 1)
    assert f"15 of 15 acts fall on the 70 days after 5 events (of {span:,} days)" in found.detail
    # Without an end given, to the last act, or so long after the last event.
    open_end = EVENTS[-1] + dt.timedelta(days=14)
    span = (open_end - START).days + 1
    assert f"(of {span:,} days)" in responds(acts, events).detail
    late = days([dt.date(2025, 6, 1)])
    span = (dt.date(2025, 6, 1) - START).days + 1
    assert f"(of {span:,} days)" in responds((*acts, *late), events).detail


def test_a_response_has_the_interval_of_two_rates_by_jeffreys():
    from scipy.stats import beta

    found = responds(after(EVENTS, 1, 4, 9, 100), days(EVENTS), span_to=dt.date(2024, 12, 31))
    others = (dt.date(2024, 12, 31) - START).days + 1 - 70
    shares = beta(15.5, 5.5).ppf([0.05, 0.95])
    ends = [share / (1 - share) * others / 70 - 1 for share in shares]
    assert (found.low, found.high) == pytest.approx(tuple(ends))


def test_every_event_is_left_out_in_turn_and_the_days_after_it_are_days_apart():
    acts, events = after(EVENTS, 1, 4, 9), days(EVENTS)
    dates = [act.period for act in acts if isinstance(act.period, dt.date)]
    end = dt.date(2024, 12, 31)
    span = (end - START).days + 1

    def holds(matters: float) -> bool:
        ask = Ask(sign=1, matters=matters, options=None)
        rests = [[day for day in EVENTS if day != left] for left in EVENTS]
        counted = [_caught(dates, rest, 14) for rest in rests]
        return all(
            _rates(kept, covered, 15 - kept, span - covered, ask, 15).answer == "supports"
            for kept, covered in counted
        )

    held = Evidence(acts, (events,))
    options: dict[str, Any] = {"span_from": START, "span_to": end}
    for matters in range(30, 70, 2):
        found = decide("responds_to_events", held, matters=matters, **options)
        told = (found.answer, found.reason)
        assert told == (("supports", "") if holds(matters) else ("cannot_tell", "fragile"))
    assert holds(30)
    assert not holds(68)


def by_chance(acts: Sequence[dt.date], start: dt.date, end: dt.date, **options: Any) -> np.ndarray:
    """Count acts caught in a day's window after one event of 10 June, set by set."""
    asked = Options.model_validate({"days": 1, "season_days": 1, "span_from": start} | options)
    ask = Ask(sign=1, matters=1.0, options=asked)
    return _by_chance(list(acts), [dt.date(2021, 6, 10)], start, end, ask)


def june(day: int, *in_years: int) -> list[dt.date]:
    return [dt.date(year, 6, day) for year in in_years]


def test_the_dates_of_the_placebo_are_of_the_season_of_the_events():
    # 2021 to 2023 have no leap day, so a day of the year is the same day of the month.
    start, end, all_years = dt.date(2021, 1, 1), dt.date(2023, 12, 31), (2021, 2022, 2023)
    near = [day for number in (9, 10, 11) for day in june(number, *all_years)]
    assert by_chance(near, start, end).tolist() == [1] * 500
    for number in (9, 10, 11):
        assert 100 < by_chance(june(number, *all_years), start, end).sum() < 240
    for number in (8, 12):
        assert by_chance(june(number, *all_years), start, end).sum() == 0
    for year in all_years:
        assert 100 < by_chance([day for day in near if day.year == year], start, end).sum() < 240


def test_a_window_of_the_placebo_begins_with_its_day_and_has_so_many():
    start, end = dt.date(2021, 1, 1), dt.date(2021, 12, 31)
    # The random day is 9, 10 or 11 June: three days from it reach 11 June always, 14 June never.
    assert by_chance(june(11, 2021), start, end, days=3).tolist() == [1] * 500
    assert 100 < by_chance(june(13, 2021), start, end, days=3).sum() < 240
    assert by_chance(june(14, 2021), start, end, days=3).sum() == 0
    assert by_chance(june(8, 2021), start, end, days=3).sum() == 0


def test_a_random_date_outside_the_span_is_drawn_again_from_all_of_it():
    start, end = dt.date(2021, 6, 10), dt.date(2021, 6, 19)
    every = [start + dt.timedelta(days=i) for i in range(10)]
    assert by_chance(every, start, end).tolist() == [1] * 500
    shares = [int(by_chance([day], start, end).sum()) for day in every]
    # A third lie on 9 June and are spread over the ten days; the others stay where they are.
    assert all(150 < share < 220 for share in shares[:2])
    assert all(5 < share < 35 for share in shares[2:])
    turned = [int(by_chance([day], dt.date(2021, 6, 1), start).sum()) for day in june(10, 2021)]
    assert all(150 < share < 220 for share in turned)


def test_sets_of_random_dates_that_do_just_as_well_count_as_well():
    # Acts every day: no window catches more than another, but where two overlap or end late.
    acts = days(dt.date(2020, 1, 1) + dt.timedelta(days=i) for i in range(1800))
    assert "do as well in 82%" in responds(acts, days(EVENTS), span_to=dt.date(2024, 12, 4)).detail


def test_acts_of_a_season_are_confounded_by_the_season():
    events = [dt.date(year, 6, 10) for year in range(2020, 2026)]
    acts = [event + dt.timedelta(days=lag) for event in events for lag in range(-38, 42, 4)]
    found = responds(days(acts), days(events), span_to=dt.date(2025, 12, 31))
    assert (found.answer, found.reason) == ("cannot_tell", "confounded")
