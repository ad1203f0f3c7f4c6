"""What the templates read from an assessment: groups, counts and tables, no words of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from entente.assessment import NEW_ROWS, VERDICTS
from entente.brief.words import phrases
from entente.brief.words.findings import telling

if TYPE_CHECKING:
    from collections.abc import Iterable

    from entente.assessment import (
        Assessment,
        ClaimAssessment,
        LensAssessment,
        LensResult,
        SourceNote,
        VintageName,
    )

WHOLE_REGION = "Whole region"
FEW = 8
MOST_CHOSEN, NOT_CHOSEN = 5, 6
"""Findings on the front page, and the rank of a claim that is none of them."""
COULD_FAIL = ("supported", "contradicted", "mixed", "undetermined")
"""Verdicts of claims that could have come out otherwise."""


@dataclass(frozen=True)
class Count:
    """How many claims have a verdict, as written and now."""

    verdict: str
    then: int
    now: int

    @property
    def change(self) -> str:
        """The difference in words."""
        gap = self.now - self.then
        return phrases.number(gap, sign=True) if gap else "same"


@dataclass(frozen=True)
class Numbered:
    """What the numbers of a report count.

    Attributes:
        one, many: A name for one of them, and for all.
        of: What they are part of.
    """

    one: str
    many: str
    of: str


@dataclass(frozen=True)
class Option:
    """One option of a choice among equivalent specifications."""

    choice: str
    option: str
    same: int
    total: int


def counts(assessment: Assessment) -> list[Count]:
    """Count claims by verdict."""
    by = assessment.counts
    return [Count(v, by["as_written"].get(v, 0), by["now"].get(v, 0)) for v in VERDICTS]


def could_have_failed(assessment: Assessment) -> Count:
    """Count the claims whose answer could have been another."""
    held = [count for count in counts(assessment) if count.verdict in COULD_FAIL]
    return Count("", sum(count.then for count in held), sum(count.now for count in held))


def judged(assessment: Assessment) -> list[ClaimAssessment]:
    """Claims that have a verdict: all but forecasts."""
    return [claim for claim in assessment.claims if not claim.forecasts]


def home(claim: ClaimAssessment) -> str:
    """Return the theatre that a claim is listed under: its only one, else the whole region."""
    return phrases.place(claim.theatres[0]) if len(claim.theatres) == 1 else WHOLE_REGION


def numbered(assessment: Assessment) -> Numbered:
    """Return what a report's numbers count: sentences of its abstract, or points that are ours."""
    if any("sentence" in claim.locator for claim in assessment.claims):
        return Numbered("Sentence", "Sentences", "abstract")
    return Numbered("Point", "Points", "report")


def by_theatre(assessment: Assessment) -> list[tuple[str, list[ClaimAssessment]]]:
    """Group the claims by theatre, the whole region first; a theatre may have none."""
    order = [WHOLE_REGION, *(phrases.place(name) for name in assessment.theatres)]
    order += sorted({home(claim) for claim in assessment.claims} - set(order))
    return [(name, [c for c in assessment.claims if home(c) == name]) for name in order]


def matrix(
    assessment: Assessment,
) -> list[tuple[str, list[tuple[str, list[ClaimAssessment]]]]]:
    """Lay the claims out by theatre and field."""
    held = {field for claim in assessment.claims for field in claim.fields}
    fields = [field for field in phrases.FIELDS if field in held]
    return [
        (name, [(phrases.FIELDS[f], [c for c in claims if f in c.fields]) for f in fields])
        for name, claims in by_theatre(assessment)
    ]


def that_matter(assessment: Assessment) -> list[ClaimAssessment]:
    """Choose the findings that stand on the front page: at most five, each of another series.

    First what speaks against the report, then answers that changed, then measures that disagree,
    then what is supported and more than usual, then what else is supported, most sure first; within
    each in the order of the report.
    """
    chosen: list[ClaimAssessment] = []
    seen: set[str] = set()
    for claim in sorted(judged(assessment), key=_rank):
        told = telling(claim)
        series = told[0].title if told else ""
        if told and told[0].series and series not in seen and _rank(claim) < NOT_CHOSEN:
            chosen.append(claim)
            seen.add(series)
    return chosen[:MOST_CHOSEN]


def _rank(claim: ClaimAssessment) -> int:
    now = claim.answers["now"]
    unusual = any(lens.results["now"].standing.mark == "unusual" for lens in telling(claim))
    order = (
        now.verdict == "contradicted",
        bool(claim.change and claim.change.cause == NEW_ROWS)
        and now.verdict not in {"undetermined", "not testable"},
        now.verdict == "mixed",
        now.verdict == "supported" and unusual,
        now.confidence.level == "high",
        now.verdict == "supported",
    )
    return order.index(True) if True in order else NOT_CHOSEN


def flipped(assessment: Assessment) -> list[ClaimAssessment]:
    """Claims whose verdict differs between the two vintages."""
    return [claim for claim in assessment.claims if claim.change is not None]


def theatre_verdicts(assessment: Assessment) -> dict[str, list[tuple[str, str]]]:
    """Verdicts of now by theatre, for the map."""
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in assessment.theatres}
    for claim in judged(assessment):
        for theatre in claim.theatres:
            found.setdefault(theatre, []).append((claim.id, claim.answers["now"].verdict))
    return found


