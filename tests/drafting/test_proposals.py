from __future__ import annotations

import pytest

from entente.criteria import criteria
from entente.data.question import Question
from entente.data.study import Study
from entente.drafting.lexicon import Hint, read_lexicon
from entente.drafting.proposals import MOST_LENSES, criterion_of, propose, propose_measure
from entente.errors import ScopeError
from entente.measures import measures
from entente.settings import settings
from entente.yaml_files import read_yaml

HINTS = read_lexicon().measures.hints
FORMS = list(dict.fromkeys(entry.form for entry in criteria if entry.drafted))


def names(file: str) -> set[str]:
    return set(read_yaml(settings().vocabulary / f"{file}.yml").data)


@pytest.mark.parametrize("hint", HINTS, ids=[f"{h.measure}: {h.title}" for h in HINTS])
def test_a_hint_names_only_what_exists(hint: Hint) -> None:
    assert hint.measure in measures
    against = hint.against if isinstance(hint.against, list) else []
    assert {*hint.instruments, *hint.default, *against} <= names("instruments")
    assert set(hint.theatres) <= names("theatres")
    measure = measures[hint.measure]
    assert set(hint.where) <= {*measure.scope, *measure.options}
    assert hint.words or hint.always


@pytest.mark.parametrize("form", FORMS)
def test_drafts_of_a_form_propose_one_criterion(form: str) -> None:
    found = [entry.name for entry in criteria if entry.form == form and entry.drafted]
    assert len(found) == 1, f"{form}: {found}; say drafted=False in all but one"


@pytest.mark.parametrize("hint", HINTS, ids=[f"{h.measure}: {h.title}" for h in HINTS])
def test_the_criterion_of_each_form_can_read_the_measure(hint: Hint) -> None:
    for form in hint.forms:
        if form != "forecast":
            rule = criteria[criterion_of(form) or ""]
            assert rule.periodic == (measures[hint.measure].period != "date")


def test_options_and_events_name_only_what_exists() -> None:
    hints = read_lexicon().measures
    for criterion, options in hints.options.items():
        assert set(options) <= set(criteria[criterion].options.model_fields)
    assert hints.events.measure in measures
    assert set(hints.events.instruments) <= names("theatres")
    assert {each for some in hints.events.instruments.values() for each in some} <= names(
        "instruments"
    )


def test_cue_words_stand_for_theatres_and_instruments_that_exist() -> None:
    words = read_lexicon().words
    assert set(words.theatres) == names("theatres")
    assert set(words.instruments) <= names("instruments")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("field", ["military", "economic", "diplomatic"])
def test_each_form_and_field_has_a_measure_of_its_own_form(form: str, field: str) -> None:
    text = "dependence, junior partner, power, arms, trade, share"
    found = propose(text, form, [field], ["japan"], ["CHN", "RUS"])
    assert 1 <= len(found) <= MOST_LENSES
    for proposal in found:
        assert proposal.criterion == criterion_of(form)
        where = {key: value for key, value in proposal.where.items() if value is not None}
        Study(settings()).narrowing(Question(measure=proposal.measure, where=where))


def test_words_of_the_text_come_first() -> None:
    found = propose("They use joint aerial patrols.", "existence", ["military"], ["japan"])
    assert found[0].where["instrument"] == ["joint_air_patrol"]
    assert "joint aerial" in found[0].because


def test_nothing_is_proposed_for_what_is_no_claim() -> None:
    assert propose("They should act.", "none", ["military"]) == []


def test_two_states_are_turned_round_for_the_other_side() -> None:
    [first, *_] = propose("dependence", "asymmetry", ["economic"], states=["RUS", "CHN"])
    assert first.states == ("RUS", "CHN")
    assert first.against[0]["states"] == ["CHN", "RUS"]


def test_a_measure_named_from_outside_is_taken_where_its_criterion_can_read_it() -> None:
    named = propose_measure("vote_kappa", "trend", ["RUS", "CHN"], "somebody")
    assert named is not None
    assert (named.criterion, named.states) == ("rises", ("CHN", "RUS"))
    assert propose_measure("activity_act", "trend", [], "somebody") is None


def test_a_key_outside_a_measure_is_still_refused_by_the_check() -> None:
    with pytest.raises(ScopeError):
        Study(settings()).narrowing(Question(measure="trade_value", where={"theatre": "japan"}))
