"""Verdicts: how the answers of lenses become the answer of a claim."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, get_args

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from entente.answer.verdicts import WORST_FIRST, Vote, combine, confidence, worst
from entente.assessment import Verdict
from entente.finding import Finding, Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

FINDING = ("answer", "sense", "lean", "exact", "reason")


def vote(lens: str, answer: str, **facts: Any) -> Vote:
    """Write a lens's part in a verdict flat."""
    return changed(Vote(lens, Finding(answer)), **facts)  # type: ignore[arg-type] (one of three)


def changed(cast: Vote, **facts: Any) -> Vote:
    """Change a part in a verdict, what it found included."""
    found = {name: facts.pop(name) for name in FINDING if name in facts}
    return replace(cast, finding=replace(cast.finding, **found), **facts)


FIRM = {"supported", "documented", "contradicted"}
ORDER = {"contradicted": 0, "undetermined": 1, "mixed": 1, "supported": 2, "documented": 2}
Said = Literal["supports", "contradicts", "cannot_tell"]
TURNED: dict[str, Said] = {"supports": "contradicts", "contradicts": "supports"}

any_lean = st.integers(0, 16).map(lambda n: n / 16)
leans = {
    "supports": st.sampled_from([15 / 16, 1.0]),
    "contradicts": any_lean,
    "cannot_tell": st.one_of(st.none(), any_lean),
}


@st.composite
def one_vote(
    draw: st.DrawFn,
    weak: bool | None = None,
    said: Said | None = None,
    marks: Sequence[Mark] = get_args(Mark),
) -> Vote:
    """Draw a lens; one that decides has the lean that such an answer has.

    A contradiction may still lean the claimed way, where all of its interval is short of the
    smallest effect that matters. What counts an open list never contradicts.
    """
    drawn: Said = said or draw(st.sampled_from(get_args(Said)))
    said = drawn
    lean = draw(leans[said])
    sense = draw(st.sampled_from(["no such change", "the opposite"]))
    proxies = {None: ["weak", "direct", "proxy"], False: ["direct", "proxy"], True: ["weak"]}
    untestable = said == "cannot_tell" and lean is None and draw(st.booleans())
    return vote(
        draw(st.sampled_from("abcdefgh")),
        said,
        sense=sense if said == "contradicts" else "",
        proxy=draw(st.sampled_from(proxies[weak])),
        lean=lean,
        reason="" if said != "cannot_tell" else "too_short" if untestable else "too_noisy",
        producers=tuple(draw(st.sets(st.sampled_from("xyz")))),
        sources=draw(st.one_of(st.none(), st.integers(0, 4))),
        exact=draw(st.booleans()),
        is_open=said != "contradicts" and draw(st.booleans()),
        mark=draw(st.sampled_from(marks)),
        alike=draw(st.sampled_from([0.5, 0.9, 1.0])),
        fragile=draw(st.booleans()),
    )


votes = st.lists(one_vote(), min_size=1, max_size=6)
drawn = settings(max_examples=80, deadline=None, derandomize=True)


@given(votes=votes, extra=one_vote(weak=False, said="supports"))
@drawn
def test_a_strong_lens_that_supports_never_lowers_a_verdict(votes: list[Vote], extra: Vote):
    before, after = combine(votes).verdict, combine([*votes, extra]).verdict
    assert after in ORDER
    assert ORDER[after] >= ORDER.get(before, 1)
    # What others than an open list say as well is more than documented.
    if before == "supported":
        assert after == "supported"


@given(votes=votes, extra=one_vote(weak=False, said="contradicts"))
@drawn
def test_a_strong_lens_that_contradicts_never_raises_a_verdict(votes: list[Vote], extra: Vote):
    before, after = combine(votes).verdict, combine([*votes, extra]).verdict
    assert after in ORDER
    assert ORDER[after] <= ORDER.get(before, 1)
    assert after not in {"supported", "documented"}


special: Sequence[Mark] = ("", "unusual", "between")


