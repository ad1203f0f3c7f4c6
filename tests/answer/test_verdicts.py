"""Verdicts: how the answers of lenses become the answer of a claim."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, get_args

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from entente.answer.verdicts import WORST_FIRST, Vote, combine, confidence, worst
from entente.assessment import Verdict
from entente.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

FINDING = {
    "answer": "answer", "sense": "sense", "lean": "lean", "claimed": "p_claimed",
    "exact": "exact", "power": "power", "reason": "reason",
}  # fmt: skip


def vote(lens: str, answer: str, **facts: Any) -> Vote:
    """Write a lens's part in a verdict flat."""
    return changed(Vote(lens, Finding(answer)), **facts)  # type: ignore[arg-type] (one of three)


def changed(cast: Vote, **facts: Any) -> Vote:
    """Change a part in a verdict, what it found included."""
    found = {FINDING[name]: facts.pop(name) for name in FINDING if name in facts}
    return replace(cast, finding=replace(cast.finding, **found), **facts)


FIRM = {"supported", "contradicted"}
Said = Literal["supports", "contradicts", "cannot_tell"]

for_it = st.integers(9, 16).map(lambda n: n / 16)
surely = st.sampled_from([15 / 16, 1.0])
hardly = st.sampled_from([0.0, 1 / 16])
any_lean = st.integers(0, 16).map(lambda n: n / 16)
some_lean = st.one_of(st.none(), any_lean)


@st.composite
def one_vote(draw: st.DrawFn, weak: bool | None = None) -> Vote:
    """Draw a lens; one that decides has the probabilities that such an answer has.

    A contradiction may still lean the claimed way, where all of its interval is short of the
    smallest effect that matters.
    """
    said: Said = draw(st.sampled_from(get_args(Said)))
    lean = draw({"supports": surely, "contradicts": any_lean, "cannot_tell": some_lean}[said])
    claimed = draw({"supports": surely, "contradicts": hardly, "cannot_tell": any_lean}[said])
    sense = draw(st.sampled_from(["no such change", "the opposite"]))
    proxies = {None: ["weak", "direct", "proxy"], False: ["direct", "proxy"], True: ["weak"]}
    untestable = said == "cannot_tell" and lean is None and draw(st.booleans())
    return vote(
        draw(st.sampled_from("abcdefgh")),
        said,
        sense=sense if said == "contradicts" else "",
        proxy=draw(st.sampled_from(proxies[weak])),
        lean=lean,
        claimed=None if lean is None else claimed,
        reason="" if said != "cannot_tell" else "too_short" if untestable else "too_noisy",
        producers=tuple(draw(st.sets(st.sampled_from("xyz")))),
        sources=draw(st.one_of(st.none(), st.integers(0, 4))),
        exact=draw(st.booleans()),
        power=draw(st.one_of(st.none(), for_it)),
        placebo=draw(st.one_of(st.none(), st.sampled_from([0.02, 0.08, 0.5]))),
        fragile=draw(st.booleans()),
    )


votes = st.lists(one_vote(), min_size=1, max_size=6)
drawn = settings(max_examples=150, deadline=None, derandomize=True)


@given(votes=votes, extra=one_vote())
@drawn
def test_a_lens_that_supports_never_makes_a_claim_contradicted(votes: list[Vote], extra: Vote):
    more = changed(extra, answer="supports", sense="", reason="", lean=0.95)
    after = combine([*votes, more])
    assert after.verdict != "contradicted"
    if combine(votes).verdict == "supported":
        assert after.verdict == "supported"


@given(votes=votes, extra=one_vote())
@drawn
def test_a_lens_that_contradicts_never_makes_a_claim_supported(votes: list[Vote], extra: Vote):
    more = changed(extra, answer="contradicts", sense="the opposite", reason="", lean=0.05)
    after = combine([*votes, more])
    assert after.verdict != "supported"
    if combine(votes).verdict == "contradicted":
        assert after.verdict == "contradicted"


@given(votes=votes, which=st.integers(0, 5))
@drawn
def test_a_lens_that_falls_silent_as_it_leans_never_hardens_an_answer(
    votes: list[Vote], which: int
):
    assume(which < len(votes))
    assume(votes[which].answer != "cannot_tell")
    silent = changed(votes[which], answer="cannot_tell", sense="", reason="too_noisy")
    before = combine(votes).verdict
    after = combine([silent if i == which else held for i, held in enumerate(votes)]).verdict
    if before not in FIRM:
        assert after not in FIRM
    else:
        assert after in {before, "undetermined"}


def test_a_weak_lens_that_falls_silent_as_it_leans_hardens_nothing():
    strong = vote("a", "supports", lean=0.99)
    weak = vote("b", "contradicts", sense="the opposite", proxy="weak", lean=0.02, claimed=0.0)
    assert combine([strong, weak]).verdict == "undetermined"
    assert combine([strong, changed(weak, answer="cannot_tell", sense="")]).verdict not in FIRM


