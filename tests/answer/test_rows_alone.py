"""The rows that a number lists give it, alone, and it needs each of them."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from entente.answer.assess import open_study
from entente.answer.lenses import compared
from entente.cases.folder import read_reports
from entente.cases.variants import variants
from entente.data import edition
from entente.data.question import question_of
from entente.data.store import Store
from entente.data.study import Study
from entente.data.vintages import Vintage
from entente.measures import measures
from entente.tables import tables
from pairs import asked_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from entente.data.question import Question
    from entente.data.study import Read
    from entente.settings import Settings

CASES = ["china-russia-east-asia"]
# Rows taken away of each value that is tried; `make rows` tries every value and every row.
EVERY = os.environ.get("ENTENTE_ROWS") == "every"
ROWS = None if EVERY else 2
COUNTS = ("yes_yes", "abstain_abstain", "no_no", "yes_abstain", "no_abstain")


def questions(settings: Settings) -> Iterator[tuple[str, Question, Study]]:
    """Every distinct question of every lens and forecast of every case."""
    seen: set[str] = set()
    for case in CASES:
        for files in read_reports(case, settings):
            study = open_study(files, settings)
            for claim in files.report.claims:
                asked = [(claim.id, forecast) for forecast in claim.forecasts]
                for lens in claim.lenses:
                    for _, variant in variants(lens):
                        asked += [(f"{claim.id}/{lens.id}", variant)]
                        asked += [(f"{claim.id}/{lens.id}", one) for one in compared(variant)]
                for name, question in asked:
                    parts = (question.measure, question.states, question.partner, question.where)
                    if repr(parts) not in seen:
                        seen.add(repr(parts))
                        yield name, question, study


def only(store: Store, measure: str, ids: Iterable[int]) -> Store:
    """A store whose tables hold some rows and no others."""
    kept = store.by_table(ids)
    return Store(
        store.settings,
        {name: store.with_ids(name, kept.get(name, [])) for name in measures[measure].uses},
    )


def again(study: Study, question: Question, vintage: Vintage, ids: Iterable[int]) -> list[Any]:
    store = only(study.store, question.measure, ids)
    held = Study(study.settings, study.partners, study.vintages, store=store)
    whole = question.model_copy(update={"window": None})
    return [read.point for read in held.rows(whole, vintage)]


def tried(reads: tuple[Read, ...], vintage: Vintage) -> list[Read]:
    """Values of a series: the last, and of now the first too."""
    if EVERY:
        return list(reads)
    first = reads[:1] if vintage.name == "now" and len(reads) > 1 else ()
    return [*first, *reads[-1:]]


@pytest.mark.slow
def test_rows_alone_give_the_number(bundled: Settings, tmp_path: Path):
    # The stores of chosen rows differ in rows alone: what they run is compiled once.
    kept = replace(bundled, cache=tmp_path)
    asked = 0
    for name, question, study in questions(kept):
        measure = measures[question.measure]
        for vintage in study.vintages.values():
            for read in tried(study.rows(question, vintage), vintage):
                where = f"{name} {measure.name} {read.point}"
                assert read.rows, where
                assert read.point in again(study, question, vintage, read.rows), where
                vouched = {
                    row
                    for table, ids in study.store.by_table(read.rows).items()
                    if table in measure.vouched_by
                    for row in ids
                }
                needed = [row for row in read.rows if row not in vouched]
                for gone in needed[:ROWS]:
                    rest = [row for row in read.rows if row != gone]
                    assert read.point not in again(study, question, vintage, rest), (where, gone)
                if vouched:
                    rest = [row for row in read.rows if row not in vouched]
                    assert read.point not in again(study, question, vintage, rest), where
                asked += 1
    assert asked > 150


# Whom a measure is asked of that has nothing of China and Russia.
@pytest.fixture(scope="module")
def kept(bundled: Settings, tmp_path_factory: pytest.TempPathFactory) -> Study:
    held = replace(bundled, cache=tmp_path_factory.mktemp("statements"))
    return Study(held, vintages={"now": Vintage(edition.as_of(held), "now")})


@pytest.mark.parametrize("name", [measure.name for measure in measures if measure.sides])
def test_rows_alone_give_every_measure(kept: Study, name: str):
    question = question_of(name, asked_of(name), words=kept.words)
    vintage = kept.vintages["now"]
    first, *_, last = kept.rows(question, vintage)
    for read in (first, last):
        vouched = [
            row
            for table, ids in kept.store.by_table(read.rows).items()
            if table in measures[name].vouched_by
            for row in ids
        ]
        assert read.point in again(kept, question, vintage, read.rows)
        for gone in [row for row in read.rows if row not in vouched][:2]:
            rest = [row for row in read.rows if row != gone]
            assert read.point not in again(kept, question, vintage, rest)


@pytest.mark.parametrize("pair", [("CHN", "RUS"), ("RUS", "USA")])
def test_what_a_count_of_votes_opens_to_counts_up_to_it(bundled: Settings, pair: tuple[str, str]):
    store = Store(bundled)
    rows = [
        row
        for row in store.table("vote_pair_count", states=pair).to_pylist()
        if row["set"] in {"all", "contested"}
    ]
    opened = store.opened("vote_pair_count", [row["row"] for row in rows])
    assert opened
    for row in rows:
        votes = store.rows(one for group in opened.get(row["row"], ()) for one in group)
        found = dict.fromkeys(COUNTS, 0)
        for first, second in opened.get(row["row"], ()):
            cell = f"{votes[first][1]['vote']}_{votes[second][1]['vote']}"
            if cell in found:
                found[cell] += 1
        assert found == {cell: row[cell] for cell in COUNTS}, row["year"]


def test_every_table_that_opens_names_one_that_is_there():
    for table in tables:
        if table.opens is not None:
            assert table.opens.table in tables
