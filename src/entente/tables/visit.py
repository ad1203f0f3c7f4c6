"""How often leaders of one state went to another in a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from entente.late import _, ibis
from entente.states import resolve
from entente.tables import Column, RowText, table
from entente.tables._states import named, states
from entente.tables._when import too_early, year_known

if TYPE_CHECKING:
    import ibis.expr.types as ir

FIRST_YEAR = 1946
KINDS = {
    "president_abroad": ("us_leader_visits", 2024),
    "secretary_of_state_abroad": ("us_leader_visits", 2024),
    "leader_to_washington": ("us_leader_visits", 2023),
    "chinese_leader_abroad": ("china_vitae_engagements", 2018),
    "chinese_leader_met": ("china_vitae_engagements", 2018),
}
"""Each list with its last whole year."""
FIRST = {"us_leader_visits": FIRST_YEAR, "china_vitae_engagements": 2003}
AMERICAN = {
    ("US_to", "president"): "president_abroad",
    ("US_to", "secretary"): "secretary_of_state_abroad",
    ("to_US", "foreign leader"): "leader_to_washington",
}
OLD_NAMES = {"Korea": "KOR"}
"""Names that the lists have for one of two states of today."""


@table(
    title="visits of leaders between two states in a year",
    key=("state", "partner", "kind", "year"),
    columns={
        "state": Column("string", "state whose list it is: the United States or China"),
        "partner": Column("string", "the other state"),
        "kind": Column(
            "string",
            "who went where",
            allowed=tuple(KINDS),
            says={kind: kind.replace("_", " ") for kind in KINDS},
        ),
        "year": Column("int64", "calendar year in which the visit began"),
        "visits": Column("int64", "how many", unit="visits"),
    },
    row=RowText("{state} and {partner}, {year}: {kind}", value="visits", unit="visits"),
    sides=("state", "partner"),
    uses=("us_leader_visits", "china_vitae_engagements"),
    closed=True,
    audits={
        "no visit to oneself": lambda rows: rows.filter(_.state == _.partner),
        "counts are not negative": lambda rows: rows.filter(_.visits < 0),
        "known after the year": too_early,
    },
)
def visit(american: ir.Table, chinese: ir.Table) -> ir.Table:
    """Carry counts of visits by year, zeros included, for every state that was there.

    American: each country on a journey of the President or the Secretary of State, and each visit
    of a foreign leader to the United States, as its own historians list them (to 2024, visits to
    2023). Chinese: days on which one of seven leaders was abroad in a country, and days on which
    one met somebody of it, 2003 to 2018; the leaders change in 2013, so compare shares over
    partners and not counts over time.

    Source:
        Office of the Historian, U.S. Department of State; China Vitae.
    """
    kinds = ibis.cases(
        *(
            ((_.direction == direction) & (_.role == role), kind)
            for (direction, role), kind in AMERICAN.items()
        ),
        else_=ibis.null("string"),
    )
    ours = american.mutate(
        kind=kinds, state=ibis.literal("USA"), source=ibis.literal("us_leader_visits")
    ).select("state", "kind", "source", "country", day=_.date_start)
    days = chinese.select("date", "country", "travelled_abroad", "met").distinct()
    theirs = [
        days.filter(_[column] == 1)
        .select("date", "country")
        .distinct()
        .select(
            "country",
            state=ibis.literal("CHN"),
            kind=ibis.literal(kind),
            source=ibis.literal("china_vitae_engagements"),
            day=_.date,
        )
        for column, kind in (
            ("travelled_abroad", "chinese_leader_abroad"),
            ("met", "chinese_leader_met"),
        )
    ]
    every = ibis.union(ours, *theirs).mutate(year=_.day[0:4].cast("int64"))
    held = every.filter(_.year >= FIRST_YEAR)
    counted = named(held, _code, partner="country").group_by("state", "partner", "kind", "year")
    found = counted.agg(visits=_.count())
    return (
        _possible()
        .left_join(found, ["state", "partner", "kind", "year"])
        .select(
            "state",
            "partner",
            "kind",
            "year",
            visits=_.visits.fill_null(0),
            source=_.source,
            known_on=year_known(60),
        )
    )


def _code(name: str) -> str:
    return OLD_NAMES.get(name) or resolve(name).code


def _possible() -> ir.Table:
    """Every state that was there, with each list and each of its years."""
    rows: list[tuple[str, str, str, int, str]] = []
    for kind, (source, last) in KINDS.items():
        own = "USA" if source == "us_leader_visits" else "CHN"
        for year in range(FIRST[source], last + 1):
            there = {s.under or s.code for s in states().values() if s.life.meets(year)}
            rows += [(own, code, kind, year, source) for code in sorted(there - {own})]
    state, partner, kind, year, source = zip(*rows, strict=True)
    return ibis.memtable(
        pa.table({"state": state, "partner": partner, "kind": kind, "year": year, "source": source})
    )
