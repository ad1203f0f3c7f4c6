"""Sentences with numbers in them, for any format: the pages, the PDF and the Markdown say the same.

A writer turns the engine's numbers into parts (:mod:`entente.brief.words.numbers`) and lets the
format render them, so that no format has a way round the rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from entente.brief.words import findings, phrases
from entente.brief.words.numbers import Part
from entente.claim_forms import claim_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from entente.assessment import (
        Answer,
        ClaimAssessment,
        ForecastAssessment,
        LensAssessment,
        LensResult,
        VintageName,
    )
    from entente.brief.words.numbers import Numbers

T = TypeVar("T")

FEW = 2


class Writer(Generic[T]):
    """Writes what the engine found, each number with the rows behind it."""

    def __init__(self, numbers: Numbers, render: Callable[[Iterable[Part]], T]) -> None:
        """Bind the numbers of an assessment to a format."""
        self._numbers, self._render = numbers, render

    def prose(self, text: str, claim: str, lens: str = "") -> T:
        """Write a sentence of the engine."""
        return self._render(self._numbers.prose(text, claim, lens))

    def number(self, text: str, claim: str, lens: str = "") -> T:
        """Write one number."""
        return self._render([self._numbers.number(text, claim, lens)])

    def said(self, text: str, why: str = "report") -> T:
        """Write words that are nobody's findings: the report's, the rule's, a source's."""
        return self._render([Part(text, excuse=why)])

    def finding(self, claim: ClaimAssessment) -> T:
        """Write what was found on a claim, or how likely the events are that it forecasts."""
        if claim.forecasts:
            return self._render(self._forecasts(claim))
        return self._render(findings.finding(claim, self._numbers))

    def observed(self, claim: ClaimAssessment, lens: LensAssessment) -> T:
        """Write what one lens measured."""
        return self._render(findings.observed(claim, lens, self._numbers))

    def told(self, claim: ClaimAssessment) -> T:
        """Write what was measured, without what it means."""
        return self._render(findings.measured(claim, self._numbers))

    def happened(self, claim: ClaimAssessment, vintage: VintageName) -> T:
        """Write in a few words whether what a claim says happened."""
        return self._render(findings.happened(claim, self._numbers, vintage))

    def unusual(self, claim: ClaimAssessment, vintage: VintageName) -> T:
        """Write in a few words whether it is more than usual, with the rank among others."""
        return self._render(findings.unusual(claim, self._numbers, vintage))

    def effect(self, claim: str, lens: LensAssessment, result: LensResult) -> T:
        """Write the effect of a lens with its interval, or that there is none."""
        return self._render(self._effect(claim, lens, result))

    def likelihood(self, claim: str, lens: LensAssessment, result: LensResult) -> T:
        """Write how likely the effect is; nothing where the lens counts a list."""
        return self._render(self._likelihood(claim, lens, result))

    def reason(self, claim: str, answer: Answer) -> T:
        """Write why a verdict is undetermined, mixed or not testable."""
        return self.prose(phrases.sentence(answer.reason), claim)

    def change(self, claim: ClaimAssessment, vintage: VintageName) -> T:
        """Write what the lenses that moved said at a vintage."""
        moved = [lens for lens in claim.lenses if claim.change and lens.id in claim.change.lenses]
        parts: list[Part] = []
        shown = moved or claim.lenses[:FEW]
        for lens in shown:
            result = lens.results[vintage]
            parts += [Part("; " if parts else ""), Part(f"{lens.title}: ", excuse="rule")]
            parts += self._effect(claim.id, lens, result)
            parts.append(Part(f" ({phrases.lens_answer(result)})"))
        if not moved and len(claim.lenses) > FEW:
            parts.append(Part("; and more lenses"))
        return self._render(parts)

    def odds(self, claim: str, forecast: ForecastAssessment, vintage: VintageName) -> T:
        """Write the probability of a forecast."""
        return self._render(self._odds(claim, forecast.id, forecast.probability[vintage]))

    def naive_odds(self, claim: str, forecast: ForecastAssessment, vintage: VintageName) -> T:
        """Write the probability by the naive forecaster."""
        return self._render(self._odds(claim, forecast.id, forecast.naive[vintage]))

    def _odds(self, claim: str, lens: str, value: float | None) -> list[Part]:
        if value is None:
            return [Part("no rows yet")]
        return [self._numbers.number(phrases.probability(value), claim, lens)]

    def _effect(self, claim: str, lens: LensAssessment, result: LensResult) -> list[Part]:
        if claim_forms[lens.form].counts_instances and not result.effect:
            listed = "complete" if lens.complete else "not complete"
            return [Part(f"none recorded, in a list that is {listed}")]
        if result.effect is None:
            return self._numbers.prose(result.reason_text or "no estimate", claim, lens.id)
        text = phrases.effect(result.effect, lens.effect_unit, low=result.low, high=result.high)
        return [self._numbers.number(text, claim, lens.id)]

    def _likelihood(self, claim: str, lens: LensAssessment, result: LensResult) -> list[Part]:
        text = phrases.likelihood(result, lens)
        return self._numbers.prose(text, claim, lens.id) if text else []

    def _forecasts(self, claim: ClaimAssessment) -> list[Part]:
        parts: list[Part] = []
        for forecast in claim.forecasts:
            parts += [
                Part(" " if parts else ""),
                Part(f"{phrases.forecast_event(forecast)}: the chance is ", excuse="rule"),
                *self._odds(claim.id, forecast.id, forecast.probability["now"]),
                Part("."),
            ]
        return parts
