"""Counting acts: where nothing means none, and where it does not."""

from __future__ import annotations

from typing import Any

import pytest

from entente.frames import table
from entente.measures import measures

ACTS = """
    act  instrument         unit     quantity actors      date_start date_end   joint home
    a-1  joint_air_patrol   act             1 CHN;RUS     2019-07-23 2019-07-23 true  true
    a-1  joint_air_patrol   aircraft        4 CHN;RUS     2019-07-23 2019-07-23 true  true
    a-2  joint_air_patrol   act             1 CHN;RUS     2021-11-19 2021-11-19 true  true
    a-3  joint_air_patrol   act             1 CHN;RUS     2024-07-24 2024-07-25 true  false
    a-4  joint_air_patrol   act             1 CHN;RUS     2026-01-05 2026-01-05 true  true
    e-1  joint_exercise     act             1 CHN;RUS     2018-09-11 2018-09-17 true  false
    e-2  joint_exercise     act             1 CHN;IRN;RUS 2022-12-27 2023-01-02 true  false
    e-0  joint_exercise     act             1 CHN;RUS     2003-08-06 2003-08-12 true  false
"""
PATROLS = "joint_air_patrol CHN;RUS -      2019-01-01 2026-06-30 true"
DRILLS = "joint_exercise   CHN;RUS -      2003-08-06 2026-06-30 false"
CENSUS_OF_DRILLS = "joint_exercise   CHN;RUS -      2017-01-01 2023-12-31 true"
OTHER = "scramble         JPN     japan  2010-01-01 2026-12-31 true"


def yearly(name: str, *searched: str, only: str | None = None, acts: str = ACTS) -> dict[int, Any]:
    activity = table(acts)
    head = "instrument actors theatre date_from date_to complete"
    coverage = table("\n".join([head, *(searched or [PATROLS])]))
    if not searched:
        coverage = coverage.filter(coverage["instrument"] == "nothing")
    if only:
        activity = activity.filter(activity["instrument"] == only)
        coverage = coverage.filter(coverage["instrument"] == only)
    rows = measures[name].compute(activity, coverage).to_pyarrow().to_pylist()
    assert len({row["year"] for row in rows}) == len(rows)
    return {row["year"]: row["value"] for row in sorted(rows, key=lambda row: row["year"])}


def test_a_year_without_an_act_counts_zero_inside_a_complete_span() -> None:
    found = yearly("activity_count", PATROLS, only="joint_air_patrol")
    assert found == {2019: 1, 2020: 0, 2021: 1, 2022: 0, 2023: 0, 2024: 1, 2025: 0}


def test_the_last_year_is_left_out_when_it_was_searched_in_part_although_it_has_an_act() -> None:
    assert 2026 not in yearly("activity_count", PATROLS, only="joint_air_patrol")


def test_a_year_without_an_act_has_no_row_where_the_list_is_not_complete() -> None:
    assert yearly("activity_count", DRILLS, only="joint_exercise") == {2018: 1, 2022: 1}


def test_years_with_acts_appear_and_never_a_zero_where_no_search_is_declared() -> None:
    found = yearly("activity_count", only="joint_air_patrol")
    assert found == {2019: 1, 2021: 1, 2024: 1, 2026: 1}


def test_zeros_over_several_instruments_need_the_spans_of_all_to_be_complete() -> None:
    found = yearly("activity_count", PATROLS, CENSUS_OF_DRILLS)
    assert {year for year, value in found.items() if value == 0} == {2020, 2023}
    assert found == {2018: 1, 2019: 1, 2020: 0, 2021: 1, 2022: 1, 2023: 0, 2024: 1}


def test_one_incomplete_list_among_several_takes_away_every_zero() -> None:
    assert 0 not in yearly("activity_count", PATROLS, DRILLS).values()


def test_acts_of_an_instrument_with_no_declared_search_take_away_every_zero() -> None:
    assert 0 not in yearly("activity_count", PATROLS).values()


def test_a_search_for_something_else_changes_nothing() -> None:
    assert yearly("activity_count", PATROLS, DRILLS) == yearly(
        "activity_count", PATROLS, DRILLS, OTHER
    )


def test_two_spans_of_one_series_are_one_series() -> None:
    early = "joint_air_patrol CHN;RUS -      2013-01-01 2018-12-31 true"
    found = yearly("activity_count", early, PATROLS, only="joint_air_patrol")
    assert found[2013] == 0
    assert found[2019] == 1
    assert min(found) == 2013


