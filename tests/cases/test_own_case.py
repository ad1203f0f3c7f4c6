"""An own case: any number of partners, no map, its own ledger's title, and every fault at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from conftest import CASE, Said
from entente.cases.folder import read_case
from entente.data.study import Study
from entente.errors import BrokenFileError
from own_case import write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from entente.settings import Settings


@pytest.mark.parametrize(
    "partners", [["BRA"], ["BRA", "IND"], ["BRA", "IND", "ZAF"]], ids=["one", "two", "three"]
)
def test_a_case_of_any_number_of_partners_is_checked_assessed_and_written(
    run: Callable[..., Said], tmp_path: Path, partners: list[str]
):
    folder = write(tmp_path / "own", partners)
    assert run("case", "check", str(folder)).code == 0
    assert run("assess", str(folder)).code == 0
    said = run("brief", str(folder), "--format", "html,md", "--out", str(tmp_path / "out"))
    assert said.code == 0, said.err
    assert run("recompute", str(folder), "--from", str(tmp_path / "out")).code == 0


def test_three_partners_make_three_pairs_and_one_makes_none(bundled: Settings):
    import datetime as dt

    from entente.data.question import Question
    from entente.data.vintages import Vintage
    from entente.errors import ScopeError

    now = Vintage(dt.date(2026, 11, 24), "now")
    asked = Question(measure="vote_agreement")
    points = Study(bundled, ["BRA", "IND", "ZAF"]).points(asked, now)
    assert {point.label for point in points} == {"BRA-IND", "BRA-ZAF", "IND-ZAF"}
    with pytest.raises(ScopeError, match="two states, not 1"):
        Study(bundled, ["BRA"]).points(asked, now)


def test_every_fault_is_told_at_once_with_its_line_and_what_to_write(
    run: Callable[..., Said], tmp_path: Path
):
    folder = write(tmp_path / "own", ["BRA", "IND"], published="2029-13")
    path = folder / "house-2024.yml"
    text = path.read_text("utf-8").replace("matters: 0.01", "matters: yes")
    path.write_text(text.replace("blind_to:", "blindto:"), encoding="utf-8")
    told = [run(*words, str(folder)).err for words in (("case", "check"), ("assess",))]
    assert told[0] == told[1]
    assert "'2029-13' is no date of the calendar" in told[0]
    assert "matters: True is not a number" in told[0]
    assert "did you mean blind_to?" in told[0]
    assert told[0].count(f"{path}:") >= 4
    assert "Traceback" not in told[0]


def test_a_folder_without_a_case_is_told_as_one(bundled: Settings, tmp_path: Path):
    with pytest.raises(BrokenFileError, match="no such file"):
        read_case(str(tmp_path), bundled)


def test_the_bundled_case_names_its_ledger(files: Any):
    assert files.slug == CASE
    assert files.case.ledger == "Entente ledger of China-Russia activity"
