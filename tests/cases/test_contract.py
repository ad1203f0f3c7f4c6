"""Claims: the contract of a report file, and that the bundled one keeps it."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from entente.cases.check import check_reports
from entente.cases.contract import Claim, Lens, Report, ReportRecord
from entente.cases.folder import case_names, find_claim, open_case, read_case, read_reports
from entente.data.window import Window
from entente.drafting.draft_yaml import write_draft
from entente.drafting.drafts import draft_claims
from entente.errors import BrokenFileError, UnknownNameError
from entente.library.record import Record
from entente.measures import measures
from entente.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Said
    from entente.cases.folder import CaseFiles

RECORD: dict[str, Any] = {
    "title": "T",
    "authors": ["A"],
    "published": "2024-09",
    "institution": "I",
    "summary": "S",
    "sentences": 1,
}
LENS: dict[str, Any] = {
    "id": "votes",
    "title": "Votes",
    "asks": "Supported if votes rise.",
    "measure": "vote_agreement",
    "criterion": "rises",
    "matters": 0.01,
    "proxy": "proxy",
    "blind_to": "words",
}
CLAIM: dict[str, Any] = {
    "id": "votes-rise",
    "title": "They vote more alike",
    "says": "They vote more alike.",
    "locator": "abstract, sentence 1",
    "sentences": [1],
    "form": "trend",
    "fields": ["diplomatic"],
    "contradicted_if": "They vote less alike.",
    "lenses": [LENS],
}


def test_a_whole_claim_is_read():
    report = Report.model_validate({"record": RECORD, "claims": [CLAIM]})
    assert report.claims[0].lenses[0].direction == "up"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"lenses": []}, "one of the three"),
        ({"not_testable": "because"}, "one of the three"),
        ({"contradicted_if": ""}, "empty slot: contradicted_if"),
        ({"form": "forecast"}, "go together"),
        ({"form": "guess"}, "form"),
        ({"id": "Votes Rise"}, "id"),
        ({"lenses": [LENS, LENS]}, "two lenses of one id"),
        ({"bogus": 1}, "bogus"),
        ({"title": "t" * 141}, "title"),
        ({"lenses": [LENS | {"matters": 0}]}, "above zero"),
        ({"lenses": [LENS | {"matters": -1}]}, "above zero"),
        ({"lenses": [LENS | {"proxy": "good"}]}, "proxy"),
        ({"lenses": [LENS | {"states": [False]}]}, "valid string"),
        ({"lenses": [LENS | {"states": ["no"]}]}, "pattern"),
        ({"lenses": [LENS | {"window": {"from": 2024, "to": 2013}}]}, "begins"),
        ({"lenses": [LENS | {"window": {"from": -3, "to": dt.date(2024, 1, 1)}}]}, "counts back"),
    ],
)
def test_a_claim_with_an_empty_or_a_wrong_slot_is_refused(change: dict[str, Any], words: str):
    with pytest.raises(ValidationError, match=words):
        Claim.model_validate(CLAIM | change)


@pytest.mark.parametrize("matters", [float("nan"), float("inf")])
def test_an_effect_that_matters_is_a_number(matters: float):
    with pytest.raises(ValidationError):
        Lens.model_validate(LENS | {"matters": matters})


@pytest.mark.parametrize(
    ("report", "words"),
    [
        ({"record": RECORD | {"sentences": 2}, "claims": [CLAIM]}, "no reason for sentence 2"),
        ({"record": RECORD, "claims": [CLAIM | {"sentences": [1, 3]}]}, "sentence 3 is beyond"),
        ({"record": RECORD, "claims": [CLAIM, CLAIM]}, "two claims are called votes-rise"),
        ({"record": RECORD | {"published": "September"}, "claims": [CLAIM]}, "published"),
    ],
)
def test_a_report_that_leaves_a_sentence_out_is_refused(report: dict[str, Any], words: str):
    with pytest.raises(ValidationError, match=words):
        Report.model_validate(report)


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2024-09", dt.date(2024, 9, 30)),
        ("2024-12", dt.date(2024, 12, 31)),
        ("2023", dt.date(2023, 12, 31)),
        ("2024-02-05", dt.date(2024, 2, 5)),
    ],
)
def test_a_date_by_month_is_its_last_day(published: str, day: dt.date):
    assert ReportRecord.model_validate(RECORD | {"published": published}).last_day == day


def test_a_window_counts_back_with_negative_numbers():
    assert Window.of(-2, 0).slides


# ---------------------------------------------------------------- the bundled case


def test_the_bundled_case_is_found_by_its_name(bundled: Settings, files: CaseFiles):
    assert files.slug in case_names(bundled)
    assert read_case(files.slug, bundled).report == files.report


def test_every_lens_of_the_bundled_case_says_its_rule(files: CaseFiles):
    for claim in files.report.claims:
        for lens in claim.lenses:
            assert lens.asks.startswith("Supported if"), lens.id
            assert lens.blind_to, lens.id
            assert lens.measure in measures, lens.id


def test_every_forecast_of_the_bundled_case_can_be_scored(files: CaseFiles):
    for claim in files.report.claims:
        for forecast in claim.forecasts:
            assert forecast.known_by > dt.date(forecast.resolves, 12, 31)
            assert f"{forecast.known_by.year}" in forecast.rule


def test_no_claim_quotes_the_report_at_length(files: CaseFiles):
    assert all(len(claim.says.split()) < 40 for claim in files.report.claims)


def test_an_unknown_case_names_the_known_ones(bundled: Settings):
    with pytest.raises(UnknownNameError, match="china-russia-east-asia"):
        read_case("china-russia-east-asi", bundled)


def test_a_case_is_read_from_a_folder(bundled: Settings, tmp_path: Path):
    with pytest.raises(BrokenFileError, match="no such file"):
        read_case(str(tmp_path), bundled)
    (tmp_path / "case.yml").write_text("title: X\n", encoding="utf-8")
    with pytest.raises(BrokenFileError, match="names no report file"):
        read_case(str(tmp_path), bundled)


# ---------------------------------------------------------------- several reports


def test_a_case_alone_is_its_first_report_and_case_and_report_name_another(
    bundled: Settings, files: CaseFiles
):
    assert files.report_slug == files.case.reports[0] == "cnas-2024"
    assert files.is_main
    second = read_case(f"{files.slug}/merics-2025", bundled)
    assert (second.address, second.is_main) == (f"{files.slug}/merics-2025", False)
    assert second.case == files.case


def test_all_reports_of_a_case_are_read_in_its_order(bundled: Settings, files: CaseFiles):
    held = read_reports(files.slug, bundled)
    assert [entry.report_slug for entry in held] == files.case.reports
    (one,) = read_reports(f"{files.slug}/merics-2025", bundled)
    assert one.report_slug == "merics-2025"


def test_a_report_is_found_by_its_own_name_where_only_one_has_it(
    bundled: Settings, observatory: Path
):
    assert read_case("merics-2025", bundled).report_slug == "merics-2025"
    cases = observatory / "cases"
    shutil.copytree(cases / "china-russia-east-asia", cases / "another-case")
    found = Settings(observatory=observatory, cache=None)
    with pytest.raises(UnknownNameError, match="2 cases have a report called 'merics-2025'"):
        read_case("merics-2025", found)
    assert read_case("another-case/merics-2025", found).slug == "another-case"


def test_a_report_in_a_folder_of_ones_own_is_named_behind_it(observatory: Path):
    folder = observatory / "cases" / "china-russia-east-asia"
    own = folder.rename(observatory / "own")
    found = Settings(observatory=observatory, cache=None)
    assert read_case(str(own), found).report_slug == "cnas-2024"
    assert read_case(f"{own}/merics-2025", found).report_slug == "merics-2025"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("china-russia-east-asia/merics-205", "did you mean merics-2025"),
        ("china-russia-east-asi/cnas-2024", "did you mean china-russia-east-asia"),
        ("china-russia-east-asia/../cnas-2024", "No case is called"),
        ("merics-205", "did you mean merics-2025"),
        ("nothing-like-it", "`entente list cases` names the cases and their reports"),
    ],
)
def test_an_unknown_report_names_the_known_ones(bundled: Settings, name: str, message: str):
    with pytest.raises(UnknownNameError, match=message):
        read_case(name, bundled)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("reports: []", "names no report file"),
        ("report: cnas-2024", "names no report file"),
        ("reports: [cnas-2024, cnas-2024]", "names a report twice"),
        ("reports: [../cnas-2024]", "is not written as it must be"),
        ("reports: [cnas-2042]", "There is no such file"),
    ],
)
def test_a_case_names_each_report_once_and_by_its_file(observatory: Path, line: str, message: str):
    path = observatory / "cases" / "china-russia-east-asia" / "case.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("reports: [cnas-2024, merics-2025]", line), encoding="utf-8")
    with pytest.raises(BrokenFileError, match=message):
        read_case("china-russia-east-asia", Settings(observatory=observatory, cache=None))


# ---------------------------------------------------------------- a draft among the reports


@pytest.fixture
def with_draft(observatory: Path) -> Settings:
    """The bundled case with a draft as its second report."""
    folder = observatory / "cases" / "china-russia-east-asia"
    case = folder / "case.yml"
    text = case.read_text(encoding="utf-8")
    case.write_text(
        text.replace("[cnas-2024, merics-2025]", "[cnas-2024, my-draft, merics-2025]"),
        encoding="utf-8",
    )
    draft = write_draft(draft_claims(Record(title="A Draft", abstract="Trade has grown.")))
    (folder / "my-draft.yml").write_text(draft, encoding="utf-8")
    return Settings(observatory=observatory, cache=None)


def test_a_draft_stops_no_reviewed_report_of_its_case(with_draft: Settings):
    opened = open_case("china-russia-east-asia", with_draft)
    assert list(opened.drafts) == ["my-draft"]
    read = read_reports("china-russia-east-asia", with_draft)
    assert [files.report_slug for files in read] == ["cnas-2024", "merics-2025"]
    assert read_case("merics-2025", with_draft).report_slug == "merics-2025"
    assert read_case("china-russia-east-asia", with_draft).is_main


@pytest.mark.parametrize("name", ["my-draft", "china-russia-east-asia/my-draft"])
@pytest.mark.parametrize("read", [read_case, read_reports])
def test_the_draft_itself_is_refused(with_draft: Settings, name: str, read: Any):
    with pytest.raises(BrokenFileError, match="draft that nobody has reviewed"):
        read(name, with_draft)


@pytest.mark.usefixtures("with_draft")
def test_the_commands_go_on_and_name_the_draft(run: Callable[..., Said]):
    code, out, _ = run("list", "cases")
    assert code == 0
    assert "cnas-2024, merics-2025, my-draft (draft, not reviewed)" in out
    code, out, err = run("list", "claims")
    assert code == 0
    listed = {line.split()[0].rpartition("/")[2] for line in out.splitlines()}
    assert {"cnas-2024", "merics-2025"} <= listed
    assert "my-draft" not in listed
    assert "my-draft: draft, not reviewed" in err
    code, out, err = run("case", "check", "china-russia-east-asia")
    assert (code, err) == (1, "")
    assert "my-draft.yml" in out
    assert "s1-trend.says" in out
    assert run("cite", "merics-2025")[0] == 0
    assert run("list", "claims", "my-draft")[0] == 2


# ---------------------------------------------------------------- every case that is here


@pytest.mark.parametrize("case", case_names(Settings()))
def test_every_case_keeps_its_contract(case: str, bundled: Settings):
    assert check_reports(read_reports(case, bundled), bundled) == []


@pytest.mark.parametrize("case", case_names(Settings()))
def test_every_title_of_a_claim_names_its_subject(case: str, bundled: Settings):
    unnamed = re.compile(r"^(?:They|Their|The two|Both|It|Its)\b")
    for files in read_reports(case, bundled):
        assert not [c.title for c in files.report.claims if unnamed.match(c.title)]


# ---------------------------------------------------------------- a claim among the reports


def test_a_claim_is_found_in_whichever_report_of_the_case_makes_it(bundled: Settings):
    case = "china-russia-east-asia"
    for files in read_reports(case, bundled):
        for claim in files.report.claims:
            for name in (case, files.address, files.report_slug):
                assert find_claim(name, claim.id, bundled).address == files.address


@pytest.mark.parametrize(
    ("name", "claim", "fix"),
    [
        ("cnas-2024", "ten-points-down", "china-russia-east-asia/merics-2025, which does"),
        ("china-russia-east-asia", "ten-pionts-down", "did you mean ten-points-down?"),
        ("merics-2025", "zzz", "`entente list claims merics-2025`"),
    ],
)
def test_a_claim_that_is_not_there_leads_to_where_it_may_be(
    bundled: Settings, name: str, claim: str, fix: str
):
    with pytest.raises(UnknownNameError) as caught:
        find_claim(name, claim, bundled)
    assert caught.value.fix == fix


def test_a_claim_that_two_reports_make_is_asked_for_by_report(observatory: Path):
    path = observatory / "cases" / "china-russia-east-asia" / "merics-2025.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("id: ten-points-down", "id: major-force"), encoding="utf-8")
    found = Settings(observatory=observatory, cache=None)
    with pytest.raises(UnknownNameError, match="2 reports of china-russia-east-asia") as caught:
        find_claim("china-russia-east-asia", "major-force", found)
    for address in caught.value.fix.split(" or "):
        assert find_claim(address, "major-force", found).address == address


def test_a_claim_is_looked_for_in_reviewed_reports_only(with_draft: Settings):
    case = "china-russia-east-asia"
    assert find_claim(case, "ten-points-down", with_draft).report_slug == "merics-2025"
    with pytest.raises(BrokenFileError, match="draft that nobody has reviewed"):
        find_claim(f"{case}/my-draft", "s1-trend", with_draft)
    with pytest.raises(UnknownNameError, match="No claim is called 's1-trend'"):
        find_claim(case, "s1-trend", with_draft)
