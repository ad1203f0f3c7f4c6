"""The folder of a brief: whole or not at all, and nobody else's file is touched."""

from __future__ import annotations

import csv
import hashlib
import json
import multiprocessing
import os
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from sample import sample, stand_in_drawer

from entente.assessment import Assessed, Assessment
from entente.brief.figures.drawing import drawer
from entente.brief.pages import site
from entente.brief.pages.site import write_brief
from entente.brief.pages.views import source_name
from entente.errors import BrokenFileError, UnsourcedNumberError
from entente.settings import Settings


@pytest.fixture(autouse=True)
def _stand_in(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(site, "drawer", lambda _: stand_in_drawer())


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "brief"


def listing(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_brief_holds_pages_rows_citations_and_the_assessment(out: Path):
    written = write_brief(sample(), out, ("html", "md"), settings=Settings())
    names = {path.relative_to(out).as_posix() for path in written}
    assert names == set(listing(out))
    assert {"index.html", "style.css", "brief.md", "assessment.json", "SHA256SUMS"} <= names
    for claim in sample().assessment.claims:
        assert {f"claims/{claim.id}.html", f"rows/{claim.id}.csv"} <= names
        assert {f"cite/{claim.id}.{ending}" for ending in ("bib", "ris", "json")} <= names


def test_rows_and_assessment_are_written_whatever_the_format(out: Path):
    write_brief(sample(), out, ("md",), settings=Settings())
    assert set(listing(out)) == {
        "LICENSES.md",
        "SHA256SUMS",
        "assessment.json",
        "brief.md",
        *(f"rows/{claim.id}.csv" for claim in sample().assessment.claims),
    }


def test_the_terms_of_the_rows_lie_beside_them(assessed: Assessed, out: Path):
    write_brief(assessed, out, ("md",), settings=Settings())
    text = (out / "LICENSES.md").read_text(encoding="utf-8")
    sections = {part.partition("\n")[0]: part for part in text.split("\n## ")[1:]}
    votes = sections["un\\_general\\_assembly\\_votes"]
    assert "- Terms: UN terms of use, non-commercial use only: https://www.un.org/" in votes
    assert "`rows/norms-ties-deepen.csv`" in votes
    assert "- Terms: CC BY 4.0: https://" in sections["ledger"]
    for path in out.glob("rows/*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            names = {source_name(row["source"]) for row in csv.DictReader(file)}
        for name in names:
            assert f"`rows/{path.name}`" in sections[name.replace("_", "\\_")]
    brief = (out / "brief.md").read_text(encoding="utf-8")
    assert "Terms: UN terms of use, non-commercial use only." in brief


def test_the_same_assessment_gives_the_same_bytes(tmp_path: Path):
    write_brief(sample(), tmp_path / "a", settings=Settings())
    write_brief(sample(), tmp_path / "b", settings=Settings())
    assert listing(tmp_path / "a") == listing(tmp_path / "b")


def test_nothing_is_written_where_a_number_leads_to_no_rows(tmp_path: Path):
    assessed = sample()
    bare = Assessed(assessed.assessment, {**assessed.rows, "arms-deepen": []})
    with pytest.raises(UnsourcedNumberError):
        write_brief(bare, tmp_path / "brief", ("html",), settings=Settings())
    assert not list(tmp_path.iterdir())


def test_the_markdown_is_refused_too_where_a_number_leads_to_no_rows(out: Path):
    assessed = sample()
    bare = Assessed(assessed.assessment, {**assessed.rows, "joint-patrols": []})
    with pytest.raises(UnsourcedNumberError):
        write_brief(bare, out, ("md",), settings=Settings())


def test_a_later_brief_replaces_ours_and_leaves_all_else(out: Path):
    write_brief(sample(), out, ("html", "md"), settings=Settings())
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    (out / "rows" / "mine.csv").write_text("mine", encoding="utf-8")
    fewer = sample([c for c in sample().assessment.claims if c.id != "arms-deepen"])
    write_brief(fewer, out, ("html",), settings=Settings())
    held = listing(out)
    assert held["notes.txt"] == held["rows/mine.csv"] == b"mine"
    assert "claims/arms-deepen.html" not in held
    assert "brief.md" not in held
    assert "claims/joint-patrols.html" in held


@pytest.mark.parametrize("call", [1, 2, 3, 12, 40])
def test_a_brief_that_was_killed_as_it_moved_in_is_replaced_by_the_next(
    out: Path, tmp_path: Path, call: int
):
    write_brief(sample(), out, ("md",), settings=Settings())
    # The process ends at the n-th move, with nothing done after it.
    killed = multiprocessing.get_context("fork").Process(target=_killed_at, args=(call, out))
    killed.start()
    killed.join()
    assert killed.exitcode == 9
    write_brief(sample(), out, ("html",), settings=Settings())
    write_brief(sample(), tmp_path / "whole", ("html",), settings=Settings())
    assert listing(out) == listing(tmp_path / "whole")
    assert not list(out.glob(".entente-*"))


def _killed_at(call: int, out: Path) -> None:
    replace_file, calls = Path.replace, count(1)

    def fail(self: Path, target: Path) -> Path:
        if next(calls) == call:
            os._exit(9)
        return replace_file(self, target)

    Path.replace = fail  # type: ignore[method-assign] (in a process that ends here)
    write_brief(sample(), out, ("html",), settings=Settings())
    os._exit(0)


def test_a_file_of_somebody_else_in_the_way_stops_the_brief(out: Path):
    out.mkdir()
    (out / "index.html").write_text("mine", encoding="utf-8")
    with pytest.raises(BrokenFileError, match=r"index\.html"):
        write_brief(sample(), out, ("html",), settings=Settings())
    assert listing(out) == {"index.html": b"mine"}


def test_a_list_of_files_that_leads_out_of_the_folder_is_not_followed(out: Path, tmp_path: Path):
    out.mkdir()
    outside = tmp_path / "outside.txt"
    outside.write_text("mine", encoding="utf-8")
    (out / "SHA256SUMS").write_text(f"0  ../outside.txt\n0  {outside}\n", encoding="utf-8")
    write_brief(sample(), out, ("md",), settings=Settings())
    assert outside.read_text(encoding="utf-8") == "mine"


def test_nothing_is_left_beside_the_folder(tmp_path: Path):
    write_brief(sample(), tmp_path / "brief", ("md",), settings=Settings())
    write_brief(sample(), tmp_path / "brief", ("md",), settings=Settings())
    assert [path.name for path in tmp_path.iterdir()] == ["brief"]


def test_the_sums_are_those_of_the_files(out: Path):
    write_brief(sample(), out, ("md",), settings=Settings())
    for line in (out / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest


def test_the_assessment_reads_back(out: Path):
    write_brief(sample(), out, ("md",), settings=Settings())
    text = (out / "assessment.json").read_text(encoding="utf-8")
    assert Assessment.model_validate_json(text).to_json() == text


def test_a_text_that_a_spreadsheet_would_run_is_quoted(out: Path):
    assessed = sample()
    first, *rest = assessed.rows["joint-patrols"]
    harmful = replace(first, what='=HYPERLINK("http://x")', unit="@unit", value=-3.5)
    rows = {**assessed.rows, "joint-patrols": [harmful, *rest]}
    write_brief(Assessed(assessed.assessment, rows), out, ("md",), settings=Settings())
    with (out / "rows" / "joint-patrols.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert row["what"] == '\'=HYPERLINK("http://x")'
    assert row["unit"] == "'@unit"
    assert row["value"] == "-3.5"


def test_the_csv_holds_every_row(out: Path):
    write_brief(sample(), out, ("md",), settings=Settings())
    for claim in sample().assessment.claims:
        with (out / "rows" / f"{claim.id}.csv").open(encoding="utf-8", newline="") as file:
            assert len(list(csv.DictReader(file))) == claim.rows


def test_citations_are_read_by_the_usual_readers(out: Path):
    write_brief(sample(), out, ("html",), settings=Settings())
    title = "They use joint air and naval patrols around Japan: what open data say"
    bib = parse_string((out / "cite/joint-patrols.bib").read_text(encoding="utf-8"))
    assert bib.entries[0]["title"] == f"{{{title}}}"  # braces keep its capitals
    ris = rispy.loads((out / "cite/joint-patrols.ris").read_text(encoding="utf-8"))
    assert ris[0]["title"] == title
    csl = json.loads((out / "cite/joint-patrols.json").read_text(encoding="utf-8"))
    assert csl[0]["title"] == title
    assert csl[0]["issued"] == {"date-parts": [[2026, 11, 24]]}


def test_the_markdown_tells_flips_verdicts_and_overdue_values(out: Path):
    write_brief(sample(), out, ("md",), settings=Settings())
    text = (out / "brief.md").read_text(encoding="utf-8")
    assert "**mixed → contradicted** (no such change)." in text
    assert "[+2.6 points a year (+0.6 to +4.7)](rows/norms-deepening.csv)" in text
    assert "Overdue: The figure for fiscal 2025" in text
    assert "undetermined now (leans against)" in text


def test_progress_is_told_step_by_step(out: Path):
    steps: list[str] = []
    write_brief(sample(), out, ("html", "md"), progress=steps.append, settings=Settings())
    assert steps[0] == "pages"
    assert "claims/joint-patrols.html" in steps
    assert steps[-1] == "brief.md"


def test_a_case_of_another_region_has_a_brief_without_a_map(tmp_path, monkeypatch):
    monkeypatch.setattr(site, "drawer", drawer)
    assessed = sample()
    elsewhere = assessed.assessment.model_copy(update={"region": "Bay of Bengal"})
    out = tmp_path / "brief"
    write_brief(Assessed(elsewhere, assessed.rows), out, settings=Settings())
    front = (out / "index.html").read_text(encoding="utf-8")
    pages = [front, *(page.read_text(encoding="utf-8") for page in out.glob("claims/*.html"))]
    for page in pages:
        assert "#map" not in page
        assert "Where they act together" not in page
        assert "Natural Earth" not in page
    assert "Where they act together" not in (out / "brief.md").read_text(encoding="utf-8")
    write_brief(assessed, tmp_path / "with", ("html",), settings=Settings())
    assert 'id="map"' in (tmp_path / "with" / "index.html").read_text(encoding="utf-8")