def test_a_span_that_ends_in_the_middle_of_a_year_is_no_census_of_that_year() -> None:
    short = "joint_air_patrol CHN;RUS -      2019-01-01 2020-12-30 true"
    rest = "joint_air_patrol CHN;RUS -      2021-01-01 2026-06-30 false"
    found = yearly("activity_count", short, rest, only="joint_air_patrol")
    assert found == {2019: 1, 2021: 1, 2024: 1}


def test_a_census_without_any_act_is_a_row_of_zeros() -> None:
    submarines = "joint_submarine_patrol CHN;RUS -      2019-01-01 2021-12-31 true"
    found = yearly("activity_count", submarines, only="joint_submarine_patrol")
    assert found == {2019: 0, 2020: 0, 2021: 0}


def test_figures_of_an_act_are_not_counted_as_acts() -> None:
    assert yearly("activity_count", PATROLS, only="joint_air_patrol")[2019] == 1


def test_days_count_the_first_and_the_last_and_stay_with_the_year_of_the_start() -> None:
    found = yearly("activity_days", DRILLS, only="joint_exercise")
    assert found == {2018: 7, 2022: 7}


def test_days_are_zero_only_in_a_census() -> None:
    assert yearly("activity_days", PATROLS, only="joint_air_patrol")[2020] == 0


def test_share_at_home_leaves_out_years_without_joint_acts() -> None:
    rows = measures["home_share"].compute(table(ACTS)).to_pyarrow().to_pylist()
    found = {row["year"]: (row["value"], row["n"]) for row in rows}
    assert found[2019] == (1.0, 1)
    assert found[2018] == (0.0, 1)
    assert 2020 not in found


MEETINGS = """
    act instrument      unit quantity actors      date_start date_end
    m-1 leaders_meeting act         1 CHN;IND;RUS 2018-12-01 2018-12-01
    m-2 leaders_meeting act         1 CHN;RUS     2019-06-05 2019-06-07
    m-3 leaders_call    act         1 CHN;RUS     2020-03-19 2020-03-19
"""
HEAD = "instrument actors theatre date_from date_to complete"


def test_a_meeting_of_three_counts_for_each_pair_and_only_the_searched_pair_has_zeros() -> None:
    coverage = table(f"{HEAD}\nleaders_meeting CHN;RUS - 2018-01-01 2020-12-31 true")
    rows = measures["leaders_meeting_count"].compute(table(MEETINGS), coverage)
    found = {
        (row["state_a"], row["state_b"], row["year"]): row["value"]
        for row in rows.to_pyarrow().to_pylist()
    }
    assert found == {
        ("CHN", "IND", 2018): 1,
        ("IND", "RUS", 2018): 1,
        ("CHN", "RUS", 2018): 1,
        ("CHN", "RUS", 2019): 1,
        ("CHN", "RUS", 2020): 0,
    }


VETOES = """
    date       draft states
    1970-03-17 S/1   GBR;USA
    1971-12-04 S/2   RUS
    1972-08-25 S/3   CHN
    1973-10-26 S/4   CHN;RUS
    1975-01-01 S/5   FRA;GBR;USA
"""


def joint_vetoes(*searched: str) -> dict[tuple[str, str], dict[int, int]]:
    coverage = table(
        "\n".join([HEAD, *(searched or ["scramble JPN - 2000-01-01 2001-01-01 true"])])
    )
    found: dict[tuple[str, str], dict[int, int]] = {}
    rows = measures["joint_veto_count"].compute(table(VETOES), coverage)
    for row in rows.order_by("year").to_pyarrow().to_pylist():
        found.setdefault((row["state_a"], row["state_b"]), {})[row["year"]] = row["value"]
    return found


def test_a_pair_whose_list_nobody_declared_complete_has_joint_vetoes_and_no_zero() -> None:
    assert joint_vetoes()["GBR", "USA"] == {1970: 1, 1975: 1}
    assert joint_vetoes()["CHN", "RUS"] == {1973: 1}


def test_a_year_inside_a_complete_search_of_the_pair_is_a_zero() -> None:
    found = joint_vetoes("veto CHN;RUS - 1971-12-26 1976-12-31 true")
    assert found["CHN", "RUS"] == {1972: 0, 1973: 1, 1974: 0, 1975: 0, 1976: 0}
    assert found["GBR", "USA"] == {1970: 1, 1975: 1}


