"""Verdicts: from the answers of lenses to the answer of a claim, and how sure it is.

The rules are those printed on every page; nothing here looks at data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from entente.assessment import Answer, Confidence, Verdict
from entente.criteria import REASONS, reason_text
from entente.policy import CLEAR_LEAN, HIGH, MODERATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.finding import Finding, Mark

# A sentence takes the worst of its claims that can be tested, in this order.
WORST_FIRST: tuple[Verdict, ...] = (
    "contradicted",
    "mixed",
    "undetermined",
    "documented",
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
        is_open: Whether it counts what stands in a list that is not complete, so that it can show
            that something is there and never that it is not.
        mark: Whether what it found is more than usual among others; empty where not compared.
        alike: Share of its equivalent specifications that give its answer.
        fragile: Leaving out one year flips its sign.
    """

    lens: str
    finding: Finding
    proxy: Literal["direct", "proxy", "weak"] = "proxy"
    title: str = ""
    producers: tuple[str, ...] = ()
    sources: int | None = None
    is_open: bool = False
    mark: Mark = ""
    alike: float = 1.0
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


def combine(votes: Sequence[Vote], *, singles_out: bool = False, would_test: str = "") -> Answer:
    """Combine the lenses of a claim at one vintage.

    Weak lenses are set aside first; they appear in the lean alone. Of the others, those that decide
    and agree give the answer: *documented* where all of them count what stands in a list that is
    not complete. Those that decide against each other make it mixed. All else is undetermined, with
    its lean. A sentence that singles its states out is supported only where what happened is more
    than usual; where it is common the answer is mixed.

    Args:
        votes: One a lens, at least one.
        singles_out: Whether the sentence says that this is special to its states.
        would_test: The data that would test the claim, for a claim of weak lenses alone.

    Returns:
        The answer with its confidence.

    Examples:
        >>> from entente.finding import Finding
        >>> yes, no = Finding("supports", lean=0.99), Finding("contradicts", lean=0.1)
        >>> combine([Vote("a", yes), Vote("b", Finding("cannot_tell", lean=0.7))]).verdict
        'supported'
        >>> combine([Vote("a", yes, is_open=True)]).verdict
        'documented'
        >>> combine([Vote("a", yes), Vote("b", no)]).verdict
        'mixed'
        >>> combine([Vote("a", yes), Vote("b", no, proxy="weak")]).verdict
        'supported'
        >>> combine([Vote("a", yes, proxy="weak")]).verdict
        'not testable'
        >>> combine([Vote("a", yes, mark="common")], singles_out=True).verdict
        'mixed'
    """
    strong = [vote for vote in votes if not vote.weak]
    if all(vote.untestable for vote in strong):
        said = "; ".join(dict.fromkeys(vote.reason for vote in strong))
        reason = f"{said}." if strong else "Only weak lenses are held, and they decide nothing."
        wanted = f" What would test it: {would_test}" if would_test else ""
        return _plain("not testable", reason=f"{reason}{wanted}")
    decided = [vote for vote in strong if vote.answer != "cannot_tell"]
    if len({vote.answer for vote in decided}) == 2:
        names = [vote.lens for vote in decided]
        return _plain("mixed", reason="Lenses that decide disagree.", decided_by=names)
    if not decided:
        reasons = "; ".join(dict.fromkeys(vote.reason for vote in strong if vote.reason))
        return _undetermined(votes, f"No lens decides: {reasons}.")
    if decided[0].answer == "contradicts":
        return _decided("contradicted", decided, strong)
    if singles_out:
        return _special(votes, decided, strong)
    all_open = all(vote.is_open for vote in decided)
    return _decided("documented" if all_open else "supported", decided, strong)


