"""Charts of a claim: what they show, what they leave open, and how they say it."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from invented_lenses import (
    ALL_VOTES,
    AS_OF,
    REPORT,
    acts,
    both_sides,
    broken,
    comparators,
    lens,
    patrols,
    points,
    responses,
    result,
    scrambles,
    specifications,
    three_votes,
    trend,
)

from entente.brief.figures.canvas import text_width
from entente.brief.figures.charts import series_chart, specification_chart
from entente.brief.figures.panels import WORDS, Size, panel, shared_axis
from entente.brief.figures.series import histories, said_label
from entente.settings import Settings
from entente.vocabulary import Vocabulary

if TYPE_CHECKING:
    from entente.assessment import LensAssessment
    from entente.brief.figures.figure import Chart
    from entente.brief.figures.series import History

VOCABULARY = Vocabulary(Settings().vocabulary)
EVERY = {
    "three trends": three_votes,
    "a level of fiscal years": lambda: [scrambles()],
    "acts": lambda: [patrols()],
    "acts and events": lambda: [responses()],
    "comparators": lambda: [comparators(3)],
    "many comparators": lambda: [comparators(7)],
    "a break": lambda: [broken()],
    "two sides": lambda: [both_sides()],
    "nothing": lambda: [lens([])],
    "no lens": list,
    "one point": lambda: [lens(points({2019: 0.5}))],
    "one act": lambda: [patrols().model_copy(update={"series": acts([dt.date(2020, 1, 1)])})],
    "equal values": lambda: [lens(points(dict.fromkeys(range(2010, 2020), 0.0)))],
    "huge": lambda: [lens(points({2010: 1e13, 2011: 4e13}), unit="USD")],
    "tiny": lambda: [lens(points({2010: 1e-7, 2011: 4e-7}), unit="log ratio")],
    "below zero": lambda: [lens(points({2010: -3.0, 2011: -0.5, 2012: 1.0}), unit="log ratio")],
    "only after the report": lambda: [lens(points({2025: 0.4, 2026: 0.5}, known_to=2023))],
    "only long ago": lambda: [lens(points({1990: 0.4, 1991: 0.5}))],
    "a long series": lambda: [lens(points({y: 0.5 + y % 3 / 9 for y in range(1971, 2026)}))],
    "five lenses": lambda: [trend(ALL_VOTES, id=f"l{i}") for i in range(5)],
}
every = pytest.mark.parametrize("make", EVERY.values(), ids=EVERY.keys())


def chart(*lenses: LensAssessment) -> Chart:
    return series_chart(lenses, report_date=REPORT, as_of=AS_OF, vocabulary=VOCABULARY)


def history(one: LensAssessment) -> History:
    return histories([one], REPORT, VOCABULARY)[0]


@every
def test_no_figure_holds_what_a_strict_policy_stops(make):
    made = make()
    for figure in (chart(*made), specification_chart(made)):
        for svg in (figure.wide, figure.narrow, figure.print):
            assert svg.startswith("<svg ")
            assert not re.search(r"\sstyle=|<style|<script|\son\w+=|https?://(?!www\.w3\.org)", svg)
            assert "NaN" not in svg
            assert "#fe00" not in svg
        assert " id=" not in figure.wide + figure.narrow


@every
def test_a_figure_is_the_same_bytes_each_time(make):
    assert chart(*make()) == chart(*make())
    assert chart(*make()).print == chart(*make()).print


@every
def test_nothing_but_words_stands_outside_the_view_box(make):
    figure = chart(*make())
    for svg in (figure.wide, figure.narrow):
        width, height = (float(v) for v in re.findall(r'viewBox="0 0 (\S+) (\S+)"', svg)[0])
        for x, y in re.findall(r'<circle cx="(\S+)" cy="(\S+)"', svg):
            assert 0 <= float(x) <= width
            assert 0 <= float(y) <= height


@every
def test_no_letters_are_cut_at_the_foot(make):
    made = make()
    for figure in (chart(*made), specification_chart(made)):
        for svg in (figure.wide, figure.narrow):
            height = float(re.findall(r'viewBox="0 0 \S+ (\S+)"', svg)[0])
            assert all(float(y) + 3 <= height for y in re.findall(r'<text x="\S+" y="(\S+?)"', svg))


@every
def test_the_line_of_a_window_makes_room_for_its_words(make):
    found = histories(make(), REPORT, VOCABULARY)
    for one in found:
        drawn = panel(one, shared_axis(found, REPORT, AS_OF), Size(358, 140, 1))
        lines = [rule.path for rule in drawn.rules if rule.role in {"judged", "past"}]
        for text in drawn.texts:
            if text.says in WORDS.values() and text.anchor == "middle":
                half = text_width(text.says, "t2") / 2
                beside = [path for path in lines if path[0][1][1] == text.y - 4]
                spans = [(path[0][1][0], path[-1][1][0]) for path in beside]
                whole = max(e for _, e in spans) - min(b for b, _ in spans)
                crossed = [(b, e) for b, e in spans if b < text.x + half and e > text.x - half]
                assert not crossed or whole < 2 * half


def test_the_title_says_where_the_window_begins_and_where_the_series_ends():
    assert chart(trend(ALL_VOTES)).title == (
        "All recorded votes: 77\u00a0% in 2018, 78\u00a0% in 2025"
    )


def test_the_alternative_names_the_values_and_the_gap():
    alt = chart(scrambles()).alt
    assert "1,168 in fiscal 2016" in alt
    assert "No row for 2010." in alt
    assert "The bar is 920." in alt


def test_a_missing_year_breaks_the_line_and_is_hatched():
    found = history(scrambles())
    assert found.gaps == ((2010.25, 2011.25),)
    assert [len(run) for run in found.lines[0].runs()] == [1, 14]
    assert "no row</text>" in chart(scrambles()).wide
    assert "the line does not cross it" in chart(scrambles()).caption


def test_a_zero_is_a_value_and_no_gap():
    found = history(lens(points({2010: 0.2, 2011: 0.0, 2012: 0.1})))
    assert found.gaps == ()
    assert len(found.values) == 3


def test_fiscal_years_stand_at_their_middle():
    assert history(scrambles()).values[0].x == 2009.75


def test_values_after_the_report_are_hollow():
    svg = chart(trend(ALL_VOTES)).wide
    filled, hollow = (
        sum(part.count("<circle") for part in re.findall(rf'<g class="k-{role}">(.*?)</g>', svg))
        for role in ("pt", "new")
    )
    assert (filled, hollow) == (14, 2)


def test_the_caption_speaks_of_filled_and_hollow_never_of_black_and_white():
    for make in EVERY.values():
        words = chart(*make()).caption.lower()
        assert "black" not in words
        assert "white" not in words


def test_the_ray_is_the_slowest_rise_that_counts_from_where_the_window_begins():
    found = history(trend(ALL_VOTES))
    assert found.ray == pytest.approx((2018.5, 0.771, 2025.5, 0.841))


def test_a_claim_of_decline_has_a_falling_ray():
    ray = history(trend(ALL_VOTES, direction="down")).ray
    assert ray is not None
    assert ray[3] < ray[1]


def test_the_own_past_is_one_line_with_the_series():
    found = history(scrambles())
    assert len(found.lines) == 1
    assert found.others == ()
    assert len(found.values) == 15
    assert found.spans[0].past == (2009.25, 2021.25)


def test_few_comparators_are_drawn_and_many_are_a_median():
    assert len(history(comparators(3)).others) == 3
    (line,) = history(comparators(7)).others
    assert line.says == "median of 7 others"
    assert "China–India" in chart(comparators(3)).wide


def test_a_co_movement_has_a_panel_for_each_series_and_no_second_axis():
    one = both_sides().model_copy(update={"form": "co-movement"})
    found = histories([one], REPORT, VOCABULARY)
    assert [panel.title for panel in found] == [one.title, "Beside it: China to Russia"]


def test_acts_are_one_dot_each_and_events_ticks():
    svg = chart(responses()).wide
    assert svg.count("<circle") == 12
    assert ">events</text>" in svg
    assert "9 by the report, 12 by now" in chart(responses()).title


def test_the_panels_of_a_claim_share_one_axis():
    found = histories([*three_votes(), patrols()], REPORT, VOCABULARY)
    axis = shared_axis(found, REPORT, AS_OF)
    assert axis.x0 < 2010
    assert axis.x1 == pytest.approx(2026.9, abs=0.01)


def test_a_long_series_begins_ten_years_before_the_window_and_says_so():
    long = dict.fromkeys(range(1971, 2026), 0.5)
    one = lens(points(long), results={"now": result(window=[2018, 2025])})
    assert history(one).values[0].period == 2004
    assert "Earlier values are in the rows." in chart(one).caption


def test_markup_in_a_title_is_text():
    svg = chart(broken()).wide
    assert "&lt;mirror&gt;" in svg
    assert "<mirror>" not in svg


def test_the_wide_figure_of_three_lenses_and_the_specifications_stay_small():
    one, two = chart(*three_votes()), specification_chart(three_votes())
    assert sum(len(svg.encode()) for f in (one, two) for svg in (f.wide, f.narrow)) < 60_000


def test_specifications_are_one_dot_each_and_the_rest_is_counted():
    figure = specification_chart([trend(ALL_VOTES)])
    assert figure.wide.count("<circle") == 94
    assert "1 of 48 (All recorded votes, now)" in figure.caption
    assert "holds in 25 of 48 specifications as written, 12 of 48 now" in figure.title


def test_specifications_of_a_count_have_a_bar_and_no_margin():
    figure = specification_chart([patrols()])
    assert "k-band" not in figure.wide
    assert "k-need" in figure.wide


def test_a_lens_without_specifications_is_passed_over():
    assert specification_chart([scrambles()]).title == "No specifications were run"


def test_equal_specifications_stand_on_one_another():
    one = lens([], results={"now": result(robustness=specifications([0.02] * 40, 0.01))})
    assert specification_chart([one]).narrow.count("<circle") == 40


def test_a_bar_between_whole_numbers_keeps_its_decimals():
    one = lens(
        points({2019: 1.0, 2020: 3.0}),
        unit="acts",
        form="level",
        threshold=0.5,
        results={"now": result(window=[2019, 2020])},
    )
    assert ">bar 0.5</text>" in chart(one).wide
    assert "The bar is 0.5." in chart(one).alt


def test_dots_stand_where_their_effects_are_however_small_these_are():
    one = trend(ALL_VOTES)
    effects = [i * 1e-6 for i in range(1, 9)]
    run = result(window=[2018, 2025], robustness=specifications(effects, 4.5e-6))
    small = one.model_copy(update={"results": {"now": run}, "matters": 4.5e-6})
    found = re.findall(r'<circle cx="([\d.]+)"', specification_chart([small]).wide)
    places = sorted(float(x) for x in found)
    assert len(set(places)) == 8
    steps = [b - a for a, b in pairwise(places)]
    assert max(steps) - min(steps) < 7


def test_the_names_of_states_follow_the_observatory_given(tmp_path):
    (tmp_path / "states.yml").write_text("CHN: {name: Cathay}\nRUS: {name: Rus}\n")
    words = Vocabulary(tmp_path)
    assert said_label("CHN-RUS", words) == "Cathay–Rus"
    assert said_label("RUS>FRA", words) == "RUS>FRA"
