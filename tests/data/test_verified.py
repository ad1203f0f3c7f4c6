"""Answers are given from the rows that the lock and the check vouch for, and from no others."""

from __future__ import annotations

import hashlib
import os
import shutil
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from entente.answer import cached
from entente.cases.folder import read_case
from entente.data import edition
from entente.kept import read_kept, write_kept
from entente.settings import BUNDLED, Settings
from own_case import write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Said

CASE = "china-russia-east-asia"


@pytest.fixture
def own_edition(observatory: Path) -> Path:
    """Copy the edition too, so that a test may spoil a table."""
    folder = observatory / "edition"
    folder.unlink()
    shutil.copytree(BUNDLED / "edition", folder)
    return folder


@pytest.mark.parametrize("command", [["assess"], ["measure", "--states", "CHN,RUS"]])
def test_a_table_altered_by_hand_gives_no_answer(
    own_edition: Path, run: Callable[..., Said], command: list[str]
):
    path = own_edition / "roll_call_vote.parquet"
    rows = pq.read_table(path)
    # One row fewer: what a table is worth is all of it.
    pq.write_table(rows.slice(1), path)
    name, *options = command
    code, out, err = run(name, CASE if name == "assess" else "vote_agreement", *options)
    assert (code, out) == (2, "")
    assert "Is not the table that sources.lock names" in err
    assert "roll_call_vote.parquet" in err


@pytest.mark.parametrize("size", [0, 100, -1])
def test_half_a_table_is_said_to_be_no_table(
    own_edition: Path, run: Callable[..., Said], size: int
):
    path = own_edition / "flow.parquet"
    path.write_bytes(path.read_bytes()[:size])
    code, out, err = run("measure", "trade_value", "--states", "CHN,RUS")
    assert (code, out) == (2, "")
    assert "flow.parquet" in err


def test_a_kept_answer_is_not_that_of_a_table_with_the_same_size_and_time(own_edition: Path):
    found = Settings(observatory=own_edition.parent, cache=None)
    files = read_case(CASE, found)
    before = cached.digest(files, found)
    path = own_edition / "flow.parquet"
    state, raw = path.stat(), bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert cached.digest(files, found) != before


def test_a_backup_copy_is_found_though_the_answer_is_kept(
    observatory: Path, run: Callable[..., Said], tmp_path: Path
):
    own = str(write(tmp_path / "own", ["BRA", "IND"]))
    assert run("assess", own)[0] == 0
    ledger = observatory / "ledger"
    shutil.copy(ledger / "air_patrols.csv", ledger / "air_patrols.csv.bak")
    code, _, err = run("assess", own)
    assert code == 2
    assert "air_patrols.csv.bak" in err


def test_the_name_of_the_edition_is_that_of_its_rows(own_edition: Path, observatory: Path):
    found = Settings(observatory=observatory, cache=None)
    assert edition.name(found) == edition.name(Settings(cache=None))
    path = observatory / "ledger" / "energy.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    assert edition.name(found) != edition.name(Settings(cache=None))


@pytest.mark.parametrize("damage", ["cut", "altered", "empty", "digest", "old"])
def test_a_torn_file_of_the_cache_is_as_good_as_none(tmp_path: Path, damage: str):
    path = tmp_path / "a.kept"
    text = '{"claims": "…"}\n' * 50
    write_kept(path, text)
    assert read_kept(path) == text
    raw = path.read_bytes()
    path.write_bytes(
        {
            "cut": raw[:100],
            "altered": raw.replace(b"claims", b"claimz", 1),
            "empty": b"",
            "digest": raw[:64],
            "old": text.encode(),
        }[damage]
    )
    assert read_kept(path) is None


def test_an_answer_is_made_again_where_its_kept_file_is_torn(
    observatory: Path, run: Callable[..., Said], tmp_path: Path
):
    own = str(write(tmp_path / "own", ["BRA", "IND"]))
    first = run("assess", own, "--json")
    (kept,) = (tmp_path / "cache").glob("*.json.kept")
    kept.write_bytes(kept.read_bytes()[:100])
    assert run("assess", own, "--json") == first


def test_nothing_is_left_behind_where_nothing_can_be_kept(tmp_path: Path):
    (tmp_path / "a.kept").mkdir()
    write_kept(tmp_path / "a.kept", "text")
    assert [path.name for path in tmp_path.iterdir()] == ["a.kept"]


def test_a_kept_file_that_is_whole_and_no_text_is_as_good_as_none(tmp_path: Path):
    data = b"\xff\xfe"
    path = tmp_path / "a.kept"
    path.write_bytes(hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
    assert read_kept(path) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("as_of: 2026-11-24\ntables: {}\n", "sources: is missing"),
        ("as_of: 1-24\nsources: {}\ntables: {}\n", "as_of: Invalid isoformat string"),
        ("as_of: 2026-11-24\nsources: {}\ntables: [a]\n", "tables: ['a'] is not names"),
        ("as_of: 2026-11-24\nsources: {}\ntables: {flow: {}}\n", "tables.flow.sha256: is missing"),
    ],
)
def test_a_lock_that_is_none_is_refused_with_its_line(
    own_edition: Path, run: Callable[..., Said], text: str, words: str
):
    (own_edition / edition.LOCK).write_text(text, encoding="utf-8")
    for command in (["measure", "trade_value"], ["edition", "check"]):
        code, out, err = run(*command)
        assert (code, out) == (2, "")
        assert words in err
        assert "sources.lock:" in err