def compared(claim: ClaimAssessment) -> bool:
    """Whether the lens that a finding begins with was set beside others, at either vintage."""
    told = telling(claim)[:1]
    return any(result.standing.mark for lens in told for result in lens.results.values())


def letters(claim: ClaimAssessment) -> dict[str, str]:
    """Return a letter for each lens where a claim has several.

    Examples:
        >>> from types import SimpleNamespace as S
        >>> letters(S(lenses=[S(id="all"), S(id="contested")], forecasts=[]))
        {'all': 'A. ', 'contested': 'B. '}
        >>> letters(S(lenses=[S(id="all")], forecasts=[]))
        {'all': ''}
    """
    parts = [*claim.lenses, *claim.forecasts]
    if len(parts) == 1:
        return {parts[0].id: ""}
    return {part.id: f"{chr(65 + i % 26)}. " for i, part in enumerate(parts)}


def overdue(claim: ClaimAssessment) -> list[tuple[str, LensAssessment]]:
    """Lenses with a value that is overdue, by their letters; of those that say the same, one."""
    return [(_who(claim, lenses), lenses[0]) for lenses in overdue_alike(claim)]


def overdue_alike(claim: ClaimAssessment) -> list[list[LensAssessment]]:
    """Lenses with a value that is overdue; those that say the same stand together."""
    groups: dict[str, list[LensAssessment]] = {}
    for lens in claim.lenses:
        if lens.overdue:
            groups.setdefault(lens.overdue, []).append(lens)
    return list(groups.values())


def left_out(claim: ClaimAssessment) -> list[tuple[str, list[str], list[str]]]:
    """Periods left out as not complete, now and as written; equal lenses stand together."""
    groups: dict[tuple[str, ...], list[LensAssessment]] = {}
    for lens in claim.lenses:
        now, then = lens.results["now"].left_out, lens.results["as_written"].left_out
        if now or then:
            groups.setdefault((*now, "", *then), []).append(lens)
    return [
        (
            _who(claim, lenses),
            lenses[0].results["now"].left_out,
            lenses[0].results["as_written"].left_out,
        )
        for lenses in groups.values()
    ]


def _who(claim: ClaimAssessment, lenses: list[LensAssessment]) -> str:
    names = letters(claim)
    return (
        ", ".join(names[lens.id].rstrip(". ") for lens in lenses) + ". "
        if names[lenses[0].id]
        else ""
    )


def options(result: LensResult) -> list[Option]:
    """Return for each option of each choice in how many specifications the answer holds.

    The choices that move the answer most come first; those that never move it are left out.
    """
    if result.robustness is None:
        return []
    specs = result.robustness.specifications
    choices: dict[str, list[Option]] = {}
    for choice in sorted({name for spec in specs for name in spec.changed}):
        groups: dict[str, list[bool]] = {}
        for spec in specs:
            option = spec.changed.get(choice, "as in the rule")
            groups.setdefault(option, []).append(spec.answer == result.before_robustness)
        found = [Option(choice, name, sum(v), len(v)) for name, v in groups.items()]
        found.sort(key=lambda one: (one.option != "as in the rule", one.option))
        if len({one.same / one.total for one in found}) > 1:
            choices[choice] = found
    spread = {
        name: max(o.same / o.total for o in found) - min(o.same / o.total for o in found)
        for name, found in choices.items()
    }
    return [one for name in sorted(spread, key=lambda n: (-spread[n], n)) for one in choices[name]]


def single_flips(result: LensResult) -> list[str]:
    """Return the changes that flip the answer alone."""
    if result.robustness is None:
        return []
    found: list[str] = []
    for spec in result.robustness.specifications:
        if len(spec.changed) == 1 and spec.answer != result.before_robustness:
            ((choice, option),) = spec.changed.items()
            found.append(
                f"{phrases.choice(choice)} {phrases.option(option)}: {phrases.option(spec.answer)}"
            )
    return found[:FEW]


def source_name(name: str) -> str:
    """Return the source of a row as the notes do: all files of the ledger are one."""
    return "ledger" if name.startswith("ledger_") else name


def sources_of(assessment: Assessment, names: Iterable[str]) -> list[SourceNote]:
    """Notes of the named sources, in the order of the assessment."""
    wanted = {source_name(name) for name in names}
    return [note for note in assessment.sources if note.name in wanted]


def claim_sources(assessment: Assessment, claim: ClaimAssessment) -> list[SourceNote]:
    """Notes of the sources behind a claim."""
    parts = (*claim.lenses, *claim.forecasts)
    return sources_of(assessment, (name for part in parts for name in part.sources))


def with_series(claim: ClaimAssessment) -> list[LensAssessment]:
    """Lenses that have values to draw."""
    return [lens for lens in claim.lenses if lens.series]


def with_specifications(claim: ClaimAssessment) -> list[LensAssessment]:
    """Lenses whose specifications were run, at either vintage, with an estimate."""
    names: tuple[VintageName, ...] = ("now", "as_written")
    return [
        lens
        for lens in claim.lenses
        if any((found := lens.results[v].robustness) and found.total > 1 for v in names)
    ]
