"""Responds to events: acts cluster in the days after listed events."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from pydantic import BaseModel, ConfigDict, PositiveInt

from entente.criteria import Ask, Evidence, criterion
from entente.criteria._decision import cannot_tell, judge
from entente.policy import CHANCE, FEWEST_ACTS, FEWEST_EVENTS, INTERVAL, SETS_OF_RANDOM_DATES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from entente.finding import Finding


SEED = 1
"""Of the random dates: the same for every lens, so that one series has one ruling."""


class Options(BaseModel):
    """Options of ``responds_to_events``.

    Attributes:
        days: Length of the window, the day of the event included.
        span_from, span_to: Days between which both acts and events were looked for.
        season_days: How far a random date may lie from the event's day of the year.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    days: PositiveInt = 14
    span_from: dt.date
    span_to: dt.date | None = None
    season_days: PositiveInt = 30


@criterion(
    form="event response",
    effect="relative change, against the rate on other days",
    options=Options,
    periodic=False,
    counts_acts=True,
)
def responds_to_events(evidence: Evidence, ask: Ask) -> Finding:
    """The rate of acts in windows after events is beyond the rate on other days.

    The ratio of rates has the interval of two Poisson rates under Jeffreys' prior; random dates of
    the same season must not do as well; and no single event may carry the answer.

    Args:
        evidence: ``points``: dated acts; ``against``: dated events; the days between belong to
            ``options.span_from`` and the last act or event known.
        ask: ``matters``: smallest relative excess of the rate (1 is twice the rate).

    Returns:
        The relative excess; cannot tell under four events or six acts (``too_short``), where random
        dates do as well (``confounded``) or one event carries it (``fragile``).

    Source:
        MacKinlay (1997), Journal of Economic Literature 35, p. 13 (event studies); Brown, Cai and
        DasGupta (2001), Statistical Science 16, p. 101 (Jeffreys intervals).

    Examples:
        >>> from entente.measures import Point
        >>> events = [dt.date(2020 + i, 3 + i, 10) for i in range(5)]
        >>> acts = [day + dt.timedelta(days=d) for day in events for d in (1, 4)]
        >>> seen = Evidence(
        ...     tuple(Point(day, 1.0) for day in acts), (tuple(Point(day, 1.0) for day in events),)
        ... )
        >>> options = {"span_from": dt.date(2020, 1, 1)}
        >>> found = responds_to_events.decide(
        ...     seen, responds_to_events.ask(matters=1, options=options)
        ... )
        >>> found.answer
        'supports'
    """
    start = ask.options.span_from
    stop = ask.options.span_to or dt.date.max
    acts = [day for day in _days(evidence.points, start) if day <= stop]
    found_events = _days(evidence.against[0], start) if evidence.against else []
    events = sorted({day for day in found_events if day <= stop})
    if len(events) < FEWEST_EVENTS or len(acts) < FEWEST_ACTS:
        short = (
            f"{len(acts)} acts and {len(events)} events; "
            f"{FEWEST_ACTS} and {FEWEST_EVENTS} are needed."
        )
        return cannot_tell("too_short", short, n=len(acts))
    end = ask.options.span_to or max(acts[-1], events[-1] + dt.timedelta(days=ask.options.days))
    span = (end - start).days + 1
    inside, covered = _caught(acts, events, ask.options.days)
    found = _rates(inside, covered, len(acts) - inside, span - covered, ask, len(acts))
    beaten = float(np.mean(_by_chance(acts, events, start, end, ask) >= inside))
    detail = (
        f"{inside} of {len(acts)} acts fall on the {covered} days after {len(events)} events "
        f"(of {span:,} days); random dates of the season do as well in {beaten:.0%}."
    )
    if found.answer != "supports":
        return replace(found, detail=detail)
    if beaten > CHANCE:
        return replace(found, answer="cannot_tell", reason="confounded", detail=detail)
    for event in events:
        rest = [other for other in events if other != event]
        kept, days = _caught(acts, rest, ask.options.days)
        if _rates(kept, days, len(acts) - kept, span - days, ask, len(acts)).answer != "supports":
            detail += f" Without the event of {event.isoformat()} it does not hold."
            return replace(found, answer="cannot_tell", reason="fragile", detail=detail)
    return replace(found, detail=detail)


def _days(points: Sequence[object], start: dt.date) -> list[dt.date]:
    days = [getattr(point, "period", None) for point in points]
    return sorted(day for day in days if isinstance(day, dt.date) and day >= start)


def _caught(acts: list[dt.date], events: list[dt.date], length: int) -> tuple[int, int]:
    """Count the acts in the windows after events, and the days that these windows cover."""
    covered = {event + dt.timedelta(days=d) for event in events for d in range(length)}
    return sum(act in covered for act in acts), len(covered)


def _rates(inside: int, days: int, outside: int, other_days: int, ask: Ask, n: int) -> Finding:
    """Judge the ratio of two Poisson rates: of all acts the share inside has a beta posterior."""
    from scipy.special import betaincinv

    by_day = max(other_days, 1) / max(days, 1)

    def excess(share: float) -> float:
        return share / (1 - share) * by_day - 1

    low, high = (float(betaincinv(inside + 0.5, outside + 0.5, end)) for end in INTERVAL)
    effect = (inside + 0.5) / (outside + 0.5) * by_day - 1
    return judge(effect, (excess(low), excess(high)), ask, n=n)


def _by_chance(
    acts: list[dt.date], events: list[dt.date], start: dt.date, end: dt.date, ask: Ask
) -> NDArray[np.int64]:
    """Count acts in windows after random dates of the same season, set by set."""
    random = np.random.Generator(np.random.PCG64(SEED))
    shape = (SETS_OF_RANDOM_DATES, len(events))
    reach = ask.options.season_days
    years = random.integers(start.year, end.year + 1, size=shape)
    shifts = random.integers(-reach, reach + 1, size=shape)
    first_days = {year: dt.date(year, 1, 1).toordinal() for year in range(start.year, end.year + 1)}
    begins = np.vectorize(first_days.__getitem__)(years)
    season = np.array([event.timetuple().tm_yday - 1 for event in events])
    days = begins + season + shifts
    first, last = start.toordinal(), end.toordinal()
    # A date outside the span is drawn again from all of it: none piles up on its edges.
    days = np.where((days < first) | (days > last), random.integers(first, last + 1, shape), days)
    found = np.array([act.toordinal() for act in acts])
    after = found[None, None, :] - days[:, :, None]
    caught = ((after >= 0) & (after < ask.options.days)).any(axis=1)
    return caught.sum(axis=1)
