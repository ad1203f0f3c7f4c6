"""A row behind a number, as it is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

ROLES = ("main", "against", "searched", "specification")
OF_VALUES = ROLES[:2]
"""Roles of the rows that an answer itself rests on."""


@dataclass(frozen=True)
class RowBehind:
    """One row of a table behind the numbers of a claim.

    Attributes:
        lens: Lens (or forecast) it belongs to.
        role: ``main``, ``against`` (comparators, a second series, events), ``searched`` (how far a
            list was searched) or ``specification`` (read by equivalent specifications only).
        period: Year, fiscal year or day that it counts towards, the first where there are several.
        label: States of the value it counts towards.
        table, row_id: Where it stands.
        what: In words: a summary, a resolution's symbol and the vote, a flow ...
        value: The row's own number, where it has one.
        unit: Its unit.
        source: Name of the source.
        origins: Number of independent sources, where counted; ``None`` where all are reposts.
        reliability: Admiralty scale, where graded, and what the most reliable source is, e.g.
            ``B2, news agency`` or ``D2, repost only, unverified``.
        link: Address at which it can be seen, empty where there is none.
        known_on: The day it was public.
        as_written: Whether that was before the report.
        data: The row's columns as JSON, from which the number can be computed again; empty for
            rows that a listed row was itself counted from.
    """

    lens: str
    role: str
    period: str
    label: str
    table: str
    row_id: str
    what: str
    value: float | None
    unit: str
    source: str
    origins: int | None
    reliability: str
    link: str
    known_on: dt.date
    as_written: bool
    data: str = ""
