"""The page that holds a second report against the first: its numbers, its links, its words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sample import sample, stand_in_drawer

from entente.brief.pages import site
from entente.brief.pages.check import read_page
from entente.brief.pages.site import write_brief
from entente.errors import UnsourcedNumberError
from entente.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from entente.assessment import Assessed, ClaimAssessment

PAGE = "compare-second-2025.html"
TITLE = "Apart & <b>apart</b>: 2 states"


@pytest.fixture(autouse=True)
def _stand_in(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(site, "drawer", lambda _: stand_in_drawer())


def rival() -> Assessed:
    """A second report that says the opposite of each lens of the sample's."""

    def turned(claim: ClaimAssessment) -> ClaimAssessment:
        lenses = [
            lens.model_copy(
                update={"direction": "down", "title": f"{lens.title}, turned"}
                if lens.form == "trend"
                else {}
            )
            for lens in claim.lenses
        ]
        return claim.model_copy(update={"title": f"Not so: {claim.title}", "lenses": lenses})

    held = sample()
    record = held.assessment.record | {
        "title": TITLE,
        "institution": "Second House (SH)",
        "published": "2025-05",
    }
    claims = [turned(claim) for claim in held.assessment.claims]
    changes = {"report": "second-2025", "record": record, "claims": claims}
    return replace(held, assessment=held.assessment.model_copy(update=changes))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_brief(sample(), tmp_path / "brief", ("html", "md"), others=[rival()], settings=Settings())
    return tmp_path / "brief"


def test_the_page_is_led_to_from_the_front_page_and_leads_to_both(folder: Path):
    front = (folder / "index.html").read_text(encoding="utf-8")
    assert f'href="{PAGE}"' in front
    page = (folder / PAGE).read_text(encoding="utf-8")
    for target in ("index.html", "second-2025/index.html"):
        assert f'href="{target}"' in page
    for link in re.findall(r'href="([^"#]+\.html)', page):
        assert (folder / link).is_file(), link


def test_every_number_of_the_page_leads_to_the_rows_of_its_own_report(folder: Path):
    seen = read_page((folder / PAGE).read_text(encoding="utf-8"))
    assert not seen.bare
    pages = {page for page, _ in seen.links if page}
    assert "claims/norms-deepening.html" in pages
    assert "second-2025/claims/norms-deepening.html" in pages
    for page, place in seen.links:
        if page:
            target = read_page((folder / page).read_text(encoding="utf-8"))
            assert place in target.places, f"{page}#{place}"


def test_the_clashes_stand_first_with_what_each_says(folder: Path):
    page = (folder / PAGE).read_text(encoding="utf-8")
    order = [page.index(f'id="{name}"') for name in ("clash", "agree", "different")]
    assert order == sorted(order)
    clash = page[order[0] : order[1]]
    assert "It rises." in clash
    assert "It falls." in clash
    assert "Joint patrols" not in clash
    assert "Joint patrols" in page[order[1] : order[2]]


def test_a_page_is_refused_when_the_rows_of_the_second_report_are_stripped(tmp_path: Path):
    bare = replace(rival(), rows={})
    with pytest.raises(UnsourcedNumberError):
        write_brief(sample(), tmp_path / "brief", ("html",), others=[bare], settings=Settings())
    assert not (tmp_path / "brief").exists()


def test_the_words_of_a_report_are_escaped(folder: Path):
    for path in (PAGE, "index.html", "second-2025/index.html"):
        page = (folder / path).read_text(encoding="utf-8")
        assert "<b>apart</b>" not in page, path
    text = (folder / "brief.md").read_text(encoding="utf-8")
    assert "## Beside SH 2025" in text
    assert "Apart & \\<b>apart\\</b>" in text


def test_the_text_leads_to_the_rows_of_both_reports(folder: Path):
    text = (folder / "brief.md").read_text(encoding="utf-8")
    links = set(re.findall(r"\]\(([^)]+\.csv)\)", text))
    assert {"rows/norms-deepening.csv", "second-2025/rows/norms-deepening.csv"} <= links
    assert all((folder / link).is_file() for link in links)


def test_a_brief_without_a_second_report_loses_its_pages(folder: Path):
    write_brief(sample(), folder, ("html",), settings=Settings())
    assert not (folder / PAGE).exists()
    assert not (folder / "second-2025").exists()
    assert "Beside other reports" not in (folder / "index.html").read_text(encoding="utf-8")


def test_the_pages_of_one_report_are_the_same_with_and_without_another(
    folder: Path, tmp_path: Path
):
    write_brief(sample(), tmp_path / "alone", ("html",), settings=Settings())
    for path in sorted((tmp_path / "alone").rglob("claims/*.html")):
        beside = folder / path.relative_to(tmp_path / "alone")
        assert path.read_bytes() == beside.read_bytes(), path.name


def test_a_comparison_is_written_the_same_each_time(folder: Path, tmp_path: Path):
    write_brief(sample(), tmp_path / "again", ("html", "md"), others=[rival()], settings=Settings())
    sums = [(place / "SHA256SUMS").read_bytes() for place in (folder, tmp_path / "again")]
    assert sums[0] == sums[1]


def test_every_header_of_the_page_says_its_scope(folder: Path):
    page = (folder / PAGE).read_text(encoding="utf-8")
    assert "<th>" not in page
    assert all("scope=" in tag for tag in re.findall(r"<th\b[^>]*>", page))
