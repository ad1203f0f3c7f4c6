"""Which way a claim goes: a draft never proposes the opposite of what its sentence says."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from entente.drafting.draft_yaml import write_draft
from entente.drafting.drafts import DraftClaim, draft_claims
from entente.library.record import Record


def claims_of(text: str, title: str = "A Draft") -> tuple[DraftClaim, ...]:
    return draft_claims(Record(title=title, abstract=text)).claims


def rules(text: str) -> set[tuple[str, str, str | None]]:
    """Return measure, criterion and direction of the lenses that are proposed with a criterion."""
    return {
        (lens.measure, lens.criterion, lens.direction)
        for claim in claims_of(text)
        for lens in claim.proposals
        if lens.criterion is not None and lens.direction is not None
    }


DENIED = """
Beijing has not condemned the invasion. | not
China has never recognised the annexation of Crimea. | never
China hasn’t condemned the invasion. | hasn’t
Russia does not back China on Taiwan. | not
Trade between China and Russia is not growing. | not
China has yet to recognise the annexation of Crimea. | yet to
Neither China nor Russia has condemned the coup. | Neither
China refuses to back Russia. | refuses to
China sends no arms to Russia. | no
No state has backed Russia's claim. | No
Russia does not depend on China. | not
Since the war, trade between China and Russia has not grown. | not
China and Russia do not vote in lockstep. | not
Trade between China and Russia rarely grows. | rarely
"""


@pytest.mark.parametrize(
    ("text", "word"), [line.split(" | ") for line in DENIED.strip().splitlines()]
)
def test_a_denied_claim_has_no_criterion_and_names_the_denial(text: str, word: str) -> None:
    assert rules(text) == set()
    (claim,) = claims_of(text)
    assert claim.proposals
    assert f"“{word}”" in claim.polarity.because
    data = yaml.safe_load(draft := write_draft(draft_claims(Record(title="A", abstract=text))))
    assert all(lens["criterion"] is None for lens in data["claims"][0]["lenses"])
    assert f"“{word}”" in draft


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("China is not the largest buyer of Russian oil.", "down"),
        ("China is the largest buyer of Russian oil.", "up"),
        ("Trade between China and Russia will not grow.", "down"),
        ("Trade between China and Russia will not fall.", "up"),
        ("Trade between China and Russia is unlikely to grow.", "down"),
        ("Russia is no longer selling arms to China.", "down"),
    ],
)
def test_a_denial_is_turned_round_where_the_contract_can_say_it(text: str, direction: str) -> None:
    assert {way for _, _, way in rules(text)} == {direction}


@pytest.mark.parametrize(
    "text",
    [
        "Not only China but Russia too has condemned the coup.",
        "China has condemned the coup, which Russia has not done.",
        "Although Beijing has not condemned the war, China buys Russian oil.",
        "China sells oil to Russia, not to Japan.",
    ],
)
def test_a_denial_in_a_phrase_apart_denies_no_claim(text: str) -> None:
    assert "occurs" in {criterion for _, criterion, _ in rules(text)}


def test_a_measure_whose_words_are_denied_has_no_criterion() -> None:
    (claim,) = claims_of("China supports Russia without sending arms.")
    lens = next(each for each in claim.proposals if "“arms”" in each.because)
    assert lens.criterion is None
    assert "denial" in lens.why_direction


def test_harm_denied_stays_no_harm_and_its_harm_is_a_fall() -> None:
    (claim,) = claims_of("The war has not undermined trade between China and Russia.")
    assert claim.form.form == "no harm"
    assert rules(claim.atom.text) == {("trade_value", "holds_within", "down")}


ANTONYMS = """
grew shrank | rose fell | deepened waned | strengthened weakened | increased decreased | expanded
contracted | climbed dropped | soared plummeted | widened narrowed | warmed cooled | improved
deteriorated | doubled halved | tightened loosened | surged tumbled | mounted dwindled
"""
PAIRS = [tuple(pair.split()) for pair in ANTONYMS.replace("\n", " ").split("|")]
SUBJECTS = ("Trade between China and Russia", "Arms deliveries from Russia to China")


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize(("up", "down"), PAIRS, ids=["-".join(pair) for pair in PAIRS])
def test_antonyms_go_opposite_ways(subject: str, up: str, down: str) -> None:
    rising, falling = rules(f"{subject} {up}."), rules(f"{subject} {down}.")
    assert {way for _, _, way in rising} == {"up"}
    assert {(name, rule, "up") for name, rule, _ in falling} == rising
    assert {way for _, _, way in falling} == {"down"}


def test_a_distance_goes_the_other_way() -> None:
    said = "The votes of China and Russia in the General Assembly are converging."
    assert ("ideal_point_distance", "rises", "down") in rules(said)
    assert ("vote_agreement", "rises", "up") in rules(said)
    turned = rules(said.replace("converging", "diverging"))
    assert turned >= {("ideal_point_distance", "rises", "up"), ("vote_agreement", "rises", "down")}


def test_words_of_both_ways_leave_the_direction_open() -> None:
    (claim,) = claims_of("Rising and falling trade binds China and Russia.")
    assert {lens.direction for lens in claim.proposals} == {None}
    assert "go two ways" in claim.polarity.because


@pytest.mark.parametrize("word", ["slowed", "stagnated", "stalled"])
def test_a_movement_that_slows_is_neither_a_rise_nor_a_fall(word: str) -> None:
    text = f"The steadily growing trade of China and Russia {word}."
    assert rules(text) == set()


def test_two_that_are_out_of_step_are_not_in_step() -> None:
    assert rules("China and Russia are out of step in the General Assembly.") == set()
    assert rules("China and Russia vote in lockstep in the General Assembly.")


FRAMES = st.tuples(
    st.sampled_from(
        [
            *("China", "Russia", "China and Russia", "Trade between China and Russia"),
            *("Arms sales from Russia to China", "Their leaders", "Since the war, trade", "Votes"),
        ]
    ),
    st.sampled_from(["has", "have", "will", "does", "is", "are", "did", "would", "can"]),
    st.sampled_from(
        [
            *("growing", "grown", "grow", "fallen", "falling", "deepening", "back Russia"),
            *("condemned the invasion", "sold arms to China", "dependent on China", "in lockstep"),
            *("the largest buyer of Russian oil", "vote alike", "held drills around Japan"),
            *("coordinating patrols", "survived the quarrel", "more frequent during elections"),
            *("slowed", "undermined by the war", "lost ground", "less dependent on Russia"),
            *("met each year", "sign a treaty", "rising since 2014", "fall by 2030"),
        ]
    ),
    st.sampled_from(["", " in recent years", " for the first time", " despite the war", " often"]),
)
NOT = st.sampled_from(["not", "never", "no longer", "not yet"])


@examples(deadline=None, max_examples=200)
@given(FRAMES, NOT)
def test_a_sentence_with_not_never_has_the_rule_that_it_has_without(
    frame: tuple[str, str, str, str], denial: str
) -> None:
    who, verb, rest, tail = frame
    said = rules(f"{who} {verb} {rest}{tail}.")
    denied = rules(f"{who} {verb} {denial} {rest}{tail}.")
    assert not said & denied


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("No one knows.", "nothing named"),
        ("中国和俄罗斯的贸易增长了。", "not English"),
        ("Торговля между Россией и Китаем выросла.", "not English"),
        ("Le commerce entre Moscou et Pékin augmente depuis vingt ans sans cesse.", "not English"),
    ],
)
def test_a_sentence_that_names_nothing_is_no_claim_with_the_reason(text: str, rule: str) -> None:
    found = draft_claims(Record(title="A Draft", abstract=text))
    assert found.claims == ()
    assert [form.rule for form in found.uncovered.values()] == [rule]
    assert all(form.because for form in found.uncovered.values())


def test_a_short_sentence_with_a_measure_word_is_a_claim() -> None:
    assert [claim.form.form for claim in claims_of("Trade grows.")] == ["trend"]


def test_votes_more_often_alike_are_a_trend_of_votes() -> None:
    text = "China and Russia vote together in the General Assembly more often than before, "
    text += "particularly during votes on sanctions."
    assert ("vote_agreement", "rises", "up") in rules(text)


def test_a_measure_that_the_form_cannot_read_is_told() -> None:
    (claim,) = claims_of("China is loud in the General Assembly during elections in Taiwan.")
    assert "names vote_agreement" in claim.proposals[0].because


def states_of(claim: DraftClaim) -> list[str]:
    return [each.state for each in claim.states]


def test_the_two_are_the_two_named_before() -> None:
    text = "Russia does not back China, but trade between the two countries has grown."
    assert [states_of(claim) for claim in claims_of(text)] == [["RUS", "CHN"]] * 2


@pytest.mark.parametrize("word", ["the two countries", "the pair", "both"])
def test_of_three_states_the_two_are_none_that_words_can_tell(word: str) -> None:
    text = f"China, Russia and India trade. Since the war, trade of {word} has grown."
    first, second = claims_of(text)
    assert states_of(first) == ["CHN", "RUS", "IND"]
    assert states_of(second) == [""]
    assert second.states[0].could_be == ("CHN", "RUS", "IND")
    assert {lens.states for lens in second.proposals} == {None}
    draft = write_draft(draft_claims(Record(title="A", abstract=text)))
    lens = yaml.safe_load(draft)["claims"][1]["lenses"][0]
    assert lens["states"] is None
    assert "could be two of CHN, RUS, IND" in " ".join(draft.split())


def test_both_before_its_names_points_forward() -> None:
    (claim,) = claims_of("Both China and Russia hold drills with North Korea.")
    assert states_of(claim) == ["CHN", "RUS", "PRK"]


def test_a_second_clause_has_the_states_that_it_names_again() -> None:
    text = "China's exports to Russia have fallen, while Russia's exports have risen."
    assert [states_of(claim) for claim in claims_of(text)] == [["CHN", "RUS"], ["RUS"]]


def test_states_stand_in_the_order_of_their_first_names() -> None:
    (claim,) = claims_of("Russia sells China oil that Russia needs.")
    assert states_of(claim) == ["RUS", "CHN"]
