"""How two lenses on one measure stand to each other, by what they claim alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from entente.claim_forms import claim_forms
from entente.comparison._words import REASONS, year

if TYPE_CHECKING:
    from entente.assessment import LensAssessment
    from entente.comparison._contract import Group, Reason

# The reasons in order: a later one is a nearer miss.
NEARNESS: tuple[Reason, ...] = tuple(REASONS)


def relation(first: LensAssessment, second: LensAssessment) -> tuple[Group, Reason]:
    """Return how two lenses on one measure stand to each other, by what they claim alone."""
    reason = _apart(first, second)
    if reason:
        return "different", reason
    same = first.direction == second.direction
    forms = {name: claim_forms[name] for name in (first.form, second.form)}
    moving = sum(form.moves_one_series for form in forms.values())
    if moving == len(forms):
        return ("agree" if same else "clash"), ""
    if moving and any(form.excludes for form in forms.values()):
        # No harm denies the change in its direction: a fall against "it has not fallen".
        return ("clash" if same else "agree"), ""
    if len(forms) == 1:
        if claim_forms[first.form].is_level:
            return _levels(first, second, same=same)
        return ("agree" if same else "clash"), ""
    return "different", "other kind"


def _levels(first: LensAssessment, second: LensAssessment, *, same: bool) -> tuple[Group, Reason]:
    if (first.threshold is None) != (second.threshold is None):
        return "different", "other comparison"
    if first.threshold is None or second.threshold is None:
        if _compared_with(first) != _compared_with(second):
            return "different", "other comparison"
        return ("agree" if same else "clash"), ""
    if same:
        return "agree", ""
    above, below = (first, second) if first.direction == "up" else (second, first)
    can_hold = (above.threshold or 0.0) < (below.threshold or 0.0)
    return ("different", "both can hold") if can_hold else ("clash", "")


def _compared_with(lens: LensAssessment) -> set[str]:
    return {point.label for point in lens.series if point.role == "against"}


def _apart(first: LensAssessment, second: LensAssessment) -> Reason:
    """Return why two lenses do not read the same thing; empty where they do."""
    if not _same_states(first, second):
        return "other states"
    one, two = first.where, second.where
    if one.keys() != two.keys() or any(not set(one[key]) & set(two[key]) for key in one):
        return "other scope"
    return "" if _overlap(first, second) else "other years"


def _same_states(first: LensAssessment, second: LensAssessment) -> bool:
    one, two = _states(first), _states(second)
    return one <= two or two <= one


def _states(lens: LensAssessment) -> set[str]:
    """States that a lens is about: as declared, else those of its values."""
    if lens.states:
        return set(lens.states)
    return {state for point in lens.series if point.role == "main" for state in _named(point.label)}


def _named(text: str) -> list[str]:
    return re.findall(r"\b[A-Z]{3}\b", text)


def _overlap(first: LensAssessment, second: LensAssessment) -> bool:
    one, two = (lens.results["now"].window for lens in (first, second))
    if not one or not two:
        # Nothing was read: the two still speak of the same thing, and the data of neither.
        return True
    return year(one[0]) <= year(two[-1]) and year(two[0]) <= year(one[-1])


def nearer(reason: Reason, than: Reason) -> bool:
    """Whether a reason is a nearer miss than another."""
    return NEARNESS.index(reason) > NEARNESS.index(than)
