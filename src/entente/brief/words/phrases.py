"""Numbers, dates and answers in words, one way for all pages.

Shares are percent and points in prose and 0 to 1 in tables. A probability is never "100 %" unless
it is exact. A minus is a minus sign, not a hyphen.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from entente.assessment import Answer, ForecastAssessment, LensAssessment, LensResult

MARKS = {
    "supported": "sup",
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
    "supported": "Lenses that decide show it, at least one of them not weak.",
    "contradicted": "Lenses that decide show no such change, or the opposite: the page says which.",
    "mixed": "Lenses that decide disagree.",
    "undetermined": "The data cannot tell; a reason and a lean are given.",
    "not testable": "A cause, a motive, a value, or too few points.",
}
FIELDS = {"military": "Military", "economic": "Economic", "diplomatic": "Norms and diplomacy"}
GRADES = {
    "direct": "Direct: it measures what the sentence speaks of.",
    "proxy": "Proxy: it measures something near to what the sentence speaks of.",
    "weak": "Weak: it may move for other reasons, and never decides alone.",
}
PeriodKind = Literal["year", "fiscal_year", "date"]

_SMALL = {"and", "of", "the", "on", "in"}
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_SHARE = re.compile(r"^(?:difference of )?shares?\b(?: of (?!GDP)\w+)?")
_PAST = {
    "supported": "bore this out",
    "contradicted": "spoke against this",
    "mixed": "pointed both ways",
    "undetermined": "could not tell",
    "not testable": "could not decide this",
}
_PRESENT = {
    "supported": "they bear it out",
    "contradicted": "they speak against it",
    "mixed": "they point both ways",
    "undetermined": "they can no longer tell",
    "not testable": "they cannot decide it",
}
_STILL = {
    "supported": "and still do",
    "contradicted": "and still do",
    "mixed": "and still do",
    "undetermined": "and still cannot",
    "not testable": "and still cannot",
}


def number(value: float, *, sign: bool = False) -> str:
    """Write a number with three significant digits, thousands in groups.

    Examples:
        >>> number(-2.9), number(1234.5), number(0.04567), number(12.0, sign=True), number(-0.0)
        ('−2.9', '1,234', '0.0457', '+12', '0')
    """
    size = abs(value)
    if size >= 100 or size == int(size):
        text = f"{size:,.0f}"
    elif size >= 10:
        text = f"{size:.1f}"
    elif size >= 1:
        text = f"{size:.2f}"
    else:
        text = f"{size:.3g}" if size >= 0.0005 else f"{size:.1g}"
        text = f"{float(text):f}" if "e" in text else text
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text == "0":
        return text
    return ("−" if value < 0 else "+" if sign else "") + text


def plain(value: float) -> str:
    """Write a number for a table: as held, without grouping.

    Examples:
        >>> plain(0.552), plain(1004.0), plain(-3.0)
        ('0.552', '1004', '−3')
    """
    text = f"{value:.6g}"
    return (f"{value:.0f}" if "e" in text else text).replace("-", "−")


def is_share(unit: str) -> bool:
    """Tell whether a unit is a share, so that prose speaks of percent and points.

    Examples:
        >>> is_share("share (0-1) a year"), is_share("scrambles"), is_share("share of GDP")
        (True, False, True)
    """
    return bool(_SHARE.match(unit))


def unit_words(unit: str) -> str:
    """Name the unit of an effect in prose.

    Examples:
        >>> unit_words("share (0-1) a year"), unit_words("share of GDP a year")
        ('points a year', 'points of GDP a year')
        >>> unit_words("difference of shares (-1 to 1) a year, difference of the two sides")
        'points a year, difference of the two sides'
        >>> unit_words("kappa (-1 to 1) a year"), unit_words("share of one, as a ratio")
        ('kappa a year', 'points, as a ratio')
    """
    return _SHARE.sub("points", _BRACKETS.sub("", unit))


def effect(value: float, unit: str, *, low: float | None = None, high: float | None = None) -> str:
    """Write an effect with its unit, and its interval where there is one.

    Examples:
        >>> effect(-0.029, "share (0-1) a year", low=-0.044, high=-0.012)
        '−2.9 points a year (−4.4 to −1.2)'
        >>> effect(3, "instances on record"), effect(1, "instances on record")
        ('3 instances on record', '1 instance on record')
        >>> effect(-0.2, "relative change", low=-0.345, high=-0.02)
        '−20.0 % (−34.5 to −2.0)'
    """
    relative = unit.startswith("relative")
    scale = 100.0 if is_share(unit) or relative else 1.0
    given = [value * scale] + ([] if low is None or high is None else [low * scale, high * scale])
    places = _places(given)
    sign = not unit.startswith("instance")
    words = "" if relative else unit_words(unit)
    if unit.startswith("instances") and value == 1:
        words = words.replace("instances", "instance", 1)
    first, *ends = (_fixed(one, places, sign=sign) for one in given)
    if is_share(unit) and first.lstrip("+−") == "1":
        words = words.replace("points", "point", 1)
    text = f"{first} %" if relative else f"{first} {words}"
    if relative:
        text = f"{text} {unit_words(unit).removeprefix('relative change').lstrip(' ,')}".rstrip()
    if not ends or low == high == value:
        return text
    return f"{text} ({' to '.join(ends)})"


def _places(values: list[float]) -> int:
    """Decimals that suit a value and its interval together."""
    largest = max(abs(value) for value in values)
    if largest >= 100 or all(value == int(value) for value in values):
        return 0
    return 1 if largest >= 1 else 2 if largest >= 0.1 else 3


def _fixed(value: float, places: int, *, sign: bool) -> str:
    text = f"{abs(value):,.{places}f}"
    if not text.strip("0.,"):
        return text
    return ("−" if value < 0 else "+" if sign else "") + text


def tens(value: float) -> float:
    """Round to what a reader can use: one decimal from one up, two digits below.

    Examples:
        >>> tens(-2.9412), tens(0.04567), tens(1004.4)
        (-2.9, 0.046, 1004.4)
    """
    return round(value, 1) if abs(value) >= 1 else float(f"{value:.2g}")


def probability(value: float, *, exact: bool = False) -> str:
    """Write a probability.

    Examples:
        >>> probability(0.912), probability(0.9991), probability(1.0), probability(0.001)
        ('91 %', 'over 99 %', 'over 99 %', 'under 1 %')
        >>> probability(1.0, exact=True), probability(0.0, exact=True)
        ('100 %', '0 %')
    """
    if not exact and value > 0.99:
        return "over 99 %"
    if not exact and value < 0.01:
        return "under 1 %"
    return f"{value * 100:.0f} %"


def date(day: dt.date | str) -> str:
    """Write a date as far as it is known.

    Examples:
        >>> date(dt.date(2024, 9, 30)), date("2024-09"), date("2024"), date("2024-09-02")
        ('30 September 2024', 'September 2024', '2024', '2 September 2024')
    """
    parts = str(day).split("-")
    if len(parts) == 1:
        return parts[0]
    month = dt.date(2000, int(parts[1]), 1).strftime("%B")
    rest = f"{month} {parts[0]}"
    return f"{int(parts[2])} {rest}" if len(parts) > 2 else rest


def period(value: float | dt.date | str, kind: PeriodKind = "year") -> str:
    """Name a period.

    Examples:
        >>> period(2024), period(2024, "fiscal_year"), period(dt.date(2024, 7, 25), "date")
        ('2024', 'fiscal 2024', '25 July 2024')
    """
    if isinstance(value, dt.date):
        return date(value)
    return f"fiscal {value}" if kind == "fiscal_year" else str(value)


def plural(count: int, one: str, many: str = "") -> str:
    """Write a count with its noun.

    Examples:
        >>> plural(1, "row"), plural(1200, "row"), plural(0, "series", "series")
        ('1 row', '1,200 rows', '0 series')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(items: Iterable[str], last: str = "and") -> str:
    """Join words as prose does.

    Examples:
        >>> listed(["A"]), listed(["A", "B"]), listed(["A", "B", "C"], last="or")
        ('A', 'A and B', 'A, B or C')
    """
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def sentence(text: str) -> str:
    """Begin with a capital and end with a stop.

    Examples:
        >>> sentence("too noisy"), sentence("Is it?"), sentence("")
        ('Too noisy.', 'Is it?', '')
    """
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".?!" else ".")


