"""Lenses: one measure and criterion put to rows, and what an incomplete list may say."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from entente.answer.assess import open_study
from entente.answer.completeness import completeness
from entente.answer.lenses import examine
from entente.cases.contract import Lens
from entente.data.vintages import Vintage

if TYPE_CHECKING:
    from entente.cases.folder import CaseFiles
    from entente.data.store import Store
    from entente.data.study import Study
    from entente.settings import Settings

NOW = Vintage(dt.date(2026, 11, 24), "now")
WRITTEN = Vintage(dt.date(2024, 9, 30), "as_written")
PARTNERS = ["CHN", "RUS"]


@pytest.fixture(scope="module")
def study(files: CaseFiles, bundled: Settings, store: Store) -> Study:
    return open_study(files, bundled, store=store)


def lens(**changes: Any) -> Lens:
    held: dict[str, Any] = {
        "id": "a",
        "title": "A",
        "asks": "Supported if.",
        "measure": "activity_count",
        "criterion": "rises",
        "matters": 0.1,
        "proxy": "proxy",
        "blind_to": "much",
        "window": {"from": 2013},
    }
    return Lens.model_validate(held | changes)


EXERCISES: dict[str, Any] = {"instrument": "joint_exercise", "actors": PARTNERS}


def test_fewer_acts_in_a_list_that_is_not_complete_decide_nothing(study: Study):
    rising = lens(measure="leaders_meeting_count", matters=0.1)
    found = examine(rising, study, NOW)
    assert found.own.answer == "contradicts"
    assert (found.final.answer, found.final.reason) == ("cannot_tell", "list_incomplete")


def test_no_act_in_a_list_that_is_not_complete_decides_nothing(study: Study):
    asked = lens(
        measure="activity_act",
        criterion="occurs",
        matters=1,
        window=None,
        where=EXERCISES | {"theatre": "taiwan"},
    )
    found = examine(asked, study, NOW)
    assert (found.final.answer, found.final.reason) == ("cannot_tell", "list_incomplete")
    assert found.final.effect is None


def test_a_list_is_complete_only_where_every_search_says_so(study: Study):
    # The list begins with the first joint patrol.
    searched = {"from": 2019}
    air = lens(where={"instrument": "joint_air_patrol", "actors": PARTNERS}, window=searched)
    naval = lens(where={"instrument": "joint_naval_patrol", "actors": PARTNERS})
    both = lens(where={"instrument": ["joint_air_patrol", "joint_exercise"], "actors": PARTNERS})
    assert completeness(air, study, NOW)[0]
    assert not completeness(naval, study, NOW)[0]
    assert not completeness(both, study, NOW)[0]
    assert not completeness(lens(where={"actors": PARTNERS}), study, NOW)[0]


def test_roll_calls_are_complete_by_nature(study: Study):
    assert completeness(lens(measure="vote_agreement"), study, NOW)[0]


def test_a_list_of_what_two_do_together_is_not_one_of_what_each_does(study: Study):
    alone = lens(where={"instrument": "leaders_meeting", "actors": ["PRK"]})
    assert not completeness(alone, study, NOW)[0]


def test_a_list_of_one_theatre_is_not_one_of_all(study: Study):
    gas = lens(measure="activity_count", where={"instrument": "pipeline_gas", "actors": ["RUS"]})
    assert not completeness(gas, study, NOW)[0]


def test_a_list_that_begins_after_the_window_is_not_complete_for_it(study: Study):
    early = lens(
        measure="activity_act",
        criterion="occurs",
        window={"from": dt.date(1995, 1, 1), "to": dt.date(2005, 1, 1)},
        where={"instrument": "joint_air_patrol", "actors": PARTNERS},
    )
    assert examine(early, study, NOW).final.answer == "cannot_tell"


def test_as_written_has_no_flips_and_now_has_them(study: Study):
    asked = lens(measure="vote_agreement", matters=0.01)
    assert examine(asked, study, WRITTEN).flips == []
    assert len(examine(asked, study, NOW).flips) == 1


def test_what_would_flip_an_answer_does_flip_it(study: Study, assessed: Any):
    for claim in assessed.assessment.claims:
        for held in claim.lenses:
            for flip in held.results["now"].flips:
                if flip.value is not None:
                    assert flip.answer != held.results["now"].before_robustness
                    low, high = flip.tried
                    assert low <= flip.value <= high


def test_a_flip_lies_within_the_bounds_of_its_measure(assessed: Any):
    from entente.measures import measures

    for claim in assessed.assessment.claims:
        for held in claim.lenses:
            low, high = measures[held.measure].bounds
            for flip in held.results["now"].flips:
                if flip.tried:
                    assert low is None or flip.tried[0] >= low
                    assert high is None or flip.tried[1] <= high


def test_without_one_year_a_sign_that_stays_is_not_fragile(assessed: Any):
    for claim in assessed.assessment.claims:
        for held in claim.lenses:
            for result in held.results.values():
                if result.answer in {"supports", "contradicts"} and result.effect == 0:
                    assert result.robustness.fragile_year is None, f"{claim.id}/{held.id}"
