"""Laws that every source keeps; a new source file with its sample is tested with no edit here."""

from __future__ import annotations

import shutil
from pathlib import Path

import ibis
import pytest

from entente.errors import BrokenFileError
from entente.sources import Source, sources

SAMPLES = Path(__file__).parents[1] / "samples"

every_source = pytest.mark.parametrize("source", list(sources), ids=lambda s: s.name)


@every_source
def test_sample_of_every_file_is_there(source: Source):
    absent = [file for file in source.files if not (SAMPLES / source.name / file).is_file()]
    assert not absent, f"tests/samples/{source.name} lacks {absent}"


@every_source
def test_sample_reads_and_has_rows(source: Source):
    assert source.read(SAMPLES / source.name).count().to_pyarrow().as_py() > 0


@every_source
def test_every_column_of_the_sample_is_read_or_ignored_by_name(source: Source):
    read = set(source.read(SAMPLES / source.name).columns)
    for file in source.files:
        raw = _columns(SAMPLES / source.name / file)
        assert raw == read | set(source.ignore) & raw
    assert not read & set(source.ignore)


@every_source
def test_who_made_it_and_on_what_terms_is_told(source: Source):
    assert source.producer
    assert source.title
    assert source.citation
    assert source.url.startswith("http")
    assert source.licence.name
    assert source.licence.url.startswith("http")
    assert source.licence.note or source.licence.name.startswith("CC")
    assert source.licence.non_commercial == ("non-commercial" in source.licence.note.lower())
    assert source.updates in {"daily", "yearly", "ended", "irregular"}
    assert source.covers[0] <= (source.covers[1] or 9999)
    assert source.lag_days >= 0


@every_source
def test_a_reader_says_what_a_row_is(source: Source):
    assert (source.read.__doc__ or "").startswith("One row per")


@every_source
def test_absent_file_is_named_with_its_source(source: Source, tmp_path: Path):
    with pytest.raises(BrokenFileError, match=source.name) as caught:
        source.read(tmp_path)
    assert Path(source.files[0]).name in caught.value.where
    assert "edition build" in caught.value.fix


def test_new_column_stops_the_reading(tmp_path: Path):
    file = _copy("goods_trade_totals", tmp_path)
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(line + ",revised" for line in lines), encoding="utf-8")
    with pytest.raises(BrokenFileError, match=r"has new columns \['revised'\]") as caught:
        sources["goods_trade_totals"].read(tmp_path)
    assert "ignore" in caught.value.fix


def test_column_that_is_gone_stops_the_reading(tmp_path: Path):
    file = _copy("world_bank_gdp", tmp_path)
    text = file.read_text(encoding="utf-8").replace("gdp_current_usd", "gdp")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BrokenFileError, match=r"lacks \['gdp_current_usd'\] and has new"):
        sources["world_bank_gdp"].read(tmp_path)


def test_rows_that_may_not_be_passed_on_are_marked():
    bound = {source.name for source in sources if not source.licence.may_redistribute}
    assert bound == {
        "fbic_influence",
        "icews_event_years",
        "sipri_arms_transfers",
        "sipri_military_expenditure",
    }


def _copy(name: str, folder: Path) -> Path:
    shutil.copytree(SAMPLES / name, folder, dirs_exist_ok=True)
    return folder / sources[name].files[0]


def _columns(path: Path) -> set[str]:
    if path.suffix == ".parquet":
        return set(ibis.read_parquet(path).columns)
    head = 11 if path.name.startswith("sipri_trade_register") else 0
    rows = ibis.read_csv(path, all_varchar=True, header=True, skip=head, delim=",")
    return set(rows.columns)
