"""How two states voted together in a year."""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from entente.late import _, ibis
from entente.tables import Column, Computed, Opens, RowText, table
from entente.tables._ballots import PRODUCTS
from entente.tables._ballots import SETS as OF_ASSEMBLY
from entente.tables._pair_counts import (
    COUNCIL,
    COUNTS,
    as_matrix,
    count_pairs,
    resample_pairs,
    states_of,
    texts_counted,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ibis.expr.types as ir
    import pyarrow as pa

    from entente.tables._pair_counts import Ballots

PAIR_OF_YEAR = ("state_a", "state_b", "year")
SETS = (*OF_ASSEMBLY, *PRODUCTS, COUNCIL)


READ = ("body", "resolution", "text", "date", "state", "vote", "sets", "source")
"""What of a vote is counted, and by which a set of texts and a text that recurs are told."""


def votes_counted(counts: ir.Table, votes: ir.Table) -> ir.Table:
    """Return the two votes on each resolution that a row of counts counts.

    A row of which not every vote is held opens to nothing: a part of it would mislead.
    """
    answered = votes.filter(_.vote != "absent").mutate(year=_.date.year().cast("int64"))
    text = ("body", "resolution", "date")
    first = answered.select(*text, "year", "sets", state_a=_.state, row_a=_.row)
    second = answered.select(*text, state_b=_.state, row_b=_.row)
    total = reduce(add, (_[name] for name in COUNTS))
    asked = counts.select(*PAIR_OF_YEAR, "set", "row", total=total)
    whole = (_["set"] == COUNCIL) & (_.body == "UNSC")
    within = _.sets.split(";").contains(_["set"])
    pairs = (
        first.inner_join(asked, ["state_a", "year"])
        .inner_join(second, [*text, "state_b"])
        .filter(whole | within)
        .mutate(held=_.count().over(group_by="row"))
    )
    return pairs.filter(_.held == _.total).select("row", rows=ibis.array([_.row_a, _.row_b]))


def ballots(votes: pa.Table) -> Ballots:
    """Return the votes as a matrix, with the sets of the texts of both organs."""
    return as_matrix(votes, OF_ASSEMBLY, PRODUCTS)


@table(
    title="how two states voted together in a year and set of resolutions",
    key=("state_a", "state_b", "year", "set"),
    columns={
        "state_a": Column("string", "state, the alphabetically first of the two"),
        "state_b": Column("string", "state, the second of the two"),
        "year": Column("int64", "calendar year of the votes"),
        "set": Column("string", "which resolutions are counted", allowed=SETS, named="resolution"),
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
    sides=("state_a", "state_b"),
    computed=Computed(
        "roll_call_vote", READ, ballots, states_of, resample_pairs, texts_counted, COUNTS
    ),
    row=RowText(
        "{state_a} and {state_b}, {year}, set {set}: both yes {yes_yes}, both abstain "
        "{abstain_abstain}, both no {no_no}"
    ),
)
def vote_pair_count(
    votes: Ballots, states: Sequence[str] | None, wanted: Mapping[str, Sequence[str]]
) -> pa.Table:
    """Count the nine pairs of answers of two states on adopted resolutions with a record.

    Sets of Assembly resolutions: ``all``; ``contested`` (no is at least a tenth of yes and no of
    the whole Assembly); ``divided`` (the Assembly was not of one mind); ``one_no`` (a single state
    said no, and so forced the vote); six issues of Voeten's codes and ``important`` (what the
    United States' report to Congress called so), which end in 2019; subjects by the words of agenda
    and title, which do not end; the named sets; and ``paragraphs``, votes on parts of a text, which
    are in no other set and end in 2019.
    ``security_council`` holds what the Council adopted, and ``council_...`` the parts of it by what
    a text does: vetoed drafts are not there, so they say little on quarrels.

    Absent and not a member are dropped pair by pair; what two states never voted on together has
    no row. Consensus adoptions are no roll calls and appear nowhere. China's seat was the Republic
    of China's (TWN) to 25 October 1971; the USSR is RUS, the Federal Republic before 1990 is DEU.
    Votes of 2025 are held to 18 December in the Assembly and to 31 October in the Council. A count
    is known from 31 January after its year.

    Source:
        Definition of pairs and of abstention as a middle answer: Bailey, Strezhnev, Voeten (2017).
    """
    return count_pairs(votes, states, wanted)
