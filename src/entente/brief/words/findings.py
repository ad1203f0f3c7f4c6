"""What was found, in words: what was measured, what it means for the sentence, how special it is.

A finding is made from the assessment by these rules alone, so that the same rows give the same
words. It speaks to a reader who knows neither the method nor its terms.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from entente.brief.words import amounts, phrases, quantities
from entente.brief.words.numbers import Part
from entente.claim_forms import claim_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from entente.assessment import Answer, ClaimAssessment, LensAssessment, LensResult, VintageName
    from entente.brief.words.numbers import Numbers
    from entente.finding import Stretch

MOST_TOLD = 2
"""Measures that a finding tells of."""

_MEANS = {
    "supported": "That bears the report out.",
    "documented": "That is on record; the list may lack others.",
    "mixed": "The measures do not agree.",
}
_HAPPENED = {
    "supported": "Yes",
    "documented": "On record",
    "contradicted": "No",
    "mixed": "In part",
    "undetermined": "Cannot tell",
    "not testable": "Not tested",
}
_WHY_OPEN = {
    "too_noisy": "That is too close to call.",
    "specifications_split": "Counted in another way, the answer changes.",
    "list_incomplete": "The list is open, so fewer acts prove nothing.",
    "too_short": "That is too little to tell.",
    "too_few": "That is too little to tell.",
    "no_rows": "That is too little to tell.",
    "confounded": "Chance alone would often show as much.",
    "fragile": "Without one event or year it would not hold.",
    "sources_disagree": "Two ways of counting do not agree.",
}


def finding(claim: ClaimAssessment, numbers: Numbers, vintage: VintageName = "now") -> list[Part]:
    """Return what was found on a claim, in one to three sentences.

    Raises:
        UnsourcedNumberError: A number leads to no rows.
    """
    told = telling(claim, vintage)
    parts = measured(claim, numbers, vintage)
    meaning = _meaning(claim, claim.answers[vintage], told, vintage)
    if meaning:
        parts.append(Part((" " if parts else "") + meaning, excuse="rule"))
    if len(told) == 1:
        parts += _special(claim, told[0], numbers, vintage)
    return parts


def measured(claim: ClaimAssessment, numbers: Numbers, vintage: VintageName = "now") -> list[Part]:
    """Return what was measured on a claim, a sentence each lens that is told of.

    Raises:
        UnsourcedNumberError: A number leads to no rows.
    """
    parts: list[Part] = []
    for lens in telling(claim, vintage):
        parts += [Part(" " if parts else ""), *observed(claim, lens, numbers, vintage)]
    return parts


def telling(claim: ClaimAssessment, vintage: VintageName = "now") -> list[LensAssessment]:
    """Return the lenses that a finding tells of: those that decide, else the best there is.

    Where they disagree, one of each side; else two where each only counts, and one otherwise.
    """
    by = claim.answers[vintage].decided_by
    decided = [lens for lens in claim.lenses if lens.id in by]
    if claim.answers[vintage].verdict == "mixed" and decided:
        other = [
            lens
            for lens in decided
            if lens.results[vintage].answer != decided[0].results[vintage].answer
        ]
        return [decided[0], *other[:1]]
    if decided:
        return decided[:MOST_TOLD] if all(map(_counts, decided)) else decided[:1]
    tried = [lens for lens in claim.lenses if lens.results[vintage].effect is not None]
    firm = [lens for lens in tried if lens.proxy != "weak"]
    return (firm or tried or claim.lenses)[:1]


def observed(
    claim: ClaimAssessment, lens: LensAssessment, numbers: Numbers, vintage: VintageName = "now"
) -> list[Part]:
    """Return what a lens measured, as a sentence: what it is, from what to what.

    Raises:
        UnsourcedNumberError: A number leads to no rows.
    """
    said = f"{sentence_of(lens, lens.results[vintage])}."
    return _with_rows(said, claim.id, lens, numbers)


def sentence_of(lens: LensAssessment, result: LensResult) -> str:
    """Return what a lens measured, without links and full stop: the title of its figure."""
    found, form = result.finding, claim_forms[lens.form]
    if _counts(lens):
        return _instances(lens, result)
    if found.effect is None:
        return f"{lens.title}: {result.reason_text or 'no estimate'}"
    if found.base and found.seen:
        tell = _rungs if lens.rungs else _level if form.is_level else _change
        return tell(lens, found.base, found.seen)
    if form.each_apart:
        return f"{lens.title}: year by year the two move together at {found.effect:.1f} of 1"
    if not form.reads_acts:
        return f"{lens.title}: {amounts.effect(found.effect, lens.effect_unit)}"
    times = amounts.number(amounts.tens(1 + found.effect))
    return f"{lens.title}: {times} times the rate of other days"


def title_of(claim: ClaimAssessment) -> str:
    """Return the title of the figure beside a finding: what it shows."""
    told = telling(claim)
    if len(told) == 1:
        return sentence_of(told[0], told[0].results["now"])
    mixed = claim.answers["now"].verdict == "mixed"
    return "Two measures that do not agree" if mixed else "What is on record"


def happened(claim: ClaimAssessment, numbers: Numbers, vintage: VintageName) -> list[Part]:
    """Return in a few words whether what a claim says happened, with what was measured.

    Raises:
        UnsourcedNumberError: A number leads to no rows.
    """
    answer = claim.answers[vintage]
    yes = "The opposite" if answer.sense == "the opposite" else _HAPPENED[answer.verdict]
    told = telling(claim)[:1]
    briefly = _briefly(told[0], told[0].results[vintage]) if told else ""
    if not briefly:
        return [Part(yes)]
    return [Part(f"{yes}: "), *numbers.prose(briefly, claim.id, told[0].id)]


def unusual(claim: ClaimAssessment, numbers: Numbers, vintage: VintageName) -> list[Part]:
    """Return in a few words whether it is more than usual, with the rank among others.

    Raises:
        UnsourcedNumberError: A number leads to no rows.
    """
    for lens in telling(claim)[:1]:
        standing = lens.results[vintage].standing
        if standing.mark:
            yes = {"unusual": "Yes", "between": "Perhaps", "common": "No"}[standing.mark]
            did = f"similar {others(lens)} did as much"
            rank = f": {standing.as_large} of {standing.compared} {did}"
            return [Part(yes), *numbers.prose(rank, claim.id, lens.id)]
    return [Part("Not compared")]


def _briefly(lens: LensAssessment, result: LensResult) -> str:
    """Return what was measured without its name: from what to what."""
    found = result.finding
    if _counts(lens):
        return f"{int(result.effect or 0)} on record"
    if found.base and found.seen:
        if lens.rungs:
            return lens.rungs.get(round(found.seen.value), "")
        (was, now), unit = _both(lens, found.base, found.seen)
        if amounts.is_yes_or_no(lens.unit):
            return now
        arrow = " beside " if claim_forms[lens.form].is_level else " → "
        first, last = (now, was) if claim_forms[lens.form].is_level else (was, now)
        return f"{first}{arrow}{last}{unit}"
    return ""


def _with_rows(said: str, claim: str, lens: LensAssessment, numbers: Numbers) -> list[Part]:
    """Lead the numbers of a sentence to their rows; those of the title are the rule's own."""
    rest = said.removeprefix(lens.title)
    return [Part(lens.title, excuse="rule"), *numbers.prose(rest, claim, lens.id)]


