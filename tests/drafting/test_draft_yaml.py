from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from entente.cases.check import check_case
from entente.cases.folder import read_case
from entente.cases.unreviewed import SLOTS
from entente.drafting.draft_yaml import text_of, write_draft
from entente.drafting.drafts import draft_claims
from entente.errors import BrokenFileError
from entente.library.record import Record
from entente.settings import settings
from entente.yaml_files import read_yaml

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

# Made for this test: one sentence or more for each form, and some that claim nothing.
ABSTRACT = """\
This report examines how China and Russia deal with each other. Trade between the two has grown.
China and Russia fly joint aerial patrols around Japan and sell oil to each other. Since the
invasion of Ukraine, both countries have met more often. Russia is increasingly dependent on China.
Around Japan, Chinese and Russian aircraft move in step. Moscow's support for Beijing is
particularly loud during elections in Taiwan. These quarrels have not derailed their relationship.
China is the largest buyer of Russian oil. Russia will likely become more subservient to China.
Their weather is sometimes mild. Washington should act. Vientiane ponders Tuvalu's poetry, perhaps.
"""
RECORD = Record.model_validate(
    {
        "title": "Two Powers: China and Russia",
        "authors": ["A. Author"],
        "published": "2024-09",
        "institution": "An Institute",
        "abstract": ABSTRACT,
        "topics": ["Bilateral Relations"],
    }
)
FORMS = {
    *("trend", "existence", "break", "asymmetry", "co-movement", "event response", "no harm"),
    *("level", "forecast"),
}

FILLED: dict[str, Any] = {
    "title": "A claim",
    "says": "A paraphrase.",
    "asks": "Supported if so.",
    "matters": 1,
    "window": {"from": 2013},
    "proxy": "proxy",
    "blind_to": "Much.",
    "contradicted_if": "It was not so.",
    "resolves": 2030,
    "known_by": "2031-01-01",
    "threshold": 1,
    "rule": "Somebody reads it.",
    "not_testable": "No measure.",
    "at": "2022-02-24",
    "span_from": "2019-01-01",
}


def a_case(folder: Path, report: str) -> str:
    (folder / "case.yml").write_text(CASE, encoding="utf-8")
    (folder / "a-report.yml").write_text(report, encoding="utf-8")
    return str(folder)


