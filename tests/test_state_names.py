"""States as people write them: every code and name, every way to list them, and clear refusals."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.crosswalk import crosswalk
from entente.errors import EntenteError, FormerStateError, UnknownNameError
from entente.settings import BUNDLED
from entente.state_names import GAZETTEERS, FormerState, phrase_of, state_names
from entente.states import note_on, parse_states
from entente.vocabulary import Vocabulary

WORDS = Vocabulary(BUNDLED / "vocabulary")
NAMES = state_names(WORDS)
STATES = crosswalk(WORDS).states
ALPHA_2 = {code: s.codes["alpha_2"] for code, s in STATES.items() if not s.is_former}
FORMER = [code for code, state in STATES.items() if state.is_former]
OWN = WORDS.read("state_names")
FOUND = {meant.code: meant for meant in NAMES.phrases.values() if isinstance(meant, FormerState)}
WORDS_OF_LIFE = {code: "-".join(map(str, meant.years)) for code, meant in FOUND.items()}


def called() -> list[tuple[str, str]]:
    """Every name of a state in the files, with its code."""
    found = [
        (name, code)
        for code, state in STATES.items()
        if not state.is_former
        for name in (state.name, *state.also)
    ]
    for file in GAZETTEERS:
        entries = WORDS.read(file)
        found += [(name, code) for code, e in entries.items() for name in e.get("names", ())]
    kept = {phrase_of(name) for name in (*OWN["several"], *OWN["texts_only"])}
    former = {state.code for state in STATES.values() if state.is_former}
    kept |= {
        phrase
        for phrase, meant in NAMES.phrases.items()
        if isinstance(meant, FormerState) or meant in former
    }
    return [(name, code) for name, code in found if phrase_of(name) not in kept]


CALLED = called()
OWN_ROWS = {code for code, state in STATES.items() if state.has_own_rows}


@pytest.mark.parametrize(
    "text",
    [
        *("CHN, RUS", "chn,rus", "CHN;RUS", "CHN/RUS", "CHN+RUS", "CHN & RUS", "CHN and RUS"),
        *("CHN-RUS", "CHN–RUS", "CHN RUS", "cn ru", "CN, ru", "CHN,\nRUS", " CHN , , RUS, "),
        *("China and Russia", "China, and the Russian Federation", "China-Russia", "PRC/RUSSIA"),
        *("China (CHN), Russia (RUS)", "P.R.C. & Russia", "CHN, RUS, China", "CHN AND RUS"),
    ],
)
def test_two_states_are_read_as_people_write_them(text: str):
    assert parse_states(text, WORDS) == ["CHN", "RUS"]
    assert parse_states([text, "RUS"], WORDS) == ["CHN", "RUS"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", []),
        ([], []),
        (["China", "JP; kor"], ["CHN", "JPN", "KOR"]),
        ("中国、俄罗斯，日本；刚果（布）", ["CHN", "RUS", "JPN", "COG"]),
        ("Китай, Kina, Allemagne, Estados Unidos", ["CHN", "DEU", "USA"]),
        ("Bosnia & Herzegovina and Trinidad and Tobago", ["BIH", "TTO"]),
        ("Bonaire, Sint Eustatius and Saba, Cuba", ["BES", "CUB"]),
        ("Guinea, Guinea-Bissau, Papua New Guinea", ["GIN", "GNB", "PNG"]),
        ("Congo-Brazzaville, Congo-Kinshasa", ["COG", "COD"]),
        ("Korea, South; Korea (Republic of); Korea, North", ["KOR", "PRK"]),
        ("Iran (Islamic Republic of), Cocos (Keeling) Islands", ["IRN", "CCK"]),
        ("U.S., U. S., UK, U.A.E.", ["USA", "GBR", "ARE"]),
        ("Cote d’Ivoire, Türkiye, Turkiye, St Lucia", ["CIV", "TUR", "LCA"]),
        ("NO, no, Norway", ["NOR"]),
        ("AND, AND and FRA", ["AND", "FRA"]),
        ("Serbia, Montenegro", ["SRB", "MNE"]),
        ("Mỹ, Áo, MY", ["USA", "AUT", "MYS"]),
        ("Armenia, Republic of Moldova; Armenia, Republic of", ["ARM", "MDA"]),
        ("Republic of China, Kosovo", ["TWN", "XKX"]),
        ("ROM, ZAR, tmp", ["ROU", "COD", "TLS"]),
        ("AUT-HUN, Austria and Hungary", ["AUT", "HUN"]),
    ],
)
def test_names_with_marks_of_their_own_are_read_whole(text: str | list[str], codes: list[str]):
    assert parse_states(text, WORDS) == codes


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ("Chna", "'Chna'", "did you mean China (CHN)?"),
        ("Russia, Jpan", "'Jpan'", "did you mean Japan (JPN)?"),
        ("Rusja-China", "'Rusja'", "did you mean Russia (RUS)?"),
        ("Guinea-Bissa", "'Guinea-Bissa'", "Guinea-Bissau (GNB)"),
        ("Irap", "'Irap'", "Iran (IRN) or Iraq (IRQ)"),
        ("Soviet Unoin", "'Soviet Unoin'", "did you mean Soviet Union?"),
        ("RSU", "'RSU'", "did you mean Russia (RUS)"),
        ("XXQ", "'XXQ'", "e.g. China, RUS"),
        ("x", "'x'", "e.g. China, RUS"),
        ("CHNRUS", "'CHNRUS'", "did you mean CHN, RUS?"),
        ("CHN_RUS; JPN", "'CHN_RUS'", "did you mean CHN, RUS?"),
        ("CHN.RUS", "'CHN.RUS'", "did you mean CHN, RUS?"),
        ("CHN:RUS:JPN", "'CHN:RUS:JPN'", "did you mean CHN, RUS, JPN?"),
        ("CHN to RUS", "'CHN to RUS'", "commas between them"),
        ("China Russia", "'China Russia'", "commas between them"),
        ("CHN and", "'CHN and'", "commas between them"),
        ("and RUS", "'and RUS'", "commas between them"),
        ("China (Taiwan)", "'China (Taiwan)'", "commas between them"),
        ("China (RUS)", "'China (RUS)'", "commas between them"),
        ("Niger Delta", "'Niger Delta'", "commas between them"),
        ("Korea", "more than one", "South Korea (KOR) or North Korea (PRK)"),
        ("Congo", "more than one", "(COD) or Republic of the Congo (COG)"),
    ],
)
def test_what_stands_for_no_state_is_refused_with_what_could_be_meant(
    text: str, said: str, hint: str
):
    with pytest.raises(UnknownNameError) as caught:
        parse_states(text, WORDS)
    assert said in caught.value.what
    assert hint in caught.value.fix


def test_a_code_that_yaml_read_as_a_boolean_is_refused():
    with pytest.raises(UnknownNameError, match="quote state codes"):
        parse_states(["SWE", False], WORDS)  # type: ignore[list-item]


@pytest.mark.parametrize("code", FORMER)
def test_a_former_state_leads_to_its_rows_under_each_of_its_names(code: str):
    state = STATES[code]
    if state.has_own_rows:
        assert parse_states(f"China, {code.lower()}", WORDS) == ["CHN", code]
    for name in (state.name, state.code, *state.also):
        if NAMES.phrases[phrase_of(name)] == code:
            assert parse_states(f"the {name}, China", WORDS) == [code, "CHN"]
            continue
        for written in (name, name.upper(), f"China, {name}", f"the {name}"):
            with pytest.raises(FormerStateError) as caught:
                parse_states(written, WORDS)
            assert f"({WORDS_OF_LIFE[code]})" in caught.value.what
            assert state.note in caught.value.what
            assert (state.under or "a state of today") in caught.value.fix


def test_the_rows_of_a_former_state_lie_under_a_state_of_the_tables():
    found = {code: meant.rows for code, meant in FOUND.items() if meant.rows}
    assert found == {
        "SUN": "RUS",
        "FRG": "DEU",
        "YAR": "YEM",
        "EAT": "TZA",
        "BLX": "BLX",
        "VDR": "VNM",
        "UAR": "EGY",
        "SCG": "SCG",
    }


@pytest.mark.parametrize("code", WORDS.read("state_notes"))
def test_a_note_on_early_years_ends_with_them(code: str):
    assert code in WORDS.states
    before = WORDS.read("state_notes")[code]["before"]
    assert note_on(code, before - 1, WORDS).endswith(".")
    assert note_on(code, before, WORDS) == note_on("FRA", 1900, WORDS) == ""


# ---------------------------------------------------------------- the lists are complete


def test_every_code_of_the_standard_is_known_and_kosovo():
    assert len(ALPHA_2) == 249 + 1
    assert len(set(ALPHA_2.values())) == len(ALPHA_2)
    assert all(len(a) == 3 and len(b) == 2 and (a + b).isupper() for a, b in ALPHA_2.items())


def test_every_state_of_the_gazetteers_and_tables_has_a_code_and_every_code_a_name():
    named = {code for _, code in CALLED}
    assert named == ALPHA_2.keys()
    assert WORDS.carried.keys() == ALPHA_2.keys() | OWN_ROWS
    assert not [code for code in NAMES.names if NAMES.names[code] == code]


@pytest.mark.parametrize("code", ALPHA_2)
def test_every_code_name_and_label_of_a_state_is_read(code: str):
    names = [name for name, of in CALLED if of == code]
    for written in (code, ALPHA_2[code], *names, NAMES.label(code)):
        for text in (written, written.lower(), written.upper(), f"the {written}"):
            assert parse_states(text, WORDS) == [code]


def test_no_code_is_the_name_of_another_state():
    for phrase, meant in NAMES.phrases.items():
        if len(phrase) == 1 and phrase[0] in NAMES.codes:
            assert NAMES.codes[phrase[0]] == meant


def test_no_name_is_made_of_two_others_except_those_of_former_states():
    for phrase, meant in NAMES.phrases.items():
        for i in range(1, len(phrase)):
            second = phrase[i + 1 :] if phrase[i] in {"and", ","} else phrase[i:]
            both = isinstance(NAMES.phrases.get(phrase[:i]), str) and second in NAMES.phrases
            whole = both and isinstance(NAMES.phrases[second], str)
            same = {meant} == {NAMES.phrases.get(phrase[:i]), NAMES.phrases.get(second)}
            assert not whole or same or isinstance(meant, FormerState), phrase


def test_words_for_texts_only_are_words_of_the_gazetteers():
    entries = [entry for file in GAZETTEERS for entry in WORDS.read(file).values()]
    known = {name for entry in entries for name in entry.get("names", ())}
    assert set(OWN["texts_only"]) <= known


# ---------------------------------------------------------------- laws

SEPARATORS = st.sampled_from([", ", ",", "; ", "/", " + ", " & ", " and ", ", and ", "-", "\n"])
WRITTEN = st.sampled_from(
    [(w, code) for code, two in ALPHA_2.items() for w in (code, two, code.lower())]
    + [(name, code) for name, code in CALLED]
).filter(lambda pair: pair[0].casefold() != "and")


@given(st.lists(WRITTEN, max_size=5), st.lists(SEPARATORS, min_size=5, max_size=5))
def test_any_list_is_read_in_its_order_and_each_state_once(
    pairs: list[tuple[str, str]], between: list[str]
):
    text = "".join(name + sep for (name, _), sep in zip(pairs, between, strict=False))
    text = text[: -len(between[len(pairs) - 1])] if pairs else text
    joined = [(a.casefold(), b.casefold()) for (a, _), (b, _) in pairwise(pairs)]
    expected = list(dict.fromkeys(code for _, code in pairs))
    assert parse_states([name for name, _ in pairs], WORDS) == expected
    try:
        found = parse_states(text, WORDS)
    except FormerStateError:
        assert {("serbia", "montenegro"), ("austria", "hungary")} & set(joined)
        return
    assert found == expected


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str):
    try:
        found = parse_states(text, WORDS)
    except EntenteError as error:
        assert error.fix
        return
    assert set(found) <= ALPHA_2.keys() | OWN_ROWS
    assert parse_states(", ".join(found), WORDS) == found


@given(st.lists(st.sampled_from(["CHN", "and", "-", "the", "(", ")", "Korea", "South", "&", ","])))
def test_marks_and_words_in_any_order_are_read_or_refused(words: list[str]):
    try:
        assert set(parse_states(" ".join(words), WORDS)) <= {"CHN", "KOR", "AND"}
    except EntenteError as error:
        assert error.fix


@pytest.mark.parametrize("text", ["9" * 1_500_000, "CHNRUS" * 250_000])
def test_a_word_that_nobody_types_is_refused_at_once_and_not_quoted_whole(text: str):
    start = time.process_time()
    with pytest.raises(UnknownNameError, match="…") as caught:
        parse_states(text, WORDS)
    assert len(str(caught.value)) < 500
    assert time.process_time() - start < 10
