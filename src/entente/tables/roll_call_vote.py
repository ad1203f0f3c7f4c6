"""One state's vote on one resolution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.tables import Column, RowText, table
from entente.tables._ballots import (
    PRODUCTS,
    SEAT_OF_CHINA,
    SETS,
    ballots,
    common_sets,
    issue_sets,
    joined,
    named,
    parts,
    product_sets,
    recurring,
    subject_sets,
)
from entente.tables._when import days_after

if TYPE_CHECKING:
    import ibis.expr.types as ir


@table(
    title="a state's vote on a resolution of the General Assembly or the Security Council",
    key=("body", "resolution", "date", "state"),
    columns={
        "body": Column("string", "organ that voted", allowed=("UNGA", "UNSC")),
        "resolution": Column("string", "symbol of the resolution"),
        "record_id": Column(
            "int64",
            "record in the UN Digital Library: digitallibrary.un.org/record/<record_id>; missing "
            "for votes on parts of a text, which are Voeten's",
            required=False,
        ),
        "text": Column(
            "int64",
            "record_id of the first text with the same title but for its dates, no unit: votes on "
            "a text that comes again share it; missing for votes on parts of a text",
            required=False,
        ),
        "date": Column("date", "day of the vote"),
        "state": Column("string", "state that voted"),
        "vote": Column("string", "its answer", allowed=("yes", "no", "abstain", "absent")),
        "yes_count": Column("int64", "members that said yes", unit="states"),
        "no_count": Column("int64", "members that said no", unit="states"),
        "abstain_count": Column("int64", "members that abstained", unit="states"),
        "contested": Column("boolean", "no was at least a tenth of yes and no"),
        "sets": Column(
            "string",
            "sets the resolution belongs to",
            allowed=(*SETS, *PRODUCTS),
            many=True,
            named="resolution",
            required=False,
        ),
    },
    closed=True,
    row=RowText(
        "{state} {vote}",
        link="https://digitallibrary.un.org/record/{record_id}",
        together=lambda rows: float(len({row["vote"] for row in rows}) == 1),
        title="{resolution}, {date}: ",
    ),
    sides=("state",),
    uses=(
        "un_general_assembly_votes",
        "un_general_assembly_resolutions",
        "un_security_council_votes",
        "un_security_council_resolutions",
        "voeten_roll_calls",
        "voeten_issues",
        "voeten_votes",
    ),
    audits={
        "counts are counts": lambda rows: rows.filter(
            (_.yes_count < 0) | (_.no_count < 0) | (_.abstain_count < 0)
        ),
        "no vote of Beijing before it sat": lambda rows: rows.filter(
            _.state == "CHN", _.date <= SEAT_OF_CHINA
        ),
        "known after the vote": lambda rows: rows.filter(_.known_on <= _.date),
    },
)
def roll_call_vote(
    votes: ir.Table,
    resolutions: ir.Table,
    council_votes: ir.Table,
    council_resolutions: ir.Table,
    roll_calls: ir.Table,
    issues: ir.Table,
    part_votes: ir.Table,
) -> ir.Table:
    """Carry every vote of every member on adopted resolutions with a recorded vote, from 1946.

    Votes on paragraphs and amendments are of Voeten's record, to 2019: they are in the set
    ``paragraphs`` and in no other, and no state is ``absent`` from them.

    ``sets`` of the Security Council's texts says what they do, by the words of their titles; a
    quarter of them have none. Of the Assembly's it names Voeten's issues and the important ones to
    2019, and subjects by the words of agenda and title to the end. A state that
    was not yet a member, or had no seat in the Council, has no row; ``absent`` is a member that did
    not vote. No titles and no texts: the record's page has them. What was adopted without a vote,
    most of all that is adopted, has no row.

    Source:
        Votes as the Dag Hammarskjöld Library records them; issues as in Voeten's data.
    """
    cast = ballots(votes, resolutions)
    sets = joined(
        ibis.union(
            common_sets(cast),
            issue_sets(resolutions, roll_calls, issues),
            subject_sets(resolutions),
            named(cast),
        )
    )
    texts = recurring(resolutions)
    assembly = cast.left_join(sets, "record_id").left_join(texts, "record_id")
    council = (
        ballots(council_votes, council_resolutions)
        .left_join(joined(product_sets(council_resolutions)), "record_id")
        .left_join(recurring(council_resolutions), "record_id")
    )
    return ibis.union(
        _shape(assembly, "UNGA", "un_general_assembly_votes"),
        _shape(council, "UNSC", "un_security_council_votes"),
        _shape(parts(part_votes, roll_calls), "UNGA", "voeten_votes"),
    )


def _shape(cast: ir.Table, body: str, source: str) -> ir.Table:
    return cast.select(
        "resolution",
        "record_id",
        "text",
        "date",
        "state",
        "vote",
        "yes_count",
        "no_count",
        "abstain_count",
        "contested",
        "sets",
        body=ibis.literal(body),
        source=ibis.literal(source),
        known_on=days_after(_.date, 1),
    )
