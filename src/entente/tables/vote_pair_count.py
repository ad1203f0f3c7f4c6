"""How two states voted together in a year."""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any

from entente.late import _, ibis
from entente.tables import Column, Opens, RowText, table
from entente.tables._ballots import ISSUES, ballots, common_sets, issue_sets
from entente.tables._when import too_early, year_known

if TYPE_CHECKING:
    import ibis.expr.types as ir

ANSWERS = ("yes", "abstain", "no")
PAIR_OF_YEAR = ("state_a", "state_b", "year")
COUNTS = tuple(f"{first}_{second}" for first in ANSWERS for second in ANSWERS)
SETS = ("all", "contested", "divided", *ISSUES.values(), "security_council")


def negative(rows: ir.Table) -> ir.Table:
    """Rows with a count below zero or with none at all."""
    counts: list[Any] = [_[name] for name in COUNTS]
    least: Any = ibis.least(*counts)
    return rows.filter((least < 0) | (ibis.greatest(*counts) == 0))


def before_the_seat(rows: ir.Table) -> ir.Table:
    """Rows of China before the year in which Beijing took the seat."""
    return rows.filter((_.state_a == "CHN") | (_.state_b == "CHN"), _.year < 1971)


def votes_counted(counts: ir.Table, votes: ir.Table) -> ir.Table:
    """Return the two votes on each resolution that a row of counts counts.

    A row of which not every vote is held opens to nothing: a part of it would mislead.
    """
    answered = votes.filter(_.vote != "absent").mutate(year=_.date.year().cast("int64"))
    first = answered.select("record_id", "year", "body", "sets", state_a=_.state, row_a=_.row)
    second = answered.select("record_id", "body", state_b=_.state, row_b=_.row)
    total = reduce(add, (_[name] for name in COUNTS))
    asked = counts.select(*PAIR_OF_YEAR, "set", "row", total=total)
    whole = (_["set"] == "security_council") & (_.body == "UNSC")
    within = (_.body == "UNGA") & _.sets.split(";").contains(_["set"])
    pairs = (
        first.inner_join(asked, ["state_a", "year"])
        .inner_join(second, ["record_id", "body", "state_b"])
        .filter(whole | within)
        .mutate(held=_.count().over(group_by="row"))
    )
    return pairs.filter(_.held == _.total).select("row", rows=ibis.array([_.row_a, _.row_b]))


@table(
    title="how two states voted together in a year and set of resolutions",
    key=("state_a", "state_b", "year", "set"),
    columns={
        "state_a": Column("string", "state, the alphabetically first of the two"),
        "state_b": Column("string", "state, the second of the two"),
        "year": Column("int64", "calendar year of the votes"),
        "set": Column("string", "which resolutions are counted", allowed=SETS),
        **{
            name: Column(
                "int64",
                f"resolutions on which state_a said {name.split('_')[0]}"
                f" and state_b {name.split('_')[1]}",
                unit="resolutions",
            )
            for name in COUNTS
        },
    },
    closed=True,
    opens=Opens("roll_call_vote", votes_counted),
    row=RowText(
        "{state_a} and {state_b}, {year}, set {set}: both yes {yes_yes}, both abstain "
        "{abstain_abstain}, both no {no_no}"
    ),
    uses=(
        "un_general_assembly_votes",
        "un_general_assembly_resolutions",
        "un_security_council_votes",
        "un_security_council_resolutions",
        "voeten_roll_calls",
        "voeten_issues",
    ),
    audits={
        "states in order": lambda rows: rows.filter(_.state_a >= _.state_b),
        "counts are counts": negative,
        "no seat of Beijing before 1971": before_the_seat,
        "known after the year": too_early,
    },
)
def vote_pair_count(
    votes: ir.Table,
    resolutions: ir.Table,
    council_votes: ir.Table,
    council_resolutions: ir.Table,
    roll_calls: ir.Table,
    issues: ir.Table,
) -> ir.Table:
    """Count the nine pairs of answers of two states on adopted resolutions with a record.

    Sets of Assembly resolutions: ``all``; ``contested`` (no is at least a tenth of yes and no of
    the whole Assembly); ``divided`` (the Assembly was not of one mind); and six issues of
    Voeten's codes, which end in 2019. ``security_council`` holds what the Council adopted:
    vetoed drafts are not there, so it says little on quarrels.

    Absent and not a member are dropped pair by pair; what two states never voted on together has
    no row. Consensus adoptions are no roll calls and appear nowhere. China's seat was the Republic
    of China's to 25 October 1971; the USSR is RUS, the Federal Republic before 1990 is DEU. Votes
    of 2025 are held to 18 December in the Assembly and to 31 October in the Council.

    Source:
        Definition of pairs and of abstention as a middle answer: Bailey, Strezhnev, Voeten (2017).
    """
    cast = ballots(votes, resolutions)
    council = ballots(council_votes, council_resolutions)
    sets = ibis.union(common_sets(cast), issue_sets(resolutions, roll_calls, issues))
    everything = council.select("record_id", set=ibis.literal("security_council")).distinct()
    return ibis.union(
        _count(cast, sets, "un_general_assembly_votes"),
        _count(council, everything, "un_security_council_votes"),
    )


def _count(cast: ir.Table, sets: ir.Table, source: str) -> ir.Table:
    answered = cast.filter(_.vote != "absent").mutate(year=_.date.year().cast("int64"))
    first = answered.select("record_id", "year", state_a=_.state, vote_a=_.vote)
    second = answered.select("record_id", state_b=_.state, vote_b=_.vote)
    pairs = first.inner_join(second, "record_id").filter(_.state_a < _.state_b)
    counts = {
        f"{a}_{b}": _.count(where=(_.vote_a == a) & (_.vote_b == b))
        for a in ANSWERS
        for b in ANSWERS
    }
    return (
        pairs.inner_join(sets, "record_id")
        .group_by("state_a", "state_b", "year", "set")
        .agg(**counts)
        .mutate(source=ibis.literal(source), known_on=year_known(31))
    )
