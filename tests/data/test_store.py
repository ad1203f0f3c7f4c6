"""The store: rows with their ids, statements compiled once, and one thread that sums them."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from entente.data.statements import EXCLUDED, _in_order, code_digest, compiled
from entente.data.store import SHIFT, Store, open_store
from entente.data.vintages import Vintage
from entente.errors import BrokenFileError, UnknownNameError
from entente.kept import read_kept, write_kept
from entente.measures import measures
from entente.settings import Settings
from entente.tables import ROW, tables

WRITTEN = Vintage(dt.date(2024, 9, 30), "as_written")
PAIR = {"state_a": ["CHN"], "state_b": ["RUS"]}


def values(store: Store, name: str, **asked: Any) -> list[tuple[Any, ...]]:
    found = store.run(measures[name], **asked).to_pylist()
    return sorted(tuple(row.values()) for row in found)


def test_one_thread_sums_so_that_sums_come_out_the_same(store: Store):
    backend = store._backend
    assert backend.sql("SELECT current_setting('threads')").fetchall() == [(1,)]
    assert store._backend is backend


def test_each_thread_that_asks_has_a_database_of_its_own(store: Store):
    others: list[object] = []
    asking = threading.Thread(target=lambda: others.append(store._backend))
    asking.start()
    asking.join()
    assert others[0] is not store._backend


def test_the_id_of_a_row_is_the_place_of_its_table_and_its_own(store: Store):
    names = sorted(table.name for table in tables)
    for name in ("activity", "veto"):
        ids = store.table(name)[ROW].to_pylist()
        first = names.index(name) << 40
        assert ids == list(range(first, first + len(ids)))
        assert store.by_table(ids[:3]) == {name: ids[:3]}
    assert SHIFT == 40


def test_rows_are_found_again_by_their_ids(store: Store):
    act, veto = store.table("activity")[ROW][1].as_py(), store.table("veto")[ROW][0].as_py()
    found = store.rows([act, veto, act])
    assert {one: name for one, (name, _) in found.items()} == {act: "activity", veto: "veto"}
    assert found[act][1] == store.table("activity").slice(1, 1).to_pylist()[0]


def test_rows_that_bring_their_ids_keep_them(bundled: Settings, store: Store):
    held = store.table("veto").slice(3, 2)
    again = Store(bundled, {"veto": held})
    assert again.table("veto").equals(held)
    bare = Store(bundled, {"veto": held.drop_columns([ROW])}).table("veto")
    assert [one & 0xFF for one in bare[ROW].to_pylist()] == [0, 1]


def test_a_table_is_read_and_narrowed_once(store: Store):
    wanted = {"instrument": ["joint_air_patrol"]}
    assert store.table("activity") is store.table("activity")
    one, two = (store.table("activity", WRITTEN, wanted) for _ in range(2))
    assert one is two
    # A column that a table lacks does not concern it.
    assert store.table("activity", None, {"bogus": ["x"]}) is store.table("activity")
    assert store.table("activity", None, {}) is store.table("activity")
    assert store.table("activity", WRITTEN).num_rows < store.table("activity").num_rows


def test_the_order_in_which_a_narrowing_is_said_does_not_matter(store: Store):
    one, other = {"joint": ["yes"]}, {"actors": ["CHN", "RUS"]}
    assert store.table("activity", None, one | other) is store.table("activity", None, other | one)


def test_a_process_opens_one_store_for_an_edition(bundled: Settings):
    opened = open_store(bundled)
    assert isinstance(opened, Store)
    assert open_store(bundled) is opened


def test_what_was_known_on_one_date_is_not_given_for_another(store: Store):
    early = Vintage(dt.date(2019, 12, 31), "as_written")
    tables_known = [store.table("activity", vintage) for vintage in (early, WRITTEN, None)]
    counts = [table.num_rows for table in tables_known]
    assert 0 < counts[0] < counts[1] < counts[2]


def test_a_table_that_is_not_there_is_named(tmp_path: Path, bundled: Settings):
    with pytest.raises(UnknownNameError):
        Store(bundled).table("bogus")
    (tmp_path / "edition").mkdir()
    empty = Settings(observatory=tmp_path, cache=None)
    with pytest.raises(BrokenFileError, match="lacks this table"):
        Store(empty).table("veto")


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        ({"joint": ["yes"]}, lambda row: row["joint"]),
        ({"joint": ["true"]}, lambda row: row["joint"]),
        ({"joint": ["no"]}, lambda row: not row["joint"]),
        (
            {"instrument": ["joint_air_patrol", "joint_naval_patrol"]},
            lambda row: row["instrument"] in {"joint_air_patrol", "joint_naval_patrol"},
        ),
        # Of actors all are wanted, of theatres any.
        ({"actors": ["CHN", "RUS"]}, lambda row: {"CHN", "RUS"} <= set(row["actors"].split(";"))),
        (
            {"theatre": ["japan", "taiwan"]},
            lambda row: bool({"japan", "taiwan"} & set(row["theatre"].split(";"))),
        ),
        (
            {"field": ["military"], "actors": ["RUS"]},
            lambda row: row["field"] == "military" and "RUS" in row["actors"].split(";"),
        ),
    ],
)
def test_rows_are_narrowed_as_their_columns_ask(store: Store, wanted: Any, fits: Any):
    found = store.table("activity", None, wanted).to_pylist()
    assert found
    assert found == [row for row in store.table("activity").to_pylist() if fits(row)]


def test_a_search_within_some_actors_or_everywhere_fits(store: Store):
    found = store.table("coverage", None, {"actors": ["CHN", "RUS"], "theatre": ["japan"]})
    rows = found.to_pylist()
    expected = [
        row
        for row in store.table("coverage").to_pylist()
        if set(row["actors"].split(";")) <= {"CHN", "RUS"}
        and (not row["theatre"] or "japan" in row["theatre"].split(";"))
    ]
    assert rows == expected
    assert rows


def test_a_search_is_cut_to_the_day_of_the_vintage(store: Store):
    rows = store.table("coverage", WRITTEN).to_pylist()
    assert max(row["date_to"] for row in rows) == WRITTEN.date
    assert all(row["known_on"] <= WRITTEN.date for row in rows)


def test_numbers_are_kept_of_the_states_that_are_asked(store: Store):
    every = values(store, "vote_agreement", wanted={"set": ["all"]})
    kept = values(store, "vote_agreement", wanted={"set": ["all"]}, keep=PAIR)
    assert kept == [row for row in every if row[:2] == ("CHN", "RUS")]
    one = values(store, "vote_agreement", wanted={"set": ["all"]}, keep={"state_a": ["CHN"]})
    assert len(kept) < len(one) < len(every)


@pytest.mark.parametrize("name", [m.name for m in measures if m.sides])
def test_a_number_reads_no_rows_of_states_that_it_is_not_of(store: Store, name: str):
    """Unless it says so: asked among others or alone, it is the same."""
    few, more = ["CHN", "RUS"], ["CHN", "JPN", "RUS", "USA"]
    sides = measures[name].sides
    wanted = {"set": ["all"]} if "set" in measures[name].scope else {}
    alone = values(store, name, wanted=wanted, keep=dict.fromkeys(sides, few))
    among = values(store, name, wanted=wanted, keep=dict.fromkeys(sides, more))
    assert alone == [row for row in among if set(row[: len(sides)]) <= set(few)]
    assert alone or name in {"air_activity_near_taiwan", "visitor_count"}


def test_the_numbers_with_their_rows_are_the_numbers(store: Store):
    asked: dict[str, Any] = {"wanted": {"set": ["all"]}, "keep": PAIR, "vintage": WRITTEN}
    read = store.read(measures["vote_agreement"], **asked)
    assert sorted(tuple(row.values())[:-1] for row in read) == values(
        store, "vote_agreement", **asked
    )
    assert all(row["rows"] for row in read)
    assert all(store.by_table(row["rows"]).keys() == {"vote_pair_count"} for row in read)


def test_a_row_that_was_counted_opens_to_what_it_counts(store: Store):
    asked: dict[str, Any] = {"wanted": {"set": ["all"]}, "keep": PAIR}
    ids = store.read(measures["vote_agreement"], **asked)[0]["rows"]
    opened = store.opened("vote_pair_count", ids)
    assert set(opened) == set(ids)
    assert any(opened.values())
    assert store.opened("vote_pair_count", ids) == opened
    act = store.table("activity")[ROW][0].as_py()
    assert store.opened("activity", [act]) == {act: []}
    assert store.opened("vote_pair_count", []) == {}


def test_what_was_opened_once_is_not_opened_again(store: Store, monkeypatch: pytest.MonkeyPatch):
    asked: dict[str, Any] = {"wanted": {"set": ["all"]}, "keep": PAIR}
    ids = store.read(measures["vote_agreement"], **asked)[0]["rows"]
    opened = store.opened("vote_pair_count", ids)
    monkeypatch.setattr(store, "_fetched", None)
    assert store.opened("vote_pair_count", ids) == opened


def test_a_statement_is_the_same_whatever_the_order_of_a_set():
    text = "SELECT * EXCLUDE (year, first, stop) FROM (SELECT * EXCLUDE (b, a) FROM t)"
    assert EXCLUDED.sub(_in_order, text) == (
        "SELECT * EXCLUDE (first, stop, year) FROM (SELECT * EXCLUDE (a, b) FROM t)"
    )


def test_a_statement_is_written_over_lines_so_that_a_change_of_it_can_be_reviewed():
    measure = measures["capability_share"]
    assert compiled(measure.compute, measure.uses).startswith("SELECT\n")


def test_code_has_one_digest_in_whatever_order_its_files_are_listed(
    monkeypatch: pytest.MonkeyPatch,
):
    digest, listed = code_digest(), Path.glob
    code_digest.cache_clear()
    monkeypatch.setattr(Path, "glob", lambda *asked: list(listed(*asked))[::-1])
    assert code_digest() == digest
    code_digest.cache_clear()


def test_a_statement_is_compiled_once_a_run(store: Store, monkeypatch: pytest.MonkeyPatch):
    assert values(store, "capability_share")
    monkeypatch.setattr("entente.data.statements.compiled", None)
    assert values(store, "capability_share")


def test_a_kept_statement_is_read_and_a_new_one_kept(tmp_path: Path):
    cache = tmp_path / "cache"
    first = values(Store(Settings(cache=cache)), "capability_share")
    (kept,) = cache.rglob("*.sql.kept")
    assert kept == cache / f"statements-{code_digest()}" / "capability_share.sql.kept"
    write_kept(kept, f"SELECT * FROM ({read_kept(kept)}) WHERE value > 0.1")  # noqa: S608
    assert values(Store(Settings(cache=cache)), "capability_share") == [
        row for row in first if row[2] > 0.1
    ]
    assert len(code_digest()) == 16


def test_options_of_a_measure_have_statements_of_their_own(tmp_path: Path):
    store = Store(Settings(cache=tmp_path))
    asked = {"wanted": {"abstention": ["half"], "set": ["all"]}, "keep": PAIR}
    assert values(store, "vote_agreement", **asked) != values(
        store, "vote_agreement", wanted={"set": ["all"]}, keep=PAIR
    )
    names = {path.name.partition(".")[0] for path in tmp_path.rglob("*.sql.kept")}
    assert names == {"vote_agreement-half", "vote_agreement-apart"}


def test_a_measure_from_elsewhere_is_not_kept(tmp_path: Path):
    from dataclasses import replace

    own = measures["capability_share"]

    def compute(rows: Any) -> Any:
        return own.compute(rows)

    store = Store(Settings(cache=tmp_path))
    assert store.run(replace(own, name="elsewhere", compute=compute)).num_rows
    assert list(tmp_path.rglob("*.kept")) == []


def test_words_of_the_edition_stay_encoded_and_are_tested_once_each(store: Store):
    rows = store.table("veto")
    assert pa.types.is_dictionary(rows["states"].type)
    both = store.table("veto", wanted={"states": ["CHN"]})["states"].to_pylist()
    assert both == [text for text in rows["states"].to_pylist() if "CHN" in (text or "").split(";")]


def test_a_long_query_draws_no_bar_into_what_is_piped(bundled: Settings):
    backend = Store(bundled)._backend
    drawn = backend.execute("SELECT current_setting('enable_progress_bar')").fetchall()
    assert drawn == [(False,)]
