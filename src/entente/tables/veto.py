"""Drafts that fell to a veto in the Security Council."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from entente.late import _, ibis
from entente.tables import Column, RowText, table
from entente.tables._states import vocabulary
from entente.tables._when import days_after

if TYPE_CHECKING:
    import ibis.expr.types as ir

SEAT_OF_CHINA = dt.date(1971, 10, 25)

THEATRE_OF_REGION = {
    "Western Europe": "europe",
    "Eastern Europe": "europe",
    "North Africa": "africa",
    "West Africa": "africa",
    "Central Africa": "africa",
    "Southern Africa": "africa",
    "Central America": "americas",
    "South America": "americas",
    "Caribbean": "americas",
    "Middle East": "middle_east",
    "South Asia": "south_asia",
}
THEATRE_OF_TOPIC = {
    "Ukraine": "ukraine",
    "Ukraine referenda": "ukraine",
    "Ukraine (amendments to US draft)": "ukraine",
    "Cyprus": "europe",
    "India-Pakistan": "south_asia",
    "US-USSR": "global",
    "Korean War": "korean_peninsula",
    "Biological Warfare": "korean_peninsula",
    "North Korea": "korean_peninsula",
    "Korean Airlines": "sea_of_okhotsk",
    "DPRK sanctions panel of experts": "korean_peninsula",
    "Gaza (US draft)": "middle_east",
    "Gaza amendment": "middle_east",
    "Gaza ceasefire": "middle_east",
    "Gaza ceasefire (US draft)": "middle_east",
    "Gaza humanitarian pause": "middle_east",
    "Palestine membership": "middle_east",
    "Syria aid renewal": "middle_east",
    "Mali sanctions panel": "africa",
    "Sudan": "africa",
}
"""Topics that outrank the region, and those of the rows that have none. The airliner of 1983 fell
into the sea west of Sakhalin; biological warfare is the charge of the Korean War."""

TOPIC = {
    "Admission": "admission of a new member",
    "Malasyia": "Indonesia and Malaysia",
    "North Korea": "sanctions on North Korea",
    "DPRK sanctions panel of experts": "panel of experts on the North Korea sanctions",
    "Korean Airlines": "shooting down of a Korean airliner",
    "Biological Warfare": "charges of biological warfare in Korea",
    "Ukraine referenda": "annexation of Ukrainian regions",
    "Ukraine (amendments to US draft)": "amendments to a draft on Ukraine",
    "Gaza (US draft)": "Gaza, draft of the United States",
    "Gaza ceasefire (US draft)": "Gaza, draft of the United States",
    "Gaza ceasefire": "ceasefire in Gaza",
    "Gaza humanitarian pause": "humanitarian pause in Gaza",
    "Gaza amendment": "amendment to a draft on Gaza",
    "Palestine membership": "admission of Palestine",
    "Syria aid renewal": "aid across the border of Syria",
    "Mali sanctions panel": "sanctions on Mali",
    "Outer space weapons": "weapons in outer space",
    "US-USSR": "flights of the United States near the USSR",
}

LAST_UNTOLD = 1980


@table(
    title="a draft resolution of the Security Council that fell to a veto",
    key=("draft",),
    columns={
        "date": Column("date", "day of the vote"),
        "draft": Column("string", "symbol of the draft, numbered where one record holds several"),
        "meeting": Column("string", "record of the meeting, or letters of a written vote"),
        "states": Column("string", "permanent members that voted no", many=True, required=False),
        "topic": Column("string", "what it was about"),
        "theatre": Column(
            "string",
            "where, by vocabulary/theatres.yml",
            allowed=tuple(vocabulary("theatres")),
            many=True,
        ),
        "verified": Column("boolean", "whether the row comes from a list held against the UN's"),
    },
    row=RowText("{draft}, {date}: {topic}; vetoed by {states}"),
    uses=("un_vetoes",),
    audits={
        "who vetoed is named since 1981": lambda rows: rows.filter(
            _.states.isnull(), _.date.year() > LAST_UNTOLD
        ),
        "no veto of Beijing before it sat": lambda rows: rows.filter(
            _.states.contains("CHN"), _.date <= SEAT_OF_CHINA
        ),
        "known after the vote": lambda rows: rows.filter(_.known_on <= _.date),
    },
)
def veto(drafts: ir.Table) -> ir.Table:
    """Carry vetoed drafts since 1946: who, when, on what and where.

    A veto here is a negative vote of a permanent member that kept a draft from being adopted; a
    threat, and a draft withdrawn, leaves no row. The USSR is RUS. A veto of the Republic of China
    would be TWN, not CHN; the list lacks its one, on Mongolia in December 1955. Early drafts
    without a symbol of their own go by the meeting's record and a number. ``verified`` is false for
    rows after July 2022, which come from a list that was not held against the UN's, and for
    seventeen of 1966 to 1980 that name no member: who vetoed them is missing. In September 1972 the
    list has the United States' veto of S/10784 only; whether China and the USSR vetoed an amendment
    that day is not settled here. Drafts on Southeast Asia, which has no theatre, are global.

    Source:
        Dag Hammarskjöld Library, Security Council veto list.
    """
    several = _.count().over(group_by="draft") > 1
    number = ibis.row_number().over(
        group_by="draft", order_by=["agenda_item", "crisis_topic", "region"]
    )
    seated = _.date > SEAT_OF_CHINA
    said_no = {
        "CHN": (_.china == 1) & seated,
        "FRA": _.france == 1,
        "GBR": _.uk == 1,
        "RUS": (_.russia == 1) | (_.ussr == 1),
        "TWN": (_.china == 1) & ~seated,
        "USA": _.usa == 1,
    }
    marks: list[Any] = [ibis.ifelse(no, f"{code};", "") for code, no in said_no.items()]
    states: Any = marks[0]
    for mark in marks[1:]:
        states += mark
    agenda = _.agenda_item.fill_null("")
    east_asia = ibis.cases(
        (agenda.contains("Korea"), "korean_peninsula"),
        (agenda.contains("Japan"), "japan"),
        (agenda.contains("Mongolia"), "northeast_asia"),
        else_=ibis.null("string"),
    )
    return (
        drafts.mutate(several=several, number=number.cast("int64") + 1)
        .mutate(
            draft=ibis.ifelse(_.several, _.draft + " (" + _.number.cast("string") + ")", _.draft),
            admission=ibis.ifelse(_.crisis_topic == "Admission", east_asia, ibis.null("string")),
        )
        .select(
            "date",
            "draft",
            meeting=_.meeting.replace("\n", "; "),
            states=states.re_replace(";$", "").nullif(""),
            topic=_.crisis_topic.substitute(TOPIC),
            theatre=ibis.coalesce(
                _.admission,
                _.crisis_topic.substitute(THEATRE_OF_TOPIC, else_=ibis.null("string")),
                _.region.substitute(THEATRE_OF_REGION, else_=ibis.null("string")),
                ibis.literal("global"),
            ),
            verified=~_.src.contains("UNVERIFIED") & (states != ""),
            source=ibis.literal("un_vetoes"),
            known_on=days_after(_.date, 1),
        )
    )
