from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from entente.criteria import criteria
from entente.drafting.forms import find_form
from entente.drafting.hedges import find_hedges
from entente.drafting.lexicon import read_lexicon

# Sentences made for this test; the first words before the bar are the form.
EXAMPLES = """
no harm | The dispute over fishing has not derailed the trade between the two.
no harm | Their friendship remains intact.
no harm | Ties have survived the quarrel.
forecast | The two will hold more drills.
forecast | Exports are likely to shrink over the coming decade.
forecast | Rivalry may grow in the Arctic.
event response | Flights are most frequent during elections on the island.
event response | Protests follow each visit of a foreign leader.
break | Since the invasion, Moscow has sold more gas to Beijing.
break | In the wake of the coup, aid stopped.
break | Trade collapsed after the sanctions.
asymmetry | Minsk has become increasingly dependent on Moscow.
asymmetry | Moscow is the junior partner.
co-movement | The two vote in lockstep.
co-movement | Hanoi mirrors Vientiane's moves at sea.
level | China is the largest buyer of Iranian oil.
level | Japan buys more gas than Korea does.
level | Half of the imports come from one supplier.
trend | Their ties are deepening.
trend | Trade has doubled.
trend | The gap is narrowing year by year.
existence | The two fly joint patrols over the sea.
existence | Their interests sometimes diverge.
existence | Cooperation extends to the Arctic.
none | This paper examines how the two trade.
none | Washington should offer more ships.
none | The policy needs to change.
none | Little attention has been paid to their quarrels.
none | How far will they go?
none | Their rift stems from old fears.
"""
PAIRS = [tuple(line.split(" | ")) for line in EXAMPLES.strip().splitlines()]


@pytest.mark.parametrize(("form", "text"), PAIRS, ids=[text for _, text in PAIRS])
def test_a_plain_sentence_has_the_form_that_it_reads_as(form: str, text: str) -> None:
    assert find_form(text).form == form


@examples(deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_a_form_with_a_reason_and_its_very_words(text: str) -> None:
    found = find_form(text)
    assert found.form in {*(entry.form for entry in criteria), "none"}
    assert found.because
    assert all(text[cue.start : cue.end] == cue.words for cue in found.cues)


def test_a_denied_harm_is_no_trend() -> None:
    assert find_form("Their ties have weakened.").form == "trend"
    assert find_form("Their ties have not weakened.").form == "no harm"


def test_every_form_has_words_and_every_rule_a_reason() -> None:
    rules = read_lexicon().words.forms
    assert {rule.form for rule in rules} == {entry.form for entry in criteria if entry.drafted} | {
        "none"
    }
    assert all(rule.because.endswith(".") for rule in rules)
    assert len({rule.name for rule in rules}) == len(rules)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Trade will likely grow.", ["likely"]),
        ("It has, in some ways and to some extent, grown.", ["in some ways", "to some extent"]),
        ("They sometimes diverge and may part.", ["sometimes", "may"]),
        ("They met in May.", []),
        ("They sold oil.", []),
    ],
)
def test_hedges_are_found_by_their_words(text: str, words: list[str]) -> None:
    assert [hedge.cue.words for hedge in find_hedges(text)] == words


def test_a_bare_amount_is_a_weak_hedge() -> None:
    assert [hedge.is_weak for hedge in find_hedges("Several ships may sail.")] == [True, False]
