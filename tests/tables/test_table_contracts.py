"""Laws that every table of the edition keeps; a new table file is tested with no edit here."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pytest

from entente.data.edition_build import checked
from entente.data.store import Store
from entente.errors import ShapeError
from entente.settings import settings
from entente.sources import sources
from entente.tables import ROW, Table, tables

SAMPLES = Path(__file__).parents[1] / "samples"

edition_tables = [table for table in tables if table.held == "edition"]
every_table = pytest.mark.parametrize("table", edition_tables, ids=lambda t: t.name)
numbers = ("int64", "float64")


@cache
def built(name: str) -> pa.Table:
    table = tables[name]
    rows = [sources[used].read(SAMPLES / used) for used in table.uses]
    return checked(table, table.build(*rows))


def rows_of(name: str, **where: Any) -> list[dict[str, Any]]:
    return [row for row in built(name).to_pylist() if all(row[k] == v for k, v in where.items())]


def counted(**where: Any) -> list[dict[str, Any]]:
    """Rows of the pair counts that the sample votes give."""
    votes = built("roll_call_vote").append_column(
        ROW, pa.array(range(built("roll_call_vote").num_rows))
    )
    rows = Store(settings(), {"roll_call_vote": votes}).table("vote_pair_count").to_pylist()
    return [row for row in rows if all(row[k] == v for k, v in where.items())]


@every_table
def test_table_is_built_from_the_samples_and_keeps_its_contract(table: Table):
    assert built(table.name).num_rows > 0
    assert tuple(built(table.name).column_names) == tuple(table.all_columns)


@every_table
def test_docstring_tells_the_method_and_its_source(table: Table):
    doc = table.build.__doc__ or ""
    assert "Source:" in doc
    assert len(doc.splitlines()) > 5


@every_table
def test_every_column_has_a_meaning_and_every_number_a_unit_or_says_where_it_is(table: Table):
    for name, column in table.columns.items():
        assert column.meaning, name
        told = column.unit or "unit" in column.meaning or "year" in name or name.endswith("_id")
        scale = table.name == "ideal_point"
        assert told or scale or column.type not in numbers, name


@every_table
def test_audits_cover_when_rows_were_known(table: Table):
    assert any(name.startswith("known after") for name in table.audits or {})


@every_table
def test_rows_name_sources_that_the_table_uses(table: Table):
    assert set(built(table.name)["source"].to_pylist()) <= set(table.uses)


@every_table
def test_doubled_key_is_refused(table: Table):
    twice = ibis.memtable(pa.concat_tables([built(table.name)] * 2))
    with pytest.raises(ShapeError, match="the key tells rows apart"):
        checked(table, twice)


@every_table
def test_row_known_too_early_is_refused_and_shown(table: Table):
    early = ibis.memtable(built(table.name)).mutate(known_on=ibis.date(1900, 1, 1))
    with pytest.raises(ShapeError, match="known after") as caught:
        checked(table, early)
    assert "1900-01-01" in str(caught.value)


@every_table
def test_column_too_many_is_refused(table: Table):
    more = ibis.memtable(built(table.name)).mutate(extra=ibis.literal(1))
    with pytest.raises(ShapeError, match="extra"):
        checked(table, more)


def test_vote_pairs_drop_absence_and_the_seat_that_was_not_beijings():
    assert not counted(state_a="CHN", state_b="FRA")
    pairs = counted(state_a="CHN", state_b="RUS", year=1971, set="all")
    assert [row["yes_yes"] for row in pairs] == [1]


def test_vote_pair_counts_keep_the_order_of_the_states():
    (row,) = counted(state_a="CHN", state_b="RUS", year=2022, set="all")
    assert (row["abstain_no"], row["no_abstain"]) == (1, 0)


def test_resolution_is_contested_from_a_tenth_of_yes_and_no():
    votes = rows_of("roll_call_vote", state="USA", body="UNGA")
    contested = {row["resolution"]: row["contested"] for row in votes}
    assert contested["A/RES/74/17"]
    assert not contested["A/RES/74/5"]


def test_symbols_of_two_producers_meet_and_paragraph_votes_do_not():
    sets = {r["resolution"]: r["sets"] for r in rows_of("roll_call_vote", state="JPN")}
    assert "colonialism" in sets["A/RES/2775(XXVI)[C]"]
    assert sets["A/RES/74/17"] == "all;contested;disarmament;divided;human_rights;ukraine_2014"
    assert sets["A/RES/74/5"] == "all"


def test_member_that_did_not_vote_is_absent_where_the_set_is_named():
    (row,) = rows_of("roll_call_vote", state="FRA")
    assert (row["resolution"], row["vote"]) == ("A/RES/74/17", "absent")


def test_veto_of_the_republic_of_china_is_not_chinas():
    assert [r["states"] for r in rows_of("veto", draft="S/9000")] == ["TWN"]


def test_drafts_of_one_meeting_are_numbered():
    drafts = [row["draft"] for row in rows_of("veto", topic="Spain")]
    assert drafts == ["S/PV.49 (1)", "S/PV.49 (2)"]


def test_who_vetoed_is_missing_where_the_list_names_no_member():
    (row,) = rows_of("veto", draft="S/11967")
    assert (row["states"], row["verified"]) == (None, False)


def test_yugoslavia_is_not_serbia():
    found = {row["state"]: row["year"] for row in rows_of("ideal_point", series="all")}
    assert (found["YUG"], found["SRB"]) == (1999, 2007)


def test_a_series_of_ideal_points_ends_where_its_votes_do():
    rows = rows_of("ideal_point", state="CHN")
    published = [row for row in rows if row["source"] == "voeten_ideal_points"]
    assert [(row["year"], row["series"]) for row in published] == [
        (2020, "all"),
        (2020, "final_passage"),
        (2024, "final_passage"),
    ]


def test_a_year_in_which_the_list_of_treaties_is_complete_is_a_row_of_the_state():
    # The list of states ends in 2016, and a state of then is taken to have stayed to 2018.
    assert [row["year"] for row in rows_of("treaty_coverage", state="RUS")] == [*range(2012, 2019)]


def test_press_figure_fills_only_what_the_mirror_file_lacks():
    rows = rows_of("flow", from_state="RUS", to_state="CHN", reporter="importer")
    assert [(r["year"], r["value"], r["origin"]) for r in rows] == [
        (2020, 95.0, "imf_dots_2020"),
        (2024, 85.0, "gacc_press"),
    ]


def test_estimates_of_the_publisher_are_marked():
    rows = rows_of("flow", from_state="RUS", to_state="CHN", reporter="exporter")
    assert [(r["year"], r["is_estimated"]) for r in rows] == [(2020, False), (2024, True)]


def test_the_first_source_that_has_a_figure_gives_it_and_others_fill_what_it_lacks():
    rows = rows_of("flow", from_state="KAZ", to_state="PAK")
    assert [(r["year"], r["reporter"], r["value"], r["source"]) for r in rows] == [
        (2020, "exporter", 1.0, "goods_trade_mirror"),
        (2020, "importer", 2.0, "goods_trade_mirror"),
        (2025, "exporter", 7.5, "imf_goods_exports"),
    ]
    (page,) = rows_of("flow", from_state="KAZ", to_state="USA")
    assert (page["value"], page["origin"]) == (2.5, "oecd_btige")
    assert not rows_of("flow", from_state="RUS", to_state="USA")


def test_a_figure_is_of_the_state_of_its_year_whatever_the_name():
    """The list has "SCG" for what was Yugoslavia, and "SUN" beside Russia."""
    assert [r["to_state"] for r in rows_of("flow", from_state="USA", year=1991)] == ["RUS"]
    assert [r["to_state"] for r in rows_of("flow", from_state="KAZ", year=2004)] == ["SCG"]
    assert [r["from_state"] for r in rows_of("flow", to_state="KAZ", year=1995)] == ["YUG"]
    assert not rows_of("flow", from_state="USA", year=1993)


def test_arms_are_summed_over_five_years_and_end_when_none_is_left():
    rows = rows_of("flow", kind="arms_five_year", from_state="RUS", to_state="CHN")
    values = {row["year"]: row["value"] for row in rows}
    assert values == {1999: 30.75, 2000: 30.75, 2001: 30.75, 2002: 20.25, 2003: 20.25}


def test_share_of_world_spending_leaves_out_the_union():
    rows = rows_of("indicator", indicator="military_expenditure_world_share")
    assert {row["state"]: row["value"] for row in rows} == {
        "CHN": 0.3,
        "KOR": 0.1,
        "NOR": 0.6,
    }


def test_vessels_are_missing_where_only_zone_entries_were_reported():
    before, after = built("air_activity").to_pylist()
    assert (before["definition"], before["vessels"]) == ("zone_entries", None)
    assert (after["definition"], after["vessels"]) == ("all_detected", 176)
