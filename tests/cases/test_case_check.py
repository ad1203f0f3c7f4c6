"""The check of a case: every fault of its rules is found before they are run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import CASE
from entente.cases.check import check_case, refuse_faults
from entente.cases.folder import CaseFiles, read_case
from entente.errors import BrokenFileError
from entente.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from entente.assessment import Assessed


def spoil(observatory: Path, old: str, new: str, name: str = "cnas-2024.yml") -> int:
    """Change the first place where a text stands in a file of the case and give its line."""
    path = observatory / "cases" / CASE / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def faults(observatory: Path) -> list[BrokenFileError]:
    found = Settings(observatory=observatory, cache=None)
    return check_case(read_case(CASE, found), found)


def test_the_bundled_case_has_no_fault(files: CaseFiles, bundled: Settings, assessed: Assessed):
    assert check_case(files, bundled) == []
    assert len(assessed.assessment.claims) == len(files.report.claims)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("measure: leaders_meeting_count", "measure: leaders_meeting", "No measure is called"),
        ("criterion: rises", "criterion: rise", "No criterion is called"),
        ('states: ["CHN", "RUS"]', 'states: ["CHN", "RSU"]', "No state is called 'RSU'"),
        ("theatres: [japan]", "theatres: [japn]", "No theatre is called 'japn'"),
        ("theatre: japan", "theatre: jpan", "No theatre is called 'jpan'"),
        ("instrument: joint_air_patrol", "instrument: air_patrol", "No instrument is called"),
        ("options: {at: 2022-02-24}", "options: {day: 2022-02-24}", "options.at of shifts_after"),
        ("where: {set: all}", "where: {kind: all}", "cannot be narrowed by 'kind'"),
        ("window: {from: -12, to: -3}", "window: {from: -12, to: -2}", "overlap"),
        ("vary: {window.from: [0, 1, 2],", "vary: {windw.from: [0, 1, 2],", "windw.from"),
        ("forecasts:\n      - id: trade-share-2028", None, "forecaster"),
    ],
)
def test_a_fault_is_found_and_named_with_its_line(
    observatory: Path, old: str, new: str | None, words: str
):
    if new is None:
        new = f"{old}\n        forecaster: crystal_ball"
    line = spoil(observatory, old, new)
    (first, *_) = faults(observatory)
    assert words in first.what
    path, _, told = first.where.rpartition(":")
    assert path.endswith("cnas-2024.yml")
    assert abs(int(told) - line) <= 12
    with pytest.raises(BrokenFileError):
        found = Settings(observatory=observatory, cache=None)
        refuse_faults(read_case(CASE, found), found)


def test_a_run_names_every_fault_of_a_case_at_once(observatory: Path):
    spoil(observatory, "theme: fissures", "theme: fisures")
    spoil(observatory, "criterion: rises", "criterion: rise")
    found = Settings(observatory=observatory, cache=None)
    with pytest.raises(BrokenFileError) as caught:
        refuse_faults(read_case(CASE, found), found)
    assert str(caught.value).startswith("2 faults:")
    assert "'fisures'" in str(caught.value)
    assert "'rise'" in str(caught.value)
    assert all(fault.where in str(caught.value) for fault in faults(observatory))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("where: {set: contested}", "where: {set: contestd}"),
        ("theme: fissures", "theme: fisures"),
        ("field: military", "field: militry"),
    ],
)
def test_a_narrowing_that_nothing_can_fit_is_found(observatory: Path, old: str, new: str):
    spoil(observatory, old, new)
    assert faults(observatory)


def test_a_specification_that_reaches_into_the_own_past_is_found(observatory: Path):
    spoil(
        observatory,
        "options: {scale: ratio}",
        "options: {scale: ratio}\n        vary: {window.from: [-1, 0]}",
    )
    assert faults(observatory)


def test_a_difference_without_an_interval_is_refused_where_the_list_is_not_closed(
    observatory: Path,
):
    spoil(observatory, "options: {threshold: 0.5}", "options: {threshold: 0.5, exact: true}")
    assert faults(observatory)


def test_an_unknown_partner_and_theatre_of_the_case_are_found(observatory: Path):
    spoil(observatory, 'partners: ["CHN", "RUS"]', 'partners: ["CHN", "RUX"]', "case.yml")
    spoil(observatory, "theatres: [japan,", "theatres: [jap,", "case.yml")
    assert [fault.what.split(" (")[0] for fault in faults(observatory)[:2]] == [
        "No state is called 'RUX'",
        "No theatre is called 'jap'",
    ]


@pytest.mark.parametrize(
    ("vary", "words"),
    [
        ("{" + ", ".join(f"f{i}: [{'1, ' * 30}]" for i in range(30)) + "}", "specifications"),
        ("{id.x: [1]}", "varies 'id.x', which it does not have"),
        ("{window.from: [100000000000000]}", "cannot be shifted"),
    ],
)
def test_a_specification_that_cannot_be_is_a_fault_and_takes_no_memory(
    observatory: Path, vary: str, words: str
):
    old = "vary: {window.from: [0, 1, 2],"
    text = (observatory / "cases" / CASE / "cnas-2024.yml").read_text(encoding="utf-8")
    line = next(line.strip() for line in text.split("\n") if old in line)
    spoil(observatory, line, f"vary: {vary}")
    assert any(words in fault.what for fault in faults(observatory))