@given(votes=votes, extra=one_vote(weak=False, said="supports", marks=special))
@drawn
def test_what_is_not_common_elsewhere_never_lowers_what_is_singled_out(
    votes: list[Vote], extra: Vote
):
    before = combine(votes, singles_out=True).verdict
    after = combine([*votes, extra], singles_out=True).verdict
    assert ORDER[after] >= ORDER.get(before, 1)


@given(votes=votes)
@drawn
def test_to_single_out_is_never_easier(votes: list[Vote]):
    plain, singled = combine(votes), combine(votes, singles_out=True)
    assert ORDER.get(singled.verdict, 1) <= ORDER.get(plain.verdict, 1)
    if plain.verdict in {"supported", "documented"}:
        marks = {v.mark for v in votes if not v.weak and v.answer != "cannot_tell"}
        unusual = "unusual" in marks and "common" not in marks
        assert (singled.verdict == "supported") == unusual
        assert (singled.verdict == "mixed") == (marks == {"common"})
    else:
        assert singled == plain


@given(votes=votes, weak=st.lists(one_vote(weak=True), max_size=4), singles_out=st.booleans())
@drawn
def test_weak_lenses_change_a_lean_and_nothing_else(
    votes: list[Vote], weak: list[Vote], singles_out: bool
):
    before = combine(votes, singles_out=singles_out)
    after = combine([*votes, *weak], singles_out=singles_out)
    assert after.model_copy(update={"lean": before.lean}) == before
    if before.verdict != "undetermined":
        assert after.lean == before.lean == ""


@given(votes=st.lists(one_vote(weak=True), min_size=1, max_size=6))
@drawn
def test_weak_lenses_alone_test_nothing(votes: list[Vote]):
    answer = combine(votes)
    assert (answer.verdict, answer.decided_by) == ("not testable", [])


def mirrored(held: Vote) -> Vote:
    """Turn a claim round: what spoke for it speaks against it."""
    said = TURNED.get(held.answer, held.answer)
    lean = None if held.lean is None else 1 - held.lean
    return changed(
        held, answer=said, sense="the opposite" if said == "contradicts" else "", lean=lean
    )


@given(
    votes=st.lists(
        one_vote().map(lambda held: changed(held, is_open=False)), min_size=1, max_size=6
    )
)
@drawn
def test_a_claim_turned_round_has_the_verdict_turned_round(votes: list[Vote]):
    one, other = combine(votes), combine([mirrored(held) for held in votes])
    turned = {"supported": "contradicted", "contradicted": "supported"}
    assert other.verdict == turned.get(one.verdict, one.verdict)
    assert other.lean == {"for": "against", "against": "for", "": ""}[one.lean]
    assert (other.confidence, other.decided_by) == (one.confidence, one.decided_by)


@given(votes=votes, which=st.integers(0, 5))
@drawn
def test_a_lens_that_falls_silent_never_turns_an_answer_round(votes: list[Vote], which: int):
    assume(which < len(votes))
    assume(votes[which].answer != "cannot_tell")
    silent = changed(votes[which], answer="cannot_tell", sense="", reason="too_noisy")
    before = combine(votes).verdict
    after = combine([silent if i == which else held for i, held in enumerate(votes)]).verdict
    sides = {"supported": "for", "documented": "for", "contradicted": "against"}
    if before in FIRM:
        assert sides.get(after, sides[before]) == sides[before]
    elif before != "mixed":
        assert after not in FIRM


@given(votes=votes, silent=one_vote(said="cannot_tell"))
@drawn
def test_a_silent_lens_never_blocks_an_answer(votes: list[Vote], silent: Vote):
    before = combine(votes)
    after = combine([*votes, silent])
    if before.verdict in {*FIRM, "mixed"}:
        assert (after.verdict, after.sense) == (before.verdict, before.sense)
        assert after.decided_by == before.decided_by
        levels = ["", "low", "moderate", "high"]
        fallen = levels.index(before.confidence.level) - levels.index(after.confidence.level)
        assert fallen in {0, 1}
    else:
        assert after.verdict in {"undetermined", "not testable"}


