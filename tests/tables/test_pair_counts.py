"""Counts of pairs as products of a matrix: equal to counting one by one."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from entente.data.store import Store
from entente.measures import measures
from entente.settings import settings
from entente.tables import ROW, tables
from entente.tables._pair_counts import ANSWERS, COUNCIL, COUNTS, as_matrix, count_pairs, states_of

if TYPE_CHECKING:
    from collections.abc import Sequence

STATES = ("CHN", "DDR", "FRA", "RUS")
SETS = ("all", "contested")
# One text and the votes on it.
texts = st.tuples(
    st.sampled_from(["UNGA", "UNSC"]),
    st.integers(1970, 1973),
    st.sampled_from(["all", "all;contested"]),
    st.dictionaries(st.sampled_from(STATES), st.sampled_from([*ANSWERS, "absent"]), min_size=1),
)


def votes_of(held: Sequence[tuple[str, int, str, dict[str, str]]]) -> pa.Table:
    rows = [
        {
            "body": body,
            "resolution": f"A/{number}",
            "date": f"{year}-05-01",
            "state": state,
            "vote": vote,
            "text": number if number % 2 else None,
            "sets": sets if body == "UNGA" else None,
            "source": f"votes of {body}",
        }
        for number, (body, year, sets, votes) in enumerate(held)
        for state, vote in sorted(votes.items())
    ]
    found = pa.Table.from_pylist(rows)
    return found.set_column(2, "date", found["date"].cast(pa.date32()))


def one_by_one(held: Sequence[tuple[str, int, str, dict[str, str]]]) -> dict[Any, int]:
    found: Counter[Any] = Counter()
    for body, year, sets, votes in held:
        for a, b in combinations(sorted(votes), 2):
            if "absent" not in {votes[a], votes[b]}:
                for name in sets.split(";") if body == "UNGA" else [COUNCIL]:
                    found[a, b, year, name, f"{votes[a]}_{votes[b]}"] += 1
    return found


def as_counts(rows: pa.Table) -> dict[Any, int]:
    return {
        (row["state_a"], row["state_b"], row["year"], row["set"], cell): row[cell]
        for row in rows.to_pylist()
        for cell in COUNTS
        if row[cell]
    }


@given(st.lists(texts, min_size=1, max_size=12))
def test_products_count_what_counting_one_by_one_counts(held: Any):
    ballots = as_matrix(votes_of(held), SETS)
    assert as_counts(count_pairs(ballots, None, {})) == one_by_one(held)


@given(
    st.lists(texts, min_size=1, max_size=12),
    st.sets(st.sampled_from(STATES), min_size=2),
    st.sampled_from([*SETS, COUNCIL]),
)
def test_what_is_computed_for_some_is_a_part_of_what_is_computed_for_all(
    held: Any, some: set[str], name: str
):
    ballots = as_matrix(votes_of(held), SETS)
    every = count_pairs(ballots, None, {}).to_pylist()
    part = count_pairs(ballots, sorted(some), {"set": [name]}).to_pylist()
    wanted = [
        row for row in every if {row["state_a"], row["state_b"]} <= some and row["set"] == name
    ]
    assert part == wanted
    assert len({row["row"] for row in every}) == len(every)
    for row in every:
        assert states_of(ballots, [row["row"]]) == [row["state_a"], row["state_b"]]


def test_computed_rows_keep_the_contract_of_their_table():
    table = tables["vote_pair_count"]
    rows = Store(settings()).table(table.name, states=("CHN", "IND", "RUS"))
    assert set(rows.column_names) == {*table.all_columns, ROW}
    held = rows.to_pylist()
    assert len({tuple(row[key] for key in table.key) for row in held}) == len(held) > 1000
    assert all(row["state_a"] < row["state_b"] for row in held)
    assert all(row["known_on"].year == row["year"] + 1 for row in held)
    assert {row["set"] for row in held} <= set(table.columns["set"].allowed)
    assert not [row for row in held if "CHN" in {row["state_a"]} and row["year"] < 1971]


def test_every_member_since_1946_has_votes():
    held = Store(settings()).run(measures["vote_agreement"], wanted={"set": ["all"]})
    pairs = set(zip(held["state_a"].to_pylist(), held["state_b"].to_pylist(), strict=True))
    for pair in [("ISR", "USA"), ("BGD", "PAK"), ("CHN", "NGA"), ("TWN", "USA"), ("DDR", "POL")]:
        assert pair in pairs
    assert ("DEU", "USA") in pairs
    assert {("SUN", "USA"), ("USA", "XKX")}.isdisjoint(pairs)
    assert held.num_rows > 900_000