class _Plain(yaml.SafeDumper):
    """Writes a value that stands twice twice."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 (PyYAML's own name)
        return True


def fill(value: Any, key: str = "") -> Any:
    """Fill the empty slots as a reviewer would; all else stays."""
    if isinstance(value, dict):
        return {name: fill(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [fill(each, key) for each in value]
    if value in (None, ""):
        stands = {
            "instrument": "joint_exercise",
            "unit": "share",
            "sets": "all",
            "states": ["RUS", "CHN"],
            "actors": ["RUS"],
            "summary": "A summary.",
        }
        return (FILLED | stands).get(key, value)
    return value


def review(draft: str) -> str:
    data = yaml.safe_load(draft)
    del data["draft"]
    return yaml.dump(fill(data), Dumper=_Plain, allow_unicode=True, sort_keys=False)


def test_a_draft_is_plain_yaml_that_is_refused_as_a_draft(tmp_path: Path) -> None:
    case = a_case(tmp_path, write_draft(draft_claims(RECORD)))
    assert read_yaml(tmp_path / "a-report.yml").data["draft"] is True
    with pytest.raises(BrokenFileError, match="draft that nobody has reviewed"):
        read_case(case, settings())


def test_a_draft_without_its_mark_is_refused_with_all_its_empty_slots(tmp_path: Path) -> None:
    draft = write_draft(draft_claims(RECORD)).replace("draft: true\n", "")
    with pytest.raises(BrokenFileError, match=r"\d+ empty slots") as caught:
        read_case(a_case(tmp_path, draft), settings())
    assert "a-report.yml:" in caught.value.where
    for claim in draft_claims(RECORD).claims:
        assert f"{claim.id}.says (line" in caught.value.what


def test_every_form_is_in_the_example() -> None:
    assert {claim.form.form for claim in draft_claims(RECORD).claims} == FORMS


def test_a_reviewed_draft_fits_the_contract_and_has_no_fault(tmp_path: Path) -> None:
    reviewed = review(write_draft(draft_claims(RECORD), quote=True))
    files = read_case(a_case(tmp_path, reviewed), settings())
    assert {claim.form for claim in files.report.claims} == FORMS
    assert [str(fault) for fault in check_case(files, settings())] == []


def test_each_slot_of_a_lens_is_empty_and_asked_for() -> None:
    data = yaml.safe_load(write_draft(draft_claims(RECORD)))
    for claim in data["claims"]:
        assert claim["says"] == claim["title"] == ""
        for lens in claim.get("lenses", []):
            empty = {name for name, value in lens.items() if value in (None, "")}
            assert {"asks", "window", "matters", "proxy", "blind_to"} <= empty
            assert empty <= set(SLOTS)
        for forecast in claim.get("forecasts", []):
            empty = {name for name, value in forecast.items() if value in (None, "")}
            assert {"window", "resolves", "known_by", "threshold", "rule", "proxy"} <= empty


def test_no_sentence_of_the_report_is_in_a_draft_unless_asked_for() -> None:
    found = draft_claims(RECORD)
    bare, quoted = write_draft(found), write_draft(found, quote=True)
    assert yaml.safe_load(bare) == yaml.safe_load(quoted)
    for claim in found.claims:
        if len(claim.atom.text.split()) > 6:
            assert claim.atom.text not in bare
        assert f"# quote: {claim.atom.text}" in quoted


def test_every_proposal_says_why_with_the_very_words() -> None:
    found = draft_claims(RECORD)
    lines = write_draft(found).splitlines()
    because = " ".join(line.strip(" #") for line in lines if line.lstrip().startswith("#"))
    for claim in found.claims:
        for cue in claim.form.cues:
            assert f"“{cue.words}”" in because
        assert all(proposal.because.split(";")[0] in because for proposal in claim.proposals)


def test_sentences_that_claim_nothing_have_a_reason() -> None:
    found = draft_claims(RECORD)
    said = {found.sentences[number][:12]: form.rule for number, form in found.uncovered.items()}
    assert said == {"This report ": "aim", "Washington s": "recommendation"}


def test_every_sentence_is_covered_once_at_least() -> None:
    found = draft_claims(RECORD)
    covered = {claim.sentence for claim in found.claims} | set(found.uncovered)
    assert covered == set(found.sentences)


def test_a_longer_text_is_drafted_from_and_its_sentences_are_counted() -> None:
    draft = yaml.safe_load(write_draft(draft_claims(RECORD, "Trade grew. Ties deepened.")))
    assert draft["record"]["sentences"] == 2
    assert [claim["locator"] for claim in draft["claims"]] == [
        "text, sentence 1",
        "text, sentence 2",
    ]


@examples(deadline=None)
@given(st.text())
def test_any_text_is_one_line_of_yaml_and_reads_back(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    written = text_of(text)
    assert len(written.splitlines()) == 1
    assert yaml.safe_load(written) == text


HOSTILE = st.text(
    alphabet=st.sampled_from(list("aZ é:#\"'{}[]&*!|>%@`,-?\n\u2028\u2029\ufeff\U0001f600\uffff"))
    | st.characters(exclude_categories=("Cs", "Cc")),
    max_size=120,
)


@examples(deadline=None, max_examples=50)
@given(title=HOSTILE, abstract=HOSTILE)
def test_no_text_of_a_record_breaks_out_of_its_place(title: str, abstract: str) -> None:
    record = Record(title=f"A {title}", abstract=f"{abstract} Trade\u2028draft: false grows.")
    for quote in (False, True):
        data = yaml.safe_load(write_draft(draft_claims(record), quote=quote))
        assert data["draft"] is True
        assert data["record"]["title"] == record.title
        assert set(data) == {"draft", "record", "uncovered", "claims"}


def test_a_record_without_facts_leaves_them_as_slots(tmp_path: Path) -> None:
    draft = write_draft(draft_claims(Record(title="A", abstract="Trade grows.")))
    with pytest.raises(BrokenFileError, match=r"record\.published"):
        read_case(a_case(tmp_path, review(draft)), settings())


def test_the_same_record_gives_the_same_draft() -> None:
    assert write_draft(draft_claims(RECORD)) == write_draft(draft_claims(RECORD))
