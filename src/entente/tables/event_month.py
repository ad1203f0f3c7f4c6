"""How much the news told of two states with each other in a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.tables import Column, RowText, table
from entente.tables._when import days_after, month_begins

if TYPE_CHECKING:
    import ibis.expr.types as ir


@table(
    title="news events between two states in a month",
    key=("state_a", "state_b", "month_start"),
    columns={
        "state_a": Column("string", "first state in alphabetical order"),
        "state_b": Column("string", "second state"),
        "month_start": Column("date", "first day of the month"),
        "cooperation": Column("float64", "weight of cooperative events", unit="Goldstein points"),
        "conflict": Column("float64", "weight of conflictual events", unit="Goldstein points"),
        "days_with_events": Column("int64", "days with an event of the pair", unit="days"),
        "days_present": Column("int64", "days of the month that the source holds", unit="days"),
    },
    row=RowText(
        "{state_a} and {state_b}, {month_start}: cooperation {cooperation:.0f}, conflict "
        "{conflict:.0f}, {days_present} days"
    ),
    sides=("state_a", "state_b"),
    uses=("gdelt_event_months",),
    audits={
        "a pair is of two states, in order": lambda rows: rows.filter(_.state_a >= _.state_b),
        "weights are not negative": lambda rows: rows.filter(
            (_.cooperation < 0) | (_.conflict < 0)
        ),
        "no more days than the month has": lambda rows: rows.filter(
            (_.days_with_events > _.days_present) | (_.days_present > 31)
        ),
        "known after the month": lambda rows: rows.filter(_.known_on < _.month_start),
    },
)
def event_month(months: ir.Table) -> ir.Table:
    """Carry the weights of GDELT 2.0 events between two states, January 2018 to February 2024.

    A pair's weight of a day is the sum over its events of the Goldstein score with a little for
    how many sources and articles told of them and in what tone; positive days are cooperation,
    negative ones conflict. Only events whose two actors are states as such are in it (China, not
    China's government). No direction: who did what to whom is not kept. 96 days are absent, most
    of them from March to June 2023; the weights grow with the coverage of the news, so that they
    are always divided. A pair without a row had no event that was seen, which is no sign of no
    relation.

    Source:
        Leetaru, Schrodt (2013), GDELT: Global Data on Events, Location and Tone, ISA Annual
        Convention; Goldstein (1992), Journal of Conflict Resolution 36(2), 369-385.
    """
    return months.select(
        state_a=ibis.least(_.iso3_a, _.iso3_b),
        state_b=ibis.greatest(_.iso3_a, _.iso3_b),
        month_start=month_begins(_.month),
        cooperation=_.pos_sum.round(2),
        conflict=_.neg_sum.abs().round(2),
        days_with_events=_.days_nonzero,
        days_present=_.days_present,
        source=ibis.literal("gdelt_event_months"),
        known_on=days_after(month_begins(_.month), 32),
    )
