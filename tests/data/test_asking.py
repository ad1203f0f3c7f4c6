"""Asking: what of a question is refused and with which words, and what comes back of the rest."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from entente.data.question import Question
from entente.data.scope import narrowing, states_asked
from entente.data.study import Study
from entente.data.vintages import Vintage
from entente.data.window import Window
from entente.errors import NothingHeldError, ScopeError, UnknownNameError
from entente.measures import measures

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Said
    from entente.data.store import Store
    from entente.settings import Settings

NOW = Vintage(dt.date(2026, 11, 24), "now")
PATROLS: dict[str, Any] = {"instrument": "joint_air_patrol", "actors": ["CHN", "RUS"]}


@pytest.fixture(scope="module")
def study(bundled: Settings, store: Store) -> Study:
    return Study(bundled, ["CHN", "RUS"], store=store)


def ask(measure: str, first: int | None = None, last: int | None = None, **more: Any) -> Question:
    window = None if first is None and last is None else Window.of(first, last)
    return Question(measure=measure, window=window, **more)


@pytest.mark.parametrize(
    ("measure", "where", "error", "words"),
    [
        ("activity_count", {"theme": "nope"}, UnknownNameError, "No theme is called 'nope'"),
        ("activity_count", {"instrument": []}, ScopeError, "to no value at all"),
        ("activity_count", {"joint": "maybe"}, UnknownNameError, "one of false, no, true, yes"),
        ("activity_count", {"field": "naval"}, UnknownNameError, "No field is called 'naval'"),
        ("vote_agreement", {"abstention": ["apart", "half"]}, ScopeError, "one choice, not 2"),
        ("vote_agreement", {"abstention": "x"}, UnknownNameError, "one of apart, half"),
        ("vote_agreement", {"set": ["all", "all"]}, ScopeError, "a value twice: all, all"),
        ("vote_agreement", {"set": "x"}, UnknownNameError, "No set is called 'x'"),
        ("vote_agreement", {"theme": "arms"}, ScopeError, "narrowed by set, abstention"),
        ("trade_value", {"set": "all"}, ScopeError, "narrowed by figures"),
        ("capability_share", {"set": "all"}, ScopeError, "narrowed by nothing"),
    ],
)
def test_a_narrowing_that_cannot_be_is_refused(
    study: Study, measure: str, where: Any, error: type[Exception], words: str
):
    with pytest.raises(error) as refused:
        study.narrowing(ask(measure, where=where))
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("measure", "where", "found"),
    [
        ("activity_count", {}, {}),
        ("activity_count", {"joint": "yes"}, {"joint": ["yes"]}),
        ("activity_count", {"theme": "arms"}, {"theme": ["arms"]}),
        ("activity_quantity", {"unit": "anything"}, {"unit": ["anything"]}),
        ("scramble_count", {}, {"instrument": ["scramble"]}),
        (
            "vote_agreement",
            {"set": ["all", "nuclear"]},
            {"set": ["all", "nuclear"], "abstention": ["apart"]},
        ),
        (
            "trade_value",
            {"figures": ["mirror"]},
            {"figures": ["mirror"]},
        ),
    ],
)
def test_a_narrowing_that_can_be_is_completed(study: Study, measure: str, where: Any, found: Any):
    question = ask(measure, where=where)
    assert study.narrowing(question) == found
    held = narrowing(measures[measure], where, study.words, study.settings.ledger)
    assert list(held) == list(found)


def test_what_is_said_of_a_narrowing_leaves_out_the_usual_options(study: Study):
    said = study.said_narrowing
    assert said(ask("vote_agreement")) == {"set": ["contested"]}
    assert said(ask("vote_agreement", where={"abstention": "half"})) == {
        "set": ["contested"],
        "abstention": ["half"],
    }
    assert said(ask("trade_value", where={"figures": "own"})) == {}


@pytest.mark.parametrize(
    ("measure", "states", "partner", "words"),
    [
        ("activity_count", ["CHN"], None, "narrow it by actors=CHN"),
        ("activity_count", ["CHN"], "RUS", "asked about CHN, RUS"),
        ("scramble_count", [], "RUS", "leave the states out"),
        ("capability_share", ["CHN"], "RUS", "is of single states"),
        ("trade_value", [], "RUS", "about a partner, and of no state"),
        ("trade_value", ["CHN", "CHN"], None, "names a state twice: CHN, CHN"),
        ("trade_value", ["CHN"], "CHN", "names a state twice: CHN"),
        ("trade_value", ["CHN"], None, "directed: it is asked of two states, not 1"),
        ("trade_value", ["CHN", "RUS", "USA"], None, "directed: it is asked of two states, not 3"),
        ("vote_agreement", ["CHN"], None, "of pairs: it is asked of two states, not 1"),
    ],
)
def test_states_that_a_measure_is_not_of_are_refused(
    study: Study, measure: str, states: list[str], partner: str | None, words: str
):
    with pytest.raises(ScopeError) as refused:
        study.check(ask(measure, states=states, partner=partner))
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("measure", "states", "partner", "partners", "asked"),
    [
        ("activity_count", [], None, ["CHN", "RUS"], []),
        ("capability_share", ["CHN"], None, [], ["CHN"]),
        ("capability_share", [], None, ["CHN", "RUS"], ["CHN", "RUS"]),
        ("vote_agreement", ["CHN", "RUS", "USA"], None, [], ["CHN", "RUS", "USA"]),
        ("vote_agreement", [], None, [], []),
        ("trade_value", ["CHN"], "RUS", ["PRK", "IRN"], ["CHN"]),
        ("trade_value", [], None, ["CHN", "RUS"], ["CHN", "RUS"]),
    ],
)
def test_states_that_are_asked_are_its_own_or_the_partners(
    measure: str, states: list[str], partner: str | None, partners: list[str], asked: list[str]
):
    question = ask(measure, states=states, partner=partner)
    assert states_asked(measures[measure], question, partners) == asked


def test_a_question_that_can_be_asked_is_not_refused(study: Study):
    study.check(ask("trade_value", states=["CHN", "RUS"]))
    with pytest.raises(UnknownNameError):
        study.check(ask("vote_agreement", where={"set": "x"}))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (
            ask("trade_value", 1800, 1801, states=["CHN", "RUS"]),
            [
                "trade_value of CHN-RUS has no value from 1800 to 1801. China's votes are",
                "Until 1991 Russia's rows are the Soviet Union's.",
                "what is held: 1990 to ",
            ],
        ),
        (
            ask("trade_value", states=["CHN"], partner="MCO"),
            ["trade_value has no rows of Monaco here.", "--states all, which shows the 2"],
        ),
        (
            # Each of the two has rows, with others.
            ask("trade_value", states=["TWN"], partner="XKX"),
            ["trade_value of TWN-XKX has no value: nothing is held."],
        ),
        (
            ask("vote_agreement", states=["XKX", "CHN"], where={"set": "all"}),
            ["vote_agreement has no rows of Kosovo here."],
        ),
        (
            ask("activity_count", 1901, 1902, where=PATROLS),
            [
                "activity_count of instrument joint_air_patrol; actors CHN, RUS has no value from",
                "what is held: 2013 to 2025",
            ],
        ),
        (
            ask("activity_quantity", where={"unit": "anything"}),
            [
                "activity_quantity of unit anything has no value: nothing is held.",
                "other states, or a wider narrowing",
            ],
        ),
    ],
)
def test_where_nothing_is_held_it_says_what_is(study: Study, question: Question, words: list[str]):
    with pytest.raises(NothingHeldError) as told:
        study.table(question)
    assert [word for word in words if word not in str(told.value)] == []


def test_a_table_keeps_its_window_and_names_what_it_is_narrowed_by(study: Study):
    found = study.table(ask("activity_count", 2021, 2022, where=PATROLS))
    assert found.column_names == ["year", "instrument", "actors", "value", "n"]
    rows = [
        (row["year"], row["actors"], int(row["value"]), int(row["n"])) for row in found.to_pylist()
    ]
    assert rows == [(2021, "CHN, RUS", 1, 1), (2022, "CHN, RUS", 2, 2)]
    votes = study.table(
        ask(
            "vote_agreement", 2024, 2024, states=["CHN", "RUS"], where={"set": ["all", "contested"]}
        )
    )
    columns = ["state_a", "state_b", "set", "year", "abstention", "value", "n"]
    assert votes.column_names == columns
    assert votes["set"].to_pylist() == ["all", "contested"]
    assert votes["abstention"].to_pylist() == ["apart", "apart"]
    whole = study.table(ask("activity_count", where=PATROLS))
    assert (whole["year"][0].as_py(), whole.num_rows) == (2013, 13)


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        (ask("trade_value", 2021, 2021, states=["CHN", "RUS"]), {"CHN>RUS"}),
        (ask("trade_value", 2021, 2021, states=["RUS", "CHN"]), {"RUS>CHN"}),
        (ask("trade_value", 2021, 2021, states=["CHN", "IND"], partner="USA"), {"CHN>USA"}),
        (ask("capability_share", 2010, 2010, states=["CHN", "RUS"]), {"CHN", "RUS"}),
        (ask("activity_count", 2021, 2021, where=PATROLS), {""}),
        (
            ask("vote_agreement", 2021, 2021, states=["RUS", "CHN", "USA"]),
            {"CHN-RUS", "CHN-USA", "RUS-USA"},
        ),
        (
            ask("vote_agreement", 2021, 2021, states=["USA", "IND"], partner="CHN"),
            {"CHN-USA", "CHN-IND"},
        ),
        (
            ask("vote_agreement", 2021, 2021, where={"set": ["all", "contested"]}),
            {"CHN-RUS, all", "CHN-RUS, contested"},
        ),
        (ask("vote_agreement", 2021, 2021, where={"set": ["all"]}), {"CHN-RUS"}),
    ],
)
def test_points_are_of_the_states_and_sets_that_were_asked(
    study: Study, question: Question, sides: set[str]
):
    labels = [point.label for point in study.points(question, NOW)]
    wanted = {label for label in sides if label not in {"IND>USA"}}
    assert wanted <= set(labels)
    assert len(labels) == len(set(labels))
    if question.measure == "vote_agreement":
        assert set(labels) == sides


@pytest.mark.parametrize(
    ("measure", "states", "kept"),
    [
        ("trade_value", ["CHN"], {"state": ["CHN"]}),
        ("trade_value", [], {}),
        # Of a pair without a direction the state may be on either side.
        ("vote_agreement", ["CHN"], {}),
        ("vote_agreement", [], {}),
        ("capability_share", [], {}),
    ],
)
def test_of_a_question_about_everyone_only_the_first_of_a_directed_pair_is_kept(
    study: Study, measure: str, states: list[str], kept: dict[str, list[str]]
):
    assert study.kept_states(ask(measure, states=states, everyone=True)) == kept


def test_values_come_with_their_rows_and_only_those_of_the_window(study: Study):
    question = ask("vote_agreement", 2021, 2022)
    reads = study.rows(question, NOW)
    assert tuple(read.point for read in reads) == study.points(question, NOW)
    assert [read.point.period for read in reads] == [2021, 2022]
    assert all(list(read.rows) == sorted(read.rows) and read.rows for read in reads)
    assert all(isinstance(read.point.n, int) and read.point.n > 1 for read in reads)


def test_a_question_is_asked_once_and_shared_on_the_store(bundled: Settings, store: Store):
    question = ask("vote_agreement", 2021, 2022)
    one, other = (Study(bundled, ["CHN", "RUS"], store=store) for _ in range(2))
    first = one.rows(question, NOW)
    assert all(a is b for a, b in zip(first, other.rows(question, NOW), strict=True))
    apart = Study(bundled, ["CHN", "USA"], store=store).points(question, NOW)
    assert {point.label for point in apart} == {"CHN-USA"}
    assert Study(bundled).partners == ()
    assert Study(bundled).store is not store


def test_searches_are_told_in_order_and_only_of_hand_made_lists(study: Study):
    assert study.searched(ask("vote_agreement"), NOW) == []
    rows = study.searched(ask("activity_count"), NOW)
    order = [(row["instrument"], row["date_from"].isoformat(), row["actors"]) for row in rows]
    assert order == sorted(order)
    assert len(rows) > 20
    patrols = study.searched(ask("activity_count", where=PATROLS), NOW)
    assert {row["instrument"] for row in patrols} == {"joint_air_patrol"}


@pytest.mark.parametrize("end", ["--5", "9" * 5000, "٢٠٢٤", "-", "2024-13"])
def test_an_end_that_is_no_period_is_refused_in_a_line(run: Callable[..., Said], end: str):
    code, out, err = run("measure", "trade_value", "--states", "CHN,RUS", f"--from={end}")
    assert (code, out) == (2, "")
    assert "The years cannot be read" in err
