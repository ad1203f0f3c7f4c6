"""Sets of resolutions that a case names for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from entente.cases.check import check_case
from entente.cases.folder import CaseFiles, read_case
from entente.data.question import Question
from entente.data.store import Store
from entente.data.study import Study
from entente.errors import UnknownNameError
from entente.yaml_files import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from entente.settings import Settings

MEMBERSHIP = ["A/RES/ES-11/1", "A/RES/ES-11/3", "A/RES/ES-11/4"]


def with_sets(bundled: Settings, folder: Path, sets: str) -> CaseFiles:
    """Return the shipped case with sets of its own."""
    shipped = read_case("china-russia-east-asia", bundled)
    held = shipped.case_file.path.read_text(encoding="utf-8")
    (folder / "case.yml").write_text(f"{held}\nsets:\n{sets}", encoding="utf-8")
    return CaseFiles("own", read_yaml(folder / "case.yml"), shipped.report_file)


def test_a_set_of_the_case_counts_its_texts_and_no_others(bundled: Settings, tmp_path: Path):
    files = with_sets(
        bundled,
        tmp_path,
        f"  first_texts: {{meaning: the first three, resolutions: [{', '.join(MEMBERSHIP)}]}}\n",
    )
    assert check_case(files, bundled) == []
    study = Study(bundled, ["CHN", "RUS"], store=Store(bundled, named=files.case.named_sets))
    for name in ("vote_agreement", "vote_with_partner"):
        rows = study.table(Question(measure=name, where={"set": "first_texts"})).to_pylist()
        assert [(row["year"], row["n"]) for row in rows] == [(2022, 3)]
    with pytest.raises(UnknownNameError):
        Study(bundled, ["CHN", "RUS"]).table(
            Question(measure="vote_agreement", where={"set": "first_texts"})
        )


@pytest.mark.parametrize(
    ("sets", "words"),
    [
        ("  own: {meaning: x, resolutions: [A/RES/ES-11/99]}\n", "'A/RES/ES-11/99'"),
        ("  contested: {meaning: x, resolutions: [A/RES/ES-11/1]}\n", "already"),
    ],
)
def test_a_set_that_cannot_be_is_refused_with_its_line(
    bundled: Settings, tmp_path: Path, sets: str, words: str
):
    faults = check_case(with_sets(bundled, tmp_path, sets), bundled)
    assert len(faults) == 1
    assert words in str(faults[0])
    assert "case.yml:" in str(faults[0])
