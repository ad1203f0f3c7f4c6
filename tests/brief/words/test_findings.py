"""What was found, in words: plain, short, and the same for the same assessment."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import pytest
from sample import answer, claim, lens, result, sample, silent

from entente.assessment import VERDICTS, Verdict
from entente.brief.words.findings import finding, happened, sentence_of, telling, unusual
from entente.brief.words.numbers import Numbers, Part
from entente.finding import Standing, Stretch

if TYPE_CHECKING:
    from entente.assessment import Assessed, ClaimAssessment

JARGON = re.compile(
    r"\b(?:lens|lenses|proxy|vintage|kappa|placebo|criterion|instances?|matters|noisy)\b", re.I
)
LONGEST = 40


class AllHeld(Numbers):
    """Numbers that all have rows."""

    def __init__(self) -> None:
        pass

    def rows(self, claim: str, lens: str = "") -> int:
        return len(claim) + len(lens)


def said(one: ClaimAssessment) -> str:
    return "".join(part.text for part in finding(one, AllHeld()))


def of(verdict: Verdict, *lenses: Any, **changes: Any) -> ClaimAssessment:
    by = [one.id for one in lenses if verdict not in {"undetermined", "not testable"}]
    now = answer(verdict, decided_by=by, **changes)
    return claim("c", "China and Russia draw closer", now, now, lenses=list(lenses))


@pytest.mark.parametrize("verdict", VERDICTS)
@pytest.mark.parametrize("sense", ["", "no such change", "the opposite"])
def test_every_answer_is_told_in_plain_words(verdict: Verdict, sense: str):
    found = lens("votes", "Share of votes cast alike", result(), result())
    text = said(of(verdict, found, sense=sense if verdict == "contradicted" else ""))
    assert text.startswith("Share of votes cast alike rose from 58\xa0% (2018–20) to 68\xa0% ")
    assert text.endswith(".")
    assert ".." not in text
    assert "false" not in text
    assert not JARGON.search(text)


def test_a_finding_of_every_claim_of_the_first_report_is_plain_and_short(assessed: Assessed):
    numbers = Numbers(assessed)
    for one in assessed.assessment.claims:
        if one.forecasts:
            continue
        text = "".join(part.text for part in finding(one, numbers))
        assert len(text.split()) <= LONGEST, (one.id, text)
        assert not JARGON.search(text), (one.id, text)
        assert text.endswith("."), (one.id, text)
        assert ".." not in text, (one.id, text)


def test_a_title_of_a_claim_names_its_subject(assessed: Assessed):
    begins = re.compile(r"^(?:They|Their|The two|Both|It)\b")
    assert not [c.title for c in assessed.assessment.claims if begins.match(c.title)]


def test_what_speaks_for_and_what_speaks_against_are_both_told():
    up = lens("up", "Goods trade", result(), result(), unit="USD bn")
    down = lens("down", "Joint votes", result("contradicts"), result("contradicts"))
    assert [one.id for one in telling(of("mixed", up, down))] == ["up", "down"]
    assert "The measures do not agree." in said(of("mixed", up, down))


def test_what_happened_to_most_others_too_is_said_so():
    common = Standing(mark="common", compared=100, as_large=60, p=0.6, reason="")
    found = lens("up", "Goods trade", result(), result(standing=common))
    text = said(of("mixed", found))
    assert "It happened, and to most others too. 60 of 100 similar pairs moved as much." in text


def test_a_change_that_is_too_small_is_not_called_absent():
    small = lens("up", "Goods trade", result(), result("contradicts", effect=0.001))
    assert "too little to be the change" in said(of("contradicted", small))
    none = lens("up", "Goods trade", result(), result("contradicts", effect=-0.001))
    assert "is not there" in said(of("contradicted", none))


def test_a_weak_measure_is_told_of_only_where_there_is_no_other():
    weak = lens("weak", "Statements", result(), result(), proxy="weak")
    firm = lens("firm", "Votes", result("cannot_tell"), result("cannot_tell"))
    assert [one.id for one in telling(of("undetermined", weak, firm))] == ["firm"]
    assert [one.id for one in telling(of("not testable", weak))] == ["weak"]


def test_a_ladder_is_told_by_its_steps():
    steps: dict[str, Any] = {
        "base": Stretch(2, dt.date(2000, 10, 30), dt.date(2000, 10, 30)),
        "seen": Stretch(3, dt.date(2024, 12, 4), dt.date(2024, 12, 4)),
    }
    treaty = lens(
        "treaty",
        "Treaty",
        result(),
        result(**steps),
        form="state change",
        period_kind="date",
        rungs={2: "a duty to consult", 3: "mutual defence"},
    )
    told = sentence_of(treaty, treaty.results["now"])
    assert (
        told == "Treaty: a duty to consult since October 2000, mutual defence since December 2024"
    )


def test_equal_levels_stay():
    level: dict[str, Any] = {"base": Stretch(0.701, 2018, 2020), "seen": Stretch(0.699, 2023, 2025)}
    still = lens("votes", "Share of votes", result(), result(**level))
    told = sentence_of(still, still.results["now"])
    assert told == "Share of votes stayed at 70\xa0% (2018–20, 2023–25)"


def test_a_measure_without_an_estimate_says_why():
    short = silent("too_short", "too few periods (3, 6 are needed)")
    few = lens("few", "Votes", short, short)
    assert "too few periods" in said(of("undetermined", few))


def test_the_questions_are_answered_in_a_few_words():
    rare = Standing(mark="unusual", compared=100, as_large=3, p=0.04, reason="")
    found = of("supported", lens("up", "Goods trade", result(), result(standing=rare)))
    words = "".join(part.text for part in happened(found, AllHeld(), "now"))
    assert words == "Yes: 58\xa0% → 68\xa0%"
    rank = "".join(part.text for part in unusual(found, AllHeld(), "now"))
    assert rank == "Yes: 3 of 100 similar pairs did as much"


def test_every_number_of_a_finding_leads_to_its_rows():
    assessed = sample()
    numbers = Numbers(assessed)
    for one in assessed.assessment.claims:
        for part in finding(one, numbers):
            is_number = bool(re.search(r"\d", part.text)) and not part.excuse
            years = re.sub(r"\b(?:19|20)\d\d(?:–\d\d)?\b", "", part.text)
            assert not is_number or part.claim or not re.search(r"\d", years), part


def test_a_claim_without_a_measure_says_why_in_the_words_of_the_rule():
    plain = answer("not testable", level="")
    why = claim("c", "A motive", plain, plain, not_testable="a motive: acts cannot show it")
    assert finding(why, AllHeld()) == [Part("A motive: acts cannot show it.", excuse="rule")]
