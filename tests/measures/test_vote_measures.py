"""Laws of the measures on pairs of votes, and known answers."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from entente.frames import table
from entente.measures import measures

if TYPE_CHECKING:
    import ibis.expr.types as ir

WORDS = ("yes", "abstain", "no")
CELLS = [f"{a}_{b}" for a in WORDS for b in WORDS]
ON_PAIRS = [m for m in measures if m.uses == ("vote_pair_count",)]
SETTINGS = settings(deadline=None, max_examples=15)

matrix = st.lists(st.integers(0, 40), min_size=9, max_size=9).filter(any)
matrices = st.lists(matrix, min_size=1, max_size=8)


def counts(rows: list[list[int]]) -> ir.Table:
    """Put one matrix of nine counts in each year from 2000 on."""
    size = len(rows)
    columns: dict[str, Any] = {
        "state_a": ["CHN"] * size,
        "state_b": ["RUS"] * size,
        "year": list(range(2000, 2000 + size)),
        "set": ["all"] * size,
        "row": list(range(size)),
    }
    columns |= {cell: [row[i] for row in rows] for i, cell in enumerate(CELLS)}
    return ibis.memtable(pa.table(columns))


def values(name: str, rows: list[list[int]], **chosen: str) -> list[float | None]:
    result = measures[name].compute(counts(rows), **chosen).order_by("year").to_pyarrow()
    return result["value"].to_pylist()


def choices(measure: Any) -> list[dict[str, str]]:
    """Every combination of a measure's options."""
    names = list(measure.options)
    combined = itertools.product(*measure.options.values())
    return [dict(zip(names, values, strict=True)) for values in combined]


def other_way_round(row: list[int]) -> list[int]:
    return [row[3 * b + a] for a in range(3) for b in range(3)]


@SETTINGS
@given(rows=matrices)
def test_s_is_twice_the_graded_agreement_less_one(rows: list[list[int]]) -> None:
    graded = values("vote_agreement", rows, abstention="half")
    s = values("signorino_ritter_s", rows)
    assert s == pytest.approx([2 * value - 1 for value in graded if value is not None])


@pytest.mark.parametrize("measure", ON_PAIRS, ids=[m.name for m in ON_PAIRS])
@settings(SETTINGS, max_examples=8)
@given(rows=matrices)
def test_values_stay_in_bounds_and_do_not_mind_which_state_comes_first(
    measure: Any, rows: list[list[int]]
) -> None:
    low, high = measure.bounds
    for chosen in choices(measure):
        forth = values(measure.name, rows, **chosen)
        back = values(measure.name, [other_way_round(row) for row in rows], **chosen)
        for one, two in zip(forth, back, strict=True):
            assert (one is None) == (two is None)
            if one is not None and two is not None:
                assert one == pytest.approx(two)
                assert low - 1e-12 <= one <= high + 1e-12


@pytest.mark.parametrize("measure", ON_PAIRS, ids=[m.name for m in ON_PAIRS])
@settings(SETTINGS, max_examples=8)
@given(rows=matrices, times=st.integers(2, 9))
def test_the_same_votes_several_times_over_leave_the_value(
    measure: Any, rows: list[list[int]], times: int
) -> None:
    more = [[times * cell for cell in row] for row in rows]
    for chosen in choices(measure):
        once, often = values(measure.name, rows, **chosen), values(measure.name, more, **chosen)
        assert once == pytest.approx(often, nan_ok=True)


@SETTINGS
@given(diagonal=st.tuples(*[st.integers(1, 40)] * 3))
def test_a_state_agrees_with_itself_wholly_on_every_measure(
    diagonal: tuple[int, int, int],
) -> None:
    row = [diagonal[0], 0, 0, 0, diagonal[1], 0, 0, 0, diagonal[2]]
    for measure in ON_PAIRS:
        for chosen in choices(measure):
            assert values(measure.name, [row], **chosen) == pytest.approx([1.0])