def test_a_lens_that_saw_no_such_change_and_falls_silent_hardens_nothing():
    strong = vote("a", "supports", lean=0.99)
    small = vote("b", "contradicts", sense="no such change", lean=0.70, claimed=0.03)
    assert combine([strong, small]).verdict == "mixed"
    assert combine([strong, changed(small, answer="cannot_tell", sense="")]).verdict not in FIRM


@given(votes=st.lists(one_vote(weak=True), min_size=1, max_size=6))
@drawn
def test_weak_lenses_alone_never_decide(votes: list[Vote]):
    assert combine(votes).verdict in {"undetermined", "not testable"}


@given(votes=votes, random=st.randoms(use_true_random=False))
@drawn
def test_the_order_of_lenses_does_not_matter(votes: list[Vote], random: Any):
    shuffled = list(votes)
    random.shuffle(shuffled)
    one, other = combine(votes), combine(shuffled)
    assert (one.verdict, one.sense, one.lean) == (other.verdict, other.sense, other.lean)
    assert one.confidence == other.confidence
    assert sorted(one.decided_by) == sorted(other.decided_by)


@given(votes=votes)
@drawn
def test_an_answer_is_whole(votes: list[Vote]):
    answer = combine(votes)
    firm = answer.verdict in FIRM
    assert bool(answer.confidence.level) == firm
    assert bool(answer.confidence.reasons) == firm
    assert bool(answer.sense) == (answer.verdict == "contradicted")
    if not firm:
        assert answer.reason
    if answer.lean:
        assert answer.verdict == "undetermined"
    strong = {vote.lens for vote in votes if not vote.weak and vote.answer != "cannot_tell"}
    if firm:
        assert strong & set(answer.decided_by)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        (["supports"], "supported"),
        (["contradicts"], "contradicted"),
        (["supports", "contradicts"], "mixed"),
        (["supports", "supports", "cannot_tell"], "supported"),
        (["cannot_tell"], "undetermined"),
    ],
)
def test_strong_lenses_decide_as_the_page_says(said: list[Said], verdict: str):
    lean = {"supports": 0.95, "contradicts": 0.05, "cannot_tell": None}
    votes = [vote(f"lens-{i}", answer, lean=lean[answer]) for i, answer in enumerate(said)]
    assert combine(votes).verdict == verdict


def test_a_silent_lens_that_leans_away_leaves_it_open():
    answer = combine([vote("a", "supports", lean=0.99), vote("b", "cannot_tell", lean=0.2)])
    assert answer.verdict == "undetermined"
    assert answer.reason.endswith(": b.")


def test_a_silent_weak_lens_that_leans_away_leaves_the_answer():
    votes = [vote("a", "supports", lean=0.99), vote("b", "cannot_tell", proxy="weak", lean=0.2)]
    assert combine(votes).verdict == "supported"


def test_lenses_without_enough_periods_make_a_claim_not_testable():
    bare = vote("a", "cannot_tell", reason="too_short")
    assert combine([bare, changed(bare, lens="b")]).verdict == "not testable"
    assert combine([bare, vote("b", "cannot_tell", lean=0.5)]).verdict == "undetermined"


def test_opposite_and_no_change_together_say_the_milder():
    one = vote("a", "contradicts", sense="the opposite", lean=0.01)
    two = vote("b", "contradicts", sense="no such change", lean=0.4)
    assert combine([one]).sense == "the opposite"
    assert combine([one, two]).sense == "no such change"


@given(verdicts=st.lists(st.sampled_from(get_args(Verdict)), min_size=1))
@drawn
def test_a_sentence_takes_the_worst_of_its_claims(verdicts: Sequence[Verdict]):
    assert worst(verdicts) in verdicts
    assert all(WORST_FIRST.index(worst(verdicts)) <= WORST_FIRST.index(v) for v in verdicts)


def test_the_worst_of_all_is_known_for_every_verdict():
    assert set(WORST_FIRST) == set(get_args(Verdict))


SOLID = vote("a", "supports", lean=0.99, producers=("x", "y", "z"), power=0.9, placebo=0.02)


@pytest.mark.parametrize(
    ("cast", "level"),
    [
        (SOLID, "high"),
        (changed(SOLID, power=0.7), "moderate"),
        (changed(SOLID, placebo=0.08), "moderate"),
        (changed(SOLID, placebo=0.2), "low"),
        (changed(SOLID, placebo=None), "low"),
        (changed(SOLID, producers=("x", "y")), "moderate"),
        (changed(SOLID, producers=("x",)), "low"),
        (changed(SOLID, fragile=True), "moderate"),
        (changed(SOLID, exact=True, proxy="direct", sources=3), "high"),
        (changed(SOLID, exact=True, proxy="proxy", sources=3), "moderate"),
        (changed(SOLID, exact=True, proxy="direct", sources=1), "low"),
    ],
)
def test_confidence_follows_the_printed_rule(cast: Vote, level: str):
    assert confidence([cast]).level == level


@given(votes=st.lists(one_vote(weak=False), min_size=1, max_size=4))
@drawn
def test_a_single_source_is_never_more_than_low(votes: list[Vote]):
    lone = [changed(held, producers=("x",), sources=None) for held in votes]
    assert confidence(lone).level == "low"
