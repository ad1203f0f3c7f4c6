"""Two reports against each other: where they agree, clash, or speak of different things.

A pure function of two assessments. Each lens of a report says something of a measure: that it
rises, that it is no lower than before, that an act is on record. Two lenses that read the same
measure of the same states, in the same scope and in years that overlap, can be compared with each
other; all others are listed with the reason why not. Both are then compared with the data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.assessment import VINTAGES, VintageName
from entente.comparison._contract import (
    Compared,
    Comparison,
    Data,
    Group,
    LeftOut,
    Reading,
    Reason,
    Row,
    Side,
)
from entente.comparison._relation import NEARNESS, nearer, relation
from entente.comparison._words import REASONS, Sentences, label, says, scope
from entente.errors import ScopeError
from entente.policy import CLEAR_LEAN

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from entente.assessment import Assessment, ClaimAssessment, LensAssessment, LensResult

    _Pair = tuple[ClaimAssessment, LensAssessment]

__all__ = [
    "Comparison",
    "Data",
    "Group",
    "Reading",
    "Row",
    "Side",
    "compare",
    "label",
    "relation",
]


def compare(first: Assessment, second: Assessment) -> Comparison:
    """Hold two reports against each other, measure by measure.

    Args:
        first: Assessment of one report.
        second: Assessment of the other, from the same edition.

    Returns:
        Rows in three groups, clashes first. Every lens of either report stands in one at least.

    Raises:
        ScopeError: Both are of one report, or of different editions.
    """
    if (first.case, first.report) == (second.case, second.report):
        msg = f"{first.case}/{first.report} cannot be compared with itself."
        raise ScopeError(msg, fix="name two reports")
    if first.edition != second.edition:
        msg = f"The two were assessed from different editions ({first.edition}, {second.edition})."
        raise ScopeError(msg, fix="assess both from one edition")
    one, two = _compared(first), _compared(second)
    if one.label == two.label:
        one, two = (
            found.model_copy(update={"label": f"{found.label} ({found.report})"})
            for found in (one, two)
        )
    pairing = _Pairing(first, second, one.label, two.label)
    return Comparison(
        edition=first.edition,
        now=_day(first, "now"),
        first=one,
        second=two,
        rows=pairing.rows(),
        left_out=[*_left_out(first), *_left_out(second)],
    )


class _Pairing:
    """Pairs the lenses of two assessments."""

    def __init__(self, first: Assessment, second: Assessment, one: str, two: str) -> None:
        self._first, self._second = first, second
        self._sentences = Sentences(one, two)
        self._lenses = (_by_measure(first), _by_measure(second))

    def rows(self) -> list[Row]:
        """Return all rows: clashes, then agreements, then what cannot be compared."""
        held: list[Row] = []
        apart: list[Row] = []
        for measure in dict.fromkeys((*self._lenses[0], *self._lenses[1])):
            found, rest = self._measure(measure)
            held += found
            apart += rest
        order = {claim.id: i for i, claim in enumerate(self._first.claims)}
        after = {claim.id: i for i, claim in enumerate(self._second.claims)}
        held.sort(key=lambda row: (order[row.first[0].claim], after[row.second[0].claim]))
        return [
            *(row for row in held if row.group == "clash"),
            *(row for row in held if row.group == "agree"),
            *apart,
        ]

    def _measure(self, measure: str) -> tuple[list[Row], list[Row]]:
        ours, theirs = (lenses.get(measure, []) for lenses in self._lenses)
        if not ours or not theirs:
            return [], [self._apart(measure, "one report only", ours, theirs)]
        rows: list[Row] = []
        matched: set[int] = set()
        misses: dict[int, tuple[Reason, _Pair]] = {}
        for one in ours:
            for two in theirs:
                group, reason = relation(one[1], two[1])
                if group == "different":
                    for own, other in ((one, two), (two, one)):
                        known = misses.get(id(own[1]))
                        if known is None or nearer(reason, known[0]):
                            misses[id(own[1])] = (reason, other)
                    continue
                matched |= {id(one[1]), id(two[1])}
                rows.append(self._pair(group, one, two))
        return rows, self._misses(measure, matched, misses)

    def _misses(
        self, measure: str, matched: set[int], misses: dict[int, tuple[Reason, _Pair]]
    ) -> list[Row]:
        """Gather what found no partner, by the reason of its nearest miss."""
        by_reason: dict[Reason, tuple[list[_Pair], list[_Pair]]] = {}
        for side in (0, 1):
            for own in self._lenses[side][measure]:
                if id(own[1]) in matched:
                    continue
                reason, other = misses[id(own[1])]
                lists = by_reason.setdefault(reason, ([], []))
                for place, pair in ((side, own), (1 - side, other)):
                    if pair not in lists[place]:
                        lists[place].append(pair)
        return [
            self._apart(measure, reason, *by_reason[reason])
            for reason in reversed(NEARNESS)
            if reason in by_reason
        ]

    def _pair(self, group: Group, one: _Pair, two: _Pair) -> Row:
        sides = _side(self._first, *one), _side(self._second, *two)
        data: dict[VintageName, Data] = {
            name: _data(*(pair[1].results[name] for pair in (one, two))) for name in VINTAGES
        }
        return Row(
            group=group,
            measure=one[1].measure,
            measure_title=one[1].measure_title,
            reason="",
            first=[sides[0]],
            second=[sides[1]],
            data=data,
            text=self._sentences.says(group, *sides),
            data_text={name: self._sentences.data(group, data[name]) for name in VINTAGES},
            notes=self._sentences.notes(group, data, one[1], two[1]),
        )

    def _apart(
        self,
        measure: str,
        reason: Reason,
        ours: Iterable[_Pair],
        theirs: Iterable[_Pair],
    ) -> Row:
        first = [_side(self._first, *pair) for pair in ours]
        second = [_side(self._second, *pair) for pair in theirs]
        known = {pair[1].measure: pair[1].measure_title for pair in (*ours, *theirs)}
        text = REASONS[reason]
        if reason == "one report only":
            text = self._sentences.only(first=bool(first))
        return Row(
            group="different",
            measure=measure,
            measure_title=known[measure],
            reason=reason,
            first=first,
            second=second,
            data=dict.fromkeys(VINTAGES, ""),
            text=text,
            data_text=dict.fromkeys(VINTAGES, ""),
            notes=[],
        )


def _data(first: LensResult, second: LensResult) -> Data:
    """Return with whom the data side, from the answers of two lenses."""
    one, two = first.answer, second.answer
    if one == two == "supports":
        return "both"
    if "supports" in {one, two}:
        return "first" if one == "supports" else "second"
    if one == two == "contradicts":
        return "neither"
    if "contradicts" in {one, two}:
        return "not first" if one == "contradicts" else "not second"
    leans = [(result.lean or 0.0) >= CLEAR_LEAN for result in (first, second)]
    if all(leans):
        return "leans both"
    return "leans first" if leans[0] else "leans second" if leans[1] else "cannot tell"


def _side(assessment: Assessment, claim: ClaimAssessment, lens: LensAssessment) -> Side:
    return Side(
        report=assessment.report,
        claim=claim.id,
        title=claim.title,
        lens=lens.id,
        lens_title=lens.title,
        form=lens.form,
        says=says(lens),
        scope=scope(lens),
        effect_unit=lens.effect_unit,
        proxy=lens.proxy,
        readings={
            name: Reading(
                verdict=claim.answers[name].verdict,
                answer=lens.results[name].answer,
                effect=lens.results[name].effect,
                low=lens.results[name].low,
                high=lens.results[name].high,
                window=lens.results[name].window or [],
            )
            for name in VINTAGES
        },
    )


def _by_measure(assessment: Assessment) -> dict[str, list[_Pair]]:
    found: dict[str, list[_Pair]] = {}
    for claim in assessment.claims:
        for lens in claim.lenses:
            found.setdefault(lens.measure, []).append((claim, lens))
    return found


def _left_out(assessment: Assessment) -> list[LeftOut]:
    return [
        LeftOut(
            report=assessment.report,
            claim=claim.id,
            title=claim.title,
            why="a forecast" if claim.forecasts else "not testable",
        )
        for claim in assessment.claims
        if not claim.lenses
    ]


def _compared(assessment: Assessment) -> Compared:
    return Compared(
        case=assessment.case,
        report=assessment.report,
        label=label(assessment.record),
        title=str(assessment.record["title"]),
        published=str(assessment.record["published"]),
        as_written=_day(assessment, "as_written"),
    )


def _day(assessment: Assessment, name: VintageName) -> dt.date:
    return next(vintage.date for vintage in assessment.vintages if vintage.name == name)
