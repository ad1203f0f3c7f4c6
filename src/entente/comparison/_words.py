"""The words of a comparison: what a lens says of its measure, and what the data say of two."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from entente.claim_forms import claim_forms

if TYPE_CHECKING:
    import datetime as dt

    from entente.assessment import LensAssessment, VintageName
    from entente.comparison._contract import Data, Group, Reason, Side

REASONS: dict[Reason, str] = {
    "one report only": "Only one of the two speaks of this.",
    "other states": "Both read this measure, but of different states.",
    "other scope": "Both read this measure, but count different things in it.",
    "other years": "Both read this measure, but in years that do not overlap.",
    "other kind": "Both read this measure, but one speaks of a level and the other of a change.",
    "other comparison": "Both speak of a level, but compare it with different things.",
    "both can hold": "Both speak of a level, and both can hold at once.",
}
_WHEN: dict[VintageName, str] = {"now": "Now", "as_written": "As written"}
_FOR_BOTH: dict[Data, str] = {"both": "bear out", "leans both": "lean towards"}
_BRACKETS = re.compile(r"\(([A-Z][\w&-]*)\)\s*$")


def label(record: dict[str, object]) -> str:
    """Return the short name of a report: its institution and year.

    Examples:
        >>> label({"institution": "Centre for Examples (CFE)", "published": "2024-09"})
        'CFE 2024'
        >>> label({"institution": "Example House", "published": "2025"})
        'Example House 2025'
    """
    institution = str(record["institution"])
    short = _BRACKETS.search(institution)
    return f"{short[1] if short else institution} {str(record['published'])[:4]}"


def says(lens: LensAssessment) -> str:
    """Return what a lens claims of its measure, to be read after "says that it"."""
    said = claim_forms[lens.form].says[0 if lens.direction == "up" else 1]
    bar = "its threshold" if lens.threshold is not None else "what it is compared with"
    since = "" if lens.at is None else f" since {lens.at.day} {lens.at:%B} {lens.at.year}"
    return said.format(bar=bar, since=since)


def scope(lens: LensAssessment) -> str:
    """Return what of the measure is counted, and of whom."""
    kinds = [", ".join(values).replace("_", " ") for values in lens.where.values()]
    return "; ".join([*(["-".join(lens.states)] if lens.states else []), *kinds])


def year(period: int | dt.date) -> int:
    """Return the year of a period."""
    return period if isinstance(period, int) else period.year


def span(window: list[int | dt.date]) -> str:
    """Return the periods of a window in words.

    Examples:
        >>> span([2013, 2025]), span([2024, 2024]), span([])
        ('2013–2025', '2024', 'none')
    """
    if not window:
        return "none"
    first, last = (str(year(end)) for end in (window[0], window[-1]))
    return first if first == last else f"{first}–{last}"


class Sentences:
    """Sentences on two reports, by their labels."""

    def __init__(self, first: str, second: str) -> None:
        """Take the labels of the two reports."""
        self._labels = (first, second)

    def says(self, group: Group, first: Side, second: Side) -> str:
        """Return what the two say of one measure."""
        one, two = self._labels
        if group == "agree" and first.says == second.says:
            return f"Both say that it {first.says}."
        return f"{one} says that it {first.says}; {two} says that it {second.says}."

    def only(self, *, first: bool) -> str:
        """Return that one report alone speaks of a measure."""
        return f"Only {self._labels[0] if first else self._labels[1]} speaks of this."

    def data(self, group: Group, data: Data) -> str:
        """Return what the data say of it."""
        one, two = self._labels
        if data == "both":
            return (
                "The data bear out both." if group == "agree" else "The data bear out both rules."
            )
        if group == "agree" and data in {"first", "second"}:
            return f"The data bear out the rule of {one if data == 'first' else two} alone."
        return {
            "first": f"The data side with {one}.",
            "second": f"The data side with {two}.",
            "neither": "The data speak against both.",
            "not first": f"The data speak against {one}, and cannot tell of {two}.",
            "not second": f"The data speak against {two}, and cannot tell of {one}.",
            "leans first": f"The data do not decide; they lean towards {one}.",
            "leans second": f"The data do not decide; they lean towards {two}.",
            "leans both": "The data do not decide; they lean towards both.",
        }.get(data, "The data cannot tell.")

    def notes(
        self,
        group: Group,
        data: dict[VintageName, Data],
        first: LensAssessment,
        second: LensAssessment,
    ) -> list[str]:
        """Return what else must be known: other years, other rows, other rules."""
        one, two = self._labels
        notes: list[str] = []
        # The acts that a claim of existence needs have dates, not a window of years.
        if not claim_forms[first.form].counts_instances and any(
            _windows_differ(first, second, n) for n in _WHEN
        ):
            notes.append(f"Years read by {one}: {_years(first)}; by {two}: {_years(second)}.")
        if first.where != second.where:
            notes.append("The one counts more kinds of rows than the other.")
        if first.form != second.form:
            notes.append(f"The one is a rule for a {first.form}, the other for a {second.form}.")
        if "weak" in {first.proxy, second.proxy}:
            notes.append("A weak proxy, which never decides a claim alone.")
        for name, words in _WHEN.items():
            if group == "clash" and data[name] in _FOR_BOTH:
                said = f"{words}, the data {_FOR_BOTH[data[name]]} both"
                notes.append(f"{said}: {_why_both(first, second, name)}")
        return notes


def _windows_differ(first: LensAssessment, second: LensAssessment, name: VintageName) -> bool:
    return first.results[name].window != second.results[name].window


def _years(lens: LensAssessment) -> str:
    """Return the years that a lens reads, and those it read as written where they were others."""
    now, then = (span(lens.results[name].window or []) for name in _WHEN)
    return now if now == then else f"{now} (as written {then})"


def _why_both(first: LensAssessment, second: LensAssessment, name: VintageName) -> str:
    """Explain how two rules that clash can both be borne out: unsaid, it looks like a fault."""
    if _windows_differ(first, second, name):
        return "they are read on different years, so both can hold."
    if first.where != second.where:
        return "they are read on different sets of rows, so both can hold."
    if first.form != second.form:
        return f"a {first.form} and a {second.form} are different rules, so both can hold."
    return "years, rows and rules do not explain it; one of the two rules needs a review."