def test_three_states_in_one_veto_make_three_pairs() -> None:
    found = joint_vetoes("veto FRA;GBR;USA - 1946-01-01 1975-12-31 true")
    assert [found[pair][1975] for pair in (("FRA", "GBR"), ("FRA", "USA"), ("GBR", "USA"))] == [
        1,
        1,
        1,
    ]


FIGURES = """
    id  instrument   unit actors  quantity date_start date_end   reliability credibility
    g-1 pipeline_gas bcm  CHN;RUS     10.5 2021-01-01 2021-12-31 B           1
    g-2 pipeline_gas bcm  CHN;RUS     10.4 2021-01-01 2021-12-31 A           2
    g-3 pipeline_gas bcm  CHN;RUS     10.3 2021-01-01 2021-12-31 A           3
    g-4 pipeline_gas bcm  CHN;RUS      7.0 2022-01-01 2022-06-30 A           1
    g-5 pipeline_gas bcm  CHN;RUS     30.0 2022-01-01 2023-12-31 A           1
    g-6 pipeline_gas bcm  CHN;RUS        - 2024-01-01 2024-12-31 A           1
    t-1 trade_total  usd_bn CHN;RUS 240.1  2023-01-01 2023-12-31 A           1
"""


def quantities(only: str | None) -> dict[int, float | None]:
    activity = table(FIGURES)
    if only:
        activity = activity.filter(activity["instrument"] == only)
    rows = measures["activity_quantity"].compute(activity).to_pyarrow().to_pylist()
    return {row["year"]: row["value"] for row in rows}


def test_the_best_source_of_a_whole_calendar_year_gives_the_quantity() -> None:
    assert quantities("pipeline_gas") == {2021: 10.4}


def test_a_quantity_of_mixed_units_is_missing() -> None:
    assert quantities(None) == {2021: None, 2023: None}


SCRAMBLES = """
    id  instrument unit      quantity date_start date_end   reliability credibility
    s-1 scramble   scrambles     1004 2021-04-01 2022-03-31 A           1
    s-2 scramble   scrambles      900 2021-01-01 2021-12-31 A           1
    s-3 scramble   scrambles      778 2022-04-01 2023-03-31 B           2
    s-4 scramble   scrambles      780 2022-04-01 2023-03-31 C           1
    s-5 scramble   scrambles      357 2025-04-01 2025-09-30 A           1
    s-6 scramble   act              1 2023-04-01 2024-03-31 A           1
"""


def test_scrambles_are_read_for_whole_fiscal_years_alone() -> None:
    rows = measures["scramble_count"].compute(table(SCRAMBLES)).to_pyarrow().to_pylist()
    assert {row["fiscal_year"]: row["value"] for row in rows} == {2021: 1004, 2022: 778}


def test_statements_of_concern_are_not_statements_of_support() -> None:
    statements = table("""
        act instrument        unit quantity date_start
        s-1 statement_support act         1 2022-08-02
        s-2 statement_support act         1 2022-08-02
        s-3 statement_concern act         1 2022-08-03
    """)
    rows = measures["statement_count"].compute(statements).to_pyarrow().to_pylist()
    assert [(str(row["date"]), row["value"]) for row in rows] == [("2022-08-02", 2)]


def test_an_act_is_dated_by_its_first_day_and_carries_its_independent_sources() -> None:
    acts = table("""
        act unit quantity date_start origins
        a-1 act         1 2024-07-24       3
        a-1 bombers     4 2024-07-25       9
    """)
    rows = measures["activity_act"].compute(acts).to_pyarrow().to_pylist()
    assert [(row["act"], str(row["date"]), row["n"]) for row in rows] == [("a-1", "2024-07-24", 3)]


@pytest.mark.parametrize("days", [0, 31])
def test_aircraft_near_taiwan_are_counted_per_reported_day(days: int) -> None:
    months = table(f"""
        month_start state target aircraft days_reported definition
        2024-05-01  CHN   TWN         310 {days}        all_detected
    """)
    (row,) = measures["air_activity_near_taiwan"].compute(months).to_pyarrow().to_pylist()
    assert row["value"] == (10.0 if days else None)
