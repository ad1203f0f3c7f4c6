"""Words for places: what each stands for, what it does not, and that the search keeps its laws."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entente.errors import BrokenFileError
from entente.library.labels import read_label_list
from entente.library.tagging import gazetteer
from entente.library.tagging.gazetteer import KINDS, find_mentions, read_gazetteer

if TYPE_CHECKING:
    from pathlib import Path


def places(text: str) -> list[str]:
    return [mention.place for mention in find_mentions(text)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Beijing and Moscow", ["CHN", "RUS"]),
        ("the Kremlin, Whitehall, Foggy Bottom and the Blue House", ["RUS", "GBR", "USA", "KOR"]),
        ("Malian and Nigerien officers, and Nigerian ones", ["MLI", "NER", "NGA"]),
        ("Niger, Nigeria and the Niger Delta", ["NER", "NGA", "NGA"]),
        ("Guinea and Equatorial Guinea", ["GIN", "GNQ"]),
        ("Guinea-Bissau and Papua New Guinea", ["GNB", "PNG"]),
        ("the Republic of the Congo and the Democratic Republic of the Congo", ["COG", "COD"]),
        ("Dominica and the Dominican Republic", ["DMA", "DOM"]),
        ("Ireland and Northern Ireland", ["IRL", "northern_ireland"]),
        ("North Korea, South Koreans, Korea", ["PRK", "KOR", "korean_peninsula"]),
        ("the Republic of China and the People’s Republic of China", ["TWN", "CHN"]),
        ("the South China Sea", ["south_china_sea"]),
        ("the Indian Ocean", ["indian_ocean"]),
        ("Latin American states and American ones", ["latin_america", "USA"]),
        ("Sino-Russian and Franco–German talks", ["CHN", "RUS", "FRA", "DEU"]),
        ("the PLA, the Self-Defense Forces and the IRGC", ["CHN", "JPN", "IRN"]),
        ("the Bundeswehr, the Tatmadaw, the FSB and the BJP", ["DEU", "MMR", "RUS", "IND"]),
        ("Putin, Xi Jinping, Kishida and Modi", ["RUS", "CHN", "JPN", "IND"]),
        ("Erdogan or Erdoğan, Orban or Orbán", ["TUR", "TUR", "HUN", "HUN"]),
        ("Kim Jong Un met Lukashenko and Zelenskyy", ["PRK", "BLR", "UKR"]),
        ("ASEAN, the EU and the GCC", ["southeast_asia", "european_union", "gulf_nations"]),
        ("Mexico City and New Mexico", ["MEX", "USA"]),
        ("Washington, D.C., and Washington", ["USA", "USA"]),
        ("the US, the U.S. and U.S.-led talks", ["USA", "USA", "USA"]),
        ("Cote d'Ivoire, Côte d’Ivoire", ["CIV", "CIV"]),
        ("sub-Saharan Africa, southeast Asia", ["sub_saharan_africa", "southeast_asia"]),
        ("Georgia and Georgians", ["GEO", "GEO"]),
        ("Atlanta, Georgia", ["USA"]),
        ("Lebanon, Pennsylvania, has a fair", ["USA"]),
        ("Poland, Texas and Ohio", ["POL", "USA", "USA"]),
        ("South Sudan and Sudan", ["SSD", "SDN"]),
        ("CHINA AND THE US IN SOUTHEAST ASIA", ["CHN", "USA", "southeast_asia"]),
    ],
)
def test_words_stand_for_their_place(text: str, named: list[str]) -> None:
    assert places(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "it tells us that a turkey and china plates sold in mali",
        "Chad Smith argues the point",
        "a book by Michael Jordan",
        "the Washington Post and George Washington University",
        "the Paris Agreement and the Kyoto Protocol",
        "Usage, Indiana and Omanhene",
        "a chinaman and a polish cloth",
        "",
    ],
)
def test_words_that_only_look_like_a_place_stand_for_none(text: str) -> None:
    assert places(text) == []


def test_a_place_beside_the_title_of_a_person_is_a_place() -> None:
    assert places("In Jordan King Abdullah spoke; in Chad President Itno did.") == ["JOR", "TCD"]


def test_kind_and_label_are_said() -> None:
    kinds = {mention.words: mention.kind for mention in find_mentions(
        "Japan, Japanese, Tokyo, the Kremlin, Putin, the PLA, the Red Sea and East Asia"
    )}  # fmt: skip
    assert list(kinds.values()) == list(KINDS)
    assert find_mentions("Burma")[0].label == "Myanmar"


def test_a_phrase_may_run_over_a_line_break() -> None:
    assert places("the South\nChina Sea") == ["south_china_sea"]


ALL = sorted(read_gazetteer().phrases)


@given(st.lists(st.sampled_from([*ALL, "and", "the", "of", ",", "'s", "-", "\n"]), max_size=12))
def test_mentions_are_in_order_apart_and_as_they_stand(words: list[str]) -> None:
    text = " ".join(words)
    last = 0
    for mention in find_mentions(text):
        assert last <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.words
        last = mention.end


@given(st.text(max_size=60))
def test_no_text_breaks_the_search(text: str) -> None:
    for mention in find_mentions(text):
        assert text[mention.start : mention.end] == mention.words


def test_every_phrase_is_found_whole() -> None:
    book = read_gazetteer()
    missed: list[str] = []
    for phrase, (place, _) in book.phrases.items():
        if not place:
            continue
        hyphen = phrase.endswith("-")
        text = f"so {phrase}{'Other' if hyphen else ''} is"
        if not any(one.words == phrase and one.place == place for one in find_mentions(text)):
            missed.append(phrase)
    assert missed == []


def test_every_state_of_the_labels_has_words() -> None:
    codes = set(read_label_list("political_geography").codes.values())
    assert codes <= set(read_gazetteer().labels)


def test_every_label_of_a_state_leads_back_to_its_code() -> None:
    vocabulary = read_label_list("political_geography")
    wrong = {
        label: places(label)
        for label, code in vocabulary.codes.items()
        if code not in places(label) and label not in gazetteer._PLAIN_WORDS
    }
    assert wrong == {}


def test_every_label_of_a_region_is_found_under_itself() -> None:
    labels = {region.label for region in read_gazetteer().regions.values()}
    assert len(labels) > 90
    wrong = {
        label: [mention.label for mention in find_mentions(label)]
        for label in labels
        if label not in [mention.label for mention in find_mentions(label)]
    }
    assert set(wrong) <= {"Gulf Nations"}, wrong


def test_members_of_a_region_are_states_or_parts() -> None:
    regions = read_gazetteer().regions
    for region in regions.values():
        for member in region.members:
            assert re.fullmatch("[A-Z]{3}", member) or not regions[member].members


def test_a_phrase_under_two_places_is_refused(observatory: Path) -> None:
    vocabulary = observatory / "vocabulary"
    for name in gazetteer._STATES:
        path = vocabulary / name
        path.write_text(path.read_text("utf-8").replace("Tirana", "Paris"), "utf-8")
    with pytest.raises(BrokenFileError, match="'Paris' is under ALB and FRA"):
        read_gazetteer()


def test_a_code_in_two_files_is_refused(observatory: Path) -> None:
    for name in gazetteer._STATES:
        (observatory / "vocabulary" / name).write_text(
            '"AFG": {label: Afghanistan, names: [Kabul]}\n', "utf-8"
        )
    with pytest.raises(BrokenFileError, match="AFG is in two files"):
        read_gazetteer()


def test_an_unknown_label_is_refused(observatory: Path) -> None:
    path = observatory / "vocabulary" / "gazetteer_states.yml"
    path.write_text('"AFG": {label: Nowhere, names: [X]}\n', "utf-8")
    with pytest.raises(BrokenFileError, match="'Nowhere' is not in"):
        read_gazetteer()


@pytest.mark.slow
def test_time_grows_in_line_with_the_text() -> None:
    text = "Beijing and Moscow sail the South China Sea with South Korea. " * 500

    def seconds(times: int) -> float:
        start = time.perf_counter()
        find_mentions(text * times)
        return time.perf_counter() - start

    find_mentions(text)
    assert min(seconds(8) for _ in range(3)) < 8 * 3 * min(seconds(1) for _ in range(5))