@given(votes=votes, random=st.randoms(use_true_random=False), singles_out=st.booleans())
@drawn
def test_the_order_of_lenses_does_not_matter(votes: list[Vote], random: Any, singles_out: bool):
    shuffled = list(votes)
    random.shuffle(shuffled)
    one, other = (combine(held, singles_out=singles_out) for held in (votes, shuffled))
    assert (one.verdict, one.sense, one.lean) == (other.verdict, other.sense, other.lean)
    assert one.confidence.level == other.confidence.level
    assert sorted(one.decided_by) == sorted(other.decided_by)


@given(votes=votes, singles_out=st.booleans())
@drawn
def test_an_answer_is_whole(votes: list[Vote], singles_out: bool):
    answer = combine(votes, singles_out=singles_out)
    firm = answer.verdict in FIRM
    assert bool(answer.confidence.level) == firm
    assert bool(answer.confidence.reasons) == firm
    assert bool(answer.sense) == (answer.verdict == "contradicted")
    assert bool(answer.reason) == (not firm)
    if answer.lean:
        assert answer.verdict == "undetermined"
    strong = [vote for vote in votes if not vote.weak and vote.answer != "cannot_tell"]
    if firm or answer.verdict == "mixed":
        assert answer.decided_by == [vote.lens for vote in strong]
    else:
        assert answer.decided_by == []
    if answer.verdict == "documented":
        assert all(vote.is_open for vote in strong)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        (["supports"], "supported"),
        (["contradicts"], "contradicted"),
        (["supports", "contradicts"], "mixed"),
        (["supports", "supports", "cannot_tell"], "supported"),
        (["cannot_tell", "contradicts"], "contradicted"),
        (["cannot_tell"], "undetermined"),
    ],
)
def test_strong_lenses_decide_as_the_page_says(said: list[Said], verdict: str):
    lean = {"supports": 0.95, "contradicts": 0.05, "cannot_tell": None}
    votes = [vote(f"lens-{i}", answer, lean=lean[answer]) for i, answer in enumerate(said)]
    assert combine(votes).verdict == verdict


@pytest.mark.parametrize(
    ("opens", "verdict"),
    [([True], "documented"), ([True, True], "documented"), ([True, False], "supported")],
)
def test_a_claim_is_documented_where_all_that_decide_count_an_open_list(
    opens: list[bool], verdict: str
):
    votes = [vote("a", "supports", lean=0.99, is_open=is_open) for is_open in opens]
    assert combine(votes).verdict == verdict
    # One that is silent does not make it more than that.
    assert combine([*votes, vote("b", "cannot_tell", lean=0.7)]).verdict == verdict
    assert combine([*votes, vote("b", "supports", lean=0.99, proxy="weak")]).verdict == verdict


@pytest.mark.parametrize(
    ("marks", "verdict"),
    [
        (["unusual"], "supported"),
        (["unusual", "between"], "supported"),
        (["unusual", ""], "supported"),
        (["common"], "mixed"),
        (["common", "common"], "mixed"),
        (["common", "unusual"], "undetermined"),
        (["common", "between"], "undetermined"),
        (["between"], "undetermined"),
        ([""], "undetermined"),
    ],
)
def test_what_is_singled_out_must_be_more_than_usual(marks: list[Mark], verdict: str):
    votes = [vote("a", "supports", lean=0.99, mark=mark) for mark in marks]
    answer = combine(votes, singles_out=True)
    assert answer.verdict == verdict
    assert answer.lean == ("for" if verdict == "undetermined" else "")
    assert combine(votes).verdict == "supported"


def test_what_did_not_happen_is_contradicted_however_common_it_is():
    no = vote("a", "contradicts", sense="the opposite", lean=0.01, mark="common")
    assert combine([no], singles_out=True).verdict == "contradicted"


def test_a_silent_lens_that_leans_away_lowers_the_confidence_alone():
    yes, away = vote("a", "supports", lean=0.99), vote("b", "cannot_tell", lean=0.2)
    answer = combine([yes, away])
    assert answer.verdict == "supported"
    assert answer.confidence.reasons[-1] == "another lens leans the other way (b)"
    weak = combine([yes, changed(away, proxy="weak")])
    assert "another lens leans the other way (b)" not in weak.confidence.reasons


