from __future__ import annotations

import pytest

from entente.errors import BrokenFileError
from entente.tables import _states
from entente.tables._states import named_sets, states, vocabulary


def test_codes_are_three_capital_letters():
    assert all(len(code) == 3 and code.isalpha() and code.isupper() for code in states())


def test_no_name_stands_for_two_states():
    names = [name for state in states().values() for name in (state.name, *state.also)]
    assert len(names) == len(set(names))


def test_correlates_of_war_numbers_of_today_are_told_apart():
    numbers = [s.cow for s in states().values() if s.cow and not s.is_former]
    assert len(numbers) == len(set(numbers))


def test_resolution_sets_share_no_symbol():
    symbols = [symbol for members in named_sets().values() for symbol in members]
    assert len(symbols) == len(set(symbols))


def test_resolution_sets_say_what_they_mean_and_whom_a_yes_is_against():
    for body in vocabulary("resolution_sets").values():
        assert body["meaning"]
        assert body["rule"]
        assert body["against"] == "RUS"


def test_unquoted_key_that_yaml_turns_into_a_boolean_is_refused(tmp_path, monkeypatch):
    (tmp_path / "states.yml").write_text("NO: {name: Norway}\n", encoding="utf-8")
    monkeypatch.setattr(_states, "VOCABULARY", tmp_path)
    with pytest.raises(BrokenFileError, match="False is not text"):
        vocabulary("states")