def _counts(lens: LensAssessment) -> bool:
    return claim_forms[lens.form].counts_instances


def _instances(lens: LensAssessment, result: LensResult) -> str:
    count = int(result.effect or 0)
    if not count:
        kind = "complete" if lens.complete else "not complete"
        return f"{lens.title}: none recorded, in a list that is {kind}"
    first, last = result.window or (None, None)
    if isinstance(first, dt.date) and isinstance(last, dt.date):
        same = first.year == last.year
        when = _month(last) if same else quantities.run(first.year, last.year)
        return f"{lens.title}: {count} on record, {when}"
    return f"{lens.title}: {count} on record"


def _rungs(lens: LensAssessment, base: Stretch, seen: Stretch) -> str:
    was, now = (lens.rungs.get(round(one.value), f"step {one.value:.0f}") for one in (base, seen))
    if base.value == seen.value:
        return f"{lens.title}: {now} since {_when(seen, lens)}, as before"
    return f"{lens.title}: {was} since {_when(base, lens)}, {now} since {_when(seen, lens)}"


def _change(lens: LensAssessment, base: Stretch, seen: Stretch) -> str:
    (was, now), unit = _both(lens, base, seen)
    subject = lens.title
    if claim_forms[lens.form].two_sided:
        subject += ": the gap between the two sides"
    if was == now:
        return f"{subject} stayed at {now}{unit} ({_when(base, lens)}, {_when(seen, lens)})"
    went = "rose" if seen.value > base.value else "fell"
    return f"{subject} {went} from {was} ({_when(base, lens)}) to {now}{unit} ({_when(seen, lens)})"


