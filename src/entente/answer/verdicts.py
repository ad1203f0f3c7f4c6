"""Verdicts: from the answers of lenses to the answer of a claim, and how sure it is.

The rules are those printed on every page; nothing here looks at data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from entente.assessment import Answer, Confidence, Verdict
from entente.criteria import REASONS, reason_text
from entente.policy import CLEAR_LEAN, HIGH, MODERATE, SURE, UNLIKELY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.finding import Finding
    from entente.policy import Bar

# A sentence takes the worst of its claims, in this order.
WORST_FIRST: tuple[Verdict, ...] = (
    "contradicted",
    "mixed",
    "not testable",
    "undetermined",
    "supported",
)


@dataclass(frozen=True)
class Vote:
    """What one lens puts into a verdict.

    Attributes:
        lens: Its id.
        finding: What it found, after robustness.
        proxy: How near its measure is to the words: direct, proxy or weak.
        title: Its title, for sentences.
        producers: Producers of its rows.
        sources: For instances on record: independent sources of the instances that are needed.
        placebo: Rank among comparable pairs and dates; ``None`` where it was not run.
        fragile: Leaving out one year flips its sign.
    """

    lens: str
    finding: Finding
    proxy: Literal["direct", "proxy", "weak"] = "proxy"
    title: str = ""
    producers: tuple[str, ...] = ()
    sources: int | None = None
    placebo: float | None = None
    fragile: bool = False

    @property
    def answer(self) -> str:
        """Its answer: supports, contradicts or cannot_tell."""
        return self.finding.answer

    @property
    def lean(self) -> float | None:
        """Probability of the claimed direction; ``None`` without an estimate."""
        return self.finding.lean

    @property
    def weak(self) -> bool:
        """Whether its proxy is weak."""
        return self.proxy == "weak"

    @property
    def reason(self) -> str:
        """Why it cannot tell, with its title; empty where it can."""
        text = reason_text(self.finding)
        return f"{self.title}: {text}" if self.title and text else text

    @property
    def untestable(self) -> bool:
        """Whether it has too few periods, or none, to be tested at all."""
        return REASONS[self.finding.reason].untestable


def combine(votes: Sequence[Vote]) -> Answer:
    """Combine the lenses of a claim at one vintage.

    Lenses that decide and agree give the verdict where one of them is not weak and every other lens
    that is not weak and has an estimate leans the same way. Lenses that are not weak and decide
    against each other make it mixed. All else is undetermined, with its lean: weak lenses alone
    never decide, and a lens that falls silent while it stands as it did never hardens an answer.

    Args:
        votes: One a lens, at least one.

    Returns:
        The answer with its confidence.

    Examples:
        >>> from entente.finding import Finding
        >>> yes, unsure = Finding("supports", lean=0.99), Finding("cannot_tell", lean=0.2)
        >>> combine([Vote("a", yes), Vote("b", Finding("cannot_tell", lean=0.7))]).verdict
        'supported'
        >>> combine([Vote("a", yes), Vote("b", unsure)]).verdict
        'undetermined'
        >>> combine([Vote("a", yes, proxy="weak")]).verdict
        'undetermined'
    """
    if all(vote.untestable for vote in votes):
        reason = "; ".join(dict.fromkeys(vote.reason for vote in votes))
        return _plain("not testable", reason=reason)
    decided = [vote for vote in votes if vote.answer != "cannot_tell"]
    strong = [vote for vote in decided if not vote.weak]
    if len({vote.answer for vote in strong}) == 2:
        names = [vote.lens for vote in strong]
        return _plain("mixed", reason="Lenses that decide disagree.", decided_by=names)
    if strong and len({vote.answer for vote in decided}) == 1:
        return _agreed(votes, decided)
    if strong:
        reason = "A weak lens decides against the others."
    elif decided:
        reason = "Only a weak proxy decides, and a weak proxy alone never does."
    else:
        reasons = "; ".join(dict.fromkeys(vote.reason for vote in votes if vote.reason))
        reason = f"No lens decides: {reasons}."
    return _undetermined(votes, reason)


def _agreed(votes: Sequence[Vote], decided: Sequence[Vote]) -> Answer:
    """Return the answer on which all lenses that decide agree, unless a silent one differs."""
    answer = decided[0].answer
    away = [
        vote.title or vote.lens
        for vote in votes
        if vote.answer == "cannot_tell" and _stands_away(vote, answer)
    ]
    if not away:
        return _decided(answer, decided)
    names = ", ".join(away)
    reason = f"The lenses that decide agree, but another leans the other way: {names}."
    return _undetermined(votes, reason)


def worst(verdicts: Sequence[Verdict]) -> Verdict:
    """Return the verdict of a sentence from those of its atoms.

    Examples:
        >>> worst(["supported", "undetermined", "mixed"])
        'mixed'
    """
    return min(verdicts, key=WORST_FIRST.index)


def _stands_away(vote: Vote, answer: str) -> bool:
    """Whether a silent lens stands against an answer.

    One that is not weak does by leaning the other way. Any lens does that would have decided the
    other way but for its silence: otherwise an answer could harden as evidence fades.
    """
    if vote.lean is None:
        return False
    claimed = vote.lean if vote.finding.p_claimed is None else vote.finding.p_claimed
    if answer == "supports":
        return claimed <= UNLIKELY or (not vote.weak and vote.lean < 0.5)
    return claimed >= SURE or (not vote.weak and vote.lean > 0.5)


def _decided(answer: str, decided: Sequence[Vote]) -> Answer:
    strong = [vote for vote in decided if not vote.weak]
    senses = {vote.finding.sense for vote in strong}
    sense = senses.pop() if len(senses) == 1 else "no such change"
    return Answer(
        verdict="supported" if answer == "supports" else "contradicted",
        sense="" if answer == "supports" else sense,
        lean="",
        reason="",
        confidence=confidence(strong),
        decided_by=[vote.lens for vote in decided],
    )


def _undetermined(votes: Sequence[Vote], reason: str) -> Answer:
    estimated = [vote for vote in votes if vote.lean is not None and not vote.weak]
    estimated = estimated or [vote for vote in votes if vote.lean is not None]
    leans = [vote.lean or 0.0 for vote in estimated]
    mean = sum(leans) / len(leans) if leans else 0.5
    lean = "for" if mean >= CLEAR_LEAN else "against" if mean <= 1 - CLEAR_LEAN else ""
    return _plain("undetermined", reason=reason, lean=lean)


def _plain(
    verdict: Verdict,
    *,
    reason: str,
    lean: Literal["", "for", "against"] = "",
    decided_by: Sequence[str] = (),
) -> Answer:
    return Answer(
        verdict=verdict,
        sense="",
        lean=lean,
        reason=reason,
        confidence=Confidence(level="", reasons=[]),
        decided_by=list(decided_by),
    )


def confidence(strong: Sequence[Vote]) -> Confidence:
    """Set the confidence in a verdict by the printed rule.

    High: three independent producers, a placebo rank of .05 or less and power of .8. Moderate: two
    and .10. Otherwise low; one producer caps at low. For counts of instances and closed lists
    chance and power do not arise: three independent sources and a direct measure give high, two
    moderate. One step down where leaving out one year flips the sign.

    Examples:
        >>> from entente.finding import Finding
        >>> confidence(
        ...     [Vote("a", Finding("supports", exact=True), proxy="direct", sources=3)]
        ... ).level
        'high'
    """
    producers = _independent(strong)
    reasons = [f"{producers} independent {'source' if producers == 1 else 'sources'}"]
    if _all_exact(strong):
        direct = any(vote.proxy == "direct" for vote in strong)
        level = 2 if producers >= HIGH.sources and direct else int(producers >= MODERATE.sources)
        reasons.append("a direct measure" if direct else "a proxy, not the thing itself")
    else:
        series = [vote for vote in strong if not vote.finding.exact]
        moderate = _reaches(MODERATE, producers, series)
        level = 2 if _reaches(HIGH, producers, series) else int(moderate)
        if any(vote.placebo is None for vote in series):
            reasons.append("not yet compared with other pairs and dates")
    if any(vote.fragile for vote in strong):
        reasons.append("leaving out one year flips the sign")
        level -= 1
    names: tuple[Literal["low", "moderate", "high"], ...] = ("low", "moderate", "high")
    return Confidence(level=names[max(level, 0)], reasons=reasons)


def _reaches(bar: Bar, producers: int, votes: Sequence[Vote]) -> bool:
    """Whether series reach a level of confidence; one without a placebo rank does not."""
    return producers >= bar.sources and all(
        vote.placebo is not None
        and vote.placebo <= bar.rank
        and (vote.finding.power or 0.0) >= bar.power
        for vote in votes
    )


def _all_exact(votes: Sequence[Vote]) -> bool:
    return all(vote.finding.exact for vote in votes)


def _independent(votes: Sequence[Vote]) -> int:
    """Count independent sources: of instances those behind each, of series their producers."""
    by_instance = [vote.sources for vote in votes if vote.sources is not None]
    by_producer = {name for vote in votes if vote.sources is None for name in vote.producers}
    return max([len(by_producer), *by_instance])
