"""Votes of the General Assembly from two records, Voeten's and then the Digital Library's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from entente.late import _, ibis
from entente.tables._ballots import ballots
from entente.tables._states import called

if TYPE_CHECKING:
    import datetime as dt

    import ibis.expr.types as ir
    import numpy as np

ANSWERS = {"yes": 1, "abstain": 2, "no": 3}
FOUNDED = 1945
"""Year before that of the first session: session n begins in September of this year plus n."""
SESSION_BEGINS = 9
SESSION_ENDS = 270
"""Days from the end of a year to that of the session that began in it."""


@dataclass(frozen=True)
class Cast:
    """Votes that states cast, one entry each.

    Attributes:
        states: Code of the state.
        years: Year in which the session of the vote began.
        items: What was voted on: texts that come again share an item.
        votes: 1 yes, 2 abstain, 3 no; absences are left out.
        bridge: How the two records were joined, in lines for people.
    """

    states: np.ndarray
    years: np.ndarray
    items: np.ndarray
    votes: np.ndarray
    bridge: tuple[str, ...]


@dataclass(frozen=True)
class _RollCall:
    code: int
    year: int
    title: str


def cast_votes(
    votes: ir.Table, roll_calls: ir.Table, library: ir.Table, resolutions: ir.Table
) -> Cast:
    """Join all recorded votes of both records, and tell which texts came again.

    Voeten's record holds votes on paragraphs, amendments and drafts that failed, and ends in 2019;
    what was voted on after its last day is of the Digital Library's, which holds adopted texts
    alone. A roll call of both has one number and days at most 60 apart; it gives Voeten's roll call
    the title by which texts that come again are found.

    Args:
        votes: Votes of Voeten's record.
        roll_calls: Its roll calls.
        library: Votes of the Digital Library.
        resolutions: Its resolutions.

    Source:
        The two records; linking as in :func:`entente.ideal_points.link_items`.
    """
    import numpy as np

    from entente.ideal_points import link_items

    theirs = roll_calls.filter(_.session.notnull()).to_pyarrow().to_pylist()
    texts = [t for t in resolutions.filter(_.recorded).to_pyarrow().to_pylist() if t["date"]]
    twins = _twins(theirs, texts)
    end = max(call["date"] for call in theirs)
    titles = {text["undl_id"]: text["title"] or "" for text in texts}
    held = [
        _RollCall(c["rcid"], c["session"] + FOUNDED, titles.get(twins.get(c["rcid"], -1), ""))
        for c in theirs
    ]
    later = [t for t in texts if t["date"] > end and t["undl_id"] not in set(twins.values())]
    # Numbers of the two records must not meet.
    shift = 1 + max(call["rcid"] for call in theirs)
    calls = held + [
        _RollCall(shift + t["undl_id"], _session_year(t["session"], t["date"]), t["title"] or "")
        for t in later
    ]
    codes, years = [call.code for call in calls], [call.year for call in calls]
    items = link_items(codes, [call.title for call in calls], years)
    first = _voted(votes, roll_calls)
    second = ballots(library, resolutions).select(
        code=_.record_id + shift, state="state", vote="vote"
    )
    columns = ibis.union(first, second).filter(_.vote.isin(list(ANSWERS)), _.code.isin(codes))
    found = columns.order_by("code", "state").to_pyarrow()
    order = np.argsort(codes)
    place = order[np.searchsorted(np.array(codes)[order], found["code"].to_numpy())]
    answer = np.array([ANSWERS[word] for word in found["vote"].to_pylist()])
    return Cast(
        states=np.array(found["state"].to_pylist()),
        years=np.array(years)[place],
        items=items[place],
        votes=answer,
        bridge=(
            f"{len(theirs):,} roll calls of Voeten's record to {end}, then {len(later):,} of the "
            "Digital Library's",
            f"{len(twins):,} roll calls are in both (one number, at most 60 days apart)",
            f"{len(codes) - len(np.unique(items)):,} roll calls share an item with an earlier one",
        ),
    )


def _twins(theirs: list[dict[str, Any]], texts: list[dict[str, Any]]) -> dict[int, int]:
    """Return the Digital Library's record of each of Voeten's roll calls on a whole text."""
    import numpy as np

    from entente.ideal_points.linking import same_roll_calls

    whole = [call for call in theirs if not call["amend"] and not call["para"]]
    days = [np.array([row["date"] for row in rows], "datetime64[D]") for rows in (whole, texts)]
    same = same_roll_calls(
        [call["unres"] or "" for call in whole],
        days[0],
        [text["resolution"] or "" for text in texts],
        days[1],
    )
    return {
        call["rcid"]: texts[int(place)]["undl_id"]
        for call, place in zip(whole, same, strict=True)
        if place >= 0
    }


def _voted(votes: ir.Table, roll_calls: ir.Table) -> ir.Table:
    """Return Voeten's votes under our codes: ``code`` of the roll call, ``state``, ``vote``."""
    dated = votes.inner_join(roll_calls.filter(_.session.notnull()), "rcid").mutate(
        year=_.date.year().cast("int64")
    )
    named = called(dated, state="country").distinct(on=["rcid", "state"], keep="first")
    return named.select(code="rcid", state="state", vote="vote")


def _session_year(session: str | None, day: dt.date) -> int:
    """Year in which a session began; special ones are put with the regular session of their day."""
    if session and session.isdigit():
        return int(session) + FOUNDED
    return day.year if day.month >= SESSION_BEGINS else day.year - 1