def place(slug: str) -> str:
    """Name a theatre or region from its slug; a name stays as it is.

    Examples:
        >>> place("south_china_sea"), place("Korean Peninsula"), place("japan")
        ('South China Sea', 'Korean Peninsula', 'Japan')
    """
    if slug != slug.lower():
        return slug
    words = slug.replace("-", "_").split("_")
    return " ".join(w if i and w in _SMALL else w.capitalize() for i, w in enumerate(words))


def overdue(lens: LensAssessment) -> str:
    """Say which value is overdue, without the word itself, which the page sets apart."""
    return sentence(lens.overdue.removeprefix("Overdue: "))


def short_title(title: str) -> str:
    """Leave out the subtitle of a report.

    Examples:
        >>> short_title("A Sea Apart: Ties in a Region")
        'A Sea Apart'
    """
    return title.partition(": ")[0]


def choice(name: str) -> str:
    """Name a choice among specifications.

    Examples:
        >>> choice("window.from"), choice("options.estimator"), choice("where.vote_set")
        ('window starts', 'estimator', 'vote set')
    """
    slot, _, end = name.partition(".")
    if slot == "window":
        return {"from": "window starts", "to": "window ends"}[end]
    return name.rpartition(".")[2].replace("_", " ")


def option(text: str) -> str:
    """Name an option of a choice.

    Examples:
        >>> option("theil_sen"), option("2017")
        ('theil sen', '2017')
    """
    return text.replace("_", " ")