def _special(votes: Sequence[Vote], decided: Sequence[Vote], strong: Sequence[Vote]) -> Answer:
    """Return the answer to a sentence that singles its states out, where what it says happened."""
    marks = {vote.mark for vote in decided}
    if "unusual" in marks and "common" not in marks:
        return _decided("supported", decided, strong)
    names = [vote.lens for vote in decided]
    if marks == {"common"}:
        reason = "It happened, and it is not special: others moved as much."
        return _plain("mixed", reason=reason, decided_by=names)
    reason = "It happened; whether it is special to these states cannot be told."
    return _undetermined(votes, reason)


def worst(verdicts: Sequence[Verdict]) -> Verdict:
    """Return the verdict of a sentence from those of its atoms.

    Examples:
        >>> worst(["supported", "undetermined", "mixed", "not testable"])
        'mixed'
        >>> worst(["not testable"])
        'not testable'
    """
    found: list[Verdict] = [verdict for verdict in WORST_FIRST if verdict in verdicts]
    return found[0] if found else "not testable"


def _decided(verdict: Verdict, decided: Sequence[Vote], strong: Sequence[Vote]) -> Answer:
    senses = {vote.finding.sense for vote in decided}
    sense = senses.pop() if len(senses) == 1 else "no such change"
    return Answer(
        verdict=verdict,
        sense=sense if verdict == "contradicted" else "",
        lean="",
        reason="",
        confidence=confidence(decided, silent=[v for v in strong if v.answer == "cannot_tell"]),
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


def confidence(decided: Sequence[Vote], silent: Sequence[Vote] = ()) -> Confidence:
    """Set the confidence in an answer by the printed rule, one for all forms.

    High: three independent sources, a direct measure, more than usual or a closed list, nine of ten
    equivalent specifications, and no single year that carries it. Moderate: two sources and no such
    year. Otherwise low. One step down where a lens that cannot tell leans the other way.

    Args:
        decided: Lenses that decide and agree, none of them weak.
        silent: Those that cannot tell, none of them weak.

    Examples:
        >>> from entente.finding import Finding
        >>> confidence(
        ...     [Vote("a", Finding("supports", exact=True), proxy="direct", sources=3)]
        ... ).level
        'high'
    """
    sources = _independent(decided)
    direct = any(vote.proxy == "direct" for vote in decided)
    special = any(
        vote.mark == "unusual" or (vote.finding.exact and not vote.is_open) for vote in decided
    )
    alike = min(vote.alike for vote in decided)
    fragile = any(vote.fragile for vote in decided)
    away = [vote.title or vote.lens for vote in silent if _leans_away(vote, decided[0].answer)]
    level = 0
    if sources >= MODERATE.sources and not fragile:
        level = 1
        if sources >= HIGH.sources and direct and special and alike >= HIGH.alike:
            level = 2
    reasons = [
        f"{sources} independent {'source' if sources == 1 else 'sources'}",
        "a direct measure" if direct else "a proxy, not the thing itself",
    ]
    if not special:
        marks = {vote.mark for vote in decided}
        common = "no more than usual among others" if "common" in marks else ""
        reasons.append(common or "not shown to be more than usual among others")
    if alike < HIGH.alike:
        reasons.append("some equivalent specifications answer otherwise")
    if fragile:
        reasons.append("leaving out one year flips the sign")
    if away:
        level -= 1
        reasons.append(f"another lens leans the other way ({', '.join(away)})")
    names: tuple[Literal["low", "moderate", "high"], ...] = ("low", "moderate", "high")
    return Confidence(level=names[max(level, 0)], reasons=reasons)


def _leans_away(vote: Vote, answer: str) -> bool:
    if vote.lean is None:
        return False
    return vote.lean < EVEN if answer == "supports" else vote.lean > EVEN


def _independent(decided: Sequence[Vote]) -> int:
    """Count independent sources: of instances those behind each, of series their producers."""
    by_instance = [vote.sources for vote in decided if vote.sources is not None]
    by_producer = {name for vote in decided if vote.sources is None for name in vote.producers}
    return max([len(by_producer), *by_instance])


EVEN = 0.5
"""A lean on neither side."""