def test_lenses_without_enough_periods_make_a_claim_not_testable():
    bare = vote("a", "cannot_tell", reason="too_short")
    assert combine([bare, changed(bare, lens="b")]).verdict == "not testable"
    assert combine([bare, vote("b", "cannot_tell", lean=0.5)]).verdict == "undetermined"
    assert combine([bare, vote("b", "supports", lean=0.99)]).verdict == "supported"
    # A weak lens that decides makes nothing testable.
    assert combine([bare, vote("b", "supports", lean=0.99, proxy="weak")]).verdict == "not testable"


def test_opposite_and_no_change_together_say_the_milder():
    one = vote("a", "contradicts", sense="the opposite", lean=0.01)
    two = vote("b", "contradicts", sense="no such change", lean=0.4)
    assert combine([one]).sense == "the opposite"
    assert combine([one, two]).sense == "no such change"


@given(verdicts=st.lists(st.sampled_from(get_args(Verdict)), min_size=1))
@drawn
def test_a_sentence_takes_the_worst_of_its_claims_that_can_be_tested(verdicts: list[Verdict]):
    found = worst(verdicts)
    assert found in verdicts
    tested = [verdict for verdict in verdicts if verdict != "not testable"]
    assert (found == "not testable") == (not tested)
    assert all(WORST_FIRST.index(found) <= WORST_FIRST.index(v) for v in tested)
    assert worst(verdicts[::-1]) == found
    assert worst([*verdicts, "not testable"]) == found


def test_the_worst_is_contradicted_and_the_best_supported():
    assert WORST_FIRST == ("contradicted", "mixed", "undetermined", "documented", "supported")
    assert {*WORST_FIRST, "not testable"} == set(get_args(Verdict))


SOLID = vote(
    "a", "supports", lean=0.99, proxy="direct", producers=("x", "y", "z"), mark="unusual", alike=1.0
)


@pytest.mark.parametrize(
    ("cast", "level"),
    [
        (SOLID, "high"),
        (changed(SOLID, proxy="proxy"), "moderate"),
        (changed(SOLID, mark="between"), "moderate"),
        (changed(SOLID, mark="common"), "moderate"),
        (changed(SOLID, mark=""), "moderate"),
        (changed(SOLID, mark="", exact=True), "high"),
        (changed(SOLID, alike=0.5), "moderate"),
        (changed(SOLID, producers=("x", "y")), "moderate"),
        (changed(SOLID, producers=("x",)), "low"),
        (changed(SOLID, fragile=True), "low"),
        (changed(SOLID, sources=3), "high"),
        (changed(SOLID, sources=2), "moderate"),
        (changed(SOLID, sources=1), "low"),
    ],
)
def test_confidence_follows_the_printed_rule(cast: Vote, level: str):
    assert confidence([cast]).level == level
    # The rule is one for all answers.
    assert confidence([changed(cast, answer="contradicts", sense="the opposite")]).level == level


@given(votes=st.lists(one_vote(weak=False, said="supports"), min_size=1, max_size=4))
@drawn
def test_a_single_source_is_never_more_than_low(votes: list[Vote]):
    lone = [changed(held, producers=("x",), sources=None) for held in votes]
    assert confidence(lone).level == "low"


LEVELS = ["low", "moderate", "high"]


@given(votes=st.lists(one_vote(weak=False, said="supports"), min_size=1, max_size=4))
@drawn
def test_better_evidence_never_lowers_the_confidence(votes: list[Vote]):
    level = LEVELS.index(confidence(votes).level)
    for better in (
        {"proxy": "direct"},
        {"exact": True},
        {"mark": "unusual"},
        {"alike": 1.0},
        {"fragile": False},
        {"sources": 4},
    ):
        first = changed(votes[0], **better)
        assert LEVELS.index(confidence([first, *votes[1:]]).level) >= level
