"""The crosswalk: successions without gap or overlap, codes of one state at a time, spellings."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from itertools import combinations

import pytest

from entente.crosswalk import SCHEMES, State, crosswalk
from entente.errors import BrokenFileError, UnknownNameError
from entente.settings import BUNDLED
from entente.states import resolve, resolve_code
from entente.vocabulary import Vocabulary

KNOWN = crosswalk(Vocabulary(BUNDLED / "vocabulary"))
STATES = KNOWN.states
FORMER = [state for state in STATES.values() if state.is_former]
# A name that was kept after the union whose name it was: it has no first and last day of its own.
NAMES_ONLY = {"UAR"}
OLDER = {"AUH"}  # ended before any source of ours begins
ECONOMIES = {"BLX"}  # reported trade as one, and were two states all the time


# ---------------------------------------------------------------- successions


@pytest.mark.parametrize("state", STATES.values(), ids=lambda state: state.code)
def test_a_state_begins_on_the_day_on_which_those_before_it_end(state: State):
    for before in KNOWN.predecessors(state.code):
        assert before.life.until == state.life.since
    if state.left:
        since = state.life.since
        assert since
        assert STATES[state.left].life.holds(since)


@pytest.mark.parametrize("state", FORMER, ids=lambda state: state.code)
def test_a_state_that_ended_was_followed_on_that_day(state: State):
    until = state.life.until
    assert until
    assert state.life.since
    assert state.life.since < until
    followed = KNOWN.successors(state.code)
    if state.code in NAMES_ONLY | OLDER | ECONOMIES:
        assert not followed
    else:
        assert followed
        assert all(after.life.holds(until) for after in followed)


def test_states_that_go_on_are_one_line_without_a_fork():
    continued = [state.continues for state in STATES.values() if state.continues]
    assert len(continued) == len(set(continued))
    assert {*continued} <= {state.code for state in FORMER}


def test_rows_lie_under_a_state_that_goes_on_with_the_one_that_ended():
    for state in FORMER:
        if state.under and not state.has_own_rows and state.code not in NAMES_ONLY:
            assert STATES[state.under].continues == state.code


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_code_is_of_one_state_at_a_time(scheme: str):
    by_code: dict[str, list[State]] = {}
    for state in STATES.values():
        if code := state.codes.get(scheme):
            by_code.setdefault(code, []).append(state)
    for sharing in by_code.values():
        for one, other in combinations(sharing, 2):
            first, second = sorted((one, other), key=lambda state: state.life.since or dt.date.min)
            assert first.life.until
            assert second.life.since
            assert first.life.until <= second.life.since, (one.code, other.code)


def test_codes_have_the_form_of_their_scheme():
    for state in STATES.values():
        assert {*state.codes} <= {*SCHEMES}
        for scheme, code in state.codes.items():
            if scheme in {"alpha_2", "fips"}:
                assert len(code) == 2 and code.isalnum() and code.isupper()
            elif scheme == "cameo":
                assert len(code) == 3 and code.isupper()
            else:
                assert code.isdecimal()
                assert scheme != "m49" or len(code) == 3


# ---------------------------------------------------------------- the United Nations


def members(day: dt.date) -> set[str]:
    """Seats of a day; a seat that was taken over counts once."""
    found = {state.under or state.code for state in STATES.values() if state.is_member(day)}
    # Serbia's is that of 1 November 2000, which was Yugoslavia's and Serbia and Montenegro's.
    return found - {"YUG", "SCG"} if "SRB" in found else found


@pytest.mark.parametrize(
    ("day", "seats"),
    [
        ((1945, 12, 31), 51),
        ((1955, 12, 31), 76),
        ((1960, 12, 31), 99),
        ((1961, 12, 31), 104),
        ((1973, 12, 31), 135),
        ((1984, 12, 31), 159),
        ((1991, 12, 31), 166),
        ((2000, 12, 31), 189),
        ((2002, 12, 31), 191),
        ((2006, 12, 31), 192),
        ((2011, 12, 31), 193),
        ((2025, 12, 31), 193),
    ],
)
def test_the_united_nations_had_as_many_members_as_it_says(day: tuple[int, int, int], seats: int):
    assert len(members(dt.date(*day))) == seats


def test_chinas_seat_passed_on_25_october_1971():
    last, first = dt.date(1971, 10, 24), dt.date(1971, 10, 25)
    assert (STATES["TWN"].is_member(last), STATES["CHN"].is_member(last)) == (True, False)
    assert (STATES["TWN"].is_member(first), STATES["CHN"].is_member(first)) == (False, True)
    assert "25 October 1971" in STATES["TWN"].note
    assert "25 October 1971" in STATES["CHN"].note
    assert resolve("Other Asia, nes").code == "TWN"
    assert "Other Asia, nes" in resolve("Other Asia, nes").note


# ---------------------------------------------------------------- spellings


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [
        *((name, None, "CHN") for name in ("chn", "CN", "China", "Kina", "中国", "Китай", "Chine")),
        *((name, None, "CHN") for name in ("الصين", "중국", "中國", "Trung Quốc", "КНР")),
        *((name, None, "RUS") for name in ("USSR", "SUN", "СССР", "Russia", "Россия", "ロシア")),
        *((name, None, "DDR") for name in ("DDR", "GDR", "German Democratic Republic", "ГДР")),
        *((name, None, "YUG") for name in ("Jugoslavija", "Yugoslavia", "Югославия")),
        *((name, None, "CIV") for name in ("Côte d'Ivoire", "Cote d Ivoire", "Ivory Coast")),
        *((name, None, "TUR") for name in ("Türkiye", "Turkey", "TURKIYE", "トルコ")),
        *((name, None, "MMR") for name in ("Burma", "Myanmar", "Burma (Myanmar)", "ミャンマー")),
        *((name, None, "SWZ") for name in ("Swaziland", "Eswatini")),
        *((name, None, "CZE") for name in ("Czechia", "Czech Republic", "Česko")),
        *((name, None, "TWN") for name in ("Taiwan, China", "台湾", "Chinese Taipei")),
        *(("Mỹ", None, "USA"), ("MY", None, "MYS"), ("Áo", None, "AUT"), ("ao", None, "AGO")),
        ("Macedonia", None, "MKD"),
        ("Hong Kong, China", None, "HKG"),
        ("Germany", 1970, "DEU"),
        ("West Germany", 1970, "DEU"),
        ("Germany", 1990, "DEU"),
        ("Yugoslavia", 1995, "YUG"),
        ("Yugoslavia", 2004, "SCG"),
        ("Yugoslavia", 2010, "SRB"),
        ("Serbia", 2004, "SCG"),
        ("Serbia", 1995, "YUG"),
        ("Serbia", 2006, "SRB"),
        ("Russia", 1980, "RUS"),
        ("Ukraine", 1980, "UKR"),
        ("Slovakia", 1980, "SVK"),
        ("Yemen", 1980, "YEM"),
        ("Viet Nam", 1970, "VNM"),
        ("South Vietnam", 1970, "RVN"),
        ("Tanganyika", 1962, "TZA"),
        ("Zanzibar", 1963, "EAZ"),
        ("United Arab Republic", 1960, "EGY"),
    ],
)
def test_a_spelling_stands_for_its_state(name: str, year: int | None, code: str):
    assert resolve(name, year).code == code


@pytest.mark.parametrize(
    ("name", "year", "said"),
    [
        ("USSR", None, "Its rows are Russia's"),
        ("Germany", 1970, "In 1970 this is West Germany."),
        ("Serbia", 2004, "In 2004 this is Serbia and Montenegro."),
        ("Slovakia", 1980, "before a part of Czechoslovakia"),
        ("Croatia", 1980, "before a part of Yugoslavia"),
        ("Czechoslovakia", 2000, "then came Czech Republic, Slovakia"),
        ("South Vietnam", 1980, "then came North Vietnam"),
    ],
)
def test_what_is_not_as_the_name_says_is_noted(name: str, year: int | None, said: str):
    assert said in resolve(name, year).note


def test_a_plain_name_needs_no_note():
    assert resolve("France", 1970).note == resolve("Poland").note == ""


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Congo", "Democratic Republic of the Congo (COD) or Republic of the Congo (COG)"),
        ("Korea", "South Korea (KOR) or North Korea (PRK)"),
        ("Chna", "did you mean China (CHN)?"),
        ("Jugoslavjia", "Yugoslavia"),
        ("World", "e.g. China, RUS"),
        ("", "e.g. China, RUS"),
    ],
)
def test_what_stands_for_no_one_state_is_refused_with_near_ones(name: str, said: str):
    with pytest.raises(UnknownNameError) as caught:
        resolve(name)
    assert said in caught.value.fix


@pytest.mark.parametrize(
    ("scheme", "code", "year", "found"),
    [
        ("cow", 2, None, "USA"),
        ("cow", "002", 1990, "USA"),
        ("cow", 260, 1970, "DEU"),
        ("cow", 255, 2000, "DEU"),
        ("cow", 345, 1995, "YUG"),
        ("cow", 345, 2005, "SCG"),
        ("cow", 345, None, "SRB"),
        ("gw", 678, 1980, "YEM"),
        ("gw", 678, 2000, "YEM"),
        ("cow", 365, 1980, "RUS"),
        ("alpha_2", "cs", 1980, "CSK"),
        ("alpha_2", "CS", 2004, "SCG"),
        ("fips", "CH", None, "CHN"),
        ("fips", "SZ", None, "CHE"),
        ("m49", 4, None, "AFG"),
        ("cameo", "ROM", None, "ROU"),
        ("cameo", "CHN", None, "CHN"),
    ],
)
def test_a_code_stands_for_its_state(scheme: str, code: str | int, year: int | None, found: str):
    assert resolve_code(scheme, code, year).code == found


@pytest.mark.parametrize(("scheme", "code"), [("cow", 1), ("iso", "CN"), ("fips", "??")])
def test_an_unknown_code_or_scheme_is_refused(scheme: str, code: str | int):
    with pytest.raises(UnknownNameError):
        resolve_code(scheme, code)


def test_every_name_of_a_state_leads_to_it():
    for state in STATES.values():
        for name in (state.name, state.code, *state.also):
            assert resolve(name).state == state, name


def test_the_crosswalk_has_names_in_the_languages_of_reports():
    # One name is enough to see that a language is there.
    for name in ("Allemagne", "Alemania", "Alemanha", "Deutschland", "Германия", "德国"):
        assert resolve(name).code == "DEU"
    for name in ("ドイツ", "독일", "Đức", "ألمانيا"):
        assert resolve(name).code == "DEU"
    many = [s for s in STATES.values() if sum(not name.isascii() for name in s.also) >= 5]
    assert len(many) >= 190


# ---------------------------------------------------------------- an own list, and loading


def test_an_own_list_adds_to_the_bundled_one(tmp_path):
    text = "CHN: {name: Cathay}\nMOO: {name: Luna, also: [Moon]}\n"
    (tmp_path / "states.yml").write_text(text, encoding="utf-8")
    own = crosswalk(Vocabulary(tmp_path)).states
    assert own["CHN"].name == "Cathay"
    assert (own["MOO"].adjective, own["MOO"].also) == ("Luna", ("Moon",))
    assert own["FRA"].name == "France"


@pytest.mark.parametrize(
    "line",
    [
        'MOO: {name: Luna, codes: "nasa 1"}',
        'MOO: {name: Luna, dates: "since yesterday"}',
        'MOO: {name: Luna, codes: "cow"}',
        "MOO: {adjective: Lunar}",
    ],
)
def test_a_line_that_does_not_fit_is_refused(tmp_path, line: str):
    (tmp_path / "states.yml").write_text(line, encoding="utf-8")
    with pytest.raises(BrokenFileError, match=r"MOO|'name'|yesterday|length"):
        crosswalk(Vocabulary(tmp_path))


def test_importing_the_package_reads_none_of_it():
    code = "import sys, entente; assert not {'entente.crosswalk', 'yaml'} & {*sys.modules}"
    subprocess.run([sys.executable, "-c", code], check=True)
