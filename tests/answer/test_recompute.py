"""Recompute: the printed numbers of a claim again, from its published rows alone."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from conftest import CASE, Said
from entente.answer.recompute import recompute
from entente.brief.pages.rows import rows_csv
from entente.errors import BrokenFileError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from entente.assessment import Assessed
    from entente.cases.folder import CaseFiles
    from entente.settings import Settings

# One a kind of measure; `make checks` takes every claim.
CLAIMS = (
    "norms-ties-deepen",
    "dependence-deepens",
    "japan-naval-patrols",
    "strain-on-self-defense-forces",
    "more-subservient",
)


@pytest.fixture(scope="module")
def published(assessed: Assessed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    (folder / "rows").mkdir()
    (folder / "assessment.json").write_text(assessed.assessment.to_json(), encoding="utf-8")
    for claim, rows in assessed.rows.items():
        (folder / "rows" / f"{claim}.csv").write_text(rows_csv(rows), encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", CLAIMS)
def test_every_printed_number_comes_out_again(
    published: Path, files: CaseFiles, bundled: Settings, name: str
):
    claim = next(claim for claim in files.report.claims if claim.id == name)
    numbers = recompute(claim, files, bundled, published)
    assert len(numbers) > 50
    assert [number for number in numbers if not number.same] == []


def test_a_row_that_was_altered_is_found_out(
    published: Path, files: CaseFiles, bundled: Settings, tmp_path: Path
):
    text = (published / "rows" / "dependence-deepens.csv").read_text("utf-8")
    mine = json.dumps("exports_total_usd_mn").replace('"', '""')
    assert mine in text
    (tmp_path / "rows").mkdir()
    altered = text.replace('""value"":', '""value"":1', 1)
    (tmp_path / "rows" / "dependence-deepens.csv").write_text(altered, encoding="utf-8")
    whole = (published / "assessment.json").read_text("utf-8")
    (tmp_path / "assessment.json").write_text(whole, encoding="utf-8")
    claim = next(claim for claim in files.report.claims if claim.id == "dependence-deepens")
    assert any(not number.same for number in recompute(claim, files, bundled, tmp_path))


def test_a_folder_without_a_brief_is_told(files: CaseFiles, bundled: Settings, tmp_path: Path):
    with pytest.raises(BrokenFileError, match="no brief in this folder"):
        recompute(files.report.claims[0], files, bundled, tmp_path)


def test_the_command_says_how_many_numbers_are_the_same(run: Callable[..., Said], published: Path):
    said = run("recompute", CASE, "japan-air-patrols", "--from", str(published))
    assert said.code == 0
    assert said.out.endswith(", 0 not the same\n")


ROW = "{lens},flow,a,world_bank_gdp,2024-01-01,{data}\n"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ('"{"', "Expecting property name"),
        ("[1]", "'[1]' is no row"),
        ('"{""year"": ""x""}"', "year is 'x'"),
        ('"{""year"": 1e300}"', "year is 1e+300"),
        ('"{""year"": true}"', "year is True"),
        ('"{""value"": NaN}"', "value is nan"),
        ("[" * 3000, "recursion"),
    ],
)
def test_rows_that_no_brief_wrote_are_refused_with_their_line(
    files: CaseFiles, bundled: Settings, published: Path, tmp_path: Path, data: str, words: str
):
    claim = next(claim for claim in files.report.claims if claim.id == "dependence-deepens")
    whole = (published / "assessment.json").read_text("utf-8")
    (tmp_path / "assessment.json").write_text(whole, encoding="utf-8")
    (tmp_path / "rows").mkdir()
    path = tmp_path / "rows" / f"{claim.id}.csv"
    head = "lens,table,row_id,source,known_on,data\n"
    path.write_text(head + ROW.format(lens=claim.lenses[0].id, data=data), encoding="utf-8")
    with pytest.raises(BrokenFileError, match=re.escape(words)) as caught:
        recompute(claim, files, bundled, tmp_path)
    assert caught.value.where.endswith(".csv:2")


def test_the_brief_of_another_report_is_refused(
    files: CaseFiles, bundled: Settings, published: Path, tmp_path: Path
):
    claim = next(claim for claim in files.report.claims if claim.id == "dependence-deepens")
    said = json.loads((published / "assessment.json").read_text("utf-8"))
    [kept] = [each for each in said["claims"] if each["id"] == claim.id]
    kept["lenses"] = kept["lenses"][1:]
    (tmp_path / "assessment.json").write_text(json.dumps(said), encoding="utf-8")
    shutil.copytree(published / "rows", tmp_path / "rows")
    with pytest.raises(BrokenFileError, match=f"Says nothing of {claim.lenses[0].id}"):
        recompute(claim, files, bundled, tmp_path)
