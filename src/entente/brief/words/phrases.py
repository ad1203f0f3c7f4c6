"""Answers and rules in words, one way for all pages.

Amounts are written in :mod:`.amounts`, days, periods and lists in :mod:`.quantities`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from entente.brief.words import amounts, quantities
from entente.brief.words.amounts import (
    is_share,
    number,
    probability,
    tens,
    unit_words,
)
from entente.claim_forms import claim_forms
from entente.policy import SURE

if TYPE_CHECKING:
    from entente.assessment import ForecastAssessment, LensAssessment, LensResult

effect, plain = amounts.effect, amounts.plain
date, period, listed = quantities.date, quantities.period, quantities.listed
"""Templates take all words of a page from this module."""

MARKS = {
    "supported": "sup",
    "documented": "doc",
    "contradicted": "con",
    "mixed": "mix",
    "undetermined": "und",
    "not testable": "nt",
    "registered": "fc",
    "supports": "sup",
    "contradicts": "con",
    "cannot_tell": "und",
}
"""Mark of each word, by its symbol in the page."""

VERDICT_MEANS = {
    "supported": "Lenses that decide show it, and could have shown the opposite.",
    "documented": "It is on record; the list is open, so it could not show the opposite.",
    "contradicted": "Lenses that decide show no such change, or the opposite: the page says which.",
    "mixed": "Lenses that decide disagree.",
    "undetermined": "The data cannot tell; a reason and a lean are given.",
    "not testable": "A cause, a motive, a value, too few points, or weak lenses alone.",
}
FIELDS = {"military": "Military", "economic": "Economic", "diplomatic": "Norms and diplomacy"}
GRADES = {
    "direct": "Direct: it measures what the sentence speaks of.",
    "proxy": "Proxy: it measures something near to what the sentence speaks of.",
    "weak": "Weak: it may move for other reasons, and never decides alone.",
}
PeriodKind = Literal["year", "fiscal_year", "quarter", "month", "date"]

_SMALL = {"and", "of", "the", "on", "in"}


def plural(count: int, one: str, many: str = "") -> str:
    """Write a count with its noun.

    Examples:
        >>> plural(1, "row"), plural(1200, "row"), plural(0, "series", "series")
        ('1 row', '1,200 rows', '0 series')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def sentence(text: str) -> str:
    """Begin with a capital, unless an address is first, and end with a stop.

    Examples:
        >>> sentence("too noisy"), sentence("Is it?"), sentence("")
        ('Too noisy.', 'Is it?', '')
        >>> sentence("example.org/votes, a copy")
        'example.org/votes, a copy.'
    """
    text = text.strip()
    if not text:
        return ""
    first, *_ = text.split()
    is_address = "/" in first and "." in first
    start = text[0] if is_address else text[0].upper()
    return start + text[1:] + ("" if text[-1] in ".?!" else ".")


def unit(name: str) -> str:
    """Write the unit of a row, which is the name of a column, in words.

    Examples:
        >>> unit("usd_mn"), unit("tiv_mn"), unit("ideal points")
        ('USD mn', 'TIV mn', 'ideal points')
    """
    words = name.split("_")
    return " ".join(word.upper() if word in {"usd", "tiv"} else word for word in words)


def row_value(value: float, unit_name: str) -> str:
    """Write the value of a row with its unit; large sums of money as a newspaper has them.

    Examples:
        >>> row_value(129320.4, "usd_mn"), row_value(0.5, "usd_mn"), row_value(0.552, "share")
        ('129.3 billion dollars', '0.5 million dollars', '0.552 share')
    """
    if unit_name == "usd_mn":
        billions = abs(value) >= 1000
        shown = amounts.fixed(value / 1000, 1) if billions else plain(value)
        return f"{shown} {'billion' if billions else 'million'} dollars"
    return f"{plain(value)} {unit(unit_name)}".rstrip()


def place(slug: str) -> str:
    """Return the name of a theatre or region from its slug; a name stays as it is.

    Examples:
        >>> place("south_china_sea"), place("Korean Peninsula"), place("japan")
        ('South China Sea', 'Korean Peninsula', 'Japan')
    """
    if slug != slug.lower():
        return slug
    words = slug.replace("-", "_").split("_")
    return " ".join(w if i and w in _SMALL else w.capitalize() for i, w in enumerate(words))


def overdue(lens: LensAssessment) -> str:
    """Return which value is overdue, without the word itself, which the page sets apart."""
    return sentence(lens.overdue.removeprefix("Overdue: "))


def short_title(title: str) -> str:
    """Leave out the subtitle of a report.

    Examples:
        >>> short_title("A Sea Apart: Ties in a Region")
        'A Sea Apart'
    """
    return title.partition(": ")[0]


def choice(name: str) -> str:
    """Return the name of a choice among specifications.

    Examples:
        >>> choice("window.from"), choice("options.ends"), choice("where.vote_set")
        ('window starts', 'ends', 'vote set')
    """
    slot, _, end = name.partition(".")
    if slot == "window":
        return {"from": "window starts", "to": "window ends"}[end]
    return name.rpartition(".")[2].replace("_", " ")


def option(text: str) -> str:
    """Return the name of an option of a choice.

    Examples:
        >>> option("of_it_all"), option("2017")
        ('of it all', '2017')
    """
    return text.replace("_", " ")


def lens_answer(result: LensResult) -> str:
    """Return what a lens says: supports, contradicts or cannot tell."""
    return result.answer.replace("_", " ")


def likelihood(result: LensResult, lens: LensAssessment) -> str:
    """Return how likely it is that the lens's effect is, or is not, there.

    Empty where the lens counts a list or has no estimate.
    """
    if result.exact or result.p_claimed is None or result.effect is None:
        return ""
    inside = claim_forms[lens.form].excludes
    if result.answer == "contradicts":
        if result.sense == "the opposite" and result.p_none is not None:
            return f"{probability(result.p_none)} that it is level or the opposite"
        end = "leaves the margin" if inside else "falls short of what matters"
        if result.p_none is not None and result.p_none >= SURE and not inside:
            return f"{probability(result.p_none)} that there is no such change"
        return f"{probability(1 - result.p_claimed)} that it {end}"
    end = "stays within the margin" if inside else "reaches what matters"
    return f"{probability(result.p_claimed)} that it {end}"


def forecast_event(forecast: ForecastAssessment) -> str:
    """Return the event that a forecast is about."""
    scale = forecast.unit
    bar = (
        f"{number(tens(forecast.threshold * 100))} %"
        if is_share(scale) and not scale.startswith("difference")
        else f"{number(tens(forecast.threshold * 100))} points"
        if is_share(scale)
        else f"{number(forecast.threshold)} {unit_words(scale)}"
    )
    when = period(forecast.resolves, forecast.period_kind)
    until = "" if str(forecast.resolves) in forecast.title else f" in {when}"
    way = "above" if forecast.direction == "up" else "below"
    return f"{forecast.title} is {way} {bar}{until}"