def lens_answer(result: LensResult) -> str:
    """Name what a lens says: supports, contradicts or cannot tell."""
    return result.answer.replace("_", " ")


def likelihood(result: LensResult, lens: LensAssessment) -> str:
    """Say how likely it is that the lens's effect is, or is not, there.

    Empty where the lens counts a list or has no estimate.
    """
    if result.exact or result.p_claimed is None or result.effect is None:
        return ""
    inside = lens.form == "no harm"
    if result.answer == "contradicts":
        if result.sense == "the opposite" and result.p_none is not None:
            return f"{probability(result.p_none)} that it is level or the opposite"
        end = "leaves the margin" if inside else "falls short of what matters"
        if result.p_none is not None and result.p_none >= 0.9 and not inside:
            return f"{probability(result.p_none)} that there is no such change"
        return f"{probability(1 - result.p_claimed)} that it {end}"
    end = "stays within the margin" if inside else "reaches what matters"
    return f"{probability(result.p_claimed)} that it {end}"


def verdict_story(then: Answer, now: Answer) -> str:
    """Say in a sentence what open data said when the claim was written, and say now.

    Examples:
        >>> from entente.assessment import Answer, Confidence
        >>> sure = Confidence(level="low", reasons=[])
        >>> blank = dict(lean="", reason="", confidence=sure, decided_by=[])
        >>> yes = Answer(verdict="supported", sense="", **blank)
        >>> no = Answer(verdict="contradicted", sense="no such change", **blank)
        >>> verdict_story(yes, yes)
        'Open data bore this out when it was written, and still do.'
        >>> verdict_story(yes, no)
        'Open data bore this out when it was written; now they speak against it: no such change.'
    """
    past = f"Open data {_PAST[then.verdict]}"
    if then.verdict == "not testable" == now.verdict:
        return "No open data could decide this, when it was written or now."
    if then.verdict == now.verdict:
        story = f"{past} when it was written, {_STILL[then.verdict]}"
        if now.verdict == "contradicted":
            was = f", before: {then.sense}" if then.sense != now.sense else ""
            return f"{story}: {now.sense}{was}."
        return f"{story}{_leaning(now)}."
    was = f" ({then.sense})" if then.sense else ""
    is_now = _PRESENT[now.verdict]
    if now.verdict == "undetermined" and then.verdict == "not testable":
        is_now = "they still cannot tell"
    after = f": {now.sense}" if now.sense else _leaning(now)
    return f"{past} when it was written{was}; now {is_now}{after}."


def forecast_event(forecast: ForecastAssessment) -> str:
    """Name the event that a forecast is about."""
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


def _leaning(answer: Answer) -> str:
    return f"; they lean {answer.lean} it" if answer.lean and not answer.sense else ""
