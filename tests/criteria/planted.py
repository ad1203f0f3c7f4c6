"""Planted data: for every criterion a series whose answer is known, and one where it is not so."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from entente.criteria import Evidence, criteria
from entente.measures import Point

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from entente.finding import Finding
    from entente.periods import Period

    Answer = Literal["supports", "contradicts", "cannot_tell", "registered"]

WAVE = (0.0, 2.0, 1.0, 4.0, 2.0, 6.0, 3.0, 7.0, 1.0, 0.0, 3.0, 9.0)
BREAK = dt.date(2019, 1, 1)
EVENTS = tuple(dt.date(2020 + i, 3 + i, 10) for i in range(5))


def years(values: Iterable[float], first: int = 2010) -> tuple[Point, ...]:
    return tuple(Point(first + i, float(value)) for i, value in enumerate(values))


def days(found: Iterable[dt.date], n: int | None = 2) -> tuple[Point, ...]:
    return tuple(Point(day, 1.0, n=n) for day in sorted(found))


def after(events: Sequence[dt.date], *lags: int) -> tuple[Point, ...]:
    return days(event + dt.timedelta(days=lag) for event in events for lag in lags)


def rungs(*facts: tuple[int, float]) -> tuple[Point, ...]:
    """Facts of a ladder, each on the first of March of its year."""
    return tuple(Point(dt.date(year, 3, 1), rung) for year, rung in facts)


@dataclass(frozen=True)
class Known:
    """An error that is known: half of the interval of every sum, or that it cannot be told."""

    half: float | None
    words: str = "planted"

    def half_width(
        self,
        weights: Mapping[Period, float],  # noqa: ARG002 (one signature for all)
        values: Mapping[Period, float],  # noqa: ARG002 (one signature for all)
    ) -> float | None:
        return self.half


SURE = Known(0.0)


@dataclass(frozen=True)
class Planted:
    """Evidence with a known answer, and how the criterion is asked."""

    yes: Evidence
    no: Evidence
    short: Evidence
    matters: float
    direction: Literal["up", "down"] = "up"
    options: dict[str, Any] = field(default_factory=dict)
    yes_answer: Answer = "supports"
    no_answer: Answer = "contradicts"
    untold: Answer = "cannot_tell"


def decide(
    name: str,
    evidence: Evidence,
    *,
    matters: float,
    direction: Literal["up", "down"] = "up",
    **options: Any,
) -> Finding:
    """Ask a criterion by its name."""
    rule = criteria[name]
    return rule.decide(evidence, rule.ask(direction=direction, matters=matters, options=options))


def wobble(i: int) -> float:
    return 0.01 * ((i * 7) % 5 - 2)


FLAT = tuple(1 + wobble(i) for i in range(14))
RISE = tuple(1 + 0.1 * i + wobble(i) for i in range(14))
STEP = tuple(1 + wobble(i) + (i > 8) for i in range(14))

PLANTED: dict[str, Planted] = {
    "rises": Planted(
        yes=Evidence(years(RISE)),
        no=Evidence(years(FLAT)),
        short=Evidence(years(RISE[:5])),
        matters=0.05,
    ),
    "shifts_after": Planted(
        yes=Evidence(years(STEP)),
        no=Evidence(years(FLAT)),
        short=Evidence(years(STEP[:11])),
        matters=0.5,
        options={"at": BREAK},
    ),
    "exceeds": Planted(
        yes=Evidence(years(FLAT)),
        no=Evidence(years(-value for value in FLAT)),
        short=Evidence(years(FLAT[:2])),
        matters=0.2,
        options={"threshold": 0.5},
    ),
    "holds_within": Planted(
        yes=Evidence(years(FLAT)),
        no=Evidence(years(-value for value in STEP)),
        short=Evidence(years(FLAT[:11])),
        matters=0.5,
        direction="down",
        options={"at": BREAK},
    ),
    "asymmetry_grows": Planted(
        yes=Evidence(years(RISE), (years(FLAT),)),
        no=Evidence(years(FLAT), (years(RISE),)),
        short=Evidence(years(RISE[:5]), (years(FLAT),)),
        matters=0.05,
    ),
    "moves_with": Planted(
        yes=Evidence(years(WAVE), (years(2 * v + i % 2 for i, v in enumerate(WAVE)),)),
        no=Evidence(years(WAVE), (years(-2 * v + i % 2 for i, v in enumerate(WAVE)),)),
        short=Evidence(years(WAVE), (years(WAVE[:8]),)),
        matters=0.3,
    ),
    "climbs": Planted(
        yes=Evidence(rungs((2001, 1), (2012, 2), (2019, 3), (2024, 4))),
        no=Evidence(rungs((2001, 1), (2012, 2), (2021, 2))),
        short=Evidence(rungs((2019, 3), (2024, 4))),
        matters=1,
        options={"at": BREAK},
    ),
    "occurs": Planted(
        yes=Evidence(days(EVENTS[:2])),
        no=Evidence((), complete=True),
        short=Evidence(days(EVENTS[:1])),
        matters=2,
        options={"sources": 2},
    ),
    "responds_to_events": Planted(
        yes=Evidence(after(EVENTS, 1, 4, 9), (days(EVENTS),)),
        no=Evidence(after(EVENTS, *range(30, 300, 2)), (days(EVENTS),)),
        short=Evidence(after(EVENTS, 1, 4), (days(EVENTS[:3]),)),
        matters=1,
        options={"span_from": dt.date(2020, 1, 1)},
    ),
    "registered": Planted(
        yes=Evidence(years(RISE)),
        no=Evidence(years(FLAT)),
        short=Evidence(years(RISE[:2])),
        matters=1,
        yes_answer="registered",
        no_answer="registered",
        untold="registered",
    ),
}
