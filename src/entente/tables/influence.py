"""Whose influence capacity over a state is larger, China's or Russia's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.tables import Column, RowText, table
from entente.tables._states import coded
from entente.tables._when import too_early, year_known

if TYPE_CHECKING:
    import ibis.expr.types as ir

SENDERS = {"CHN": "fbic_chn", "RUS": "fbic_rus"}


@table(
    title="a state's influence capacity over another in a year, beside that of the other sender",
    key=("state", "partner", "year"),
    columns={
        "state": Column("string", "state whose influence it is", allowed=tuple(SENDERS)),
        "partner": Column("string", "state over which"),
        "year": Column("int64", "calendar year"),
        "share_of_two": Column(
            "float64", "its part of the capacity of the two senders", unit="share", required=False
        ),
        "rank": Column("float64", "share of all states over which it has no more", unit="share"),
    },
    row=RowText(
        "{state} over {partner}, {year}: above or level with {rank:.2f} of all states",
        value="share_of_two",
        unit="share of the two senders",
    ),
    sides=("partner",),
    uses=("fbic_influence",),
    audits={
        "no influence over oneself": lambda rows: rows.filter(_.state == _.partner),
        "shares lie between 0 and 1": lambda rows: rows.filter(
            (_["rank"] < 0) | (_["rank"] > 1) | (_.share_of_two < 0) | (_.share_of_two > 1)
        ),
        "known after the year": too_early,
    },
)
def influence(index: ir.Table) -> ir.Table:
    """Carry what can be derived from the index of the two senders that are held, 1960 to 2020.

    The index multiplies how much a pair has with each other by how much the receiver depends on the
    sender, in trade, aid, arms, alliances and representation. Its values stay with its makers: here
    are China's or Russia's part of the sum of the two, missing where both are zero or one of the
    two is no sender, and where the receiver stands among all of the sender's in the year.

    Source:
        Moyer, Sweijs, Burrows, Van Manen (2018), Power and Influence in a Globalized World.
    """
    both = _.fbic_chn + _.fbic_rus
    parts = [
        coded(index.filter(_[column].notnull()), partner="iso3")
        .filter(_.partner != sender)
        .select(
            "partner",
            "year",
            state=ibis.literal(sender),
            share_of_two=(_[column] / both.nullif(0)).round(4),
            rank=ibis.cume_dist().over(group_by="year", order_by=_[column]).round(4),
            source=ibis.literal("fbic_influence"),
            known_on=year_known(365),
        )
        for sender, column in SENDERS.items()
    ]
    return ibis.union(*parts)
