"""The forms of claims: what kind of thing a sentence states, and what follows from that.

A criterion decides on one form, a lens has that of its criterion, and a claim has one of its own.
What the program does differently for a form is a property here, never a comparison with its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FormName = Literal[
    "level",
    "trend",
    "break",
    "state change",
    "asymmetry",
    "co-movement",
    "event response",
    "existence",
    "no harm",
    "forecast",
]


@dataclass(frozen=True)
class ClaimForm:
    """What follows from the form of a claim.

    Attributes:
        says: What a lens of it claims of its measure, upwards and downwards, after "says that it".
        decided_by: Other forms whose lenses may decide it: readings of one thing. A claim that
            states a change is decided by these and its own alone.
        states_change: Whether it states a change: a lens of another form cannot decide it.
        moves_one_series: Whether it states how one series moves, in whichever shape, so that it
            can be set against another form that does.
        excludes: Whether it names a harm and says that there is none.
        counts_instances: Whether its effect is a number of instances: a figure shows one dot each,
            no margin lies around zero, and no window of years is compared.
        reads_acts: Whether it reads acts by their day, so that a figure shows one dot each.
        each_apart: Whether its second series has a panel of its own.
        two_sided: Whether it compares two sides, so that two states at least are named.
        has_slope: Whether what matters is a slope, which a figure draws as a ray.
        has_bar: Whether a threshold is a level to pass, which a figure draws as a bar.
        has_direction: Whether it goes up or down at all.
        is_level: Whether it sets a number beside another, and states no change.
        is_dated: Whether it states a change at a date, so that an end is a fall.
        turns_denied: Whether a denial of it is the same rule in the other direction.
        is_scored: Whether it is about what is to come, so that there are forecasts and no lenses.
    """

    says: tuple[str, str]
    decided_by: tuple[str, ...] = ()
    states_change: bool = False
    moves_one_series: bool = False
    excludes: bool = False
    counts_instances: bool = False
    reads_acts: bool = False
    each_apart: bool = False
    two_sided: bool = False
    has_slope: bool = False
    has_bar: bool = False
    has_direction: bool = True
    is_level: bool = False
    is_dated: bool = False
    turns_denied: bool = False
    is_scored: bool = False


claim_forms: dict[str, ClaimForm] = {
    "level": ClaimForm(
        ("lies above {bar}", "lies below {bar}"),
        has_bar=True,
        is_level=True,
        turns_denied=True,
    ),
    "trend": ClaimForm(
        ("rises", "falls"),
        decided_by=("break", "state change"),
        states_change=True,
        moves_one_series=True,
        has_slope=True,
    ),
    "break": ClaimForm(
        ("stands higher{since}", "stands lower{since}"),
        decided_by=("trend", "state change"),
        states_change=True,
        is_dated=True,
        moves_one_series=True,
    ),
    "state change": ClaimForm(
        ("stands on a higher rung{since}", "stands on a lower rung{since}"),
        decided_by=("trend", "break"),
        states_change=True,
        is_dated=True,
        reads_acts=True,
    ),
    "asymmetry": ClaimForm(
        ("grows more one-sided", "grows less one-sided"),
        states_change=True,
        two_sided=True,
    ),
    "co-movement": ClaimForm(
        ("moves with its partner", "moves against its partner"),
        decided_by=("existence",),
        states_change=True,
        each_apart=True,
        two_sided=True,
        has_direction=False,
    ),
    "event response": ClaimForm(
        ("rises after events", "falls after events"),
        states_change=True,
        reads_acts=True,
    ),
    "existence": ClaimForm(
        ("is on record", "is on record"),
        counts_instances=True,
        reads_acts=True,
        has_direction=False,
    ),
    "no harm": ClaimForm(
        ("has not risen", "has not fallen"),
        excludes=True,
        has_bar=True,
    ),
    "forecast": ClaimForm(
        ("will rise", "will fall"),
        turns_denied=True,
        is_scored=True,
    ),
}
