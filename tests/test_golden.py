"""What a reader and a database see, kept as files: a change of them is reviewed as a diff."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from entente.brief.pages.site import write_brief
from entente.data.store import STATEMENTS, write_statements

if TYPE_CHECKING:
    from entente.assessment import Assessed

GOLDEN = Path(__file__).parent / "golden"
WRITE = os.environ.get("ENTENTE_GOLDEN") == "write"


@pytest.fixture(scope="module")
def brief(assessed: Assessed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("golden") / "brief"
    write_brief(assessed, folder, ("html", "md"))
    return folder


@pytest.mark.parametrize("name", ["brief.md", "claims/japan-air-patrols.html"])
def test_the_brief_is_as_it_was_reviewed_golden(brief: Path, name: str):
    written = (brief / name).read_text(encoding="utf-8")
    kept = GOLDEN / Path(name).name
    if WRITE:
        kept.write_text(written, encoding="utf-8")
    assert kept.read_text(encoding="utf-8") == written, "run `make golden` and review the diff"


def test_the_kept_statements_are_those_of_the_measures_golden(tmp_path: Path):
    if WRITE:
        write_statements()
    write_statements(tmp_path)
    fresh = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    kept = {path.name: path.read_text(encoding="utf-8") for path in STATEMENTS.iterdir()}
    assert kept == fresh, "run `make golden` and review the diff"
