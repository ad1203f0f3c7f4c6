"""Lineage: every number opens to the rows it was computed from."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

import pytest

from entente.answer.assess import open_study
from entente.answer.lenses import evidence_for
from entente.answer.lineage import producers
from entente.assessment import VINTAGES
from entente.data.vintages import Vintage

if TYPE_CHECKING:
    from entente.assessment import Assessed
    from entente.cases.contract import Claim, Lens
    from entente.cases.folder import CaseFiles
    from entente.criteria import Evidence
    from entente.data.store import Store
    from entente.data.study import Study
    from entente.rows_behind import RowBehind
    from entente.settings import Settings

WRITTEN = Vintage(dt.date(2024, 9, 30), "as_written")
COUNTS = {"activity_act", "activity_count"}


@pytest.fixture(scope="module")
def study(files: CaseFiles, bundled: Settings, store: Store) -> Study:
    return open_study(files, bundled, store=store)


def lenses(files: CaseFiles) -> list[tuple[Claim, Lens]]:
    return [(claim, lens) for claim in files.report.claims for lens in claim.lenses]


def rows_of(assessed: Assessed, claim: Claim, lens: Lens, role: str = "main") -> list[RowBehind]:
    return [r for r in assessed.rows[claim.id] if (r.lens, r.role) == (lens.id, role)]


def seen(evidence: Evidence, role: str) -> set[str]:
    groups = (evidence.points,) if role == "main" else evidence.against
    return {str(point.period) for points in groups for point in points}


def now_of(assessed: Assessed) -> Vintage:
    return Vintage(assessed.assessment.vintages[1].date, "now")


def test_every_lens_with_an_effect_has_rows(assessed: Assessed):
    for claim in assessed.assessment.claims:
        for lens in claim.lenses:
            for name in VINTAGES:
                result = lens.results[name]
                if result.effect is not None:
                    assert result.rows > 0, f"{claim.id}/{lens.id} {name}"


def test_rows_are_counted_as_they_stand(assessed: Assessed):
    for claim in assessed.assessment.claims:
        held = assessed.rows[claim.id]
        assert claim.rows == len(held)
        for lens in claim.lenses:
            mine = [row for row in held if row.lens == lens.id]
            assert lens.rows == len(mine)
            # The chart shows some earlier years; an answer counts the rows that it read.
            assert lens.results["now"].rows <= len(mine)
            assert lens.results["as_written"].rows <= sum(row.as_written for row in mine)
            for result in lens.results.values():
                assert (result.n == 0) == (result.rows == 0) or result.effect is None


@pytest.mark.parametrize("role", ["main", "against"])
def test_every_value_now_has_a_row_of_its_period(
    assessed: Assessed, files: CaseFiles, study: Study, role: str
):
    for claim, lens in lenses(files):
        evidence = evidence_for(lens, study, now_of(assessed))
        periods = {row.period for row in rows_of(assessed, claim, lens, role)}
        missing = seen(evidence, role) - periods
        zeros = {str(p.period) for p in evidence.points if p.value == 0 and not p.n}
        assert not missing - zeros, f"{claim.id}/{lens.id}"


@pytest.mark.parametrize("role", ["main", "against"])
def test_every_value_as_written_has_a_row_of_its_period(
    assessed: Assessed, files: CaseFiles, study: Study, role: str
):
    for claim, lens in lenses(files):
        evidence = evidence_for(lens, study, WRITTEN)
        periods = {r.period for r in rows_of(assessed, claim, lens, role) if r.as_written}
        zeros = {str(p.period) for p in evidence.points if p.value == 0 and not p.n}
        assert not seen(evidence, role) - periods - zeros, f"{claim.id}/{lens.id}"


def test_rows_of_a_count_are_as_many_as_the_count(
    assessed: Assessed, files: CaseFiles, study: Study
):
    tried = 0
    for claim, lens in lenses(files):
        if lens.measure in COUNTS:
            evidence = evidence_for(lens, study, now_of(assessed))
            total = sum(point.value for point in evidence.points)
            periods = seen(evidence, "main")
            rows = [row for row in rows_of(assessed, claim, lens) if row.period in periods]
            # A zero rests on the spans that were searched.
            acts = [row for row in rows if row.table == "activity"]
            assert len(acts) == total, f"{claim.id}/{lens.id}"
            tried += 1
    assert tried > 10


def test_no_row_stands_twice_behind_a_lens(assessed: Assessed):
    for name, rows in assessed.rows.items():
        keys = [(row.lens, row.role, row.table, row.row_id) for row in rows]
        assert len(keys) == len(set(keys)), name


def test_every_row_of_the_ledger_behind_a_number_has_a_link(assessed: Assessed):
    ledger = [row for rows in assessed.rows.values() for row in rows if row.table == "activity"]
    assert ledger
    assert [row.row_id for row in ledger if not row.link.startswith("http")] == []
    assert [row.row_id for row in ledger if not row.reliability] == []


def test_every_row_says_what_it_is_and_when_it_was_public(assessed: Assessed):
    for row in (row for rows in assessed.rows.values() for row in rows):
        assert row.what
        assert row.row_id.startswith(f"{row.source}:")
        assert row.as_written == (row.known_on <= WRITTEN.date)
        assert row.known_on <= now_of(assessed).date


def test_every_source_behind_a_number_is_described_with_its_licence(assessed: Assessed):
    notes = {note.name: note for note in assessed.assessment.sources}
    names = {row.source for rows in assessed.rows.values() for row in rows}
    told = {"ledger" if name.startswith("ledger_") else name for name in names}
    assert told == set(notes)
    assert all(note.licence and note.licence_url.startswith("http") for note in notes.values())


def test_producers_are_named_once_and_in_order(assessed: Assessed):
    rows = assessed.rows["economic-ties-deepen"]
    names = producers(rows)
    assert names == sorted(set(names))
    by_source = partial(filter, lambda row: row.source in names)
    assert len(list(by_source(rows))) == len(rows)


def test_an_act_on_the_map_is_a_row_of_the_ledger_with_a_link(assessed: Assessed, store: Store):
    ids = set(store.table("activity")["id"].to_pylist())
    for act in assessed.assessment.acts:
        assert act.id in ids
        assert act.link.startswith("http")
        assert act.as_written <= (act.date <= WRITTEN.date)
