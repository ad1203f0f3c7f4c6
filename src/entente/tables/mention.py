"""How often a state's speech in the General Debate names another state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.tables import Column, RowText, table
from entente.tables._states import coded, states
from entente.tables._when import days_after

if TYPE_CHECKING:
    import ibis.expr.types as ir

NO_STATES = ("EU",)


@table(
    title="mentions of a state in another's speech in the General Debate",
    key=("state", "partner", "year"),
    columns={
        "state": Column("string", "state that speaks"),
        "partner": Column("string", "state that is named"),
        "year": Column("int64", "year of the debate"),
        "mentions": Column("int64", "times that it is named", unit="mentions"),
        "words": Column("int64", "length of the speech", unit="words"),
    },
    row=RowText(
        "{state} in the General Debate of {year}: {partner} named {mentions} times in {words} words"
    ),
    sides=("state", "partner"),
    uses=("un_general_debate_mentions", "un_general_debate_speeches"),
    audits={
        "a speech has words": lambda rows: rows.filter(_.words < 1),
        "counts are not negative": lambda rows: rows.filter(_.mentions < 0),
        "known after the debate": lambda rows: rows.filter(_.known_on < ibis.date(_.year, 9, 1)),
    },
)
def mention(mentions: ir.Table, speeches: ir.Table) -> ir.Table:
    """Carry counts of names of 24 states in the speeches of all members, 1946 to 2024.

    A row of each speech and each of the 24 states: where none was found the count is zero. Names
    are found by patterns (the state, its adjective, its capital or leader are not told apart from
    each other), so that a count says how much is spoken of a state, not what.

    Source:
        Baturo, Dasandi, Mikhaylov (2017), Research and Politics 4(2).
    """
    counted = mentions.filter(_.target.isin(list(states()))).select(
        "target", "mentions", speaker=_.speaker, spoken=_.year
    )
    targets = counted.select(partner=_.target).distinct()
    spoken = coded(speeches.filter(_.iso3.notin(NO_STATES)), state="iso3")
    pairs = spoken.cross_join(targets).filter(_.state != _.partner)
    found = pairs.left_join(
        counted,
        [
            pairs["iso3"] == counted["speaker"],
            pairs["year"] == counted["spoken"],
            pairs["partner"] == counted["target"],
        ],
    )
    return found.select(
        "state",
        "partner",
        "year",
        mentions=_.mentions.fill_null(0),
        words=_.words,
        source=ibis.literal("un_general_debate_mentions"),
        known_on=days_after(ibis.date(_.year, 10, 1), 180),
    )
