"""Vintages: what was known on a date. Every verdict belongs to one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Vintage:
    """What was known on a date.

    Attributes:
        date: The last day whose knowledge counts; rows with a later ``known_on`` are not read.
        name: ``as_written`` for the report's own day, ``now`` for the edition's.
    """

    date: dt.date
    name: str


def year_of(period: dt.date | int) -> int:
    """Give the year of a period.

    Examples:
        >>> year_of(2024), year_of(dt.date(2024, 9, 30))
        (2024, 2024)
    """
    return period.year if isinstance(period, dt.date) else period
