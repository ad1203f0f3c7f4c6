"""How many recorded votes the General Assembly held in a year, and how many one state forced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.tables import Column, RowText, table
from entente.tables._when import too_early, year_known

if TYPE_CHECKING:
    import ibis.expr.types as ir


@table(
    title="recorded votes of the General Assembly in a year",
    key=("year",),
    columns={
        "year": Column("int64", "calendar year of the votes"),
        "recorded": Column("int64", "adopted texts with a recorded vote", unit="texts"),
        "one_no": Column("int64", "of these, texts on which one state said no", unit="texts"),
    },
    row=RowText("{year}: {recorded} recorded votes, {one_no} of them with a single no"),
    closed=True,
    uses=("un_general_assembly_resolutions",),
    audits={
        "not more forced than all": lambda rows: rows.filter(_.one_no > _.recorded),
        "known after the year": too_early,
    },
)
def assembly_year(resolutions: ir.Table) -> ir.Table:
    """Count the recorded votes of each year, and those with a single no.

    A text on which one state alone says no would mostly have been adopted without a vote but for
    it. The votes of the last year are held as far as the source went.

    Source:
        Totals of votes as the Dag Hammarskjöld Library records them.
    """
    texts = resolutions.filter(_.recorded).mutate(year=_.date.year().cast("int64"))
    return (
        texts.group_by("year")
        .agg(recorded=_.count(), one_no=(_.n_no == 1).sum())
        .mutate(source=ibis.literal("un_general_assembly_resolutions"), known_on=year_known(31))
    )
