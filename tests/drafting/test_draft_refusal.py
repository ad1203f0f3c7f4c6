from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from entente.cases.contract import Report
from entente.cases.folder import read_case
from entente.errors import BrokenFileError
from entente.settings import settings

if TYPE_CHECKING:
    from pathlib import Path

CASE = """\
title: A and B
short: A-B
partners: ["CHN", "RUS"]
states: ["CHN", "RUS"]
region: East Asia
theatres: [japan]
reports: [a-report]
"""

REVIEWED = """\
record:
  title: A Sea Apart
  authors: []
  published: "2024"
  institution: An Institute
  summary: Two states sail together.
  sentences: 1
claims:
  - id: votes-rise
    title: They vote alike
    says: They vote ever more alike.
    locator: abstract, sentence 1
    sentences: [1]
    form: trend
    fields: [diplomatic]
    contradicted_if: They vote less alike.
    lenses:
      - id: votes
        title: Votes
        asks: Supported if the share rises.
        measure: vote_agreement
        states: ["CHN", "RUS"]
        criterion: rises
        window: {from: 2013}
        matters: 0.01
        proxy: direct
        blind_to: Consensus.
"""


def a_case(folder: Path, report: str) -> str:
    (folder / "case.yml").write_text(CASE, encoding="utf-8")
    (folder / "a-report.yml").write_text(report, encoding="utf-8")
    return str(folder)


def test_a_reviewed_report_is_read(tmp_path: Path) -> None:
    assert read_case(a_case(tmp_path, REVIEWED), settings()).report.claims[0].id == "votes-rise"


def test_a_reviewed_report_may_say_that_it_is_no_draft(tmp_path: Path) -> None:
    read_case(a_case(tmp_path, REVIEWED + "draft: false\n"), settings())


@pytest.mark.parametrize("yes", ["true", "yes", '"true"', "1", "anything"])
def test_a_draft_is_refused_with_its_line_and_what_to_do(tmp_path: Path, yes: str) -> None:
    with pytest.raises(BrokenFileError) as caught:
        read_case(a_case(tmp_path, f"# made\ndraft: {yes}\n{REVIEWED}"), settings())
    assert "draft that nobody has reviewed" in caught.value.what
    assert caught.value.where.endswith("a-report.yml:2")
    assert "remove `draft`" in caught.value.fix


@pytest.mark.parametrize(
    ("slot", "line"),
    [
        ("    says: They vote ever more alike.", 11),
        ("    contradicted_if: They vote less alike.", 16),
        ("        window: {from: 2013}", 24),
        ("        matters: 0.01", 25),
        ("        proxy: direct", 26),
        ("        blind_to: Consensus.", 27),
    ],
)
def test_an_empty_slot_is_refused_with_its_line(tmp_path: Path, slot: str, line: int) -> None:
    name = slot.split(":", maxsplit=1)[0]
    lens = "votes." if line > 16 else ""
    for empty in ("", ' ""'):
        report = REVIEWED.replace(slot, f"{name}:{empty}")
        with pytest.raises(BrokenFileError) as caught:
            read_case(a_case(tmp_path, report), settings())
        assert f"1 empty slot: votes-rise.{lens}{name.strip()} (line {line})." in caught.value.what
        assert "draft" not in caught.value.fix
        assert caught.value.where.endswith(f"a-report.yml:{line}")


def test_a_draft_is_refused_as_data_too() -> None:
    with pytest.raises(ValueError, match="nobody has reviewed"):
        Report.model_validate({"draft": True, "record": {}, "claims": []})


def test_all_empty_slots_are_named_at_once_with_their_lines(tmp_path: Path) -> None:
    report = REVIEWED
    for key in ("summary", "says", "matters", "proxy"):
        report = re.sub(rf"( {key}:).*", r"\1", report)
    report = report.replace("criterion: rises", "criterion:")
    report += "        options: {at: }\n        where: {sets: , theatre: japan}\n"
    report += "        against: [{measure: vote_agreement, states: , window: {from: 1, to: }}]\n"
    with pytest.raises(BrokenFileError) as caught:
        read_case(a_case(tmp_path, report), settings())
    names = re.findall(r"([\w.-]+) \(line (\d+)\)", caught.value.what)
    assert [name.removeprefix("votes-rise.") for name, _ in names] == [
        *("record.summary", "says", "votes.criterion", "votes.matters", "votes.proxy"),
        *("votes.options.at", "votes.where.sets", "votes.against.0.states"),
    ]
    lines = report.splitlines()
    for name, line in names:
        last = name.rpartition(".")[2]
        assert f"{last}:" in lines[int(line) - 1]


def test_a_draft_names_its_slots_and_asks_for_its_mark_to_go(tmp_path: Path) -> None:
    report = REVIEWED.replace("says: They vote ever more alike.", "says:")
    with pytest.raises(BrokenFileError) as caught:
        read_case(a_case(tmp_path, f"draft: true\n{report}"), settings())
    assert "1 empty slot: votes-rise.says (line 12)." in caught.value.what
    assert caught.value.fix == "fill in each slot, then remove `draft`"