@SETTINGS
@given(rows=matrices)
def test_kappa_is_that_of_scikit_learn_and_pi_never_exceeds_it(rows: list[list[int]]) -> None:
    kappas, pis = values("vote_kappa", rows), values("vote_kappa", rows, habits="pooled")
    for row, kappa, pi in zip(rows, kappas, pis, strict=True):
        first = [i // 3 for i, many in enumerate(row) for _ in range(many)]
        second = [i % 3 for i, many in enumerate(row) for _ in range(many)]
        if kappa is None:
            assert len({*first, *second}) == 1
            assert pi is None
            continue
        assert kappa == pytest.approx(
            cohen_kappa_score(first, second, labels=[0, 1, 2], weights="quadratic")
        )
        assert pi is not None
        assert pi <= kappa + 1e-12


@SETTINGS
@given(row=matrix)
def test_agreement_counts_no_more_than_graded_agreement(row: list[int]) -> None:
    (exact,) = values("vote_agreement", [row])
    (graded,) = values("vote_agreement", [row], abstention="half")
    assert exact is not None
    assert graded is not None
    assert exact <= graded + 1e-12


def test_values_are_missing_when_no_roll_call_is_common() -> None:
    nothing = [0] * 9
    assert [values(m.name, [nothing]) for m in ON_PAIRS] == [[None]] * len(ON_PAIRS)


def test_kappa_is_missing_when_both_always_vote_yes() -> None:
    assert values("vote_kappa", [[9, *[0] * 8]]) == [None]
    assert values("vote_agreement", [[9, *[0] * 8]]) == [1.0]


def test_kappa_is_near_zero_at_high_agreement_when_nearly_all_votes_are_yes() -> None:
    row = [94, 3, 0, 3, 0, 0, 0, 0, 0]
    assert values("vote_agreement", [row]) == [0.94]
    assert values("vote_kappa", [row]) == pytest.approx([-0.0309], abs=1e-4)


BALLOTS = """
    body resolution date       state vote
    UNGA A          2022-03-02 CHN   abstain
    UNGA A          2022-03-02 PRK   no
    UNGA A          2022-03-02 RUS   no
    UNGA A          2022-03-02 VNM   absent
    UNGA B          2022-10-12 CHN   no
    UNGA B          2022-10-12 RUS   no
    UNGA B          2022-10-12 VNM   yes
    UNGA C          2022-11-14 CHN   yes
    UNGA C          2022-11-14 RUS   absent
    UNGA D          2023-02-23 CHN   no
    UNGA D          2023-02-23 RUS   abstain
"""


def directed(name: str) -> dict[tuple[str, str, int], tuple[float, int]]:
    rows = measures[name].compute(table(BALLOTS)).to_pyarrow().to_pylist()
    return {(r["state"], r["partner"], r["year"]): (r["value"], r["n"]) for r in rows}


def test_an_absent_state_did_not_vote_with_its_partner() -> None:
    assert directed("vote_with_partner")["VNM", "RUS", 2022] == (0.0, 2)


def test_an_absent_partner_leaves_the_roll_call_out() -> None:
    assert directed("vote_with_partner")["CHN", "RUS", 2022] == (0.5, 2)
    assert directed("vote_with_partner")["RUS", "CHN", 2022] == pytest.approx((1 / 3, 3))


def test_an_abstention_and_an_absence_do_not_oppose() -> None:
    assert directed("vote_not_opposed")["CHN", "RUS", 2022] == (1.0, 2)
    assert directed("vote_not_opposed")["VNM", "RUS", 2022] == (0.5, 2)


def test_a_partner_that_only_abstained_can_not_be_opposed() -> None:
    assert ("CHN", "RUS", 2023) not in directed("vote_not_opposed")
    assert directed("vote_with_partner")["CHN", "RUS", 2023] == (0.0, 1)


def test_a_state_without_a_row_was_no_member_and_has_no_share() -> None:
    assert ("PRK", "VNM", 2022) not in directed("vote_with_partner")
    assert directed("vote_with_partner")["PRK", "RUS", 2022] == (1.0, 1)
