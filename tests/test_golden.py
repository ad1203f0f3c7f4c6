"""What a reader and a database see, kept as files: a change of them is reviewed as a diff."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from entente.brief.pages.site import write_brief
from entente.data.statements import compiled
from entente.measures import measures
from entente.settings import Settings

if TYPE_CHECKING:
    from entente.assessment import Assessed
    from entente.measures import Measure

GOLDEN = Path(__file__).parent / "golden"
WRITE = os.environ.get("ENTENTE_GOLDEN") == "write"


@pytest.fixture(scope="module")
def brief(assessed: Assessed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("golden") / "brief"
    write_brief(assessed, folder, ("html", "md"), settings=Settings())
    return folder


@pytest.mark.parametrize("name", ["brief.md", "claims/japan-air-patrols.html"])
def test_the_brief_is_as_it_was_reviewed_golden(brief: Path, name: str):
    written = (brief / name).read_text(encoding="utf-8")
    kept = GOLDEN / Path(name).name
    if WRITE:
        kept.write_text(written, encoding="utf-8")
    assert kept.read_text(encoding="utf-8") == written, "run `make golden` and review the diff"


@pytest.mark.parametrize("measure", list(measures), ids=lambda measure: measure.name)
def test_the_statement_of_a_measure_is_as_it_was_reviewed_golden(measure: Measure):
    kept = GOLDEN / "sql" / f"{measure.name}.sql"
    written = compiled(measure.compute, measure.uses) + "\n"
    if WRITE:
        kept.write_text(written, encoding="utf-8")
    assert kept.read_text(encoding="utf-8") == written, "run `make golden` and review the diff"


def test_every_kept_statement_is_of_a_measure_golden():
    kept = {path.stem for path in (GOLDEN / "sql").glob("*.sql")}
    assert kept == {measure.name for measure in measures}