def _level(lens: LensAssessment, base: Stretch, seen: Stretch) -> str:
    (bar, level), unit = _both(lens, base, seen)
    measured = f"{lens.title}: {level}{unit} in {_when(seen, lens)}"
    if amounts.is_yes_or_no(lens.unit):
        return measured
    if lens.threshold is not None:
        return f"{measured}; the bar is {bar}"
    if base.first != seen.first:
        return f"{measured}, against {bar} in {_when(base, lens)}"
    return f"{measured}, against {bar} among those compared"


def _both(lens: LensAssessment, base: Stretch, seen: Stretch) -> tuple[list[str], str]:
    """Return the two levels in words, with the unit that the title does not name already."""
    values = [base.value, seen.value]
    if claim_forms[lens.form].two_sided and amounts.is_share(lens.unit):
        texts, rest = amounts.newspaper(values, lens.unit, lens.period_kind)
        return [text.removesuffix(amounts.NO_BREAK + "%") for text in texts], f" points{rest}"
    texts, unit = amounts.newspaper(values, lens.unit, lens.period_kind)
    noun, _, rest = unit.strip().partition(" ")
    named = noun.removesuffix("s") in lens.title.lower()
    return texts, f" {rest}".rstrip() if noun and named else unit


def _when(stretch: Stretch, lens: LensAssessment) -> str:
    first, last = stretch.first, stretch.last
    if first is None or last is None:
        return ""
    if isinstance(first, int) and isinstance(last, int):
        years = quantities.run(first, last)
        return f"fiscal {years}" if lens.period_kind == "fiscal_year" else years
    if lens.period_kind == "date":
        return _month(last)
    ends = [quantities.short_month(end) for end in (first, last) if isinstance(end, dt.date)]
    return "–".join(dict.fromkeys(ends))


def _month(day: int | dt.date) -> str:
    return quantities.date(day.isoformat()[:7]) if isinstance(day, dt.date) else str(day)


def _meaning(
    claim: ClaimAssessment, answer: Answer, told: Sequence[LensAssessment], vintage: VintageName
) -> str:
    """Return what the measured means for the sentence."""
    if not told:
        return phrases.sentence(claim.not_testable)
    changes = claim_forms[claim.form].states_change
    means = _MEANS | {
        "not testable": "No more than a weak sign is held, and it decides nothing.",
        "undetermined": _WHY_OPEN.get(told[0].results[vintage].reason, "That decides nothing."),
        "contradicted": f"The {'change' if changes else 'level'} that the report sees is not there."
        if not _some(told[0], vintage)
        else "That is too little to be the change that the report sees.",
    }
    if answer.sense == "the opposite":
        return "That is the opposite of what the report says."
    if answer.verdict == "mixed" and len(told) == 1:
        return "It happened, and to most others too."
    if answer.verdict == "undetermined" and told[0].results[vintage].answer != "cannot_tell":
        return "Whether that is more than usual could not be compared."
    return means[answer.verdict]


def _some(lens: LensAssessment, vintage: VintageName) -> bool:
    """Whether it moved the claimed way, if by too little."""
    effect = lens.results[vintage].effect or 0.0
    return (effect if lens.direction == "up" else -effect) > 0


def _special(
    claim: ClaimAssessment, lens: LensAssessment, numbers: Numbers, vintage: VintageName
) -> list[Part]:
    """Return how many others moved as much, where others were compared."""
    standing, form = lens.results[vintage].standing, claim_forms[lens.form]
    answered = claim.answers[vintage].verdict in {"supported", "mixed"}
    if not standing.mark or form.excludes or not answered:
        return []
    only = "Only " if standing.mark == "unusual" and standing.as_large else ""
    count = str(standing.as_large) if standing.as_large else "None"
    did = "stand as far" if form.is_level else "moved as much"
    said = f" {only}{count} of {standing.compared} similar {others(lens)} {did}."
    return numbers.prose(said, claim.id, lens.id)


def others(lens: LensAssessment) -> str:
    """Return what a lens is compared with: pairs, or states.

    Examples:
        >>> from types import SimpleNamespace as S
        >>> others(S(series=[S(label="CHN-RUS")])), others(S(series=[S(label="RUS")]))
        ('pairs', 'states')
    """
    paired = any("-" in point.label or ">" in point.label for point in lens.series)
    return "pairs" if paired else "states"
