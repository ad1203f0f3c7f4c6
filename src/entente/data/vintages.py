"""Vintages: what was known on a date. Every verdict belongs to one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, order=True)
class Vintage:
    """What was known on a date.

    Attributes:
        date: The last day whose knowledge counts; rows with a later ``known_on`` are not read.
        name: ``as_written`` for the report's own day, ``now`` for the edition's.
    """

    date: dt.date
    name: str
