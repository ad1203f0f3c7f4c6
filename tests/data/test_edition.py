"""The edition: how it is built and checked, and what the bundled one holds."""

from __future__ import annotations

import os
import shutil
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import ibis
import numpy as np
import pytest
import yaml

from entente.data.edition_build import EDITION, LOCK, build_edition, check_edition, read_table
from entente.data.store import Store
from entente.errors import BrokenFileError, ShapeError
from entente.settings import settings
from entente.sources import sources
from entente.tables import tables
from entente.tables._ballots import ISSUES, PRODUCTS
from entente.tables._states import vocabulary

SAMPLES = Path(__file__).parents[1] / "samples"
ANSWERS = ("yes", "abstain", "no")


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("raw")
    for source in sources:
        shutil.copytree(SAMPLES / source.name, folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def built(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "edition"
    build_edition(raw, folder)
    return folder


@pytest.fixture
def edition(built: Path, tmp_path: Path) -> Path:
    """An edition of the samples, which a test may spoil."""
    return shutil.copytree(built, tmp_path / "edition")


def test_same_sources_give_the_same_bytes(raw: Path, edition: Path, tmp_path: Path):
    build_edition(raw, tmp_path / "again")
    files = sorted(path.name for path in edition.iterdir())
    assert LOCK in files
    assert files == sorted(path.name for path in (tmp_path / "again").iterdir())
    for file in files:
        assert (edition / file).read_bytes() == (tmp_path / "again" / file).read_bytes(), file


def test_edition_that_was_just_built_has_no_fault(edition: Path):
    assert check_edition(edition) == []


def test_every_table_is_told_of_while_it_is_built(raw: Path, tmp_path: Path):
    told: list[str] = []
    locks = build_edition(raw, tmp_path / "out", progress=told.append)
    assert len(told) == len(locks) == len([t for t in tables if t.held == "edition"])


def test_lock_tells_terms_and_hashes_of_every_source_in_use(edition: Path, raw: Path):
    lock = yaml.safe_load((edition / LOCK).read_text(encoding="utf-8"))
    used = {name for table in tables if table.held == "edition" for name in table.uses}
    assert set(lock["sources"]) == used
    for name, facts in lock["sources"].items():
        assert facts["licence"]["name"]
        assert facts["rows"] > 0
        for file, seen in facts["files"].items():
            assert seen["bytes"] == (raw / file).stat().st_size, name
            assert len(seen["sha256"]) == 64


def test_every_source_is_used_by_a_table():
    used = {name for table in tables for name in table.uses}
    assert {source.name for source in sources} == used


def test_changed_file_is_found(edition: Path):
    shutil.copy(edition / "veto.parquet", edition / "commitment.parquet")
    faults = check_edition(edition)
    assert any(f.startswith("commitment: the file is not the one") for f in faults)
    assert any("lacks the columns" in fault for fault in faults)


def test_absent_file_is_found(edition: Path):
    (edition / "veto.parquet").unlink()
    assert check_edition(edition) == ["veto: no file"]


def test_file_that_is_no_table_is_found(edition: Path):
    shutil.copy(edition / "veto.parquet", edition / "vetoes.parquet")
    assert check_edition(edition) == ["vetoes: a file that is no table"]


def test_folder_without_a_lock_is_found(tmp_path: Path):
    (fault,) = check_edition(tmp_path)
    assert "no lock" in fault


def test_failed_build_leaves_the_old_edition_as_it_was(raw: Path, edition: Path, tmp_path: Path):
    before = {path.name: path.read_bytes() for path in edition.iterdir()}
    broken = tmp_path / "broken"
    shutil.copytree(raw, broken)
    (broken / sources["un_vetoes"].files[0]).unlink()
    with pytest.raises(BrokenFileError, match="un_vetoes"):
        build_edition(broken, edition)
    assert before == {path.name: path.read_bytes() for path in edition.iterdir()}
    assert not list(tmp_path.glob(".entente-*"))


def test_bad_row_stops_the_build_and_is_shown(raw: Path, tmp_path: Path):
    shutil.copytree(raw, tmp_path / "bad")
    file = tmp_path / "bad" / sources["goods_trade_mirror"].files[0]
    file.write_text(file.read_text(encoding="utf-8").replace("100.5", "-100.5"), encoding="utf-8")
    with pytest.raises(ShapeError, match="nothing is negative") as caught:
        build_edition(tmp_path / "bad", tmp_path / "out")
    assert "-100.5" in str(caught.value)
    assert not (tmp_path / "out").exists()


# What the bundled edition holds: figures that can be checked elsewhere.


@cache
def bundled(name: str) -> list[dict[str, Any]]:
    return read_table(EDITION, tables[name]).to_pyarrow().to_pylist()


@cache
def sets_to_2018() -> list[set[str]]:
    rows = read_table(EDITION, tables["roll_call_vote"]).filter(ibis._.body == "UNGA")
    texts = rows.select("record_id", "date", "sets").distinct().to_pyarrow().to_pylist()
    held = [text["sets"] for text in texts if text["date"].year <= 2018]
    return [set((sets or "").split(";")) for sets in held]


@cache
def counted() -> list[dict[str, Any]]:
    return Store(settings()).table("vote_pair_count", states=("CHN", "RUS")).to_pylist()


def pair(year: int, which: str) -> np.ndarray:
    (row,) = (row for row in counted() if (row["year"], row["set"]) == (year, which))
    return np.array([[row[f"{a}_{b}"] for b in ANSWERS] for a in ANSWERS], dtype=float)


def test_bundled_edition_has_no_fault_and_stays_small():
    assert check_edition() == []
    assert sum(path.stat().st_size for path in EDITION.iterdir()) < 20_000_000


@pytest.mark.parametrize(
    ("year", "which", "share"),
    [
        (1991, "all", 0.537),
        (2006, "all", 0.848),
        (2019, "all", 0.792),
        (2024, "all", 0.670),
        (2025, "all", 0.781),
        (2024, "contested", 0.688),
        (2025, "contested", 0.621),
    ],
)
def test_china_and_russia_voted_alike_as_often_as_known(year: int, which: str, share: float):
    counts = pair(year, which)
    assert np.trace(counts) / counts.sum() == pytest.approx(share, abs=0.0005)


@pytest.mark.parametrize(("year", "known"), [(2024, 0.39), (2025, 0.36)])
def test_plain_kappa_of_china_and_russia_is_as_known(year: int, known: float):
    counts = pair(year, "all")
    shares = counts / counts.sum()
    by_chance = np.trace(np.outer(shares.sum(axis=1), shares.sum(axis=0)))
    kappa = (np.trace(shares) - by_chance) / (1 - by_chance)
    assert kappa == pytest.approx(known, abs=0.005)


@pytest.mark.parametrize(("year", "usd_bn"), [(2016, 69.76), (2021, 145.55), (2024, 244.60)])
def test_trade_of_china_with_russia_sums_to_the_known_totals(year: int, usd_bn: float):
    ends = {("CHN", "RUS", "exporter"), ("RUS", "CHN", "importer")}
    rows = read_table(EDITION, tables["flow"]).filter(ibis._.year == year, ibis._.kind == "goods")
    total = sum(
        row["value"]
        for row in rows.to_pyarrow().to_pylist()
        if (row["from_state"], row["to_state"], row["reporter"]) in ends
    )
    assert total / 1000 == pytest.approx(usd_bn, abs=0.006)


def test_china_and_russia_owe_each_other_no_defence_since_2001():
    rows = [
        row
        for row in bundled("commitment")
        if {row["state"], row["partner"]} == {"CHN", "RUS"} and 2001 <= row["year"] <= 2018
    ]
    assert len(rows) == 36
    assert all(row["non_aggression"] and row["consultation"] for row in rows)
    assert not any(row["defence"] or row["offence"] for row in rows)


def test_russia_never_voted_yes_on_a_text_against_it():
    rows = read_table(EDITION, tables["roll_call_vote"])
    against = rows.filter(ibis._.state == "RUS", ibis._.sets.contains("ukraine_"))
    votes = against.to_pyarrow()["vote"].to_pylist()
    assert len(votes) == 25
    assert set(votes) == {"no"}


def test_china_and_russia_vetoed_sixteen_drafts_together():
    together = [row for row in bundled("veto") if row["states"] == "CHN;RUS"]
    assert len(together) == 16
    assert min(row["date"].year for row in together) == 2007


@pytest.mark.slow
def test_the_bundled_edition_is_what_the_producers_files_give(tmp_path: Path):
    raw = Path(__file__).parents[3] / "shared" / "data"
    if not raw.is_dir():
        pytest.skip("ours: the producers' files are not beside the project")
    if not os.environ.get("ENTENTE_EDITION"):
        pytest.skip("never: half a minute; `make checks` builds it")
    build_edition(raw, tmp_path / "edition")
    fresh = {p.name: p.read_bytes() for p in (tmp_path / "edition").iterdir()}
    held = {p.name: p.read_bytes() for p in EDITION.iterdir()}
    assert sorted(fresh) == sorted(held)
    assert [name for name in held if fresh[name] != held[name]] == []


def test_the_bundled_lock_says_the_terms_that_the_sources_declare():
    held = yaml.safe_load((EDITION / LOCK).read_text(encoding="utf-8"))["sources"]
    assert {name: facts["licence"] for name, facts in held.items()} == {
        source.name: asdict(source.licence) for source in sources
    }


@pytest.mark.parametrize(
    ("subject", "right", "found"),
    [
        ("subject_arms_control", 0.82, 0.90),
        ("subject_nuclear", 0.98, 0.91),
        ("subject_human_rights", 0.72, 0.74),
        ("subject_middle_east", 0.98, 0.98),
        ("subject_decolonization", 0.80, 0.51),
        ("subject_economic", 0.68, 0.67),
    ],
)
def test_subjects_by_words_agree_with_the_codes_that_they_continue_as_far_as_is_said(
    subject: str, right: float, found: float
):
    """Of the texts to 2018 that have any code: the shares of one that are of the other."""
    near = vocabulary("resolution_subjects")[subject]["near"]
    coded = [sets for sets in sets_to_2018() if sets & set(ISSUES.values())]
    both = sum(subject in sets and near in sets for sets in coded)
    assert both / sum(subject in sets for sets in coded) == pytest.approx(right, abs=0.006)
    assert both / sum(near in sets for sets in coded) == pytest.approx(found, abs=0.006)


def test_three_quarters_of_the_council_s_texts_say_what_they_do():
    votes = read_table(EDITION, tables["roll_call_vote"]).filter(ibis._.body == "UNSC")
    texts = votes.select("record_id", "sets").distinct().to_pyarrow()["sets"].to_pylist()
    sets = [set((cell or "").split(";")) for cell in texts]
    assert len(sets) > 2600
    assert sum(any(found & {name} for name in PRODUCTS) for found in sets) / len(sets) > 0.7
    assert all(sum(name in found for found in sets) > 40 for name in PRODUCTS)
    # No set of the Assembly has a text of the Council.
    assert set().union(*sets) <= {"", *PRODUCTS}
