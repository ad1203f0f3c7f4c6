from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, TypeAdapter

from entente.library.labels import read_label_list
from entente.yaml_files import read_yaml

HERE = Path(__file__).parent
Split = Literal["dev", "test"]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Abstract(Strict):
    id: str
    title: str
    abstract: str
    places: list[str]
    topics: list[str]
    split: Split


class Sentence(Strict):
    text: str
    form: Literal[
        "level",
        "trend",
        "break",
        "asymmetry",
        "co-movement",
        "event response",
        "existence",
        "no harm",
        "forecast",
        "none",
    ]
    states: list[str]
    atoms: int
    hedge: str


class Report(Strict):
    id: str
    title: str
    split: Split
    sentences: list[Sentence]


@pytest.fixture(scope="module")
def abstracts() -> list[Abstract]:
    data = read_yaml(HERE / "abstracts.yml").data
    return TypeAdapter(list[Abstract]).validate_python(data)


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    data = read_yaml(HERE / "sentences.yml").data
    return TypeAdapter(list[Report]).validate_python(data)


def test_every_label_is_one_of_the_vocabulary(abstracts: list[Abstract]):
    places = set(read_label_list("political_geography").labels)
    topics = set(read_label_list("topics").labels)
    assert {label for row in abstracts for label in row.places} <= places
    assert {label for row in abstracts for label in row.topics} <= topics


def test_an_abstract_is_short_and_has_one_to_four_topics_and_some_place(abstracts: list[Abstract]):
    for row in abstracts:
        assert 35 <= len(row.abstract.split()) <= 80, row.id
        assert 1 <= len(row.topics) == len(set(row.topics)) <= 4, row.id
        assert 1 <= len(row.places) == len(set(row.places)), row.id


def test_no_place_in_view_stands_alone(abstracts: list[Abstract]):
    assert all(row.places == ["Global Focus"] for row in abstracts if "Global Focus" in row.places)


def test_no_two_texts_are_the_same(abstracts: list[Abstract], reports: list[Report]):
    names = [row.id for row in abstracts] + [report.id for report in reports]
    texts = [row.abstract for row in abstracts]
    texts += [sentence.text for report in reports for sentence in report.sentences]
    assert len(set(names)) == len(names)
    assert len(set(texts)) == len(texts)


def test_the_split_is_what_the_readme_says(abstracts: list[Abstract], reports: list[Report]):
    assert Counter(row.split for row in abstracts) == {"dev": 94, "test": 94}
    assert Counter(report.split for report in reports) == {"dev": 12, "test": 14}


def test_both_parts_of_the_split_hold_every_form(reports: list[Report]):
    forms = Counter(
        (report.split, sentence.form) for report in reports for sentence in report.sentences
    )
    assert len(forms) == 20
    assert min(forms.values()) >= 4


def test_only_a_sentence_that_claims_nothing_has_no_atoms(reports: list[Report]):
    for report in reports:
        for sentence in report.sentences:
            assert (sentence.form == "none") == (sentence.atoms == 0), sentence.text


def test_hedges_stand_in_their_sentence_word_for_word(reports: list[Report]):
    for report in reports:
        for sentence in report.sentences:
            for words in filter(None, sentence.hedge.split("; ")):
                assert words in sentence.text


def test_states_carry_a_code_of_the_vocabulary(reports: list[Report]):
    codes = set(read_label_list("political_geography").codes.values())
    named = {code for report in reports for row in report.sentences for code in row.states}
    assert named <= codes
